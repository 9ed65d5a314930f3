import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { uploadAsset } from '#features/assets/index.ts'
import { bringBaselineIntoForce } from '#features/policy/index.ts'
import { addAccount, beginConnection } from '#features/register/index.ts'
import { finishConnection } from '#features/register/connect.ts'
import { actorById, type Actor } from '#features/people/index.ts'
import { signInAs } from '#features/people/testing.ts'
import type { Clock } from '#platform/clock/index.ts'
import { readConfig } from '#platform/config/index.ts'
import { json, newId } from '#platform/db/index.ts'
import { nowOf } from '#platform/services.ts'
import { composeHouse, type House } from '#app/compose.ts'
import { openServices } from '#app/open-services.ts'
import type { Bluesky, BlueskyAccount } from '../peers/bluesky.ts'
import type { Mastodon, Person } from '../peers/mastodon.ts'

export type Place = 'practice' | 'bluesky' | 'mastodon'

export interface Peers {
  bluesky?: Bluesky
  mastodon?: Mastodon
}

/** An account that posts go to, and who it is at its network. */
export interface Target {
  id: string
  place: Place
  handle: string
  bluesky?: BlueskyAccount
  /** The names of the app passwords that were made to connect it. */
  appPasswords: string[]
  mastodon?: Person
}

/** Everything a run of faults needs: a database with people, accounts and one image. */
export interface Stage {
  folder: string
  environment: Record<string, string>
  author: string
  officer: string
  targets: Target[]
  assetId: string
}

export interface StageOptions {
  peers: Peers
  /** How many accounts of each kind; none unless told. */
  accounts: Partial<Record<Place, number>>
  databaseUrl?: string
  folder?: string
}

export function environmentFor(folder: string, options: Pick<StageOptions, 'peers' | 'databaseUrl'>) {
  const { bluesky, mastodon } = options.peers
  const reach = [bluesky?.url, bluesky?.plcUrl, mastodon?.url].flatMap((url) =>
    url ? new URL(url).host : [],
  )
  return {
    ROSTRUM_DATA: folder,
    ROSTRUM_LOG: 'silent',
    ROSTRUM_ALLOW_PRIVATE: reach.join(','),
    ...(bluesky ? { ROSTRUM_PLC_URL: bluesky.plcUrl, ROSTRUM_HANDLE_RESOLVER: bluesky.url } : {}),
    ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
  }
}

export type { House }

export interface OpenHouse extends House {
  close(): Promise<void>
}

/** The real house on its real database; only the clock may be another. */
export async function openHouse(environment: Record<string, string>, clock?: Clock): Promise<OpenHouse> {
  const opened = await openServices(readConfig(environment))
  const services = clock ? { ...opened.services, clock } : opened.services
  return { ...composeHouse(services, opened.keys), close: opened.close }
}

export function targetOf(stage: Stage, place: Place): Target {
  const target = stage.targets.find((each) => each.place === place)
  if (!target) throw new Error(`There is no account on ${place} here.`)
  return target
}

export async function actorsOf(
  { services }: House,
  stage: Stage,
): Promise<{ author: Actor; officer: Actor }> {
  const now = nowOf(services)
  const [author, officer] = await Promise.all([
    actorById(services.db, stage.author, now),
    actorById(services.db, stage.officer, now),
  ])
  if (!author || !officer) throw new Error('The people of this run are not there.')
  return { author, officer }
}

let made = 0

async function registerAccount(house: House, officer: Actor, unitId: string, place: Place, handle: string) {
  const { id } = await addAccount(house.services, officer, {
    network: place,
    handle,
    displayName: handle,
    unitId,
    purpose: 'News of the library for its readers.',
    audiences: ['students'],
    hoursPerWeek: 2,
    administrators: [officer.personId],
  })
  return id
}

async function press(address: string, fields: Record<string, string>, cookie = ''): Promise<Response> {
  const body = new URLSearchParams(fields)
  return fetch(address, { method: 'POST', body, redirect: 'manual', headers: cookie ? { cookie } : {} })
}

