import { notify } from '#features/notices/index.ts'
import { authorise, entryActor, holdersOf, type Actor } from '#features/people/index.ts'
import { isUniqueViolation, newId, type Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { ReadingDecision, ReadingState, ReadingView, SecretOpened } from './contract.ts'
import { lapseReadings } from './lapse-readings.ts'
import { readingById, readingView, type NamedReading } from './readings-store.ts'
import { askMinutes, minutesAfter, readMinutes, secretsClause } from './rules.ts'
import { wantSecretRenewal } from './secret-renewal.ts'
import { secretContext, secretOrThrow } from './secret-store.ts'
import { answering } from './tell.ts'

/*
 * Breaking the glass: one person asks with a reason, a second agrees, the first may read once. Each step is in the log
 * and told to those who answer for the account and to governance. Who acts here has confirmed their second factor in
 * the last minutes, in a browser; the routes see to that.
 */

/** Asks to read a secret. Somebody else has to agree within the hour. */
export async function askReading(
  services: Services,
  actor: Actor,
  accountId: string,
  secretId: string,
  reason: string,
): Promise<ReadingView> {
  authorise(actor, 'accounts.break-glass')
  const at = nowOf(services)
  const id = newId()
  try {
    return await services.db.transaction().execute(async (tx) => {
      await secretOrThrow(tx, accountId, secretId)
      await refuseAlone(tx, actor)
      await lapseReadings(tx, at, { secretId, over: true })
      const ends = minutesAfter(at, askMinutes)
      await tx
        .insertInto('secret_reading')
        .values({
          id,
          secret_id: secretId,
          account_id: accountId,
          reason,
          state: 'asked',
          asked_by: actor.personId,
          asked_at: at,
          ends_at: ends,
        })
        .execute()
      const reading = await readingOrThrow(tx, id)
      await step(services, tx, at, reading, actor, {
        kind: 'asked',
        summary: 'Somebody asked to open a secret under seal.',
        title: `${actor.name} asks to open “${reading.label}” of ${reading.account}`,
        text: `The reason given: “${reason}”. Another person who may has to agree within the hour; without that nothing is opened.`,
        content: { reason },
      })
      return readingView(reading, actor, at)
    })
  } catch (error) {
    if (!isUniqueViolation(error, 'secret_reading_open')) throw error
    throw new Conflict('register.reading-open', 'Somebody has asked to open this secret already.', {
      fix: 'Wait for that to be decided; one reading at a time is let through.',
    })
  }
}

/** The second person agrees or refuses; whoever asked may only take it back. */
export async function decideReading(
  services: Services,
  actor: Actor,
  readingId: string,
  input: ReadingDecision,
): Promise<ReadingView> {
  authorise(actor, 'accounts.break-glass')
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const reading = await readingOrThrow(tx, readingId)
    if (reading.asked_by === actor.personId)
      throw new Forbidden(
        'register.own-reading',
        'You asked for this yourself, so somebody else has to agree to it.',
        { clause: secretsClause, fix: 'Ask a second person who may open sealed secrets.' },
      )
    const agreed = input.decision === 'agree'
    await move(tx, at, reading, 'asked', {
      state: agreed ? 'agreed' : 'refused',
      decided_by: actor.personId,
      decided_at: at,
      ...(agreed ? { ends_at: minutesAfter(at, readMinutes) } : { note: input.note }),
    })
    await step(services, tx, at, reading, actor, {
      kind: agreed ? 'agreed' : 'refused',
      summary: agreed
        ? 'A second person agreed that a secret under seal be opened.'
        : 'A second person refused that a secret under seal be opened.',
      title: agreed
        ? `${actor.name} agrees that “${reading.label}” of ${reading.account} be opened`
        : `${actor.name} refuses that “${reading.label}” of ${reading.account} be opened`,
      text: agreed
        ? `${reading.asker_name} may read it once within ${readMinutes} minutes.`
        : `The reason given: “${input.note}”. Nothing was opened.`,
      ...(agreed ? {} : { content: { note: input.note } }),
    })
    return readingView(await readingOrThrow(tx, readingId), actor, at)
  })
}

/** Whoever asked takes it back. */
export async function withdrawReading(
  services: Services,
  actor: Actor,
  readingId: string,
): Promise<ReadingView> {
  authorise(actor, 'accounts.break-glass')
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const reading = await readingOrThrow(tx, readingId)
    if (reading.asked_by !== actor.personId) throw new NotFound('reading of a secret')
    await move(tx, at, reading, reading.state, { state: 'withdrawn' })
    await step(services, tx, at, reading, actor, {
      kind: 'withdrawn',
      summary: 'A question to open a secret under seal was taken back.',
      title: `${actor.name} no longer asks to open “${reading.label}” of ${reading.account}`,
      text: 'Nothing was opened.',
    })
    return readingView(await readingOrThrow(tx, readingId), actor, at)
  })
}

