import { listOf } from './phrases-more.ts'

/** What can be confidential. */
export const papers = listOf`
  e-?mails?, memos?, minutes, documents?, docs?, reports?, drafts?, papers?, slides?, figures?, budgets?, plans?,
  masterplan, notes, lists?, letters?, spreadsheets?, exams?, exam papers?, questions, recordings?, messages?,
  msgs?, data, proposals?, results?, contracts?, screenshots?, screengrabs?, screen ?shots?, briefings?, agendas?,
  strateg(?:y|ies), shortlists?, longlists?, accounts?, reviews?, decks?, files?, tables?, timetables?, rankings?,
  numbers, dossiers?, copy, copies, pdfs?, information, info, here, below, attached, structure, restructur\w+,
  salaries, names, thread, transcripts?, chats?, group chat, whatsapps?, teams, slack, inbox, correspondence, dms,
  outcome, findings, announcement, statement, bid, tender, quote, offer, deal, complaint, case, packs?, board pack,
  papers, pages?, page \d+, summary, audit, valuation, invoices?, submission, application, manuscript, preprint,
  abstract, quote, forecast, survey results, marks, grades, scores, honours list, guest list, photos?, pics?,
  footage, clip, video, audio, appendix, annex, section \d+, whole thing, evidence, policy, scheme, agreement,
  nda, terms, settlement, investigation, disciplinary, redundanc(?:y|ies), closures?, cuts, merger, prototype,
  specification, specs?, drawings?, blueprints?, risk register, scorecard, kpis?, notice, circular, bulletin,
  consultation, options, paperwork, folder, drive, printout, handout, content, post, thread, materials?,
`

/** Said of papers, these close them. */
export const closed = listOf`
  confidential, strictly confidential, secret, top secret, sensitive, market-?sensitive, commercially sensitive,
  price-?sensitive, politically sensitive, restricted, private, internal, internal-only, unpublished, unreleased,
  unapproved, unredacted, classified, privileged, legally privileged, hush-?hush, closed, staff-only,
  in confidence, commercial-?in-?confidence, off the record, under wraps, not public, non-?public, protected,
  proprietary, redacted, limited circulation, restricted circulation, unseen, undisclosed, pre-?publication,
  personal and confidential, private and confidential,
`

