import type { TextDetector } from '../detector.ts'
import {
  hitsOf,
  holds,
  listOf,
  placesOf,
  plain,
  shape,
  wordsAfter,
  wordsBefore,
  wordsOf,
} from './phrases-more.ts'
import type { Lexicon, Place } from './phrases-more.ts'

const lexicon: Lexicon = {
  thing: listOf`
    devices?, compounds?, sensors?, batter(?:y|ies), inventions?, prototypes?, materials?, molecules?,
    drug candidates?, drugs?, catalysts?, algorithms?, alloys?, coatings?, polymers?, enzymes?, vaccines?,
    formulas?, formulae, formulations?, recipe, mechanism, process, method, technique, procedure, design,
    circuit, chip, antibod(?:y|ies), implants?, robots?, tech, technology, gadget, kit, widget, test kit,
    diagnostic, assay, treatment, therapy, dressing, filter, membranes?, turbine, engine, motor, pump, valve,
    lens, laser, antenna, electrodes?, solar cells?, cells?, fuel cells?, gels?, hydrogels?, inks?, paints?,
    adhesives?, glue, patch, wearable, scanner, microscope, cement, concrete, ceramic, fabric, textile,
    plastic, bioplastic, packaging, strain, peptides?, inhibitors?, reagents?, synthesis, crystals?, nano\w+,
    drone, prosthe\w+, limb, software, model, system, app, solution, breakthrough, discovery, idea, trick,
    molecule, lattice, structure, blade, wing, helmet, bandage, inhaler, syringe, brace, tool, machine, rig,
    setup, biosensor, electrolyte, cathode, anode, thing, one, work, result, bike, heart valve, stent,
    gene therapy, protein, probe, detector, encoder, code,
  `,
  notYet: listOf`
    (?:patent|ip|provisional) application (?:goes|hasn't|isn't|is going|will|next|not|has not|to follow|in progress|being),
    provisional (?:application|patent) (?:hasn't|isn't|not|goes|next|to),
    talking to (?:our |the |a )?patent (?:attorneys?|lawyers?),
    (?:see|seeing|meeting) (?:our |the |a )?patent (?:attorneys?|lawyers?), patent pending,
    ip (?:isn't|not) (?:sorted|filed|protected), unpatented,
    not (?:yet )?(?:been )?(?:filed|patented|protected|published|submitted|disclosed)(?: yet)?,
    isn't (?:yet )?(?:filed|patented|protected|published)(?: yet)?,
    hasn't (?:yet )?been (?:filed|patented|protected|published|disclosed)(?: yet)?,
    haven't (?:yet )?(?:filed|patented|protected|published)(?: yet)?,
    haven't even (?:filed|published|written), unpatented, unfiled, unprotected,
    yet to (?:be )?(?:file|patent|filed|patented|publish|published|protected), not patented yet,
    no patent yet, nobody has patented,
    before (?:we|it's|it is|the lawyers|anyone|somebody|someone|the patent)(?: \w+){0,3} (?:file|filed|patent|patents|patented|published|publish|protected|files),
    about to (?:patent|file|be patented), going to (?:patent|file (?:a|for a|the) patent), hoping to patent,
    hope to patent, plan(?:s|ning)? to patent, planning to file,
    (?:we|we'll|we'd|we will|we are|we're) (?:soon |now |also |just |currently |still )?(?:patent|patenting|filing|be filing|drafting|preparing|writing up),
    will (?:soon )?(?:patent|be patented|be filing), wants? to patent, want to patent,
    applying for (?:a|the) patent, preparing (?:a|the|our) patent, drafting (?:a|the|our) patent,
    (?:patent|filing|application) (?:is |still |is still )?(?:being drafted|being written|in the works|on its way|on the way|to follow|next (?:week|month|year)|coming|soon|in progress|in preparation|in draft),
    patent (?:application )?(?:goes|going) in, patent to come, patent incoming, the patent isn't,
    patent not (?:yet )?(?:filed|in|submitted|applied|granted), patent pending soon,
    patent lawyers? (?:don't|will|haven't|is|are), patent attorneys? (?:don't|will|haven't|is|are),
    ahead of (?:the |our )?(?:patent|filing), pre-patent, patent paperwork, invention disclosure,
    awaiting (?:patent )?filing, waiting on the patent, once the patent, until the patent, when the patent,
    tech transfer (?:team |office )?(?:haven't|hasn't|don't|doesn't|will|would|is going),
    shouldn't really show, (?:when|until|once|before) the (?:patent )?(?:lawyers?|attorneys?), patentable,
    file (?:for )?(?:a |the )?patent (?:next|in|on|soon|later|this),
  `,
  peek: listOf`
    sneak peek, sneak peak, sneaky peek, sneaky look, first look, first glimpse, early look, exclusive look,
    teaser, behind the scenes, world first, first ever look, early glimpse, glimpse, preview, peek,
    here's how it works, here is how it works, this is how it works, first pics?, first photos?,
    first images?, unveiling, look what, hot off the bench, fresh off the bench, fresh from the lab, spoiler,
  `,
  hidden: listOf`
    secret, hush-hush, unpublished, undisclosed, unreleased, never-before-seen, never before seen,
    as yet unpublished, confidential, unpatented, unannounced, top secret, still-secret,
  `,
  hush: listOf`
    shh+, watch this space, can't say (?:much|more|too much|any more|what), can't tell you (?:much|more|what),
    under wraps, shouldn't be (?:showing|posting|sharing|telling|seeing), shouldn't (?:show|post|share|tell),
    let slip, lets slip, more soon, keep it quiet, when the reviewers, haven't told (?:anyone|anybody|a soul),
    not told (?:anyone|anybody|a soul), in public for the (?:very )?first time, nobody outside,
    no one outside, don't tell the (?:lawyers|patent office|tech transfer), between us, you didn't see this,
    before (?:it's|it is) announced, not supposed to, still secret, hush hush, big reveal,
    yet to tell the world, until now, before anyone else, ahead of publication, prior to publication,
    results are embargoed,
  `,
  made: listOf`
    invented, developed, discovered, created, built, designed, synthesi[sz]ed, cracked, made, found,
    worked out, figured out, come up with,
  `,
  nobody: listOf`
    no[ -]?one else, nobody else, no other lab, no other team, no one has, nobody has, never been done,
    never been seen, nobody knows, not been done before, hasn't been done,
  `,
  late: listOf`
    paper (?:not|isn't|hasn't|to follow|in prep\w*|still in|is still|coming|soon|under review|to come|is being|being written|not out),
    unpublished, not (?:yet )?published, before (?:it's|it is|we) publish\w*, yet to publish,
    manuscript in prep\w*, haven't published, haven't written, hasn't been published, (?:isn't|not) in print,
    nothing published, don't tell, keep it quiet, patent,
  `,
}
const filing = [
  ...['{thing} ~8 {notYet}', '{notYet} ~6 {thing}', '{notYet}'].map((written) =>
    shape(written, 'patent', lexicon),
  ),
]
const shown = [
  shape('{hush}', 'first-look', lexicon),
  ...['{peek} ~7 {thing}', '{thing} ~2 {peek}', '{peek} {late}'].map((written) =>
    shape(written, 'first-look', lexicon),
  ),
  ...[
    '{hidden} ~3 {thing}',
    '{thing} ~2 {nobody}',
    '{made} ~9 {late}',
    '{made} ~9 {hush}',
    '{made} ~7 {late}',
    "(?:here's|how|it|we) ~8 {thing} ~5 {nobody}",
    '(?:we|team|lab|group|students?|researchers?|postdoc|scientists) ~3 {made} ~7 {late}',
    'secret is ~5 (?:degrees|mixing|adding|heating|coating|layer|ratio|acid|dash|salt|zinc)',
    'the trick is ~4 (?:degrees|mixing|adding|heating|coating|layer|ratio|acid|dash|salt|zinc|to)',
    'unpublished ~2 (?:data|results|findings|work|figures?|spectra|structures?)',
    '(?:data|results|findings|structure) ~4 {late}',
  ].map((written) => shape(written, 'secret-method', lexicon)),
]

