// Asks one address again and again, so many at once, for so long or so often, and only on this machine.
import { Pool } from 'undici'
import { peerOptions, peerReady } from '../../e2e/peers/child.ts'

const { url, headers } = peerOptions<{ url: string; headers: Record<string, string> }>()
const { origin, pathname, hostname } = new URL(url)
if (hostname !== '127.0.0.1') throw new Error('Load is put on this machine only.')

/** `fresh`: every request differs, so that no answer can be given again. */
async function load(atOnce: number, most: number, seconds: number, fresh: boolean) {
  const pool = new Pool(origin, { connections: atOnce, pipelining: 1 })
  const times: number[] = []
  const until = performance.now() + seconds * 1000
  let asked = 0
  const one = async (): Promise<void> => {
    while (asked < most && performance.now() < until) {
      asked += 1
      const began = performance.now()
      // The limit for one address stays in force: the load comes as if from many, as behind a proxy.
      const forwarded = { 'x-forwarded-for': `127.1.${Math.floor(asked / 200) % 20}.${asked % 200}` }
      const { statusCode, body } = await pool.request({
        path: fresh ? `${pathname}?n=${asked}` : pathname,
        method: 'GET',
        headers: { ...headers, ...forwarded },
      })
      await body.dump()
      if (statusCode !== 200) throw new Error(`The server answered ${statusCode}.`)
      times.push(performance.now() - began)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: atOnce }, one))
  const spent = (performance.now() - began) / 1000
  await pool.close()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.ceil(share * times.length) - 1]
  return { reads: times.length, seconds: spent, p50: at(0.5), p99: at(0.99) }
}

peerReady(
  {},
  () => Promise.resolve(),
  (question) =>
    load(
      Number(question['atOnce']),
      Number(question['most']),
      Number(question['seconds']),
      question['fresh'] === true,
    ),
)
