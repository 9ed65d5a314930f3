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
  secret: listOf`
    confidential, strictly confidential, private and confidential, in confidence, commercially sensitive,
    commercial in confidence, commercial-in-confidence, official.?sensitive, top secret,
    restricted circulation, highly confidential, market.?sensitive, legally privileged, without prejudice,
    classified, sensitive, restricted, embargoed, hush.?hush, internal only, internal-only,
  `,
  closed: listOf`
    (?:this|these|one|is|are|one's) (?:is |are )?for your eyes only, for your eyes only(?=:),
    tlp[: ](?:amber|red|green)\w*,
    (?:not|wasn't|weren't|isn't|nobody was|no one was|never) (?:meant|supposed|intended) to (?:get out|be \w+|see|leave|share|go|know|post|say|come out),
    share only within, only within (?:their|your|our) (?:own )?organi[sz]ation,
    courtesy of a (?:friend|mole|contact|source), before anyone (?:else )?(?:hears|is told|knows),
    don't let (?:this|it) (?:out|get out|leave), for (?:members|governors|managers|recipients) only,
    stays in (?:this|the) (?:room|group|chat), no further than,
    not for (?:(?:wider|onward|public|general|external|further) )?(?:circulation|distribution|release|publication|sharing|broadcast|forwarding),
    not for (?:sharing|public (?:eyes|view|consumption|release)|the public|outside|external),
    not to be (?:shared|forwarded|circulated|distributed|published|quoted|made public|copied|released),
    for internal (?:use|circulation|eyes)(?: only)?,
    internal (?:use|circulation|eyes|staff use|document|memo|briefing) ?only, internal[- ]only,
    staff[- ]only (?:document|memo|briefing|information|slides?|paper|minutes),
    (?:council|board|committee|senate|governors?|senior (?:staff|team|leadership)|managers?|staff|exec(?:utive)?|panel) (?:eyes )?only,
    (?:do not|don't|please don't|pls don't|dont) (?:share|forward|circulate|distribute|publish|quote|screenshot|repost) (?:this|it|further|outside|beyond|externally|wider|widely|publicly|before|until|yet|with anyone|or),
    please do not share(?! (?!this|it|outside|further|beyond)\w),
    pls (?:do not|don't|dont) share(?! (?!this|it|outside|further|beyond)\w),
    do not (?:circulate|distribute|forward|publish)(?: or \w+)?, draft[- ,:–]{1,3}not for \w+,
    draft (?:only)?(?:,|:)? do not \w+,
    not (?:yet )?(?:public|announced|for announcement|been announced|public knowledge|official yet),
    off the record, under nda, under an nda, non-disclosure,
    between us(?!,? (?:we|they|our (?:students|staff|teams?|runners|alumni))), between ourselves,
    keep (?:this|it) (?:quiet|to yourselves?|under your hats?|between us|under wraps|secret|confidential|hush-hush|hush|private|internal|in-house),
    mum's the word, don't tell (?:anyone|anybody|the press|the students|students|staff|a soul),
    shouldn't be (?:sharing|posting|telling|saying) this,
    not supposed to (?:share|say|tell|post|know|be public|see|announce),
    not meant to (?:share|say|tell|post|be public|announce), aren't supposed to, isn't public yet,
    not public yet, before (?:it's|it is) public, you didn't hear (?:it|this) from (?:us|me),
    reserved business, closed session, restricted minutes, haven't told (?:anyone|staff|students) yet,
    hasn't been (?:announced|made public|published|signed off), pre-publication copy, under wraps,
  `,
  embargo: listOf`
    under (?:strict |press |an? )?embargo,
    embargo(?:ed)?(?::| -| –)? (?:until|till|til|to|lifts?|ends?|expires?|applies|in place),
    strictly embargoed, embargoed, embargo:, press embargo,
    embargo(?:ed)? (?:copy|release|figures|results|paper|report), breaking (?:the |our )?embargo,
    broke (?:the |our )?embargo, break (?:the )?embargo, ahead of (?:the )?embargo, before the embargo,
    not for (?:release|publication|use|broadcast) (?:before|until|till), hold (?:this )?until, the embargo,
    strict embargo,
  `,
  leak: listOf`
    leaked, leak, leaking, just leaked, a leaked, has been leaked, got hold of, got our hands on,
    got my hands on, we've seen the (?:draft|internal|unpublished|confidential),
    we have seen the (?:draft|internal|unpublished|confidential), seen an internal,
    screenshots? (?:of|from) (?:the |an? |our )?(?:internal|staff|private|confidential|closed|vc's|board|senior),
    passed to (?:us|me), slipped (?:us|me), a little bird, (?:our|my|a) source (?:in|at|on|inside),
    from the (?:internal|private|confidential) (?:e-?mail|memo|minutes|report|document|slides),
  `,
  thing: listOf`
    e-?mails?, memos?, minutes, documents?, reports?, drafts?, papers?, slides?, figures?, budget, plans?,
    notes, list, letter, spreadsheet, exam, recording, messages?, data, proposal, results, contract,
    screenshots?, briefing, agenda, strategy, shortlist, accounts?, review, deck, files?, tables?, timetable,
    ranking, numbers, dossier, copy, pdf, information, here, below,
  `,
}
const mark = (written: string) => shape(written, 'mark', lexicon)
const shapes = [
  {
    // A mark stands at the beginning of a line, in brackets, or in capitals.
    pattern:
      /(?:^|\n|[[(*【#])[^\w\n]{0,6}(?:strictly |private (?:and|&) |highly )?(?:confidential|in confidence|internal(?: use)? only|restricted|commercial(?:ly)?[ -](?:in[ -]confidence|sensitive)|official[- :–]{1,3}sensitive|sensitive|top secret|private and confidential|classified|off the record)(?=[^\w\n]{0,2}(?:[:\])*–—!.-]|\n|$))/gi,
    what: 'mark',
  },
  {
    pattern:
      /\b(?:CONFIDENTIAL|STRICTLY PRIVATE|INTERNAL(?: USE)? ONLY|RESTRICTED|COMMERCIALLY SENSITIVE|COMMERCIAL[ -]IN[ -]CONFIDENCE|OFFICIAL[- :–]{1,3}SENSITIVE|NOT FOR (?:[A-Z]+ )?(?:CIRCULATION|DISTRIBUTION|RELEASE|PUBLICATION)|DO NOT (?:SHARE|CIRCULATE|FORWARD|PUBLISH|DISTRIBUTE)|TOP SECRET|UNPUBLISHED)\b/g,
    what: 'mark',
  },
  { pattern: /^\W{0,4}(?:STAFF|MANAGERS|GOVERNORS|BOARD|COUNCIL|SENATE|MEMBERS) ONLY(?=\W)/g, what: 'mark' },
  ...[
    '{closed}',
    '(?:this|these|it|following|below|attached|all) ~3 (?:is|are|remains?|stays?|be) ~2 {secret}',
    '(?:our|the|this|these|from|a|here|some|new|draft) ~2 {secret} ~2 {thing}',
    'marked ~2 {secret}',
    'told ~2 in ~1 confidence',
    '(?:shared|given|said|sent|told|discussed) ~3 in ~1 confidence',
    'in ~1 confidence (?:but|here|so)',
    '(?:still|currently|technically|supposedly|officially) ~1 (?:confidential|embargoed|secret|hush-hush|classified)',
  ].map(mark),
  shape('{embargo}', 'embargo', lexicon),
  shape('{leak} ~5 {thing}', 'leak', lexicon),
  shape('{thing} ~3 (?:leaked|leak)', 'leak', lexicon),
  {
    pattern: /(?:^|\n|[[(#])[^\w\n]{0,6}(?:leaked|leak|exclusive leak)(?=[^\w\n]{0,2}[:!\])–—-])/gi,
    what: 'leak',
  },
]

const worthALook =
  /courtesy of|\btlp\b|share only|only within|n't (?:meant|supposed|intended|let)|(?:was|one) meant|confiden|embargo|leak|circulat|internal|sensitive|not (?:for|to be|yet|been|supposed|meant|public)|n't (?:tell|share|forward|been|told|circulate|public|be|hear|post|supposed)|\bnda\b|non-disclosure|secret|restricted|eyes only|\bonly\b|off the record|between (?:us|ourselves)|mum's|to yoursel|under (?:wraps|your hat)|keep (?:this|it)|privileged|prejudice|classified|unpublished|do not|screenshots?|source|little bird|got (?:hold|our hands|my hands)|hush|passed to|slipped|we(?:'ve| have) seen|reserved business|closed session|announced|draft|pls|dont|before|hold (?:this )?until/i
const innocent = wordsOf(listOf`
    report and support, exams office, optometry, sight tests?, eye tests?, confidential report and,
    (?:free|friendly|safe|independent|impartial|anonymous) (?:and|&|,) (?:\w+ (?:and|&) )?confidential,
    confidential (?:and|&) (?:free|impartial|non-judgemental|independent|friendly|safe),
    confidential (?:support|service|advice|help|helpline|chat|space|drop-in|appointment|listening|counselling|waste|shredding|hotline|conversation|line|email address|bin|survey|call|session|research data),
    counsell\w+, well-?being, chaplain\w*, helpline, samaritans, nightline,
    in (?:strict |complete |total )?confidence (?:to|with) (?:our|the|us|a),
    (?:talk|speak|chat|report|call|contact|e-?mail|ring|write) (?:to (?:us|someone|our \w+|a \w+) )?in (?:strict |complete |total |full )?confidence,
    lectures?, seminars?, workshops?, training, course on, history, historian, exhibition, novel, film,
    screening, play, thriller, book, podcast, talk on, talk by, talk about, module,
    how to (?:handle|share|store|keep|protect|mark|report|spot), safely, oil embargo, arms embargo,
    trade embargo, sanctions?, blockade, roof, pipes?, taps?, plumb\w*, water (?:leak|pipe|main|bottles?),
    gas leak, burst, ceiling, boiler, radiators?, toilets?, rain, drip\w*, flood\w*, wikileaks,
    whistle-?blow\w*, nurses, gp, vaults?, (?:in|of|from|since) 1[0-9]\d\d, tudor, war, spies, spy, bletchley,
    archive, archives, declassified, volcano\w*, carbon leak\w*, methane,
    responses (?:are|will be|stay|remain), answers (?:are|will be|stay),
    your (?:answers|responses|details|data|information|name|identity|report), survey,
    all (?:calls|chats|talks|conversations|responses|answers|enquiries), conversations? (?:is|are), recipe,
    secret santa, secret garden, secret life, secret to, best-kept secret, well-kept secret, escape room,
    top secret recipe, special collections, data protection, gdpr, policy, policies, guidance, phishing,
    scams?, leaked (?:passwords?|photos|images|data online)|password, research data,
    sensitive (?:skin|subject|topic|plants?|instrument|equipment), view restricted,
    restricted (?:access|view|mobility|parking|hours|growth), prosecco, parking, seats?, visitors, card only,
    cash only, term time, permit holders, free entry,
  `)
const denial = wordsOf(listOf`
  not (?:marked )?(?:confidential|secret|embargoed|internal),
  no longer (?:confidential|embargoed|secret|under), isn't (?:confidential|secret|embargoed),
  never (?:share|post|put|send|publish|upload|leak),
  embargo (?:has |is |now )?(?:lifted|over|ended|up|expired),
  embargo has (?:now )?(?:lifted|ended|been lifted), no (?:embargo|secret), out from under embargo,
  after (?:the )?embargo, lifted,
  don't (?:post|put|upload|paste|send) (?:any )?(?:confidential|sensitive|internal|secret), don't keep,
  do not keep, at last we can, finally (?:tell|share|reveal|announce), can now (?:tell|share|reveal|say),
  the secret is out, now public, avoid, is it confidential, kept confidential,
  keeps? (?:your|our patients'|patients'), treated (?:as confidential|in confidence|with),
  stays? (?:between|confidential between), who can see, don't leak, do not leak, prevent, rumours?, myth,
`)
const onlyAudience =
  /\b(?:staff|managers?|exec(?:utive)?|board|committee|panel|council|senate|governors?) only\b/i

export const confidentialityMarks: TextDetector = {
  scope: 'text',
  fact: 'confidentialityMarks',
  about:
    'Words that may mark what is written itself as confidential, under embargo or leaked; a person decides. Services that keep confidence, teaching and history are left out. It misses things and can be wrong.',
  attributes: { kind: 'mark (confidential, internal, not for circulation), embargo or leak' },
  detect(written) {
    if (!worthALook.test(written)) return []
    return hitsOf(placesOf(plain(written), shapes).filter(counts), ({ what }) => ({ kind: what }))
  },
}

function counts(place: Place<string>): boolean {
  const { sentence, words, what } = place
  const around = wordsBefore(place, 80) + words + wordsAfter(place, 60)
  if (holds(denial, around)) return false
  const marked = what === 'mark' && /^\W*[A-Z][A-Z -]{7,}/.test(words)
  if (!marked && holds(innocent, sentence.text)) return false
  // "Staff only" is a door; of a paper it is a mark.
  if (onlyAudience.test(words) && !/^\W*[A-Z]+ ONLY/.test(words) && !holds(papers, sentence.text))
    return false
  return !(
    sentence.asked &&
    /^\W*(?:is|was|were|has|have|are|what|how|who|should|can|could|do|does|which|why|when)\b/i.test(
      sentence.text,
    )
  )
}
const papers = wordsOf(lexicon['thing'] ?? [])
