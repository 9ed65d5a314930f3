import type { Network, NetworkContext } from '../contract.ts'
import { createWordPressNetwork, type WordPressOptions } from '../families/wordpress/index.ts'
import { wordPressProfile } from './limits.ts'

/** Any WordPress from 5.6 on that answers at its REST API. */
export function createWordPress(context: NetworkContext, options: WordPressOptions = {}): Network {
  return createWordPressNetwork(context, wordPressProfile, options)
}
