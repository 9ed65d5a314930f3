import { listOf } from './phrases-more.ts'

const nation =
  `(?:jamaican|nigerian|ghanaian|kenyan|somali|ethiopian|african|asian|indian|pakistani|bangladeshi|
  sri lankan|chinese|japanese|korean|vietnamese|thai|filipino|malaysian|indonesian|arab|saudi|kuwaiti|qatari|
  emirati|iranian|iraqi|syrian|afghan|turkish|israeli|egyptian|moroccan|algerian|libyan|sudanese|polish|romanian|
  bulgarian|albanian|lithuanian|latvian|hungarian|czech|slovak|ukrainian|russian|german|french|italian|spanish|
  portuguese|greek|cypriot|dutch|irish|scottish|welsh|english|british|american|canadian|mexican|brazilian|
  caribbean|black|brown|white|mixed.race|foreign|overseas|international|immigrant|migrant|refugee|
  eastern european)`.replaceAll(/\s*\n\s*/g, '')
const person =
  `(?:students?|people|persons?|lads?|lot|speakers?|wom[ae]n|m[ae]n|girls?|boys?|guys?|gals?|staff|
  blokes?|chaps?|fellows?|flatmates?|housemates?|neighbours?|kids?|postdocs?|names?|rep|tutors?|lecturers?|
  professors?|profs?|doctors?|nurses?|cleaners?|porters?|drivers?|builders?|applicants?|candidates?|colleagues?|
  engineers?|scientists?|players?|bosses|boss|managers?|officers?|captains?|folks?|types?|brigade|crowd|mob|
  families|couples?|society|soc|table|chair|dean|freshers?|undergrads?|postgrads?|phds?|academics?|researchers?|
  teachers?|workers?|hires?|baby|babies|one|ones|mates?|friends?)`.replaceAll(/\s*\n\s*/g, '')

/**
 * Words for people by the characteristic that the Equality Act 2010 protects. They are innocent by themselves: only
 * together with scorn, exclusion or a stereotype do they show anything.
 */
