/**
 * Words that are right themselves although they are one letter away from a word of the field (“fellow” and “follow”).
 * Made by trying every such word in a British dictionary (dictionary-en-gb 3.0.0, November 2026), with some of today’s.
 */
export const lookAlikes: ReadonlySet<string> = new Set(
  (
    'abound absents academia academics accent acceptably accepts accessibly accommodations acknowledgements ' +
    'acknowledges acknowledgment actions actives actor addressed addressee addressees advertisements ' +
    'advised adviser advises affiliated affiliates agree agreed aground alloyed alternatives alumna ' +
    'analytic anythings apolitical appal appals appear appears appointee appoints appropriated appropriates ' +
    'approver approvers archived articular asexual asocial aspect assent assents asserts asses assessments ' +
    'asset associates attempts attendee attender auction authentications authorisations authorises authors ' +
    'automatics aversion awful banding barents barked basses bassets bather batter batters beach beaches ' +
    'beaching became bedside beeping begin behaviours belie belied belies bellying bender bending benefits ' +
    'bequest bequests besides betide betters betting bights bilingually bilinguals binding blacked blagging ' +
    'bleach bleaches blocker blogger bloggers bogging booked bothers braiding braining brandying breached ' +
    'breath breathes breech breeches brights broach broaches broadcasts browner browse browsed browsers ' +
    'browses bulling bullring candle cannon capers captious carious carriage cashtag cashtags cather cation ' +
    'cations cause causes cautions cavers caving censure censuring cervices chance chanced chancel ' +
    'chancellors chancels chances chancing chang changer changers chanted chanting charge charged charger ' +
    'chargers charging charles check checker cheeked cheeks chicks chocked chocks choose chooser choosers ' +
    'chucked chucks clanged clanging classes claus cleaves clocked clogging cloned clones close closer ' +
    'closest closet closets clovers cloves cloyed coarse coders coined collaborations comers commando ' +
    'commands commend commends commercials commitments committees committer commons communicated ' +
    'communicates compare compared comperes complain complains compliant comprehensives conduce conducts ' +
    'conduit confection confections confider configurations confirm conforms connects consents consequence ' +
    'consideration considers constituted constitutes consul consuls consults contend contentions contents ' +
    'contest context contracting contracts contrast contributed contributes convection convent cooked ' +
    'copyrights corers corker corkers corking couched councils count county coursed courser courses courts ' +
    'covens cover covert coverts coves covets coveys cowers crate crease created creates creating ' +
    'credential cremate crete criminals crises crisps criticiser criticises criticisms cross cumber cumbers ' +
    'cunning curse curtain customer cuties damages dandle darning databases deader deadlines deaves decade ' +
    'decades decider deciders decisions decode decoded decodes deeded defector deferrals deferred ' +
    'definitions defused defuses deices delegates delegations deletions departments depletion deport ' +
    'deported deportment deports deputation derail derailed derails deride derided derides derision ' +
    'described describer describes deserves designate designates detain detained detains detectors ' +
    'detention developments develops device devises dialogues digests directer directors direst disciplined ' +
    'disciplines disclaimed disclaimers discloses disclosures discriminated discriminates discriminator ' +
    'discriminators discus discuses discussions dismissals disparaged disparages disparate dissed dissing ' +
    'disuse dither diversify divest diving douched dourly download draining droves dumber dunning earning ' +
    'easter eaves editions educations eights ejection ejections elating elation electron electrons email ' +
    'ember embers emergence emission employed employments empress ending endorsements endure enduring ' +
    'enforce enforcer enforces engaged engagements engages enquires enrage enraging enrolments ensue ' +
    'ensuing ensured ensurer ensures entourage entourages erection erections escalated escalates ' +
    'establishes eternal ether evidenced evidences examinations exampled exceptions executives exercised ' +
    'exerciser exercises exiting exorcise expects expert exposures expressions extant extend extents ' +
    'externals faction factors factory fallow fallowed fallowing fallows farces father fathering fatter ' +
    'faulty featured features fellow fellows fender fending fetters fiend fights findings fining finisher ' +
    'finishes finking fission flocked flogging follower followings foment footprints force forced forceps ' +
    'fores forges forking forms fortes forum founts freedoms fried friends frights functions funding ' +
    'futures gander gassed gasses gather gatherings genders genera generals geotag geotagged getting ' +
    'givings gradation graduations grievances ground group grouts groves guardians guideline gunning gyving ' +
    'haling hallowed halving handel handled handler handles hanged hanging happen hared haring harked ' +
    'hating hatter hatters hawing haying hazing header headiness headline heating heaves heaving heeded ' +
    'hings hissed hissing hither hiving hollow hollowing hollows homebody hooked hovers identifier ' +
    'identifies identify illegals image imaged imagoes impacts impart impersonated impersonates ' +
    'impersonations inboxes included inclusions indent infernal inline inquiries insights instanced ' +
    'instances instants insure insuring integrate integrates intellectuals intend intents interactions ' +
    'interacts interceptions intercepts interests internals internationale internationals interval ' +
    'introduced introduces invent investigated investigates investigations involve involves issue issued ' +
    'issuer issuers jetting jiving joiner jointed joints judgement judgment junction keeling keening kills ' +
    'kissed kissing languages larked lasses lasted lather lathering latter laves laving leaching leader ' +
    'leaning learnt lease leaser leases leave leaved leaven leavens leaver leavers lecture lectured lender ' +
    'lending lessee lessen lessor letter letting lettings librarians lifted lights lilted limit linted ' +
    'lisped listen lister lither litters littler lively livestream livestreamed livestreams living loaves ' +
    'locations locked locution logging login logins looker loomed looped loosed looted loses lovers loving ' +
    'lumber lumbers lusted mages mails maintains managed managements manager manages manege mange marker ' +
    'market marred marriages masked massage massages massaging massed masses massing master masters mater ' +
    'mather matte matted mattes maximised maximises measured measurements measures medial median medias ' +
    'medic medina menage mender mending mentions messaged messed messing metadata minding misconducts ' +
    'misled misses missions misted misting misused misuses misusing mobil mobiles moderated moderates ' +
    'momenta moments monitors monitory month mooing moping mothers moths motile mounts mouths movers mowing ' +
    'mussed mussing mutter mutters nations natter natters needled nerves nether netters netting newsletters ' +
    'nights noticed notices notion novice numbed offboarding offensives officer offices officials omission ' +
    'onboarding opinion organisation orientations originals other otters outputs outsider outsides outsize ' +
    'overage overrides overripe overrode overs pacers pagers paints pampers paper papery parent parers ' +
    'parked parsed parses parson participated participates particulars passe passel passels passer passers ' +
    'pasted pastes patents paternity patter patters paupers paused pauses paving payers peaks pearson ' +
    'peeping pending peopled peoples permissions peron persona personae personals personalty personas ' +
    'persons pertain petting phonograph phonographs pictured pictures pinions pints pipers plagiarise ' +
    'plagiarisms plagiarist pleas pleased pleases podcasters point pointy police polices polities polity ' +
    'poplar positions positron posses possibles possibly postgraduates potentials pothers pouched practiced ' +
    'practices practicing practise preach preaches preferred presences present preserves presidential ' +
    'pretence prevents preview primacy primate principle principled prints privater privates probes ' +
    'processed processional processor produce products profess professes professionals professors profile ' +
    'profiled project projected projection proles promoted promoter promotes properly protections protects ' +
    'protest protested prove proved proven provider providers prowess publisher publishes punning purposed ' +
    'pusses quality question raining rapacity rapers rasher rater ration rationality ratter ratters raving ' +
    'reach reaches reaching reaction readers readier realer reamer reaper reasoner reassignments rebating ' +
    'rebuses recognise recognised recogniser recommendation recorder recording recruiter rector recused ' +
    'recuses redder redirects reduction reediness refereed referral referrer reflating reflation refuges ' +
    'refuse refutation refuted refutes registers registrars regrading reheated relations relaxing relaying ' +
    'relegate relegated relegation relief reliefs relies religions render rending reparation repealed ' +
    'repeater repented replaced replacer replaces replied reporter repost reposted reposting reposts ' +
    'represents reputational reputations requite requited requites researcher researches reserve reserved ' +
    'reside resister resort resorted resorts resourced respects responds responses responsibly restored ' +
    'restorer restores results retail retailed retails retarding retort retorted retorts retweet retweets ' +
    'reused reuses reviews rewarding reword reworded rewords right righto risible riving rooked round ' +
    'rovers roves roving ruining safely sages sanding sands sarong sassed sasses saving scared scaring ' +
    'scheduler schedules schema schemed schemer schemes seared searing season seasoned seasons seating ' +
    'seconds secret secrete secretes secretory sections sectors secured securer secures sedate sedition ' +
    'seeded seeding seeping selections selves senates sender sendings seniors senor sensing sensor ' +
    'sentenced sentience separated separates separations series serve served server servers serviced ' +
    'servile servos setters settling sexting shaded shading shaking shamed shaming shaped shaping shard ' +
    'share sharer shares sharked sharking sharped sharping shaved shaving sheared shearing shills shored ' +
    'shoring shred sighed sights signer signet signpost signposted signposts silents sills singed sinned ' +
    'sitting sittings skill skulls slogging smuggest snared snaring sneaks snuggest soared soaring socials ' +
    'somethings sourced sourly spared sparing speak spears specifics specks spending spills stage staged ' +
    'stags stakes stales stand starch stared stares staring statements states stats statue statues staves ' +
    'steaks stetting stills straining strands strategics stratus string strung subjects sucrets suction ' +
    'suggests sullying summery sunless sunning suppler supplied supplies supporter suspensions suture ' +
    'swerves swills tapers targets tatter tatters teachings telephoned telephoner telephones telephony ' +
    'tender tending thing thingy thinks thins thongs thorough though tights timestamp timestamps tings ' +
    'tissues tittle torched touche touches toughed trailing trainings transactions translations treason ' +
    'trough troves trusted trusties tudors tutor umber unction undergraduates unfollow unfollowed unforced ' +
    'unfriend uniquer unknowns unmoderated unsure username usernames vales valiant value valued valuer ' +
    'valuers valves vector vending verifier verifiers verily verities verity versified versifies versify ' +
    'versions vetting video visibly vlog vlogger vloggers vlogging vlogs vocation vouched vulnerably ' +
    'wallowed waning warding waring warming warnings warping warring waving weaves webinar webinars website ' +
    'weeded weeping welcomed welcomes wellbeing wending wetters wetting whist whistleblowing whither ' +
    'whomever wights winding wither withing wiving wording worked workings worming wrights yearning zither'
  ).split(' '),
)
