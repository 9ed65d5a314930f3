import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { note } from './say.ts'

interface Asked {
  name: string
  label: string
}

/**
 * Secrets come by standard input, never as arguments: those stand in the list of processes and in the shell's history.
 * At a terminal each is asked for and not shown; otherwise they are the lines of the input, in order.
 */
export async function readSecrets(asked: readonly Asked[]): Promise<Record<string, string>> {
  if (asked.length === 0) return {}
  const given = process.stdin.isTTY ? await askFor(asked) : await linesOfInput()
  return Object.fromEntries(asked.map(({ name }, index) => [name, (given[index] ?? '').trim()]))
}

async function linesOfInput(): Promise<string[]> {
  let text = ''
  for await (const part of process.stdin) text += String(part)
  return text.split(/\r?\n/)
}

async function askFor(asked: readonly Asked[]): Promise<string[]> {
  const nowhere = new Writable({ write: (_part, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  const given: string[] = []
  try {
    for (const { label } of asked) {
      note(`${label} (not shown; empty keeps what there is):`)
      given.push(await new Promise<string>((resolve) => lines.question('', resolve)))
    }
  } finally {
    lines.close()
  }
  return given
}
