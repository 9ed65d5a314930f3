/** Words that university hashtags are made of; data for the splitting of "#openday". Written for this product. */
export const words = new Set(
  `a able about academic academy accept access achieve advent advice after aid air all alumni ambassador and
  anniversary annual answers apply apprentice april archive art artist arts as ask at august autumn award awards
  aware awareness away back bake bank be bee belong best better big biology bird black blog blood board book books
  born box break breakfast bright bring britain british budget build building business buy cafe call campus can
  cancer care career careers carol carols cats celebrate celebrating centre challenge chance change charity chat
  check chemistry choir christmas city class classic clean clear clearing climate clinic club coffee college come
  comedy coming community computer concert conference congratulations connect contest cook cool countdown course
  courses create creative crew culture cup cyber dance data date dates day days dean debate december degree degrees
  design development dialogue did digital dinner disability discover discuss diversity do doctor doctors dog dogs
  donate draw dream drive drop early earth easter eat economic economics education eid election end energy
  engage engineer engineering engineers english enterprise equality ethics europe event events everyone exam exams
  excellence exercise exhibition experience expert experts explore facts fair faculty family famous fashion february
  feel festival field film final finals finance find fire first fit five flash food football for forest forum found
  foundation four free freedom fresher freshers friday friend friends fringe from fun fund funding future gallery
  game games garden general get girls give giving global go going gold good grad graduate graduates graduation grads
  grant great green group grow guide guild hall halls happy hard have health healthy help her here hero heroes high
  his history holiday home hope hour house how hub human idea ideas image impact in inclusion inclusive industry
  innovate innovation inspire institute international intern interview into investment is it january job jobs join
  journal journey july june just keep kind know knowledge lab labour language languages late latest law lead leader
  leaders leadership league learn learning lecture lectures leave lecturer let lets liberty library life light like
  link list listen literacy literature live living local london long look love loves lunch made make maker makers
  making man manager map march market maths matters may me meal media medical medicine meet meeting member mental
  mentor mind minute modern monday money month morning most motivation movie museum music my national nature network
  never new news next night no north not november now nurse nurses nursing october of off offer office on one online
  only open opening opportunity opera orchestra our out over own paper park parade parents part partner partnership
  party peace people person phd philosophy photo photography physics picture place plan planet plant play poem poet
  poetry policy politics pop post poster postgrad power practice present prepare press pride prize professor
  programme project proud public pub question questions quick quiz quote race rag radio rain read reading ready real
  record recycle refugee register release report research researcher results return review rights road robot room
  run safe safety save say scholar scholarship school schools science sciences scientist scotland sea season second
  secret see seminar september series service services session share she shop shoulder show sign skills sky
  small smart snow social society software song south space speak special speech sport sports spotlight spring staff
  stage star start startup startups state stay stem step stop story stories street strong student students study
  studying success summer summit sunday super support sustain sustainability sustainable sweet swim take talent talk
  talks tea teach teacher teachers teaching team tech technology ted test text thank thanks the theatre their them
  they thing things think this three throwback thursday ticket tickets time tip tips to today together tomorrow top
  tour tours town trade train training transport travel tree tuesday tv two uk under undergrad uni union unite united
  universities university up us valley value varsity veg very video view village virtual visit visitor voice
  volunteer volunteering volunteers vote wales walk wall war watch water way we weather web wednesday week weekend
  welcome wellbeing welsh west what wheel when where who why will win winner winners winter with woman women wood
  work working workshop world write writer writers writing year years yes you young your youth zero zone`.split(
    /\s+/,
  ),
)

/** Long single words: never a run of several. */
export const longWords = new Set(
  `accommodation administration anthropology apprenticeship apprenticeships architecture astronomy biochemistry
  biodiversity bioinformatics biotechnology chemistry collaboration commemoration communication communications
  congratulations conservation cybersecurity criminology decolonisation dissertation employability engineering
  entrepreneurship environment epidemiology geography graduation humanities immunology inclusivity
  interdisciplinary international internationalisation internationalwomen internship linguistics literature
  manufacturing mathematics microbiology midwifery multidisciplinary nanotechnology neuroscience oceanography
  occupationaltherapy palaeontology partnerships pharmaceutical pharmacology pharmacy philosophy photography
  physiotherapy postgraduate postgraduates psychology psychotherapy radiography representation responsibility
  scholarship scholarships semiconductors sociology sustainability telecommunications transdisciplinary
  transformation undergraduate undergraduates universities university volunteering masterclass netball basketball
  volleyball badminton weekend playlist podcast download homework coursework framework network spotlight breakfast
  workshop masterplan feedback textbook bookshop everyone
  wales scotland manchester birmingham nottingham southampton newcastle edinburgh leicester portsmouth wolverhampton
  bournemouth huddersfield loughborough canterbury winchester gloucester worcester lancaster liverpool cambridge
  oxford`.split(/\s+/),
)
