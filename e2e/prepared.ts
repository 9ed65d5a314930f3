/** Data folders that journeys begin from: each is made once a run, by the real server and the API, and then copied. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { authenticatorApp, authenticatorKept, signInByApi, type Person } from './api.ts'
import { startRostrum, type Rostrum } from './harness.ts'
import { foundInstitution, setUpByApi, type Institution } from './institution.ts'

/** `empty` waits for its set-up; `founded` is what `foundInstitution` leaves; `example` has the example in it. */
export type Beginning = 'empty' | 'founded' | 'example'

const kept = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  password: z.string(),
  recoveryCodes: z.array(z.string()),
  authenticator: authenticatorKept,
})
const founded = z.object({
  administrator: kept,
  officer: kept,
  contributor: kept,
  unitId: z.string(),
  accountId: z.string(),
})

const keep = ({ id, name, email, password, recoveryCodes, nextCode }: Person) =>
  ({ id, name, email, password, recoveryCodes, authenticator: nextCode.kept() }) satisfies z.infer<
    typeof kept
  >

async function comeBack(
  rostrum: Rostrum,
  { authenticator, ...known }: z.infer<typeof kept>,
): Promise<Person> {
  const nextCode = authenticatorApp(authenticator.secret, authenticator.step)
  return { ...known, nextCode, api: await signInByApi(rostrum.url, { ...known, nextCode }) }
}

const dataIn = (folder: string): string => join(folder, 'data')
const peopleIn = (folder: string): string => join(folder, 'people.json')

/** What was known when the folder was left, for whoever comes back to a copy of it. */
async function fill(beginning: Beginning, rostrum: Rostrum): Promise<unknown> {
  if (beginning === 'empty') return null
  if (beginning === 'example') return keep(await setUpByApi(rostrum, 'example'))
  const { administrator, officer, contributor, ...ids } = await foundInstitution(rostrum)
  return {
    administrator: keep(administrator),
    officer: keep(officer),
    contributor: keep(contributor),
    ...ids,
  } satisfies z.infer<typeof founded>
}

async function make(all: string, beginning: Beginning, place: string): Promise<void> {
  const data = beginning === 'empty' ? undefined : await preparedData(all, 'empty')
  const rostrum = await startRostrum(data === undefined ? {} : { data })
  try {
    const people = await fill(beginning, rostrum)
    await rostrum.stop()
    const own = mkdtempSync(`${place}-`)
    writeFileSync(peopleIn(own), JSON.stringify(people))
    renameSync(dataIn(rostrum.folder), dataIn(own))
    renameSync(own, place)
  } finally {
    await rostrum.end()
  }
}

/** The data folder to begin with a copy of; `all` is the folder of this run, which its workers share. */
export async function preparedData(all: string, beginning: Beginning): Promise<string> {
  const place = join(all, beginning)
  const making = `${place}.making`
  while (!existsSync(place)) {
    try {
      mkdirSync(making)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      // Another worker is at it.
      await new Promise((resolve) => setTimeout(resolve, 100))
      continue
    }
    try {
      if (!existsSync(place)) await make(all, beginning, place)
    } finally {
      rmdirSync(making)
    }
  }
  return dataIn(place)
}

const peopleOf = (all: string, beginning: Beginning): unknown =>
  JSON.parse(readFileSync(peopleIn(join(all, beginning)), 'utf8'))

/** The people of `founded`, signed in at a server that began with it. */
export async function foundedPeople(all: string, rostrum: Rostrum): Promise<Institution> {
  const { administrator, officer, contributor, ...ids } = founded.parse(peopleOf(all, 'founded'))
  const [first, second, third] = await Promise.all([
    comeBack(rostrum, administrator),
    comeBack(rostrum, officer),
    comeBack(rostrum, contributor),
  ])
  return { administrator: first, officer: second, contributor: third, ...ids }
}

/** The administrator of `example`, signed in at a server that began with it. */
export const exampleKeeper = async (all: string, rostrum: Rostrum): Promise<Person> =>
  comeBack(rostrum, kept.parse(peopleOf(all, 'example')))
