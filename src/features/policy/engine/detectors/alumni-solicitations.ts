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

const alumni = wordsOf(listOf`
    were you (?:in|at|here|one of|a student|part of), did you (?:study|graduate|live in halls|row|play|sing),
    if you (?:left|graduated|studied), old (?:rowers|hockey|rugby|players|friends of|boats|choristers|hands),
    ex[- ](?:students?|members?|rowers|players|presidents), leavers, your student (?:days|years|home),
    did (?:you|your) (?:degree|phd|masters) (?:here|with us), lost touch with, old flatmates,
    former (?:members?|rowers|players|pgs?|postgrads?|undergrads?|classmates), alum, alums, alumni, alumna,
    alumnae, alumnus,
    graduates?(?! (?:students?|school|scheme|schemes|jobs?|roles?|programmes?|trainees?|careers?|recruitment|fair|teaching|visa|route|outcomes|premium|prospects|attributes|level|certificate|diploma|research|study|course|courses|entry))(?! in (?:september|autumn|a few))(?! apprentice),
    old students, former students?, ex-students?, grads?, old members, old boys, old girls,
    class of (?:'|’)?\d{2,4}s?, classes of, graduated (?:in|from|with|here|last|this),
    (?:studied|were a student|were students|were here) (?:here|with us|at example university), the class of,
    leavers of, you (?:once )?studied (?:here|with us), left (?:us|uni) in \d{4}, reunion,
    wherever life has taken you, since you (?:left|graduated),
    (?:your|you) old (?:department|hall|college|course|tutor|uni|university|halls|school), once a student,
    your student days, alma mater, miss(?:ing)? (?:campus|your uni days|student life),
    \d+ years since (?:you|graduation), recent graduates, anniversary of your graduation, alumni relations,
    those who studied, your graduation year, your time (?:here|at example university|with us),
    golden graduates?, rememb\w+ your (?:first|fresher|student|uni|time),
  `)