/** These say by themselves that what is written was not to be known. */
export const hushed = listOf`
  (?:not|never|\w{2,6}n't) (?:\w+ )?(?:supposed|allowed|meant|permitted|authorised|cleared|intended|at liberty|ready) (?:for (?:\w+ ){0,2}(?:eyes|consumption|release)|to (?:\w+ ){0,2}(?:shared?|post(?:ed)?|say|said|tell|told|talk|reveal(?:ed)?|show|shown|see|seen|leave|get out|name|named|quoted?|know|known|announced?|disclosed?|mention(?:ed)?|go|published?|circulated?|public|forward(?:ed)?|leak\w*|outside|copied|read|have)),
  (?:wasn't|isn't|weren't|aren't) (?:supposed|meant|intended|allowed) to,
  (?:mustn't|must not|can't|cannot|couldn't|not allowed to) (?:talk|speak|say|tell|share|announce|name|publish|reveal|release)(?: \w+)? (?:before|until|till|yet|publicly|officially|anyone|anybody|who|which),
  can't (?:officially|really|publicly|yet) (?:say|tell|share|name|announce), told not to (?:share|say|tell|post|talk),
  asked not to (?:share|say|tell|post|talk|name), (?:shouldn't|should not|shouldnt) (?:really |probably )?(?:be )?(?:sharing|posting|telling|saying|share|post|tell|say|showing|tweet\w*)(?: (?:this|these|that|it|you))?,
  (?:get|be|getting) (?:shot|fired|sacked|killed|in trouble|into trouble|murdered|told off|struck off|lynched) for (?:this|that|it|post\w+|shar\w+|tell\w+|say\w+|leak\w+|tweet\w+),
  before (?:comms|hr|they|anyone|somebody|someone|legal|management|it gets|i get|it's) (?:\w+ ){0,3}(?:delete|deleted|taken down|take (?:it|this) down|told|sacked|pulled|notices?),
  don't (?:tell|let on|breathe|say) (?:to )?(?:anyone|anybody|a soul|a word|them|him|her|the (?:press|students?|staff|papers|media|dean|vc|boss|others)|anything|it was me|comms|hr|mum|your \w+),
  don't say (?:i|we) (?:told|said), don't (?:quote|name|tag|credit|mention) (?:me|us),
  (?:do not|don't|dont|must not|mustn't|never to be|please don't|pls don't|without permission to) (?:\w+ )?(?:share|forward|circulate|distribute|publish|quote|screenshot|repost|copy|retweet|rt|pass on|pass|cite|disclose|release|reproduce|print|leak|spread|discuss)(?: \w+)?(?: \w+)? (?:this|these|it|further|beyond|outside|externally|wider|widely|publicly|before|until|till|yet|with anyone|elsewhere|or|around|on|any further|with students|with staff|without (?:permission|approval|consent)),
  (?:don't|do not|dont|please don't|please do not|pls don't) (?:share|forward|circulate|distribute|publish|quote|screenshot|repost|copy|cite|disclose|release|reproduce|leak|spread)(?= ?[.!,;:)"']| ?$| [-–—]),
  not for (?:\w+ ){0,3}(?:circulation|distribution|release|publication|broadcast|forwarding|sharing|attribution|quotation|use outside|disclosure|consumption|eyes|dissemination|citation|reproduction|retweeting),
  not for (?:the (?:public|press|media|record|students)|outside|external|public|students|wider),
  not to be (?:\w+ )?(?:shared|forwarded|circulated|distributed|published|quoted|made public|copied|released|disclosed|discussed|repeated|reproduced|removed|cited|seen|opened|used outside|shown|reported|taken|passed|mentioned|broadcast|tweeted),
  for (?:internal|staff|board|council|committee|panel|governors'?|senate|exec\w*|management|members'?|departmental|in-house|official) (?:use|circulation|eyes|information|discussion|consumption|reference|distribution)(?: only)?,
  for (?:the |your |our )?(?:\w+ ){0,2}(?:governors|managers|recipients|addressees?|members|heads of \w+|deans|trustees|examiners|panel(?: members)?|board|committee|senate|exec\w*|trustees|senior \w+|staff|named recipients?) (?:eyes )?only,
  internal use(?: only)?, heads? of \w+ only, panel members only, addressee(?:s'?|'s)? (?:eyes )?only, recipients? only, eyes only,
  need[- ]to[- ]know(?: basis)?, restricted circulation, limited circulation, circulation list, within (?:their|your|our) (?:own )?organi[sz]ation,
  only for (?:the )?(?:staff|managers|governors|the board|council|exec|recipients|you),
  keep (?:this|it|that|these|everything|the news|all this)(?: one)? (?:quiet|mum|schtum|shtum|secret|dark|to (?:yourself|yourselves|ourselves|urself|urselves|yourselfs)|under (?:your|ur) (?:hats?|bonnets?)|between|under wraps|confidential|hush(?:-hush)?|private|internal|in-house|off (?:twitter|social\w*|the (?:socials|internet|record))|in the (?:family|room|team|group|house)|within (?:the|this|these|our)),
  keep (?:schtum|shtum|stum|mum), not a word(?: to)?, say nothing, mum's the word, schtum, shtum, my lips (?:are|were) (?:supposed|meant),
  you didn't (?:hear|see|get|read) (?:it|this|that)(?: from)?, you haven't (?:seen|heard|read) (?:this|it), you never (?:saw|heard|read) this, didn't come from (?:me|us),
  act surprised, pretend you (?:didn't|don't|haven't),
  between (?:you and me|you,? me|ourselves|these four walls|the two of us|friends|us girls), between us(?=[,:;.!–—-]| [-–—]| and|,? but),
  just between, entre nous, on the (?:qt|q\.t\.|quiet|down ?low|dl|sly), hush[- ]hush, under wraps, off the record, under your hats?,
  in (?:the )?(?:strict(?:est)?|complete|total|absolute|deepest) confidence, told (?:\w+ ){0,2}in (?:\w+ )?confidence, (?:shared|given|said|sent|discussed|passed|confided|disclosed|written|supplied|provided) (?:\w+ ){0,3}in (?:\w+ )?confidence, medical[- ]in[- ]confidence, commercial[- ]in[- ]confidence,
  for your eyes(?: only)?, your eyes only, deleted? (?:this |it |them )?(?:after|once|when) (?:you've |you have )?read(?:ing)?, destroy after reading, burn after reading,
  stays? (?:in|inside|within) (?:this|the|these) (?:room|group|chat|four walls|walls|team|building|server|thread|channel|committee), stays between, goes no further, go no further, no further than,
  behind closed doors, reserved business, closed (?:session|meeting|business|minutes|agenda), restricted (?:minutes|business|session|item), in camera,
  under (?:an? |strict )?nda, signed an nda, non-disclosure(?: agreement)?, chatham house(?: rules?)?, sworn to secrecy, secrecy,
  be discreet, use (?:your )?discretion, with discretion, please treat (?:\w+ )?accordingly, handle with care(?= ?[:–—-]),
  tlp[: ]{0,2}(?:amber|red|green|clear)\w*, official[- :–]{0,3}sensitive, without prejudice, subject to contract, legally privileged, attorney[- ]client, legal privilege,
  keep (?:\w+ )?(?:within|inside) (?:the|your|our|this) (?:\w+ )?(?:team|department|school|group|faculty|office|committee|board|panel|division|unit|room), (?:please )?(?:do not|don't|dont) (?:\w+ )?(?:put|post|upload|place|share|publish) (?:\w+ ){0,2}(?:on|to|onto) (?:the )?(?:web|website|internet|twitter|socials?|social media|facebook|public|intranet|moodle|blackboard)|(?:do not|don't|dont) (?:\w+ )?(?:post|upload|share|publish) (?:\w+ )?online, pre-?release (?:access|figures|data|copy|statistics), accredited recipients,
  not (?:yet )?(?:in the public domain|public knowledge|common knowledge|made public|public(?: yet| until)?|announced|for announcement|official(?= yet)|official yet|been announced|out (?:yet|till|until)|signed off|approved(?: yet| for release)?|released|published yet),
  (?:isn't|is not|aren't|hasn't been|haven't been|has not been|have not been|not been|wasn't|not due to be|won't be) (?:\w+ )?(?:in the public domain|public knowledge|made public|public(?:ly)?|announced|official|out (?:yet|till|til|until|officially)|signed off|approved|released|gone public|told|published)(?: \w+)?,
  (?:before|ahead of|prior to) (?:it's |it is |they're |we're |the |its |any |we )?(?:\w+ )?(?:public|announced|announcement|announce|official|press release|told|made public|launch(?:ed)? officially|unveiling|officially),
  before (?:it|they|this) (?:go(?:es)?|is made|gets?) (?:public|out|live), (?:secret|surprise) (?:until|till|for now|til), still (?:a secret|secret|hush),
  psst, pssst, haven't told (?:anyone|staff|students|the|them|him|her|people|anybody|you this), nobody(?:'s| is| has been|'s been)? (?:supposed|meant|told|allowed) to,
  no one(?:'s| is| has been|'s been)? (?:supposed|meant|told|allowed|else knows), nobody (?:else )?(?:knows (?:yet|this|about (?:this|it)|that|outside|except|but us|we)|has been told|outside), (?:nobody|no one|no-one) (?:is to )?(?:tell|mention|say|breathe)(?! us), tell (?:nobody|no one|no-one|absolutely no), not a soul, (?:sources?|somebody|someone|a person|people|insiders?|those) (?:very )?(?:close to|with knowledge of|familiar with|near to|in the know), in the know, i'm reliably informed, reliably informed, i hear on good authority, on good authority, on condition of anonymity, anonymously (?:sent|passed|shared), don't quote me, quote me on, you heard it here first, told you first, (?:first|only) (?:to|for) those in, (?:strictly|highly|officially|technically|supposedly|still) (?:private|confidential|secret|embargoed|hush-hush|sensitive|restricted|internal|unofficial|classified),
  (?:doesn't|don't|didn't|never|not) (?:\w+ )?want(?:ed)? (?:you|us|anyone|students|staff|people|anybody|the public|the press|it|this)(?: all)?(?: (?:to )?(?:\w+ )?(?:see|know|read|find|hear|knowing|seeing|reading|getting out|out|public|shared|have)),
  (?:they|he|she|management|the uni(?:versity)?|comms|the vc|hr) (?:tried|would prefer|would rather|hoped|is trying|are trying) (?:\w+ ){0,3}(?:hide|bury|hidden|kept|keep|cover|suppress|hush|quiet|didn't),
  strictly (?:in confidence|for|between|not), confidentially(?= ?[,:–—]), secretly (?:agreed|signed|planning|planned|bought|sold),
  we're not telling (?:anyone|people|students|staff), (?:they're|he's|she's|they are) not telling (?:you|us|anyone|students|staff),
  draft[ .,:–—()-]{1,4}(?:v\d+[ ,.]*)?(?:\w+ )?(?:not (?:agreed|cleared|signed|published|circulated|public)|not (?:for|yet|to|final|approved)|do not|don't|for (?:comment|discussion|approval|internal)|confidential|unapproved|awaiting),
`

