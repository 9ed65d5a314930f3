import type { Hit, TextDetector } from '../detector.ts'
import { digitsOf, matches } from '../detector.ts'
import type { CheckContext } from '../post.ts'
import { anyWord, has, once } from './nearby.ts'
import { anyOf, edge, listOf, plain, sentencesOf } from './phrases-more.ts'
import { telephones } from './telephones.ts'

const number = listOf`
  numbers?, nos?\.?, nums?\.?, no\.?s?, nr\.?, id, ids, ids?, id numbers?, ref(?:erence)?(?: (?:no\.?|number))?, codes?, #, digits, n°,
`
const kinds: Readonly<Record<string, readonly string[]>> = {
  ucas: [
    'ucas',
    'ucas personal',
    'ucas application',
    'ucas track',
    'ucas hub',
    'ucas applicant',
    'ucas candidate',
    'applicant',
    'application',
    'personal',
    'ucas form',
  ],
  candidate: listOf`
    candidate, cand\.?, exam, exam candidate, anonymous marking, anonymous, anon, desk, seat, marking, script, examination, assessment, exam seat, paper,
  `,
  card: listOf`
    library, library card, lib card, campus card, card, student card, barcode, library barcode, smartcard, borrower, borrower's, library ticket,
    reader, reader's, readers, reader's ticket, readers ticket, reader ticket, ticket, library account, patron, membership, gym card, swipe card, access card, id card, id badge, badge, lanyard, bus pass, railcard,
  `,
  student: listOf`
    student, students, stu, stud\.?, std, matric\.?(?:ulation)?, registration, registered, reg\.?, enrol(?:l)?ment, uni, university, learner, id, urn, uln, srn, spr, scj, cid, sid, hesa,
    student record, student ref, student reg, student registration, student id, record, user, login, username, person, pupil, banner, sits, e:vision, evision, alumni, alumnus, degree, visa, cas, her, his, my, your, their,
  `,
}
const value = String.raw`[A-Z]{0,3}\d(?:[ /-]?\d){3,15}(?:[A-Z]|-\d)?`
const noMore = String.raw`(?![\w%/]|[.,:]\d|-\d\d)`
const joined = String.raw`(?:'s)?(?:[ ]?(?:[:=#–,-]|is|was|of|are|were|being|says|reads|for \w{1,20} is|ending|starting|that's|it's|on it|shown|given|printed|,)){0,3}[ ]?[("'#“‘]?`
// "student number is 20012345", "Library card no: 2100 0456 789"
const naming = Object.entries(kinds).map(([kind, words]) => ({
  kind,
  pattern: new RegExp(
    String.raw`${edge.before}${anyOf(words)}[ -]?(?:card |ticket )?${anyOf(number)}${joined}(${value})${noMore}`,
    'gi',
  ),
}))
// "the anonymous code on the winning essay was Z4471K": some words may stand between, where the number is long.
const distant = new RegExp(
  String.raw`${edge.before}(?:(?:ucas|student|candidate|exam|library|campus card|matric\w*|enrol\w*|registration|anonymous|anon|borrower|reader's?|barcode|applicant|personal) (?:personal |card |marking )?(?:numbers?|no\.?|ids?|codes?|ticket|barcode|ref\w*)|pid|srn|barcode|matric)\b[^\n!?\d]{1,45}?(?<![\w£.])(${value})${noMore}`,
  'gi',
)
const bare = new RegExp(
  String.raw`${edge.before}(?:student|student,? ref\.?|candidate|cand|matric|applicant|borrower|pid|srn|urn|cid|uln|barcode|ucas|(?:exam )?script|(?:library|reader's|campus|student|id) (?:card|ticket|barcode|badge)|offer holder|examinee|id|enrolment|matriculation|undergrad|fresher|entrant|postgrad|card|learner)s? ?[:–-]? ?[("'#“]?(${value})${noMore}`,
  'gi',
)

