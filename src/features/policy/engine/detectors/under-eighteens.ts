import type { Hit, TextDetector } from '../detector.ts'
import { holds, plain, spots, wordsOf } from './phrases-more.ts'
import * as lists from './under-eighteens-lexicon.ts'

const worthALook =
  /\b(?:pupils?|school\w*|child\w*|kids?|toddlers?|under.?1[0-8]\w*|u1\d|sixth|teen\w*|minors?|year|yr|y\d\d?s?|aged?|young\w*|gcses?|a.?levels?|nursery|primary|cubs|beavers|twins|brownies|scouts|daughter|son|little|baby|boy|girl|turned|turns|class)\b|\(\d\d?\)|, \d\d?,|\d\d?.year.old/i

// Names are told by their capitals, so these alone look at case.
const name = String.raw`(?!(?:Academy|School|College|Day|Week|Science|Maths|Open|The|Our|University|Well|Come|Thank|Thanks|Year|Students?|Pupils?|English|Art|Music|Physics|Chemistry|Biology|History|We|They|And|From|For|At|In)\b)[A-Z][a-zà-ɏ]{1,14}(?: (?:[A-Z]\b\.?|[A-Z][a-zà-ɏ'-]{1,15}(?! (?:Academy|School|College|High|Primary|Grammar))))?`
const yearGroup = String.raw`[Yy](?:ear |r |ear|)(?:1[0-3]|[6-9])\b`
const youngster = String.raw`(?:pupil|schoolgirl|schoolboy|sixth[- ]former|teenager|year[- ]old|schoolchild|youngster|son|daughter|winner|student|prodigy|chess champion|visitor|learner|carer)s?`
/** Names beside an age or a year of school. */
const identified = [
  String.raw`\b${name}(?: ?[,(] ?| is | was | who is | who's | - | – |, who is | turned | turns )(?:aged? |only |just |still )?(?:[3-9]|1[0-7])(?=[),.;!? ](?!(?: ?(?:pm|am|st|nd|rd|th|%|people|places|minutes|December|January|February|March|April|May|June|July|August|September|October|November)))|$)`,
  String.raw`\b(?:[3-9]|1[0-7]|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|[Tt]hirteen|[Ff]ourteen|[Ff]ifteen|[Ss]ixteen|[Ss]eventeen)[- ]year[- ]olds? (?:(?:${youngster}|prodigy|called|named|[a-z]+) ){0,2}${name}`,
  String.raw`\b(?:[Pp]upil|[Ss]choolgirl|[Ss]choolboy|[Ss]ixth[- ]former|[Tt]eenager|[Ss]choolchild|[Yy]oungster)s?,? (?:called |named )?${name}`,
  String.raw`\b${yearGroup}(?:'s)? (?:${youngster} )?(?:called |named )?${name}`,
  String.raw`\b${name},? (?:(?:who is |who's |who was |is |from |in |of |our |a |an |the |one |is in |local |\() ?){0,3}${yearGroup}`,
  String.raw`\b${name},? (?:(?:a|an|our|the|local|who is|is) ){1,2}(?:${yearGroup} )?(?:pupil|schoolgirl|schoolboy|sixth[- ]former|teenager)\b`,
  String.raw`\b(?:[Ll]ittle|[Ll]il|[Tt]iny|[Yy]oung|[Bb]aby) (?:(?:girl|boy|one|lad) )?${name}`,
  String.raw`\b(?:girl|boy|son|daughter|niece|nephew|grandson|granddaughter),? ${name}`,
  String.raw`\b${name}\b[^.!?\n]{0,40}\b(?:just turned|turned|turns|is only|is just|aged?|at) (?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|[3-9]|1[0-7])\b(?! ?(?:pm|am|[:.]\d|%|o'clock|years|weeks|to ))`,
  String.raw`\b(?:[Pp]upils?|[Kk]ids|[Cc]hildren|[Uu]nder-?1\d'?s?|${yearGroup}s?|[Cc]lass|GCSE students?)\b[^.!?\n]{0,50}(?::| is| was|,| named| called) ${name}(?:,| and [A-Z]| [A-Z]\.| of | from )`,
].map((source) => new RegExp(source, 'g'))

const young = wordsOf(lists.young)
const addressed = wordsOf(lists.addressed)
const contact = wordsOf(lists.contacts)
const picture = wordsOf(lists.pictures)
const grownUps = wordsOf(lists.grownUps)
const denial = wordsOf(lists.denials)
const unseen = wordsOf(lists.unseen)

export const underEighteens: TextDetector = {
  scope: 'text',
  fact: 'underEighteens',
  about:
    'Words that may name, picture, contact or collect from people under 18. Outreach where nobody is identified or contacted is left out. It misses things and can be wrong.',
  attributes: {
    kind: 'identified (a name beside an age or a school year), contact (they are asked to answer or send something) or image',
  },
  detect(written) {
    if (!worthALook.test(written)) return []
    const text = plain(written)
    const hits = holds(unseen, text) ? [] : [...namesIn(text), ...imagesIn(text)]
    const reached = [...hits, ...contactsIn(text)]
    return reached.sort((a, b) => a.start - b.start)
  },
}

const namesIn = (text: string): Hit[] =>
  identified.flatMap((pattern) => marks('identified', spots(pattern, text))).slice(0, 1)

/** Words of a picture and of young people in one post. */
const imagesIn = (text: string): Hit[] =>
  holds(picture, text) ? marks('image', spots(young, text)).slice(0, 1) : []

/** Young people are spoken to, and asked to write, send or follow. */
function contactsIn(text: string): Hit[] {
  if (!holds(addressed, text) || holds(grownUps, text)) return []
  const asked = spots(contact, text).filter(
    ({ start }) => !holds(denial, text.slice(Math.max(0, start - 25), start)),
  )
  return marks('contact', asked).slice(0, 1)
}

const marks = (kind: string, found: { start: number; end: number }[]): Hit[] =>
  found.map(({ start, end }) => ({ start, end, attributes: { kind } }))
