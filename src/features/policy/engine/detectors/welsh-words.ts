// Function words and everyday words that stand in nearly every sentence of one language and in none of the other.
const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

export const welshWords = setOf(`
  yn yr y mae rŵan ma’ ma dw dwi isio efo nôl mas siop swydd chwilio oriau dyddiad cau llenwch gwiriwch
  cofiwch ymgeisiwch dewch draw hoff cewch allech bwyd llety tymor arholiadau canlyniadau graddio
  graddedigion athro darlithydd ydy yw i’r ar o’r ac a’r gyda gan wedi sydd oedd bydd fydd byddwn bod fod
  nad nid ddim hwn hon hyn hynny ein eich chi nhw eu ei gyfer ymunwch cofrestrwch dysgwch darllenwch
  gwyliwch cysylltwch ewch gallwch rydym rydyn mae’n mae’r sy’n i’ch i’n o’n dros rhwng heb cyn wrth trwy
  drwy beth sut pam ble pwy holl rhai mwy iawn nawr heddiw yfory heno wythnos diwrnod dydd llun mawrth
  mercher iau gwener sadwrn sul myfyrwyr myfyriwr prifysgol newydd agored croeso diolch llongyfarchiadau
  cymraeg cymru llyfrgell campws darlith gwybodaeth rhagor manylion yma hoffech hoffem eisiau angen dyma
  dyna llawer cyfle astudio cwrs cyrsiau ymchwil digwyddiad dau tri ’r ’n i’w â ag na neu ond felly hefyd
  eto er mwyn yng ym nghymru ngwynedd nghaerdydd fyd byd ysgol da dda prynhawn nos hwyl penwythnos blwyddyn
  gwaith ar-lein archebwch tocynnau helo bawb pawb cyhoeddi mewn ymlaen allan amser oes ti dy fy rwy rwy’n
  yw’r yw’n ef fi ni efe hwythau minnau pob neb dim byth erioed unrhyw rhywun rhywbeth bawb’r gormod digon
  ychydig llai lot cymaint eisoes eto’n dal hen bore p’nawn pnawn neithiwr ddoe echdoe mis misoedd blynedd
  munud awr ionawr chwefror ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr un ddau dwy tair
  pedwar pedair pum chwech chwe saith wyth naw deg ugain mil cyntaf trydydd olaf nesaf dewis gofyn ateb
  siarad gweld gweler clywed teimlo cofio anghofio dechrau gorffen cwrdd cyfarfod ymweld teithio bwyta yfed
  cysgu chwarae canu dawnsio rhedeg nofio ennill colli gwerthu talu costio agor ar-gau ger gerllaw tu fewn
  ochr canol dan uwch islaw ymhlith erbyn hyd nes tan rhag serch oherwydd achos gan’r os oni petai tra lle’r
  felly’n chwaith hyd’n yntau hithau mi fe a’i a’u o’i â’r â’n gyda’r drwy’r wrth’r dyw dydi nage ie oce
  sori plîs os-gwelwch gwelwch diolchgar braf oer poeth glaw eira gwynt tywydd ffenest drws ystafell neuadd
  neuaddau adeilad llawr grisiau maes parcio ffordd lôn heol tref dinas pentref sir ardal cymuned pobl
  merched dynion menywod teulu ffrind ffrindiau cydweithiwr cydweithwyr tîm clwb cymdeithas undeb cyngor
  pwyllgor swyddfa swyddog pennaeth darlithwyr ymchwilwyr ymchwilydd gwyddonydd gwyddonwyr meddyg nyrs
  nyrsio nyrsys peirianneg cyfraith hanes daearyddiaeth mathemateg cemeg ffiseg bioleg cerddoriaeth celf
  llenyddiaeth iaith ieithoedd addysg busnes gwyddoniaeth technoleg cyfrifiadureg amgylchedd hinsawdd ynni
  môr mynydd afon llyn coed anifeiliaid llyfr llyfrau erthygl papur stori straeon ffilm cyngerdd arddangosfa
  gweithdy cynhadledd sgwrs trafodaeth ffair noson nosweithiau parti cinio swper brecwast te coffi cacen
  bwydlen bara cawl arian pris gostyngiad ysgoloriaeth ysgoloriaethau bwrsari ffioedd cais ceisiadau
  ymgeisio cofrestru ffurflen arolwg holiadur barn llais pleidleisio pleidleisiwch etholiad enwebu enwebwch
  gwobr gwobrau enillydd enillwyr pencampwyr gêm aseiniad traethawd adolygu arholiad marc gradd graddau
  ôl-radd israddedig doethuriaeth pen-blwydd penblwydd nadolig pasg gwyliau calan calennig dewi eisteddfod
  rhybudd sylwch sylwer noder gofal gofalwch defnyddiwch cymerwch galwch anfonwch e-bostiwch ffoniwch
  dilynwch rhannwch tagiwch rhowch gadewch peidiwch byddwch dowch edrychwch ystyriwch canfyddwch
  darganfyddwch mwynhewch penodi roedd cafodd gafodd mae’ch bydd’r hapus gŵyl dathlu falch fawr mawr bach
  gwych arbennig bellach ble’r lle ôl cefnogi cymorth iechyd lles byddant gael cael gwneud mynd ddod
`)

export const englishWords = setOf(`
  the and of to is are was were be been being have has had with for from this that these those our your
  their his her its it we you they he she who what when where why how which will would can could should may
  might must not do does did join us come see find out more about at by on as but if so up all any some new
  today tomorrow tonight week now here there get read watch book sign register learn free open day students
  university please thanks thank congratulations welcome library campus event research team into over after
  before until between through than then also just only very every much many don’t it’s we’re you’re i’m
  let’s
`)
