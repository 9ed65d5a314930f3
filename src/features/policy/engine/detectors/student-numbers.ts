import type { Hit, TextDetector } from '../detector.ts'
import { matches } from '../detector.ts'
import type { CheckContext } from '../post.ts'
import { anyOf, edge, holds, listOf, plain, sentencesOf, wordsOf } from './phrases-more.ts'

const number = listOf`
  numbers?, nos?\.?, nums?\.?, no\.?s?, id, ids, id numbers?, ref(?:erence)?, code, #,
`
const kinds: Readonly<Record<string, readonly string[]>> = {
  ucas: ['ucas', 'ucas personal', 'ucas application', 'ucas track', 'ucas hub'],
  candidate: listOf`
    candidate, cand, exam, exam candidate, anonymous marking, anonymous, desk,
  `,
  card: listOf`
    library, library card, campus card, card, student card, barcode, library barcode, smartcard, borrower,
    reader,
  `,
  student: listOf`
    student, stu, stud\.?, matric(?:ulation)?, registration, reg, enrol(?:l)?ment, uni, university, learner,
    id, urn, sid, hesa, student record,
  `,
}
const value = String.raw`[A-Z]{0,3}\d(?:[ -]?\d){3,15}[A-Z]?`
const noMore = String.raw`(?![\w%/]|[.,]\d)`
// "student number is 20012345", "Library card no: 2100 0456 789"
const naming = Object.entries(kinds).map(([kind, words]) => ({
  kind,
  pattern: new RegExp(
    String.raw`${edge.before}${anyOf(words)}[ -]?(?:card )?${anyOf(number)}(?:'s)?(?:[ ]?(?:[:=#–-]|is|was|of|are|being|for \w{1,20} is|ending|starting)){0,2}[ ]?[("'#]?(${value})${noMore}`,
    'gi',
  ),
}))
const bare = new RegExp(
  String.raw`${edge.before}(?:student|candidate|matric|applicant|borrower)s? [("'#]?(${value})${noMore}`,
  'gi',
)

const worthALook = /\d{4}|\d{3}[ -]\d{3}/
const people = wordsOf(listOf`
  students?, candidates?, id, ids, matric\w*, results?, marks?, scored, resits?, graduat\w+, finalists?,
  freshers?, library, absen(?:t|ce), essay, submission, submitted, coursework, dissertation, plagiarism,
  hearing, card, lost property, found, belongs to, enrol\w*, registered, attendance, tutor group, tutee,
  extension, mitigat\w+, collect, he, she, they, his, her, their, my, mine, you, your, winners?, who, name,
  handed in, missing, signed, team, prize, congrat\w*, well done, late, overdue, fees, tutors?, group, seat,
  passed, failed, appeal, offer, place, applicants?, following, thanks,
`)
const otherNumber =
  /(?:parcel|delivery|tracking|package|flat|bus|train|flight|box|batch|sku|item|cheque|receipt|locker|bike|plate|registered|grant|award|room|module|course|programme|order|ref(?:erence)?|tel(?:ephone)?|phone|call|ring|text|isbn|issn|charity|company|invoice|ticket|job|vacancy|doi|booking|serial|model|asset|patent|po|purchase order|meeting|meeting id|webinar|zoom|event|issue|incident|case|catalogue|accession|shelf\w*|barcode of|account|sort code|patch|build|parking|£|vat|eprint|orcid|pmid|project|study|trial|specimen|sample|urn:|raised|over|nearly|about|version|photo|image|img|flickr)[\s.:#(=-]{0,3}(?:(?:no|number|id|ref|code|is|in|of|passcode)[\s.:#-]{0,3}){0,3}$/i
const forShow =
  /(?:\be\.?g\.?|for example|for instance|such as|looks? like|in the form|in this format|format|like this|will look|begins? with|starts? with|made[- ]up|dummy|fake|pretend|placeholder|sample)[\s,:("'“]{0,4}(?:\S{1,20}\s){0,2}$/i

export const studentNumbers: TextDetector = {
  scope: 'text',
  fact: 'studentNumbers',
  about:
    'Words that may give the number of a student, a candidate, an applicant at UCAS or a library card. Numbers of courses, rooms and grants are left out. It misses things and can be wrong.',
  attributes: {
    named: 'true when the words say that it is such a number; false when only its look does',
    kind: 'student, ucas, candidate or card',
  },
  detect(written, context) {
    if (!worthALook.test(written)) return []
    const text = plain(written)
    const hits: Hit[] = []
    const found = [...named(text), ...byLook(text, context)]
    // What is named goes before what only looks so; sorting keeps their order.
    for (const hit of found.sort((a, b) => a.start - b.start)) {
      if (hit.start >= (hits.at(-1)?.end ?? 0)) hits.push(hit)
    }
    return hits
  },
}

function named(text: string): Hit[] {
  const hits: Hit[] = []
  for (const { kind, pattern } of [...naming, { kind: '', pattern: bare }]) {
    for (const { match, end } of matches(pattern, text)) {
      const value = match[1] ?? ''
      const start = end - value.length
      if (isForShow(text, start, value)) continue
      const called = kind || (/candidate/i.test(match[0]) ? 'candidate' : 'student')
      hits.push({ start, end, value, attributes: { named: true, kind: called } })
    }
  }
  return hits
}

/** Numbers that look as the institution's do, where the sentence speaks of students. */
function byLook(text: string, { institution }: CheckContext): Hit[] {
  return institution.studentNumbers.flatMap((look) =>
    sentencesOf(text).flatMap((sentence) => {
      const aboutPeople = holds(people, sentence.text)
      return matches(patternOf(look), sentence.text).flatMap(({ match, start, end }) => {
        const before = sentence.text.slice(Math.max(0, start - 50), start)
        const from = sentence.start + start
        if (otherNumber.test(before) || isForShow(text, from, match[0])) return []
        const lettered = /A|[B-Z]/.test(look)
        const spoken = aboutPeople || nameBefore.test(before)
        if (!spoken && !lettered) return []
        if (!lettered && isDate(match[0])) return []
        return [
          {
            start: from,
            end: sentence.start + end,
            value: match[0],
            attributes: { named: false, kind: 'student' },
          },
        ]
      })
    }),
  )
}

const nameBefore = /\b[A-Z][a-z]+(?:[ -][A-Z][\w.]*){0,3},? ?[(:–-]\s?$/
const patterns = new Map<string, RegExp>()

function patternOf(look: string): RegExp {
  const known = patterns.get(look)
  if (known) return known
  const source = look
    .replace(/[^\w]/g, '\\$&')
    .replace(/9999(?=9999)/g, '\\d{4}[ ]?')
    .replace(/9/g, '\\d')
    .replace(/A/g, '[A-Z]')
  const made = new RegExp(String.raw`(?<![\w.,£/@-])${source}(?![\w%/-]|[.,]\d)`, 'gi')
  patterns.set(look, made)
  return made
}

const isDate = (figures: string): boolean =>
  /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(figures)

function isForShow(text: string, start: number, value: string): boolean {
  const before = text.slice(Math.max(0, start - 60), start)
  return forShow.test(before) || /^(?:19|20)\d\d$/.test(value) || /^\D*(\d)\1*$/.test(value)
}
