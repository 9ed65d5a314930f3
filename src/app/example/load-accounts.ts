import { addAccount, addMember, beginConnection } from '#features/register/index.ts'
import { dayOf } from './dates.ts'
import { exampleAccounts } from './accounts.ts'
import { exampleUnits } from './units.ts'
import { actorIn, type Stage } from './stage.ts'
import type { Structure } from './structure.ts'

const affiliates = new Set(exampleUnits.flatMap(({ key, affiliate }) => (affiliate ? [key] : [])))

/** Whoever keeps the register adds the accounts, as anybody would. Those on Practice are connected. */
export async function loadAccounts(stage: Stage, structure: Structure): Promise<void> {
  const { house, present } = stage
  const { services } = house
  const keeper = actorIn(stage, 'digital')
  for (const account of exampleAccounts) {
    const { id } = await addAccount(services, keeper, {
      network: account.network,
      handle: account.handle,
      displayName: account.displayName,
      unitId: structure.units.get(account.unit)!,
      purpose: account.purpose,
      audiences: account.audiences,
      hoursPerWeek: account.hoursPerWeek,
      administrators: account.administrators.map((person) => structure.people.get(person)!),
    })
    await services.db.updateTable('account').set({ example: true }).where('id', '=', id).execute()
    stage.accounts.set(account.key, id)
    for (const { person, relation, until } of account.others ?? [])
      await addMember(services, keeper, id, {
        personId: structure.people.get(person)!,
        relation,
        until: until === undefined ? null : dayOf(present, until),
      })
    // What a body of its own speaks through is listed, and connected by nobody here.
    if (account.network === 'practice' && !affiliates.has(account.unit))
      await beginConnection({ services, networks: house.networks }, keeper, id, {
        method: 'practice',
        values: {},
      })
  }
}
