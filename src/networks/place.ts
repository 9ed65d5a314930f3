/** Where a network's accounts are to be seen, as data: how an address becomes a handle and a handle an address. */

export interface Place {
  /** False for what only we can see. */
  outside: boolean
  /** The hosts of its pages, without `www.`, `m.` or `mobile.`; `any` where every server may have some. */
  hosts: readonly string[] | 'any'
  /** Protocols of its own, beside http and https. */
  schemes: readonly string[]
  /** Paths of the pages of one account, decoded, from their beginning. `name` and, where it stands there, `server`. */
  paths: readonly RegExp[]
  /** The lasting identifiers that stand in the place of a handle. */
  identifier: RegExp | null
  /** What belongs to the network in a handle, and to nobody's name: `.bsky.social`. */
  suffix: RegExp | null
  /** The handle of what a path named, on that host. */
  handleOf(name: string, server: string): string
  /** Where an account is a whole site: every account that a page with this path may belong to, the nearest first. */
  handlesOf?(path: string, server: string): string[]
  /** The page of an account; null when only the network can tell. */
  addressOf(handle: string): string | null
  /** Where the network takes reports of impostors. */
  report: { say: string; url: string | null }
  /** How the network shows that an account is whose it says, step by step; `{page}` is the account's page in the register. */
  verification: { title: string; steps: readonly string[] }
}

/** A network that Rostrum does not speak with: enough to say plainly that nothing there is ours. */
export interface OtherPlace {
  name: string
  hosts: readonly string[]
  /** The name of an account in a path. */
  path: RegExp
}
