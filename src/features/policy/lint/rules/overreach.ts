import type { Found, LintRule } from '../finding.ts'
import type { PolicyView } from '../view.ts'
import { plain, sentencesOf } from '../words.ts'

const watching =
  /\b(?:monitor(?:s|ed|ing)?|check(?:s|ed|ing)?|look(?:s|ed|ing)? (?:up|at|into|through)|search(?:es|ed|ing)?|review(?:s|ed|ing)?|watch(?:es|ed|ing)?|screen(?:s|ed|ing)?|vet(?:s|ted|ting)?|inspect(?:s|ed|ing)?|track(?:s|ed|ing)?|collect(?:s|ed|ing)?|scan(?:s|ned|ning)?|examin(?:e|es|ed|ing)|trawl(?:s|ed|ing)?|read(?:s|ing)?)\b/i
const place = String.raw`(?:accounts?|profiles?|posts?|pages?|blogs?|footprints?|social media|social networks?|online presence|speech)`
const ownSpeech = new RegExp(
  String.raw`\b(?:personal|private)\s+(?:social[- ]media\s+|online\s+)?${place}\b` +
    String.raw`|\b(?:applicants?|candidates?|staff|employees?|students?|academics?|researchers?)[’']s?\s+(?:(?:own|personal|private|public)\s+)?(?:social[- ]media\s+|online\s+)?${place}\b` +
    String.raw`|\b(?:${place}|groups|sites) of their own\b` +
    String.raw`|\b${place} of (?:(?:job|student|its|all|any|the)\s+)*(?:applicants?|candidates?|staff|employees?|students?|academics?)\b`,
  'i',
)
const official = /\bofficial\b|\buniversity[’']s (?:own )?accounts?\b/i
const denied =
  /\b(?:not|never|no|nobody|nothing|neither|nor|without|outside|out of reach|except|unless)\b|n['’]t\b/i
const covers =
  /\b(?:policy|rules?|clause|guidelines)\b[^.;]{0,40}\b(?:applies|apply|covers?|extends?|includes?|binds?) (?:also )?(?:to )?/i

export const overreach: LintRule = {
  id: 'overreach',
  about:
    'A clause or control that reaches for personal accounts, or for what staff, students or applicants say themselves.',
  find: (view) => [...inClauses(view), ...inControls(view)],
}

const because =
  'ICO guidance on monitoring workers (2023): a defined purpose and the least intrusive means. Higher Education (Freedom of Speech) Act 2023, in force in England since 1 August 2025.'

function inClauses(view: PolicyView): Found[] {
  return view.passages
    .filter(({ kind }) => kind !== 'heading')
    .flatMap((passage) =>
      withWhatTheyMean(sentencesOf(passage.text)).flatMap((sentence): Found[] => {
        const words = ownSpeech.exec(sentence)?.[0]
        if (words === undefined || denied.test(sentence)) return []
        const where = view.at(passage, words)
        if (watching.test(sentence.replace(words, '')) && !official.test(sentence)) {
          const says = `${passage.name} has somebody look at “${words}”.`
          const mend =
            'Keep to official accounts. Where a case really needs it, ask for a written reason, evidence and the least intrusive means.'
          const weight = /of their own$/i.test(words) ? 'advice' : 'warning'
          return [{ ...where, weight, says, mend, because }]
        }
        if (covers.test(sentence.slice(0, sentence.indexOf(words)))) {
          const says = `${passage.name} takes “${words}” into the policy’s reach.`
          const mend =
            'Say what is asked of official accounts, and leave what people say for themselves to the law.'
          return [{ ...where, weight: 'advice', says, mend, because }]
        }
        return []
      }),
    )
}

/** “They watch such sites” is about the sites of the sentence before. */
function withWhatTheyMean(sentences: string[]): string[] {
  return sentences.map((sentence, at) =>
    /\b(?:such|these|those) (?:accounts|profiles|groups|sites|blogs|posts|pages)\b/i.test(sentence)
      ? `${sentences[at - 1] ?? ''} ${sentence}`.trim()
      : sentence,
  )
}

/** A control may refuse a look at somebody’s own speech, or give guidance on it; it may not make it its subject. */
function inControls(view: PolicyView): Found[] {
  const english = view.pack.messages['en-GB'] ?? {}
  return view.pack.controls
    .filter(({ outcome }) => outcome !== 'refuse' && outcome !== 'guide')
    .flatMap(({ id, say, when = '', mark }): Found[] => {
      const told = [say, `does.${id}`].flatMap((key) => {
        const message = english[key]
        return message === undefined
          ? []
          : typeof message === 'string'
            ? [message]
            : [message.one, message.other]
      })
      const hit = [...told.map(plain), when, mark?.where ?? ''].flatMap((words) =>
        sentencesOf(words).filter(
          (sentence) => ownSpeech.test(sentence) && watching.test(sentence) && !denied.test(sentence),
        ),
      )[0]
      if (hit === undefined) return []
      const words = ownSpeech.exec(hit)?.[0] ?? ''
      const says = `The control “${id}” speaks of “${words}”, which no control can reach.`
      return [
        {
          ...view.atControl(id),
          weight: 'warning',
          says,
          mend: 'Keep to official accounts and to duties of offices.',
          because,
        },
      ]
    })
}
