import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { places } from '#networks/places.ts'
import { likenesses, type KnownName } from './look-alikes.ts'

const names = z.array(z.coerce.string())
const Corpus = z.array(
  z.strictObject({ ours: z.string(), on: z.string().optional(), alike: names, innocent: names }),
)

const networkOf = (handle: string): string => (handle.includes('@') ? 'mastodon' : 'bluesky')
const nameOf = (handle: string): string => handle.replace(places[networkOf(handle)]?.suffix ?? '', '')

export const knownName = (handle: string): KnownName => ({
  id: handle,
  network: networkOf(handle),
  handle,
  name: nameOf(handle),
})

/** How good the search for look-alikes is on look-alikes.yaml. */
export function lookAlikeAccuracy() {
  const file = readFileSync(new URL('./look-alikes.yaml', import.meta.url), 'utf8')
  const asked = Corpus.parse(parse(file)).flatMap(({ ours, on, alike, innocent }) => {
    const find = likenesses([knownName(ours)])
    const ask = (written: string, wanted: boolean) => {
      const network = on === undefined ? networkOf(ours) : null
      const name = on === undefined ? nameOf(written) : written
      return {
        ours,
        written,
        wanted,
        found: find({ network, handle: written.toLowerCase(), name }).length > 0,
      }
    }
    return [...alike.map((one) => ask(one, true)), ...innocent.map((one) => ask(one, false))]
  })
  const right = asked.filter(({ wanted, found }) => wanted && found).length
  const missed = asked.filter(({ wanted, found }) => wanted && !found).map(({ written }) => written)
  const wrong = asked.filter(({ wanted, found }) => !wanted && found).map(({ written }) => written)
  return {
    pairs: asked.length,
    precision: right / (right + wrong.length),
    recall: right / (right + missed.length),
    missed,
    wrong,
  }
}
