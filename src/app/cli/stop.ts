/** Ends a command with a sentence that says what stopped it and the way out. */
export class Stop extends Error {
  readonly exitCode: number
  constructor(message: string, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}
