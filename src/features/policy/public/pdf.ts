import PDFDocument from 'pdfkit'
import type { PublicHouse } from '#platform/public-pages/index.ts'
import { begin, looks, setBlocks, stretchesOf } from './print-blocks.ts'
import { Flow, column, paper, stretch } from './print-flow.ts'
import type { Structure } from './print-flow.ts'
import { anchorOf, doesWords, particularsOf } from './reading.ts'
import type { ReadClause, ReadEdition, ReadSection } from './reading.ts'

/** What is printed of the house; the present instant is not, so that the same edition has the same bytes. */
export type PrintHouse = Omit<PublicHouse, 'now'>

interface Work {
  flow: Flow
  pdf: PDFKit.PDFDocument
  house: PrintHouse
  /** Where each anchor came to stand: the number of its page, from 1. */
  pages: Map<string, number>
  /** Writes the page into each line of the contents, once all is set. */
  late: (() => void)[]
}

/** Editions as one tagged PDF, the first one first. The same editions give the same bytes. */
export async function printEditions(editions: ReadEdition[], house: PrintHouse): Promise<Buffer> {
  const [first] = editions
  if (!first) throw new Error('There is no edition to print.')
  const pdf = openDocument(first, house)
  const done = bytesOf(pdf)
  const flow = new Flow(pdf, (link) => leadsTo(link, editions, house))
  const work: Work = { flow, pdf, house, pages: new Map(), late: [] }
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  editions.forEach((edition, nth) => {
    if (nth > 0) flow.newPage()
    setEdition(work, root, edition, nth === 0 ? editions : [])
  })
  for (const write of work.late) write()
  root.end()
  numberPages(work, first)
  pdf.end()
  return done
}

function openDocument({ head }: ReadEdition, { institution }: PrintHouse): PDFKit.PDFDocument {
  const at = new Date(head.inForceFrom)
  return new PDFDocument({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    bufferPages: true,
    info: {
      Title: `${head.title}, edition ${head.edition}`,
      Author: institution,
      Subject: head.summary,
      Creator: 'Rostrum',
      CreationDate: at,
      ModDate: at,
    },
  })
}

function bytesOf(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  const parts: Buffer[] = []
  return new Promise((resolve, reject) => {
    pdf.on('data', (part: Buffer) => void parts.push(part))
    pdf.on('end', () => resolve(Buffer.concat(parts)))
    pdf.on('error', reject)
  })
}

function leadsTo(
  link: string,
  editions: ReadEdition[],
  { publicUrl }: PrintHouse,
): { url: string } | { anchor: string } | null {
  if (link.startsWith('/')) return { url: `${publicUrl}${link}` }
  if (!link.startsWith('#')) return { url: link }
  const wanted = link.slice(1)
  const anchors = editions.map((edition) => anchorOf(edition, wanted))
  const anchor = anchors.find((one) => one !== null) ?? null
  // The contents name the title of an edition, which is no clause.
  if (anchor === null && editions.some((edition) => edition.anchor === wanted)) return { anchor: wanted }
  return anchor === null ? null : { anchor }
}

function setEdition(work: Work, root: Structure, edition: ReadEdition, contentsOf: ReadEdition[]): void {
  const { flow, house } = work
  const { head } = edition
  // Ended with the root: its contents are finished last.
  const part = begin(flow, root, 'Part')
  const outermost = contentsOf.length > 0
  if (outermost)
    flow.set(part, { as: 'P', stretches: [stretch(house.institution, looks.clause)], leading: 15 })
  mark(work, edition.anchor, outermost ? 26 : 0)
  flow.set(part, {
    as: outermost ? 'H1' : 'H2',
    stretches: [stretch(head.title, looks.title)],
    leading: 26,
    above: 10,
    anchor: edition.anchor,
  })
  flow.set(part, { as: 'P', stretches: [stretch(head.summary, looks.lede)], leading: 17, above: 6 })
  setParticulars(work, part, edition)
  if (outermost) setContents(work, part, contentsOf)
  const outline = work.pdf.outline.addItem(head.title, place(work.pdf, work.flow.y, outermost))
  let under = outline
  edition.sections.forEach((section) => {
    const level = (outermost ? 2 : 3) + section.depth
    const parent = section.depth > 0 ? under : outline
    const item = setSection(work, part, section, level, parent)
    if (section.depth === 0 && item) under = item
  })
}

/** pdfkit counts an outline's place from the right edge and the top. */
function place(pdf: PDFKit.PDFDocument, y: number, expanded: boolean): { expanded?: boolean } {
  const at = { expanded, top: Math.max(0, y - 12), left: pdf.page.width }
  return at
}

function mark({ pdf, flow, pages }: Work, anchor: string, needs: number): void {
  // A heading that has no room here stands on the next page.
  if (flow.room < needs) flow.newPage()
  pages.set(anchor, pdf.bufferedPageRange().count)
}

function setParticulars({ flow, house }: Work, into: Structure, edition: ReadEdition): void {
  const address = `${house.publicUrl}/public/policy/${edition.head.pack}/${edition.head.edition}`
  const rows: [string, string, string | null][] = [
    ...particularsOf(edition, 'In force from', house.timeZone).map(
      ([name, value]): [string, string, null] => [name, value, null],
    ),
    ['Lasting address', address, address],
    ['Policy in force', `${house.publicUrl}/public/policy`, `${house.publicUrl}/public/policy`],
  ]
  rows.forEach(([name, value, link], nth) =>
    flow.set(into, {
      as: 'P',
      aside: stretch(name, looks.number),
      stretches: [stretch(value, { ...looks.particular, link })],
      leading: 13.5,
      above: nth === 0 ? 14 : 1,
    }),
  )
  flow.set(into, {
    as: 'P',
    stretches: [
      stretch(
        'Under each clause stands what Rostrum does about it, the system from which the university’s official accounts are run.',
        looks.note,
      ),
    ],
    leading: 12,
    above: 12,
  })
}

