import { Typesetter, widthOf } from './print-type.ts'
import type { Line, Look, Stretch } from './print-type.ts'

export const paper = { width: 595.28, height: 841.89, top: 62, bottom: 76, left: 132, right: 62, margin: 56 }
export const column = paper.width - paper.left - paper.right

export type Structure = PDFKit.PDFStructureElement

export interface Set {
  /** What it is to a reader that speaks: H1, P, LBody … */
  as: string
  stretches: Stretch[]
  leading: number
  /** Space above, except at the top of a page. */
  above?: number
  indent?: number
  /** Stands beside the first line, in the margin. */
  aside?: Stretch
  /** Where links within the document find it. */
  anchor?: string
  /** As much has to fit on the page beneath it. */
  keep?: number
}

/** Lines from top to bottom and page to page, each in the structure that is read aloud. */
export class Flow {
  readonly pdf: PDFKit.PDFDocument
  readonly type: Typesetter
  /** Resolves a link of the text; null where it leads nowhere here. */
  readonly #leads: (link: string) => { url: string } | { anchor: string } | null
  y = paper.top

  constructor(pdf: PDFKit.PDFDocument, leads: (link: string) => { url: string } | { anchor: string } | null) {
    this.pdf = pdf
    this.type = new Typesetter(pdf)
    this.#leads = leads
  }

  get room(): number {
    return paper.height - paper.bottom - this.y
  }

  newPage(): void {
    this.pdf.addPage()
    this.y = paper.top
  }

  heightOf({ stretches, leading, above = 0, indent = 0 }: Set): number {
    return this.type.lines(stretches, column - indent).length * leading + above
  }

  set(into: Structure, given: Set): Structure {
    const { as, stretches, leading, above = 0, indent = 0, aside, anchor, keep = 0 } = given
    const lines = this.type.lines(stretches, column - indent)
    if (this.y > paper.top) this.y += above
    if (this.room < leading * Math.min(lines.length, 2) + keep) this.newPage()
    if (anchor !== undefined) this.pdf.addNamedDestination(anchor, 'XYZ', 0, this.y, null)
    const element = this.pdf.struct(as)
    into.add(element)
    const [label] = aside ? this.type.lines([aside], column) : []
    lines.forEach((line, nth) => {
      if (this.room < leading) this.newPage()
      const beside = nth === 0 ? label : undefined
      if (beside) this.#draw(element, beside, asideAt(beside, indent), leading, true)
      this.#draw(element, line, paper.left + indent, leading, nth < lines.length - 1)
      this.y += leading
    })
    element.end()
    return element
  }

  /** Words that end at `right`, in a structure that stands already. */
  at(into: Structure, words: Stretch, right: number, y: number): void {
    into.add(() => this.paintRight(words, right, y))
  }

  paintRight(words: Stretch, right: number, y: number): void {
    const [line = []] = this.type.lines([words], column)
    this.paint(line, right - widthOf(line), y)
  }

  /** Draws a line whose top is at `y`, without any structure. */
  paint(line: Line, left: number, y: number): void {
    let x = left
    for (const { text, font, look, width } of line) {
      this.#write(text, font, look, { x, y: y + 10 })
      x += width
    }
  }

  #write(text: string, font: string, look: Look, at: { x: number; y: number }): void {
    this.type.use(font, look.size).fillColor(look.color)
    this.pdf.text(text, at.x, at.y, { lineBreak: false, baseline: 'alphabetic' })
  }

  #draw(element: Structure, line: Line, left: number, leading: number, goesOn: boolean): void {
    let x = left
    line.forEach((piece, nth) => {
      const at = { x, y: this.y }
      const leads = piece.look.link === null ? null : this.#leads(piece.look.link)
      // The space at the end of a line keeps its words apart for those who hear or copy them.
      const text = goesOn && nth === line.length - 1 ? `${piece.text} ` : piece.text
      const write = () => this.#write(text, piece.font, piece.look, { x: at.x, y: at.y + leading * 0.74 })
      if (leads)
        this.#drawLink(element, write, leads, {
          ...at,
          width: piece.width,
          height: leading,
          text: piece.text,
        })
      else element.add(write)
      x += piece.width
    })
  }

  #drawLink(
    element: Structure,
    write: () => void,
    leads: { url: string } | { anchor: string },
    { x, y, width, height, text }: { x: number; y: number; width: number; height: number; text: string },
  ): void {
    const link = this.pdf.struct('Link')
    element.add(link)
    link.add(write)
    const options = { structParent: link, Contents: new String(text) as string }
    if ('url' in leads) this.pdf.link(x, y, width, height, leads.url, options)
    else this.pdf.goTo(x, y, width, height, leads.anchor, options)
    link.end()
  }
}

/** In the margin; a bullet close to its words. */
const asideAt = (aside: Line, indent: number): number =>
  indent > 0 ? paper.left + indent - 6 - widthOf(aside) : paper.margin

export const stretch = (text: string, look: Look): Stretch => ({ text, look })
