/**
 * Words and rules of the lists that mean nothing bad at a British university. The lists are made for software
 * documentation in American English: "Master's", "just", "host", "disabled people" (the usual British term),
 * kinship, offices and titles would all be called out.
 */
export const everydayRules = new Set(
  `actor-actress actors-actresses add addict addicts alcoholic alumna-alumnus alumnae-alumni amputee ancient-man asylum
  aunt-uncle aunts-uncles average-man barren basically bi binge bipolar birth-defect blackhat bony boy-girl
  boyfriend-girlfriend boyfriends-girlfriends boyhood-girlhood bride-groom brother-sister brothers-sisters bugreport
  calendar-girl clearly cowboy-cowgirl cowboys-cowgirls dad-mom dads-moms daft dame-lord dames-lords daughter-son
  daughters-sons deaf-to depressed dumb dummy dwarf dyslexic easy english-master englishmen epileptic everyone-knows
  family-burden father-of-* father-tongue-mother-tongue fatherland-motherland fellowship females-males
  femininity-manliness fisherman-fisherwoman fishermen-fisherwomen founding-father frenchmen gal-guy gals-man gay-rights
  gender-pronoun ghetto godfather-godmother gramps-granny granddaughter-grandson granddaughters-grandsons
  grandfathers-grandmothers hang he-she hearing-impaired her-him hero-heroine heroes-heroines herself-himself
  host-hostess hostesses-hosts husband-wife husbands-wives indian-country industrial-man insomnia insomniac insomniacs
  invalid islamist islamists just king-queen kingmaker-queenmaker kings-queens kingsize-queensize landladies-landlords
  landlady-landlord latino leading-lady learning-disabled long-time-no-see maiden-flight maiden-race maiden-speech
  maiden-voyage man-of-letters manic manned manpower marksman-markswoman master master-key master-of-ceremonies
  master-plan master-the-art masterful mastermind masterpiece masterplan masters masterstroke maternal-paternal
  maternity-paternity midwife moan moaning modern-man motherly mrs- nephew-niece nephews-nieces no-mans-land
  nobleman-noblewoman noblemen-noblewomen nuts obvious ocd of-course ombudsman-ombudswoman ombudsmen-ombudswomen
  own-man-own-woman panic-attack paraplegic powwow prince-princess princes-princesses psychotic quadriplegic
  rehab rehab-center sane savage simple slave slaves sophisticated-culture sophisticated-technology spade special
  special-olympians sportsmanlike sportsmanship stammering statesman-stateswoman statesmanlike stepbrother-stepsister
  stepbrothers-stepsisters stepdad-stepmom stepfathers-stepmothers steward-stewardess stewardesses-stewards stockman
  straightforward suicide-note superman-superwoman supermen-superwomen totem tribe unmanned waiter-waitress
  waiters-waitresses whitehat widow-widower workmanship manhood-womanhood orientals oriental gyp japs`.split(
    /\s+/,
  ),
)

export const everydayWords: string[] =
  `argie ass asses asshore barf beanbag beanbags boche bogan bong booby boonie boonies bosche boschs bule bules bung
  bunga bungas carruth cheesehead china chug chugs chunky clansman clansmen clanswoman clanswomen cockfight cocky commie
  cooly crap cum cumm cumquat cushi cyberslimer diddle dink dinks dipstick dix dong dope dumb ero esqua evl faeces
  fatah fister flange floo fok footstar fu gables geezer gora goras greaser greasers gub gubba gummer hadji haji hajis
  hajji hajjis hapa hebe hebes hobo hoes honker honkers hooker hookers hore idiot jackass jig jigs jiggy jigger jiggers
  kanake kafir kimchis koon krap kumquat kumquats kum kwa lez limey limy looser loser lugan mams moky moron moslem muff
  muncher munt nig niggle niggles niggled niggling nigglings niggard niggards nip nigel noonan nudger orga pansies pansy
  perv payo piefke piker piss pocha pochas pocho pochos pohm pollock pollocks pom poms poo poop pric pud puke quickie
  raper rearend redleg reefer rere rigger shat shav sloper slopers sooty spick spit spitter spunky squa square stringer
  stupid sucker swallower swalow tang taff tard teste threeway tinker tinkers tortur triplex turnon usama uck vibr
  vomit wab welcher welfare whacker whash whiz whigger whiggers willie wn xkwe yank yanks yid
  slave gypsies gypsy scallywag slapper muffin dick dicks willy penistone clitheroe essex sussex middlesex wessex
  scunthorpe`
    .split(/\s+/)
    .filter((word) => word !== '')

/** Places, surnames and plain words that only contain the letters. */
export const innocentNames =
  /^(?:scunthorpe|penistone|lightwater|(?:mid|es|sus|wes)sex|clitheroe|cockermouth|cockfosters|cock(?:burn|croft|cr[ao]ft|erel|erels|ney|neys|pit|pits|roach|tail|tails|le|les|er|atoo|atoos)|(?:pea|han|hitch|al|bab|wood|wil|hay|shuttle|ball|stop|weather)cocks?|dick(?:s|son|ens|inson|ie|man|er)|dickensian|shit(?:ake|take)|shiitake|arsen(?:al|ic|ide)|titanic|titani?um|circumstances?|document\w*|cucumbers?|accumulat\w*|cumin|cumbria\w*|cumulative|analys\w*|analog\w*|sextants?|sextets?|titles?|titled|titr\w*|titles|constitution\w*|institution\w*|prostitution|therapists?|grapes?|drapes?|scrap\w*|rapid\w*|raptors?)$/