const lexicon: Lexicon = {
  gives: listOf`
    set up a, direct debit, consider supporting, supporting, every pound, any amount, pays for, a year from,
    keeps, fix itself, leaving a, donate, donating, give, giving, give back, giving back, gift, support,
    sponsor, chip in, pledge, contribute, make a (?:gift|donation|contribution|difference),
    leave a (?:gift|legacy), remember us in your will, regular gift, fund,
    help (?:us )?(?:fund|raise|build|reach), raise, match, text give,
    set up a (?:direct debit|monthly gift|regular gift), become a donor, name a (?:seat|brick|bench),
    buy a brick, dig deep, spare, £\d[\d,]*(?:k)?, could you give, a tenner, a fiver, giving day, legacy,
    crowdfund\w*,
  `,
  cause: listOf`
    appeal, going, fund going, direct debit, matched, first-generation, books, chip in, roof, fund, funds,
    appeal, bursar(?:y|ies), scholarships?, scholars?, hardship, campaign, giving day, donations?, gift,
    students?, cause, library, boathouse, building, your old, alma mater, university, today, hall, department,
    the next generation, endowment, annual fund, back, lab, pavilion, what you can, a month, link, here, now,
    refurb\w*, roof, will,
  `,
  details: listOf`
    we're putting a list, your e-?mail below, e-?mail below, where you are now, what you're up to,
    contact details, your details, new details, your new (?:e-?mail|address|job|number),
    e-?mail address(?:es)?, postal address, address(?:es)?, phone number, mobile number,
    where you (?:are|work|live) now, where you(?:'ve)? (?:ended up|got to|landed|are working),
    what you(?:'re| are) (?:up to|doing) now, where are you now,
    your (?:e-?mail|number|job|news|career|whereabouts|linkedin),
    current (?:e-?mail|job|address|details|employer), job title, employer, details, personal e-?mail,
    our database, our records, a survey, graduate outcomes survey, graduate survey, this form, our form,
    a form,
  `,
  updates: listOf`
    drop your, drop us, leave your, let's have, update, send, share, tell us, let us (?:know|have), give us,
    confirm, fill in, complete, check, keep us, provide, leave, drop us, e-?mail us, register, add, submit,
    help us find, got, changed, need, dm us, reply with, comment with, pop, post,
  `,
  joins: listOf`
    join, sign up (?:to|for), sign up, become (?:a |an )?, be part of, register (?:for|with|to), subscribe to,
    get (?:on|onto|into), connect (?:on|with|via|through), follow, log (?:on|in) to, enrol in, apply for,
    claim, get your, activate, stay in touch, keep in touch, reconnect, stay connected, link up with,
    add yourself to, come back to,
  `,
  scheme: listOf`
    network, networks, community, association, scheme, club, group, chapter, platform, board, card, society,
    convocation, branch, membership, members?, mailing list, newsletter, hub, panel, committee, council,
    forum, alumni portal, linkedin(?: group)?, alumni (?:app|magazine|list|connect), e-?news, circle,
    directory, facebook group, programme, online, old students' \w+, with us, mentoring,
  `,
  helps: listOf`
    interview our, interview (?:students|a student), fancy spending, spending (?:a|an|one) \w+ a month,
    give up a saturday, practice interviews, mock interviews, people to \w+ our, host our, review cvs,
    volunteer, volunteers, volunteering, mentor, mentors, mentoring, mentorship, be a mentor,
    give (?:us )?(?:an|one|two|your|a few|some|up an?) (?:hours?|evening|afternoon|time), give your time,
    spare (?:an|a|some|half|one|two|your) (?:\w+ )?(?:hours?|time|evening|afternoon|day|minutes),
    share your (?:story|stories|experience|experiences|expertise|career|advice|wisdom|journey|tips|skills),
    host (?:a|an) (?:student|intern|placement|visit), offer (?:a|an|work|placements?|internships?|advice),
    come (?:back )?(?:and|to) (?:talk|speak|give a talk|inspire|tell),
    speak (?:to|at|with) (?:our|current|students), talk to our students, career talks?, ambassadors?,
    guest (?:lecture|speakers?), lend (?:a hand|us), take on (?:a|an) (?:student|intern|graduate),
    write a postcard, answer (?:students'|questions from), be a speaker,
    help (?:a|our|current|today's|us with|out|the next), judges?, buddy, coach (?:a|our), case stud(?:y|ies),
    pass on,
  `,
  events: listOf`
    reunions?, reunion (?:dinner|weekend|lunch|party|ball|drinks), dinner, gala, ball, homecoming,
    drinks reception, lunch, alumni (?:weekend|day|evening|drinks|party|ball|dinner|match), get-?together,
    garden party, reception, cocktails, networking (?:event|evening|drinks),
    anniversary (?:ball|dinner|event|party|lunch), tour,
  `,
  comes: listOf`
    for £\d+(?:pp)?, £\d+(?:pp| each| a head)?, on \d+ \w+, dancing, bring your,
    \d+ (?:january|february|march|april|may|june|july|august|september|october|november|december), book, come,
    come back, join (?:us|your|old|fellow), tickets?, save the date, buy, reserve, rsvp, register, get your,
    don't miss, sign up, places? (?:are|is|from|left|going), £\d[\d.]*, early bird, invited, return,
    celebrate, secure, grab, see you at, is back, back for, on sale, on \d+ \w+, pay,
  `,
}
const shapes = [
  ...['{comes} ~9 {events}', '{events} ~9 {comes}'].map((written) => shape(written, 'event', lexicon)),
  ...[
    '{updates} ~5 {details}',
    '{details} ~4 (?:changed|moved|update|with|to)',
    '(?:moved|changed) ~3 (?:house|job|jobs|address|e-?mail|name)',
    '(?:where|what) ~1 (?:are|have) you ~3 now',
  ].map((written) => shape(written, 'details', lexicon)),
  ...['{joins} ~6 {scheme}', '(?:stay|keep) (?:in|connected) (?:touch|with)'].map((written) =>
    shape(written, 'join', lexicon),
  ),
  ...['{helps}'].map((written) => shape(written, 'volunteer', lexicon)),
  ...[
    '{gives} ~8 {cause}',
    '(?:donate|donations|giving day|pledge|gift)',
    '(?:remember|leave) ~5 your will',
    '{cause} ~3 (?:needs?|relies) ~2 (?:you|your)',
  ].map((written) => shape(written, 'give', lexicon)),
]
// Of several that begin within one request, the plainer one is told: an hour of time before a network, a network before a gift.
const ask = wordsOf(listOf`
  please, pls, your, you, us, join, donate, give, volunteer, book, tickets, sign up, register, update, share,
  tell, send, help, calling, come, dm, link, could, can you, would you, will you, we need, we're looking for,
  looking for, wanted, need, needs, save, become, pledge, support, fill in, get in touch, stay, mentor,
  become, spare, buy, leave, got, reconnect, keep, log, claim, let us, drop, follow,
`)
const report = wordsOf(listOf`
  has (?:won|given|joined|donated|left|been|become|written|made|returned|published|raised|volunteered|opened|come|told|shared|helped|just),
  have (?:won|given|joined|donated|left|been|become|written|made|returned|published|raised|volunteered|opened|come|shared|helped|just),
  thanks? (?:to|a|an|our)(?! (?:be|you|advance)), thank you(?! in advance| for considering), won(?!'), gave,
  donated, told us(?! what), joined (?:the|our|a|us), volunteered, shared (?:her|his|their), was, were,
  shows?, showed, returned, raised, met, spoke, talks about, speaks about, visited, founded, celebrated,
  research(?:ers)?, study finds, survey (?:shows|finds), according to,
  who (?:gave|donated|volunteered|joined|mentors|volunteers|runs),
  meet (?:our )?(?:alum|graduate|the alum|alumn\w+), a gift from, gifts from, donations? from, funded by,
  supported by, generosity of, donor, obituary, congratulations, congrats,
  our alumni (?:are|work|include|now),
`)
const denial = wordsOf(listOf`
  don't (?:give|donate|send|share|reply|click), do not (?:give|donate|send|share|reply|click),
  never (?:give|send|share|ask), scams?, fake, fraud\w*, beware, we won't, will not, no need, unsubscribe,
  isn't run, not from us, cancelled, postponed, phishing, careful,
`)
const strong = wordsOf(listOf`
    set up a, direct debit, any amount, every pound, chip in, is being matched,
    are (?:being )?(?:matched|doubled), £\d+ a (?:month|year), drop your, we want you back, could that be you,
    fancy, calling, tickets, for £\d+, £\d+pp, sign up to, become, we're looking, bring your,
    we've lost touch, please, join (?:us|our|the|your)(?! (?:board|team) in),
    donate (?:to|today|now|here|what|via|at), sign up, book (?:now|your|a|here|by|tickets),
    volunteer (?:with|as|to|an|for|today|your), update your, will you, would you, could you, can you, fancy,
    calling, get in touch, tell us, tickets (?:from|are|on|now|at|£\d+), send us, share your, consider,
    give (?:back|what|today|now|to|an|£\d+|us|just), become a, we need, save the date, stay in touch,
    let us know, help us, mentors? (?:wanted|needed), wanted, needed, make a gift, come back, spare,
    register (?:now|at|here|by|your|to), pledge, we'd love, we want, dm us, support the, support our,
    looking for, seeks?, seeking, leave a gift, be a mentor, mentor a, how about, why not, your gift,
    your donation, keep in touch, reconnect,
  `)