/** How papers come to those who should not have them. */
export const leaking = listOf`
  leaked, leaks?, leaking, leaker, leak machine, got hold of, got (?:our|my|their) (?:hands|mitts|paws) on, get hold of, laid (?:our|my) hands on,
  obtained, (?:came|come|fallen|fell) into (?:our|my) (?:hands|possession), fell off the back, landed in (?:our|my), dropped in (?:our|my), slid(?:ing)? into (?:our|my),
  slipped (?:us|me), passed (?:to )?(?:us|me), passed (?:on|along) (?:to )?(?:us|me|by), sent (?:to )?(?:us|me), (?:been|was|were) (?:sent|passed|shown|slipped|given|handed|forwarded), shown (?:to )?(?:us|me), forwarded (?:us|me|to), handed (?:us|me),
  (?:someone|somebody|a friend|a mate|a pal|an? \w+ source|source|sources|insider|insiders|mole|whistle-?blower|a little bird|little bird|birdie|a contact|colleague|a person|my mate|our mate|my (?:mum|dad|flatmate|housemate|girlfriend|boyfriend|partner)|friend) (?:who works |working )?(?:in|on|inside|at|from|within|close to|sent|passed|told|tells|says|slipped|gave|showed|with access),
  found (?:\w+ ){0,4}(?:on|in|by|behind|left) (?:\w+ ){0,3}(?:printer|photocopier|copier|bin|recycling|train|bus|desk|shared drive|skip|scanner|floor|taxi|table|projector|pub), left (?:\w+ ){0,3}(?:on|in|by) (?:\w+ ){0,3}(?:printer|photocopier|copier|scanner|projector|train|taxi),
  screenshots?, screen ?shots?, screengrabs?, screen grabs?, photographed, secretly recorded, secret recording, recorded (?:it|the meeting|him|her) (?:secretly|without),
  (?:we've|we have|i've|i have|we) (?:seen|read|had sight of|got sight of|viewed|reviewed), seen an?, seen by (?:us|me|this), caught sight of, sneak(?:y)? (?:peek|look|copy|pic|preview), courtesy of,
  accidentally (?:sent|cc'?d|copied|forwarded|shared|got|been|emailed|replied), (?:cc'?d|copied|sent|emailed|forwarded|shared) (?:\w+ ){0,3}(?:by mistake|in error|by accident|accidentally), reply[- ]all(?:ed)?, forgot to bcc,
  from the (?:internal|private|confidential|closed|staff|exec\w*|board|senior|vc's|dean's|secret|hr|council|senate),
  straight from the (?:vc's|dean's|board|exec\w*|boardroom|inbox), fwd, fw,
`

