import type { Found, LintRule } from '../finding.ts'
import { sentencesOf } from '../words.ts'

const disagreeing =
  /\b(?:criticis\w+|critici[sz]\w+|critical (?:of|about|comments?|remarks?|posts?|views?|opinions?|statements?|things)|disparag\w+|derogatory (?:comments?|remarks?|posts?|statements?|things)|negative(?:ly)? (?:comments?|remarks?|posts?|views?|opinions?|statements?|publicity|things|about|light|of)|dissent\w*|disagree\w*|bad[- ]?mouth\w*|(?:bad|poor|negative|unfavourable) light|embarrass\w*|complain\w* (?:publicly|online|about|of))/i
const institution =
  /\b(?:the|this|our|your|its|any|an?) (?:university|institution|college|school|faculty|department|employer|management|leadership|senior (?:team|staff|management)|council|senate|vice[- ]chancellor|brand)\b|\bUniversity\b|\bemployer\b/i
/** The speech of persons about persons is another matter: that can be bullying. */
const persons =
  /\b(?:of|about|at|towards?|against|with|to) (?:(?:a|any|another|other|named|individual|fellow|your|our|their|the) )*(?:colleagues?|students?|individuals?|persons?|people|customers?|members? of staff|staff|others)\b/i
const forbids =
  /\b(?:must(?: not|n['’]t| never| refrain| avoid)|may not|(?:do|does) not|don['’]t|should(?: not|n['’]t| never| refrain| avoid)|can(?:not| not|['’]t)|never|not to|nor|no (?:one|posts?|comments?|criticism)|(?:is|are) (?:not (?:allowed|permitted|acceptable|tolerated|appropriate)|forbidden|prohibited|banned|unacceptable|misuse|misconduct|a breach|a disciplinary)|refrain from|avoid|prohibits?|forbids?|disciplinary|misconduct|(?:will|may|can|is|are|be) (?:be )?(?:removed|deleted|hidden|blocked|refused|stopped|taken down))\b/i
const reports = /\b(?:reports?|reported|watch(?:es)? (?:out )?for|look out for|(?:an )?eye out for)\b/i
const qualified =
  /\b(?:unreasonabl\w+|unfair\w*|unjustified|excessive\w*|unconstructive\w*|unwarranted|gratuitous\w*)\b/i
const praise =
  /\b(?:must|always|should|only)\b[^.;]{0,40}\b(?:positive(?:ly)? (?:about|of|comments?|posts?|light)|speak (?:well|favourably) of|(?:good|positive|favourable) light)/i

/** “Criticism is not a reason to refuse”: the clause says the opposite of a ban. */
const allows = [
  /\b(?:is|are|was|be|as|count(?:s)? as)(?: in (?:itself|themselves))? (?:not|never|no|neither)(?: ever)?(?: in (?:itself|themselves)| by (?:itself|themselves)| alone)?,? (?:(?:a|an|any|enough|in (?:itself|themselves)) )*(?:reasons?|grounds?|cause|misconduct|breach|disrepute|offence|misuse|harassment|disloyal\w*|enough|banned|forbidden|prohibited|stopped|removed|refused|restricted|covered|punished|disciplin\w+|treated)\b/i,
  /\b(?:never|not|nobody|no one|nothing|no (?:rule|clause|control|check|post|comment))\b[^.;]{0,60}\b(?:refus\w+|stop\w*|remov\w+|disciplin\w+|delet\w+|hid\w+|block\w*|punish\w*|prevent\w*|restrict\w*|ban\w*|limit\w*|forbid\w*|tak(?:e|en) down|silenc\w+|looks? for|count\w*|treat\w*)\b[^.;]{0,80}\b(?:critic\w+|disparag\w+|disagree\w*|dissent\w*|negative|embarrass\w*|complain\w*)/i,
  /\b(?:welcomes?|welcomed|free to|right to|entitled to|allowed to|encouraged to|protects?|protected|tolerates?|defends?|lawful to)\b[^.;]{0,60}\b(?:critic\w+|disagree\w*|dissent\w*|complain\w*|contrary|negative)/i,
  /\b(?:critic\w+|disagree\w*|dissent\w*)\b[^.;]{0,60}\b(?:(?:is|are) (?:welcome|allowed|protected|lawful|permitted|legitimate|fine|not (?:disparagement|harassment))|may (?:stay|stand|remain))/i,
  /\b(?:can|may|do|does) not (?:be )?(?:refuse|stop|remove|delete|hide|block|discipline|punish|prevent|restrict|ban)/i,
  /\bmay (?:freely |openly |also )?(?:criticise|disagree|dissent|complain)\b/i,
]

const because =
  'Higher Education (Freedom of Speech) Act 2023, in force in England since 1 August 2025: lawful speech is protected, and criticism of the institution is lawful. https://www.legislation.gov.uk/ukpga/2023/16'
const mend =
  'Aim at what is unlawful (defamation, harassment, threats, breach of confidence), and say that criticism of the university is not a reason to act.'

export const criticism: LintRule = {
  id: 'criticism',
  about: 'A clause that bans criticism, disparagement or dissent about the institution as such.',
  find: (view) =>
    view.passages
      .filter(({ kind }) => kind !== 'heading')
      .flatMap((passage) => {
        const lead = passage.kind === 'beside' ? leadOf(view.passages, passage.clause) : ''
        return sentencesOf(passage.text).flatMap((sentence): Found[] => {
          const ban = banIn(sentence, lead)
          if (ban === null) return []
          const where = view.at(passage, ban.words)
          return [{ ...where, weight: ban.weight, says: `${passage.name} ${ban.says}`, mend, because }]
        })
      }),
}

/** A point of a list takes its “not to … by:” from the clause that leads it. */
function leadOf(passages: Parameters<LintRule['find']>[0]['passages'], clause: string | undefined): string {
  const text = passages.find(({ kind, clause: id }) => kind === 'clause' && id === clause)?.text ?? ''
  return text.endsWith(':') ? (sentencesOf(text).at(-1) ?? '') : ''
}

interface Ban {
  words: string
  weight: Found['weight']
  says: string
}

function banIn(sentence: string, lead: string): Ban | null {
  const praised = praise.exec(sentence)
  if (praised && institution.test(sentence))
    return {
      words: praised[0],
      weight: 'warning',
      says: 'asks for nothing but good words about the institution.',
    }
  const words = disagreeing.exec(sentence)?.[0]
  if (words === undefined || allows.some((pattern) => pattern.test(sentence))) return null
  const disrepute = /\bdisrepute\b/i.test(`${lead} ${sentence}`)
  if (!institution.test(sentence) && !disrepute) return null
  if (persons.test(after(sentence, words)) && !disrepute) return null
  if (forbids.test(sentence) || forbids.test(lead)) {
    if (persons.test(after(sentence, words)) || qualified.test(sentence))
      return {
        words,
        weight: 'warning',
        says: `forbids speech that it calls “${words}”, and may catch lawful criticism.`,
      }
    return { words, weight: 'fault', says: `forbids criticism of the institution as such (“${words}”).` }
  }
  if (!reports.test(sentence)) return null
  return {
    words,
    weight: 'advice',
    says: `treats “${words}” about the institution as something to watch for or report.`,
  }
}

/** What stands right behind the words says whom they are about. */
const after = (sentence: string, words: string): string => {
  const from = sentence.indexOf(words)
  return sentence.slice(from, from + words.length + 60)
}
