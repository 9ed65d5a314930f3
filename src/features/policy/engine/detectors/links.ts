import { matches } from '../detector.ts'
import type { TargetDetector, TextDetector } from '../detector.ts'
import type { CheckContext } from '../post.ts'
import type { FactValue } from '../types.ts'
import { decodeHost, mixesScripts, shorteners, skeleton } from './link-hosts.ts'

const withScheme =
  /(?<![\w])[a-z][a-z0-9+.-]{1,15}:\/\/[^\s<>"“”]+|(?<![\w:])(?:javascript|data|vbscript):[^\s<>"“”]+/gi
const bareHost = /(?<![\w@/.:-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.)+[a-z]{2,24}(?:\/[^\s<>"“”]*)?/giu

const attributes = {
  host: 'host name in lower case, as shown to a reader',
  unsafe:
    'empty, or why a reader should not be sent there: not-secure, number-address, hidden-name, look-alike, mixed-letters, scheme',
  shortened: 'true when a shortening service hides where it leads',
  institutional: 'true on the institution’s own domains',
  suggestion: 'a safer spelling ("https://…"), or empty',
}

export const links: TextDetector = {
  scope: 'text',
  fact: 'links',
  about: 'Links in the words, with or without "https://".',
  attributes,
  detect(text, context) {
    if (!text.includes('.') && !text.includes(':')) return []
    const full = matches(withScheme, text).map(({ match, start }) => ({ start, url: trimmed(match[0]) }))
    const bare = matches(bareHost, text)
      .map(({ match, start }) => ({ start, url: trimmed(match[0]) }))
      .filter(
        ({ start, url }) =>
          !full.some((link) => start < link.start + link.url.length && link.start < start + url.length),
      )
      .filter(
        ({ url }) =>
          shorteners.has(hostOf(url)) || mixesScripts(hostOf(url)) || imitates(hostOf(url), context),
      )
    return [...full, ...bare]
      .sort((a, b) => a.start - b.start)
      .map(({ start, url }) => ({
        start,
        end: start + url.length,
        value: url,
        attributes: judge(url, context),
      }))
  },
}

export const linkCards: TargetDetector = {
  scope: 'target',
  fact: 'linkCards',
  about: 'The link that a part shows as a card.',
  attributes,
  detect(target, _post, context) {
    return target.parts.flatMap(({ link }, part) =>
      link === null
        ? []
        : [
            {
              part,
              field: 'link' as const,
              start: 0,
              end: 0,
              value: link.url,
              shown: link.url,
              attributes: judge(link.url, context),
            },
          ],
    )
  },
}

function judge(url: string, context: CheckContext): Record<string, FactValue> {
  const host = hostOf(url)
  const institutional = context.institution.domains.some((domain) => belongs(host, domain))
  const unsafe = unsafeBecause(url, host, context)
  const suggestion = unsafe === 'not-secure' ? url.replace(/^http:/i, 'https:') : ''
  return { host, unsafe, shortened: shorteners.has(host), institutional, suggestion }
}

function unsafeBecause(url: string, host: string, context: CheckContext): string {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? 'https'
  if (!['http', 'https', 'mailto', 'tel'].includes(scheme)) return 'scheme'
  if (/^[a-z]+:\/\/[^/?#]*@/i.test(url)) return 'hidden-name'
  if (/^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\]|0x[\da-f]+|\d{8,10})$/i.test(host)) return 'number-address'
  if (mixesScripts(host)) return 'mixed-letters'
  if (imitates(host, context)) return 'look-alike'
  return scheme === 'http' ? 'not-secure' : ''
}

/** Does it look like one of the institution's own domains without being one? */
function imitates(host: string, { institution }: CheckContext): boolean {
  return institution.domains.some((domain) => {
    if (belongs(host, domain)) return false
    const bare = host.replace(/^www\./, '')
    const [seen, own] = [skeleton(bare), skeleton(domain)]
    if (seen === own || seen.endsWith(`.${own}`)) return true
    return (
      seen.startsWith(`${own}.`) ||
      seen.includes(`.${own}.`) ||
      seen.startsWith(`${own.replaceAll('.', '-')}.`)
    )
  })
}

function belongs(host: string, domain: string): boolean {
  const own = domain.toLowerCase()
  return host === own || host.endsWith(`.${own}`)
}

function hostOf(url: string): string {
  const authority = url.replace(/^[a-z][a-z0-9+.-]*:(?:\/\/)?/i, '').replace(/[/?#].*$/s, '')
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d+$/, '')
    .toLowerCase()
  return decodeHost(host) ?? host
}

/** Punctuation after a link belongs to the sentence, a closing bracket only when it was opened in the link. */
function trimmed(url: string): string {
  const short = url.replace(/[.,;:!?'’…]+$/u, '')
  return short.endsWith(')') && !short.includes('(') ? trimmed(short.slice(0, -1)) : short
}
