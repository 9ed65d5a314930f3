import { listOf } from './phrases-more.ts'

/** Words of private accounts, and of asking people to use them. How they are read: `concepts.ts`. */
export const personalConcepts = {
  social: listOf`
    facebook, fb, insta, instagram, ig, gram, snapchat, snap, snaps, tik tok, tiktok, twitter, whatsapp(s), whats app, what's app, wa, linkedin, linked in, telegram, tg, messenger, discord, bluesky, bsky, mastodon, threads, signal, youtube, reddit, tumblr, wechat, weixin, bereal, twitch, skype, viber, pinterest, facetime, imessage, strava, spotify, goodreads, vsco, finsta, venmo, slack, soundcloud, substack, medium, steam, xbox, playstation, onlyfans, x,
    tik-tok,
  `,
  mail: listOf`gmail, hotmail, yahoo, icloud, outlook.com, googlemail, protonmail, btinternet, private email|e-mail, personal email|e-mail, home email|e-mail`,
  phone: listOf`
    mobile, mob, phone, phone number, telephone, cell, number, landline, home number, home phone, personal number, text, digits, whatsapp number,
    07*,
    main, alt, finsta, priv, burner,
    at home, home phone,
  `,
  account: listOf`
    account(s), profile(s), handle(s), socials, social media, dms, inbox, page, feed,
    grid, login, log in, channel, username, address, email, e-mail, alt,
    main, page, timeline, one, apple, google, google account(s), apple id, zoom account(s),
    zoom, accounts, skype, bio, bios, blog, vlog, homepage, website,
    podcast, dropbox, drive, google drive, icloud,
    bookstagram,
  `,
  own: listOf`
    own, personal, private, non university, non uni, home, very own, individual, real,
    everyday, usual, normal, existing, already have|got|use, already on, not the uni, not uni, day to day,
    main, regular, normally use, usually use, already use, you normally|usually|already use,
  `,
  me: listOf`
    me, myself, me directly, us tutors,
    me at home, i'm on, i am on, im on, i'm usually on, i'm always on, i'm over on, find me, i live on,
    me at home,
    i answer|reply|check|post|tweet|respond|read|live, i'm quickest|quicker|best|easiest|fastest, reach me, catch me, get me,
    hmu, hit me up, shout me,
  `,
  // Complete as they stand.
  atHome: listOf`my dms are|'re, my dms, my inbox is, in my dms, into my dms, my socials, my finsta, my alt, my priv, at his|her|their home on|number, home number is, to my house|home|flat, ring|call|phone|email|text|write+to me at home, me on 07*, me on my own|personal|private|mobile|phone, my home number|phone|email|address, me on +44*, i'm on 07*, my personal number|mobile|phone|email|insta|instagram|facebook|account|whatsapp|snap|twitter|gmail,`,
  my: listOf`my, mine`,
  theirs: listOf`his, her, hers, their, theirs`,
  them: listOf`
    him, her, them,
    she's, he's, they're, she, he,
  `,
  yours: listOf`
    your, ur, yr, yours, you already, you've already, u,
    whichever, whatever, any, one you already, someone's,
    under your own name, each, everybody's, everyone's,
    whatever,
  `,
  staff: listOf`
    dr _, prof _, professor _, mr _, mrs _, ms _, mx _, dr, prof, professor, miss _, lecturer(s), tutor(s), supervisor(s), teacher(s), module leader(s), course leader(s), programme leader(s), module lead, programme lead, course lead, module convenor, convenor, technician(s), demonstrator(s), adviser(s), advisor(s), librarian(s), coach, instructor(s), warden(s), chaplain, dean, head of _, officer, recruiter, admissions tutor, link tutor, personal tutor, mentor(s), postdoc, phd supervisor, ta, tas, gta, lab manager, head of school, student support officer, welfare officer, recruitment officer, outreach officer, careers adviser, director of _, principal investigator, pi, porter, receptionist, administrator, course rep coordinator, staff,
    speaker, guest speaker, our speaker, alex in admissions, admissions, recruiter, counsellor, advisor, ambassador, captain of, teaching assistant, researcher, phd student, lab demonstrator, our very own, team leader, course admin, programme admin, nurse mentor, link nurse, therapist, trainer,
  `,
  reach: listOf`
    drop me|him|her|them|us|a|your|ur, shout, give me|him|her|them a, shoot, shoot me|him|her|them, bother, chase, whatsapp, add,
    adding, follow, follows, following, message, messaging, msg, dm, dms,
    pm, friend, friend request, befriend, find, contact, text, texting,
    snap, tag, tagging, reach, catch, connect, connecting, email, e-mail,
    mail, send, sending, ask, get in touch, get hold, keep in touch, stay in touch, keep up,
    write to, chat, speak, talk, search for, look up, look me up, look him|her|them up, subscribe,
    like, likes, ping, ring, call, phone, check out, head to|over, go to,
    come to, hop over, pop over, share, upload, submit, forward, ping, hit me|him|her|them up,
    hmu, slide into, nudge, poke, inbox, comment on, say hi|hello, be in touch, questions,
    query, queries, question, booking(s), available, reachable, contactable, best|easiest|quickest|fastest way, quickest on,
    faster on, easier on, easiest on, happy to chat|talk|answer|help, open, answering, replies, reply, responds,
    will answer|reply|respond|help, can be reached|found|contacted|messaged, posts all|the|her|his|their, i'm on, im on, i am on, is on, she's on, he's on,
    they're on, is always on, always on, here's my, give her|him|them a follow, a follow, use, using, via,
    through, friended, take questions|dissertation|queries, takes questions|queries, taking questions|queries, get me, shout at, dm's, hold of,
    get back, message me, add me, answer questions, talks to, deal with, checks, get stuck, if you're stuck,
    need help, need me, need anything, got a question, be got, tweet, tweet me, tweets, answer on,
    hand it to, look at your, ring on, a ring, quick answer, quickest answer, likely to see, answers, extra credit,
    befriend, pal, pop a message, chuck a|our|him|her|me, fire off, way to get, get him|her|me|them on, send it to, run by,
    compile, won't compile, any problems, any issues, prefers, prefer, answer quicker, quicker on, has a new,
    student followers, followers, a following, worth a follow, add, hints, maths memes, catch me, tutees,
    friend me, send a request, check your, see to, tells us, told us, says we, makes us, wants us,
    wants you, we have to, in touch with, add us, talk to, pop, fixtures, slides, office hours,
    his tag, her tag, tag's, his handle, her handle, under, rather you contacted, contacted, i'd rather,
  `,
  use: listOf`
    use, used, uses, using, post, posting, posted, upload, uploading, uploaded, log in, login, log into, logging in, sign in, sign up, sign into, register, registering, join, submit, submitted, hand in, tweet, tweeting, share, sharing, film, filming, message, messaging, send, sending, email, e-mail, create, make, making, open, publish, publishing, contribute, comment, reply, access, set up, setting up, have, need, needs, through, from, via, with, on, to, through, document, documenting, blog, blogging, vlog, vlogging, run, running, keep, record, log, like, follow, tag, byo, bring, promote, download, link, connect, add, turn in, get, start, put, write, post up, pop, participate, engage,
    wear, linked, link it, run, running, under your own name, uploads, all trainees, tweet, posting, vlog, hold, keep,
    change, update, retweet, rt, like, repost, reshare, promote, plug, advertise, review, message, invite, sign, log, logged, connect, accept, add,
  `,
  course: listOf`
    placement(s), coursework, assignment(s), assessment(s), assess, assessed, module, modules, seminar(s), task(s), homework, project, projects, mark, marks, marked, marking, graded, grade, hand in, submit, submission, portfolio, week *, tutorial(s), workshop(s), essay(s), class, lecture(s), practical(s), credit, credits, lab, labs, session(s), participant(s), study, the study, challenge, reflective, diary, residency, fieldwork, field trip, dissertation, students, first years, second years, third years, final years, cohort, course, brief, deliverable, rubric, learning outcome, seen by the tutor, count(s) for, count engagement, counts towards, %, required, compulsory, must, exercise, presentation, drafts, draft, work, file(s), group work, internship, research, interview, interviews, application, induction, enrolment, teaching, join the class, client, campaign, zoom, online class, survey, quiz,
    unit, trainees, programme director, volunteers, webinar, extra credit, best six, act, audition, self tape, self-tape, watch,
  `,
  // Words that make it plain that somebody is asked.
  please: listOf`
    please, pls, plz, must, need, needs, need to, have to, has to, should, you'll need, you'll have to, you'll be asked, you will be asked, everyone, everybody, all students, all participants, each of you, is fine, is ok, is okay, are fine, works, just, feel free, can, could, you can, you could, simply, instead, best, quickest, easiest, faster, easier, quicker, prefer, happy, expected, required, for now, directly, anytime, any time, whenever, day or night, evenings, out of hours, after hours, over the break, over summer, over the summer, over christmas, at weekends, weekend(s), urgent, emergency, in an emergency, say hi, lol, x, xx, here, got a question, stuck, struggling, any questions, questions, let me know, come and, go and, pop, want, wanna, 👇, 👉, 😊, 👻, 📸,
  `,
  // Those who are to do it, told of in the third person.
  verbs: listOf`add, follow, followed, dm, dms, message, messaging, msg, snap, find, contact, ask, tweet, pm, friend, whatsapp, text, ping, tag, give, hit up, inbox, poke, chat to, write to, drop, reach, send your _? to, send it to, tell,`,
  profile: listOf`account(s), profile(s), socials, social media, feed, channel, timeline, handle,`,
  // Theirs, said behind the account.
  ofYours: listOf`in|under your own name, of yours, of your own, you own, you already have|use|run, that you have, that's yours, belonging to you,`,
  theirPlaces: listOf`their bio|bios|stories|feeds|socials|timelines|profiles|feed|linkedin|linkedins|insta|instas|instagram|facebook|pages|grid,`,
  offices: listOf`student(s), hub, library, office, team, desk, centre, center, service(s), university, uni, union, admissions, support, help, finance, registry, careers, security, reception, welcome, school, department, faculty, open, day, week, moodle, teams, zoom, blackboard, canvas, example, monday, tuesday, wednesday, thursday, friday, saturday, sunday, january, february, march, april, may, june, july, august, september, october, november, december, english, spanish, french, german, hall, campus, college, advice, wellbeing, estates, it, museum, gallery, clinic, press, sport(s), gym, ucas, google, apple, youtube, monzo, christmas, easter, uk, british, year,`,
  create: listOf`make, create, build, set up, need, need a, open, start, register, sign up, get, have, run, launch, must have,`,
  everybody: listOf`
    students, participants, volunteers, trainees, everyone, everybody, all, each, applicants, pupils, candidates, learners, freshers, first years, second years, third years, finalists, members of the class, undergraduates, postgraduates, interviewees, attendees, teams, groups, who, anyone,
    reps, ambassadors, staff, colleagues, committee members, comms reps, players, members,
  `,
  deny: listOf`
    don't, do not, never, no, won't, will not, not, isn't, aren't, cannot, can't, doesn't, does not, stop, avoid, instead of, rather than, without, shouldn't, should not, nobody, no one, mustn't, must not, unless, separate, keep your|work|them|personal|private|his|her|business, keeping, protect, switch from, away from, neither, nor, against, refrain, wouldn't, didn't, prohibited, forbidden, banned, lock down, whether, clean up, tidy, ask you for|to give, asks you for|to, would ask, will ask, set your, delete, deleted, hacked, stolen, suspicious, careful, beware, wary, think before, leaving, quit, unfollow, block, mute, inappropriate, unacceptable, isn't acceptable,
  `,
  friendly: listOf`
    don't forget|be|hesitate|worry|wait|email|e-mail|use|bother|go|ask|leave|sit|panic|suffer|just|miss|mind, do not hesitate|worry|wait|email, why not, no need|worries|pressure|matter|question|excuses|reply|answer|luck|joy|response|time, not sure|on|in|email|e-mail|through|via|moodle|teams|the|always|here|at|around|my+uni|by|really|quite|yet|able|only|just|checking, prefer not to, nobody checks|reads|uses|answers|looks|is, no one checks|reads|uses|answers|looks|is, nobody's, didn't catch|get|see|manage|hear, wasn't, can't find|make|reach|wait|get|see|log|access|open|attend|come|remember, cannot get|reach|find|log, doesn't work|check|reply|answer, isn't working|checked|always|answering, won't load|open|work|let|see, no longer, never check|checks|on|in|reply, not emailing, rather than emailing|email|e-mail|moodle|teams|the|waiting|blackboard|through, instead of emailing|email|e-mail|moodle|teams|the|my|waiting|blackboard|my+uni|a+formal, haven't got|had|heard|seen, don't mind, left me, left it, lost touch, unless it's urgent, without the, away from my desk|work|campus, lost the,
    doesn't mind, don't mind, doesn't really, never opens|checks|reads|answers|looks|replies, not email, not always, not the office, rather than the|my|their|his|her|your office|desk|email|uni|inbox|teams|forum, not the uni, not a uni, no class, no need, haven't got a, no login, won't work, will not work, not work, not on teams|moodle|here|campus, no time, not back, not about, isn't any|about|in|around|here,
    won't be let, doesn't load|open|work|compile|arrive, don't tell, won't compile, can't hand, can't hear, no uni login, won't load, still down,
    not here, not there, not this one, not this account, get lost, not back, not always, not in work,
    doesn't like|accept|take|recognise, does not like|accept|take|recognise, not the office, don't mind,
  `,
  // Advice, rules, reports, scams: what is said of private accounts in general.
  advice: listOf`
    talk tonight|today|tomorrow, public lecture, studentship(s), doesn't moderate|run|endorse, does not moderate|run|endorse, not run by us,
    guidance, policy, policies, guidelines, staff training, training for staff, code of conduct, reminder staff, staff are|must|should|may|never|can|do|who|aren't|cannot, colleagues, workshop on, talk on, lecture on, seminar on, webinar on, study|research|paper|survey|report|article|podcast|book finds|found|shows|asks|on|into|about|suggests|says, researchers, % of, per cent of, percent of, most students|tutors|staff, two thirds, a third of, half of, students told, tutors told, we asked, says that, was messaging, were messaging, used to message, anyone asking, anybody asking, asks you to contact, asking you to contact, tips for|on, top tips, digital footprint, footprint, privacy, online safety, stay safe, staying safe, safety, employers look|check|will, scam(s), fake, fraud*, impersonat*, phishing, hoax, pretending, clone, cloned, views are his|her|my, personal capacity, opinions are|my, wellbeing team, digital wellbeing, boundaries, setting limits, work life, used to, in the past, years ago, exhibition, novel, poem*, memoir, historian*, archive(s), century, account of, accounts of, talk it through, is it ok|okay|acceptable|appropriate|right, in this week's podcast, left social media, social media break, detox, screen time, hackers, breach, settings, report it, tell us if, if a member of staff|anyone|anybody|someone|somebody|your, if staff, should you receive, be asked to give, never be asked,
    boss, employer(s), before you start teaching, dog has, cat has, its own, library website, renew your loans, student portal, if a lecturer|tutor|teacher, we'd never ask, we would never ask, who to tell, can say no, you don't have to, tell us,
    two-step, two step, 2fa, password(s), and your bank, gmail phishing, one more thing, took over, takes over, quit twitter|instagram|facebook, cookbook, appropriate, in section, report and support, medal, a month off, private from my, private from your, keep my insta, keep your insta,
    i follow my|an|a, i followed, were seen|shared|leaked|exposed|sent|visible, have told everyone, from a private number, tribunal, ruled,
    habits, what a survey, survey of, it's their office,
  `,
  official: listOf`
    your|their|a home address, by|any phone, over the phone, found|lost|left|returned my|your|a|the phone, real one,
    student|university|uni|college|institutional|school|department|departmental|library|portal|ucas|moodle|blackboard|canvas|it|print|printing|teams|microsoft|office|service|team|society|official|course|faculty|research|project|example|learner|applicant|our|catering|bank|savings|current|supplier|customer|work account(s)|profile|profiles|page|email|e-mail|address|number|inbox|login|channel|feed, personal tutor(s)|statement(s)|best|development|details|data|circumstances|academic|training|trainer|story|stories|essay|safety|growth|experience|belongings|items|touch|information, private study|rooms|room|sector|landlord(s)|tutor|practice|view|renting|equity, own pace|words|work|device|lunch|laptop|mug|research|time|risk|way|clothes|equipment|food|cup|bottle, home page|game|team|win|office|student|students|fees|straight|run|life|from, our page|channel|account|profile|socials|insta|instagram|facebook|twitter|tiktok|linkedin, office phone|number, desk phone, work phone, work mobile, office line|extension|hours, duty phone, email address in, example.ac.uk,
    own phone charger|case, own charger, placement story, own story, own voice, own story with us,
    it's their office phone, on your timetable,
    hub's number, hub number, desk's number, office's number, helpline number, student hub's,
    website|blog|homepage|podcast of, our blog|podcast|website, my blog|podcast|book|website,
    our youtube|whatsapp|discord|telegram|snapchat|bluesky|threads|server|podcast|app|gmail,
  `,
}
