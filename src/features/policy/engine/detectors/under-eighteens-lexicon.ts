import { listOf } from './phrases-more.ts'

// A year of school, not of a degree: those of undergraduates end at 5.
const year = String.raw`(?:year|yr|y)[\s-]?(?:1[0-3]|[6-9])(?:'?s)?(?:(?:/| and | & | or |-)(?:year |yr )?(?:1[0-3]|[7-9])s?)?`

/** People who are likely to be under 18. */
export const young = [
  year,
  ...listOf`
    pupils?, schoolchild(?:ren)?, schoolboys?, schoolgirls?, school ?kids?, children, child, kids?,
    toddlers?, little ones?, under.?1[0-8](?:'?s)?, u1[0-8]s?, sixth.?formers?, teens?, teenagers?, minors?,
    primary school(?:ers)?, (?!in |of |the |at |a )\w+ primary, brownies, beavers, cubs, twins,
    starts? school, scouts, girlguides,
    young (?:people|person|carers?|visitors?|learners?|scientists?|writers?|coders?|engineers?|musicians?|fans?|readers?),
    youngsters?, school students?, school groups?, school uniform, nursery (?:class|children|kids|school)?,
    gcse (?:students?|pupils?|class|group|year)?, a.?level students?, (?:[3-9]|1[0-7]).?(?:year|yr).?olds?,
    (?:reception|oak|elm|ash|beech|maple|willow) class, daughter,
    (?:our|his|her|my|porter's|\w+'s) (?:son|little (?:girl|boy|one)), little (?:girl|boy)s?,
    (?:your|whole) class, year (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen),
    year [1-6] (?:class|choir|children|kids|pupils?|group|team|visit\w*), bab(?:y|ies), school choir,
    junior (?:school|choir|team|section), academy students?, holiday club, half.?term camp, kids' club,
  `,
]
/** Those of them to whom a post may speak. */
export const addressed = [
  year,
  ...listOf`
    under.?1[0-8](?:'?s)?, u1[0-8]s?, sixth.?formers?, teens, teenagers, kids, pupils, school ?kids,
    aged? (?:\d|1[0-7])(?: ?(?:to|-|–|and|or) ?1[0-8])?, 1[0-7].?(?:year|yr).?olds?,
    1[0-7] ?(?:-|to|–) ?1[0-8]s?, gcse students?, gcses, a.?level students?, still at school, at school,
    in (?:year|yr) (?:[7-9]|1[0-3]), sixth form,
    young (?:people|writers|coders|scientists|artists|carers?|poets|musicians|engineers), school leavers?,
    school students?, school uniform, school pupils, still in school, college students,
    doing your (?:gcses|a.?levels), not yet 18, (?:16|17) or (?:under|younger), young person,
    year (?:seven|eight|nine|ten|eleven|twelve|thirteen),
  `,
]
export const contacts = listOf`
  (?:dm|pm|message|msg|snap|snapchat|whatsapp|text|e-?mail|inbox|add|follow|tag|reply to|chat to|chat with|ring|call|contact|tell|send|show|ask|join|write to|talk to|ping) (?:us|me|our|this account|@\w+),
  (?:dm|message|whatsapp|text|ping) \w+ (?:on|at|to),
  (?:drop|leave|give|share|send|post|upload|pop|comment|fill in|enter|submit|tell|put|type) (?:us |me |in )?(?:a |the |with )?(?:dm|your|ur|yr|form|names?|ages?|details|below|our|message|selfie|photo|pic),
  fill in (?:our|this|the), dms (?:are )?open, dm for, comment (?:below|with), in the comments, reply with,
  add us on, snapchat us, link in bio, sign up with your, register with your, slide into,
`
export const pictures = listOf`
  photos?, pics?, proud mum, proud dad, pictures, pictured, snaps, snapped, images?, video, reel, selfies?,
  gallery, album, footage, clip, portraits?, filmed, photographed, left to right, l-r,
  look at (?:those|these|their|that|this|his|her), faces, sound on, 📸, 📷, 🎥, goggles, caught on camera,
  on camera, in action, watch (?:them|the|as), here they are, pictured above, spot (?:your|yourself|them),
  dressed as, as a pumpkin,
`
export const grownUps = listOf`
  teachers?:, teachers (?:can|may|please|and), (?:^|dear )teachers, (?:head ?)?teachers? (?:to|should),
  parents?:, parents (?:and|can|please|should), parent or guardian, guardians?, carers:,
  schools (?:can|may|to|please),
  your (?:pupils?|child|children|son|daughter|school's|kids?|teen(?:ager)?s?|students),
  ask (?:a|your) (?:teacher|parent|adult|school), must be 18, 18 or over, over.?18s?, adults only,
  accompanied, tell your school, by email, need a parent, with an adult, book (?:a|your) (?:school )?visit,
  bookings?,
`
export const denials = listOf`
  don't, do not, never, won't, will not, not, cannot, can't, shouldn't, nobody, avoid, no longer, isn't,
`
/** What is far from any child that could be known. */
export const unseen = listOf`
  stock (?:photos?|images?), drawings?, blurred, backs? of, illustrat\w+, archives?, exhibition,
  historic\w*, victorian, 1[89]\d\d, no faces, literature, research, study, studying, studies, policy,
  guidance, no photos?, no (?:child|children|pupils?|kids|faces|school|names?) (?:was|were|is|are|has|can),
  photography (?:course|degree|club), picture this, picture books?,
  children's (?:books?|literature|hospital|nursing|author|tv), book, books, ba, bsc, msc, pgce, degree,
  undergraduates?, childhood studies, placement, student-led, campus radio,
  birthday to our \w+ (?:radio|library|building|shop|union), for parents, nursery places, child ?care,
  with children, consent forms?, safeguarding, first years?, lecture, film about, novel, charity,
  picture of health, survey of,
`
