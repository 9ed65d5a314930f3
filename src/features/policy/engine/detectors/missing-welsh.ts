import type { TargetDetector } from '../detector.ts'

// Function words and everyday words that stand in nearly every sentence of one language and in none of the other.
const welshWords = new Set(
  'yn yr y mae rŵan ma’ ma dw dwi isio efo nôl mas siop swydd chwilio oriau dyddiad cau llenwch gwiriwch cofiwch ymgeisiwch dewch draw hoff cewch allech bwyd llety tymor arholiadau canlyniadau graddio graddedigion athro darlithydd ydy yw i’r ar o’r ac a’r gyda gan wedi sydd oedd bydd fydd byddwn bod fod nad nid ddim hwn hon hyn hynny ein eich chi nhw eu ei gyfer ymunwch dewch cofrestrwch dysgwch darllenwch gwyliwch cysylltwch ewch gallwch rydym rydyn mae’n mae’r sy’n i’ch i’n o’n dros rhwng heb cyn wrth trwy drwy beth sut pam ble pwy holl rhai mwy iawn nawr heddiw yfory heno wythnos diwrnod dydd llun mawrth mercher iau gwener sadwrn sul myfyrwyr myfyriwr prifysgol newydd agored croeso diolch llongyfarchiadau cymraeg cymru llyfrgell campws darlith gwybodaeth rhagor manylion yma hoffech hoffem eisiau angen dyma dyna llawer cyfle astudio cwrs cyrsiau ymchwil digwyddiad dau tri ’r ’n i’w â ag na neu ond felly hefyd eto er mwyn yng ym nghymru ngwynedd nghaerdydd fyd byd ysgol da dda prynhawn nos hwyl penwythnos blwyddyn gwaith ar-lein archebwch tocynnau helo bawb pawb cyhoeddi mewn ymlaen allan amser oes ti dy fy rwy rwy’n dw roedd cafodd gafodd mae’ch bydd’r hapus gŵyl dathlu falch fawr mawr bach gwych arbennig bellach ble’r lle ôl cefnogi cymorth iechyd lles byddant gael cael gwneud mynd ddod'.split(
    ' ',
  ),
)
const englishWords = new Set(
  'the and of to is are was were be been being have has had with for from this that these those our your their his her its it we you they he she who what when where why how which will would can could should may might must not do does did join us come see find out more about at by on as but if so up all any some new today tomorrow tonight week now here there get read watch book sign register learn free open day students university please thanks thank congratulations welcome library campus event research team into over after before until between through than then also just only very every much many don’t it’s we’re you’re i’m let’s'.split(
    ' ',
  ),
)
const clutter = /https?:\/\/\S+|www\.\S+|[#@][\p{L}\p{N}_.-]+|["“][^"“”\n]{1,300}["”]/gu
const word = /\p{L}[\p{L}'’-]*/gu
// Letters and clusters that English spelling hardly knows.
const welshLook =
  /[ŵŷâêîôû]|^(?:ll|dd|chw|ngh|ff[ilrw]|ng[hw]|mh|nh|rh|gw[yr]|cy[dfmnr]|cw)|dd$|(?:wyd|wch|aeth|iad|iau|iadau|ydd|wyr|odd|ol|au|ion|eg)$|w[bcdfglmnpr]/

export const missingWelsh: TargetDetector = {
  scope: 'target',
  fact: 'missingWelsh',
  about:
    'Posts in English with no Welsh, or with much less of it, where the institution owes Welsh. Languages are told by their everyday words and spelling; tags, links and quotations do not count. It misses things and can be wrong.',
  attributes: { kind: 'none (no Welsh was found) or less (there may be much less Welsh than English)' },
  detect(target, _post, { institution }) {
    if (!institution.welsh) return []
    const spoken = target.parts.map(({ text }) => measure(text))
    const english = total(spoken, 'english')
    const welsh = total(spoken, 'welsh')
    // Welsh that follows English in the same part is read second; in a part of its own it stands beside it.
    const second = spoken.some(({ first, welsh }) => first === 'english' && welsh > 0)
    if (english === 0 || (welsh >= english * 0.6 && !second)) return []
    const kind = welsh === 0 ? 'none' : 'less'
    const part = spoken.findIndex((measured) => measured.english > 0)
    const text = target.parts[part]?.text ?? ''
    return [
      {
        part,
        field: 'text' as const,
        start: 0,
        end: text.length,
        value: text,
        shown: text,
        attributes: { kind },
      },
    ]
  },
}

interface Measured {
  english: number
  welsh: number
  /** Which came first. */
  first: 'english' | 'welsh' | ''
}

const total = (spoken: readonly Measured[], language: 'english' | 'welsh'): number =>
  spoken.reduce((sum, measured) => sum + measured[language], 0)

/** How many words of each language: a sentence or line belongs to the one whose words it holds more of. */
function measure(text: string): Measured {
  const measured: Measured = { english: 0, welsh: 0, first: '' }
  for (const line of text
    .normalize('NFC')
    .replace(clutter, ' ')
    .split(/[.!?…\n|/]+(?=\s|$)|\s[–—-]\s|\n/)) {
    const words = [...line.matchAll(word)].map(([found]) => found.replaceAll("'", '’'))
    const welsh = words.reduce((sum, found) => sum + welshness(found), 0)
    const english = words.filter((found) => englishWords.has(found.toLowerCase())).length
    const language = welsh > english ? 'welsh' : english > 0 || words.length >= 3 ? 'english' : ''
    if (language === '') continue
    measured[language] += words.length
    measured.first ||= language
  }
  return measured
}

function welshness(found: string): number {
  const small = found.toLowerCase()
  if (englishWords.has(small)) return 0
  if (welshWords.has(small) || /’(?:n|r|ch|u|w)$/.test(small)) return 1
  // A capital may be a name, and names keep their spelling in every language.
  return small === found && welshLook.test(found) ? 0.5 : 0
}