function setContents(work: Work, into: Structure, editions: ReadEdition[]): void {
  const { flow } = work
  flow.set(into, {
    as: 'H2',
    stretches: [stretch('Contents', looks.heading)],
    leading: 19,
    above: 20,
    keep: 30,
  })
  const list = begin(flow, into, 'TOC')
  const [first, ...beneath] = editions
  const listed = [first, ...beneath].flatMap((edition, nth) => [
    ...(nth > 0 && edition ? [{ anchor: edition.anchor, title: edition.head.title, indent: 0 }] : []),
    ...(edition?.sections ?? [])
      .filter(({ title }) => title !== '')
      .map(({ anchor, title, depth }) => ({ anchor, title, indent: 12 * (depth + Math.min(nth, 1)) })),
  ])
  for (const one of listed) {
    const entry = begin(flow, list, 'TOCI')
    const look = { ...looks.particular, link: `#${one.anchor}` }
    // Room at the right for the number of the page.
    const title = flow.type.lines([stretch(one.title, look)], column - one.indent - 40)
    for (const line of title) {
      const text = line.map((piece) => piece.text).join('')
      flow.set(entry, {
        as: 'P',
        stretches: [stretch(text, look)],
        leading: 14,
        above: line === title[0] ? 1.5 : 0,
        indent: one.indent,
      })
    }
    const at = { page: work.pdf.bufferedPageRange().count - 1, y: flow.y - 14 }
    work.late.push(() => {
      work.pdf.switchToPage(at.page)
      flow.at(
        entry,
        stretch(String(work.pages.get(one.anchor) ?? ''), looks.particular),
        paper.left + column,
        at.y,
      )
      entry.end()
    })
  }
}

function setSection(
  work: Work,
  into: Structure,
  section: ReadSection,
  level: number,
  parent: PDFKit.PDFOutline,
): PDFKit.PDFOutline | null {
  const { flow } = work
  const part = begin(flow, into, 'Sect')
  let item: PDFKit.PDFOutline | null = null
  if (section.title !== '') {
    mark(work, section.anchor, 110)
    item = parent.addItem(section.title, place(work.pdf, flow.y + 22, false))
    const look = section.depth > 0 ? { ...looks.heading, size: 12 } : looks.heading
    flow.set(part, {
      as: `H${level}`,
      stretches: [stretch(section.title, look)],
      leading: 19,
      above: 22,
      anchor: section.anchor,
    })
  } else if (section.introduction.length > 0) flow.y += 16
  setBlocks(flow, part, section.introduction)
  for (const clause of section.clauses)
    setClause(work, part, clause, `H${Math.min(6, section.title === '' ? level : level + 1)}`, item ?? parent)
  part.end()
  return item
}

function setClause(
  work: Work,
  into: Structure,
  clause: ReadClause,
  as: string,
  outline: PDFKit.PDFOutline,
): void {
  const { flow } = work
  const number = flow.type.lines([stretch(clause.id, looks.number)], column)
  const wide = (number[0] ?? []).reduce((sum, { width }) => sum + width, 0) > paper.left - paper.margin - 8
  const title = {
    as,
    stretches: [
      ...(wide ? [stretch(`${clause.id}  `, looks.number)] : []),
      stretch(clause.title, looks.clause),
    ],
    ...(wide ? {} : { aside: stretch(clause.id, looks.number) }),
    leading: 14.5,
    above: 11,
    anchor: clause.anchor,
    keep: 30,
  }
  const words = { as: 'P', stretches: stretchesOf(clause.words, looks.body), leading: 14.5, above: 1 }
  const does = {
    as: 'P',
    stretches: [
      stretch(`${doesWords[clause.does.kind]}. `, { ...looks.note, weight: 700 as const }),
      stretch(clause.does.words, looks.note),
    ],
    leading: 11.5,
    above: 3,
  }
  const whole = [title, words, does].reduce((sum, one) => sum + flow.heightOf(one), 0)
  // A clause is not torn apart, unless it is longer than half a page.
  if (whole > flow.room && whole < paper.height / 2) flow.newPage()
  outline.addItem(`${clause.id} ${clause.title}`, place(work.pdf, flow.y + 11, false))
  flow.set(into, title)
  flow.set(into, words)
  flow.set(into, does)
}

/** At the foot of each page, for the eye only. */
function numberPages({ pdf, flow, house }: Work, { head }: ReadEdition): void {
  const { start, count } = pdf.bufferedPageRange()
  const words = `${head.title}, edition ${head.edition} · ${house.institution}`
  const [line = []] = flow.type.lines([stretch(words, looks.number)], column - 40)
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page)
    pdf.markContent('Artifact', { type: 'Pagination' })
    flow.paint(line, paper.left, paper.height - 50)
    flow.paintRight(stretch(`${page + 1} / ${count}`, looks.number), paper.left + column, paper.height - 50)
    pdf.endMarkedContent()
  }
}
