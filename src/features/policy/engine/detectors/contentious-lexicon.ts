import { listOf } from './phrases-more.ts'

/** Matters on which an institution speaks with care. Each name is followed by the words that people use for it. */
export const matters: Readonly<Record<string, readonly string[]>> = {
  'industrial action': listOf`
    fair pay, our pensions, pensions?, pay our (?:staff|lecturers|teachers|cleaners|porters), on strike,
    to strike, walking out, walked out, walk out over, the union, junior doctors, industrial action,
    strikes?, striking (?:staff|colleagues|lecturers|workers|teachers|nurses|doctors|cleaners), strikers,
    picket(?:s|ing)?, picket lines?, marking (?:and assessment )?boycott, walk-?outs?, pay dispute,
    pay (?:offer|deal|claim), the dispute, trade unions?, the unions?, union-?busting,
    zero.hours contracts?, casualisation, pensions? (?:dispute|cuts?), uss (?:cuts?|dispute),
    #?ucu(?:rising|strikes?)?, balloted?,
  `,
  immigration: listOf`
    immigration, visas?, visa (?:fees|policy|rules|routes?|changes), graduate route, migrants?, migration,
    asylum(?: seekers?| policy)?, refugees?, deport(?:ation|ations|ed|ing)?, hostile environment,
    rwanda (?:plan|scheme), small boats?, open borders, borders?, health surcharge, salary threshold,
    dependants (?:ban|rule), net migration,
  `,
  'wars and conflicts': listOf`
    israel\w*, palestin\w+, gaza\w*, hamas, west bank, zionis\w+, idf, ceasefire, genocide, apartheid,
    occupation, ukraine, ukraini, putin, russian? (?:invasion|aggression|forces|war), invasion, sudan,
    yemen, kashmir, tigray, syria, intifada, from the river to the sea,
    arms (?:trade|sales|firms|companies|manufacturers|dealers), uyghurs?, taiwan, hong kong,
    the war(?: in \w+)?, iran, bombing, airstrikes?,
  `,
  Brexit: listOf`
    brexit\w*, rejoin(?:ing)?(?: the)? eu, leaving the eu, left the eu, eu membership, remainers?, leavers,
    the referendum, rejoin, single market, customs union, people's vote, #?fbpe, second referendum,
    indyref2?, scottish independence, irish unity, welsh independence, united ireland,
  `,
  abortion: listOf`
    abortions?, conception, pro-?life, pro-?choice, right to choose, unborn, termination of pregnancy,
    reproductive (?:rights|justice|freedom), anti-?abortion, abortion clinics?, buffer zones?, roe v wade,
    my body,? my choice,
  `,
  'assisted dying': listOf`
    assisted dying, assisted suicide, euthanasia, right to die, dignity in dying,
    terminally ill adults bill, dignitas, mercy killing,
  `,
  'gender recognition': listOf`
    adult human females?, sex is real, self-id, supreme court, gender recognition, self-?id,
    gender.?critical, trans rights, trans women, trans people, trans men,
    trans (?:athletes|students|staff|kids|children|lives), single-?sex (?:spaces?|toilets?|services),
    biological sex, sex.based rights, puberty blockers, women's (?:spaces|sports?), terfs?,
    conversion (?:therapy|practices), gender ideology, gender identity, gender-?neutral toilets?,
    non-?binary, cass review, pronouns?, what a woman is, equality act,
  `,
  'drugs policy': listOf`
    cannabis, decriminali[sz]\w+, legali[sz]\w+, war on drugs,
    drugs? (?:policy|laws?|testing|reform|prohibition|criminali[sz]ation), drug checking, prohibition,
    psychedelics, consumption rooms?, weed, ketamine, nitrous oxide, laughing gas, illegal drugs, drugs,
    harm reduction,
  `,
  'tuition fees': listOf`
    tuition fees?, fees, fee (?:rise|rises|increases?|hikes?|cap|freeze), student (?:debt|loans?),
    the (?:student |maintenance )?loan (?:hasn't|has|is|isn't|should|doesn't), foodbanks?, graduate tax,
    maintenance (?:grants?|loans?), student finance, loan repayments?, loan interest, higher fees,
    £9,?(?:250|535|000),
  `,
  'cuts and redundancies': listOf`
    cutting (?:\w+ )?(?:places|jobs|courses|staff|posts|funding), compulsory redundancies,
    clos(?:ing|ure|ed), cuts, job (?:cuts|losses), course closures?,
    clos(?:ing|ure of) (?:the |our )?(?:\w+ ){0,3}(?:department|courses?|school|campus), redundanc(?:y|ies),
    made redundant, restructur(?:e|ing), lay-?offs?, voluntary severance, compulsory redundanc(?:y|ies),
    sack(?:ed|ing|ings)?, austerity, outsourc(?:e|ed|ing), axe, axed, axing, funding cuts?, savage cuts,
    budget cuts?, marketi[sz]ation, vice.chancellors?' pay, vc pay, fat.?cat pay, privati[sz]ation,
    underfunding,
  `,
  monarchy: listOf`
    monarch(?:y|ies|ists?), the crown, royal family, the royals?, royals, the king, the queen, not my king,
    coronation, republicans?, republicanism, #?notmyking, a republic, jubilee, royal visit, prince,
    head of state,
  `,
  'statues and names': listOf`
    statues?, slave trader's, our chancellor is, rhodes, colston, decoloni[sz]\w+, renam(?:e|ed|es|ing),
    slave (?:traders?|owners?|trade), slavers?, slavery, coloniali(?:sm|sts?), imperialists?,
    building names?, name of (?:the|this|our) (?:building|hall), reparations, eugenicists?, portraits? of,
    plaques?, empire, repatriat\w+, looted, named after, topple, \w+mustfall,
  `,
  divestment: listOf`
    divest\w*, fossil fuels?, in oil, out of oil, fossil.free, oil (?:and gas|companies|firms|giants|money),
    big oil, arms investments?, investments in, invest(?:s|ing)? in (?:arms|oil|tobacco|weapons|companies),
    boycott\w*, bds, sanctions, arms fair, weapons (?:makers?|firms?|manufacturers?), net zero,
    just stop oil, extinction rebellion, climate (?:emergency|crisis|breakdown|strike), vegan menus?,
    beef ban, meat ban, encampments?,
  `,
  'free speech': listOf`
    free speech, freedom of speech, free expression, no.?platform(?:ed|ing)?, cancel culture,
    cancel(?:led)? (?:speaker|the talk|the speaker), de-?platform(?:ed|ing)?, controversial speaker,
    a platform, speakers like, platforming, speaker (?:ban|invitation), safe spaces?,
    censor(?:ed|ship|ing)?, woke(?:ness|ry)?, culture wars?, hate speech, academic freedom,
    trigger warnings?, disinvit\w+, right to protest, protesters?, encampments?, prevent duty, heckl\w+,
    silenc(?:ed|ing),
  `,
}

