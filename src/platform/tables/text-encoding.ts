/** What a text file is written in, found from its bytes. Pure. */
export interface DecodedText {
  text: string
  /** As a person knows it. */
  encoding: string
}

const marks: { bytes: number[]; label: string; encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], label: 'utf-8', encoding: 'UTF-8' },
  { bytes: [0xff, 0xfe], label: 'utf-16le', encoding: 'UTF-16' },
  { bytes: [0xfe, 0xff], label: 'utf-16be', encoding: 'UTF-16' },
]

/** Null when these bytes are no text. */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const mark = marks.find((each) => each.bytes.every((byte, at) => bytes[at] === byte))
  if (mark) return { text: new TextDecoder(mark.label).decode(bytes), encoding: mark.encoding }
  const wide = unmarkedUtf16(bytes)
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: 'UTF-16' }
  if (bytes.includes(0)) return null
  const utf8 = asUtf8(bytes)
  if (utf8 !== null) return { text: utf8, encoding: 'UTF-8' }
  // What a spreadsheet program on an English or Western European Windows writes as "CSV".
  return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' }
}

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** Latin text in UTF-16 has a nought at every second place. */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = Math.min(Math.floor(bytes.length / 2), 2_000)
  if (pairs < 4) return null
  const noughts = [0, 0]
  for (let at = 0; at < pairs * 2; at++) if (bytes[at] === 0) noughts[at % 2] = (noughts[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = noughts
  if (odd > pairs * 0.7 && even < pairs * 0.1) return 'utf-16le'
  if (even > pairs * 0.7 && odd < pairs * 0.1) return 'utf-16be'
  return null
}