const worthALook =
  /patent|shh|watch this|can't (?:say|tell)|under wraps|n't (?:be )?(?:show|post|shar|tell|told)|let slip|reviewers|more soon|until now|not told|outside|supposed|see this|\bip\b|provisional|peek|peak|glimpse|first (?:look|pic|photo|image|ever)|early look|teaser|preview|unveil|secret|hush|unpublished|undisclosed|unreleased|never[- ]before|unprotected|unfiled|filing|file\b|filed|published|publish|disclos|off the bench|from the lab|no[ -]?one else|nobody|how it works|invention|trick|world first|look what|spoiler|behind the scenes|paper|protected|in prep|tech transfer|no other|exclusive|unseen|unannounced|confidential/i
const published = wordsOf(listOf`
  patent pending since, pending since, pending for, granted, was patented, were patented, is patented,
  has been patented, now patented, patented in, now published, published today, is published, was published,
  just published, published in, out now, on sale, available now, appears in (?:a|the|today),
  our paper (?:is|in|on|appears), new paper in,
  (?:patent|application) (?:was )?(?:filed|published|awarded) (?:last|in|back),
  already (?:filed|patented|published|protected), has filed, have filed, we filed, we've filed, was filed,
  filed (?:last|in|our|the|a|an), licensed, spin-?out, launched, read it free, read the paper, open access,
  preprint, arxiv, in nature, in science, peer-reviewed, commerciali[sz]ed, in hospitals, in shops, patent no,
  patent number, gb\d{6,}, expired,
`)
const taught = wordsOf(listOf`
    accommodation, prices, ball, line-?up, speakers?, headliner, guest, merch, mascot, logo, rebrand,
    building works, location, date, announcement, lectures?, seminars?, workshops?, talk, course, training,
    module, how to (?:file|patent|protect|apply|publish|write), history, historian, museum, exhibition,
    1[0-9]\d\d, victorian, advice, drop-in, guidance, clinic, patent office, intellectual property team,
    patent (?:law|lawyer|attorney) (?:course|career|talk|event), book, novel, play, film, drama, concert,
    album, open day, prospectus, accommodation, building, halls?, library, kitchen, menu, shop, merch, hoodie,
    campus tour, gallery, graduation, freshers, season, fixtures, kit launch, football, rugby, secret santa,
    secret garden, secret to, secret life, secret of success, best-kept secret, ingredient of, cake, bake,
    brownies?, coffee, garden, archive, archives, letters?, poems?, diar(?:y|ies), manuscripts? from,
    timetable, website, degree show, trailer, festival, if you have (?:an idea|invented), thinking of,
    before you (?:publish|patent|post), talk to (?:our|the) (?:ip|tech|knowledge|commerciali[sz]ation),
    career, careers, quiz, competition, panto, choir, theatre, orchestra, new student app, refurb\w*, bar,
    canteen, gym, pool, sports centre, exam, portal,
  `)
