import { listOf } from './phrases-more.ts'

/** Words of one person's pay; none of them shows anything without a sum and a person. */
export const payWords = listOf`
  earns?, earned, earning, salary, salaries, wages?,
  (?:was|were|is|are|gets?|got|been|being|'s|'m|'re) paid, (?:his|her|their|my|of|'s) pay, payslip,
  pay ?packet, pay-?off, pay ?rise, take-?home, takes? home, taking home, took home, pockets, pocketed,
  bonus, pension, stipend, redundancy, package, six figures, five figures, six-figure,
  on(?= £| \d| six| five| just over| about| nearly), bumped (?:up )?to, pulls? in, gets?(?= £\d\d),
  rak(?:es|ing) in, we pay, they pay, makes, promoted to, raise, rise to, day rate, fee was, charges,
  hourly rate, cheque,
`
export const debtWords = listOf`
  owes?, owed, owing, debts?, arrears, overdraft, overdrawn, unpaid, loans?, outstanding, borrowed, lent,
  in the red, defaulted, credit cards?, skint, behind, bailiffs?, payday, mortgage, bankrupt\w*, maxed,
  in (?:my|his|her|their) (?:bank |current |savings )?account, balance, savings, iou, gambl\w+, can't pay,
  cannot pay, pay (?:me |us |him |her )?back, repay, minus, negative, chasing, fines?,
`
/** Trouble with money that needs no sum beside it. */
export const broke = listOf`
  (?:is|am|i'm|he's|she's|they're|gone|went|was|declared|are|in|badly|deep|deeply) (?:in debt|in arrears|overdrawn|bankrupt),
  county court judgment, ccj,
  behind (?:on|with) (?:his|her|their|my) (?:rent|fees|bills|loan|payments|mortgage),
  card (?:was |got |has been |is )?declined, payday loans?, maxed(?: out)?,
  (?:can't|cannot|couldn't) (?:pay|afford) (?:his|her|their|my) (?:rent|fees|bills), bailiffs,
  credit score (?:is|was|of), (?:my|his|her|their) overdraft, (?:his|her|their) debts?, gambling debts?,
  failed a credit check, individual voluntary arrangement,
`
export const everybody = listOf`
  average, median, typical(?:ly)?, starting (?:salary|pay|salaries),
  salar(?:y|ies) (?:range|scales?|from|of £\S+ to), salary £, salary:, per annum, pro rata, grade \d+,
  (?:of|earn|pays?|worth|win) up to, vacanc(?:y|ies), job alert, (?:we're|we are|is|are) hiring, hiring,
  apply, closing, looking for a, bursar(?:y|ies) of, scholarships?, graduates, funding, funded,
  fees? (?:is|are|for|will), tickets?, entry, prize, raised, donated, donation, living wage, minimum wage,
  students (?:owe|earn|pay|are), people, households, million, billion, £\d+(?:\.\d+)?(?:m|bn)\b, government,
  council, price, costs?, advice, survey, if you earn, do you owe, do you earn, apprentices, an average,
  per student, each, every student, members of staff, all staff, team, grant, fellowship, gratitude,
  library fines, lecture (?:on|tonight|series), lecture:, module, study finds, charity, run, marathon,
  bursary fund, discount, \d+% off, £\d+ off,
`
export const codes = listOf`
  pin, pin number, pin code, cvv, cvc, cv2, security code, security number, passcode,
  one-time (?:code|password|passcode), otp, verification code, digits on the back,
  (?:safe|alarm|till|vault|key ?safe|cash ?box|petty cash|card|door|gate|entry|locker|padlock|combination) (?:code|pin|lock|combination),
  combination, expiry, sort code,
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
  send, e-?mail, dm, pm, message, msg, text, reply, comment, drop, share, tell, give, confirm, provide,
  submit, enter, type, whatsapp, inbox, need, fill in, let us have, want, pop, read out, include, supply,
  verify, hand over, leave, post, put, forward, upload, attach, scan, ring us with, call us with, quote,
  must send, let us know, snap, photo of, screenshot of, write, list,
`
export const details = listOf`
  bank(?:ing)? details, bank account, bank info, (?:acc|account|acct) (?:numbers?|no|details), sort ?codes?,
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
  pretending, genuine, legit(?:imate)?, portal, securely, secure (?:form|page|site), never ask, never share,
  going round, bogus, in person, e:vision,
`