export const groups: Readonly<Record<string, readonly string[]>> = {
  age: listOf`
    old (?:people|folks?|staff|academics?|lecturers?|professors?|profs?|wom[ae]n|m[ae]n|lad(?:y|ies)|blokes?|timers?|guard|boys|dears?|git|gits|duffers?),
    older (?:people|students?|staff|colleagues?|academics?|lecturers?|workers?|applicants?|learners?|generation|drivers?),
    the elderly, elderly, oaps?, pensioners?, grandmas?, grandads?, grandpas?, grann(?:y|ies), nans?,
    dinosaurs?, boomers?, oldies, mature (?:students?|learners?|applicants?), the over.?[3-9]0s?,
    wrinkl(?:y|ies), over.?(?:[3-9]0s?|thirt(?:y|ies)|fort(?:y|ies)|fift(?:y|ies)|sixt(?:y|ies)|seventy),
    anyone over \w+, people over \w+, under.?(?:2\d|3\d)s?, gen ?z, gen zed, gen.?zers, zoomers?,
    millennials?, teenagers?, kids (?:today|these days|nowadays),
    young (?:people|ones|staff|folk|lecturers?|academics?), youngsters?, the young,
    (?:she|he)(?:'s| is| must be| looks)(?: \w+){0,2} (?:[5-9]\d|fifty|sixty|seventy|eighty),
    in (?:her|his|their) (?:fifties|sixties|seventies|eighties|[5-8]0s), past (?:fifty|sixty|[4-8]0),
    (?:[5-9]\d|fifty|sixty|seventy|eighty|seventy.?\w+|sixty.?\w+).?years?.?olds?, senior citizens?,
    retirees?, (?:at|of) (?:[5-9]\d|fifty|sixty|seventy|eighty), at (?:her|his|their|your) age, that age,
    pension age, the wrong side of (?:thirty|forty|fifty|sixty|[3-6]0), generation \w+,
    (?:19|20)-year-olds?, codgers?,
  `,
  disability: listOf`
    disabled \w+, the disabled, disabled, disabilit(?:y|ies), autistic(?: \w+)?, autistics?, autism,
    asperger'?s?, dyslexi\w+, dyspraxi\w+, dyscalculi\w+, adhd, ocd, bipolar, tourette'?s?, the deaf,
    deaf(?: \w+)?, the blind, blind (?:students?|people|guy|man|woman|girl|lad|kid|person|lecturer|bloke),
    visually impaired, stutter(?:s|er|ers|ing)?, stammer(?:s|er|ers|ing)?, limp(?:s|ing)?, lisp,
    wheelchairs?(?: users?)?, in (?:a wheelchair|chairs), guide dogs?, hearing aids?, crutches,
    walking stick, mentally ill, mental (?:health|illness), anxiety, anxious (?:students?|people),
    depress(?:ion|ed|ives?), ptsd, trauma, schizophren\w+, epilep\w+, amputees?, one.(?:armed|legged|eyed),
    down'?s(?: syndrome)?, cerebral palsy, multiple sclerosis, ms, parkinson'?s, dementia, diabetes,
    chronic (?:pain|fatigue|illness), fibromyalgia, crohn'?s, eating disorders?, anorexi\w+, special needs,
    extra time, reasonable adjustments?, neurodiver\w+, panic attacks?, sick notes?, mobility scooters?,
    disabled (?:toilet|parking|bay|badge), blue badges?, learning difficult(?:y|ies), learning support,
    dwar(?:f|fs|ves|fism), conditions?, on meds, medication, me/cfs, long covid, invisible illness,
    needs a ramp, ramps?,
  `,
  'gender-reassignment': listOf`
    trans, trans\w* (?:\w+), transgender\w*, transsexuals?, transwom[ae]n, transm[ae]n, non.?binar(?:y|ies),
    enby, enbies, they/them\w*, she/her\w*, he/him\w*, pronouns?,
    gender.?(?:fluid|neutral|queer|identity|bender\w*), dead ?name\w*, sex change, changed sex,
    transition(?:ed|ing|s)?, born a (?:man|woman|bloke|boy|girl), used to be (?:called|a|named) \w+,
    cross.?dress\w+, drag queens?, he or she or it, biological(?:ly)? (?:males?|females?|men|women),
  `,
  'marriage-pregnancy': listOf`
    pregnan(?:t|cy|cies), mums?, mummy, mothers?, mum.of.\w+, motherhood, having (?:babies|kids|a baby),
    newborn, maternity(?: \w+)?, mat leave, paternity leave, bab(?:y|ies), bump, expecting,
    nursing mothers?, breast.?feed\w*, housewi(?:fe|ves), wife, wives, husbands?,
    married (?:wom[ae]n|m[ae]n|couples?|people|staff), unmarried,
    single (?:mums?|mothers?|parents?|wom[ae]n), divorc(?:ed|ees?), newly.?weds?, spinsters?,
    women of child.?bearing age, child.?bearing, working (?:mums?|mothers), childcare, school run,
    fertility, childless (?:wom[ae]n)?, parents?, part.?timers?, civil partners?,
  `,
  race: [
    `${nation}s? ${person}`,
    ...listOf`
      (?:nigerian|ghanaian|kenyan|somali|ethiopian|african|asian|indian|pakistani|bangladeshi|malaysian|arab|saudi|iranian|iraqi|syrian|afghan|israeli|egyptian|moroccan|romanian|bulgarian|albanian|lithuanian|latvian|hungarian|czech|slovak|ukrainian|russian|german|italian|greek|american|canadian|mexican|brazilian|jamaican|korean|european|black|white)s,
      poles, scots, turks, spaniards, swedes, danes, jocks, taffy, paddy, paddies, scousers?, kurds?,
      (?:the|these|those|all|some|another|bloody|typical|how|most|no|more) (?:chinese|japanese|irish|welsh|french|scottish|english|polish|spanish|vietnamese|nigerian|indian|pakistani|romanian|german|arab|african|asian|korean|brown|black),
      chinese,
      from (?:africa|asia|china|india|nigeria|pakistan|romania|poland|abroad|overseas|lagos|mumbai|delhi|beijing|shanghai|the middle east|eastern europe),
      immigrants?, immigration, learn(?:t|ed|s)? english,
      back to (?:beijing|china|africa|india|poland|delhi|lagos|romania|turkey|russia|kabul|mumbai|islamabad|nairobi),
      islamabad, migrants?, foreigners?, foreign, asylum seekers?, refugees?, natives?, people of colou?r,
      ethnic minorit(?:y|ies), ethnics?, bame, skin colou?r, dark.?skinned, dark skin, gyps(?:y|ies),
      travellers, roma, accents?, curry, chinatown, their own (?:country|language|kind|food),
      your (?:own )?country, my country, our country, where (?:you|they) came from, over here, afro,
      dreadlocks, chopsticks, turbans?, english.speaking, their english, (?:her|his) english,
      proper english, speak english, broken english, english only, native speakers?, visas?, race card,
      black card,
      (?:a|the|another|one|some|this) (?:black|brown|asian|chinese|indian|nigerian|african|polish|irish|romanian|arab),
      non.?british, non.?white, non.?eu, boat people, minorit(?:y|ies), diversity,
      names? (?:i|we|nobody) can'?t pronounce,
    `,
  ],
  religion: listOf`
    muslims?, islam(?:ic)?(?: \w+)?, mosques?, jews?, jewish(?: \w+)?, judaism, christians?, catholics?,
    protestants?, evangelicals?, sikhs?, hindus?, buddhists?, mormons?, quakers?, pagans?, atheists?,
    jehovah'?s witnesses, religious \w+, religions?, hijabs?, hijabis?, headscar(?:f|ves), turbans?,
    burqas?, burkas?, niqabs?, kippah?s?, skullcaps?, crucifix, ramadan, eid, halal, kosher,
    pray(?:s|ed|ing)?, prayers?(?: rooms?| time| mats?)?, synagogues?, god squad, bible\w*, qur'?an, koran,
    believers?, chaplain(?:cy|s)?, nuns?, imams?, rabbis?, vicars?, priests?, the faithful, christian union,
    isoc, jsoc, god, allah, sharia, deeply religious, church types,
  `,
  sex: listOf`
    women, woman, women'?s, girls?, girly?, females?, lad(?:y|ies), men, males?, blokes?, lads?, boys?,
    birds?, chicks?, fellas?, housemaids?, feminis(?:m|ts?), girlboss\w*, (?:fe)?male (?:\w+), girlfriends?,
    (?:two|three|four) (?:girls|women), schoolgirls?, secretar(?:y|ies), skirts?, blondes?, her looks,
    her (?:bum|boobs|legs|chest|figure), period, periods, menopaus\w+, hormon(?:es|al),
    wom[ae]n in (?:stem|science|tech|engineering), man, grown men, young ladies, she, cows?, testosterone,
    sausage fest, oestrogen, male tears,
  `,
  'sexual-orientation': listOf`
    gays?, gay (?:\w+), homosexual(?:s|ity)?, lesbians?, lesbians?'?, bisexuals?, bi (?:people|girls|lads),
    queers?, lgbt\w*\+?(?: \w+)?, same.sex (?:couples?|parents|marriage),
    straight (?:people|men|lads|guys|couples?), asexuals?, closet(?:ed)?, coming out,
    pride(?: flags?| march| month)?, rainbow (?:\w+),
    two (?:mums|dads|girls kissing|men kissing|lads kissing|blokes),
    (?:his|another man's) (?:boyfriend|husband), her (?:girlfriend|wife), camp, mullet, butch, effeminate,
    boys? kissing, kissing (?:boys|girls|men),
    which one(?: of you)?(?:'s| is) the (?:man|woman|wife|husband),
  `,
}