/** Connects an account, or connects it again, as a person would do it in a browser. */
export async function connectTarget(
  house: House,
  officer: Actor,
  target: Target,
  peers: Peers,
): Promise<void> {
  const deps = { services: house.services, networks: house.networks }
  if (target.place === 'practice') {
    await beginConnection(deps, officer, target.id, { method: 'practice', values: {} })
  } else if (target.bluesky && peers.bluesky) {
    const name = `rostrum ${target.appPasswords.length}`
    const password = await peers.bluesky.createAppPassword(target.bluesky, name)
    target.appPasswords.push(name)
    const values = { server: peers.bluesky.url, password }
    await beginConnection(deps, officer, target.id, { method: 'app-password', values })
  } else if (target.mastodon && peers.mastodon) {
    const { username, password } = target.mastodon
    const values = { server: peers.mastodon.url }
    const begun = await beginConnection(deps, officer, target.id, { method: 'oauth', values })
    if (begun.kind !== 'redirect') throw new Error('Mastodon connects by its own page.')
    const entered = await press(begun.url, { does: 'sign-in', username, password })
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
    const back = await press(begun.url, { does: 'allow' }, cookie)
    const { searchParams } = new URL(back.headers.get('location') ?? '')
    const done = await finishConnection(deps, officer, 'mastodon', searchParams)
    if (done.problem) throw new Error(`Mastodon did not connect: ${done.problem}`)
  }
}

async function addTarget(
  house: House,
  officer: Actor,
  unitId: string,
  place: Place,
  peers: Peers,
): Promise<Target> {
  made += 1
  const name = `library${made}`
  const target: Target = { id: '', place, handle: name, appPasswords: [] }
  if (place === 'bluesky' && peers.bluesky) {
    target.bluesky = await peers.bluesky.createAccount({ handle: `${name}.test`, password: 'correct horse' })
    target.handle = target.bluesky.handle
  } else if (place === 'mastodon' && peers.mastodon) {
    target.mastodon = peers.mastodon.addAccount({ username: name, password: 'correct horse' })
    target.handle = `${name}@${new URL(peers.mastodon.url).host}`
  }
  target.id = await registerAccount(house, officer, unitId, place, target.handle)
  await connectTarget(house, officer, target, peers)
  return target
}

async function addUnit({ services }: House): Promise<string> {
  const id = newId()
  await services.db
    .insertInto('institution')
    .values({
      id: 1,
      name: 'Example University',
      nation: 'England',
      time_zone: 'Europe/London',
      contacts: json([]),
      created_at: nowOf(services),
      example: false,
    })
    .execute()
  await services.db
    .insertInto('unit')
    .values({ id, name: 'Library', kind: 'service', parent_id: null, affiliate: false, example: false })
    .execute()
  return id
}

async function addImage({ services }: House, author: Actor): Promise<string> {
  const bytes = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#888888' } })
    .jpeg()
    .toBuffer()
  const asset = await uploadAsset(services, author, { name: 'grey.jpg', bytes })
  await services.db.updateTable('asset').set({ rights: 'own' }).where('id', '=', asset.id).execute()
  return asset.id
}

/** Makes a database with an institution and connected accounts, and closes everything. */
export async function prepareStage(options: StageOptions): Promise<Stage> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'rostrum-faults-'))
  const environment = environmentFor(folder, options)
  const house = await openHouse(environment)
  try {
    const unitId = await addUnit(house)
    await bringBaselineIntoForce(house.services)
    const officer = await signInAs(house.services, {
      name: 'Digital Marketing Officer',
      roles: ['officer'],
    })
    const targets: Target[] = []
    for (const place of ['practice', 'bluesky', 'mastodon'] as const)
      for (let count = options.accounts[place] ?? 0; count > 0; count--)
        targets.push(await addTarget(house, officer.actor, unitId, place, options.peers))
    const author = await signInAs(house.services, {
      name: 'Library Editor',
      accounts: targets.map(({ id }) => ({ accountId: id, relation: 'contributor' as const })),
    })
    return {
      folder,
      environment,
      author: author.actor.personId,
      officer: officer.actor.personId,
      targets,
      assetId: await addImage(house, author.actor),
    }
  } finally {
    await house.close()
  }
}
