/** Words that policies on social media are made of: what a misspelling is measured against. */
export const fieldWords: ReadonlySet<string> = new Set(
  (
    'absent academic accept acceptable access accessibility accessible accommodation accordance account ' +
    'accountability accountable accounts accurate acknowledge acknowledged acknowledgement acknowledging ' +
    'across action active activities activity address addresses administrator administrators advertisement ' +
    'advertising advice advise affiliate against agency agrees allowed already alternative alumni analytics ' +
    'another answer answered answers anything appeal appeals applicant applicants application applications ' +
    'appoint appointed approach appropriate approval approvals approve approved approves archive archives ' +
    'arguing around aspects assess assessment assets associate associated attempt attended audience ' +
    'audiences authentication author authorisation authorise authorised authority automatic available ' +
    'become becomes before begins behalf behaviour belief beliefs belong belongs benefit beside between ' +
    'bilingual blocked blogging branding breach breaches broadcast browser bullying campaign campaigns ' +
    'candidate candidates cannot capacity caption captions caution cautious censorship certain chancellor ' +
    'change changed changes changing channel channels characteristic characteristics charges cheating ' +
    'checked checks children chooses clause clauses closed closes collaboration collaborative colleague ' +
    'colleagues command comment comments commercial commitment committed committee common communicate ' +
    'communication communications community compares complaint complaints compliance comprehensive ' +
    'condition conditions conduct confidential confidentiality configuration confirms connect connection ' +
    'connections consent consequences consider considerations considered constitute consult contact ' +
    'contacting contacts content contentious contract contractor contractors contrary contribute control ' +
    'controls controversial conversation conversations copyright corporate council counselling counts ' +
    'course courteous coverage covers create credentials criminal crisis critical criticise criticised ' +
    'criticising criticism customers damage damaged database deadline decide decided decides decision ' +
    'defamation defamatory definition delegate delegated delegation deletion department derogatory describe ' +
    'designated detail detailed details detector develop development devices dialogue different digest ' +
    'digital directly director directory disability disciplinary discipline disclaimer disclose disclosed ' +
    'disclosing disclosure discriminate discrimination discriminatory discuss discussion dismissal ' +
    'disparage disparagement disparaging disrepute diversity document documents downloads duties easier ' +
    'edition education effective effectively either election elections elsewhere emails emergency employee ' +
    'employees employer employers employment encourage encouraged encourages endorsement enforced engage ' +
    'engagement engaging enquiries enrolment ensure ensuring equality escalate established ethnicity ' +
    'evidence examination example examples excellent exception excessive executive exercise existing expect ' +
    'exposure express expression extent external factor faculties faculty feature financial finding ' +
    'finished follow followers following follows footprint forces forums fraudulent freedom friend function ' +
    'future gathering gender general giving governance graduation grievance groups guardian guidance ' +
    'guidelines handle happened happens harass harassing harassment hashtag hashtags having honorary hourly ' +
    'however identifiers identities identity illegal images impact impersonate impersonation important ' +
    'inappropriate incident incidents include includes including inclusion inclusive individual individuals ' +
    'information innovative insight instance instant instead institution institutional institutions ' +
    'integrated integrity intellectual intelligence intent interact interaction interactive intercept ' +
    'interception interest interesting internal international introduce investigate investigation involved ' +
    'issues itself joined keeping knowledge language lawful learning leaves lecturer lecturers lectures ' +
    'legislation lesser letters librarian likely limits listed little location looked mailbox maintain ' +
    'malware manage management marked marketing marriage maternity matter matters maximise measure ' +
    'measurement media member members mention message messages messaging metric metrics misconduct missed ' +
    'missing mission misuse mobile moderate moderation moderator moderators moment monitor monitored ' +
    'monitoring months moving nation nationality needed neither network networking networks newsletter ' +
    'nobody notice number numbers objective objectives offence offences offensive office official offline ' +
    'ongoing online opinions opportunities opportunity optional organisations orientation original others ' +
    'otherwise outcome outcomes output outside override ownership papers parents participate particular ' +
    'particularly partnership partnerships passed passes password passwords people periodically permission ' +
    'person personal personally phishing photograph photographs photography picture plagiarism platform ' +
    'platforms please podcast podcasts points policies policy political popular popularity position ' +
    'possible postgraduate potential potentially practice pregnancy presence prevent principles privacy ' +
    'private procedure procedures process processes product professional professionally professor profiles ' +
    'promote promptly property prospective protect protected protection proves provide provided provides ' +
    'public publication publications publish published publishing purpose purposes questions rather reader ' +
    'readiness reason reasoned reasons reassignment recognises recommendations record recorded recordings ' +
    'records recruiters recruitment redaction redirect referrals referred refused refuses regarding ' +
    'register registrar regularly regulation regulations relating relation relationship relationships ' +
    'relevant religion repeated replace replies report reported reports represent representing reputation ' +
    'request requests require required requires research researchers reserves residential resource ' +
    'resources respect respectful respond responding response responsibility responsible restore result ' +
    'retention review rights running safeguarding safety sanction sanctions schedule scheduled scheme ' +
    'scholarship scholarships search second secretary secrets section sector secure security selection ' +
    'senate sending senior sentence sentences separate separately separation serves service services ' +
    'setting settings several sexual shared sharing should signed silent skills social societies society ' +
    'software somebody something source sources speaks specific speech sponsored sponsorship stages ' +
    'stakeholder stakeholders standard standards stands statement status statutory strategic strategy ' +
    'strong student students subject success suggest summary supplier suppliers support supported ' +
    'supporting supports suspension system systems target teaching technology telephone temporary things ' +
    'through together touched trademark trademarks training transaction transferable translation ' +
    'transparency transparent trustee trustees tutors unauthorised undergraduate unique universities ' +
    'university unknown unlawful unlawfully unless unofficial values variant variants various verified ' +
    'verifies verify version versioned victimisation videos visible visitor visitors volunteer volunteers ' +
    'vulnerable warning websites welcome welfare whether whilst whoever within without worker workers ' +
    'working worthwhile written yourself'
  ).split(' '),
)
