/** Plain text as HTML, for places that take nothing else. Isomorphic. */
import { plainLinks } from './plain-links.ts'

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Line ends and links; nothing in the text can become a tag. */
export function htmlOf(text: string): string {
  const lines = (plain: string) => escapeHtml(plain).replace(/\r\n?|\n/g, '<br>')
  let html = ''
  let at = 0
  for (const { start, end, value } of plainLinks(text)) {
    const link = escapeHtml(value)
    html += `${lines(text.slice(at, start))}<a href="${link}">${link}</a>`
    at = end
  }
  return html + lines(text.slice(at))
}