/** Opens the seal, once, for whoever asked. The one place that answers what is under a seal. */
export async function readSecret(services: Services, actor: Actor, readingId: string): Promise<SecretOpened> {
  authorise(actor, 'accounts.break-glass')
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const reading = await readingOrThrow(tx, readingId)
    if (reading.asked_by !== actor.personId)
      throw new Forbidden('register.not-your-reading', 'Only the person who asked may read it.', {
        clause: secretsClause,
      })
    if (reading.state === 'read')
      throw new Conflict('register.reading-done', 'This was read once already. It is not shown again.', {
        clause: secretsClause,
        fix: 'Ask anew, with a second person, if you still need it.',
      })
    await move(tx, at, reading, 'agreed', { state: 'read', read_at: at })
    const secret = await secretOrThrow(tx, reading.account_id, reading.secret_id)
    const value = services.sealer.open(secret.sealed, secretContext(secret.id))
    await wantSecretRenewal(services, tx, at, secret.id, 'read')
    await step(services, tx, at, reading, actor, {
      kind: 'read',
      summary: 'A secret under seal was opened and read, once.',
      title: `${actor.name} has read “${reading.label}” of ${reading.account}`,
      text: `${reading.decider_name ?? 'A second person'} agreed to it. It is to be changed on the network and put under seal anew.`,
    })
    return { label: secret.label, kind: secret.kind, value }
  })
}

async function readingOrThrow(tx: Tx, id: string): Promise<NamedReading> {
  const reading = await readingById(tx, id)
  if (!reading) throw new NotFound('reading of a secret')
  return reading
}

/** Two at once can't both win: the state and the end stand in the write. */
async function move(
  tx: Tx,
  at: string,
  reading: NamedReading,
  from: ReadingState,
  to: Partial<Pick<NamedReading, 'state' | 'decided_by' | 'decided_at' | 'ends_at' | 'note' | 'read_at'>>,
): Promise<void> {
  const moved = await tx
    .updateTable('secret_reading')
    .set(to)
    .where('id', '=', reading.id)
    .where('state', '=', from)
    .where('state', 'in', ['asked', 'agreed'])
    .where('ends_at', '>', at)
    .returning('id')
    .executeTakeFirst()
  if (moved) return
  const over = (reading.state === 'asked' || reading.state === 'agreed') && reading.ends_at <= at
  throw new Conflict(
    over ? 'register.reading-over' : 'register.reading-decided',
    over ? 'The time for this is over, and nothing was opened.' : said[reading.state],
    { clause: secretsClause, fix: 'Ask anew if it is still needed.' },
  )
}

const said: Record<ReadingState, string> = {
  asked: 'Nobody has agreed to this yet, so nothing is opened.',
  agreed: 'A second person has agreed to this already.',
  refused: 'A second person has refused this.',
  withdrawn: 'Whoever asked has taken it back.',
  read: 'This was read already.',
  lapsed: 'The time for this is over, or the secret was changed since.',
}

/** Asking helps only where a second person is there to agree. */
async function refuseAlone(tx: Tx, actor: Actor): Promise<void> {
  const others = [...(await holdersOf(tx, 'officer')), ...(await holdersOf(tx, 'it'))]
  if (others.some((personId) => personId !== actor.personId)) return
  throw new Conflict(
    'register.no-second-person',
    'Nobody else here may open a sealed secret, so there is nobody who could agree.',
    { clause: secretsClause, fix: 'Have a second person made a member of central communications or of IT.' },
  )
}

interface Step {
  kind: 'asked' | 'agreed' | 'refused' | 'withdrawn' | 'read'
  summary: string
  title: string
  text: string
  content?: Record<string, string>
}

/** In the log, and told at once to those who answer for the account, to governance, and to those who may agree. */
async function step(
  services: Services,
  tx: Tx,
  at: string,
  reading: NamedReading,
  actor: Actor,
  { kind, summary, title, text, content }: Step,
): Promise<void> {
  await append(tx, at, {
    kind: `register.secret-${kind}`,
    actor: entryActor(actor),
    subject: `account:${reading.account_id}`,
    accountId: reading.account_id,
    summary,
    facts: { reading: reading.id, secret: reading.secret_id },
    ...(content ? { content } : {}),
  })
  await notify(services, tx, at, {
    to: {
      persons: [...(await answering(tx, reading.account_id, at)), reading.asked_by],
      holdersOf: kind === 'asked' ? ['governance', 'officer', 'it'] : ['governance'],
      except: [actor.personId],
    },
    kind: 'accounts.secrets',
    title,
    text,
    link: `/accounts/${reading.account_id}/secrets`,
    about: { accountId: reading.account_id },
    urgent: true,
  })
}
