import { getInstitution } from '#features/institution/index.ts'
import { authorise, type Actor } from '#features/people/index.ts'
import { policyInForce, type Control, type InForce } from '#features/policy/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { Question, RequestForm, RequestKind } from './contract.ts'
import { judge, titlesOf } from './check.ts'
import type { QuestionRule } from './question-rules.ts'
import { askedQuestions } from './reads.ts'
import { serviceOptions } from './supported-services.ts'

const titles: Record<RequestKind, { title: string; about: string }> = {
  open: {
    title: 'Ask for an account',
    about: 'You say whom you want to reach and how; the offices that the policy names advise and decide.',
  },
  'hand-over': {
    title: 'Ask for an account to be handed over',
    about: 'Once it is approved, those you name answer for the account, and those before them no longer do.',
  },
  rename: {
    title: 'Ask for an account to be renamed',
    about: 'Once it is approved, the register has the new name. The name on the network is changed there.',
  },
  merge: {
    title: 'Ask for two accounts to be joined',
    about: 'Once it is approved, one of the two is closed and points to the other.',
  },
  close: {
    title: 'Ask for an account to be closed',
    about: 'Once it is approved, the account is closed and its handle is kept.',
  },
}

/** The questions that the policy in force asks, in their order, with the clauses that ask them. */
export async function requestForm(services: Services, actor: Actor, kind: RequestKind): Promise<RequestForm> {
  authorise(actor, 'requests.make')
  const now = nowOf(services)
  const inForce = await policyInForce(services.db, now)
  const { plan } = await judge(
    services.db,
    { kind, answers: {}, ownAccountId: null, requester: actor.personId },
    now,
  )
  const needed = new Set(plan.missing.map(({ field }) => field))
  const asked = askedQuestions(kind, inForce.ruleset.controls)
  const listed = (await getInstitution(services.db))?.supportedServices ?? []
  const own = (question: QuestionRule): QuestionRule =>
    question.id === 'supportedEquivalent' ? { ...question, options: serviceOptions(listed) } : question
  return {
    kind,
    ...titles[kind],
    questions: asked.map(({ question, asking }) =>
      questionView(own(question), asking, inForce, needed.has(question.id)),
    ),
  }
}

function questionView(
  { id, section, label, help, shape, options, free, longest, always }: QuestionRule,
  asking: readonly Control[],
  inForce: InForce,
  required: boolean,
): Question {
  const named = titlesOf(inForce)
  const asks = asking.map((control) => ({
    clause: control.clause,
    title: named.get(control.clause) ?? control.clause,
    why: whyOf(control, inForce),
  }))
  const byTheHouse =
    always?.required && asks.length === 0
      ? [{ clause: always.clause, title: named.get(always.clause) ?? always.clause, why: always.say }]
      : []
  return {
    id,
    section,
    label,
    help,
    shape,
    options: options ?? [],
    free: free ?? false,
    longest: longest ?? null,
    required,
    asks: [...asks, ...byTheHouse].filter(onceEach()),
  }
}

/** What the control does, as the policy page says it. */
function whyOf(control: Control, { ruleset }: InForce): string {
  const said = ruleset.messages['en-GB']?.[`does.${control.id}`]
  return typeof said === 'string' ? said : ''
}

function onceEach(): (ask: Question['asks'][number]) => boolean {
  const seen = new Set<string>()
  return ({ clause }) => {
    if (seen.has(clause)) return false
    seen.add(clause)
    return true
  }
}
