import { coverageWords } from '../engine/coverage-kinds.ts'
import type { ClauseChange, ControlChange, PackDiff, WordRun } from '../packs/diff.ts'
import { findPacks } from './find-pack.ts'
import type { Out } from './find-pack.ts'

/** `rostrum policy diff`: what became of a policy, from the older pack to the newer. A difference is no fault. */
export async function runPolicyDiff(
  args: { before: string; after: string; json?: boolean },
  out: Out,
): Promise<number> {
  const { packs, corrupt } = await findPacks([args.before, args.after])
  const [before, after] = packs
  if (!before || !after || corrupt.length > 0) {
    if (args.json) out(JSON.stringify({ corrupt }, null, 2))
    else for (const { message } of corrupt) out(message)
    return 1
  }
  // Only this command compares words, so only it loads what that needs.
  const { diffPacks } = await import('../packs/diff.ts')
  const diff = diffPacks(before, after)
  if (args.json) out(JSON.stringify(diff, null, 2))
  else for (const line of lines(diff)) out(line)
  return 0
}

function lines(diff: PackDiff): string[] {
  const head = `From ${diff.before.title} (${diff.before.id}) to ${diff.after.title} (${diff.after.id})`
  if (diff.same) return [head, '  Nothing differs.']
  return [
    head,
    '  [-words-] are gone, {+words+} are new.',
    ...part(
      'Particulars',
      diff.particulars.map(({ what, before, after }) => [`${what}: ${before} → ${after}`]),
    ),
    ...part('Clauses', diff.clauses.map(clauseLines)),
    ...part('Controls', diff.controls.map(controlLines)),
    ...part(
      'Sentences',
      diff.messages.map(({ language, key, words }) => [`${key} (${language}): ${shown(words)}`]),
    ),
    ...part(
      'What is done about a clause',
      diff.coverage.map(({ clause, before, after }) => [
        `${clause}: ${coverageWords[before]} → ${coverageWords[after]}`,
      ]),
    ),
  ]
}

function part(title: string, entries: string[][]): string[] {
  if (entries.length === 0) return []
  return [
    '',
    title,
    ...entries.flatMap(([first = '', ...rest]) => [`  ${first}`, ...rest.map((one) => `    ${one}`)]),
  ]
}

function clauseLines({ clause, title, kind, text, retitled, reworded, moved }: ClauseChange): string[] {
  if (kind === 'added') return [`+ ${clause} ${title}`, text ?? '']
  if (kind === 'removed') return [`- ${clause} ${title}`, text ?? '']
  const place =
    moved && (moved.from === moved.to ? 'within its section' : `from “${moved.from}” to “${moved.to}”`)
  return [
    `~ ${clause} ${title}`,
    ...(moved?.was ? [`It was ${moved.was}.`] : []),
    ...(moved && !(moved.was && moved.from === moved.to) ? [`Moved ${place}.`] : []),
    ...(retitled ? [`Its title was “${retitled.before}”.`] : []),
    ...(reworded ? [shown(reworded)] : []),
  ]
}

function controlLines({ control, clause, kind, does, changes }: ControlChange): string[] {
  const sign = { added: '+', removed: '-', changed: '~' }[kind]
  return [
    `${sign} ${control} (${clause})`,
    ...(does === null ? [] : [does]),
    ...changes.map(({ what, before, after }) => `${what}: ${before} → ${after}`),
  ]
}

const shown = (words: readonly WordRun[]): string =>
  words
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
    .join('')
