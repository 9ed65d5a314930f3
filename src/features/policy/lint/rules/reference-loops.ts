import type { Found, LintRule } from '../finding.ts'
import { placesOf } from '../places.ts'
import type { Passage, PolicyView } from '../view.ts'
import { contentWords, listed, sentencesOf } from '../words.ts'
import { referencesIn } from './reference-words.ts'

/** A clause with so few words of its own beside its reference says nothing by itself. */
const nothingElse = 3
const aboutReferring = new Set([
  'see',
  'section',
  'clause',
  'paragraph',
  'apply',
  'refer',
  'set',
  'out',
  'described',
  'same',
  'rule',
  'too',
  'here',
  'policy',
  'detail',
  'more',
  'further',
  'information',
])

export const referenceLoops: LintRule = {
  id: 'reference-loops',
  about: 'Clauses that only refer to each other, round in a circle.',
  find(view): Found[] {
    const next = new Map(
      view.passages
        .filter(({ kind }) => kind === 'clause')
        .map((passage) => [passage.clause ?? '', onlyTarget(view, passage)]),
    )
    const found: Found[] = []
    const seen = new Set<string>()
    for (const start of next.keys()) {
      const path: string[] = []
      let at: string | undefined = start
      while (at !== undefined && !path.includes(at) && !seen.has(at)) {
        path.push(at)
        at = next.get(at)
      }
      const circle = at !== undefined && path.includes(at) ? path.slice(path.indexOf(at)) : []
      for (const id of path) seen.add(id)
      const passage = view.passages.find(({ kind, clause }) => kind === 'clause' && clause === circle[0])
      if (circle.length < 2 || !passage) continue
      found.push({
        ...view.at(passage),
        weight: 'advice',
        says: `The clauses ${listed(circle)} only refer to each other, so that none says what to do.`,
        mend: 'Say it in one of them, and let the others refer to that one.',
      })
    }
    return found
  },
}

function onlyTarget(view: PolicyView, { text, source, clause }: Passage): string | undefined {
  const places = placesOf(view).filter(({ kind }) => kind === 'clause')
  const byWords = sentencesOf(text).flatMap((sentence) => referencesIn(sentence, Infinity))
  const byLink = [...source.matchAll(/\]\(#([^)\s]*)\)/g)].map(([, id = '']) => id)
  const byId = places.filter(({ id }) => text.includes(id)).map(({ id }) => id)
  const targets = [
    ...byLink,
    ...byId,
    ...byWords.flatMap(({ number }) =>
      places.filter(({ numbers }) => numbers.includes(number)).map(({ id }) => id),
    ),
  ]
  const own = contentWords(text).filter((word) => !/\d/.test(word) && !aboutReferring.has(word))
  return own.length <= nothingElse ? targets.find((id) => id !== clause) : undefined
}
