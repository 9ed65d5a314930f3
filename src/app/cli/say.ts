/** One line to whoever typed the command. */
export function out(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** One line about the work itself, kept apart from its result. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Does a command's work and ends the process with its exit code, or with a plain sentence about what stopped it. */
export async function runCommand(work: () => Promise<number>): Promise<void> {
  // Whoever reads our output may have read enough ("| head"): that is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
  try {
    process.exitCode = await work()
  } catch (error) {
    const { explain } = await import('./explain.ts')
    const said = explain(error)
    note(said.text)
    process.exitCode = said.exitCode
  }
}
