import { eachMedia } from '../detector.ts'
import type { TargetDetector } from '../detector.ts'
import { isFirstName } from './first-names.ts'
import * as lists from './people-lexicon.ts'
import { holds, listOf, plain } from './phrases-more.ts'
import { anyWord } from './weigh.ts'

const people = anyWord(lists.people)
const signs = anyWord(lists.signsOfPeople)
const notSeen = anyWord(lists.notSeen)
const hidden = anyWord(lists.hidden)
const compounds = anyWord(lists.compounds)
const animals = anyWord(lists.animals)
const things = anyWord(lists.things)
const thingOfPeople = new RegExp(`${people.source}[\\s-](?:\\w{2,15}[\\s-])?${things.source}`, 'gi')
// Of an animal these are said as well.
const alsoAnimals = anyWord(listOf`
  mothers?, fathers?, bab(?:y|ies), famil(?:y|ies), couples?, pair, twins?, siblings?, brothers?, sisters?,
  faces?, he, she, they, his, her, their, him, them, friends?, keeper, asleep on, sat on, sitting on,
  wearing, dressed as, head of \w+, residents?, visitors?, locals?, members?, neighbours?, queue for, man,
`)
// "The captain's armband": it is the armband that is seen.
const owner =
  /[\wÀ-ɏ]+(?:'s|s')(?=\s+(?!(?:face|head|eyes?|smile|hair|shoulders?|back|arms?|ear|last|first)\b)\w)/gi
// Words that stand in the picture, and tell of nobody in it.
const quoted = /["“”][^"“”]{1,300}["“”]/g
const written =
  /\b(?:posters?|signs?|text|words?|screenshot|badges?|mug|slide|tweet|graphic|quote(?: card)?|cover|title|label|notice|form|sheet|list|leaflet|banner|board|card|t-?shirt|page|letter|headline|caption|menu|flyer)\b(?:[^.!?\n]{0,60}?)(?:\b(?:says?|saying|reads?|reading|with the words?|the words?|asks?|asking|that|titled|entitled|with the title|headed|called|marked)\b|:).*$|^(?:text|words|quote|caption|headline|title)\b.*$|\bname.?plate\b.*$|\b(?:book|journal|report|magazine|album|course|front|back) cover\b.*$/is
// "Screenshot of the new booking form", "typed": a page, not a scene.
const page =
  /^(?:a |the |our |an )?(?:screenshot|screen grab|screengrab|scan|photocopy|printout|table|map|plan|poster|flyer|leaflet|logo|text|word cloud|timetable|slide)s?\b(?![^.]*\b(?:video call|faces|smil|webcam|zoom|teams call|film|stream|interview))/i
const title =
  /\b(?:Dr|Prof(?:essor)?|Mr|Mrs|Ms|Mx|Sir|Dame|Lord|Lady|Rev(?:erend)?|Canon|Bishop|Father|Rabbi|Imam|Captain|Councillor|Cllr|Professors)\.? (?:[A-Z]\.? ?){0,3}[A-Z][\w'-]*(?! ?(?:\w+ )?(?:Building|Hall|House|Library|Centre|Court|Road|Street|Prize|Award|Lecture|Theatre|Room|Lane|Park|Wing|Lab|Laboratory|Cup|Trophy|Garden|Tower|School|College)\b)/
const initials = /\b[A-Z][a-z]{1,14} [A-Z]\.(?! \d)|@[\w.]{2,30}/
const capitals =
  /(?<![\w@#&-])(?<!\b(?:St|Saint|The|the) )[A-Z][a-zà-ɏ]{1,14}(?![\w'-])(?! (?:\w+ )?(?:Building|Hall|House|Library|Centre|Court|Road|Street|Prize|Award|Lecture|College|School|Academy|Theatre|Room|Lane|Park|Trust|Cup|Wing|Garden|Tower|Bridge|Square|Lab)\b)/g

export const peopleInImages: TargetDetector = {
  scope: 'target',
  fact: 'peopleInImages',
  about:
    'Images whose alternative text may tell of people who can be made out, while nothing has been said of consent. It reads the words only, never the picture, so it misses things and can be wrong.',
  attributes: {
    name: 'the file’s name',
    identified: 'true when the text or the alternative text may name a person',
  },
  detect(target) {
    return eachMedia(target, (media, part, index) => {
      if (media.people !== '' || !showsPeople(media.alt)) return []
      const identified = isNamed(plain(media.alt)) || isNamed(plain(target.parts[part]?.text ?? ''))
      return [
        {
          part,
          field: 'media' as const,
          media: index,
          start: 0,
          end: 0,
          value: media.id,
          shown: media.name,
          attributes: { name: media.name, identified },
        },
      ]
    })
  },
}

// An alternative text is short; of a very long one the beginning tells enough.
const longest = 2000

function showsPeople(alt: string): boolean {
  const described = plain(alt).slice(0, longest).replace(quoted, ' ')
  const text = described.replace(compounds, ' ').replace(thingOfPeople, ' thing ').replace(written, ' ')
  if (page.test(described)) return false
  const clear = text.replace(hidden, ' ')
  if (holds(notSeen, clear) && !/\bforeground\b/i.test(clear)) return false
  if (isNamed(clear)) return true
  const bare = clear.replace(owner, ' ')
  const scene = holds(animals, bare) ? bare.replace(alsoAnimals, ' ') : bare
  return holds(people, scene) || holds(signs, scene)
}

function isNamed(text: string): boolean {
  if (title.test(text) || initials.test(text)) return true
  return [...text.matchAll(capitals)].some(([word]) => isFirstName(word))
}
