/** Captions in the form that a network takes. */
import type { OutgoingCaptions } from '../contract.ts'

const cue = /^(?<from>(?:\d+:)?\d{2}:\d{2}[.,]\d{3})\s+-->\s+(?<to>(?:\d+:)?\d{2}:\d{2}[.,]\d{3})/

/** `1:02.500` of WebVTT is `00:01:02,500` of SubRip. */
function subRipTime(time: string): string {
  const parts = time.replace('.', ',').split(':')
  return [...(parts.length < 3 ? ['00'] : []), ...parts].map((part) => part.padStart(2, '0')).join(':')
}

/** WebVTT as SubRip: notes, styles, cue settings and voices fall away, words and times stay. */
export function subRipOf(webVtt: string): string {
  const blocks = webVtt
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
  const cues = blocks.flatMap((block) => {
    const lines = block.split('\n').filter((line) => line !== '')
    const at = lines.findIndex((line) => cue.test(line))
    const { from, to } = cue.exec(lines[at] ?? '')?.groups ?? {}
    if (from === undefined || to === undefined) return []
    const words = lines.slice(at + 1).map((line) => line.replace(/<\/?(?:v|c|lang|ruby|rt|\d)[^>]*>/g, ''))
    return [`${subRipTime(from)} --> ${subRipTime(to)}\n${words.join('\n')}\n`]
  })
  return cues.map((each, index) => `${index + 1}\n${each}`).join('\n')
}

/** Captions as SubRip, whichever of the two they are in. */
export async function subRip(captions: OutgoingCaptions): Promise<Uint8Array> {
  const bytes = await captions.bytes()
  if (captions.type !== 'text/vtt') return bytes
  return new TextEncoder().encode(subRipOf(new TextDecoder().decode(bytes)))
}
