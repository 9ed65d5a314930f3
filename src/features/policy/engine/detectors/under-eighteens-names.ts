import { isFirstName } from './first-names.ts'
import { spots } from './phrases-more.ts'

// Names are told by their capitals, so these alone look at case.
const name = String.raw`(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Street|Road|Lane|Way|Hall|House|Building|Atrium|Hotel|Union|Office|Academy|School|College|Day|Week|Science|Maths|Open|The|Our|University|Well|Come|Thank|Thanks|Year|Students?|Pupils?|English|Art|Music|Physics|Chemistry|Biology|History|We|They|And|From|For|At|In|Room|Gate|Level|Page|Age|Aged|Under|Over|Half|Report|Building|Week|Chapter)\b)[A-Z][a-zà-ɏ]{1,14}(?: (?:[A-Z]\b\.?|[A-Z][a-zà-ɏ'-]{1,15}(?! (?:Academy|School|College|High|Primary|Grammar))))?`
const yearGroup = String.raw`[Yy](?:ear |r |ear|)(?:1[0-3]|[6-9])\b`
const notAge = String.raw`(?!(?: ?(?:pm|am|st|nd|rd|th|%|people|places|points|minutes|December|January|February|March|April|May|June|July|August|September|October|November|to |of |x | ?[A-Z])))`
const youngster = String.raw`(?:pupil|schoolgirl|schoolboy|sixth[- ]former|teenager|year[- ]old|schoolchild|youngster|son|daughter|prodigy|learner|carer)s?`
/** Names beside an age or a year of school. */
const patterns = [
  String.raw`\b${name}(?: ?[,(] ?| is | was | who is | who's | - | – |, who is | turned | turns )(?:aged? |only |just |still )?(?:[3-9]|1[0-7])(?=[),.;!? ]${notAge}|$)(?![.,]\d| (?!years)[a-z]+s\b(?<!is|was|has))`,
  String.raw`\b(?:[3-9]|1[0-7]|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|[Tt]hirteen|[Ff]ourteen|[Ff]ifteen|[Ss]ixteen|[Ss]eventeen)[- ](?:year|yr)[- ]olds? (?:(?:${youngster}|called|named|[a-z]+) ){0,2}${name}`,
  String.raw`\b(?:[Pp]upil|[Ss]choolgirl|[Ss]choolboy|[Ss]ixth[- ]former|[Tt]eenager|[Ss]choolchild|[Yy]oungster)s?,? (?:called |named )?${name}`,
  String.raw`\b${yearGroup}(?:'s)? (?:${youngster} )?(?:called |named )?${name}`,
  String.raw`\b${name},? (?:(?:who is |who's |who was |is |from |in |of |our |a |an |the |one |is in |local |\() ?){0,3}${yearGroup}`,
  String.raw`\b${name},? (?:(?:a|an|our|the|local|who is|is) ){1,2}(?:${yearGroup} )?(?:pupil|schoolgirl|schoolboy|sixth[- ]former|teenager)\b`,
  String.raw`\b(?:[Ll]ittle|[Ll]il|[Tt]iny|[Bb]aby) (?:(?:girl|boy|one|lad) )?${name}`,
  String.raw`\b(?:girl|boy|son|daughter|niece|nephew|grandson|granddaughter),? ${name}`,
  String.raw`\b${name}\b[^.!?\n]{0,40}\b(?:just turned|turned|turns|is only|is just|aged?|at(?= 1[1-7]| thirteen| f| sixteen| seventeen)(?! five)(?! four\b)) (?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|[3-9]|1[0-7])\b(?! ?(?:pm|am|[:.]\d|%|o'clock|years|weeks|to ))`,
].map((source) => new RegExp(source, 'g'))
const capitals =
  /(?<![\w@#])(?<!(?:Dr|Prof|Professor|Sir|Dame|Lord|Lady|Mr|Mrs|Ms|St)\.? )[A-Z][a-zà-ɏ]{1,14}(?![\w])(?! (?:Building|Hall|House|Library|Centre|Court|Road|Street|Prize|Award|Lecture|College|School|Academy|Theatre|Room|Lane|Park|Trust|University))/g

/** Where a name stands beside an age or a year of school. */
export const agedNames = (text: string) =>
  patterns.flatMap((pattern) => spots(pattern, text)).filter(({ words }) => !placed.test(words))

const placed = /\b(?:in|at) the [A-Z]\w+ at|\b(?:Street|Road|Lane|Hotel|Hall|Building), \d/

/** Where first names stand. */
export const firstNames = (text: string) => spots(capitals, text).filter(({ words }) => isFirstName(words))
