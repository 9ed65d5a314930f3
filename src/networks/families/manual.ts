/** Accounts that no API may publish on: a person does it by hand, guided, and brings the link. */
import { type Connected, type ManualGuide, type Network } from '../contract.ts'
import type { NetworkProfile } from '../profile.ts'
import { typedHandle } from './handle.ts'

export interface ByHand {
  profile: NetworkProfile
  manual: ManualGuide
  /** The page of the account; where there is none, that of its server. */
  pageOf(handle: string): string
  /** What to know when the account is put under Rostrum, in a sentence. */
  hint: string
}

function connected({ profile, pageOf }: ByHand, typed: string): Connected {
  const handle = typedHandle(profile, typed)
  const page = pageOf(handle)
  return {
    remoteId: `${profile.id}:${handle}`,
    handle,
    displayName: handle,
    profileUrl: page,
    server: new URL(page).origin,
    // Nobody signs in, so there is nothing to keep and nothing that ends.
    grant: null,
    scopes: [],
    expiresAt: null,
  }
}

/** A network of this kind. It proves nothing about who runs the account: the register's own checks have to. */
export function createByHand(byHand: ByHand): Network {
  const { profile, manual, hint } = byHand
  return {
    profile,
    manual,
    connectMethods: [
      {
        id: 'by-hand',
        kind: 'form',
        label: 'Run it by hand',
        hint,
        fields: [],
        connect: async (_values, typed) => connected(byHand, typed),
      },
    ],
    open: ({ handle }) =>
      Promise.reject(
        new Error(`Nothing opens ${handle}: ${profile.name} takes posts from nobody but a person.`),
      ),
  }
}

/** What an address is that somebody brings as that of a post: on one of these hosts, at one of these paths. */
export interface LinkForm {
  hosts: RegExp
  paths: readonly RegExp[]
  /** What a right one looks like, for a person. */
  like: string
}

/** Why an address can't be that of a post there; null when it can. */
export function linkProblemOf({ hosts, paths, like }: LinkForm, address: string): string | null {
  const url = URL.parse(address.trim())
  const host = url?.hostname.replace(/^(?:www|m)\./, '') ?? ''
  const plain =
    url !== null &&
    url.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    hosts.test(host)
  if (plain && paths.some((path) => path.test(url.pathname))) return null
  return `The address of the post looks like ${like}. Copy it again from there.`
}
