import { printFiles } from '#platform/public-pages/index.ts'
import type { Face } from '#platform/public-pages/index.ts'
import { plainFont } from './sfnt.ts'

export interface Look extends Face {
  size: number
  color: string
  link: string | null
}

/** Words of one look and one font, as wide as they are. */
export interface Piece {
  text: string
  look: Look
  font: string
  width: number
}
export type Line = Piece[]

export interface Stretch {
  text: string
  look: Look
}

/** What is asked of a font of pdfkit's that its types leave out. */
interface Outlines {
  _font: { font: { hasGlyphForCodePoint(point: number): boolean } }
}

/** Sets words in lines, each character in the first font that has it. */
export class Typesetter {
  readonly #pdf: PDFKit.PDFDocument
  readonly #fonts = new Map<string, Map<number, string | null>>()
  readonly #open = new Set<string>()
  readonly #widths = new Map<string, number>()

  constructor(pdf: PDFKit.PDFDocument) {
    this.#pdf = pdf
  }

  /** Makes a font the one that is written in. */
  use(font: string, size: number): PDFKit.PDFDocument {
    if (!this.#open.has(font)) this.#pdf.registerFont(font, plainFont(font))
    this.#open.add(font)
    return this.#pdf.font(font).fontSize(size)
  }

  width(text: string, font: string, size: number): number {
    const key = `${size} ${font} ${text}`
    const known = this.#widths.get(key)
    if (known !== undefined) return known
    const width = this.use(font, size).widthOfString(text)
    this.#widths.set(key, width)
    return width
  }

  lines(stretches: Stretch[], width: number): Line[] {
    const lines: Line[] = [[]]
    let left = width
    for (const word of this.#words(stretches)) {
      if (word === '\n') {
        lines.push([])
        left = width
        continue
      }
      for (const part of this.#fitting(word, width)) {
        const wide = widthOf(part)
        const line = lines.at(-1) ?? []
        const space = line.length === 0 ? null : this.#spaceAfter(line)
        if (space && wide + space.width > left) {
          lines.push([...part])
          left = width - wide
        } else {
          line.push(...(space ? [space] : []), ...part)
          left -= wide + (space?.width ?? 0)
        }
      }
    }
    return lines.map((line) => this.#joined(line))
  }

  #spaceAfter(line: Line): Piece {
    const { look, font } = line.at(-1) as Piece
    return { text: ' ', look, font, width: this.width(' ', font, look.size) }
  }

  /** Words are what stands between spaces, whatever looks and fonts they change in. */
  #words(stretches: Stretch[]): (Piece[] | '\n')[] {
    const words: (Piece[] | '\n')[] = []
    let open: Piece[] = []
    const close = () => {
      if (open.length > 0) words.push(open)
      open = []
    }
    for (const { text, look } of stretches)
      for (const part of text.split(/(\n|[ \t\r]+)/)) {
        if (part === '\n') {
          close()
          words.push('\n')
        } else if (/^[ \t\r]+$/.test(part)) close()
        else if (part !== '') open.push(...this.#pieces(part, look))
      }
    close()
    return words
  }

  #pieces(text: string, look: Look): Piece[] {
    const pieces: { text: string; font: string }[] = []
    for (const character of text) {
      const font = this.#fontFor(character, look)
      const before = pieces.at(-1)
      const shown = font === null ? `[${codeOf(character)}]` : character
      const chosen = font ?? printFiles(look)[0] ?? ''
      if (before?.font === chosen) before.text += shown
      else pieces.push({ text: shown, font: chosen })
    }
    return pieces.map((piece) => ({ ...piece, look, width: this.width(piece.text, piece.font, look.size) }))
  }

  /** Null where no font has the character: its number stands for it then, so that nothing is lost unseen. */
  #fontFor(character: string, look: Look): string | null {
    const point = character.codePointAt(0) ?? 0
    const key = `${look.family} ${look.weight} ${look.italic}`
    const known = this.#fonts.get(key) ?? new Map<number, string | null>()
    this.#fonts.set(key, known)
    const found = known.get(point)
    if (found !== undefined) return found
    const font = printFiles(look).find((file) => {
      const { _font } = this.use(file, look.size) as unknown as Outlines
      return _font.font.hasGlyphForCodePoint(point)
    })
    known.set(point, font ?? null)
    return font ?? null
  }

  /** A word that is wider than the column goes on in the next line. */
  #fitting(word: Piece[], width: number): Piece[][] {
    if (widthOf(word) <= width) return [word]
    const parts: Piece[][] = [[]]
    let left = width
    for (const piece of word)
      for (const character of piece.text) {
        const one = { ...piece, text: character, width: this.width(character, piece.font, piece.look.size) }
        if (one.width > left) {
          parts.push([])
          left = width
        }
        parts.at(-1)?.push(one)
        left -= one.width
      }
    return parts.map((part) => this.#joined(part))
  }

  /** Neighbours of one look are drawn in one go, so that they are kerned and read as words. */
  #joined(line: Line): Line {
    const joined: Line = []
    for (const piece of line) {
      const before = joined.at(-1)
      if (before && before.font === piece.font && before.look === piece.look) before.text += piece.text
      else joined.push({ ...piece })
    }
    return joined.map((piece) => ({ ...piece, width: this.width(piece.text, piece.font, piece.look.size) }))
  }
}

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

export const widthOf = (line: Line): number => line.reduce((sum, { width }) => sum + width, 0)
