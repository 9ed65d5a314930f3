export { compileRuleset, conditionFaults } from './compile.ts'
export type { CompiledRuleset, ConditionFault } from './compile.ts'
export { detectors } from './detectors/index.ts'
export { duplicateKey } from './duplicate-key.ts'
export { evaluate } from './evaluate.ts'
export { factsOfPost, institutionFields, readAhead, subjectOfPost } from './facts.ts'
export { blackoutOn, isWithin } from './periods.ts'
export type { BlackoutDays } from './periods.ts'
export { inSlices } from './in-slices.ts'
export { mergeRulesets } from './merge.ts'
export { loadLanguage } from './language.ts'
export { checkPostWith } from './check-post.ts'
export { blocking } from './settle.ts'
export type { Override } from './settle.ts'
export type {
  CheckContext,
  InstitutionForCheck,
  MediaForCheck,
  VideoForCheck,
  PartForCheck,
  PostForCheck,
  RecentPost,
  TargetForCheck,
  WordingCheck,
} from './post.ts'
export type {
  ClauseRef,
  Control,
  Facts,
  Field,
  Finding,
  Level,
  Messages,
  Moment,
  Offer,
  Outcome,
  Requirement,
  Ruleset,
  Span,
  Subject,
  SubjectKind,
  TargetRef,
} from './types.ts'
export { applyWaivers, holdsAt } from './waivers.ts'
export type { WaiverContext, WaiverForCheck } from './waivers.ts'
export { askedPlaces, isAsked, subjectFields } from './subjects.ts'
export { moments, outcomes, subjectKinds } from './types.ts'
