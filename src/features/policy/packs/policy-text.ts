import { fromMarkdown } from 'mdast-util-from-markdown'
import type { PackFault } from './faults.ts'
import { frontMatterSchema } from './schema.ts'
import type { FrontMatter } from './schema.ts'
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
  const split = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?/.exec(source)
  const result: PolicyText = { frontMatter: null, sections: [], clauses: [], faults: [] }
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
  for (const node of fromMarkdown(body).children) readBlock(node, body, lineBefore, result)
  for (const repeated of repeatedIds(result)) result.faults.push(repeated)
  if (result.clauses.length === 0) result.faults.push({ file, line: 1, fault: 'The policy has no clause.' })
  return result
}

function readBlock(node: Block, body: string, lineBefore: number, result: PolicyText): void {
  const line = lineBefore + (node.position?.start.line ?? 1)
  const source = body.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0)
  refuseUnsafe(node, lineBefore, result.faults)
  if (node.type === 'heading') return readHeading(node, source, line, result)
  if (node.type === 'paragraph') return readParagraph(node, source, line, result)
  if (node.type === 'list') {
    for (const item of node.children)
      for (const child of item.children) readBlock(child, body, lineBefore, result)
    return
  }
  introduce(result, source)
}

function readHeading(node: Heading, source: string, line: number, result: PolicyText): void {
  const words = source.replace(/^#+\s*/, '').replace(/\s*#*$/, '')
  const id = anchor.exec(source)?.[1] ?? ''
  if (id !== '') checkShape(id, line, result.faults)
  const title = words.replace(anchor, '').trim()
  const section = id === '' ? title.toLowerCase().replace(/[^a-z0-9]+/g, '-') : id
  result.sections.push({ id: section, title, level: node.depth, introduction: '' })
}

function readParagraph(node: Paragraph, source: string, line: number, result: PolicyText): void {
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

/** A policy is words: raw HTML and links that run something have no place in it. */
function refuseUnsafe(node: Block, lineBefore: number, faults: PackFault[]): void {
  const line = lineBefore + (node.position?.start.line ?? 1)
  if (node.type === 'html') faults.push({ file, line, fault: 'The policy holds HTML; write it in Markdown.' })
  const url = 'url' in node ? node.url : ''
  if (url !== '' && !/^(?:https:|mailto:|#|\/)/i.test(url)) {
    faults.push({ file, line, fault: `The link to “${url}” is neither https, e-mail nor within the policy.` })
  }
  if ('children' in node) for (const child of node.children) refuseUnsafe(child, lineBefore, faults)
}
