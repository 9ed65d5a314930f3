import { parsePack } from '../packs/pack.ts'
import type { Pack } from '../packs/pack.ts'
import { controlFrom } from '../packs/controls.ts'
import { controlsSchema } from '../packs/schema.ts'
import { readYaml } from '../packs/yaml-file.ts'
import { lintPack } from './index.ts'
import type { LintFinding, LintWorld } from './index.ts'

export interface Sample {
  /** The policy below its front matter. */
  policy?: string
  /** Lines of front matter that come in place of those of the same name. */
  front?: Record<string, string>
  controls?: string
  coverage?: string
  /** Sentences by key; the others are made up. */
  messages?: Record<string, string>
}

/** A small whole pack for a test of the lint. */
export function samplePack({
  policy,
  front = {},
  controls = '',
  coverage = '',
  messages = {},
}: Sample): Pack {
  const particulars = {
    id: 'sample',
    title: 'Sample policy',
    summary: 'A policy for tests.',
    owner: 'Communications team',
    approver: 'the office that adopts it',
    approved: '2026-01-10',
    review: '2028-01-10',
    'applies-to': '[Staff]',
    ...front,
  }
  const head = Object.entries(particulars).map(([name, value]) => `${name}: ${value}`)
  const body = policy ?? '## 1 Posts {#S-1}\n\nA post is read once more. {#S-1.1}'
  const read = readYaml('controls.yaml', controls || '[]', controlsSchema).value ?? []
  const keys = read.map(controlFrom).flatMap(({ say, offers }) => [say, ...offers.map(({ label }) => label)])
  const english = { ...Object.fromEntries(keys.map((key) => [key, 'A sentence.'])), ...messages }
  return parsePack('sample', {
    'policy.md': `---\n${head.join('\n')}\n---\n\n${body}\n`,
    'controls.yaml': controls,
    'messages.yaml': JSON.stringify({ 'en-GB': english }),
    'coverage.yaml': coverage,
    'examples.yaml': '',
  })
}

/** What one rule finds in a sample. */
export function foundBy(rule: string, sample: Sample, world: Partial<LintWorld> = {}): LintFinding[] {
  const all = lintPack(samplePack(sample), { today: '2026-11-21', ...world })
  return all.filter((found) => found.rule === rule)
}

/** A clause and nothing else. */
export const clause = (text: string): Sample => ({ policy: `## 1 Posts {#S-1}\n\n${text} {#S-1.1}` })
