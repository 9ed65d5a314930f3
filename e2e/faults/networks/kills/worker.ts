/**
 * A worker in a process of its own, which is killed from outside. It has Rostrum's own database, sealed connections,
 * files and dispatcher; only time is told to it, so that nobody waits. Started by victims.ts, never imported.
 */
import { z } from 'zod'
import { startDispatcher, type Dispatcher } from '#features/posts/index.ts'
import type { Network } from '#networks/contract.ts'
import { readConfig } from '#platform/config/index.ts'
import { networkContext } from '#app/networks.ts'
import { openServices } from '#app/open-services.ts'
import { postsDeps } from '#app/posts-deps.ts'
import { quickClock } from '../../quick-clock.ts'
import { makers } from './makers.ts'

const given = z
  .array(
    z.object({
      id: z.string(),
      settings: z.record(z.string(), z.unknown()),
      app: z.record(z.string(), z.string()).optional(),
    }),
  )
  .parse(JSON.parse(process.argv[2] ?? '[]'))

const told = z.discriminatedUnion('do', [
  /** Works from now on; its clock is that far ahead. */
  z.object({ do: z.literal('begin'), ahead: z.number() }),
  /** Brings to its end what it has in hand, and does nothing more. */
  z.object({ do: z.literal('rest') }),
  z.object({ do: z.literal('skip'), by: z.number() }),
  z.object({ do: z.literal('wake') }),
])

const clock = quickClock()
const opened = await openServices(readConfig(process.env))
const services = { ...opened.services, clock }

function networkOf({ id, settings, app }: (typeof given)[number]): [string, Network] {
  const make = makers[id]
  if (!make) throw new Error(`Nothing makes ${id} here.`)
  const network = make(
    { ...networkContext(services, id), app: () => Promise.resolve(app) },
    settings as never,
  )
  // How much a network lets through in a day is no matter here.
  return [id, { ...network, profile: { ...network.profile, rates: [] } }]
}

const deps = postsDeps(services, new Map(given.map(networkOf)), () => dispatcher?.wake())
let dispatcher: Dispatcher | undefined

process.on('disconnect', () => process.exit(0))
process.on('message', (message) => {
  const said = told.parse(message)
  if (said.do === 'begin') {
    clock.skip(said.ahead - (clock.now().epochMilliseconds - Date.now()))
    dispatcher = startDispatcher(deps, `worker-${process.pid}`, { alone: true })
  } else if (said.do === 'rest') {
    const last = dispatcher
    dispatcher = undefined
    void Promise.resolve(last?.stop()).then(() => process.send?.({ rests: true }))
  } else if (said.do === 'skip') {
    clock.skip(said.by)
    dispatcher?.wake()
  } else dispatcher?.wake()
})
process.send?.({ ready: true })
