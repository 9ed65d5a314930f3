import type { Hit, TextDetector } from '../detector.ts'
import { anyOf, edge, holds, listOf, plain, sentencesOf, wordsOf } from './phrases-more.ts'
import type { Sentence } from './phrases-more.ts'

const kinds: Readonly<Record<string, readonly string[]>> = {
  crime: listOf`
    sell(?:s|ing)? (?:weed|pills|coke|ket|drugs|drink to)|dealing|deals, broke into, breaks into,
    exposed (?:him|her)self, upskirt\w*, laundering, stole, stolen, steals, stealing, nicked, nicks, nicking,
    pinched, thief, theft, embezzl\w+, defraud\w*, fraudster, is a fraud, was a fraud, a total fraud,
    fraudulent\w*, committed fraud, commits fraud, bribes?, bribed, bribery, backhanders?, kickbacks?,
    launder\w*, a criminal, crook, crooks, assault\w*, attacked, punched, hit (?:a|his|her|my|me|one),
    slapped, groped?, groping, raped?, rapist, molest\w*, stalk(?:s|ed|ing|er), spiked, predator, paedo\w*,
    pervert, perv, harass(?:es|ed|ing|er)?, sex pest, blackmail\w*, extort\w*, drink.?driv\w+, drunk.?driv\w+,
    deals? drugs, dealing drugs, sells? drugs, selling drugs, drug dealer, dealing coke, forg(?:es|ed|ing|er),
    fiddl(?:es|ed|ing) (?:the|his|her|their|my|our), on the fiddle, fiddling,
    pocket(?:s|ed|ing) (?:the|our|our|all|grant|money|cash|half|\w+ money|£), skimm(?:s|ed|ing), vandalis\w+,
    trashed, smashed up, hacked, tax dodger, evad(?:es|ed|ing) tax, helped (?:him|her)self to,
    hand in the till, hands? in the till, on the take, threatened, threatens, hits, beat up, beats,
    abus(?:es|ed|er) (?:his|her|my|me|students?|\w+ students), abuser, nonce, dodged (?:his|her) taxes, flogs,
    flogging, flogged, insider dealing, perjury,
  `,
  dishonesty: listOf`
    we all know who (?:wrote|did|paid), (?:he|she) didn't write, copied, copying, ghost-?written,
    lifted (?:his|her|my|from), padded (?:his|her), claims? (?:his|her|our) work, liar, liars, a lying,
    is lying, was lying, are lying, lied, lies about, lies to, lying to, lying about, lying again,
    keeps lying, cheat, cheater, cheats, cheated, cheating,
    fak(?:e|es|ed|ing) (?:his|her|their|the|data|results|it|all|those|references|a|every|figures|attendance|signatures|expenses|\w+ data|\w+ results),
    faked, plagiari[sz]\w+, plagiarist, makes? up (?:data|results|figures|references),
    made up (?:the|his|her|their|data|results|figures|all|half|those|every|references),
    making up (?:his|her|the|data|results|figures), fabricat\w+, falsif\w+, cooked (?:the|his|her), cooks the,
    cooking the, fiddled, doctored, con ?man, con artist, conned, conning, charlatan, fake doctor,
    fake professor, snake, two-faced, rigged, rigs, rigging, fixed the (?:vote|result|election|marks),
    took credit for, takes credit for, taking credit for,
    copied (?:his|her|my|our|a|the|from|off|it|whole|most|half|word), copies (?:his|her|my|our), passes off,
    passed off, passing off, misled, misleads, deceiv\w+, buys (?:his|her) essays,
    bought (?:his|her) (?:essays?|degree|dissertation|thesis), paid (?:someone|somebody|a mate|an essay),
    essay mill, hypocrite, never (?:got|finished|earned|had) (?:a|his|her|that) (?:phd|degree|doctorate),
    is bent, corrupt, is (?:so |well )?dodgy, dishonest, swindl\w+, ripp(?:ed|ing) (?:us|me|students|people) off, scamm\w+,
    scam artist, invented (?:the|his|her|half|most|all|data|results), p-hack\w+,
    massag(?:ed|es|ing) (?:the|his|her) (?:data|figures|results|numbers|stats), nicked (?:my|his|her|our),
    covered (?:it|this|everything) up, cover(?:s|ed|ing) up, covering for,
  `,
  misconduct: listOf`
    keep (?:his|her) hands to (?:him|her)self,
    (?:marked|marks|marking|failed|fails) (?:me|us|my \w+|his \w+|her \w+|students|people|anyone|women|girls) (?:down )?(?:because|for|unless|after),
    wandering hands, handsy, discriminated against, silenc(?:es|ed|ing) (?:us|students|me), victimised,
    makes? (?:students|me|girls|women|us) cry, made (?:me|her|him) cry,
    ask(?:s|ed) (?:me|her|girls|students) out, bull(?:y|ies|ied|ying), a bully, sleeps with, sleeping with,
    slept with, hits on, hitting on, flirts with (?:his|her|students?|\w+ students), creep, creeps on, creepy,
    sleaz(?:e|y|ebag), letch\w*, leering, racist, racism, sexist, homophobe, homophobic, transphobic,
    misogynist, bigot, islamophobic, antisemit\w+, favours, shouts? at, shouted at, shouting at, screamed at,
    screams at, humiliat\w+, belittl\w+, victimis\w+, gaslight\w*, turned up drunk, turns up drunk,
    drunk (?:at|in|on|again|during), pissed (?:at|in|again), intimidat\w+, misconduct, unprofessional,
    inappropriate (?:with|comments|messages|texts|towards), touches, touched (?:a|his|her|my|me|up),
    touchy-feely, marks? down, marked down, marking down, leaked (?:the|our|my|his|her|exam|confidential),
    leaks, discriminat\w+ abuse of power, abuses (?:his|her|their) (?:power|position),
    abused (?:his|her|their) (?:power|position),
    gives? (?:good|better|higher|top) (?:marks|grades) to (?:his|her), sacked for, fired for, suspended for,
    dismissed for, kicked out for, broke the rules, breaks the rules, nepotis\w+,
    hired (?:his|her) (?:own )?(?:wife|husband|brother|sister|son|daughter|mate|mates|girlfriend|boyfriend|nephew|niece|cousin),
    gave (?:the|a) (?:job|contract) to (?:his|her), retaliat\w+, punish(?:es|ed) (?:students|anyone|us),
    toxic, monster, (?:sells?|sold) (?:exam|marks|grades|essays), selling (?:exam|marks|grades), vile,
  `,
  incompetence: listOf`
    incompeten\w+, useless, clueless, a joke, an idiot, a moron, an imbecile, a disgrace,
    a waste of (?:space|time|money|a salary), hasn't (?:a|got a) clue, has no (?:clue|idea),
    no idea what (?:he|she|they), couldn't (?:teach|run|organise|lecture|manage|mark),
    can't (?:teach|run|organise|lecture|manage|mark|spell|even), cannot (?:teach|run|lecture|manage|mark),
    not fit to, isn't fit to, unfit (?:to|for), negligent,
    lost (?:my|our|all|half) (?:essays?|scripts|coursework|exam|papers|dissertation|the|of),
    lost the (?:scripts|essays|exam|coursework),
    never (?:turns up|shows up|replies|answers|marks|reads|prepares),
    didn't (?:bother|even (?:read|mark|turn)), doesn't (?:bother|even (?:read|mark|know|turn)),
    worst (?:lecturer|tutor|teacher|supervisor|head|dean|vc|marker|manager), lazy, botched, bungled,
    messed up, screwed up, cocked up, shambles, hopeless, should be (?:sacked|fired|struck off),
    needs (?:sacking|firing), deserves (?:the sack|to be sacked), out of (?:his|her|their) depth,
    ruined (?:my|our|the), wrecked (?:my|our|the), reckless, fool, clown, numpty, muppet,
  `,
}
const deed = new RegExp(
  `${edge.before}(?:${Object.values(kinds)
    .map((words) => `(${anyOf(words).slice(3, -1)})`)
    .join('|')})${edge.after}`,
  'gi',
)
const kindNames = Object.keys(kinds)

