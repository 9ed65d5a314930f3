import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A fenced block of the guide: what to type, or what to write into a file of the pack. */
export interface GuideBlock {
  kind: 'console' | 'append' | 'replace'
  file: string
  body: string
}

/** ```` ```yaml controls.yaml ```` is written at the end of that file, ```` ```diff controls.yaml ```` changes it. */
export function blocksOf(guide: string): GuideBlock[] {
  return [...guide.matchAll(/^```(\w+)(?: (\S+))?\n([^]*?)^```$/gm)].map(
    ([, language, file = '', body = '']) => ({
      kind: language === 'console' ? 'console' : language === 'diff' ? 'replace' : 'append',
      file,
      body,
    }),
  )
}

/** Does what a block says, and returns it as it would stand if every output in it were what was seen. */
export async function follow({ kind, file, body }: GuideBlock, home: string, path: string): Promise<string> {
  if (kind === 'console') {
    const commands = body.split('\n').filter((line) => line.startsWith('$ '))
    const seen = []
    for (const command of commands) seen.push(`${command}\n${await said(command.slice(2), home, path)}`)
    return seen.join('')
  }
  const at = join(home, 'example-university', file)
  const text = await readFile(at, 'utf8')
  await writeFile(at, kind === 'append' ? text + body : replaced(text, body))
  return body
}

async function said(command: string, home: string, path: string): Promise<string> {
  const env = { PATH: path, HOME: home }
  const { stdout } = await run('sh', ['-c', `${command} 2>&1 || true`], { cwd: home, env })
  return stdout.trim() === '' ? '' : `${stdout.replace(/\n+$/, '')}\n`
}

function replaced(text: string, diff: string): string {
  const lines = (sign: string): string =>
    diff
      .split('\n')
      .filter((line) => line.startsWith(sign))
      .map((line) => line.slice(1))
      .join('\n')
  if (!text.includes(lines('-'))) throw new Error(`There is no “${lines('-')}” to change.`)
  return text.replace(lines('-'), () => lines('+'))
}
