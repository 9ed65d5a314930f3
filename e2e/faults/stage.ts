import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { uploadAsset } from '#features/assets/index.ts'
import { bringBaselineIntoForce } from '#features/policy/index.ts'
import { addAccount, beginConnection } from '#features/register/index.ts'
import { signInAs } from '#features/people/testing.ts'
import { readConfig } from '#platform/config/index.ts'
import { json, newId } from '#platform/db/index.ts'
import { composeHouse } from '#app/compose.ts'
import { openServices } from '#app/open-services.ts'
import type { Bluesky } from '../peers/bluesky.ts'

/** Everything a run of faults needs: a data folder with people, accounts and one image. */
export interface Stage {
  folder: string
  environment: Record<string, string>
  author: string
  officer: string
  accounts: { practice: string; bluesky: string }
  assetId: string
  did: string
}

export function environmentFor(folder: string, bluesky: Bluesky): Record<string, string> {
  return {
    ROSTRUM_DATA: folder,
    ROSTRUM_LOG: 'silent',
    ROSTRUM_PLC_URL: bluesky.plcUrl,
    ROSTRUM_ALLOW_PRIVATE: [bluesky.url, bluesky.plcUrl].map((url) => new URL(url).host).join(','),
  }
}

/** Makes the data folder, connects one account on Practice and one on the Bluesky server, and closes everything. */
export async function prepareStage(bluesky: Bluesky): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'rostrum-faults-'))
  const environment = environmentFor(folder, bluesky)
  const opened = await openServices(readConfig(environment))
  const { services } = opened
  const house = composeHouse(services, opened.keys)
  const now = services.clock.now().toString()
  await services.db
    .insertInto('institution')
    .values({
      id: 1,
      name: 'Example University',
      nation: 'England',
      time_zone: 'Europe/London',
      contacts: json([]),
      created_at: now,
      example: false,
    })
    .execute()
  await bringBaselineIntoForce(services)
  const unitId = newId()
  await services.db
    .insertInto('unit')
    .values({
      id: unitId,
      name: 'Library',
      kind: 'service',
      parent_id: null,
      affiliate: false,
      example: false,
    })
    .execute()
  const officer = await signInAs(services, { name: 'Digital Marketing Officer', roles: ['officer'] })
  const person = await bluesky.createAccount({ handle: 'library.test', password: 'correct horse battery' })
  const add = async (network: string, handle: string, method: string, values: Record<string, string>) => {
    const account = await addAccount(services, officer.actor, {
      network,
      handle,
      displayName: 'Library',
      unitId,
      purpose: 'News of the library for its readers.',
      audiences: ['students'],
      hoursPerWeek: 2,
      administrators: [officer.actor.personId],
    })
    await beginConnection({ services, networks: house.networks }, officer.actor, account.id, {
      method,
      values,
    })
    return account.id
  }
  const accounts = {
    practice: await add('practice', 'library', 'practice', {}),
    bluesky: await add('bluesky', person.handle, 'app-password', {
      server: bluesky.url,
      password: person.appPassword,
    }),
  }
  const author = await signInAs(services, {
    name: 'Library Editor',
    accounts: Object.values(accounts).map((accountId) => ({ accountId, relation: 'contributor' as const })),
  })
  const bytes = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#888888' } })
    .jpeg()
    .toBuffer()
  const asset = await uploadAsset(services, author.actor, { name: 'grey.jpg', bytes })
  await services.db.updateTable('asset').set({ rights: 'own' }).where('id', '=', asset.id).execute()
  await opened.close()
  return {
    folder,
    environment,
    author: author.actor.personId,
    officer: officer.actor.personId,
    accounts,
    assetId: asset.id,
    did: person.did,
  }
}