/** Words of one who takes a side or speaks for everybody. */
export const stand: Readonly<Record<string, readonly string[]>> = {
  side: listOf`
    support(?:s|ing|ed)?, back(?:s|ing|ed)?,
    stand(?:s|ing)? (?:with|by|against|for|up for|alongside|shoulder to shoulder with|in solidarity|together),
    solidarity, condemns?, condemned, oppos(?:e|es|ed|ing), reject(?:s|ed|ing)?, denounc(?:e|es|ed|ing),
    deplores?, welcom(?:e|es|ed|ing), endors(?:e|es|ed|ing), calls? (?:for|on), calling (?:for|on),
    demand(?:s|ing|ed)?, urg(?:e|es|ed|ing), believ(?:e|es|ed), appalled, disgusted, ashamed, horrified,
    outraged, proud(?:ly)?, delighted, agree with, disagree with, against, in favour of, pro, anti,
    campaign(?:s|ing)? (?:for|against|to), fight(?:s|ing)? (?:for|against|the|these|back), resist, hate,
    love, applaud, salute, sympathi[sz]e with, side with, siding with, stance, position on, our view,
    commit(?:s|ted)? to, will never, refuses? to, respect(?:s)? the right, regret, not neutral,
    speak(?:s|ing)? out, happy to see, sad to see, thrilled, angry,
  `,
  must: listOf`
    must, should, shouldn't, should not, must not, needs? to, ought to, has to, have to, has no place,
    have no place, deserves?, has got to, cannot be allowed, can't be allowed, time to, it's time, time for,
    high time, about time, never again, enough is enough,
  `,
  verdict: listOf`
    is censorship, every right, no right, won't have it, will not have it, has no place, end of story,
    full stop, must fall, is wrong, are wrong, is right, are right, was right, were right, was wrong,
    were wrong, wrong, disgrace(?:ful)?, disgusting, shame(?:ful)?, scandal(?:ous)?, unacceptable,
    unjust(?:ified)?, unfair, justified, immoral, indefensible, a mistake, a disaster, disastrous,
    catastroph(?:e|ic), cruel(?:ty)?, racist, barbaric, murder, evil, nonsense, rubbish, madness, insane,
    ridiculous, stupid, pathetic, outdated, an outrage, outrageous, a joke, a human right, human rights?,
    are women, are men, a right, a fundamental right, a con, a rip-?off, theft, vandalism, has failed,
    failed, failing, a betrayal, damag(?:es|ing), harm(?:s|ful), ruin(?:s|ed|ing), destroy(?:s|ed|ing),
    killing, self-harm, inhumane, heartless, the right thing, wrong-headed, worth (?:it|every),
    long overdue, overdue, out of hand, gone too far, too far, a war crime, war crimes?, illegal,
    undemocratic, selfish, greed(?:y)?, a national embarrassment, embarrassment, the best thing, the worst,
    no brainer, a blight, a stain, stain, a moral duty, moral, common sense, a waste,
  `,
  cry: listOf`
    end, stop, scrap, abolish, ban, free, save, no to, say no to, yes to, no more, down with, up with,
    victory to, hands off, defend, boycott, legali[sz]e, decriminali[sz]e, divest, rejoin, reverse, cut,
    kick out, tear down, take down, pull down, bring back, axe, protect, reclaim, justice for, freedom for,
    death to, long live, god save, shame on, f\*+k, stuff, sod, support, back, honk for,
    sign (?:the|our|this) petition, join (?:us on )?the, keep, don't cross, never cross, do not cross,
  `,
}

