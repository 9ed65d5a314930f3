import { listOf } from './phrases-more.ts'

/** Words of one person's pay; none of them shows anything without a sum and a person. */
export const payWords = listOf`
  earns?, earned, earning, salary, salaries, wages?,
  (?:was|were|is|are|gets?|got|been|being|'s|'m|'re) paid, (?:his|her|their|my|of|'s) pay, payslip,
  pay ?packet, pay-?off, pay ?rise, take-?home, takes? home, taking home, took home, pockets, pocketed,
  bonus, pension, stipend, redundancy, package, six figures, five figures, six-figure,
  on(?= £| \d| six| five| just over| about| nearly), bumped (?:up )?to, pulls? in, gets?(?= £\d\d),
  rak(?:es|ing) in, we pay, they pay, makes, promoted to, raise, rise to, day rate, fee was, charges,
  hourly rate, cheque, daily, weekly, monthly, docked, remuneration, emoluments, pay, paycheck, pay check, pay ?cheque, pay-?slip, pay (?:award|deal|bump|cut), on(?= (?:ninety|eighty|seventy|sixty|fifty|forty|thirty|twenty|a cool|roughly|around|like|something like|well over|over|more than|upwards of|only|a measly|less than|a whopping|double|twice|six|five|seven|minimum)),
  start(?:s|ing|ed)?(?: on| at| off on| as), offered, offer of, job (?:at|on|for|worth|with), trousered, trousers, banked, banks, netted, nets, grosses, gross, net, after tax, before tax, clear(?:s|ed|ing), coining(?: it)?, coin(?:s|ed) in, creams off, cashed in, cashing in, hauled in, brings? (?:in|home), bringing (?:in|home), brought (?:in|her|him|home), payout, pay-?out, pay-?day, golden (?:handshake|goodbye|hello|parachute), severance, settlement, leaving sum, lump sum, pay-?offs?,
  commission, overtime, allowance, expenses, perks, company car, car allowance, relocation, double what, twice what, more than (?:the|a) (?:prime minister|pm|nurse|porter|lecturer), less than (?:the|a) (?:cleaner|porter|barista), a (?:year|month|week|day|term)(?: after)?, per (?:year|month|week|day|hour), an hour, p\.?a\.?, k a year, fte, spine point, compensation, compo, inherit(?:ed|s|ance), worth, fortune, trust fund, allowance from, invested, sold (?:his|her) (?:company|shares|start-?up), shares, divorce, child support, maintenance,
  fees? (?:of|was|is), honorarium, paid(?! (?:for by|off|placement|internship|leave|partnership|work|roles?)), consultancy, moonlighting, (?:second|side) (?:job|hustle), universal credit, benefits, pip payments?, jsa, claims?,
`
export const debtWords = listOf`
  owes?, owed, owing, debts?, arrears, overdraft, overdrawn, unpaid, loans?, outstanding, borrowed, lent,
  in the red, defaulted, credit cards?, skint, behind, bailiffs?, payday, mortgage, bankrupt\w*, maxed,
  in (?:my|his|her|their) (?:bank |current |savings )?account, balance, savings, iou, gambl\w+, can't pay,
  cannot pay, pay (?:me |us |him |her )?back, repay, minus, negative, chasing, fines?, in hock, hock, tab, slate, remortgag\w*, second mortgage, instal?ments?, repayments?, (?:his|her|my|their|paid|paying|pay|the) rent, short(?: by| of)?, down(?= £| by| \d| to (?:his|her|their|my) last), in the hole, under water, negative equity, loan sharks?, ious?, wants? (?:\w+ ){0,2}back, still to pay, hasn't paid, haven't paid, not paid, never paid, unpaid fees, fees? (?:owing|outstanding|unpaid), owes? (?:us|me|the|for), on tick, on the slate, left in (?:the|my|his|her|their) (?:bank|account), to (?:his|her|my|their) name, got (?:only )?(?:£?\d+|forty|twenty|ten|thirty) (?:quid|pounds) (?:left|to)?, lost (?:on|at|in) (?:the )?(?:horses|roulette|bitcoin|crypto|betting|bookies|casino|poker|slots|tables), blew (?:his|her|my|their)(?: entire| whole)? (?:loan|wages|bursary|savings|stipend|student loan|grant|inheritance)(?: on)?, stung for, stumped up, default(?:s|ing)?, collections?, debt collectors?,
  charged off, klarna, buy now pay later, credit limit, student loan company, slc, bnpl, pawn(?:ed|shop), arrears of, evict\w*, bailed (?:him|her|me) out, bail-?out, cheque bounced, bounced, direct debit,
`
/** Trouble with money that needs no sum beside it. */
export const broke = listOf`
  (?:is|am|i'm|he's|she's|they're|gone|went|was|declared|are|in|badly|deep|deeply) (?:in debt|in arrears|overdrawn|bankrupt),
  county court judgment, ccj,
  behind (?:on|with) (?:his|her|their|my) (?:rent|fees|bills|loan|payments|mortgage),
  card (?:was |got |has been |is )?declined, payday loans?, maxed(?: out)?,
  (?:can't|cannot|couldn't) (?:pay|afford) (?:his|her|their|my) (?:rent|fees|bills), bailiffs,
  credit score (?:is|was|of), (?:my|his|her|their) overdraft, (?:his|her|their) debts?, gambling debts?,
  failed a credit check, individual voluntary arrangement, iva, ccjs, debt (?:relief order|management plan|collectors?|collection), loan sharks?, declared (?:himself|herself|themselves)? ?(?:insolvent|bankrupt), (?:his|her|my|their) card (?:stopped|blocked|cancelled|swallowed|frozen|eaten)|(?:has|had|got) (?:his|her|my|their) (?:card|account|cards) (?:stopped|blocked|frozen|closed|cancelled), living on (?:beans|noodles|toast|pasta|cereal|air|crisps), (?:his|her|my|their) rent(?:'s| is) (?:\w+ ){0,3}(?:late|overdue|unpaid|due), (?:his|her|my|their) (?:rent|cheque|direct debit|payment)(?:'s| has| is)? (?:\w+ )?bounced, (?:the )?bank(?:'s| is| keeps) charging (?:me|him|her), (?:died|left) owing, (?:student )?overdraft(?:'s| is| was)? (?:at|over|maxed|up to|beyond) (?:\w+ ){0,2}limit, (?:sofa[- ]surfing|sleeping in (?:his|her) car) because|food ?bank(?:s)? (?:to|just|because|every), (?:living|lives) (?:hand to mouth|off (?:his|her|my|their) (?:overdraft|credit card|parents))|wage slip|insolven(?:t|cy), repossess\w*, credit rating (?:is|was|of), bad credit, (?:his|her|their|my) bank (?:rang|called|has frozen|froze|closed|says),
  (?:officially |totally |completely |utterly |properly |flat |stony )?(?:skint|stony broke|flat broke|dead broke|penniless|brassic|on (?:his|her|my|their) uppers|cleaned out|down to (?:his|her|my|their) last (?:penny|tenner|fiver|pound|quid)),
  (?:can't|cannot|couldn't|can not|won't|didn't|doesn't|not) (?:make|pay|cover|meet|afford|find|scrape together) (?:\w+ )?(?:rent|the rent|fees|her fees|his fees|bills|deposit|mortgage|loan|payments?|tuition), gambl(?:ed|ing|es) (?:away )?(?:his|her|their|my|the|all)(?: \w+){0,2}, lost (?:his|her|their|my) (?:\w+ )?(?:savings|shirt|house|deposit|wages|student loan|inheritance)(?: \w+){0,2}, behind (?:on|with) (?:\w+ ){0,2}(?:rent|fees|bills|payments|mortgage|council tax|loan), (?:two|three|four|five|six|several|eight|\d+) (?:months|weeks|terms|payments|instalments) (?:behind|in arrears|of (?:unpaid )?(?:rent|arrears)|late with), missed (?:\w+ ){0,2}(?:rent|mortgage|loan|fee|payments?|instalments?), hasn't paid (?:his|her|their|the) (?:\w+ )?(?:rent|fees|bills|deposit|subs), owes (?:everyone|money|half|us|rent|thousands|hundreds|back), thousands in debt, up to (?:his|her|their|my) (?:eyes|neck|ears|eyeballs) in (?:debt|it), drowning in debt, in financial trouble, broke again, card (?:keeps|kept) (?:getting|being) declined,
  on universal credit, claims (?:universal credit|benefits), means-tested, hardship (?:case|payment),
`
export const everybody = listOf`
  average, median, typical(?:ly)?, on offer, up for grabs, gap, benchmark, how much (?:do|does|did)|who pays|should (?:we|you)|what does it cost|cost of living|per cent|percent|£\d+ (?:a ticket|entry|a head|each way)|sponsor(?:ed|ship)?|crowdfund\w*|appeal|in aid of|for charity|hospice|foodbank|food bank|project|research (?:council|grant|award|project)|to study|award(?:ed)? (?:to|for) (?:research|the project)|programme|explained|explainer|calculator|repayment threshold|threshold|how to|tips|webinar|workshops? (?:on|for)|drop-?in|money mentors?|medieval|century|1[0-9]\d\d|masons|novel|exhibition, starting (?:salary|pay|salaries),
  salar(?:y|ies) (?:range|scales?|from|of £\S+ to), salary £, salary:, per annum, pro rata, grade \d+,
  (?:of|earn|pays?|worth|win) up to, vacanc(?:y|ies), job alert, (?:we're|we are|is|are) hiring, hiring,
  apply, closing, looking for a, bursar(?:y|ies) of, scholarships?, graduates, funding, funded,
  fees? (?:is|are|for|will), tickets?, entry, prize, raised, donated, donation, living wage, minimum wage,
  students (?:owe|earn|pay|are), (?:most|many|some|young|how|why|when|1\d\d\d|of|poor|rich|local|black|disabled|working) people, households, a (?:free )?talk, history of, billion, £\d+(?:\.\d+)?bn\b, government,
  council, price, costs?, advice, survey, if you earn, do you owe, do you earn, apprentices, an average,
  per student, each, every student, members of staff, all staff, team, grant, fellowship, gratitude,
  library fines, lecture (?:on|tonight|series), lecture:, module, study finds, charity, run, marathon,
  bursary fund, discount, \d+% off, £\d+ off,
`
export const codes = listOf`
  pin, pin number, pin code, cvv, cvc, cv2, security code, security number, passcode,
  one-time (?:code|password|passcode), otp, verification code, digits on the back,
  (?:safe|alarm|till|vault|tin|cash ?tin|strongbox|drawer|cabinet|lockbox|cupboard|key ?safe|cash ?box|petty cash|card|door|gate|entry|locker|padlock|combination) (?:code|pin|lock|combination),
  (?:door|safe|till|alarm|cash office|vault|cash ?box|tin|gate)(?: \w+){0,4} (?:is on|opens (?:with|on)|code's|is set to), (?:(?:joint |bank |current |savings )account|society|club|debit|fuel|company|house) (?:\w+ )?pin, combination, combo, expiry, expires?, sort code, account (?:number|no|num)s?, acc(?:ount)? (?:no|num|number), acct, iban, card number, long number, valid (?:to|from|until), petty cash[^.!?\n]{0,40} code, (?:safe|till|tin|cash)[^.!?\n]{0,40} (?:code|combo|pin), 2fa code, login code, (?:bank|banking|monzo|paypal|revolut|card) (?:\w+ )?(?:code|pin|pass), last four(?: digits)?, three digits,
`
export const innocentCodes = listOf`
  kahoot, quiz, game, menti(?:meter)?, slido, vevox, poll, wi-?fi, eduroam, zoom, teams, meeting, webinar,
  discount, promo, voucher, course, module, ucas, dress, qr, session, padlet, escape room, badge, drawing,
  enamel, room, stream, livestream, event, booking, e\.?g, turningpoint, photo, postcode, bowling,
  tonight's, breakout, checkout,
`
export const banks = listOf`
  bank(?:ing)?, card, paypal, monzo, starling, revolut, barclays, lloyds, natwest, hsbc, santander,
  nationwide, halifax, credit, debit, finance, payroll, stripe, sumup, treasurer, account,
`
export const asks = listOf`
  send(?:ing)?, sent, e-?mail(?:ing)?, reply(?:ing)?, forward(?:ing|s)?, dropping, giving, providing, sharing, commenting, texting, messaging, entering, posting, handing, submit(?:ting)?, confirming, typing, asked for, asking for, need(?:s|ed)?, require[sd]?, want(?:s|ed)?, collecting, tell(?:ing)?, read(?:ing)?, photograph(?:s|ing)?, screenshot, add, put down, pass (?:on|us), get(?:ting)? (?:us|your), have (?:your|ur), take(?:s|ing)? your, what(?:'s| is), what are, once you tell, unless you, by giving, if you (?:give|send|tell|share), dm, pm, message, msg, text, reply, comment, drop, share, tell, give, confirm, provide,
  submit, enter, type, whatsapp, inbox, need, fill in, let us have, want, pop, read out, include, supply,
  verify, hand over, leave, post, put, forward, upload, attach, scan, ring us with, call us with, quote,
  must send, let us know, snap, photo of, screenshot of, write, list,
`
export const details = listOf`
  (?:full )?names?,? (?:your )?bank(?:,| and)|bank and (?:the|your|account)|code on your (?:receipt|text|phone), bank(?:ing)? details, (?:your|ur|their|everyone's|full) (?:bank|card|paypal|account|payment|pay|banking|online banking) (?:\w+ )?(?:details|info|information|number|numbers|name|log-?in|password|pin|statement|statements|code|codes), name of your bank, ni number and bank, (?:six|five|four|6|5|4|eight|8)[- ]digit (?:\w+ )?(?:code|passcode|pin|number), (?:the|that|any) (?:code|passcode|password|otp) (?:\w+ ){0,4}(?:bank|barclays|monzo|lloyds|natwest|paypal|texted|sent|receive), passcode (?:by|from) (?:the|your) bank, sortcode, (?:photo|picture|pic|scan|snap|copy) of (?:your|ur|both sides of your|the (?:front|back) of your) (?:\w+ )?(?:card|bank card|statement|bank statement|payslip|cheque),
  (?:your|ur) (?:pin|cvv|cvc|iban|p45|p60|payslip|payslips|sort code|expiry|wages|earnings|overdraft|savings|debt|debts|balance|bank balance|tax return|household income|parents' income), expiry date, how much (?:you're|you are|ur|everyone's|everybody's|each of you) (?:on|earning|paid|owed?|in debt|overdrawn), what (?:you're|you are|everyone's|everybody's|is everyone|is everybody|ur) (?:on|earning|paid|getting|earn), (?:everyone|everybody) earning, your parents earn, what your parents earn, bank account, bank info, (?:acc|account|acct) (?:numbers?|no|details), sort ?codes?,
  card (?:numbers?|details|no|info), long card number, long number, 16.digit, cvv, cvc, pin(?: number)?,
  security code, payslips?, bank statements?, (?:your|their) salary, salary details,
  (?:your|household) income, iban, payment details, (?:online )?banking (?:password|log-?in|details),
  (?:three|3|last four|last 4) digits, one-time (?:code|passcode|password), passcode, p60, bank card,
  debit card, credit card (?:number|details), code (?:your|the) bank, mother's maiden name, memorable word,
  how much (?:you|u) (?:earn|owe), what you (?:earn|owe), your debts, your overdraft,
  paypal (?:log-?in|password|details),
`
export const denials = listOf`
  don't, do not, never, won't, will not, not, no one, nobody, wouldn't, avoid, stop, no need, doesn't,
  cannot, can't, shouldn't, should not, without, any ?one who, if (?:anyone|someone|somebody|they|a),
`
export const warnings = listOf`
  scams?, scammers?, fraud, fraudsters?, phish(?:ing|ed)?, fake, beware, watch out, hoax,
  report (?:it|them|any), suspicious, criminals?, impersonat\w+, (?:a|the) caller, claiming to be,
  pretending, genuine, legit(?:imate)?, securely, secure (?:form|page|site), never ask, never share,
  going round, bogus, con artists?, by a con, it's a con, phishy, spoof\w*, text(?:s|ed)? (?:claiming|pretending)|hang up|not us|isn't us|delete it|did you get|have you had|do not reply|don't reply|don't click|don't respond,
`
