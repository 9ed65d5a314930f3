import { authorise, entryActor, mayAnywhere, mayFor, type Actor } from '#features/people/index.ts'
import { isUniqueViolation, newId, type Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { openAccountForChange } from '../change-account.ts'
import { accountById } from '../store.ts'
import type { NewSecret, SecretKind, SecretList } from './contract.ts'
import { isOpen, readingsOfAccount, readingView } from './readings-store.ts'
import { lapseReadings } from './lapse-readings.ts'
import { secretsClause } from './rules.ts'
import { secretContext, secretOrThrow } from './secret-store.ts'
import { dutyKeys, settleDuty } from './tell.ts'

/** Puts a secret of an account under seal. Nobody reads it back, but by two people breaking the glass. */
export async function keepSecret(
  services: Services,
  actor: Actor,
  accountId: string,
  input: NewSecret,
): Promise<string> {
  authorise(actor, 'accounts.secrets', accountId)
  const value = shaped(input.kind, input.value)
  const at = nowOf(services)
  const id = newId()
  try {
    await services.db.transaction().execute(async (tx) => {
      await openAccountForChange(tx, accountId)
      await tx
        .insertInto('account_secret')
        .values({
          id,
          account_id: accountId,
          kind: input.kind,
          label: input.label,
          sealed: services.sealer.seal(value, secretContext(id)),
          put_by: actor.personId,
          put_at: at,
        })
        .execute()
      await record(tx, at, actor, accountId, id, {
        kind: 'kept',
        summary: 'A secret of an account was put under seal.',
        facts: { what: input.kind },
        content: { label: input.label },
      })
    })
  } catch (error) {
    if (!isUniqueViolation(error, 'account_secret_label')) throw error
    const message = 'This account has something under seal with this name already.'
    throw new Conflict('register.secret-label', message, {
      fix: 'Renew that one, or give this another name.',
      fields: [{ path: 'label', message }],
    })
  }
  return id
}

/** Puts the new one in place of the old, which is gone for good. */
export async function renewSecret(
  services: Services,
  actor: Actor,
  accountId: string,
  secretId: string,
  typed: string,
): Promise<void> {
  authorise(actor, 'accounts.secrets', accountId)
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    await openAccountForChange(tx, accountId)
    const { kind } = await secretOrThrow(tx, accountId, secretId)
    await tx
      .updateTable('account_secret')
      .set({
        sealed: services.sealer.seal(shaped(kind, typed), secretContext(secretId)),
        put_by: actor.personId,
        put_at: at,
        renew_since: null,
        renew_why: null,
      })
      .where('id', '=', secretId)
      .execute()
    await lapseReadings(tx, at, { secretId })
    await settleDuty(tx, at, dutyKeys.secret(secretId), { by: actor.personId, how: 'Put under seal anew.' })
    await record(tx, at, actor, accountId, secretId, {
      kind: 'renewed',
      summary: 'A secret of an account was renewed under its seal.',
    })
  })
}

/** Takes a secret away for good, because it opens nothing any more. */
export async function removeSecret(
  services: Services,
  actor: Actor,
  accountId: string,
  secretId: string,
): Promise<void> {
  authorise(actor, 'accounts.secrets', accountId)
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    await secretOrThrow(tx, accountId, secretId)
    await tx
      .updateTable('account_secret')
      // Nothing is left under the seal, so that no key opens what is no longer wanted.
      .set({ removed_at: at, sealed: services.sealer.seal('', secretContext(secretId)), renew_since: null })
      .where('id', '=', secretId)
      .execute()
    await lapseReadings(tx, at, { secretId })
    await settleDuty(tx, at, dutyKeys.secret(secretId), { by: actor.personId, how: 'Taken away.' })
    await record(tx, at, actor, accountId, secretId, {
      kind: 'removed',
      summary: 'A secret of an account was taken away for good.',
    })
  })
}

/** What is under seal of an account, by name only, and who asked to open what. */
export async function listSecrets(services: Services, actor: Actor, accountId: string): Promise<SecretList> {
  const now = nowOf(services)
  if (!(await accountById(services.db, accountId))) throw new NotFound('account')
  const keep = mayFor(actor, 'accounts.secrets', accountId)
  const breakGlass = mayAnywhere(actor, 'accounts.break-glass')
  if (!keep && !breakGlass)
    throw new Forbidden(
      'people.not-allowed',
      'What an account keeps under seal is shown to those who answer for it, and never what it says.',
      { clause: secretsClause, data: { permission: 'accounts.secrets' } },
    )
  const rows = await services.db
    .selectFrom('account_secret')
    .leftJoin('person', 'person.id', 'account_secret.put_by')
    .select([
      'account_secret.id',
      'kind',
      'label',
      'put_at',
      'renew_since',
      'renew_why',
      'person.name as put_by',
    ])
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .orderBy('label')
    .execute()
  const readings = await readingsOfAccount(services.db, accountId)
  const open = new Map(readings.filter((one) => isOpen(one, now)).map((one) => [one.secret_id, one]))
  return {
    secrets: rows.map((row) => {
      const reading = open.get(row.id)
      return {
        id: row.id,
        kind: row.kind,
        label: row.label,
        putBy: row.put_by,
        putAt: row.put_at,
        renew: row.renew_since && row.renew_why ? { since: row.renew_since, why: row.renew_why } : null,
        reading: reading ? readingView(reading, actor, now) : null,
      }
    }),
    readings: readings.filter((one) => !isOpen(one, now)).map((one) => readingView(one, actor, now)),
    may: { keep, breakGlass: breakGlass && actor.scopes === null },
  }
}

const base32 = /^[A-Z2-7]{16,128}=*$/i

/** A password is kept exactly as it was typed. Throws `Invalid` for a key that no authenticator takes. */
function shaped(kind: SecretKind, typed: string): string {
  if (kind === 'password') return typed
  const value = typed.trim()
  if (value === '') throw wrong('Give the secret itself.')
  if (kind !== 'authenticator' || value.startsWith('otpauth://')) return value
  const key = value.replaceAll(/[\s-]/g, '')
  if (base32.test(key)) return key
  throw wrong(
    'An authenticator key has 16 or more of the letters A to Z and the digits 2 to 7, or begins with otpauth://.',
  )
}

function wrong(message: string): Invalid {
  return new Invalid('register.secret-shape', message, { fields: [{ path: 'value', message }] })
}

async function record(
  tx: Tx,
  at: string,
  actor: Actor,
  accountId: string,
  secretId: string,
  entry: { kind: string; summary: string; facts?: Record<string, unknown>; content?: Record<string, string> },
): Promise<void> {
  await append(tx, at, {
    kind: `register.secret-${entry.kind}`,
    actor: entryActor(actor),
    subject: `account:${accountId}`,
    accountId,
    summary: entry.summary,
    facts: { secret: secretId, ...entry.facts },
    ...(entry.content ? { content: entry.content } : {}),
  })
}
