import { mayFor, type Actor } from '#features/people/index.ts'
import type { Db } from '#platform/db/index.ts'
import { approversFor } from './approvers.ts'
import { checkPost } from './check.ts'
import type { ReadersView } from './contract.ts'
import type { PostsDeps } from './deps.ts'
import { liveApprovals, officesStillWanted } from './go-on-schedule.ts'
import {
  fixVacant,
  holdersWho,
  holds as holdsOffice,
  officeView,
  sayVacant,
  type OfficeNow,
} from './offices.ts'
import { overriddenIds } from './overrides.ts'
import { makesWait, officesWanted, readersNeeded, type WantedOffice } from './rules.ts'
import type { PostRecord } from './store.ts'
import type { PostHold } from './tables.ts'

export interface Review {
  /** The waits that count: while a post is reviewed those that its clauses still ask for. */
  held: PostHold[]
  readers: ReadersView
  /** Does an office of this reader still have to be among those who approve? */
  officeWanted: boolean
}

/** Who still has to read a post. While it is reviewed what the clauses ask for is asked anew: an exception may have come. */
export async function reviewOf(
  deps: PostsDeps,
  actor: Actor,
  post: PostRecord,
  live: PostHold[],
  writers: readonly string[],
  at: string,
): Promise<Review> {
  if (post.state !== 'in-review') return { held: live, readers: readersFor(live), officeWanted: false }
  const { db } = deps.services
  const findings = await checkPost(deps, post)
  const kept = await overriddenIds(db, post.id)
  const waiting = new Set(findings.filter((one) => makesWait(one, kept)).map((one) => one.id))
  const held = live.filter((hold) => waiting.has(hold.finding_id))
  const approvers = new Set(
    (await liveApprovals(db, post.id)).map((one) => one.person_id).filter((id) => !writers.includes(id)),
  )
  const missing = await officesStillWanted(db, officesWanted(findings, kept), approvers, at)
  const readers = readersFor(held)
  readers.say.push(...(await secondReader(db, post, readers, approvers, at)))
  for (const { wanted, office } of missing) {
    readers.say.push(await sayOffice(db, post, wanted, office, writers, at))
    readers.offices.push({ ...officeView(office), clause: wanted.clause })
  }
  return { held, readers, officeWanted: missing.some(({ office }) => holdsOffice(office, actor.personId)) }
}

const readersFor = (held: readonly PostHold[]): ReadersView => ({
  needed: readersNeeded(held.length > 0),
  clause: held[0]?.clause ?? null,
  say: [],
  offices: [],
})

/** Whose approval is wanted, and what to do where nobody can give it. */
async function sayOffice(
  db: Db,
  post: PostRecord,
  { clause }: WantedOffice,
  office: OfficeNow,
  writers: readonly string[],
  at: string,
): Promise<string> {
  if (office.holders.length === 0)
    return `${sayVacant(office.name)} Clause ${clause} wants its approval. ${fixVacant}`
  const names = office.holders.map((holder) => holder.name).join(', ')
  const able = await holdersWho(
    db,
    office,
    at,
    (holder) =>
      !writers.includes(holder.personId) &&
      post.accountIds.some((accountId) => mayFor(holder, 'posts.approve', accountId)),
  )
  return able.length > 0
    ? `Clause ${clause} wants the approval of “${office.name}”: ${names}.`
    : `Clause ${clause} wants the approval of “${office.name}” (${names}), and nobody who holds it may approve this post. Make a holder an administrator of the account, or name a deputy who may.`
}

/** What is to be said of a second pair of eyes, most of all where there is none. */
async function secondReader(
  db: Db,
  post: PostRecord,
  { needed, clause }: Pick<ReadersView, 'needed' | 'clause'>,
  approvers: ReadonlySet<string>,
  at: string,
): Promise<string[]> {
  if (clause === null || approvers.size >= needed) return []
  const able = new Set([...(await approversFor(db, post, '', at)), ...approvers])
  const wants =
    approvers.size === 0
      ? `Needs two readers who did not write in it, by clause ${clause}.`
      : `Needs a second reader, by clause ${clause}.`
  return able.size >= needed
    ? [wants]
    : [
        `${wants} There are not enough people who may approve it: name another administrator of the account, or another person in central communications.`,
      ]
}
