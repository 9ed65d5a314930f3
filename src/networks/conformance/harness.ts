/** What a network brings to the suites: to this one, and to the faults of e2e/faults. */
import type { Clock } from '#platform/clock/index.ts'
import type { Fault, FaultProxy } from '../../../e2e/peers/fault-proxy.ts'
import type { Network, OpenConnection } from '../contract.ts'
import type { TestContext } from '../test-context.ts'
import type { Lend } from '../test-parts.ts'

/** What happens to the next request of a step. */
export type SendingFault =
  | 'rate-limited'
  | 'server-error'
  | 'server-error-after-doing-it'
  | 'never-answers'
  | 'dropped-before'
  | 'dropped-after'
  | 'rubbish'
  /** An answer of many megabytes. */
  | 'endless'
  /** A redirect to an address that only this machine can reach. */
  | 'redirect-inside'

/** The request that uploads a file, the one that makes a draft, the one that makes the post. */
export type Step = 'upload' | 'stage' | 'publish'

/** A post as the network itself shows it, read past the adapter. What a network does not have may be left out. */
export interface SeenPost {
  text: string
  alts: string[]
  /** The address of its link card. */
  card: string | null
  /** The text of the post it follows. */
  follows: string | null
  title?: string | null
  tags?: string[]
  audience?: string | null
  format?: string
  firstComment?: string | null
  /** The media types of its videos. */
  videos?: string[]
  /** The words of captions beside them. */
  captions?: string[]
  pinned?: boolean
}

export interface HarnessOptions {
  /** The time as Rostrum sees it; the server keeps its own. */
  clock?: Clock
  /** How many times as long as usual Rostrum waits for the server, where the machine is busy with much else. */
  patience?: number
}

export interface Harness {
  network: Network
  /** Connects a fresh account of ours the whole way. Every call another account; one that may post for that audience. */
  connect(audience?: string): Promise<OpenConnection>
  /** Tries to connect a handle that is not ours. */
  connectForeign(): Promise<unknown>
  /** Oldest first. */
  posts(account: OpenConnection): Promise<SeenPost[]>
  /** The next request of this step suffers it; of `publish` unless told. */
  suffer(fault: SendingFault, step?: Step): void
  /** Ends the grant at the network, as its owner would. Answers the connection to go on with. */
  revoke(account: OpenConnection): Promise<OpenConnection>
  /** The same account with a server where nothing listens; not for a network without servers. */
  unreachable?(account: OpenConnection): OpenConnection
  /** Posts on the account past Rostrum; wherever `capabilities.reads.own`. */
  postOutside?(account: OpenConnection, text: string): Promise<void>
  /** Media uploaded from now on is never ready; wherever the network works on media before it can be posted. */
  neverReady?(): void
  /** What was staged and is not out is gone: it has expired, or somebody deleted it. Wherever a post is staged. */
  loseStaged?(): void | Promise<void>
  /** What a post is made with where the network wants something to see; an image, where it has them, unless told. */
  medium?: 'image' | 'video'
  /** Stands between Rostrum and the server; not where they speak something other than HTTP. */
  faults?: Pick<FaultProxy, 'fail' | 'clear' | 'log' | 'watch' | 'busy'>
  /** `kill` is called at that step of the next post; where they speak something other than HTTP. */
  dieAt?(step: number | 'publish', moment: 'before' | 'during' | 'after', kill: () => void): void
  /** Where it can be asked whether it knows whom a mention names. */
  mentions?: {
    /** How this account is mentioned, where not by its handle. */
    somebody?(account: OpenConnection): string
    nobody: string
    /** False: whoever is not found may be somebody all the same. */
    provesNobody?: false
  }
  /** A limit as the network itself says it is met. */
  limited?(): Fault
  /** A post with these, whose answer was lost, can be found by nobody: a person looks and says. */
  unfindable?: 'image' | 'video'
  /** Does the network refuse the same words twice? */
  refusesTwins?: boolean
  /**
   * A sending that was given up, and is carried out after all when the next one goes out, makes a second post: only the
   * time that is waited before something is held for absent guards against it.
   */
  onlyTimeGuards?: true
  /** How many bytes its server takes in the time that Rostrum waits here; 4 MB unless told. */
  film?: number
  /** Where the network can fetch media, wherever it does that itself. */
  lend?: Lend
  /** How the network was made; another process makes the same of it. Not for one that lives in our database. */
  madeWith?: { context: TestContext; settings: object }
  /** What must not be in any message. */
  secrets(): string[]
  stop(): Promise<void>
}
