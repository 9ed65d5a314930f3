import type { Clause } from '../packs/policy-text.ts'
import type { Pack } from '../packs/pack.ts'
import { controlsSchema } from '../packs/schema.ts'
import { readYaml } from '../packs/yaml-file.ts'
import { plain } from './words.ts'

/** A stretch of the policy that is read as one: a heading, a clause, or words that stand beside the clauses. */
export interface Passage {
  kind: 'heading' | 'clause' | 'beside'
  /** What to call it to a person, as the beginning of a sentence. */
  name: string
  /** The clause itself, or the clause that the words stand under. */
  clause?: string
  section: string
  /** The run-in title of a clause, or empty. */
  title: string
  /** Markdown as it stands. */
  source: string
  /** The words alone. */
  text: string
  line: number
}

/** A pack as the rules of the lint read it. Made once for all of them. */
export interface PolicyView {
  pack: Pack
  /** In the order of the policy. */
  passages: Passage[]
  /** Where the words stand: their passage's clause, file and line. */
  at(passage: Passage, words?: string): { clause?: string; file: string; line: number }
  atControl(id: string, field?: string): { clause?: string; control: string; file: string; line: number }
  /** Where a particular stands in the front matter. */
  atParticular(name: string): { file: string; line: number }
}

const file = 'policy.md'

export function viewOf(pack: Pack): PolicyView {
  const lines = pack.source['policy.md'].split('\n')
  const passages = passagesOf(pack, lines)
  const controls = readYaml('controls.yaml', pack.source['controls.yaml'] || '[]', controlsSchema)
  return {
    pack,
    passages,
    at: (passage, words = '') => ({
      ...(passage.clause === undefined ? {} : { clause: passage.clause }),
      file,
      line: lineOfWords(lines, passage.line, words),
    }),
    atControl: (id, field = 'id') => {
      const index = pack.controls.findIndex((control) => control.id === id)
      const clause = pack.controls[index]?.clause
      const where = { control: id, file: 'controls.yaml', line: controls.lineOf([index, field]) }
      return clause === undefined ? where : { clause, ...where }
    },
    atParticular: (name) => {
      const index = lines.findIndex((line) => line.startsWith(`${name}:`))
      return { file, line: index < 0 ? 1 : index + 1 }
    },
  }
}

/** Words may run over a line's end: then their first line counts. A passage ends at an empty line. */
function lineOfWords(lines: string[], first: number, words: string): number {
  if (words === '') return first
  const wanted = words.toLowerCase()
  for (let line = first; line <= lines.length && (line === first || lines[line - 1]?.trim() !== ''); line++) {
    const here = plain(lines[line - 1] ?? '').toLowerCase()
    const both = `${here} ${plain(lines[line] ?? '').toLowerCase()}`
    if (
      here.includes(wanted) ||
      (both.includes(wanted) &&
        !plain(lines[line] ?? '')
          .toLowerCase()
          .includes(wanted))
    )
      return line
  }
  return first
}

function passagesOf(pack: Pack, lines: string[]): Passage[] {
  const result: Passage[] = pack.clauses.map(clausePassage(pack))
  let from = lines.indexOf('---', 1) + 1
  const lineWith = (words: string): number => {
    const index = lines.findIndex((line, at) => at >= from && line.includes(words))
    if (index >= 0) from = index + 1
    return index < 0 ? from : index + 1
  }
  for (const { id, title, introduction } of pack.sections) {
    const heading = lineWith(title)
    result.push({
      kind: 'heading',
      name: `The heading “${title}”`,
      section: id,
      title: '',
      source: title,
      text: plain(title),
      line: heading,
    })
    for (const block of introduction.split(/\n{2,}/).filter((part) => part.trim() !== '')) {
      const line = lineWith(block.split('\n')[0] ?? '')
      const under = pack.clauses.findLast((clause) => clause.section === id && clause.line < line)?.id
      const name = under === undefined ? `The introduction of “${title}”` : `The text under clause ${under}`
      const base = { kind: 'beside' as const, name, section: id, title: '', source: block, line }
      result.push({ ...base, text: plain(block), ...(under === undefined ? {} : { clause: under }) })
    }
  }
  return result.sort((a, b) => a.line - b.line)
}

const clausePassage =
  (pack: Pack) =>
  ({ id, title, text, section, line }: Clause): Passage => {
    const heading = pack.sections.find((one) => one.id === section)?.title ?? id
    return {
      kind: 'clause',
      name: `Clause ${id}`,
      clause: id,
      section,
      title: title === heading ? '' : title,
      source: text,
      text: plain(text),
      line,
    }
  }

/** A clause together with the words that stand under it, such as the points of a list; likewise an introduction. */
export function wholeClause(
  { passages }: PolicyView,
  { clause, section }: Pick<Passage, 'clause' | 'section'>,
): string {
  return passages
    .filter(
      (passage) => passage.kind !== 'heading' && passage.clause === clause && passage.section === section,
    )
    .map(({ title, text }) => (title === '' ? text : `${title}. ${text}`))
    .join(' ')
}
