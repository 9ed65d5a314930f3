/** Captions as WebVTT (https://www.w3.org/TR/webvtt1/, 2019) and SubRip, which nobody standardised. Isomorphic, no I/O. */

/** One caption; times in milliseconds. In its text only `<b>`, `<i>` and `<u>` are marks; all else is what it looks like. */
export interface Cue {
  from: number
  to: number
  text: string
}

export type Parsed = { ok: true; cues: Cue[] } | { ok: false; line: number; say: string }

const mostCues = 10_000
const timing = /^(?:(\d{1,3}):)?(\d{2}):(\d{2})([.,])(\d{3})$/

class Fault extends Error {
  readonly line: number
  constructor(line: number, say: string) {
    super(say)
    this.line = line
  }
}

/** Reads a whole file of either kind. Strict: what is not understood is refused with its line, never left out. */
export function parseCaptions(file: string): Parsed {
  try {
    return { ok: true, cues: read(file.replace(/^\uFEFF/, '')) }
  } catch (error) {
    if (error instanceof Fault) return { ok: false, line: error.line, say: error.message }
    throw error
  }
}

interface Block {
  /** The number of its first line, beginning with 1. */
  line: number
  lines: string[]
}

function read(file: string): Cue[] {
  if (/[\0\uFFFD]/.test(file))
    throw new Fault(1, 'The letters can’t be read. Save the file with the encoding UTF-8.')
  const vtt = /^WEBVTT(?:[ \t].*)?(?:\r?\n|\r|$)/.test(file)
  const blocks = blocksOf(file)
  const cues = vtt ? blocks.slice(1).flatMap(vttCue) : blocks.map((block) => cueOf(block, 'srt'))
  if (vtt && (blocks[0]?.lines.length ?? 0) > 1 && blocks[0]?.lines.some((line) => line.includes('-->')))
    throw new Fault(2, 'After “WEBVTT” there has to be an empty line.')
  if (cues.length === 0) throw new Fault(1, 'There is no caption in it.')
  if (cues.length > mostCues) throw new Fault(1, 'There are more captions in it than any video needs.')
  return cues
}

function blocksOf(file: string): Block[] {
  const blocks: Block[] = []
  let open: Block | null = null
  for (const [at, text] of file.split(/\r\n|\n|\r/).entries()) {
    if (text.trim() === '') open = null
    else if (open) open.lines.push(text)
    else {
      open = { line: at + 1, lines: [text] }
      blocks.push(open)
    }
  }
  return blocks
}

function vttCue(block: Block): Cue[] {
  // Notes, styles and regions are about how captions look, and no network keeps that.
  return /^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(block.lines[0] ?? '') ? [] : [cueOf(block, 'vtt')]
}

function cueOf({ line, lines }: Block, kind: 'srt' | 'vtt'): Cue {
  const at = lines.findIndex((each) => each.includes('-->'))
  if (at < 0 || at > 1)
    throw new Fault(line, 'Here a line with times is missing, such as “00:00:01,000 --> 00:00:04,000”.')
  const number = line + at
  if (kind === 'srt' && at === 1 && !/^\d+$/.test(lines[0]?.trim() ?? ''))
    throw new Fault(line, 'Before the line with times there may only be a number.')
  const [begin = '', end = ''] = (lines[at] ?? '').split('-->').map((each) => each.trim())
  const [from, to] = [timeOf(begin, number), timeOf(end.split(/\s+/)[0] ?? '', number)]
  if (to <= from) throw new Fault(number, 'This caption ends before it begins.')
  const words = lines.slice(at + 1)
  if (words.length === 0) throw new Fault(number, 'Below these times there are no words.')
  const strange = words.findIndex((each) => each.includes('-->'))
  if (strange >= 0)
    throw new Fault(number + 1 + strange, 'Before this line with times there has to be an empty line.')
  return { from, to, text: (kind === 'vtt' ? fromVtt : fromSrt)(words.join('\n')) }
}

function timeOf(written: string, line: number): number {
  const [whole, hours = '0', minutes, seconds, , thousandths] = timing.exec(written) ?? []
  if (whole === undefined || Number(minutes) > 59 || Number(seconds) > 59)
    throw new Fault(line, `“${written}” is not a time. Write it like 00:01:02,345.`)
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(thousandths)
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': '\u00a0',
  '&lrm;': '\u200e',
  '&rlm;': '\u200f',
}

function fromVtt(text: string): string {
  return text
    .replace(/<v(?:\.[^\s>]*)?[ \t]+([^>]+)>/g, '$1: ')
    .replace(/<([biu])\.[^>]*>/gi, '<$1>')
    .replace(/<(?![/]?[biu]>)[^>]*>/gi, '')
    .replace(/&(?:amp|lt|gt|nbsp|lrm|rlm);/g, (entity) => entities[entity] ?? entity)
}

function fromSrt(text: string): string {
  return text.replace(/<\/?font[^>]*>/gi, '').replace(/\{\\an?\d+\}/g, '')
}

function clock(milliseconds: number, mark: '.' | ','): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const seconds = Math.floor(milliseconds / 1000)
  const rest = String(milliseconds % 1000).padStart(3, '0')
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}${mark}${rest}`
}

/** The same cues always give the same text. */
export function toVtt(cues: readonly Cue[]): string {
  const escaped = (text: string) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/&lt;(\/?[biu])&gt;/gi, '<$1>')
  const blocks = cues.map(
    ({ from, to, text }) => `${clock(from, '.')} --> ${clock(to, '.')}\n${escaped(text)}\n`,
  )
  return ['WEBVTT\n', ...blocks].join('\n')
}

export function toSrt(cues: readonly Cue[]): string {
  return cues
    .map(({ from, to, text }, at) => `${at + 1}\n${clock(from, ',')} --> ${clock(to, ',')}\n${text}\n`)
    .join('\n')
}
