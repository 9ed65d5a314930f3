import type { CompiledRuleset } from './compile.ts'
import { evaluate } from './evaluate.ts'
import { factsOfPost, subjectOfPost } from './facts.ts'
import type { CheckContext, PostForCheck } from './post.ts'
import type { Finding, Moment } from './types.ts'

/** The whole check of a post at a moment. `now` is an ISO instant. */
export function checkPostWith(
  ruleset: CompiledRuleset,
  post: PostForCheck,
  context: CheckContext,
  moment: Moment,
  now: string,
): Finding[] {
  const findings = evaluate(
    ruleset,
    subjectOfPost(post, context, moment, now),
    factsOfPost(post, context, now),
    now,
  )
  // With a single account "only this one" says nothing.
  return post.targets.length > 1 ? findings : findings.map((finding) => ({ ...finding, target: undefined }))
}
