import { eachMedia } from '../detector.ts'
import type { TargetDetector } from '../detector.ts'
import { holds, listOf, plain, wordsOf } from './phrases-more.ts'

const people = wordsOf(listOf`
  students?, wom[ae]n, m[ae]n, blokes?, guys?, mayor, minister, king, queen, prince(?:ss)?, soloist,
  pipers?, bagpiper, cohort, rowing eight, rower, climbers?, swimmers?, skaters?, nun, vicar, chaplain,
  priest, imam, rabbi, builders?, farmers?, divers?, barbers?, bakers?, photographers?, interns?,
  apprentices?, trainees?, midwife, paramedics?, vets?, dentists?, pharmacists?, therapists?, judges?,
  lawyers?, barristers?, mum, dad, mother, father, grandmother, grandfather, brother, sister, twins, bride,
  groom, me, us, herself, himself, themselves, presenters?, hosts?, comedians?, footballers?, goalkeepers?,
  fencers?, cheerleaders?, gymnasts?, trainers?, girls?, boys?, child(?:ren)?, kids?, toddlers?,
  bab(?:y|ies), pupils?, people, person, persons, professors?, prof, dr, mr, mrs, ms, mx, lecturers?,
  tutors?, teachers?, researchers?, scientists?, technicians?, graduates?, graduands?, alumn(?:i|us|a|ae),
  staff, colleagues?, team, teammates, players?, rowers?, runners?, dancers?, singers?, musicians?, choir,
  band, actors?, speakers?, panel, panellists, volunteers?, porters?, chefs?, nurses?, midwives, doctors?,
  engineers?, librarians?, dean, chancellor, vice-chancellor, president, officers?, head of \w+, visitors?,
  guests?, parents?, families, family, couple, friends?, freshers?, finalists?, winners?, prize-?winners?,
  author, portrait, headshot, head shot, selfie, group photo, group shot, group of, faces?, smiling,
  grinning, laughing, he, she, they, his, her, someone, somebody, cyclists?, teenagers?, lads?, ladies,
  gentlem[ae]n, residents?, workers?, cleaners?, mentors?, postdocs?, applicants?, candidates?, captain,
  coach, director, patients?, members?, poets?, artists?, coders?, cast, delegates?, attendees?,
  youngsters?, performers?, gardeners?, security guards?, receptionists?, barista, drummer, guitarist,
  pianist, violinist, conductor,
`)

// No living person can be made out: art, a thing, a part, a back, a mass.
const notSeen = wordsOf(listOf`
  statues?, busts?, sculptures?, figurines?, mannequins?, skeletons?, mascots?, painting, oil painting,
  engraving, drawing, sketch, illustrat\w+, cartoons?, icons?, clip ?art, animation, graphic, infographic,
  poster, logo, chart, graph, diagram, table of, map, text, banner, avatars?, emoji, silhouett\w+, blurred,
  blurry, pixelated, out of focus, unrecogni[sz]able, not recogni[sz]able, no faces,
  faces? (?:is |are )?(?:not visible|hidden|turned away|out of (?:shot|frame)|obscured|covered),
  from behind, backs? of, backs? to, back view, facing away, from above, aerial, drone, in the distance,
  distant, crowds?, far away,
  (?:pair of|gloved|two|only|person's|someone's|student's|potter's|baker's|their) hands?,
  hands? (?:holding|typing|writing|planting|kneading|on|over|shaping|drawing|turning|of), feet,
  close-?up of (?:a |the )?(?:hands?|feet|microscope|plant), empty, deserted, nobody, no one, no people,
  without people, no-one, lego, dolls?, puppets?, robots?, dummy, dummies, shadows?, plaques?, gravestone,
  book cover, cover of, stained glass, mural, tapestry, x-ray, scan, word ?cloud, word art, quote card,
  street art, snow(?:man|men), gingerbread, scarecrows?,
`)
const thing = wordsOf(listOf`
  students?.union, students?' union,
  student (?:centre|hub|halls?|accommodation|kitchen|card|services|village|bar|lounge|room|residence|support|union|life|guide),
  graduate (?:centre|school), staff (?:room|car park|club|kitchen|common room),
  people.s (?:palace|park|history), children's (?:books?|corner|drawings?|hospital),
  team (?:mug|mugs|shirt|shirts|kit), visitor centre, panel, rubber band, elastic band, solar panels?,
  control panel, women.s (?:toilets?|building|library), men.s (?:toilets?),
  visitors?' (?:centre|entrance|car park|book), family (?:room|tree), clock ?face, rock face, cliff face,
  president.s (?:house|garden), dean's office, professor's (?:desk|chair|notes), portrait orientation,
  loud-?speakers?, speakers? on, band saw, wristband, \w+-sized,
  \w+'s? (?:chair|desk|office|mug|books?|laptop|notes|hat|shoes?|bag|gown|room|door|car|bike|kitchen|cap|boots|glasses|coat|locker|lab|garden|house|grave|signature|handwriting|handbook|network|society|shoes|sandwich|lunch|bench|hub|entrance|car park|toilets?|day|week),
`)
const name =
  /\b(?:(?:Dr|Prof(?:essor)?|Mr|Mrs|Ms|Mx|Sir|Dame|Lord|Lady)\.? (?:[A-Z][\w.'-]* ?){1,3}|@[\w.]{2,30}|(?!(?:Example|University|Student|Students|The|Main|Old|New|Open|Great|North|South|East|West|Royal|Red|Mill|City|Town|High|Christmas|Summer|Winter|Spring|Autumn|Graduation|Science|Sports?|Art|Music|Year|Two|Three|Four|Five|Six|Our|Research|Engineering|Nursing|Law|Business|School|Freshers|Congratulations|Happy|Well|Meet|Group|Close|Black|White|Head|Vice)\b)[A-Z][a-z]{1,14} (?!(?:University|Building|Hall|House|Centre|Library|Campus|Court|Street|Road|Lane|Park|Square|Day|Week|School|College|Room|Theatre|Lab|Laboratory|Union|Garden|Gardens|Bridge|Tower|Quad|Wing|Fair|Society|Team|Prize|Award|Museum|Gallery|Chapel|Cathedral|Institute|Department|Quarter)\b)[A-Z][a-z'-]{1,15})/
const nameAtWork =
  /(?:^|[,.:;] |\band |\bwith |\bof |\bis |\bmeet |\bMeet |\bto |\bby )(?!(?:A|An|The|Two|Three|Four|Five|Six|One|Our|Some|Many|Several|Students?|Staff|People|Close|Group|Photo|Portrait|View|Someone|Smiling|Empty|Young|Old|Graduates?|Women|Men|Bar|Map|Logo|Red|Blue|Green|Black|White|Campus|Sunset|Snow|Books|Rows?|Colourful|Aerial|This|That|It)\b)[A-Z][a-z]{1,14},? (?:who |and [A-Z][a-z]+ |our |a |from |in |at )?(?:stand|sit|smil|laugh|hold|wav|work|speak|talk|present|receiv|cel|pos|wear|look|point|teach|read|writ|play|sing|danc|row|run|jump|giv|show|accept|shak|cheer|grin|wears|is|with|on stage|lecturer|student)\w*/

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
      const identified = isNamed(media.alt) || name.test(target.parts[part]?.text ?? '')
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

function showsPeople(alt: string): boolean {
  const text = plain(alt)
  if (isNamed(text) && !holds(notSeen, text)) return true
  const rest = text.replace(thing, ' ')
  return holds(people, rest) && !holds(notSeen, rest)
}

const isNamed = (text: string): boolean => name.test(text) || nameAtWork.test(text)
