import { fromMarkdown } from 'mdast-util-from-markdown'
import type { PackFault } from './faults.ts'
import { frontMatterSchema } from './schema.ts'
import type { FrontMatter } from './schema.ts'
import { greatestFile, slowMarkdown, tooLarge } from './reading-limits.ts'
import { anchorFaults, refuseUnsafe } from './policy-safety.ts'
import { readYaml } from './yaml-file.ts'

export interface Clause {
  id: string
  title: string
  /** The clause in Markdown, without its anchor and run-in title. */
  text: string
  section: string
  line: number
}

export interface Section {
  id: string
  title: string
  level: number
  /** Markdown that belongs to the section and is no clause. */
  introduction: string
}

export interface PolicyText {
  frontMatter: FrontMatter | null
  sections: Section[]
  /** Where the sections begin. */
  headings: { id: string; title: string; line: number }[]
  clauses: Clause[]
  faults: PackFault[]
}

type Block = ReturnType<typeof fromMarkdown>['children'][number]
type Heading = Extract<Block, { type: 'heading' }>
type Paragraph = Extract<Block, { type: 'paragraph' }>

const file = 'policy.md'
const anchor = /\s*\{#([A-Za-z0-9.-]+)\}\s*$/
const clauseShape = /^[A-Z]+-\d+(?:\.\d+)*[a-z]?$/

/** Reads policy.md: front matter, headings, and paragraphs that end in a clause id, "{#BASE-3.1}". */
export function readPolicyText(source: string): PolicyText {
  const none: PolicyText = { frontMatter: null, sections: [], headings: [], clauses: [], faults: [] }
  if (source.length > greatestFile) return { ...none, faults: [{ file, line: 1, fault: tooLarge }] }
  const split = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?/.exec(source)
  const result = none
  if (!split) {
    result.faults.push({
      file,
      line: 1,
      fault: 'The policy begins with its particulars between two lines of “---”.',
    })
  } else {
    const particulars = readYaml(file, split[1] ?? '', frontMatterSchema, 2)
    result.frontMatter = particulars.value
    result.faults.push(...particulars.faults)
  }
  const head = split?.[0] ?? ''
  const body = source.slice(head.length)
  const lineBefore = head.split('\n').length - 1
  const slow = slowMarkdown(body)
  if (slow)
    return {
      ...result,
      frontMatter: null,
      faults: [...result.faults, { file, ...slow, line: slow.line + lineBefore }],
    }
  for (const node of fromMarkdown(body).children) {
    refuseUnsafe(node, lineBefore, result.faults)
    readBlock(node, body, lineBefore, result)
  }
  result.faults.push(...repeatedSections(result))
  for (const repeated of repeatedIds(result)) result.faults.push(repeated)
  if (result.clauses.length === 0) result.faults.push({ file, line: 1, fault: 'The policy has no clause.' })
  return result
}

function readBlock(node: Block, body: string, lineBefore: number, result: PolicyText): void {
  const line = lineBefore + (node.position?.start.line ?? 1)
  const source = body.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0)
  if (node.type === 'heading') return readHeading(node, source, line, result)
  if (node.type === 'paragraph') return readParagraph(node, source, line, result)
  if (node.type === 'list') {
    for (const item of node.children)
      for (const child of item.children) readBlock(child, body, lineBefore, result)
    return
  }
  for (const one of anchorFaults(source, line, 'other')) result.faults.push(one)
  introduce(result, source)
}

function readHeading(node: Heading, source: string, line: number, result: PolicyText): void {
  result.faults.push(...anchorFaults(source, line, 'heading'))
  const words = source.replace(/^#+\s*/, '').replace(/\s*#*$/, '')
  const id = anchor.exec(source)?.[1] ?? ''
  if (id !== '') checkShape(id, line, result.faults)
  const title = words.replace(anchor, '').trim()
  const section = id === '' ? title.toLowerCase().replace(/[^a-z0-9]+/g, '-') : id
  result.sections.push({ id: section, title, level: node.depth, introduction: '' })
  result.headings.push({ id: section, title, line })
}

function readParagraph(node: Paragraph, source: string, line: number, result: PolicyText): void {
  result.faults.push(...anchorFaults(source, line, 'paragraph'))
  const id = anchor.exec(source)?.[1]
  if (id === undefined) return introduce(result, source)
  checkShape(id, line, result.faults)
  const [first] = node.children
  const runIn = first?.type === 'strong' ? source.slice(0, source.indexOf('**', 2) + 2) : ''
  const section = result.sections.at(-1)
  const text = source
    .slice(runIn.length)
    .replace(anchor, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim()
  const title = runIn === '' ? (section?.title ?? id) : runIn.replaceAll('*', '').replace(/[.:]$/, '').trim()
  result.clauses.push({ id, title, text, section: section?.id ?? '', line })
}

function introduce(result: PolicyText, source: string): void {
  const section = result.sections.at(-1)
  if (section) section.introduction = `${section.introduction}\n\n${source}`.trim()
}

function checkShape(id: string, line: number, faults: PackFault[]): void {
  if (!clauseShape.test(id))
    faults.push({ file, line, fault: `“${id}” is no clause id; one looks like BASE-3.1.` })
}

/** Two sections of one id: nobody could tell which of them a clause or a link belongs to. */
function repeatedSections({ headings, clauses }: PolicyText): PackFault[] {
  const seen = new Map<string, number>(clauses.map(({ id, line }) => [id, line]))
  return headings.flatMap(({ id, title, line }) => {
    const before = seen.get(id)
    seen.set(id, before ?? line)
    if (before === undefined) return []
    const fault = `The heading “${title}” has the id ${id}, which stands already on line ${before}. Give it an anchor of its own, {#BASE-3}.`
    return [{ file, line: Math.max(line, before), fault }]
  })
}

function repeatedIds({ clauses }: PolicyText): PackFault[] {
  const seen = new Map<string, number>()
  return clauses.flatMap(({ id, line }) => {
    const before = seen.get(id)
    seen.set(id, before ?? line)
    return before === undefined
      ? []
      : [{ file, line, fault: `The clause ${id} stands already on line ${before}.` }]
  })
}
