import { inflateSync } from 'node:zlib'

/** The words of a PDF of ours, in the order in which they are drawn: for tests, which need no whole reader. */
export function textOfPdf(pdf: Buffer): string {
  const raw = pdf.toString('latin1')
  const objects = new Map<number, { head: string; stream: string }>()
  for (const { 1: id, index } of raw.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const end = raw.indexOf('\nendobj', index)
    const begin = raw.indexOf('stream\n', index)
    const streams = begin !== -1 && begin < end
    const head = raw.slice(index, streams ? begin : end)
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0)
    const bytes = streams ? pdf.subarray(begin + 7, begin + 7 + length) : Buffer.alloc(0)
    const stream = head.includes('/FlateDecode')
      ? inflateSync(bytes).toString('latin1')
      : bytes.toString('latin1')
    objects.set(Number(id), { head, stream })
  }
  const fonts = fontsOf(objects)
  let text = ''
  for (const { stream } of objects.values()) {
    let font = new Map<string, string>()
    for (const [, name, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[(<[^\]]*)\] TJ/g)) {
      if (name !== undefined) font = fonts.get(name) ?? new Map<string, string>()
      else
        for (const [, hex = ''] of (shown ?? '').matchAll(/<([0-9a-f]+)>/g))
          for (const glyph of hex.match(/.{4}/g) ?? []) text += font.get(glyph) ?? '�'
      if (shown !== undefined) text += '\u200b'
    }
  }
  return text.replaceAll(/\u200b/g, '')
}

function fontsOf(objects: Map<number, { head: string; stream: string }>): Map<string, Map<string, string>> {
  const fonts = new Map<string, Map<string, string>>()
  for (const { head } of objects.values())
    for (const [, name = '', id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(id))?.head ?? '')?.[1]
      const cmap = objects.get(Number(map))?.stream ?? ''
      const glyphs = new Map<string, string>()
      for (const [, first = '', , list = ''] of cmap.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/g))
        [...list.matchAll(/<([0-9a-f ]+)>/g)].forEach(([, codes = ''], nth) => {
          const at = (Number.parseInt(first, 16) + nth).toString(16).padStart(4, '0')
          const units = codes.replaceAll(' ', '').match(/.{4}/g) ?? []
          glyphs.set(at, String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))))
        })
      fonts.set(name, glyphs)
    }
  return fonts
}
