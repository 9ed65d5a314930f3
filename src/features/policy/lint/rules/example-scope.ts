import type { Found, LintRule } from '../finding.ts'
import type { Passage, PolicyView } from '../view.ts'
import { sentencesOf } from '../words.ts'

const own =
  /\b(?:personal|private|their own|your own|own)\s+(?:social media|social network\w*|accounts?|profiles?|channels?|pages?|blogs?|networks?|use of social media)\b|\b(?:accounts?|profiles?) of their own\b/i
const every =
  /\b(?:any|every|all|whatever|whichever|each)\s+(?:other\s+|kinds? of\s+|sorts? of\s+)?(?:social[- ]media\s+|social\s+|online\s+|digital\s+|network\s+)*(?:channels?|networks?|platforms?|accounts?|sites?|apps?|services?|media|tools?|means)\b|\bon social media at all\b/i
const example =
  /\b(?:for example|for instance|e\.g\.?|such as|as an example|including|this includes)\b|^\s*(?:example|so)\b[:,]/i
const only = /\b(?:only|solely|just)\b/i

export const exampleScope: LintRule = {
  id: 'example-scope',
  about: 'A clause whose own example is wider or narrower than what it says.',
  find(view): Found[] {
    return view.passages
      .filter(({ kind }) => kind === 'clause')
      .flatMap((passage) => {
        const { rule, given } = partsOf(view, passage)
        if (given === '') return []
        const about = { rule: scopeOf(rule), given: scopeOf(given) }
        const words = (about.given.every ?? about.given.own ?? '').trim()
        const mend = 'Let the clause and its example say the same: either one could be the one that is meant.'
        if (about.rule.own && !about.rule.every && about.given.every && !about.given.own) {
          const says = `${passage.name} binds ${quoted(about.rule.own)} only, while its example speaks of ${quoted(words)}.`
          return [{ ...view.at(passage, words), weight: 'warning', says, mend }]
        }
        if (
          about.rule.every &&
          !about.rule.own &&
          about.given.own &&
          !about.given.every &&
          only.test(given)
        ) {
          const says = `${passage.name} binds ${quoted(about.rule.every)}, while its example speaks of ${quoted(about.given.own)} only.`
          return [{ ...view.at(passage, words), weight: 'warning', says, mend }]
        }
        return []
      })
  },
}

const scopeOf = (text: string) => ({ own: own.exec(text)?.[0], every: every.exec(text)?.[0] })
const quoted = (words: string): string => `“${words.trim()}”`

/** The example is what follows its first sign, in the clause and in the points under it. */
function partsOf(view: PolicyView, passage: Passage): { rule: string; given: string } {
  const under = view.passages.filter(({ kind, clause }) => kind === 'beside' && clause === passage.clause)
  const parts = { rule: passage.title, given: '' }
  for (const { text } of [passage, ...under]) {
    for (const sentence of sentencesOf(text)) {
      const at = example.exec(sentence)?.index ?? -1
      // Once an example has begun, what goes on about the same (“or any other channel”) belongs to it.
      if (at < 0) parts[parts.given === '' ? 'rule' : 'given'] += ` ${sentence}`
      else {
        parts.rule += ` ${sentence.slice(0, at)}`
        parts.given += ` ${sentence.slice(at)}`
      }
    }
  }
  return parts
}
