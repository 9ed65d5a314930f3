import type { NetworkProfile, RateRule } from '#networks/profile.ts'

/** Who is meant by each kind of rule: the account, the institution's app on the network, the account's server. */
export interface Scopes {
  network: string
  accountId: string
  server: string | null
}

/** What is to be taken from the budget of one rule. */
export interface Ask {
  /** The bucket. */
  id: string
  network: string
  per: RateRule['per']
  scope: string
  rule: string
  cost: number
  most: number
  seconds: number
  /** Does an empty budget hold everything of the scope? What counts uploads lets words without them through. */
  holds: boolean
}

/** As `claimDue` compares it with each account. */
export function scopeOf(per: RateRule['per'], { network, accountId, server }: Scopes): string {
  switch (per) {
    case 'account':
      return accountId
    case 'app':
      return network
    case 'server':
      return `${network} ${server ?? ''}`
  }
}

export function bucketOf(rule: string, per: RateRule['per'], scopes: Scopes): string {
  return `${scopes.network} ${rule} ${per} ${scopeOf(per, scopes)}`
}

/** The rule under which a network's own word is kept. No profile may call a rule of its own so. */
export const said = 'said'

/** The rule under which its word about our questions is kept, which holds no sending. */
export const saidOfNames = 'said-of-names'

/** The buckets in which the network's own word about this account may stand. */
export function saidBuckets(scopes: Scopes, rule: typeof said | typeof saidOfNames = said): string[] {
  return (['account', 'app', 'server'] as const).map((per) => bucketOf(rule, per, scopes))
}

export function asksOf(rates: readonly RateRule[], of: RateRule['of'], cost: number, scopes: Scopes): Ask[] {
  if (cost === 0) return []
  return rates
    .filter((rule) => rule.of === of)
    .map((rule) => ({
      id: bucketOf(rule.id, rule.per, scopes),
      network: scopes.network,
      per: rule.per,
      scope: scopeOf(rule.per, scopes),
      rule: rule.id,
      // What is more than a stretch takes goes in pieces.
      cost: Math.min(cost, rule.most),
      most: rule.most,
      seconds: rule.seconds,
      holds: of === 'posts',
    }))
}

/** How many parts of a thread may be taken at once: all of them, wherever any stretch can hold them. */
export function partsAtOnce(rates: readonly RateRule[], parts: number): number {
  return Math.min(parts, ...rates.filter((rule) => rule.of === 'posts').map((rule) => rule.most))
}

const units: [number, string, string][] = [
  [86_400, 'day', 'days'],
  [3_600, 'hour', 'hours'],
  [60, 'minute', 'minutes'],
  [1, 'second', 'seconds'],
]

/** "24 hours", "15 minutes". A day is said in hours: it slides, and is no day of the calendar. */
export function sayStretch(seconds: number): string {
  if (seconds === 86_400) return '24 hours'
  const [size, one, many] = units.find(([each]) => seconds % each === 0) ?? [1, 'second', 'seconds']
  const count = seconds / size
  return `${count} ${count === 1 ? one : many}`
}

const whoseWords = {
  account: 'from this account',
  app: 'from all accounts of this institution together',
  server: 'from all accounts on this server together',
}
const things = {
  posts: ['post', 'posts'],
  media: ['image or video', 'images and videos'],
  names: ['name', 'names'],
} as const

/** "X takes 100 posts in 24 hours from this account." */
export function sayRule({ name }: Pick<NetworkProfile, 'name'>, rule: RateRule): string {
  const thing = things[rule.of][rule.most === 1 ? 0 : 1]
  return `${name} takes ${rule.most.toLocaleString('en-GB')} ${thing} in ${sayStretch(rule.seconds)} ${whoseWords[rule.per]}.`
}