/** Papers that went astray: these show it by themselves. */
export const strays = listOf`
  (?:they|management|the uni(?:versity)?|comms|the vc|hr|bosses|the board|council|governors|the dean|he|she|the department) (?:\w+ )?(?:buried|suppressed|sat on|hid|binned|shelved|covered up|hushed up|kept (?:quiet|hidden|secret|from)|didn't publish|never published|refused to (?:publish|release))(?= |[.,!:;]|$), (?:buried|suppressed|hidden|unredacted|unseen) (?:report|review|dossier|findings|minutes|file|e-?mails?|memo|audit|survey|letter)s?, (?:emailed|sent|cc'?d|mailed|copied|posted|uploaded) (?:\w+ )?(?:to |on )?(?:the )?(?:whole|entire|every|all the|all-student|all-staff|everyone|public|wrong) (?:\w+ )?(?:list|students?|staff|inbox|uni|university|site|website|people|channel|person|group)?(?=[^\n]{0,60}(?:screen|👇|here|oops|whoops|awkward|below|read it)), (?:whoops|oops|awkward)[^.!?\n]{0,60}(?:emailed|sent|cc'?d|forwarded|shared|uploaded) (?:\w+ ){0,2}to,
  (?:found|left|spotted|rescued|picked up|discovered|came across|fished) (?:\w+ ){0,5}(?:on|in|by|behind|from|out of|off) (?:\w+ ){0,3}(?:printer|photocopier|copier|recycling(?: bin)?|shared drive|skip|scanner)(?! (?:jam|paper))(?=[^.!?\n]{0,40}[.!?👀:\n]|$),
  accidentally (?:sent|cc'?d|copied|forwarded|replied) (?:\w+ ){0,3}(?:to )?(?:all|us|me|everyone|everybody|the whole),
  (?:sent|forwarded|copied|cc'?d|emailed) (?:\w+ ){0,4}(?:by mistake|in error|by accident),
  (?:sharing|posting|publishing|releasing|uploading) (?:the |their |his |her |these |all )?(?:\w+ ){0,2}(?:private|internal|confidential|secret|closed|hidden) (?:\w+ ){0,2}(?:messages?|chats?|e-?mails?|documents?|minutes|papers|memos?|whatsapps?|letters?|files|recordings?),
`

