/** For tests of requests: a running house with somebody who asks, two who would answer, and what they do. */
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { RequestCheck, RequestView, type Answers } from '#features/register/requests/contract.ts'
import { tiktokAnswers } from '#features/register/requests/testing.ts'
import { newId } from '#platform/db/index.ts'
import { packsHouse, type Answer, type PacksHouse } from './packs-in-force/house.ts'

export interface RequestsDesk {
  house: PacksHouse
  requester: SignedIn
  /** Named as administrators. */
  first: SignedIn
  second: SignedIn
  unitId: string
  unit(name: string, affiliate: boolean): Promise<string>
  /** "A school wants TikTok", with changes. */
  wanted(change?: Partial<Answers>): Answers
  post(who: SignedIn, path: string, body: object): Promise<Answer>
  check(answers: Answers, kind?: string): Promise<RequestCheck>
  /** A draft in which everything that is declared and reasoned is there. */
  draft(answers?: Answers, kind?: string): Promise<RequestView>
  submit(request: RequestView): Promise<Answer>
  sent(answers?: Answers, kind?: string): Promise<RequestView>
  see(request: RequestView, who?: SignedIn): Promise<RequestView>
  decide(request: RequestView, who: SignedIn, decision?: string, more?: object): Promise<Answer>
  accountState(request: RequestView): Promise<string | undefined>
  close(): Promise<void>
}

/** One office advises on a new account, another decides. For `putInForce`. */
export const twoOffices = `
- id: asked-first
  clause: EX-1.2
  subject: request
  moment: decide
  when: request.kind == "open"
  require: { say: ask-advancement, all: [{ consult: advancement-office }, { approval: press-office }] }
`

/** The answer as a request; throws what was refused. */
export async function viewed(answer: Promise<Answer>): Promise<RequestView> {
  const { status, body } = await answer
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`)
  return RequestView.parse(body)
}

export const openStage = (request: RequestView): string =>
  request.stages.find(({ state }) => state === 'open')?.id ?? 'none'

export async function addUnit({ services }: PacksHouse, name: string, affiliate: boolean): Promise<string> {
  const id = newId()
  await services.db
    .insertInto('unit')
    .values({ id, name, kind: 'department', parent_id: null, affiliate, example: false })
    .execute()
  return id
}

type Asks = Pick<RequestsDesk, 'post' | 'check' | 'draft' | 'submit' | 'sent' | 'see'>

function asking(house: PacksHouse, requester: SignedIn, usual: () => Answers): Asks {
  const post: Asks['post'] = (who, path, body) => house.call(who, 'POST', path, body)
  const check: Asks['check'] = async (answers, kind = 'open') =>
    RequestCheck.parse((await post(requester, '/request-checks', { kind, answers })).body)
  const draft: Asks['draft'] = async (answers = usual(), kind = 'open') => {
    const { declarations, reasons } = await check(answers, kind)
    const declared = declarations.map(({ id }) => id)
    const given = Object.fromEntries(reasons.map(({ id }) => [id, 'The supported one does not reach them.']))
    return viewed(post(requester, '/requests', { kind, answers, declared, reasons: given }))
  }
  const submit: Asks['submit'] = ({ id, version }) =>
    post(requester, `/requests/${id}/submission`, { version })
  return {
    post,
    check,
    draft,
    submit,
    sent: async (answers, kind) => viewed(submit(await draft(answers, kind))),
    see: ({ id }, who = requester) => viewed(house.call(who, 'GET', `/requests/${id}`)),
  }
}

export async function requestsDesk(): Promise<RequestsDesk> {
  const house = await packsHouse()
  const requester = await signInAs(house.services, { name: 'School Manager' })
  const first = await signInAs(house.services, { name: 'School Digital Officer' })
  const second = await signInAs(house.services, { name: 'School Administrator' })
  const unitId = await addUnit(house, 'School of Film', false)
  const wanted: RequestsDesk['wanted'] = (change = {}) => ({
    ...tiktokAnswers(unitId, [first.actor.personId, second.actor.personId]),
    ...change,
  })
  const asks = asking(house, requester, wanted)
  return {
    house,
    requester,
    first,
    second,
    unitId,
    wanted,
    ...asks,
    unit: (name, affiliate) => addUnit(house, name, affiliate),
    decide: (request, who, decision = 'approved', more = {}) =>
      asks.post(who, `/requests/${request.id}/stages/${openStage(request)}/decision`, {
        version: request.version,
        decision,
        reasons: 'The plan is sound, and there is time for it.',
        ...more,
      }),
    accountState: async ({ account }) => {
      const query = house.services.db.selectFrom('account').select('state')
      return (await query.where('id', '=', account?.id ?? '').executeTakeFirst())?.state
    },
    close: () => house.close(),
  }
}