const denial = wordsOf(
  listOf`
    don't (?:post|share|tell|tweet|show) (?:your|any|an|about your),
    do not (?:post|share|tell|tweet|show) (?:your|any|an), never (?:post|share), nothing to hide, no secret,
    not a secret, isn't a secret, never a secret, not patenting, won't patent, won't be patenting,
    will not patent, avoid, patent-free, we could show you,
  `,
)
const lab = wordsOf(
  lexicon['thing'] ?? [],
  listOf`
    unpatented, undergrads, exoskeleton, drawings, lab, labs, bench, patent\w*, invent\w*, paper, chemists?,
    engineers?, physicists?, researchers?, phd, postdoc, scientists?, team, spectr\w+, grow, synthes\w+,
  `,
)
const science = wordsOf(listOf`
    exoskeleton, stent, sequence, electrodes?, rig, candidate, charge your, engineering, grow it, cracked,
    lab, labs, bench, patent\w*, invent\w*, prototypes?, unpublished, paper, device, compound, sensor,
    molecule, batter(?:y|ies), material, alloy, catalyst, implant, robots?, drug, vaccine, chip, polymer,
    enzyme, nano\w*, coating, membrane, treatment, technology, tech, wearable, antibod(?:y|ies), algorithm,
    drone, laser, turbine, prosthe\w+, fuel cell, solar, biosensor, engineers?, chemists?, physicists?,
    postdoc, research team, scientists, breakthrough, invention, secret, filter, pump, fabric, hydrogel, gel,
    bandage, inhaler,
  `)

export const unpublishedInventions: TextDetector = {
  scope: 'text',
  fact: 'unpublishedInventions',
  about:
    'Words that may tell of an invention, a method, a compound or a device that is not yet filed or published; a person decides. Granted patents, published work and teaching are left out. It misses things and can be wrong.',
  attributes: {
    kind: 'patent (not filed yet), first-look (shown before it is out) or secret-method (a method or result kept back so far)',
  },
  detect(written) {
    if (!worthALook.test(written)) return []
    const text = plain(written)
    if (holds(denial, text)) return []
    // "We made this. Paper to follow": what is shown and what is still to come may stand in two sentences.
    const flat = text.replace(/[.!?\n]/g, ',')
    const places = [...placesOf(text, filing), ...placesOf(flat, shown)]
    if (places.length === 0) return []
    // What the whole text says is asked once, not at each place.
    const whole = {
      invented: holds(lab, text),
      kept: holds(science, text) && !holds(published, text) && !holds(taught, text),
    }
    return hitsOf(
      places.filter((place) => counts(place, whole)).sort((a, b) => a.start - b.start),
      ({ what }) => ({ kind: what }),
    )
  },
}

function counts(place: Place<string>, whole: { invented: boolean; kept: boolean }): boolean {
  const { what, sentence, words } = place
  if (
    sentence.asked &&
    /^\W*(?:what|how|can|should|do|does|is|are|when|who|have you|got|thinking|why)\b/i.test(sentence.text)
  )
    return false
  const around = wordsBefore(place, 60) + words + wordsAfter(place, 60)
  if (what !== 'patent') return whole.kept
  return whole.invented && !holds(published, around) && !holds(taught, sentence.text)
}