/** Whose rooms, and whose papers, are closed to others. */
export const inside = listOf`
  internal, private, confidential, closed, staff, staff-only, exec(?:utive)?(?:'s)?, exec(?:utive)? team, board(?:room)?(?:'s)?, council(?:'s)?, senate, governors'?, vc's, dean's,
  hr, hr's, finance, senior (?:team|leadership|management|managers?|staff), slt, smt, management(?:'s)?, secret, unpublished, unreleased, restricted, draft,
  all[- ]staff, staffroom, boss's, registrar's, committee, exam board, panel, examiners'?, disciplinary, medical, union, legal, lawyers?'?, solicitor's?, police, safeguarding,
  redundanc(?:y|ies), restructur\w+, closures?, salar(?:y|ies), budget, not public, embargoed, exam, next year's, tomorrow's, upcoming, marking scheme, heads?, ministers?'?, regulator's?, ofs,
  close, cut, cuts, merge, merger, offer letter, shortlist, interview, candidates, bid, tender, contract, minutes, memo, board pack,
`

/** Teaching, art, history and research speak of secrets without telling any. */
export const teaching = listOf`
  lectures?(?! (?:theatre|room|capture)), seminars?, workshops?, training (?:day|session|course|module), training on, learn(?:ed|t)?, teaches, taught, history, historians?, exhibition,
  novels?, thrillers?, films?, screening, plays?, books?(?! (?:your|now|a|by))?, podcasts?, episodes?, talk (?:on|by|about), talks (?:on|by|about), modules?, ma in, msc in, ba in, degree in,
  (?:in|of|from|since) (?:1[0-9]\d\d|20[01]\d)(?! ?(?:gmt|bst|h|hrs|hours|on|today)), tudor, victorian, medieval, wartime, cold war, spies, spy, bletchley, archives?, declassified, historic\w*, journalism,
  our journalists, a (?:new )?study (?:of|finds|shows), research (?:finds|shows|on|into), researchers, escape room, comedy, drama society, theatre society, choir, band, gig, album, documentary,
  freedom of information team, foi team, wikileaks, pentagon papers, whistle-?blowing policy, law clinic, what (?:does )?["'“]?confidential, case studies, sight tests?, eye tests?, optometry, vinyl, record fair, records? sale,
`

