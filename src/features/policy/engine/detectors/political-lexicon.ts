import { listOf } from './phrases-more.ts'

/** Words of parties, governments, votes and stands. How they are read: `concepts.ts`. */
export const politicalConcepts = {
  // Names of parties that mean nothing else.
  party: listOf`
    tory, tories, lib dem(s), libdem(s), liberal democrat(s), reform uk, snp, plaid, plaid cymru, green party, the greens, ukip, sinn fein, sinn féin, dup, sdlp, uup, alba party, labour party, conservative party, labour government|council|mp|mps|candidate|candidates|leader|minister|ministers|manifesto|councillor|councillors|lot|frontbench|policy|conference|win|majority|landslide|gain|hold|team|activists|rosette, reform candidate|mp|council|lot|councillor|leader|government, conservative government|council|mp|mps|candidate|candidates|leader|minister|manifesto|councillor|win|conference, green mp|candidate|candidates|councillor|councillors|manifesto|surge, new labour, workers party, your party, communist party, change uk, ukip's, brexit party, britain first, edl, bnp, far right, hard left, corbynista*, thatcherite*, starmerite*, blairite*, trump, maga, republicans, democrats, socialist workers,
  `,
  // These are parties only with a capital, or beside a vote.
  maybe: listOf`labour, conservative(s), reform, green(s), alliance, liberal(s), alba, the left, the right, the opposition, restore, advance`,
  ruling: listOf`
    government, govt, gov, government's, minister(s), prime minister, pm, home secretary, education secretary, health secretary, foreign secretary, culture secretary, secretary of state, cabinet, westminster, politicians, mp, mps, msp, msps, treasury, home office, whitehall, downing street, council leader, city council, county council, this council, our council, the council, the county, council's, dfe, department for education, chancellor of the exchequer, the chancellor, rachel from accounts, number 10, no 10, no. 10, number ten, first minister, peers, lords, house of lords, house of commons, parliament, holyrood, senedd, stormont, establishment, this lot, that lot, those in power, powers that be, our leaders, people in charge, those in charge, grown ups in charge, mayor, metro mayor, town hall, ofs, office for students, universities minister, skills minister, ruling party, regime, president of the united states, white house, congress,
    lords, education department, department for, run the department, this budget, budget, bill, the levy, scottish government, welsh government, chancellor, our mp, our mps, councillors, your councillors,
    commons, the house, tory government, mps, education committee, white house, senate republicans, the state, state government, eu, european commission, brussels, first minister, cabinet minister,
  `,
  // Somebody speaks for themselves or for us, or to the reader; no news is told so.
  voice: listOf`we, we're, we've, our, us, i, i'm, i've, my, me, you, your, you're, yourself, please, pls, let's, lol, thanks, thank, hooray, yes, yay, wow, omg, gutted, ugh, honestly, frankly, imho, imo, tbh, ffs, 🌹, 💚, 🔶, 💙, 🎉, 👏, 😍, 💔, 😭, 🙌, ✊, 🤞, 👍, 👎,`,
  candidate: listOf`
    candidate(s), cllr, councillor(s), independent, incumbent, sitting mp|member, your mp, our mp, the mp, local mp, mayoral, by-election, byelection, ward, constituency, hopeful, contender,
    only one candidate, the incumbent, hustings, one party, only one party, blue one, red one, yellow one, blues,
    running for mayor|parliament|council|office|election|mp|leader, standing for mayor|parliament|council|office|election|mp|leader|re-election, running to be|for,
  `,
  vote: listOf`
    vote, votes, voting, voted, your cross, your x, x marks, ballot box, ballot paper, ballot, polling day, polls, poll card, at the polls, elect, elected, re-elect, reelect, re-elected, turf out, kick out, boot out, vote out, throw out, oust, unseat, tactical*, lend _ vote, use your vote, use it well, back in, ge, ge2029, ge24, marginal, doorstep, doorsteps, canvass*, leaflet*, door knock*, doorknock*, campaign, campaigning, rosette, placard(s), put an x, box, tick the box, tick the, get _ elected, get them out, gtto, out out out, them out, switch to, majority, landslide, first choice, second preference, referendum, indyref*, polling station,
    fighting, at the count, see you at the count, see you out, by-election day, count me in, on thursday, in may, next thursday, at the next election, when you vote, before you vote, seat,
  `,
  // How we stand to them: for.
  back: listOf`
    support, supports, supporting, endorse(s), endorsing, endorsed, back, backs, backing, backed, stand with|behind|by, stands with|behind, standing with|behind|for, rooting for, right behind, rally behind, get behind, i'm with, we're with, all in for, vote for, voting for, join, elect, fingers crossed, good luck, best of luck, proud of, so proud, proud to, delighted, thrilled, overjoyed, relieved, relief, hooray, hurrah, congratulations, congrats, celebrate, celebrating, hope, hoping, praying, brilliant, fantastic, superb, the only, only party, only one(s), the best, best choice|hope|bet, right choice|person|party|one|name|candidate, deserves to, deserve, deserves, will save|fix|rescue|stand|fight|fund|deliver|protect|put, would save|fix|fund|make|protect|be+brilliant|be+great, on our side, on your side, has our, has my, got our, got my, gets our, gets my, gets it, gets us, get it right, got it right, gets it right, has it right, is right, are right, spot on, cares about, care about, speaks for, speak for, champion(s), true friend, friend of, friend to, a friend, good turn, great for, good for, trust, trusted, time for, ready for, onwards, to victory, victory, win, wins, winning, for the win, must win, all the way, at last, about time, finally, needs to win, real change, change, hero, legend, love, we love, thank goodness for, thank god for, vision, offers, has the answer, the answer, our kind of, our pick, our choice, our candidate, up the, go, vote green, is a vote for, plan for, plans for, agree with, agrees with, fully agree, applaud*, welcome(s) _? decision, breath of fresh, sensible, sanest, sense, understands, understand, listens to, delivers, delivered for, standing up for, stood up for, our local, backs us, backs students, hats off, kudos, 🌹, 💚, 🔶, 🌳, ❤️, 💙,
    shoulder to shoulder, best news, great news, wonderful, lend _ hand, lend a hand, let's, help her|him|them win, hold, gain, held, elated, buzzing, over the moon, chuffed, proud to be, member of, card carrying, hope for, hearts, yes to, only choice, a fairer, fairer, better future, brighter, on the side of students, smashed it, nailed it, well said, hear hear, bravo, exactly right, more of this, credit to, thanks to our, grateful to, stood up for, stands up for, always been, never let us down, in safe hands, cheering, cheer,
    chuffed to bits, go get 'em, go get em, hats off, finally doing right, doing right, handing out leaflets, our own, deserve a, worth your vote, only one worth, thank you, thanks, right call, spot-on, hugging, so happy, yes yes yes, hip hip, onward, good day for, great day for, historic, well deserved, thumbs up, big fan, fan of, love what, impressed, impressive, heroic, courage, brave, the real deal, next prime minister, next mp, our next, in our corner,
    full support, has our full, our full support, good choice,
  `,
  // Said of a government, this too is a side taken.
  cheer: listOf`
    hats off, bravo, hear hear, well done, well said, delighted, thrilled, overjoyed, congratulations, congrats, finally, at last, about time, hooray, hurrah, good on, kudos, fair play, credit where, right call, right decision, right thing, doing right, we applaud, we support, we back, fully support, fully behind, proud of, best news, great news, three cheers, thank goodness, thank god, love this government, brilliant decision, best government|minister|chancellor, we stand with|behind, we endorse, we agree with, long may,
    best thing to happen, best thing that, full support, our full support,
    is right to, are right to, right to scrap|back|fund|cap|ban, great work by,
  `,
  // Against. `blame` is strong enough to stand beside a government; `harsh` is what no neutral post says.
  blame: listOf`
    resign, resigns, resignation, shame, ashamed, shameful, shameless, disgrace, disgraceful, disgusting,
    failed, betrayed, betrayal, betraying, betrays, betray, wrecked, wrecking, wreck, wreckers,
    destroyed, destroying, destroy, destroys, ruined, ruining, ruin, ruins, abandoned, abandoning,
    abandon, lied, lies, lying, liar(s), gutted, gutting, trashed, trashing, let _ down,
    lets _ down, letting _ down, no idea, no clue, no plan, no shame, no interest, clueless, corrupt, corruption,
    crooks, crook, clown(s), joke, laughable, laughing stock, embarrass*, disaster, disastrous, shambles,
    shambolic, fool(s), idiot(s), idiotic, moron(s), useless, incompetent, incompetence, rotten, cruel,
    cruelty, hopeless, pathetic, to blame, blame, heartless, callous, unfit, not fit, out of touch,
    at war with, war on, attack on, attacks on, assault on, toast, hate(s), doesn't care, don't care, couldn't care,
    couldn't run, couldn't organise, couldn't manage, can't be trusted, cannot be trusted, never trust, don't trust, must go, has to go, have to go,
    time to go, should go, get out, needs to go, should be ashamed, hasn't got a clue, haven't a clue, hang _ head(s), hang your heads, a slap,
    slap in the face, kick in the teeth, insult, insulting, two fingers, screw*, sod, stuff, to hell with, f*ck*,
    fuck*, bloody, bastard(s), scum, vile, nasty, toxic, racist, racism, fascist(s),
    bigot*, nonsense, rubbish, garbage, drivel, wasted, wasting, vandal*, philistine(s), sleaze,
    chaos, chaotic, cronyism, cronies, greedy, greed, hypocrite(s), hypocri*, spineless, gutless,
    cowardly, coward(s), dishonest, deceit, deceitful, conning, con trick, con artists, cheated, robbed,
    robbing, stealing, stolen, killing, kills, murder*, starving, scapegoat*, demonis*, mindless,
    brainless, brain dead, brain cell, reckless, wrecklessly, stupid, stupidity, dumb, lazy, arrogant,
    tone deaf, wretched, appalling, appalled, outrage, outrageous, outraged, scandal, scandalous, farce,
    farcical, fiasco, omnishambles, pants, sick of, anyone but, anybody but, anything but, never again, rid of,
    had enough, enough of, enough is enough, fed up, tired of, down with, turned _ back(s), turned their back|backs, turning _ back(s), sold out,
    selling out, sold _ down|out, sell out, stabbed, backstab*, thrown _ under, throwing _ under, kicked, hammering, hammered,
    crippling, crippled, no more, hopelessly, don't understand, never met a student, couldn't care less, wouldn't know, nothing to offer, nothing for students,
    neglect*, squandered, not listening, doesn't listen, don't listen, won't listen, once again, yet again, yet another, another day,
    awful, dreadful, dire, abysmal, ghoul*, evil, wicked, monstrous, hostile environment, gaslight*,
    🤡, 🤮, 🤬, 😡, 💩, 🙄, couldn't find, waffle*, says nothing, learns nothing,
    does nothing, did nothing, nothing but, choice made by, slash, slashes, slashed, slashing, axe, axes,
    axed, axing, starve, starves, starved, hates, weakest, pretend, pretends, pretending,
    promises broken, broken promises, backtrack*, flip flop*, tin ear, clobber*, bleed, bleeding, milked, cash cow,
    don't vote, voted to cut, voted against, voted for the, wouldn't trust, would you trust, god help, heaven help, good riddance, riddance,
    loser(s), losers, terrified, frightening, threatens, dark day, sad day, paid for by, poisonous, poison,
    hypocrites, pack of, muppet(s), numpty, numpties, plank(s), donkey(s), gammon, puppet(s), robbery,
    daylight robbery, robbers, no thanks, four more years, sacked, should be sacked, be sacked, no business, let scottish|us|students|everyone|nurses|you|young down, has let,
    have let, how stupid, stupid do, blown it, blew it, keep your hands, hands off, cash cows, take _ back from, no to this,
    march with us, ran out of ideas, out of ideas, bottled it, bottling it, dithering, dither, cave in, caved, caving,
    climbdown, smug, nepotism, rip off, ripped off, rip-off, short changed, shortchanged, stitch up, stitched up,
    thrown under, wouldn't last, needs a history lesson, should try, dinosaur(s), dino, liars, my foot, can't go on, can't eat,
    lose the will, where to stick, doesn't want, won't fund, never set foot, unfair, unjust, short-sighted, shortsighted, foolish,
    misguided, ill-judged, hostile, madness, ludicrous, absurd, daft, bonkers, hammer blow, body blow,
    no confidence, stands against, have let _ _ down, let _ _ down, let us all down, let _ _ _ down, beyond belief, beyond parody, beyond a joke, joke's on,
    thoughtless, ignorant, ignorance, incapable, laughing, embarrassment, wiped out, raided, plunder*, sham,
    stunt, gimmick, hot air, empty promises, empty words, cowards, traitor(s), treachery, sell-out, ideolog*,
    dogma, economically illiterate, illiterate, culture war(s), dog whistle, divisive, dividing, disappointing, furious, fuming,
    livid, sickening, sickened,
    price out, pricing out, remember their names, not my, same old, at it again, pals, mates, cronies, lot have, wash your hands, should be in prison, traitors, snakes, rats, heads in the sand, head in the sand, blinkered, penny pinching, penny-pinching, vindictive, spite, spiteful, barbaric, inhumane, racist, rigged, stolen,
  `,
  // Hard words only where no news is told.
  mild: listOf`
    hasn't, haven't, never, wrong, bad, mistake, mistaken, damage, damages, damaging,
    harm, harms, harmful, gone, are gone, be gone, tired, worried, poor, poorer,
    worse, waste, waste of, danger, dangerous, threat, raid, ban, out, beyond,
    broken, breaking, break, breaks, broke, excuse, excuses, angry, promised, thinks _ are,
    mess, no answer(s), finished, ignored, ignoring, ignores, fail, failing, fails, failure(s),
    shut, shuts, shutting, we lost, cost us, lol, thick, punish*, weak, dying,
    desperate, squeeze, squeezed, bleak, mad, spin, owe, owes, forgot, forgotten,
    backwards, backward, terrible, worst, grim, bye, goodbye, gap, doesn't understand, silly,
    u turn(s), u-turn(s), divide, disappointed, sack, fired, hold, circus, stand against,
  `,
  lobby: listOf`
    write to, writing to, email, e-mail, contact, tell, lobby, lobbying, urge, urges, urging, demand, demands, demanding, ask, pressure, petition, petitioning, call on|upon, calls on|upon, calling on|upon, tweet, phone, ring, press, message, make sure, let, appeal to, implore, beg, insist, force, push, badger, bombard, flood, march on, protest, rally, join the rally, join us outside, hold _ to account, stand up to, object to, oppose, opposes, opposing, reject, rejects, complain to, send, forward, speak up, demonstrate, demo, strike back, telling, asking, we want, we need, raise it with, take it to, sign our letter to,
    rt if, retweet if, add your signature, email your, phone your, message your, knock on, inbox, pester, hassle, kick up, make a noise, make noise, let them know, make your voice, have your say, write now, telling,
    dear, written to, we've written,
    lobbied, join us in calling, joining calls,
  `,
  // A government that must do something is a demand.
  ought: listOf`
    must, should, needs to, need to, ought to, has to, have to, had better, it's time for, time for, it's time, can't keep, cannot keep, cannot go on, please,
    owes, owe, had better, ought,
  `,
  deed: listOf`
    now, scrap, act, fund, reverse, stop, think, drop, change, listen, rethink, end, invest, protect, keep, u-turn, pay, raise, cut, reconsider, abolish, withdraw, bring, give, restore, halt, ditch, axe, bin, save, rule out, guarantee, commit, step in, step up, intervene, go further, come clean, answer, apologise, publish, lift, unfreeze, increase, back, support, recognise, ban, pull, deliver, fix, rescue, honour, kill, kill off, vote against|down|for, throw, amend, block, reject, oppose, resist, think again, rejoin, welcome, sort, get a grip, make, put, treat, abandon, wake up, hear, see sense, do more, do better, do something,
  `,
  bill: listOf`
    bill, bills, levy, tax, cap, cuts, cut, policy, plan, plans, reforms, act, amendment, white paper, green paper, budget, visa, visas, changes, proposals, proposal, scheme, ban, division, fee rise, fees, clause, consultation, legislation, law, vote, repeal,
  `,
  against: listOf`
    say no, says no, vote no, vote against|down, oppose*, reject*, kill the, stop the, scrap the, scrap, axe the, bin the, fight the, resist the, throw out, throw _ out, no to, say yes, vote yes, defeat, block the, ditch the, hands off, halt the, save our, defend our,
    back the, support the, backing the, supporting the, vote for the, vote down,
  `,
  petition: listOf`
    petition(s), open letter, letter to your mp|msp|councillor|the+minister|ministers|the+government|the+prime, template, template letter, e-petition, signature(s), signatories, add your name, sign here, sign now, sign it, sign this, sign the, have you signed, write to your mp|msp|councillor,
  `,
  fight: listOf`
    scrap, save, stop, ministers, minister, government, parliament, mp, mps, council, councillors, bill, levy, cuts, visa, visas, fees, debated, debate in parliament, reverse, ban, law, secretary, policy, demand*, demanding, protect, prime minister, westminster, senedd, holyrood, home office, treasury, reinstate, fund, funding, overturn, against,
  `,
  // What takes no side.
  even: listOf`
    lecture(s) on|about|by|from|series|at|in|looks|explores|asks|explains|how|why|tonight, public|guest|inaugural|free|evening|annual lecture, seminar(s), hustings, a|the|our|public|great|student|union|tonight's|live|annual|this debate, debates, debating society|club|competition|final|chamber, panel, panellists, our paper,
    paper on, papers, new paper, working paper, findings, opinion poll, poll of, exit polls are|show|suggest, module(s), professor of,
    exhibition, archive(s), archivist, new book, book on|about, a talk, free talk, public talk, talk on|by|about, podcast,
    workshop, explains, explain, explained, explainer, explores, explore, exploring, examine(s), examining,
    discuss*, history of, historian(s), in history, register to vote, registered to vote, registering to vote, are you registered, registration, polling station(s) is|are|opens|open|in|at|for|on,
    your nearest, photo id, voter id, postal vote(s), proxy vote, all parties, main parties, each party, every party, any party,
    any candidate, no party, cross-party, cross party, all-party, all candidates, the candidates, all sides, both sides, both campaigns,
    either side, whoever you|wins|forms|gets|they, whichever, however you vote, whatever your, no matter who|how, party society, societies, symposium, analyses,
    analyse*, dataset, chart(s), map of, in five charts, dissertation, gave evidence, giving evidence, evidence to, submitted evidence,
    oral evidence, written evidence, select committee, student election(s), union election(s), su election(s), su president, sabbatical*, student officer(s), your next su,
    course rep(s), students' union, student union, school council, 18*, 190*, 191*, 192*, 193*, 194*,
    195*, 196*, 197*, suffrage*, suffragette*, victorian, screening, side by side, fact check*, factcheck*,
    side-by-side, impartial, neutral, pre-election, purdah, commentary, commentators, political scientist(s), our politics team, politics department,
    what would, what will, manifestos say|said, campaign posters, mock election, model un, model parliament, societies, the party societies, different parties,
    three parties, parties of, from three|four|five|all parties, will speak, is speaking, q&a with, in conversation, keynote, clause by clause, own model,
    watch party, swingometer, obituary, was the first, best café, for best, voting for best, bird flu, but only once, display in,
    anyone claiming, anybody claiming, claims that the university,
  `,
  // What tells news, and takes no side unless the words are hard.
  news: listOf`
    research, researchers, researcher, study, studies, survey, briefing, conference on|with, analysis, data,
    essay, chapter, phd, ma in, msc, ba, degree in, placement, internship, visited,
    visits, visit by|from|to, welcomed, came to see, toured, opened by, opened our, met our, met with, said that,
    told us|the|bbc|mps|students, according to, cited, results are|show|in|from|of, result is, turnout, century, quiz, film, novel,
    play, announced, has announced, has published, published its, confirmed, funding from|of, government funding, thanks to funding, funded by,
    grant from, live on the radio, on the radio, on air, expert(s), campaign to, our campaign, fundraising campaign, market, committee,
    visits on, house style, spoke at, to speak, guest, road closures, read our letter, we've written to, quiz night, expect some,
    under new, new rules, explain what, cup, roundup, briefing, jobs, vacancy, applications for, placements with,
    our response|reply is|to, road works, roadworks,
  `,
  deny: listOf`
    ask the chair|chairman|chairwoman|chairperson of, chair of the council anything, colour of the week, is the colour, plant swap,
    don't support|endorse|back|take|campaign|tell, do not support|endorse|back|take|campaign|tell, does not support|endorse|back|take|tell, doesn't support|endorse|back|take|tell, never support|endorse|back|take|tell|say, can't support|endorse|tell|say, cannot support|endorse|take|tell|say, not allowed, may not, neither, nor, without supporting|endorsing|backing|taking, avoid, not a party, no political, not political, apolitical, non-partisan, nonpartisan, back nobody, we back no, take no side, take no sides, don't take sides, do not take sides, fake, claims that we, claiming that, mistaken, false claim,
  `,
  saying: listOf`how to, whether, if, claims that, claim that, claims, asks, asked, said, says, why some, why people, why do, who, supporters of, argued, argues, once, accused,`,
}
