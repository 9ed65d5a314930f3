import { join } from 'node:path'
import { signInAs, testApp, type SignedIn } from '#features/people/testing.ts'
import { bringBaselineIntoForce } from '#features/policy/index.ts'
import { signerOf, sequence, verifyLog, type LogReport, type Signer } from '#platform/ledger/index.ts'
import { keyOf } from '#platform/ledger/testing.ts'
import { json } from '#platform/db/index.ts'
import { loadKeys } from '#platform/sealing/index.ts'
import { nowOf } from '#platform/services.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { practicePages } from '#networks/practice/index.ts'
import { composeHouse, type House } from '../compose.ts'
import { sealedStoreOf } from '../networks.ts'
import { exampleRoutes } from './http.ts'

export interface ExampleStage {
  services: TestServices
  house: House
  /** The person who set Rostrum up. */
  newcomer: SignedIn
  signer: Signer
  /** DELETE /api/example, as the newcomer. */
  remove(query?: string): Promise<{ status: number; body: Record<string, unknown> }>
  /** A public page of Practice. */
  page(url: string): Promise<{ status: number; body: string }>
  /** Numbers what is in the log, and verifies all of it. */
  verify(): Promise<LogReport>
  close(): Promise<void>
}

/** A house that has just been set up, with nothing in it. */
export async function freshHouse(now?: string): Promise<ExampleStage> {
  const services = await testServices(now ? { now } : {})
  await services.db
    .insertInto('institution')
    .values({
      id: 1,
      name: 'Example University',
      nation: 'England',
      time_zone: 'Europe/London',
      contacts: json([{ kind: 'telephone' as const, value: '01632 960777', label: 'Our own' }]),
      created_at: nowOf(services),
      example: false,
    })
    .execute()
  await bringBaselineIntoForce(services)
  const keys = loadKeys(join(services.config.dataFolder, 'keys.json'), true)
  const house = composeHouse(services, keys)
  const newcomer = await signInAs(services, {
    name: 'First administrator',
    roles: ['it', 'officer', 'governance'],
  })
  const app = await testApp(services, (mounted) => {
    exampleRoutes(mounted, house)
    mounted.register(practicePages, {
      db: services.db,
      store: sealedStoreOf(services, 'practice'),
      timeZone: () => Promise.resolve('Europe/London'),
    })
  })
  const signer = signerOf(services.config.publicUrl, keys.signing)
  return {
    services,
    house,
    newcomer,
    signer,
    async remove(query = '') {
      const answer = await app.inject({
        method: 'DELETE',
        url: `/api/example${query}`,
        headers: newcomer.headers,
      })
      return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
    },
    async page(url) {
      const answer = await app.inject({ url })
      return { status: answer.statusCode, body: answer.body }
    },
    async verify() {
      await sequence(services.db, signer, nowOf(services))
      return verifyLog(services.db, { key: keyOf(signer) })
    },
    async close() {
      await app.close()
      await services.close()
    },
  }
}
