import type { Found, LintRule } from '../finding.ts'
import type { Law } from '../law/entry.ts'
import { mentionsIn } from '../law/mentions.ts'
import type { Mention } from '../law/mentions.ts'
import type { Passage, PolicyView } from '../view.ts'
import { wholeClause } from '../view.ts'
import { dayInWords, listed } from '../words.ts'

export const lawInForce: LintRule = {
  id: 'law',
  about:
    'An act or regulation that was replaced, in whole or in part, or is not in force, or is not known here.',
  find(view, { today }): Found[] {
    const named = new Set(
      view.passages.flatMap(({ text }) => mentionsIn(text).flatMap(({ law }) => (law ? [law.title] : []))),
    )
    return view.passages.flatMap((passage) =>
      mentionsIn(passage.text).flatMap((mention) => judge(view, passage, mention, { today, named })),
    )
  },
}

interface Known {
  today: string
  /** Titles of all laws that the policy names. */
  named: Set<string>
}

function judge(view: PolicyView, passage: Passage, mention: Mention, known: Known): Found[] {
  const { law, otherYear, words } = mention
  const where = view.at(passage, words)
  if (otherYear) {
    const says = `${passage.name} names the ${words}; the law of that name that we know is the ${otherYear.title}.`
    return [{ ...where, weight: 'warning', says, mend: 'Put the year right.', because: otherYear.source }]
  }
  if (!law) {
    const says = `${passage.name} names the ${words}, which is not in the register of law.`
    return [{ ...where, weight: 'advice', says, mend: 'Check that it is named rightly and still in force.' }]
  }
  const because = becauseOf(law)
  if (law.from > known.today) {
    const says = `${passage.name} names the ${law.title}, which comes into force on ${dayInWords(law.from)}.`
    return [{ ...where, weight: 'warning', says, mend: 'Say from when it applies.', because }]
  }
  if (law.until !== undefined && law.until <= known.today) {
    const says = `${passage.name} names the ${law.title}, replaced on ${dayInWords(law.until)} by ${law.replacedBy}.`
    return [{ ...where, weight: 'fault', says, mend: `Name ${law.replacedBy} instead.`, because }]
  }
  return partlyReplaced(view, passage, law, known).map((found) => ({ ...where, ...found, because }))
}

type Said = Pick<Found, 'weight' | 'says' | 'mend'>

function partlyReplaced(view: PolicyView, passage: Passage, law: Law, { today, named }: Known): Said[] {
  if ((law.successors ?? []).some((title) => named.has(title))) return []
  const around = wholeClause(view, passage)
  // The act's own name must not decide what the words beside it are about.
  const beside = around.replaceAll(law.title, '')
  return (law.parts ?? [])
    .filter(({ since }) => since <= today)
    .map(({ part, by, since, about }) => ({
      weight: about.test(beside) ? 'warning' : 'advice',
      says: `${passage.name} names the ${law.title}, of which ${part} was replaced on ${dayInWords(since)} by ${by}.`,
      mend: `Name ${by} beside it or instead, as the clause needs.`,
    }))
}

const becauseOf = ({ title, nations, note, source }: Law): string =>
  `${title} (${nations.length === 4 ? 'United Kingdom' : listed(nations)}).${note ? ` ${note}` : ''} ${source}`
