import type { TextDetector } from '../detector.ts'
import {
  hitsOf,
  holds,
  listOf,
  placesOf,
  plain,
  shape,
  wordsAfter,
  wordsBefore,
  wordsOf,
} from './phrases-more.ts'
import type { Lexicon, Place } from './phrases-more.ts'

const lexicon: Lexicon = {
  party: listOf`
    labour, conservatives?, tory, tories, lib dems?, liberal democrats?, reform uk, reform, snp, plaid,
    plaid cymru, the greens?, greens?, green party, ukip, sinn f[eé]in, dup, sdlp, uup, alliance, your party,
    alba, republicans?, democrats?, trump, the left, the right, the opposition,
  `,
  side: listOf`
    party, candidates?, mp, mps, msp, councillors?, manifesto, government, govt, ministers?, prime minister,
    pm, chancellor, home secretary, education secretary, secretary of state, leader, mayor, cabinet,
    downing street, westminster, parliament, treasury, council leader, peers, whitehall, number 10, no 10,
    ministry, opposition, dfe, home office,
  `,
  ruling: listOf`
    government, govt, gov, ministers?, prime minister, pm, home secretary, education secretary,
    secretary of state, cabinet, westminster, politicians, mps?, treasury, home office, whitehall,
    downing street, council leader, dfe, chancellor of the exchequer, number 10, no 10, first minister,
  `,
  backs: listOf`
    support(?:s|ing)?, endors(?:e|es|ing|ed), back(?:s|ing)?, backed, stands? with, standing with,
    rooting for, campaign(?:s|ing)? for, canvass(?:ing)? for, leaflet(?:ing)? for, door[- ]?knock(?:ing)? for,
    proud to stand behind, rally behind, get behind, go, up the, i'm with, we're with, vote, voting, join,
    want, team, elect, re-elect, electing, hope, fingers crossed for, good luck to,
  `,
  we: listOf`
    we, i, our university, the university, our department, our school, our union, example university,
    our faculty, all of us, we all, our team, everyone here, the team, us,
  `,
  good: listOf`
    the only (?:party|candidate|one|ones|choice|government|leader|mp),
    the best (?:choice|party|candidate|government|hope|thing|mp|leader),
    the right (?:choice|candidate|party|person|man|woman), our best (?:hope|bet|choice),
    deserves? (?:your|our|to win|a chance|every|better than),
    will (?:save|fix|rescue|stand up|fight for|fund|deliver|protect|put students),
    would (?:save|fix|fund|make a (?:great|brilliant|superb)),
    (?:has|have|gets?|got|gets) (?:my|our|your) (?:vote|support|backing), (?:has|have) our backs?,
    for the win, must win, should win, needs? to win, gets it right,
    cares? about (?:students|universities|us|young|education), all the way, can be trusted, are on our side,
    is on our side, speaks? for us, is the answer,
  `,
  bad: listOf`
    resign, should resign, for shame, do one,
    (?:has|have|'s|'ve) (?:failed|betrayed|wrecked|destroyed|ruined|abandoned|lied|broken|gutted|trashed|let (?:us|you|students|universities|down)|no (?:idea|clue|plan|shame|interest)),
    (?:is|are|was|'s|'re) (?:failing|wrecking|destroying|killing|ruining|betraying|lying|clueless|corrupt|liars?|a (?:joke|disgrace|disaster|shambles|liar|crook|fool|clown|mess)|an (?:embarrassment|idiot)|useless|incompetent|rotten|shameful|shameless|cruel|hopeless|to blame|pathetic|crooks|clowns|idiots|wreckers|heartless|a bunch of|not fit|unfit|out of touch|beyond|at war|toast|finished),
    lies, lied, hates?, betrayed, failed, wrecked, destroyed, ruined, doesn't care, don't care,
    couldn't care less, couldn't run, can't be trusted, cannot be trusted, must go, should resign,
    must resign, has to go, have to go, out, should be ashamed, ought to be ashamed, will wreck, will ruin,
    will destroy, hasn't got a clue, haven't got a clue, wants? to (?:destroy|wreck|punish|silence|gut),
    would (?:wreck|ruin|destroy), has made a mess, have made a mess, (?:has|have) turned (?:its|their) backs?,
    (?:has|have) nothing to offer, shambles, scum, again prov(?:e|es) it, yet again, disgraceful, sucks?,
    keeps? lying,
  `,
  badBefore: listOf`
    shambles, shambles of a, disgrace, utter disgrace, joke of a, mess, betrayed by, let down by, lied to by,
    back-?stabb\w+, insult from, another insult, embarrassing, laughable, vile, useless, incompetent, corrupt,
    lying, rotten, clueless, cruel, shameful, shameless, heartless, disgraceful, hopeless, pathetic, failed,
    failing, broken, dishonest, spineless, wretched, this awful, this terrible, nasty, toxic, far-right,
    philistine, kick out, get rid of, boot out, vote out, throw out, down with, never trust, don't trust,
    sick of, had enough of, fed up with, shame on, time's up for, ashamed of, no more, thanks to, stop,
    keep out, anyone but, screw, sod, to hell with, f\*+k,
  `,
  lobby: listOf`
    write to, writing to, e-?mail, contact, tell, lobby, lobbying, urge, demand that, ask, pressure, petition,
    call on, calls on, calling on, urges, urging, we demand, tweet, phone, ring, press, call upon, message,
    make sure, let,
  `,
  yours: listOf`your, the, our, their, your local`,
  sign: listOf`sign, signed, share, back, add your name to`,
  petition: listOf`
    petition, open letter,
    letter to (?:the|our) (?:minister|prime minister|education secretary|mp|government|home secretary),
  `,
}
const shapes = [
  ...[
    '(?:vote|voting|votes) {party}',
    '(?:vote|voting|voted) ~1 for ~4 {party}',
    '(?:vote|voting) ~1 for ~4 (?:candidate|him|her|them|change)',
    'vote (?:them|him|her|tactically|leave|remain|yes|no)',
    'vote ~2 (?:against|out) ~3 {party}',
    'vote ~2 (?:against|out) ~3 {side}',
    'put your cross ~5',
    '(?:got|has|have|gets|get) ~1 (?:our|my|your) votes?',
    '(?:get|getting) ~2 elected',
    '(?:keep|let) ~2 {party} ~1 (?:out|back in|in again)',
    '{party} ~4 (?:gets|get|has|have|deserves?) your vote',
    "(?:don't|dont|do not|never) vote ~1 {party}",
    'lend ~3 your vote',
    'your vote ~4 {party}',
  ].map((written) => shape(written, 'vote-call', lexicon)),
  ...[
    '{we} ~3 {backs} ~3 {party} ~1 {side}',
    '{we} ~3 {backs} ~3 {party}',
    '(?:i|we|university|department|school|union) ~2 (?:back|backs|backing|endorse|endorses|endorsing) ~4 (?:candidate|mp|councillor|party|mayor)',
    '{backs} ~3 {party} {side}',
    '{party} ~4 {good}',
    'only ~1 {party} ~2 (?:has|have|can|will|offers?|cares?)',
    '{party} {side} ~3 {good}',
    '{backs} {party}',
    'another reason to ~2 {party}',
    '(?:delighted|thrilled|happy|glad|relieved|overjoyed|hooray|congratulations|congrats|proud|fantastic|brilliant|hurrah|chuffed|celebrating) ~7 {party} ~1 (?:government|win|wins|victory|majority|landslide|mp|gain|council)',
    '(?:delighted|proud|thrilled|excited) ~9 (?:standing|running) for ~1 {party}',
    'good luck ~7 (?:candidate|standing)',
    '(?:campaign|canvass|campaigning|canvassing|leafleting|doorknocking) ~2 (?:for|with) ~2 {party}',
    '{party} (?:has|have|is|are|gets|got) ~2 right',
  ].map((written) => shape(written, 'endorsement', lexicon)),
  ...[
    '{party} ~3 {bad}',
    '{ruling} ~4 {bad}',
    '{badBefore} ~4 {party}',
    '{badBefore} ~5 {ruling}',
    '{party} ~2 (?:cuts|chaos|lies|mess|failure|incompetence|betrayal|sleaze|shambles|vandalism|austerity|scum)',
    "(?:government|govt|ministers?|government's|govt's|minister's|westminster) ~1 (?:chaos|lies|mess|incompetence|betrayal|sleaze|shambles|vandalism)",
  ].map((written) => shape(written, 'attack', lexicon)),
  ...[
    '{lobby} {yours} ~3 {ruling}',
    '{lobby} {ruling}',
    '(?:send|forward|write|reply|complain|object) ~7 your ~1 (?:mps?|msps?|councillors?|senedd member)',
    '(?:say|vote) no to ~6 (?:bill|levy|cuts|plan|scheme|cap|reform)',
    '(?:consultation|bill|levy) ~3 say no',
    '{sign} ~3 {petition}',
    '(?:government|ministers?|parliament|mps|dfe|treasury|westminster) ~1 (?:must|should|needs to|ought) ~1 (?:now|scrap|act|fund|reverse|stop|think|drop|change|listen|rethink|end|invest|protect|keep|u-turn|pay|raise|cut|reconsider|abolish|withdraw|resign|do|bring|give)',
  ].map((written) => shape(written, 'lobbying', lexicon)),
]

