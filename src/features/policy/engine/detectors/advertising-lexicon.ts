import { listOf } from './phrases-more.ts'

/** Something was had for nothing from a maker or shop. */
export const gifts = listOf`
  (?:sent|gave|given|gifted|lent|treated|flew|hosted|kitted|bought|handed|dropped|popped|fed|supplied) (?:us|me|our \w+|the (?:team|office|squad|crew|whole \w+))(?: \w+)?,
  #?gifted, gifted by, gifting (?:us|me), sending (?:us|me), treating (?:us|me), giving (?:us|me),
  supplying us, kitting (?:us|me) out, kitted out (?:our|the), hooking (?:us|me) up,
  sent (?:them|it|this|these) (?:over|in|to us)(?: for free)?, treated the \w+,
  kindly (?:sent|gifted|gave|treated|lent|supplied|provided|donated|kitted), have kindly, very kindly,
  freebies?, complimentary, on the house, for free, courtesy of, hosted by, guests? of,
  free (?:sample|samples|stay|meal|trip|kit|box|pair)s?, pr (?:package|box|sample|gift), pr, gift from,
  lovely gift, press trip, goodie bags?, goody bags?, on loan from, (?:planner |big |our )?giveaway,
  for nothing, a little something, (?:let|letting) (?:us|me|our \w+) (?:try|use|borrow|have), got in touch,
  keeping (?:us|our), keep (?:us|our \w+) going, as a gift,
  (?:cheers|thanks|thank you|ta|shout ?out|love) to the (?:\w+ ){0,4}(?:at|from), sent for review,
  landed on (?:our|my) desk, a present from, spoil(?:ed|t) (?:us|me), looked after us,
`
export const paid = listOf`
  sponsored(?: by)?, our sponsors?, sponsoring (?:us|this|our),
  paid (?:us|me|for this \w+|for the \w+)(?: to)?, being paid(?: by)?, been paid, get paid, getting paid,
  for a fee, brand ambassadors?, brand rep, (?:our|student) ambassadors? (?:love|for), ambassador for,
  brand partner, our partners?, partners? this \w+, in partnership with, in collab(?:oration)? with,
  partnering with, partnered with, teamed up with, teaming up with, working with, work with,
  brought to you by, collab with, #?spon, #?sp, #?collab, #?brandpartner, #?ambassador, #?sponsored,
  #?partner, on behalf of, takeover by, powered by, fuelled by,
  asked (?:us|me) to (?:tell|say|share|post|mention), a fee, look after (?:us|our), looks after our, kit by,
  dressed by, made possible by, official, thanks to our friends at, our friends at, official \w+ partner,
`
export const affiliate = listOf`
  affiliate links?, affiliate, #?aff, #?affiliate, #?afflink, referral (?:link|code), refer a friend,
  (?:my|our) referral, commission,
  (?:we|i) (?:may |can |might )?(?:earn|get) (?:a (?:little|small|bit|cut)|some|something|from), small cut,
  a cut of, kickback, partner link, (?:use|with|via|using|through) (?:my|our) link, we both get,
  you get £\d+,? (?:and )?(?:we|i) get, we get £\d+, get a fiver, earns? us, earn(?:s)? (?:me|us) a,
`
/** Words that praise or press a thing to buy. */
export const praises = listOf`
  obsessed, you want one, want one, never looked better, flavour, love, loving, (?:is )?a steal,
  the best thing, everything you need, must, legends, lov(?:e|es) theirs, best, gorgeous, amazing,
  delicious, tasty, favourite, fave, go-?to, must-?have, game.?changer, life-?saver, life-?changing,
  changed my, nothing (?:beats|keeps|like), you need, need one, you'll need, need these, need this,
  only drink, the only \w+ you, and only, honestly, lush, unreal, perfect for, ideal for, recommend,
  can't live without, couldn't live without, can't get enough, addicted, so good, sooo+ good, 10/10, great,
  lovely, fab, linked in, stunning, comfiest, comfy, everybody's talking about, everyone's talking about,
  just saying, no contest, trust me, wow, worth every penny, bargain, hooked, 😍, 🔥, 🤤,
`
export const presses = listOf`
  buy, rent yours, stock up, go look, take a look, have a look, sign up via, head to, get down to, shop,
  shopping, try, order, grab, get yours, get one, get (?:your|their|his|her)s?, go get,
  go and (?:get|buy|try), go try, pick up, pick one up, download, subscribe, open (?:yours|an account),
  swipe up, link in bio, links in bio, links? below, tap the link, check (?:it |them )?out, check out,
  switch to, sign up, treat yourself, running to, restock, book, book yours, book your, now on sale,
  available, range, deals?, half price, student fares?, student account, fares start,
  from (?:just |only )?£\d+, only £\d+, just £\d+, £\d+ off, \d+% off, follow @\w+,
  tag (?:2|two|a|three|3) (?:mates?|friends?), win a, discount, voucher, at the till, at checkout, go,
  take the, ask for, pop in,
`
export const codes = listOf`
  (?:with|use|using|enter|quote|add|our|my|promo|discount|voucher|the|student|type|apply|exclusive) (?:(?:promo|discount|voucher|exclusive|student|the|our|my) )?codes?,
  promo codes?, discount codes?, voucher codes?, code, with, use, using, enter, quote,
`
export const savings = listOf`
  \d{1,2} ?%, £ ?\d+ off, half price, free (?:for|with|until)(?: a \w+)?, [345] for [23], 2.for.1,
  two for one, bogof, buy one get one, free (?:delivery|trial|drink|coffee|month|side|pizza|shot), discount,
  money off, a (?:tenner|fiver) off, off your (?:first|next), percent off, per cent off,
`
export const own = listOf`
  our (?:shop|store|gift shop|caf[eé]s?|gym|museum|own|bookshop|theatre|cinema|bar|sports centre|campus|online shop|courses?|postgraduate|master'?s?|merch\w*|press|summer|sport|venue|box office|farm|nursery|hotel|conference|msc|ma|mba|halls|short courses|alumni|studio|box|botanic|open day|own-brand|salon|clinic|kitchen),
  in our own, students' union (?:shop|bar|merch|freshers), su (?:shop|bar|ents),
  university (?:shop|press|store|gym|caf[eé]|merch\w*|theatre), campus (?:shop|caf[eé]|gym|bar|store|farm),
  tuition, fees, postgraduate, alumni discount, alumni get, early.?bird, tickets? (?:for|to) our, open day,
  union ball, freshers' ball, summer ball, students' union, short courses?, summer school, lunch is on us,
  the union's,
`
export const noSale = listOf`
  food ?bank, charit\w+, donat(?:e|ion|ions)\b,
  research (?:project|partnership|council|centre|collaboration), funded, grant, scholarships?,
  studentships?, phd, apprenticeships?, internships?, visa, volunteer\w*, blood, council, nhs, police,
  hospital, hospice, hackathon, symposium, seminar, lecture series, professorship, scam\w*, beware, fake,
  dress code, postcode, qr code, source code, course code, module code, booking code, ucas code,
  code of (?:conduct|practice), code club, coding, gift of, legac(?:y|ies), bequest, gifts? this year,
  gifted and talented,
  gifted (?:\d+ |a )?(?:laptops?|letters?|books?|paintings?|papers?|collections?|manuscripts?), archives?,
  marathon, how to tell, influencer, local schools, wellcome, essay services,
  sponsored (?:walk|run|swim|silence), research,
`
export const denials = listOf`
  don't sell, we don't, do not, never, won't sell, aren't paid, not paid, isn't paid, aren't sponsored,
  not sponsored, isn't sponsored, nobody paid us, weren't paid, without being paid, paid nothing,
  no commission,
`
/** Only a seller says these. */
export const hardSells = listOf`
  buy, rent yours, stock up, a steal, order, swipe up, discount, fares?, deals?, open yours,
  open an account, student account, running to, restock, now on sale, treat yourself,
  tag (?:2|two|a|three|3) (?:mates?|friends?), download it, download the app, get yours, grab yours,
  grab one, shop (?:now|the|my), link in bio, links in bio, go\. book, book yours, half price, from £\d+,
  £\d+ off, \d+% off, subscribe,
`
