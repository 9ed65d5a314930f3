import type { Socket } from 'node:net'

/** What a request may say beside its address. */
export interface GuardedRequest {
  method?: string
  headers?: Record<string, string>
  /** An iterable is sent as it comes, for what is too large for memory; give its `content-length`. No redirect can repeat it. */
  body?: string | Uint8Array | FormData | AsyncIterable<Uint8Array>
  /** Milliseconds for the whole exchange; 15,000 unless told. */
  timeout?: number
  /** Greatest size of the answer in bytes; 5 MB unless told. */
  maxBytes?: number
  /** How many redirects to follow, each one checked again; 0 unless told. */
  redirects?: number
  signal?: AbortSignal
}

/** An answer, read whole within its limit. */
export interface GuardedResponse {
  status: number
  headers: Headers
  url: string
  bytes: Uint8Array
  text(): string
  /** Parses as JSON; throws `FetchError` of fault `rubbish` when it isn't. */
  json(): unknown
}

/**
 * Why there is no answer. `refused`: nothing was sent (the address is private, the name does not resolve, the
 * connection was refused). `lost`: something may have been sent. `slow`: the time ran out, something may have been
 * sent. `too-large` and `rubbish`: it was answered, unusably.
 */
export type FetchFault = 'refused' | 'lost' | 'slow' | 'too-large' | 'rubbish'

export class FetchError extends Error {
  readonly code = 'fetch.failed'
  readonly fault: FetchFault
  /** The address is private and not allowed: waiting won't help, a setting will. */
  readonly notAllowed: boolean
  constructor(fault: FetchFault, message: string, options?: { cause?: unknown; notAllowed?: boolean }) {
    super(message, options)
    this.fault = fault
    this.notAllowed = options?.notAllowed ?? false
  }
}

/**
 * The only way out of this process. Refuses addresses that are private, loopback or link-local (after resolving
 * the name, and again at every redirect), limits time and size, and says in its error whether anything can have
 * reached the other side.
 */
export interface GuardedFetch {
  (url: string | URL, request?: GuardedRequest): Promise<GuardedResponse>
  /** The same guard in the shape of the standard `fetch`, for client libraries. */
  standard: typeof globalThis.fetch
  /**
   * A connection for what is not HTTP, through the same guard: the name is resolved, checked, and what was checked is
   * connected to. Throws `FetchError` of fault `refused`; nothing was sent then.
   */
  connect(host: string, port: number, timeout?: number): Promise<Socket>
}
