import pg from 'pg'

interface Parsed {
  connection: { parsedStatements: Record<string, string> }
}

/** Another process has changed a table since the statement was parsed, and its rows have another shape now. */
function isOutdated(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError && error.code === '0A000' && error.routine === 'RevalidateCachedQuery'
  )
}

/**
 * Gives every statement with parameters a name, so that the database parses and plans it once and not at each use. Of
 * what the statements of a post took on a busy server, planning alone was three tenths. Only for statements by text;
 * that is all that the query builder and the job queue send.
 */
export class PreparingClient extends pg.Client {
  /** May another process change a table under a statement that is kept here? */
  protected readonly shared: boolean = true
  /**
   * How many different statements are kept. Beyond that the one unused for longest is forgotten. A join of four tables
   * takes 140 kB of the server’s memory, on each connection.
   */
  protected readonly most: number = 100
  readonly #names = new Map<string, string>()
  #made = 0

  constructor(config?: pg.ClientConfig) {
    super(config)
    const plain = this.query.bind(this) as (...input: unknown[]) => unknown
    const prepared = (text: unknown, values?: unknown, ...rest: unknown[]) => {
      if (typeof text !== 'string' || rest.length > 0) return plain(text, values, ...rest)
      if (Array.isArray(values) && values.length > 0) return this.#ask(plain, text, values)
      // What a kept statement answers may have another shape after this.
      if (this.#names.size > 0 && /^\s*(create|alter|drop)\b/i.test(text))
        return this.#forget(this.#names.size).then(() => plain(text, values))
      return plain(text, values)
    }
    this.query = prepared as typeof this.query
  }

  async #ask(plain: (query: unknown) => unknown, text: string, values: unknown[]): Promise<unknown> {
    const alone = this.getTransactionStatus() === 'I'
    // A transaction could not go on after its outdated statement failed, so there nothing is kept that could be.
    if (this.shared && !alone && text.includes('*')) return plain({ text, values })
    const query = { text, values, name: this.#nameOf(text) }
    if (this.#names.size > this.most) await this.#forget(1)
    try {
      return await plain(query)
    } catch (error) {
      if (!isOutdated(error)) throw error
      await this.#forget(this.#names.size)
      if (!alone) throw error
      return plain({ text, values })
    }
  }

  #nameOf(text: string): string {
    const name = this.#names.get(text) ?? `s${(this.#made += 1)}`
    this.#names.delete(text)
    this.#names.set(text, name)
    return name
  }

  /** Forgets so many of them, those unused for longest first. */
  async #forget(many: number): Promise<void> {
    for (const [text, name] of [...this.#names].slice(0, many)) {
      this.#names.delete(text)
      delete (this as unknown as Parsed).connection.parsedStatements[name]
      // In a transaction that has failed the engine keeps it; the name is never used again.
      await super.query(`deallocate ${name}`).catch(() => {})
    }
  }
}