/** Services that keep confidence, doors, parties: nothing was given away. */
export const innocentHush = listOf`
  (?:seconds?|minutes?|metres?|took|knocked|shaved) (?:\w+ ){0,2}off the record, private (?:group )?chats?, private accounts?, accounts? to private,
  never with a private(?: one)?, unpublished (?:letters?|poems?|manuscripts?|diar(?:y|ies)|novels?|photographs?|scores?),
  under wraps(?=: the statue| while| no more), need to know(?=$|\.|!|\?| where| when), keep it secret(?=\.|$|, keep it safe),
  (?:kept |still )?private,? bookable,
  (?:free|friendly|safe|independent|impartial|anonymous)(?:,| and| &|,\sand) (?:\w+ (?:and|&) )?confidential(?:ly)?, confidential(?:,| and| &) (?:free|impartial|non-judgemental|independent|friendly|safe|anonymous),
  confidential (?:\w+ )?(?:support|service|advice|help|helpline|chat|space|drop-?ins?|appointments?|listening|counselling|waste|shredding|hotline|conversations?|line|email address|bins?|surveys?|calls?|sessions?|research data|report and|reporting|advisers?|informants?|questionnaires?|testing|clinic|and always),
  (?:talk|speak|chat|report|call|contact|e-?mail|ring|write|listen|listens|tell us|tell you|told us|anything you tell us|share|come|ask|reach us) (?:\w+ ){0,5}in (?:\w+ )?confidence, in confidence (?:to|with) (?:our|the|us|a|trained), (?:listen|listens), in (?:\w+ )?confidence(?= at any),
  everything you (?:say|tell us|share) (?:is|stays|will) \w+, (?:anything|everything|whatever|what) (?:you|they) (?:say|tell|share|write)[^.!?\n]{0,40},
  (?:answers|responses|calls|chats|talks|conversations|enquiries|feedback|details|data|identity|name|names|names|applications|disclosures|forms?|appointments?|sessions?|records?|reports?|results) (?:are|is|will be|stays?|remains?|be|kept|were|to us (?:are|is))(?: \w+){0,3} (?:confidential|private|anonymous|secret|in confidence|within the team|between),
  kept (?:strictly |completely |entirely )?confidential, (?:completely|totally|entirely|fully|always|100%) confidential, treated (?:as confidential|in confidence|confidentially|with), treat \w+ (?:\w+ ){0,4}in confidence, it's (?:free|anonymous)[^.!?\n]{0,30},
  secret santa, secret garden, secret life, secret to, best[- ]kept secrets?, well-kept secrets?, (?:secret|top secret) (?:recipe|ingredient|sauce|weapon|cinema|gig|spot|menu|agent|service|code|passage|door|history|lives|superpower|society|history), no secret, trade secrets?, open secret, secrets? of, secrets? (?:behind|for),
  private (?:view(?:ing)?|hire|sector|school|schools|tuition|study|rented?|renting|renters|landlords?|housing|accommodation|rooms?|bathroom|dining|companies|company|investment|equity|garden|tours?|tutors?|message us|messages?|message|prayer|law|healthcare|appointments?|spaces?|parking|road|beach|individuals?|collection|collections|account|donors?|browsing|pilot|patients?|practice|life|lives|jet|security|wifi|network),
  internal (?:applicants?|medicine|doors?|market|combustion|organs?|clock|communications? (?:officer|team|manager|award)|walls?|candidates?|exam(?:iner)?s?|injuries|energy|vacanc\w+|server|phones?|extension|mail|post|stairs|affairs|transfers?|promotion|auditors?|rhyme|monologue|moderation|structure of), sensitive (?:skin|subject|topics?|plants?|instruments?|equipment|teeth|souls?|soul|data|information|content|issues?|approach|design|questions?),
  restricted (?:access|views?|mobility|parking|hours|growth|diets?|opening|service|area|areas|entry|visiting|funds?|numbers|headroom|width|height), closed (?:on|for|at|until|till|from|today|all|due|to|while|because|captions?|access|book|circuit|over|tomorrow|this|loop|system), classified (?:ads?|as), protected (?:characteristics?|time|species|area|tree|bike),
  staff only (?:beyond|door|car park|parking|area|lift|toilets?|entrance|canteen|gym|past|from here), staff only(?= ?[:] ?(?:free|join|flu|book|yoga)), members only (?:climbing|night|session|gym|event|evening|party|area|swim),
  draft (?:your|a|an|beer|excluder|picks?|horses?|my|their|his|her|it|workshop|personal|essay|excluders?|lager|cider), first drafts?, rough drafts?, drafts? (?:club|session|workshop),
  (?:don't|do not|never|please don't|dont|please do not|pls don't|avoid) (?:\w+ )?(?:share|post|put|send|publish|upload|circulate|forward|spread|repost|leak|give)[^.!?\n]{0,20} (?:passwords?|log-?ins?|photos?|pictures|personal|your|ur|fake|rumou?rs?|misinformation|details|names?|food|drinks?|needles|cups|bottles|utensils|towels|pins?|codes?|qr|private|sensitive|confidential|location|address|addresses|it online|links?|graphic|footage|videos?|speculation|unverified|hoax|scams?|hate|chain|the post|screens|bikes?|e-?scooters?|forks|them),
  (?:not|n't|cannot|can't) (?:say|tell|share|speak) (?:thank|enough|how|highly|you how|more|it (?:enough|better|louder)|for sure|for certain|which|the difference|the time), can't wait, can't (?:really )?tell (?:you )?(?:how|if|whether|enough|apart|us|the difference|a|an|one|what|where), don't tell (?:us|me) (?:you|it's|that), don't tell me, don't (?:just )?take our word,
  don't let (?:it|this) (?:get|be|go|put), (?:surprise|birthday) party, haven't told (?:us|your (?:tutor|gp|landlord|bank))(?: yet)?, (?:cards|cash|card|contactless|term time|one day|one night|limited time|women|adults|ticket holders|permit holders|invitation|invite|invited guests|online|digital|appointment|pre-?booked|weekends?|weekdays|read|view|display|reference|postgraduates?|first years|finalists|this week|today) only,
  (?:see|set|broke|broken|beat|track|world|new|national|course|club|record) record, between us (?:we|they|our|all|we've), between us (?:\w+ ){1,2}(?:have|has|cover\w*|raised|ran|rowed|walked|read), keep (?:it|this) (?:up|going|simple|clean|tidy|down|local|green|safe|handy|real|coming|light|short|brief|in mind|cool|with you|for|as|somewhere|open|warm|alive|friendly|civil|respectful|kind|reusable|on|to (?:one|two|three|\d+)|quiet (?:on|in|after|please)), keep (?:quiet|your noise|noise) (?:on|in|after|at|down)[^.!?\n]{0,30}, quiet (?:study|floor|room|zone|space|hours), keep mum happy,
  (?:not|isn't|aren't|hasn't been|haven't been|won't be|not been|not yet|isn't yet|aren't yet) (?:\w+ )?(?:published|released|announced|out|confirmed|public)(?: yet)?(?:,? (?:and|so|but|check|sorry|we'll|we will|please|expect|they'll|it'll|watch|keep an eye|sign up|they will|it will|until|till)[^!?\n]{0,40}(?:check|sorry|we'll|we will|sign up|soon|watch this|keep an eye|expect|let you know|by (?:friday|monday|email)|due|will be|as soon)),
  without prejudice or, under wraps? (?:up|warm), wrap(?:ped)? up, give (?:it )?a wide, on the quiet (?:floor|side|carriage), not for (?:profit|show|everyone|nothing|the faint|long|sale|me|you|us|want|lack|resale|beginners|eating|human consumption|drinking|swimming|cyclists|cycling|use|now|today|all|a (?:minute|second|while|moment)), not for (?:the )?(?:faint|first|squeamish|last|want),
  (?:lips|lip) (?:are|is) sealed, behind closed doors (?:of|at|festival|tour), eyes only (?:on|for), only eyes, for your eyes only(?= ?[👓:–-]? ?(?:free|eye|optic)), circulation desk, blood circulation, shh+!? ?(?:🤫)? ?silent,
  got (?:our|my|their) hands on (?:learning|experience)?(?= (?:experience|learning)), sneak (?:peek|preview|look|peak) (?:of|at|inside|behind|into) (?:the |our |your )?(?:new |next |brand new |summer |upcoming )?(?:\w+ )?(?:building|library|menu|kit|gym|halls?|prospectus|show|exhibition|rooms?|accommodation|season|set|costumes?|labs?|centre|gallery|caf[eé]|space|studio|programme|campaign|video),
  not to be (?:missed|sniffed|outdone|confused|beaten|underestimated|late|forgotten|left out|trusted|taken lightly|taken with|taken on an), (?:isn't|not|aren't) (?:allowed|meant|supposed|permitted) to (?:\w+ )?(?:park|smoke|vape|eat|drink|bring|enter|use|be (?:easy|fun|hard|perfect|bad|scary|here)|feel|hurt|take|wear|ride|cycle|swim|work|climb|leave (?:bikes|bags|your)|leave the|touch|feed|record|film|rain|happen),
  need to know (?:about|before|for|what|how|when|where|to), all you need to know, everything you need to know, what you need to know, things you need to know, you need to know,
`

