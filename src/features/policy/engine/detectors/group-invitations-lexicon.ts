import { listOf } from './phrases-more.ts'

/** Words of groups, servers and channels, and of asking people in. How they are read: `concepts.ts`. */
export const groupConcepts = {
  // Names that mean nothing else, and a place to meet even alone: "join the Discord".
  strong: listOf`
    whatsapp(s), what's app, whats app, what app, whatsap, watsapp, wattsapp, whatapp, wotsapp, wapp, whatsup,
    whatsapped, whatsapping, discord(s), telegram, groupme, wechat, weixin, kakaotalk, kakao,
  `,
  // Names that mean other things too, or pages and messages: they need a room, or a move.
  weak: listOf`
    signal, messenger, snap, snapchat, facebook, fb, insta, instagram, ig, wa, tg, viber, slack, fbook,
    facey b, sc, meta, twitch, guilded, teamspeak, line app, imessage,
  `,
  room: listOf`
    group(s), grp(s), group chat(s), groupchat(s), gc, gcs, chat(s), chat room(s), chatroom(s), server(s),
    channel(s), community, communities, thread(s), broadcast list, broadcast(s), shared story, group story,
    private story, closed group, mailing, list, lounge, room, space, hub, crew, gang, squad, announcement(s),
  `,
  // A chat of people that needs no name of an app.
  chatroom: listOf`
    group chat(s), groupchat(s), gc, gcs, chat group(s), flat chat, flatmate chat, house chat, course chat,
    cohort chat, block chat, corridor chat, class chat, team chat, squad chat, year group chat, freshers chat,
    society chat, committee chat, offer holder chat, applicant chat,
    flat chats, course chats, hall chat(s), hall group chat, lab chat, uni chat, study chat, module chat, placement chat, new starters chat, freshers gc, whatsapp chat,
    study server, group invite, group link, chat invite, block has a chat, floor has a chat, hall has a chat, year has a chat, course has a chat, has a chat, our server, society server, the server, our group chat,
  `,
  join: listOf`
    join, joins, joining, joined, join in, hop on|in|onto|into|over, jump on|in|into|onto|over,
    pile in|into, come and|say|chat|hang|find|meet|on|to|over|along|lurk, come join, get on|in|into|onto|yourself|yourselves|added|involved|chatting|stuck,
    be in|on|part, added, add you|u|me|yourself|yourselves|him|her|them|everyone|all|every*|people|new, adding,
    pop in|into|over|your+number|on, head to|over|on, dive in|into, sign up, signed up, sign yourself up,
    scan, qr, scannable, link, links, linked, invite(s), invited, inviting, invitation(s), subscribe,
    subscribing, follow, want in, wants in, in on it, let you in, bring you in, stick you in, pop you in, put you in,
    chuck you in, bung you in, drop you in, request to, ask to, request access, access code, join code, code,
    tap, click, download, install, installed, create an account, make an account, search for, look us up,
    search, find us, find it, find the, find your, catch us, meet us, meet on|in, see you in|on|over|there, hang out,
    hanging out, lurk, introduce yourself, say hi|hello|hey|hiya, get to know, meet your, meet ur, meet everyone,
    meet other(s), chat to|with, chatting, talk to other, pinned, in bio, in our bio, in the bio, in story, in stories, in comments, in the comments, in replies,
    below, here, comment, reply, dm us|me|for|@*, message us|me for, msg us|me, drop your|ur|us|me, drop a comment, send us|me, text join, text us, fill in, your number, ur number,
    your username, ur username, your tag, your mobile, your digits, hmu, hit us up, hit me up, shout, give us a shout, holla, ask for,
    ask _ for, email us for, email for, for the link, want to be in, fancy, welcome, all welcome, open to, wanna, not in it, not in, not on it yet, haven't joined, isn't in, is not in, connect, connect with, sort you out, spread the word, tell your friends, tag your, bring your friends, take part in, activate, enrol, register, opt in,
    👇, 👉, ➡, ⬇, 🔗, 📲, 📱, 👈, 🫵,
    chuck you in, let me know if, lmk, ping, names, numbers, so let, reply with, meeting place, find each other, each other, come one, get adding, say the word, put your hand up, sort you, friendly, v welcome, request, ask nicely, let you through, wave,
    get into, let in, to be let in, you'll get it, popped the, on slide, phones ready, should be added, give your number, let everyone, all on, all of us on, everyone on, everybody on, ask at,
  `,
  opens: listOf`
    we've|i've just|now? set up|made|created|started|opened|launched|got|built|moved, we have just|now? set up|made|created|started|opened|launched|a,
    there's a|an|also|now|already|this, theres a|an|also|now|already, there is a|an|also|now|already, here is|are, here's, is live|open|here|up|back|active|buzzing|growing, now live, now open, is now, are now, up and running, we're on, we are on, we now have,
    has|have their|its+own, has|have a|an, now has, now have, its own, their own, introducing, new, brand new, official, unofficial, set up, setting up,
    set one up, making a, starting a, made a, made us a, launching, launched, opened, over _ of you, of you are already, lives on, live on, moved to|onto|over, moving to|onto|over, move to|onto|over, switching to, switched to, gone to, gone over to, over on, we run, we use, we're using, is run on|through, happens on|in, happening on|in, organised on|in|through|via, coordinated on|in|through|via, arranged on|in|through|via, planned on|in,
    posted on|in|to|only, shared on|in, announced on|in|there, sent on|in|out|through|via, go out on, goes out on, goes up on, go up on, goes on, go on the, go in the, goes in the, goes in, is in the, are in the, will be in the, be in the, is on the, are on the, it's on the, its on the, will be on|in, will go, will come, comes through, come through, taken in, lift shares, updates, latest, details in|on, info in|on, chat is, everyone's in, everyone is in, everybody's in, all in, half the, ur flat, your flat, your hall, your course, your block, your cohort, your year, part of, moving, we're moving, only,
  `,
  the: listOf`an, for, swapping, the, our, a, your, its, their, this, whose, my, one, another, new, official, shared, ur,`,
  // What makes "on Signal" a place to go to, rather than a way to write to somebody.
  moves: listOf`
    moved, moving, move, switched, switching, migrated, migrating, discussion(s), discussing,
    everything, lives, set up, setting up, join, joining, added, add you|u|everyone|all|people, get on,
    hop, jump, gone, going, lift shares, rota, announcements, organise*, coordinate*,
    planning, group, use, using, uses, run, running, updates, chat,
    talk, hang out, meet, plan, arrange, swap, share, post, subscribe,
    start, started, starting, made, wants all|us|everyone, all of us, into, in the, on the,
    only place, lab signal, get into, reminders, be on, from now on,
  `,
  joinProper: listOf`
    join, joining, added, add you|u|me|yourself, adding, invite(s), invitation, invited, link, links, linked, qr, scan, hop, jump, get on, subscribe, in the, let you in,
  `,
  must: listOf`
    must, has to, have to, needs to, need to, required, requires, requirement, compulsory, mandatory,
    expected to, obligatory, obliged, essential, no exceptions, non negotiable, no excuses, only be posted|shared|announced|sent|given, only posted|shared|announced|sent, announced there, posted there, only there, or you'll miss, you'll miss, will miss, miss out, or miss, make sure you|everyone|that|all, everyone joins, everyone needs, everyone must, everybody needs, everybody must, all must, all _ must, without it, if you aren't in, if you're not in, if you aren't on, if you're not on, if you are not in, you'll be absent, won't be answered, will not be answered, won't get, won't hear, won't know, won't be told, can't be given, are asked to, is asked to, please ensure, nobody should, no one should be without, you'll need, you need, will need,
    attendance is, no _ no _, be there or,
    should be, mandatory, only place, wants all,
    without being|joining,
  `,
  free: listOf`
    don't have to, do not have to, doesn't have to, no need to, don't need to, optional, not required|compulsory|mandatory|essential|obligatory, isn't required|compulsory|mandatory|essential, need not, voluntary, if you want, if you'd like, if you fancy, no pressure, up to you, should you wish,
  `,
  // One to one, or our own page: no group.
  contact: listOf`
    message us|me|him|her|the|our, messaging us, contact us, contact the, ask us, text us, call us, ring us,
    reach us, speak to us, chat to us, chat with us, talk to us, get in touch, whatsapp us|me|him|her|0*, whatsapp the|our desk|office|team|helpline|enquiry|enquiries|admissions|library|advice|clearing,
    enquire, enquiries, queries, questions, our number, helpline, advice line, admissions team, one of the team, live chat, text or, call or, phone or, business account, customer, like us, follow us, find us on facebook|instagram|insta|fb,
    to me by, with me on, add your|my|the tutor|lecturer|supervisor|mentor, i'm on whatsapp|telegram|discord, he's on, she's on, prefers, they'll whatsapp, sending, send your, on his|her own, me on,
  `,
  deny: listOf`
    don't, do not, never, no, won't, will not, not, isn't, aren't, cannot, can't, doesn't, does not, stop, avoid, leave,
    left, leaving, instead of, rather than, without, closes down, has closed, have closed, we've closed, is closing, are closing, now closed, being closed, closed our|the|down, shutting, shut down, banned, ban, bans, delete*, mute, muted,
    didn't, wasn't, weren't, nobody, shouldn't, quit, quitting, used to, unlike, wouldn't, neither, nor, mustn't,
    against, refused, refuse, beyond, remove, removed, kicked, no longer, sick of, tired of, forget, ditch, ditched, ditching, bin, enough of, discourage*,
    hate, hated, survive*, retire*, retiring, discontinue*, pause*, pausing, suspend*, stopped, ended, ending,
    fewer, muting, less, hoax,
    has been closed, is being closed, won't be, no longer,
  `,
  friendly: listOf`
    don't forget|miss|be|worry|wait|delay|have|want|hesitate|panic|let|just, do not forget|miss|hesitate|worry|delay, why not, no pressure|excuses|spam|worries|need|experience|exceptions|matter|drama|question|tutors|staff|lecturers|adults|parents|cost|fee|judgement|judgment|obligation|lurkers|cap, not in|on|yet|joined|already|seen|only|sure|slack|teams|email|moodle|a+member|just|been|by+email|found|got, haven't joined|been|got|already|yet|seen, hasn't joined|been|got, if not, can't wait|be+given|be|make|find|get|see|join|come|promise|decide|swap|work, won't be answered|be+able|hear|bite|regret|get|know|find|see|want|be+posted|be+repeated|hurt, aren't in|on, isn't in|on, not only, never miss, never too late, stop by, leave your|a|us|me|ur, nobody will, left out, left on|over|behind, no longer emailed|on, never met, off campus, off the, off to, day off, kick off, takes off, don't know anyone|anybody, know nobody, knowing nobody|no one, no more emails|e-mails|endless|guessing|missing, not a bot, emails will not, bin bags, not know*, off course, don't know, without it, no one wants|likes, doesn't matter|cost|have, don't be shy|a stranger, isn't a requirement, no emails|e-mail, not emailed, closed group, close friends, closes, close to,
    lost without, not the group, not just, not missing, off to uni, know a soul, not a soul, close to, leave it late, left hanging, not already, don't know a|who|where|which, no idea who|where|what, without having, leave no one, nobody gets, never mind, no longer use|using|on|send|post|do|email, no more missed, moved off, come off, switched off, sign off, no admin, no ads, left to join, not used to, never posted elsewhere, leave school, left school|home, not part of, not be, won't miss, can't make, can't join us, isn't just, isn't only,
    can't row|play|compete|train|take|get|have|do, without being|joining, scared you won't, won't make mates|friends,
  `,
  warn: listOf`
    fake, scam(s), scammer(s), scammed, fraud*, beware, be careful, be wary, wary of, watch out, phishing, impersonat*, hoax, in our name, pretending, claiming to be|it, report it|them|any|the+account, report and block, block and report, suspicious, hacked, hacking, essay mill(s), not ours, isn't ours, aren't ours, not run by us, not official, isn't official, not connected with, no connection with, nothing to do with us, not affiliated, unaffiliated, not set up by us, isn't real, not real, cheat*, contract cheating, leaked exam*, don't click, do not click, bogus, con artists, malicious, money mule, mules, misinformation, disinformation, rumour(s), voice note, grooming, extremis*, radicalis*, deepfake*,
    not ours, unofficial groups aren't, not genuine, don't join, do not join, don't pay, deposit(s) to, crypto, get rich, blackmail, sextortion,
  `,
  study: listOf`
    talk|lecture|seminar|workshop|webinar|study|research|paper|article|thesis|book|podcast|dissertation|report|panel|essay|exhibition|play|film|masterclass|conference on|about|into|of|exploring|explores|looks|finds|found|shows|asks|suggests|how|why|examining|examines|argues|reveals|tonight, talk tonight, our researchers|sociologists|psychologists|linguists|criminologists|lawyers|historians|economists, researchers found|find|looked|at|have|are|from, new research, new study, a study, our study, study finds, phd on, phd student, as a phd, became a phd, thesis, dissertation on|about, how _? messages|rumours|news|memes|people|students|teenagers|families|parents|crowds|protesters spread|travel|use|used|share|organise*|moved, looked at _ messages, analysed, analysed _ messages, interviewed, survey of|found|says|shows, tribunal, court, jury, judge, inquiry, hearing, police, minister(s), whips, mps, journalist(s), evidence, law lecturer, trial, lawyers, encrypted, encryption, end to end, antennas, quartet, symphony, harmony, dissonan*, orchestra*, novel, 19* _? telegram, museum, archive(s), archivist, telegram from, telegrams, telegraph, war, wartime, signal box, signal processing, signal workers, traffic signal, smoke signal, bat signal, phone signal, no signal, mobile signal, probe, spacecraft, rna, mercury, satellite, special collections, building _ chatbot, spots scam, our tool, algorithm*, moderation, privacy settings, terms of service, moderators, filter, filters, lens, sticker(s), on the news, newspaper, case study,
    planning lecturer, on the council, among the, between flatmates, between the, mock trial, in the kingdom, sow discord, discord over|between|among|in the,
    in ten students, in 10 students, full findings, our report, group work harder, of students say, as part of an investigation, investigation, looked at as, in the floods, was used to,
    chatbot, whatsapp web, age checks, media lawyers, new rules, explained by, data breach, outage, streaks, a lecture about, whistleblow*, screenshots of, leaked messages,
    we asked whether,
    server room, server racks, the server was|were|dies|died|crashed|crashes|failed|fails|froze|rebooted, server was down|slow|back, our servers at|were|are|will, server's own, mastodon server(s), server rack, servers are down, server is down, email server, web server, print server,
  `,
  // Talk about chats that have been, or of what a chat is like: nobody is asked in.
  tale: listOf`
    was popping|buzzing|full|chaos|silent|kicking|alive|going|blowing, had been, in a whatsapp, met my|her|his, we met in|on|through, started as, began as, began in|on|with, grew out of,
    what's the point, who else, anyone else's, anybody else's, is anyone, is your, the family whatsapp, family group chat, family whatsapp|chat|group,
    my mum, my nan, my gran, my dad, nan's, screenshot from, popping off, blowing up, muted,
    3am, notifications, at 2am, at midnight, on read, typing, meme(s), gif(s), story of,
    a message in, messages in, overheard in, seen in, spotted in, nan just found, voice notes, send help, screenshots,
    my family, blood pressure, best mates ever since, i left, we left, used to be, learned, learnt, whoever keeps,
    memories, streak, down again,
    was shared on, that saved, which saved, told you about, my nan's, nan just, my grandma,
  `,
  wondering: listOf`
    should we|staff|tutors|lecturers|students|universities|you|i|societies, do you think, would you use|rather|prefer|like, do you use|run|prefer, which app(s), what do you, how do you, who runs, why do, why does, are we, is it ok|okay|fair|right|legal|allowed, can tutors|lecturers|staff, has anyone, does anyone, is there, allowed, when did, what happens, what happened, how many, how much, whatsapp or, or telegram, or whatsapp, ever wondered, is whatsapp|discord|telegram, are whatsapp|discord|telegram,
    will my|the tutor|lecturer|tutors|lecturers,
  `,
  policy: listOf`
    guidance, policy, policies, guidelines, code of conduct, rules for|on, our rules, staff must|should|may|can|are|who, supervisors must|should, tutors must|should|aren't|shouldn't, staff training, training for staff, gdpr, data protection, think before, top tips, etiquette, netiquette, before you post, respectful, netiquette, keep your, ground rules, behaviour in, conduct in, online safety, stay safe, staying safe, bullying, harass*, wellbeing tip, bystander,
    you may leave, uncomfortable, makes you, report to us, misconduct, expelled,
    no staff|tutor|lecturer|member, will ever invite|add|ask, agree how, a guide to, pigeons,
    numbers safe, keep members', keep members,
  `,
  supported: listOf`
    university supported, supported by the|your|our? university, supported by it, university approved, approved by it, it approved, it supported, run on university systems, managed by the university, hosted by the university, university licensed, university account, using your university, log in with your university, single sign on, uni login,
  `,
}
