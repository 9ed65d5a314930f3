/**
 * LinkedIn's “little” text format, in which a post's words travel. A reserved character that is not escaped ends the
 * post there, silently. https://learn.microsoft.com/linkedin/marketing/community-management/shares/little-text-format,
 * li-lms-2026-05, read 2026-11.
 */
import { linkedinEntities } from './entities.ts'

const reserved = /[\\|{}@[\]()<>#*_~]/g

const escaped = (text: string) => text.replace(reserved, '\\$&')

/** Plain words as LinkedIn wants them: everything escaped, hashtags by their template. */
export function toLittle(text: string): string {
  let little = ''
  let at = 0
  for (const { kind, start, end, value } of linkedinEntities(text)) {
    if (kind !== 'hashtag') continue
    little += `${escaped(text.slice(at, start))}{hashtag|\\#|${escaped(value)}}`
    at = end
  }
  return little + escaped(text.slice(at))
}

const elements =
  /\{hashtag\|\\?[#＃]\|(?<tag>(?:\\.|[^\\}])*)\}|@\[(?<name>(?:\\.|[^\\\]])*)\]\([^)]*\)|\\(?<plain>.)/gsu

/** The words as people read them. A mention is the name that LinkedIn shows. */
export function fromLittle(little: string): string {
  return little.replace(elements, (...found: unknown[]) => {
    const groups = found.at(-1) as { tag?: string; name?: string; plain?: string }
    if (groups.plain !== undefined) return groups.plain
    return groups.tag === undefined ? fromLittle(groups.name ?? '') : `#${fromLittle(groups.tag)}`
  })
}
