import { newId, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { countTry, forgive, linkCounts } from './attempts.ts'
import { authorise, entryActor } from './authorise.ts'
import type { Invite, InvitationMade } from './contract.ts'
import { queueLetter } from './letters.ts'
import {
  canPersonSignIn,
  isPersonEnrolled,
  personByEmail,
  personById,
  type PersonRow,
} from './people-store.ts'
import type { Actor } from './permissions.ts'
import { after, signInRules } from './rules.ts'
import { newSecret } from './secrets.ts'
import { openSession, type Opened } from './sessions.ts'
import type { Origin } from './sign-in.ts'
import { assertLocalAllowed } from './sso/local.ts'
import type { InvitationPurpose } from './tables.ts'

const letters: Record<InvitationPurpose, { subject: string; text: (link: string) => string }> = {
  join: {
    subject: 'You are invited to Rostrum',
    text: (link) =>
      `You are invited to work with the institution's official social media in Rostrum.\n\nOpen this link to choose how you sign in. It works for seven days and only for you:\n\n${link}`,
  },
  recover: {
    subject: 'Choose a new way to sign in to Rostrum',
    text: (link) =>
      `Whoever runs Rostrum made this link so that you can choose a new way to sign in. It works for one day and only for you:\n\n${link}`,
  },
}

/** A link for one person; older ones of the same person stop working. Sent by mail, or answered once. */
export async function makeInvitation(
  services: Services,
  tx: Tx,
  person: { id: string; email: string },
  purpose: InvitationPurpose,
  by: string | null,
  byMail = true,
): Promise<InvitationMade> {
  const now = nowOf(services)
  const token = newSecret()
  const expiresAt =
    purpose === 'join'
      ? after(now, { hours: signInRules.joinDays * 24 })
      : after(now, { hours: signInRules.recoverHours })
  await tx.deleteFrom('invitation').where('person_id', '=', person.id).where('used_at', 'is', null).execute()
  await tx
    .insertInto('invitation')
    .values({
      id: newId(),
      token_hash: services.sealer.fingerprint(token),
      person_id: person.id,
      purpose,
      created_by: by,
      created_at: now,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute()
  // After the hash, so that the token is in no server's log.
  const link = `${services.config.publicUrl}/${purpose}#token=${token}`
  const letter = { to: person.email, subject: letters[purpose].subject, text: letters[purpose].text(link) }
  const sent = byMail && (await queueLetter(services, tx, letter))
  return { personId: person.id, sentTo: sent ? person.email : null, link: sent ? null : link, expiresAt }
}

/** Makes the person, or takes back one who left, and gives them a link to join with. */
export async function invitePerson(services: Services, actor: Actor, input: Invite): Promise<InvitationMade> {
  authorise(actor, 'people.manage')
  const now = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const person = await personFor(services, tx, input)
    await tx.deleteFrom('role_assignment').where('person_id', '=', person.id).execute()
    const roles = [...new Set(input.roles)]
    if (roles.length > 0)
      await tx
        .insertInto('role_assignment')
        .values(roles.map((role) => ({ person_id: person.id, role, since: now })))
        .execute()
    await append(tx, now, {
      kind: 'people.invited',
      actor: entryActor(actor),
      subject: `person:${person.id}`,
      summary: 'A person was invited.',
      facts: { roles },
      content: { name: input.name, email: input.email },
    })
    return makeInvitation(services, tx, person, 'join', actor.personId)
  })
}

async function personFor(services: Services, tx: Tx, input: Invite): Promise<{ id: string; email: string }> {
  const known = await personByEmail(tx, input.email)
  if (!known) {
    const person = { id: newId(), name: input.name, email: input.email }
    await tx
      .insertInto('person')
      .values({ ...person, state: 'active', created_at: nowOf(services), left_at: null, example: false })
      .execute()
    return person
  }
  if (known.state === 'active' && (await canPersonSignIn(tx, known.id)))
    throw new Conflict('people.known', 'Somebody with this e-mail address works here already.', {
      fields: [{ path: 'email', message: 'Somebody with this e-mail address works here already.' }],
    })
  await tx
    .updateTable('person')
    .set({ name: input.name, state: 'active', left_at: null, left_by: null })
    .where('id', '=', known.id)
    .execute()
  return known
}

/** The link again for somebody who has not joined, or a recovery link for somebody who has. */
export async function makeLink(services: Services, actor: Actor, personId: string): Promise<InvitationMade> {
  authorise(actor, 'people.manage')
  return services.db.transaction().execute(async (tx) => {
    const person = await personById(tx, personId)
    if (!person || person.state === 'left') throw new NotFound('person')
    const purpose = (await isPersonEnrolled(tx, person.id)) ? 'recover' : 'join'
    await recordLink(services, tx, entryActor(actor), person, purpose)
    return makeInvitation(services, tx, person, purpose, actor.personId)
  })
}

/** For the command line, when nobody can sign in any more. Whoever has the machine has the data anyway. */
export async function makeRecoveryLinkFromShell(services: Services, email: string): Promise<string> {
  return services.db.transaction().execute(async (tx) => {
    const person = await personByEmail(tx, email)
    if (!person || person.state === 'left') throw new NotFound('person with this e-mail address')
    await recordLink(services, tx, { system: 'command line' }, person, 'recover')
    const made = await makeInvitation(services, tx, person, 'recover', null, false)
    return made.link ?? ''
  })
}

async function recordLink(
  services: Services,
  tx: Tx,
  actor: ReturnType<typeof entryActor> | { system: string },
  person: PersonRow,
  purpose: InvitationPurpose,
): Promise<void> {
  await append(tx, nowOf(services), {
    kind: purpose === 'join' ? 'people.invited' : 'people.recovery-link-made',
    actor,
    subject: `person:${person.id}`,
    summary: purpose === 'join' ? 'A person was invited again.' : 'A recovery link was made for a person.',
    facts: {},
  })
}

async function findInvitation(services: Services, token: string, address: string) {
  const counted = linkCounts(services, address)
  await countTry(services, counted)
  const row = await services.db
    .selectFrom('invitation')
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .select(['invitation.purpose', 'person.id', 'person.name', 'person.email'])
    .where('invitation.token_hash', '=', services.sealer.fingerprint(token))
    .where('invitation.used_at', 'is', null)
    .where('invitation.expires_at', '>', nowOf(services))
    .where('person.state', '=', 'active')
    .executeTakeFirst()
  if (!row)
    throw new Invalid('people.link-over', 'This link was used already, or its time is over.', {
      fix: 'Ask whoever sent it for a new one.',
    })
  await forgive(services, counted)
  return row
}

/** Whom a link is for. Looking does not use it up. */
export async function readInvitation(services: Services, token: string, origin: Origin) {
  const { purpose, name, email } = await findInvitation(services, token, origin.address)
  return { purpose, name, email }
}

/** Opens the choice of a way to sign in. The link works until that choice is complete. */
export async function acceptInvitation(services: Services, token: string, origin: Origin): Promise<Opened> {
  const invited = await findInvitation(services, token, origin.address)
  await assertLocalAllowed(services.db, invited.id)
  return openSession(services, services.db, { personId: invited.id, stage: 'enrol', agent: origin.agent })
}