const worthALook =
  /\b(?:vot\w+|labour|conservatives?|tory|tories|lib|liberal|reform|snp|plaid|greens?|ukip|sinn|dup|sdlp|uup|alliance|alba|party|mps?|msps?|candidate|minist\w+|government|govt|gov|govt's|pm|secretary|mayor|petition|westminster|downing|politicians?|lobby\w*|parliament|councillor|cabinet|treasury|whitehall|trump|republicans?|democrats?|opposition|dfe|home office|open letter|cross)\b/i

// Teaching, research, news and both sides take no side.
const even = wordsOf(listOf`
  lectures? (?:on|about|by|from|series|at|in|looks|explores|asks|explains|how|why|tonight),
  (?:public|guest|inaugural|free|evening|annual) lecture, seminars?, hustings, debat(?:e|es|ing), panel,
  research, researchers?, study, studies, paper, findings?, survey, polling, poll, polls?, modules?,
  professor of, exhibition, archive, new book, (?:a|free|public|tonight's) talk, talk on, podcast, workshop,
  briefing, explains?, explores?, exploring, examin(?:e|es|ing), discuss(?:es|ing|ion)?, history,
  register to vote, registered to vote, polling station, photo id, all (?:the )?(?:main )?parties, each party,
  every party, cross-party, all candidates, all the candidates, all sides, both sides,
  whoever (?:you|wins|forms), whichever, however you vote, no matter who, society, societies, conference,
  symposium, analysis, analyses, essay, chapter, dissertation, phd, ma in, placement, internship, visited,
  visits?, welcomed, opened by, said that, told (?:us|the|bbc), according to, student election,
  union election, su election, course rep, students' union, results?, elected, 1[0-9]\d\d, quiz, film,
  screening, novel, play,
`)
const denial = wordsOf(listOf`
  don't (?:support|endorse|back|tell|take|campaign), do not (?:support|endorse|back|tell|take|campaign),
  does not (?:support|endorse|back|tell|take), doesn't (?:support|endorse|back|tell|take),
  never (?:support|endorse|back|tell|take), cannot, can't (?:support|endorse|tell), not allowed, must not,
  may not, neither, nor, impartial, neutral, without (?:support|endorsing|backing), shouldn't, should not,
  avoid, rather than, mustn't,
`)
// "Green" and "labour" in other senses.
const otherSense =
  /\b(?:labour (?:market|ward|law|force|economics|day|history|intensive|costs?|shortage|of love)|(?:manual|hard|slave|child|forced|in|cheap|emotional) labour|(?:law|welfare|curriculum|prison|land|tax|for|of|to|electoral|school|urgent|exam) reform|reform (?:act|club|of|the)|green (?:gown|space|room|chemistry|energy|roof|week|campus|award|travel|flag|hydrogen|tech\w*|skills|jobs|tea|light|house|building|impact|plan|spaces|transport|fund)|conservative (?:estimate|forecast|treatment)|alliance (?:of|for|with|between)|(?:research|strategic|our|an|new|the|student|knowledge) alliance|go greens?|go green(?:er)?|the right (?:to|of|time|place|answer|way|course|side|hand|thing|one|moment|support)|on the (?:left|right)|to the (?:left|right)|the left (?:of|hand|side|wing)|your party|tory island)\b/gi

export const politicalStatements: TextDetector = {
  scope: 'text',
  fact: 'politicalStatements',
  about:
    'Words that may take the side of a party or a candidate, urge how to vote, lobby, or attack a party or a government; a person decides. Neutral information, teaching and research are left out. It misses things and can be wrong.',
  attributes: { kind: 'endorsement, vote-call, attack or lobbying' },
  detect(written) {
    if (!worthALook.test(written)) return []
    // Other senses are covered by signs of the same length, so that places stay.
    const text = plain(written).replace(otherSense, (words) => '_'.repeat(words.length))
    return hitsOf(placesOf(text, shapes).filter(counts), ({ what }) => ({ kind: what }))
  },
}

const wondering =
  /^\W*(?:should|do you think|what|how|is|are|does|did|who|why do|why are|will|would|have you|can|could|which)\b/i

function counts(place: Place<string>): boolean {
  const { sentence, words, what } = place
  if (sentence.asked && wondering.test(sentence.text)) return false
  if (holds(even, sentence.text)) return false
  if (
    what !== 'attack' &&
    what !== 'vote-call' &&
    holds(denial, wordsBefore(place) + words + wordsAfter(place, 30))
  )
    return false
  return !holds(reported, wordsBefore(place, 80))
}
const reported = wordsOf(
  listOf`
    how to, whether, if, claims? that, asks?, asked, said, says, why some, why people, why do, who,
    supporters of,
  `,
)
