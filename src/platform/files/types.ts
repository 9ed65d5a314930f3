/** Where uploads live: a folder or an S3-compatible bucket. Names are made by Rostrum, never by the person who uploads. */
export interface FileStore {
  /** Writes the whole file or nothing. Throws `Unavailable` with code `files.full` when there is no room. */
  put(name: string, bytes: Uint8Array, mediaType: string): Promise<void>
  /**
   * The same for what is too large to stand in memory: some megabytes are held at a time. Answers how many bytes came.
   * What `bytes` throws is thrown on, and nothing is kept.
   */
  putStream(name: string, bytes: AsyncIterable<Uint8Array>, mediaType: string): Promise<number>
  /** Throws `NotFound` when it isn't there. */
  get(name: string): Promise<Uint8Array>
  /** How many bytes it has. Throws `NotFound` when it isn't there. */
  size(name: string): Promise<number>
  /** From the byte `from` to the one before `to`; less where the file ends sooner. Throws `NotFound` when it isn't there. */
  slice(name: string, from: number, to: number): Promise<Uint8Array>
  /**
   * Hands over how many bytes the file has, and they themselves as they are read; it may be removed meanwhile. Throws
   * `NotFound` when it isn't there.
   */
  whole<T>(name: string, read: (size: number, bytes: AsyncIterable<Uint8Array>) => Promise<T>): Promise<T>
  /** Removing what isn't there is no fault. */
  remove(name: string): Promise<void>
  list(): AsyncIterable<string>
  /** Clears away what writings left behind that never came to their end and began before then (milliseconds since 1970). */
  clearGivenUp(before: number): Promise<number>
  /** Null when it works; otherwise what is wrong, as a sentence. */
  trouble(): Promise<string | null>
}
