import type { Network, NetworkContext } from '../contract.ts'
import { createWordPressNetwork, type WordPressOptions } from '../families/wordpress/index.ts'
import { campusPressProfile } from './limits.ts'

/** A site of the university's hosted network of WordPress. */
export function createCampusPress(context: NetworkContext, options: WordPressOptions = {}): Network {
  return createWordPressNetwork(context, campusPressProfile, options)
}