const students = wordsOf(listOf`
  (?:a|new|the) play, novel, drama students, researchers at, (?:for|our|all) current students(?! by| with),
  ^current students, applicants?, offer[- ]holders?, postgraduates? (?:open|study),
  (?<!former )(?<!ex-)(?<!old )students:, freshers, your graduation (?:ceremony|gown|tickets),
  graduation ceremon\w+, graduation tickets?, hire your gown, gowns?, graduating (?:this|students), vacancy,
  job, salary, open day, open evening, internships? (?:for|open to) (?:students|graduates),
  graduate (?:scheme|jobs?|fair|roles?),
`)

export const alumniSolicitations: TextDetector = {
  scope: 'text',
  fact: 'alumniSolicitations',
  about:
    'Words that may ask former students for money, for their details, to join, to volunteer or to come to a reunion; a person decides. News about them and thanks to them are left out. It misses things and can be wrong.',
  attributes: { kind: 'give (money), details, join (a network or a scheme), volunteer or event' },
  detect(written) {
    const text = plain(written)
    if (!holds(alumni, text) || holds(denial, text) || holds(students, text)) return []
    const plainly = holds(strong, text)
    return hitsOf(
      placesOf(text, shapes).filter((place) => counts(place, plainly)),
      ({ what }) => ({ kind: what }),
    ).slice(0, 2)
  },
}

const wondering =
  /^\W*(?:what do|why|how (?:do|did|does|many|much)|who|which|do (?:our )?(?:alumni|graduates)|did|is|are (?:alumni|graduates)|should)\b/i

function counts(place: Place<string>, plainly: boolean): boolean {
  const { sentence } = place
  const around = wordsBefore(place, 100) + place.words + wordsAfter(place, 60)
  if (sentence.asked && wondering.test(sentence.text) && !/\bnow\b/.test(sentence.text)) return false
  if (holds(report, sentence.text) && !holds(strong, around)) return false
  if (place.what === 'give' && !plainly) return false
  return holds(ask, sentence.text) || holds(strong, sentence.text)
}
