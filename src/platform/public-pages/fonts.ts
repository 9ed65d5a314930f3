import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const resolve = createRequire(import.meta.url).resolve
const families = {
  serif: { name: 'source-serif-4', scripts: ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese'] },
  sans: { name: 'atkinson-hyperlegible-next', scripts: ['latin', 'latin-ext'] },
} as const
export type Family = keyof typeof families

export interface Face {
  family: Family
  weight: 400 | 700
  italic: boolean
}

const pathOf = (name: string, file: string) => resolve(`@fontsource/${name}/files/${file}`)

const fileOf = ({ family, weight, italic }: Face, script: string, ending: string) =>
  `${families[family].name}-${script}-${weight}-${italic ? 'italic' : 'normal'}.${ending}`

/**
 * The files of a face for print, the likeliest first; a character that none of them has is looked for in the next
 * family. WOFF and not WOFF2, and not the variable fonts of the product's own pages: fontkit 2.0.4 cannot embed those
 * (it makes subsets without outlines, seen 2026-11-21).
 */
export function printFiles(face: Face): string[] {
  const others = (['serif', 'sans'] as const).toSorted((a) => (a === face.family ? -1 : 1))
  return others.flatMap((family) =>
    families[family].scripts.map((script) =>
      pathOf(families[family].name, fileOf({ ...face, family }, script, 'woff')),
    ),
  )
}

/** The faces that the page uses, and for which characters. The browser fetches those that it meets. */
const onPage: Face[] = [
  { family: 'serif', weight: 400, italic: false },
  { family: 'serif', weight: 400, italic: true },
  { family: 'serif', weight: 700, italic: false },
  { family: 'sans', weight: 400, italic: false },
  { family: 'sans', weight: 700, italic: false },
]
const ranges = {
  latin:
    'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212',
  'latin-ext': 'U+0100-0130, U+0132-0151, U+0154-02BA, U+1E00-1E9F, U+1EF2-1EFF',
}
const scripts = ['latin', 'latin-ext'] as const

/** The fonts of the public page by the names they are fetched by. */
export const pageFonts: ReadonlyMap<string, () => Buffer> = new Map(
  onPage.flatMap((face) =>
    scripts.map((script) => {
      const file = fileOf(face, script, 'woff2')
      return [file, () => readFileSync(pathOf(families[face.family].name, file))] as const
    }),
  ),
)

const cssNames: Record<Family, string> = { serif: 'Source Serif 4', sans: 'Atkinson Hyperlegible Next' }

export const fontFaces: string = onPage
  .flatMap((face) =>
    scripts.map(
      (script) => `@font-face { font-family: '${cssNames[face.family]}'; font-weight: ${face.weight};
  font-style: ${face.italic ? 'italic' : 'normal'}; font-display: swap; unicode-range: ${ranges[script]};
  src: url('/public/fonts/${fileOf(face, script, 'woff2')}') format('woff2'); }`,
    ),
  )
  .join('\n')
