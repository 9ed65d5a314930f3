/** Where uploads live: a folder or an S3-compatible bucket. Names are made by Rostrum, never by the person who uploads. */
export interface FileStore {
  /** Writes the whole file or nothing. Throws `Unavailable` with code `files.full` when there is no room. */
  put(name: string, bytes: Uint8Array, mediaType: string): Promise<void>
  /** Throws `NotFound` when it isn't there. */
  get(name: string): Promise<Uint8Array>
  /** Removing what isn't there is no fault. */
  remove(name: string): Promise<void>
  list(): AsyncIterable<string>
  /** Null when it works; otherwise what is wrong, as a sentence. */
  trouble(): Promise<string | null>
}