// An office that one person holds, by place or by whose it is.
const office = String.raw`(?:[Vv]ice[- ][Cc]hancellor|VC|[Pp]ro-?[ -][Vv]ice[- ][Cc]hancellor|PVC|[Dd]ean|[Rr]egistrar|[Pp]rovost|[Pp]rincipal|[Bb]ursar|[Cc]hancellor|[Hh]ead of [\w&' ]{2,25}?|[Hh]ead|[Hh]ead [Pp]orter|[Dd]irector(?: of [\w&' ]{2,25}?)?|[Mm]odule [Ll]eader|[Cc]ourse [Ll]eader|[Pp]rogramme [Ll]eader|[Cc]hair|[Tt]reasurer|[Pp]resident|[Cc]aptain|[Cc]oach|[Ww]arden|[Ll]ibrarian|[Dd]eputy \w+|[Cc]hief [Ee]xecutive|CEO|[Ff]inance [Oo]fficer|[Ss]ecretary|[Ll]ab [Mm]anager|[Ss]upervisor|[Tt]utor|[Ll]ecturer|[Pp]rofessor|[Ll]andlord|[Pp]orter|[Cc]aretaker|[Mm]anager|[Ee]xaminer|[Mm]arker|[Cc]ounsellor|[Tt]echnician|[Rr]ep)`
const notName = `(?:${listOf`
  Lib, Tory, Green, Dinner, Bit, Bits, Lot, Lots, Big, The, This, That, These, Those, Our, My, Your, His, Her, Its, We, You, They, He,
  She, It, I, And, But, Or, If, When, While, Why, What, Who, How, Where, Is, Are, Was, Were, Has, Have, Do,
  Does, Did, Don, Not, No, Nobody, Everyone, Someone, Anyone, People, Students?, Staff, Researchers?, Police,
  Some, Many, Most, All, Every, Each, One, Two, Three, New, Report, Join, Come, Read, Learn, Watch, Listen,
  Meet, Book, Please, Thanks, Thank, Well, Just, So, Such, Still, Even, Never, Always, There, Here, Then, Now,
  Today, Tonight, Tomorrow, Yesterday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday,
  January, February, March, April, May, June, July, August, September, October, November, December,
  University, College, Department, Faculty, School, Library, Hall, Union, Campus, Museum, Lecture, Talk,
  Worried, Spot, Stop, Beware, Don't, Can't, Can, Could, Should, Would, Will, In, On, At, For, From, With,
  Without, About, After, Before, By, As, To, Of, An, A, Honestly, Sorry, Turns, Plagiarism, Fraud, Cheating,
  Theft, Bullying, Racism, Harassment, Misconduct, Essay, AI, Drama, Film, Theatre, Exam, Unbelievable,
  Imagine, Be, Great, Good, Absolutely, Apparently, Reminder, Warning, Careful, Alert, Did, Think, Feeling,
  Both, Nothing, Anything, Something, Everything, Total, Absolute, Bloody, Another, Freshers, Hackers,
  Thieves, Scammers, Fraudsters, Criminals, Shakespeare, Macbeth, Victorian, Roman, Tudor, British, English,
  Government, Parliament, Ministers, Labour, Conservatives, Reform, Congratulations, Congrats, Old, Young,
  Disabled, Foreign, Mature, International, Muslims, Christians, Jews, Women, Men, Girls, Boys, Blokes, Gay,
  Typical, Lazy, Useless, Whoever, Local, Public, National, Big, Bad, Real, Free, Former, First, Last, Next,
