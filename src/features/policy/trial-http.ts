import { actorOf, authorise } from '#features/people/index.ts'
import { Invalid } from '#platform/errors.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { doubtsOf } from './accuracy/doubts.ts'
import { TrialAnswer, TrialBody } from './contract.ts'
import { needDraft, packOf } from './drafts/review.ts'
import { policyInForce } from './editions.ts'
import { compileRuleset, mergeRulesets } from './engine/index.ts'
import type { CompiledRuleset } from './engine/index.ts'
import { institutionForCheck } from './in-force.ts'
import { rulesetOf } from './packs/pack.ts'
import { tryPolicy } from './try-policy.ts'

async function rulesFor(services: Services, draftId: string | undefined): Promise<CompiledRuleset> {
  const { baseline, rules } = await policyInForce(services.db, nowOf(services))
  if (draftId === undefined) return rules
  const pack = packOf(await needDraft(services.db, draftId))
  return compileRuleset(mergeRulesets(rulesetOf(baseline.content), rulesetOf(pack)))
}

/** Something made up is judged, and nothing is kept: "what would the policy say if …?" */
export function trialRoutes(app: ApiApp, { services }: { services: Services }): void {
  app.post(
    '/api/policy/try',
    {
      config: { access: { permission: 'policy.read' } },
      schema: {
        tags: ['policy'],
        summary: 'What the controls say of something made up',
        body: TrialBody,
        response: { 200: TrialAnswer },
      },
    },
    async (request) => {
      authorise(actorOf(request), 'policy.read')
      const { draft, ...trial } = request.body
      const rules = await rulesFor(services, draft)
      const institution = await institutionForCheck(services.db, nowOf(services))
      const result = tryPolicy(rules, trial, institution, nowOf(services))
      if ('fault' in result) throw new Invalid('policy.trial', result.fault)
      const asked = rules.controlsFor(trial.subject, trial.moment).map(({ control }) => control)
      return { ...result, doubts: doubtsOf(asked) }
    },
  )
}
