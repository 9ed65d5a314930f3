import { notNames } from './accusations-lexicon.ts'
import { isFirstName } from './first-names.ts'
import { byLetter, type Spot } from './nearby.ts'

// What one person is: an office, a job, or a part in a society.
const office = String.raw`(?:[Vv]ice[- ][Cc]hancellor|VC|V-C|[Pp]ro-?[ -]?(?:[Vv]ice[- ][Cc]hancellor|VC)|PVC|DVC|[Dd]ean|[Rr]egistrar|[Pp]rovost|[Pp]rincipal|[Bb]ursar|[Cc]hancellor|[Rr]ector|[Hh]ead(?: of [\w&' ]{2,25}?)?|[Hh]ead [Pp]orter|[Dd]irector(?: of [\w&' ]{2,25}?)?|[Mm]odule [Ll]eader|[Cc]ourse [Ll]eader|[Pp]rogramme [Ll]eader|[Tt]eam [Ll]eader|[Cc]hair(?:man|woman|person)?|[Tt]reasurer|(?:[Vv]ice[- ])?[Pp]resident|VP|(?:[Vv]ice[- ])?[Cc]aptain|[Cc]oach|[Ww]arden|[Ll]ibrarian|[Dd]eputy \w+|[Cc]hief [\w]+(?: [Oo]fficer)?|CEO|CFO|COO|(?:[\w-]+ )?[Oo]fficer|[Ss]ecretary|[Ss]ocial [Ss]ec|[Mm]anager|[Ss]upervisor|[Tt]utor|[Ll]ecturer|[Pp]rofessor|[Rr]eader in \w+|[Pp]rof|PI|[Pp]ostdoc|[Tt]eaching [Ff]ellow|[Pp]h[Dd] [Ss]tudent|[Ll]andlord|[Ll]andlady|[Pp]orter|[Cc]aretaker|[Ee]xaminer|[Mm]arker|[Ii]nvigilator|[Cc]ounsellor|[Aa]dviser|[Aa]dvisor|[Tt]echnician|[Rr]ep|[Cc]hef|[Cc]leaner|[Bb]ouncer|[Ss]teward|[Rr]eferee|[Rr]ef|[Uu]mpire|[Ss]ecurity [Gg]uard|[Gg]uard|[Bb]arman|[Bb]armaid|[Bb]artender|[Nn]urse|[Dd]octor|[Gg]ardener|[Dd]river|[Ff]latmate|[Hh]ousemate|[Bb]oss|[Tt]eacher|[Ii]ntern|[Rr]eceptionist|[Cc]onvenor|[Gg]overnor|[Tt]rustee|[Ee]ditor|[Cc]haplain|[Vv]icar|[Ii]nstructor|[Tt]rainer|(?:bloke|guy|man|woman|lad|girl|lady|one|person|fella|chap) (?:who|that|in|at|on|from|behind|called)|(?:lad|girl|guy|bloke|man|woman))`
const notName = `(?:${byLetter(notNames, 3)})`
const named = String.raw`(?!${notName}(?:'s)?(?![\w'-]))[A-Z][a-zà-ɏ'-]{1,20}(?![A-Za-z])`
const titled = String.raw`(?:Dr|Prof|Professor|Mr|Mrs|Ms|Mx|Miss|Sir|Dame|Lord|Lady|Cllr|Councillor|Coach|Dean|Captain|Lecturer|Provost|Principal|President|Chancellor|Registrar|Examiner|Warden|PC|Rev|Father)\.?(?: [A-Z][\w'-]*\.?){1,4}`
const loose = String.raw`(?:dr|prof|mr|mrs|ms|miss|professor)\.? (?!who\b|prepper)[a-z]{2,20}`
const ours = String.raw`(?:[Tt]he|[Oo]ur|[Mm]y|[Yy]our|[Tt]hat|[Tt]his|[Aa]|[Oo]ne|[Hh]is|[Hh]er|[Tt]heir|\w+'s) (?:[a-z0-9'-]+ ){0,3}?${office}(?!\w|s\b)`
// "Head of Estates", "SU President": an office with a capital needs no article.
const bareOffice = String.raw`(?:(?:SU|Students' Union|Deputy|Acting|Night|Hall|Club|Bar|Lab|Society|Assistant|Associate|Module|Course|Programme|Finance|Security) )?(?:Head|Director|Dean|Captain|President|Treasurer|Chair|Secretary|Manager|Leader|VP|VC|Warden|Landlord|Lecturer|Vice[- ]Chancellor|Registrar)(?: of (?:the )?[\w' &-]{2,25}?)?(?= (?:is|was|has|had|who|and|just|took|lied|stole|hid|[a-z]+(?:s|ed)\b))`

/** A person by name, handle, title or office. Matching is by capitals. */
export const person = new RegExp(
  String.raw`(?<![\w@.])@\w[\w.-]{0,40}\w|(?<![\w@#/])(?:${titled}|${loose}|(?:[A-Z]\. ?){1,2}${named}|${ours}|${bareOffice}|(?<bare>${named}(?: [A-Z]\b\.?| ${named}){0,2})|(?!(?:people|anyone|someone|somebody|anybody|everyone|staff|students?|work\w*|jobs?|teams?|folks?|us|them|those|one|bikes?|help|advice|start\w*|placed?|back|down|up|out|stay|happen\w*|is|are|was|were|be|and|or|not|here|there|now|today|shifts?|roles?|hours|friends?|volunteers?|colleagues|not|made|available|found|seen|open|free|vacanc\w+|collect|thanks|news|available)\b)[a-z]{2,10} (?:from|in|at) (?:the )?(?:gym|estates|registry|catering|finance|hr|security|admissions|housing|fees|the bar|the canteen|the post room|maintenance|reception|accommodation|the lab|the shop|payroll|careers)\b|(?:pres|president|captain|treasurer|head|chair|sec|secretary|manager|boss|director|dean) of (?:the )?[a-z]{2,15}(?: (?:soc|society|club|team|department|school|union))?)`,
  'g',
)

/** Somebody of whom it is sure, or not, that they are a person at all. */
export interface Somebody extends Spot {
  sure: boolean
}

const nobody = /^(?:a|one) person\b/i

/** Everybody in a sentence. A word that only has a capital is surely a person where it is a usual first name. */
export function peopleIn(text: string): Somebody[] {
  return [...text.matchAll(person)].flatMap((match) => {
    const [words] = match
    const bare = match.groups?.['bare']
    const sure = !bare || bare.split(/ /).some((word) => isFirstName(word.replace(/'s$/, '')))
    return nobody.test(words) ? [] : [{ start: match.index, end: match.index + words.length, words, sure }]
  })
}
