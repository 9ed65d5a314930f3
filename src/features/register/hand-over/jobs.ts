import { z } from 'zod'
import { ensureDuty, openDuties } from '#features/duties/index.ts'
import { defineJob } from '#platform/jobs/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { openStates } from '../life/rules.ts'
import { administratorClause, daysAfter, endNoticeDays } from './rules.ts'
import { answering, dutyKeys, settleDuty } from './tell.ts'
import { pauseUnanswered, unansweredAccounts } from './unanswered.ts'

/** Every hour: accounts that nobody answers for any more are paused, and ends that come near are said in time. */
export const watchParts = defineJob({
  name: 'register.watch-parts',
  payload: z.object({}),
  cron: '23 * * * *',
  expiresIn: 900,
})

export async function runPartsWatch(services: Services): Promise<void> {
  const at = nowOf(services)
  // Not paused although nobody answers: an end date came. What a person has let go on is paused again.
  const running = (await unansweredAccounts(services.db, at)).filter(({ pausedAt }) => pausedAt === null)
  for (const { accountId } of running)
    await services.db.transaction().execute((tx) => pauseUnanswered(services, tx, at, accountId))
  await announceEnds(services, at)
  await forgetPastEnds(services, at)
}

/** Names to whoever answers first the parts that end within a fortnight. */
async function announceEnds(services: Services, at: string): Promise<void> {
  const ending = await services.db
    .selectFrom('account_member')
    .innerJoin('account', 'account.id', 'account_member.account_id')
    .innerJoin('person', 'person.id', 'account_member.person_id')
    .select([
      'account_member.id',
      'account_member.until',
      'account_member.person_id as personId',
      'account.id as accountId',
      'account.display_name as account',
      'person.name',
    ])
    .where('account.state', 'in', ['approved', ...openStates])
    .where('person.state', '=', 'active')
    .where('account_member.until', '>', at)
    .where('account_member.until', '<=', daysAfter(at, endNoticeDays))
    .execute()
  for (const { id, until, personId, accountId, account, name } of ending)
    await services.db.transaction().execute(async (tx) => {
      const first = (await answering(tx, accountId, at)).find((each) => each !== personId)
      if (first === undefined || until === null) return
      await ensureDuty(services, tx, at, {
        key: dutyKeys.partEnds(id),
        kind: 'account.part-ends',
        title: `${name}’s part in ${account} ends soon`,
        why: 'It ends by itself on that day. Put the day off if they are still needed.',
        clause: administratorClause,
        personId: first,
        accountId,
        link: `/accounts/${accountId}`,
        due: until,
      })
    })
}

/** What has ended by itself is nobody's duty any more. */
async function forgetPastEnds(services: Services, at: string): Promise<void> {
  const duties = await openDuties(services.db, { kind: 'account.part-ends' })
  for (const { key } of duties.filter(({ due }) => due <= at))
    await services.db
      .transaction()
      .execute((tx) => settleDuty(tx, at, key, { by: null, how: 'It has ended by itself.' }))
}
