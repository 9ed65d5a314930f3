import { html } from '#platform/http/index.ts'
import type { Html } from '#platform/http/index.ts'

/** A text as officers write it: paragraphs, lists with “- ”, and the clauses of the policy by their ids. */
export function rulesText(text: string, clauses: ReadonlySet<string>): Html[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .flatMap((block) => blockOf(block, clauses))
}

function blockOf(block: string, clauses: ReadonlySet<string>): Html[] {
  const runs: { list: boolean; lines: string[] }[] = []
  for (const line of block.split('\n')) {
    const list = /^\s*[-*•]\s+/.test(line)
    const words = line.replace(/^\s*[-*•]\s+/, '').trim()
    const last = runs.at(-1)
    if (last?.list === list) last.lines.push(words)
    else runs.push({ list, lines: [words] })
  }
  return runs.map(({ list, lines }) =>
    list
      ? html`<ul class="list">
          ${lines.map((line) => html`<li>${linked(line, clauses)}</li>`)}
        </ul>`
      : html`<p>${linked(lines.join(' '), clauses)}</p>`,
  )
}

/** A clause that the policy in force has leads to it; one that it has not stays words. */
function linked(words: string, clauses: ReadonlySet<string>): Html[] {
  return words
    .split(/\b([A-Z][A-Z0-9]*-\d+(?:\.\d+)*[a-z]?)\b/)
    .map((part, nth) =>
      nth % 2 === 1 && clauses.has(part)
        ? html`<a href="/public/policy/clauses/${encodeURIComponent(part)}">${part}</a>`
        : html`${part}`,
    )
}