`.join('|')})`
const titled = String.raw`(?:Dr|Prof|Professor|Mr|Mrs|Ms|Mx|Sir|Dame|Lord|Lady|Cllr|Councillor|Coach|Dean)\.?(?: [A-Z][\w'-]*\.?){1,4}`
const person = new RegExp(
  String.raw`(?<![\w@.])@\w[\w.-]{0,40}\w|(?<!\w)(?:${titled}|(?:[A-Z]\.? ){1,2}(?!${notName}\b)[A-Z][a-zà-ɏ'-]{1,20}|(?!${notName}\b)[A-Z][a-zà-ɏ'-]{1,20}(?: [A-Z]\.?(?= |$)| (?!${notName}\b)[A-Z][a-zà-ɏ'-]{1,20}){0,2}|(?:[Tt]he|[Oo]ur|[Mm]y|[Yy]our|[Tt]hat|[Tt]his) (?:new |old |so-called |useless |own |lying |current |former |deputy |acting |[a-z]+ ){0,2}${office}(?!\w))`,
  'g',
)

const worthALook = new RegExp(deed.source, 'i')
// Teaching, art, research and help speak of such deeds without accusing anybody.
const about = wordsOf(listOf`
  cheat (?:weeks?|sheets?|days?|meals?|codes?), carbon copied, warns, reminds, lectures?, seminars?, research,
  researchers?, study, studies, paper, findings?, books?, novels?, play, plays, film, drama, comedy, opera,
  exhibition, podcast, workshop, talks?, speaks, spoke, speaking, training, history, historian, thriller,
  character, villain, screening, theatre, society presents, episode, explains?, explores?, explored,
  examin(?:e|es|ing|ed), how to, how do you, tips, advice, guide, spot, avoid, prevent\w*, protect, tackl\w+,
  campaign, support for, helpline, conference, professor of, panel, discuss\w*, detect\w*, article, chapter,
  award, prize, fights?, fighting, against, project, novelist, fiction, shortlisted, heist, match, goal,
  wicket, points?, crossword, dance, the show, marathon, record, hearts?, century, 1[0-9]\d\d, king, queen,
  emperor, tudor, victorian, quiz, report (?:it|hate|bullying|harassment), if you, anyone who, myth,
  april fool\w*, joking, only joking, jk, policy,
`)
const cleared = wordsOf(listOf`
  not, never (?:stole|lied|cheated|faked|bullied|plagiarised|took|harassed), didn't, did not, isn't, is not,
  wasn't, was not, hasn't (?:stolen|lied|cheated), cleared of, acquitted, no evidence, innocent, falsely,
  wrongly accused, denies, denied, no longer, had (?:his|her|their|a) \w+ (?:stolen|hacked|nicked|attacked),
  had (?:\w+ ){0,2}(?:stolen|nicked|hacked),
  was (?:attacked|assaulted|stalked|mugged|burgled|hacked|harassed|bullied|conned|scammed|robbed|threatened|abused|misled|deceived|cheated|defrauded|trolled),
  were (?:attacked|bullied|harassed|hacked),
  been (?:attacked|assaulted|stalked|hacked|harassed|bullied|conned|scammed|robbed|threatened|abused|misled|cheated|stolen),
  got (?:attacked|hacked|mugged|scammed|conned), victim, stole the show, far from, anything but, hardly,
  who stole, cheating death,
`)
const negated =
  /\b(?:not|never|didn't|isn't|wasn't|hardly|no|don't|doesn't|nobody|nor|neither|without|cannot)\W+(?:\w+\W+){0,2}$/i
const play =
  /^(?:useless|hopeless|toxic|snake|touches|beats|hits|favours|leaks|monster|attacked|creeps on|lazy|threatens|hacked|covers up|bent|fool|clown)$/i

export const accusations: TextDetector = {
  scope: 'text',
  fact: 'accusations',
  about:
    'Words that may accuse a person who is named, or told by an office, of a crime, dishonesty, misconduct or incompetence; a person decides. Research, teaching and help are left out. It misses things and can be wrong.',
  attributes: {
    named: 'the words that name the person',
    kind: 'crime, dishonesty, misconduct or incompetence',
  },
  detect(written) {
    const text = plain(written)
    if (!worthALook.test(text)) return []
    // "Dr Example did it again. He is a liar.": the name may stand in the sentence before.
    let last = ''
    return sentencesOf(text).flatMap((sentence) => {
      const hit = accusedIn(sentence, last)
      last = [...sentence.text.matchAll(person)].at(-1)?.[0] ?? last
      return hit
    })
  },
}

const pronoun =
  /^\W*(?:and |but |so |then |because |now |also )?(?:he|she|he's|she's|they|they're|this (?:man|woman|guy)|what an?|total|absolute|such an?|utter|proper|complete)\b/i

// "Angry students", "Second homes": a capital that only begins the sentence.
const crowd =
  /^[A-Z][a-z]+ (?:people|folk|men|women|children|(?!is\b|was\b|has\b|does\b|always\b|steals|lies|cheats|bullies|takes|fakes|keeps|gets|makes|sleeps|sells|needs|deserves|hits|shouts|[a-z]*ss\b)[a-z]{3,}s) (?:are|were|have|do|is|can|all|just|who|that|lie|steal|cheat)\b/

function accusedIn({ text, start, asked }: Sentence, last: string): Hit[] {
  const hits = [...text.matchAll(deed)]
  if (hits.length === 0 || holds(about, text) || holds(cleared, text)) return []
  if (
    asked &&
    !/\b(?:why (?:is|does|has)|when will|how (?:is|does|has|can)|isn't|hasn't|know that|surprised|see that|hear that|heard that)\b/i.test(
      text,
    )
  )
    return []
  const people = [...text.matchAll(person)].filter(
    (one) => !crowd.test(text.slice(one.index, one.index + 60)),
  )
  for (const match of hits) {
    const at = match.index
    const end = at + match[0].length
    if (
      negated.test(text.slice(Math.max(0, at - 40), at)) &&
      match[0].search(/^(?:can|could|does|did|has|never|isn't|not)/i) < 0
    )
      continue
    const before = people.findLast((one) => one.index < at && at - one.index - one[0].length < 60)
    const behind = people.find((one) => one.index >= end && one.index - end < 25)
    const kind = kindNames[match.slice(1).findIndex(Boolean)] ?? ''
    const spoken =
      before ??
      (/^(?:useless|lazy|incompetent|corrupt|liar|thief|cheat|fraudster|bully|creep|racist|sexist|crook|predator|dishonest|lying|worst|clueless|hopeless|con|charlatan|dodgy|plagiarist|snake|hypocrite|shambles)/i.test(
        match[0],
      )
        ? behind
        : undefined)
    if (spoken) {
      if (
        play.test(match[0]) &&
        !/\b(?:is|are|was|a|an|such|he|she|has|it|his|her|absolutely|utterly)\b|'s\b/.test(
          text.slice(spoken.index + spoken[0].length - 2, at),
        ) &&
        before
      )
        continue
      const from = Math.min(spoken.index, at)
      const to = Math.max(end, spoken.index + spoken[0].length)
      return [{ start: start + from, end: start + to, attributes: { named: spoken[0], kind } }]
    }
    if (last && pronoun.test(text))
      return [{ start: start + at, end: start + end, attributes: { named: last, kind } }]
  }
  return []
}