/** Water and gas. */
export const innocentLeaks = listOf`
  (?:pipes?|taps?|roof|ceiling|water|gas|boiler|radiators?|toilets?|sink|rain|tank|tent|shoes?|boots?|wellies|boats?|bottles?|fridge|freezer|skylight|windows?|coolant|oil|carbon|methane|air|lift shaft|heating|sewage|plumb\w*|memory|data|current)(?:'s|'ve| has| have| is| are)?(?: \w+)? leak(?:ed|s|ing|y)?,
  leak(?:ed|s|ing|y)?(?: \w+){0,3} (?:pipes?|taps?|roof|ceiling|water|gas|boiler|radiators?|toilets?|sink|rain|tank|basement|lift|lifts|floor|library|kitchen|bathroom|block|theatre|wellies|boots|shoes|corridor|plumb\w*|lift shaft|building),
  (?:fix(?:ed|ing)?|mend(?:ed|ing)?|repair(?:ed|ing)?|burst|drip\w*|plumbers?|engineers?|estates|flood\w*|puddles?|buckets?|mop)[^.!?\n]{0,50} leaks?, (?:water|gas|carbon|methane|memory|oil|radiation|fuel|coolant|sewage|refrigerant) leaks?, leak detection, leak-?proof, leaked into, take a leak, was your exam leaked, springs? a leak, sprung a leak, fake ["'“]?leaked \w+,
`
