import { remove as plainLetters } from 'confusables'
import { networkName } from '#networks/known.ts'
import { profileOf } from '#networks/profiles.ts'
import { getInstitution } from '#features/institution/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { overStates } from '../life/rules.ts'
import { checkHandle } from '../rules.ts'
import { openAccountWithHandle } from '../store.ts'
import type { Answers } from './contract.ts'
import type { RequestFacts } from './fields.ts'
import type { Missing } from './plan.ts'
import { answersClause, askedClause, registered } from './question-rules.ts'
import type { AboutRequest } from './world.ts'

/** What cannot be as it was answered: people who have left, a handle that is taken, an account that is closed. */
export async function troublesOf(db: Db | Tx, about: AboutRequest, facts: RequestFacts): Promise<Missing[]> {
  const { kind, answers } = about
  const found: (Missing | null)[] = [
    ...peopleTroubles(answers, facts),
    kind === 'open' ? unitTrouble(answers, facts) : accountTrouble(answers, facts),
    kind === 'open' ? networkTrouble(answers) : null,
    kind === 'open' ? await serviceTrouble(db, about) : null,
    kind === 'merge' ? successorTrouble(answers, facts) : null,
    kind === 'rename' ? renameTrouble(answers, facts) : null,
    kind === 'open' || kind === 'rename' ? await handleTrouble(db, about, facts) : null,
  ]
  return found.filter((one) => one !== null)
}

const trouble = (field: string, say: string, fix: string | null = null, clause = registered): Missing => ({
  field,
  say,
  clause,
  fix,
})

function peopleTroubles(answers: Answers, { active }: RequestFacts): Missing[] {
  const say = 'Somebody named here does not work with Rostrum, or has left.'
  return (['administrators', 'contributors'] as const).flatMap((field) =>
    (answers[field] ?? []).every((id) => active.has(id))
      ? []
      : [trouble(field, say, 'Choose people who are active here.', answersClause)],
  )
}

function unitTrouble(answers: Answers, { unit }: RequestFacts): Missing | null {
  return answers.unitId && !unit
    ? trouble('unitId', 'There is no such unit.', 'Choose one of those listed.')
    : null
}

function networkTrouble({ network = '' }: Answers): Missing | null {
  if (network === '' || networkName(network) !== undefined) return null
  return trouble('network', 'No network is known here by this name.', 'Choose one of those listed.')
}

/** A draft may name a service that was taken off the list meanwhile. What was sent is decided as it was sent. */
async function serviceTrouble(db: Db | Tx, { answers, ownAccountId }: AboutRequest): Promise<Missing | null> {
  const { supportedEquivalent = '' } = answers
  if (supportedEquivalent === '' || ownAccountId !== null) return null
  const services = (await getInstitution(db))?.supportedServices ?? []
  if (services.some(({ id, inUse }) => inUse && id === supportedEquivalent)) return null
  return trouble(
    'supportedEquivalent',
    'The service that you named is not among those that the university supports now.',
    'Choose one of those listed, or none.',
    askedClause,
  )
}

function accountTrouble(answers: Answers, { account }: RequestFacts): Missing | null {
  if (!answers.accountId) return null
  if (!account) return trouble('accountId', 'There is no such account.', 'Choose one of those listed.')
  if (account.state === 'active' || account.state === 'dormant') return null
  return trouble('accountId', `“${account.displayName}” is not open now, so there is nothing to ask for it.`)
}

function successorTrouble(answers: Answers, { account, successor }: RequestFacts): Missing | null {
  if (!answers.successorId) return null
  if (!successor) return trouble('successorId', 'There is no such account.', 'Choose one of those listed.')
  if (successor.id === account?.id)
    return trouble('successorId', 'An account cannot be joined with itself.', 'Choose another account.')
  if (successor.state === 'active' || successor.state === 'dormant') return null
  return trouble(
    'successorId',
    `“${successor.displayName}” is not open now, so nothing can be joined with it.`,
  )
}

function renameTrouble(
  { displayName = '', handle = '' }: Answers,
  { account }: RequestFacts,
): Missing | null {
  if (!account) return null
  const name = displayName.trim()
  const same =
    (name === '' || name === account.displayName) &&
    (handle.trim() === '' || handle.trim() === account.handle)
  return same
    ? trouble('displayName', 'Nothing is renamed yet: give a new name, a new handle, or both.')
    : null
}

async function handleTrouble(db: Db | Tx, about: AboutRequest, facts: RequestFacts): Promise<Missing | null> {
  const network = about.kind === 'open' ? about.answers.network : facts.account?.network
  const typed = about.answers.handle?.trim() ?? ''
  if (typed === '' || !network) return null
  const shaped = handleFor(network, typed)
  if ('problem' in shaped) return trouble('handle', shaped.problem)
  const { handle } = shaped
  const except = new Set([about.ownAccountId, facts.account?.id ?? null])
  const name = networkName(network) ?? network
  const holder = await openAccountWithHandle(db, network, handle)
  if (holder && !except.has(holder.id))
    return trouble(
      'handle',
      `“${handle}” on ${name} is in the register already: ${holder.displayName}, ${holder.unit}.`,
      'Choose another handle, or ask for that account to be handed over.',
    )
  const like = await lookAlike(db, network, handle, except)
  return like
    ? trouble(
        'handle',
        `“${handle}” can be mistaken for “${like}”, which is one of ours on ${name}.`,
        'Choose a handle that differs in more than look-alike letters, dots or dashes.',
      )
    : null
}

/** As the network writes it, where its rules are known here. */
export function handleFor(network: string, typed: string): { handle: string } | { problem: string } {
  const profile = profileOf(network)
  if (profile) return checkHandle(profile, typed)
  const handle = typed.trim().replace(/^@/, '')
  return /^\S+$/.test(handle) ? { handle } : { problem: 'A handle has no spaces in it.' }
}

/** What is left of a handle when one only glances at it. */
function glance(handle: string): string {
  return plainLetters(handle.normalize('NFKC'))
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('0', 'o')
    .replaceAll(/[1i|]/g, 'l')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
}

async function lookAlike(
  db: Db | Tx,
  network: string,
  handle: string,
  except: ReadonlySet<string | null>,
): Promise<string | null> {
  const rows = await db
    .selectFrom('account')
    .select(['id', 'handle'])
    .where('network', '=', network)
    .where('state', 'not in', overStates)
    .where('handle', '<>', '')
    .execute()
  const seen = glance(handle)
  return rows.find((row) => !except.has(row.id) && glance(row.handle) === seen)?.handle ?? null
}