/** Cries that are a stand by themselves. */
export const slogans = listOf`
  #?not ?my ?king, #?free ?palestine, #?free ?gaza, ceasefire now, from the river to the sea,
  #?stand ?with ?(?:israel|palestine|ukraine|gaza), trans women are (?:women|men),
  trans men are (?:men|women), trans rights are human rights, sex is real, adult human females?,
  my body,? my choice, rhodes must fall, \w+ ?must ?fall, just stop oil, slava ukraini, stop the boats,
  refugees (?:are )?welcome(?: here)?, no borders, scrap (?:tuition )?fees, free education, fair pay now,
  tax the rich, no cuts, #?ucu ?rising, enough is enough, #?rejoin ?eu, #?rejoin, #?fbpe,
  black lives matter, all lives matter, no human is illegal, #?abolish ?the ?monarchy,
  life begins at conception, every child a wanted child,
  abortion (?:kills|is murder|is healthcare|is health care), never again means, solidarity forever,
  troops out, no justice,? no peace, there is no planet b, keep it in the ground, woke nonsense, go woke,
  take back control, brexit means brexit, bollocks to brexit, get brexit done, love wins,
`

/** Words of opinion: beside a contested matter they take a side. */
export const opinion = listOf`
  doesn't understand, don't understand, (?:is|are) gone, say it plainly, frankly, to be blunt, refuse to,
  disappoint(?:ed|ing|ment), appall(?:ed|ing), no excuse, common sense, wreck(?:s|ed|ing)?, vandalis\w+,
  say no, say yes, stays(?! open), won't stand, we won't, we will not, we'll never, we will never,
  we are not neutral, fight, fighting, enough, kick in the teeth, slap in the face, slippery slope,
  brilliant, terrible, awful, dreadful, horrible, fantastic, wonderful, excellent, absurd, farce, farcical,
  laughable, moaners, mob, rabble, criminals?, thugs?, butcher, tyrant, kills?, killing, at last, finally,
  at long last, about time, treats, vote it down, vote for, vote against, vote it through, pass the bill,
  pass this bill, block the bill, kill the bill, back the bill, fair(?:er|ness)?, unfairly, rewrite history,
  erase history, whitewash\w*, good day for, bad day for, sad day for, dark day for, victory, a win for,
  betray\w*, cave(?:d|s|ing)? in, caved, cowards?, cowardly, spineless, gutless,
  behind (?:the|our|you|all|them|every), right behind, with you, hypocri\w+, lies, liars?, lied, propaganda,
  myth, so-called, crime, criminal, blood on, complicit, complicity, silence is, forced on, thrown on,
  on the scrapheap, attack on, assault on, war on, threat to, danger(?:ous)? (?:to|for)?, bad for, good for,
  better off, worse off, worse, damage, step forward, step back(?:wards?)?, progress, long overdue, overdue,
  too (?:high|low|little|far|late|expensive|many), not enough, broken, bonkers, bananas, bloody, hell,
  sensible, decent, brave, heroes?, heroic, wait(?:ed)? long enough, come down, stay up, topple, has to go,
  have to go, needs to go, should go, must go, had its day, belongs in, relic, sham, squander\w*, waste of,
  rip(?:ping|ped)? off, rip-?off, greed, fat ?cats?, exploit\w*, poverty pay, crumbs, bullies, bullying,
  blackmail, hold(?:ing)? students (?:to ransom|hostage), to ransom, hostage, selfish, irresponsible,
  reckless, isn't the (?:department|place|university) for you, no place for, on the right side,
  wrong side of history, right side of history, cheer(?:s|ing)?, applaud, hurrah, hooray, good riddance,
  good on, well done, bravo, thank goodness, thank god, happy to see, glad (?:to see|that)?,
  pleased (?:to see|that), delighted (?:to see|that), thrilled (?:to see|that), proud (?:to|that|of),
  sorry to see, sad (?:to see|that), angry (?:that|about|at), let's be honest, make no mistake,
  as a university, as a department, as an institution, our (?:position|view|stance|line), let us be clear,
  let's be clear, is clear, simply, obviously, plainly wrong, of course, not a product, a right, rights? to,
  equality, inhuman\w*, humanity, murder\w*, massacre, slaughter, starv\w+, oppress\w+, coloni[sz]er\w*,
  aggress\w+, defend itself, stop (?:the|this|these|funding|arming|killing|bombing), divest, pull its money,
  pull(?:ed|s)? (?:its|our|the) money, doesn't mean, does not mean, isn't violence, is violence, snowflakes,
  censorship, gag(?:ged|ging)?, muzzl\w+, crush\w*, scapegoat\w*, cruel\w*, shambles, mess, ruinous, crazy,
  lunacy, idiotic, madness, never cross, won't cross, don't cross, will not cross,
`

