/** The eight networks of results day, made up of what real ones are like: how long they take, and what they let through. */
import type { Network, NetworkSession } from '#networks/contract.ts'
import type { NetworkProfile, RateRule } from '#networks/profile.ts'

export interface ResultsNetwork {
  id: string
  /** Milliseconds that it takes to answer; null: it never does, and is given up on after `patience`. */
  latency: number | null
  /** Over how many servers its accounts are spread. */
  servers: number
  rates: readonly RateRule[]
}

/** Milliseconds; what the guarded fetch waits at most for an answer of a network that says nothing. */
const patience = 15_000

const posts = (id: string, per: RateRule['per'], most: number, seconds: number): RateRule => ({
  id,
  per,
  of: 'posts',
  most,
  seconds,
})

export const resultsNetworks: readonly ResultsNetwork[] = [
  { id: 'quick', latency: 40, servers: 1, rates: [] },
  {
    id: 'roomy',
    latency: 120,
    servers: 1,
    rates: [posts('hour', 'account', 1666, 3600), posts('day', 'account', 11_666, 86_400)],
  },
  { id: 'windowed', latency: 200, servers: 5, rates: [posts('window', 'account', 300, 300)] },
  {
    id: 'by-second',
    latency: 80,
    servers: 1,
    rates: [posts('second', 'account', 1, 1), posts('all', 'app', 30, 1)],
  },
  { id: 'by-app', latency: 150, servers: 1, rates: [posts('app', 'app', 20, 1)] },
  { id: 'by-server', latency: 100, servers: 25, rates: [posts('server', 'server', 60, 60)] },
  { id: 'slow', latency: 4000, servers: 1, rates: [] },
  { id: 'broken', latency: null, servers: 1, rates: [] },
]

/** Those that the others are not to be delayed by. */
export const troublesome: ReadonlySet<string> = new Set(['slow', 'broken'])

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

export function sessionOn({ id, latency }: ResultsNetwork): NetworkSession {
  return {
    prepareMedia: () => Promise.resolve(null),
    async publish(part) {
      await wait(latency ?? patience)
      if (latency === null) return { kind: 'unknown', say: 'No answer came.', evidence: null }
      return { kind: 'published', remoteId: part.key, url: `https://${id}.example/${part.key}` }
    },
    async find(part, ref) {
      await wait(latency ?? patience)
      if (latency === null || !ref) return { kind: 'undetermined', say: 'No answer came.' }
      return { kind: 'present', text: part.text, same: true, ...ref }
    },
  }
}

/** Made from a network that is there, with limits of its own. */
export function networkFrom(network: Network, { id, rates }: ResultsNetwork): Network {
  const profile: NetworkProfile = { ...network.profile, id, name: id, rates }
  return { ...network, profile }
}
