import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { Standing } from './import-standing.ts'
import type { Stage } from './stage.ts'

const found = z.object({ found: Standing })
const ended = z.union([
  z.object({ died: z.string(), at: z.number() }).transform(({ died }) => ({ died })),
  z.object({ lived: z.literal(true), boundaries: z.number() }).transform(() => ({ died: null })),
])
interface Life {
  /** What stood when it began. */
  found: Standing
  /** Where it was killed; null when it lived to its end. */
  died: string | null
}

interface ImportJob {
  killAt: number
  lines: number
  officer: string
  phase: 'check' | 'run'
}

/** The life of one process of import-victim.ts. */
export function runVictim(stage: Stage, job: ImportJob): Promise<Life> {
  return new Promise((resolve, reject) => {
    const script = fileURLToPath(new URL('./import-victim.ts', import.meta.url))
    const child = spawn(process.execPath, [script, JSON.stringify(job)], {
      env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', ...stage.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    const timer = setTimeout(() => child.kill('SIGKILL'), 120_000)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const said = out.split('\n').filter((line) => line.startsWith('{'))
      const [first, last] = said.map((line): unknown => JSON.parse(line))
      const began = found.safeParse(first)
      const end = ended.safeParse(last)
      if (began.success && end.success) resolve({ ...began.data, ...end.data })
      else reject(new Error(`The import ended (${code ?? signal}) without a word.\n${out}\n${err}`))
    })
  })
}