const worthALook = /\d{4}|\d{3}[ -]\d{3}/
const people = anyWord(listOf`
  students?, candidates?, id, ids, matric\w*, results?, marks?, scored, resits?, graduat\w+, finalists?,
  freshers?, library, absen(?:t|ce), essay, submission, submitted, coursework, dissertation, plagiarism,
  hearing, card, lost property, found, belongs to, enrol\w*, registered, attendance, tutor group, tutee,
  extension, mitigat\w+, collect, he, she, they, his, her, their, my, mine, you, your, winners?, who, name,
  handed in, missing, signed, team, prize, congrat\w*, well done, late, overdue, fees, tutors?, group, seat,
  passed, failed, appeal, offer, place, applicants?, following, thanks,
`)
// In a sentence beside it, these are enough.
const personal = anyWord(listOf`
  you, your, ur, yours, please, pls, student, students, candidate, id, lanyard, lost property, his, her, he, she, my, i'm, name, named, collect, come and get, come to, marks, grade,
  grades, results, resit, exam, submitted, hand in, desk, welcome, congrats, congratulations, winner, winners, prize, raffle, well done, missing, found, sorry, apolog\w+, thanks, thank you, @\w+,
`)
const otherNumber =
  /(?:asteroid|comet|star|galaxy|seed|plant|bottle|tree|page|line|row|counter|visitor|frame|seconds?|parameters|bid|lot|bin|van|car|lorry|crate|pallet|kit|reg(?:istered)? charity|charity (?:no|number)|licen[cs]e|permit|policy|claim|contract|quote|po box|po|dataset|record no|catalogue|gene|strain|chip|part|engine|train|coach|tax|vat|company|petition|bill|docket|ticket|job|inc|req|sr|chg|meter|extension|ext|fax|mobile|switchboard|whatsapp|dial|hotline|helpline|line is|lines|parcel|delivery|tracking|package|flat|bus|train|flight|box|batch|sku|item|cheque|receipt|locker|bike|plate|registered|grant|award|room|module|course|programme|order|ref(?:erence)?|tel(?:ephone)?|phone|call|ring|text|isbn|issn|charity|company|invoice|ticket|job|vacancy|doi|booking|serial|model|asset|patent|po|purchase order|meeting|meeting id|webinar|zoom|event|issue|incident|case|catalogue|accession|shelf\w*|barcode of|account|sort code|patch|build|parking|£|vat|eprint|orcid|pmid|project|study|trial|specimen|sample|urn:|raised|over|nearly|about|version|photo|image|img|flickr)[\s.:#(=-]{0,3}(?:(?:no|number|id|ref|code|is|in|of|passcode)[\s.:#-]{0,3}){0,3}$/i
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
    if (found.length === 0) return []
    const called = telephones.detect(written, context)
    const overlaps = (hit: Hit) => called.some(({ start, end }) => hit.start < end && start < hit.end)
    // What is named goes before what only looks so; sorting keeps their order.
    for (const hit of found.sort((a, b) => a.start - b.start)) {
      if (hit.start >= (hits.at(-1)?.end ?? 0) && !overlaps(hit)) hits.push(hit)
    }
    return hits
  },
}

function named(text: string): Hit[] {
  const hits: Hit[] = []
  for (const { kind, pattern } of [...naming, { kind: '', pattern: bare }, { kind: '', pattern: distant }]) {
    for (const { match, end } of matches(pattern, text)) {
      const value = match[1] ?? ''
      const start = end - value.length
      if (isForShow(text, start, value) || digitsOf(value).length < 4) continue
      if (pattern === distant && (far.test(match[0]) || (digitsOf(value).length < 5 && !/[A-Z]/.test(value))))
        continue
      if (pattern === bare && otherNumber.test(text.slice(Math.max(0, start - 30), start))) continue
      const called = kind || kindIn(match[0])
      hits.push({ start, end, value, attributes: { named: true, kind: called } })
    }
  }
  return hits
}

/** The number belongs to something else that stands between. */
const far =
  /\b(?:call|ring|phone|tel\w*|text|room|grant|isbn|room|in|since|by|from|year|code for|course|module|order|on 20|nearly|over|about|raised|flat|e\.?g|example|such as|format|like|will be|under|top of|begins?|starts?|ready|up|rose|fell|down|grew|have|has)\W*[("'#]?\S*$/i

function kindIn(words: string): string {
  if (/candidate|cand\b|exam|anon/i.test(words)) return 'candidate'
  if (/ucas|\bpid\b|applicant|personal/i.test(words)) return 'ucas'
  return /library|reader|barcode|borrower|card/i.test(words) ? 'card' : 'student'
}

/** Numbers that look as the institution's do, where the sentence speaks of students. */
function byLook(text: string, { institution }: CheckContext): Hit[] {
  const addressed = once(() => has(personal, text))
  return institution.studentNumbers.flatMap((look) =>
    sentencesOf(text).flatMap((sentence) => {
      const aboutPeople = has(people, sentence.text) || addressed()
      return matches(patternOf(look), sentence.text).flatMap(({ match, start, end }) => {
        const from = sentence.start + start
        const before = text.slice(Math.max(0, from - 50), from)
        if (otherNumber.test(before) || isForShow(text, from, match[0])) return []
        const lettered = /A|[B-Z]/.test(look)
        const behind = text.slice(from + match[0].length, from + match[0].length + 40)
        if (counted.test(behind)) return []
        const spoken = aboutPeople || nameBefore.test(before) || (start < 3 && acting.test(behind))
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

/** "20994417 has left the building": a number that does something is a person. */
const acting =
  /^[,:!]? (?:has|have|is|you|your|you're|you've|please|pls|come|still|needs|wants|was|where|who)\b/i
const counted =
  /^[ +]*(?:steps|seconds|minutes|hours|days|years|people|visitors|visits|items|words|books|copies|km|miles|metres|seeds|times|parameters|votes|pounds|views|followers|likes|downloads|litres|bees|trees|cells|images|frames|pages|bytes|in total|of them|(?:is|was) (?:the |a |our )?(?:part|serial|model|order|product|catalogue|job|ticket|room|version|number of|asteroid|grant))\b/i
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
