import type { fromMarkdown } from 'mdast-util-from-markdown'
import type { PackFault } from './faults.ts'

type Node = ReturnType<typeof fromMarkdown>['children'][number]

const file = 'policy.md'
const wanted = /\{#[A-Za-z0-9.-]+\}\s*$/

/** An anchor that is misspelt or misplaced would make its clause vanish, so each “{#” has to be a sound one. */
export function anchorFaults(
  source: string,
  firstLine: number,
  place: 'heading' | 'paragraph' | 'other',
): PackFault[] {
  // What stands between backticks is shown as it is, and means nothing.
  const words = source.replace(/`[^`]*`/g, (code) => code.replace(/[^\n]/g, ' '))
  const sound = place === 'other' ? -1 : words.search(wanted)
  const faults = [...words.matchAll(/\{\s*#[^}\n]*\}?/g)]
    .filter(({ index }) => index !== sound)
    .map(({ 0: found, index }) => ({ at: index, fault: anchorWords(found, place) }))
  const bare = /\{([A-Z]+-\d[\w.]*)\}\s*$/.exec(words)
  if (bare)
    faults.push({ at: bare.index, fault: `The anchor {${bare[1]}} lacks its #. Write {#${bare[1]}}.` })
  return faults.map(({ at, fault }) => ({
    file,
    line: firstLine + words.slice(0, at).split('\n').length - 1,
    fault,
  }))
}

function anchorWords(found: string, place: string): string {
  const id = found.replace(/[{}#]/g, '').trim()
  const like = /^[A-Za-z]+[\s_-]*\d[\w.]*$/.test(id)
    ? id
        .toUpperCase()
        .replace(/^([A-Z]+)[\s_-]*/, '$1-')
        .replace(/[A-Z]$/, (letter) => letter.toLowerCase())
    : 'BASE-3.1'
  if (!found.endsWith('}')) return `The anchor “${found.trim()}” is not closed. Write {#${like}}.`
  if (!wanted.test(found)) return `The anchor “${found}” cannot be read. Write {#${like}}.`
  if (place === 'other')
    return `The anchor “${found}” stands where no clause can. Put it at the end of a paragraph, an entry of a list or a heading.`
  return `The anchor “${found}” stands in the middle. Put it at the end, one for each paragraph.`
}

/** A policy is words: raw HTML and links that run something have no place in it. */
export function refuseUnsafe(node: Node, lineBefore: number, faults: PackFault[]): void {
  const line = lineBefore + (node.position?.start.line ?? 1)
  if (node.type === 'html') faults.push({ file, line, fault: 'The policy holds HTML. Write it in Markdown.' })
  if ('url' in node && !mayLead(node.url)) {
    const fault = `The link to “${node.url.slice(0, 80)}” is neither https, e-mail nor within the policy. Link to an https address, or leave it out.`
    faults.push({ file, line, fault })
  }
  if ('children' in node) for (const child of node.children) refuseUnsafe(child, lineBefore, faults)
}

/** `//other.site` begins like a path, and leads elsewhere all the same. */
const mayLead = (url: string): boolean => url === '' || /^(?:https:\/\/|mailto:|#|\/(?![/\\]))/i.test(url)
