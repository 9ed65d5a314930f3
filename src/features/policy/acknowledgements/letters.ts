import { getInstitution } from '#features/institution/index.ts'
import { authorise, entryActor, tellPeople, type Actor } from '#features/people/index.ts'
import { Unavailable } from '#platform/errors.ts'
import { append, type EntryActor } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { policyInForce } from '../editions.ts'
import type { EditionRow } from '../store.ts'
import type { Reminded } from './contract.ts'
import { acknowledgePage, refOf } from './mine.ts'
import { hasControls, lettersBefore } from './rules.ts'
import { askingAt, whyMust } from './standing.ts'
import { markAsked, markReminded, peopleAt } from './store.ts'

/** So few at once that nothing else waits long for the database. */
const atOnce = 50

interface Round {
  edition: EditionRow
  personIds: string[]
  by: 'hand' | 'itself'
  actor: EntryActor
}

/** Those who still have to, and can be written to: not those who left, cannot sign in yet, or are the example's. */
async function whoWaits(
  services: Services,
  at: string,
): Promise<{ edition: EditionRow; personIds: string[] } | null> {
  const { rules } = await policyInForce(services.db, at)
  if (!hasControls(rules, ['sign-in', 'publish'])) return null
  const asking = await askingAt(services.db, at)
  const people = await peopleAt(services.db, { now: at, editionId: asking.edition.id })
  const waiting = people.filter(
    (person) =>
      person.joined && !person.example && person.acknowledgedAt === null && whyMust(asking, person) !== null,
  )
  return { edition: asking.edition, personIds: waiting.map(({ id }) => id) }
}

function letterOf(
  services: Services,
  edition: EditionRow,
  again: boolean,
): { subject: string; text: string } {
  const { edition: number, title } = refOf(edition)
  const link = `${services.config.publicUrl}${acknowledgePage}`
  return again
    ? {
        subject: `Reminder: please read ${title}, edition ${number}`,
        text: `Edition ${number} of “${title}” still waits for you to read it and to confirm that you have:\n\n${link}`,
      }
    : {
        subject: `Please read: ${title}, edition ${number}`,
        text: `Edition ${number} of “${title}” is in force. You are one of those who are asked to read it and to confirm that they have. The page shows what is different from the edition that you knew:\n\n${link}`,
      }
}

/** The letters of one round, each with the mark that keeps a second one away. Answers how many there are. */
async function writeLetters(services: Services, at: string, round: Round): Promise<number> {
  const zone = (await getInstitution(services.db))?.timeZone ?? 'Europe/London'
  const before = lettersBefore(at, zone, round.by)
  const { id, pack, edition } = round.edition
  let letters = 0
  for (let from = 0; from < round.personIds.length; from += atOnce) {
    const some = round.personIds.slice(from, from + atOnce)
    letters += await services.db.transaction().execute(async (tx) => {
      const reminded = await markReminded(tx, some, id, { at, before })
      const asked = await markAsked(tx, some, id, at)
      if (asked.length + reminded.length === 0) return 0
      await tellPeople(services, tx, asked, letterOf(services, round.edition, false))
      await tellPeople(services, tx, reminded, letterOf(services, round.edition, true))
      await append(tx, at, {
        kind: 'policy.acknowledgement-asked',
        actor: round.actor,
        subject: `edition:${id}`,
        summary: 'People were asked by letter to read the edition in force and to confirm that they have.',
        facts: { pack, edition, asked, reminded },
      })
      return asked.length + reminded.length
    })
  }
  return letters
}

/** Asks whoever was never asked about the edition in force, and reminds each week whoever has not answered. */
export async function askByLetter(services: Services): Promise<number> {
  if (!services.mail.enabled) return 0
  const at = nowOf(services)
  const waits = await whoWaits(services, at)
  return waits ? writeLetters(services, at, { ...waits, by: 'itself', actor: { system: 'policy' } }) : 0
}

/** Reminds these people now, or with null everybody who waits; nobody has two letters on one day. */
export async function remindPeople(
  services: Services,
  actor: Actor,
  personIds: readonly string[] | null,
): Promise<Reminded> {
  authorise(actor, 'policy.acknowledgements')
  if (!services.mail.enabled)
    throw new Unavailable('mail.none', 'No mail server is set, so nobody can be reminded by letter.', {
      fix: 'People are still asked on every page. Whoever runs Rostrum can set ROSTRUM_MAIL_URL.',
    })
  const at = nowOf(services)
  const waits = await whoWaits(services, at)
  if (!waits) return { letters: 0, today: 0 }
  const chosen = waits.personIds.filter((id) => personIds === null || personIds.includes(id))
  const round: Round = { edition: waits.edition, personIds: chosen, by: 'hand', actor: entryActor(actor) }
  const letters = await writeLetters(services, at, round)
  return { letters, today: chosen.length - letters }
}