/** Words of somebody who argues: with a contested matter they show a side, unless the post only gives notice. */
export const argues = listOf`
  nobody, no one, everyone, everybody, us all, all of us, guilty, honestly, just saying, would, wouldn't,
  won't, can't, don't, doesn't, never, always, deserves?, let(?! us know|'s), properly, hands off,
  behind it, at risk, risks?, cost us, costs us, a fortune, charter,
  will (?:bring|ruin|help|harm|save|cost|make|mean|lead|be), best thing, worst thing, off with, see sense,
  actually, because, better, wrong, right, matters?, real, truth, fact is, the fact, however much, who pays,
  instead, while, but, yet, sick of, tired of, ignor(?:e|es|ed|ing), care about, cares?, hurts?, hurting,
  pretend\w*, meant to, supposed to, get away with, keep (?:on )?\w+ing, makes? (?:us|me|it|sense), afford,
  worth, pay for, for all, for everyone, at the expense, blame, fault, thanks to, win, wins, lose, losing,
  lost, sold out, sell out, sold, truly, utter(?:ly)?, complete(?:ly)?, total(?:ly)?, absolutely, sorry,
  hope, wish, dream, fear, worry, worried, insist, think, thinks, feel, believe, know, say it, said it,
  speak up, listen, wake up, think again, imagine, remember who, ✊, 👏, 🤬, 😡, 🙄, 💔,
`

/** Names of matters that are as often said without any thought of the matter: they need words of argument beside them. */
export const everyday = listOf`
  strikes?, cuts, fees, tuition fees?, drugs, weed, named after, refugees?, pensions?, the king, the queen,
  the royals?, royals, royal visit, prince, jubilee, coronation, head of state, the crown, visas?,
  portraits? of, plaques?, empire, statues?, sudan, iran, syria, yemen, taiwan, hong kong, kashmir,
  fossil fuels?, borders?, student loans?, student finance, maintenance (?:loans?|grants?),
  loan repayments?, industrial action, net zero, sanctions, pronouns?, non-?binary, migration, immigration,
  ketamine, cannabis, psychedelics, restructur(?:e|ing), republicans?, slavery, slave trade, repatriat\w+,
  renam(?:e|ed|es|ing), occupation, prohibition, trade unions?, the unions?, the union, conception, ukraine,
  ukrainian, the war(?: in \w+)?, invasion, academic freedom, protesters?, clos(?:ing|ure|ed), foodbanks?,
  equality act, student debt, walk-?outs?, rhodes, on strike, to strike, free speech,
`
