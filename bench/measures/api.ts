import { request } from 'undici'
import { makeToken } from '#features/people/tokens.ts'
import { nowOf } from '#platform/services.ts'
import { figure, median, type Figure, type Measure } from '../figure.ts'
import { withFolder } from '../parts/folder.ts'
import { withProcess } from '../parts/process.ts'
import { startBareFastify, startRostrum, type Server } from '../parts/server.ts'
import { addConnected, approveOne, withStage, wordsOf, type Stage } from '../parts/stage.ts'

const rounds = 3
const load = { atOnce: 16, most: 400_000, seconds: 4 }

async function tokenOf({ house, officer }: Stage): Promise<string> {
  const { services } = house
  const now = nowOf(services)
  const session = {
    id: '',
    stage: 'full' as const,
    personId: officer.personId,
    name: officer.name,
    email: '',
    createdAt: now,
    seenAt: now,
    expiresAt: now,
    confirmedAt: now,
    method: 'passkey',
    secondFactor: 'passkey',
    service: null,
  }
  const wanted = { name: 'Benchmark', scopes: ['accounts.read', 'posts.read'], days: 1 }
  return (await makeToken(services, officer, session, wanted)).secret
}

async function prepare(folder: string) {
  return withStage({ ROSTRUM_DATA: folder }, async (stage) => {
    const wanted = { network: 'practice', handle: 'library', method: 'practice', values: {} }
    const accountId = await addConnected(stage, wanted)
    const postId = await approveOne(stage, accountId, wordsOf(1))
    return { accountId, postId, token: await tokenOf(stage) }
  })
}

async function readsPerSecond(
  url: string,
  headers: Record<string, string>,
  fresh: boolean,
): Promise<{ rate: number; p99: number }> {
  return withProcess('load-process.ts', { url, headers }, async (peer) => {
    await peer.ask({ ...load, seconds: 1, fresh })
    const { reads, seconds, p99 } = await peer.ask({ ...load, fresh })
    return { rate: Number(reads) / Number(seconds), p99: Number(p99) }
  })
}

/** `fresh`: every read differs, so each is worked out anew; only repeated reads are held to the aim. */
async function compare(server: Server, path: string, token: string, fresh: boolean): Promise<Figure> {
  const url = new URL(path, server.url).href
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
  const { statusCode, body } = await request(url, { headers })
  const bytes = await body.text()
  if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}: ${bytes}`)
  const bare = await startBareFastify({ path: new URL(url).pathname, body: bytes })
  try {
    const own = []
    const plain = []
    for (let round = 0; round < rounds; round++) {
      plain.push(await readsPerSecond(new URL(path, bare.url).href, headers, fresh))
      own.push(await readsPerSecond(url, headers, fresh))
    }
    return figure(
      `GET ${path.replace(/[0-9a-f-]{36}/, ':id')}, ${fresh ? 'each read worked out anew' : 'repeated while nothing changes'}`,
      median(own.map(({ rate }) => rate)),
      'reads/s',
      {
        reference: {
          name: 'a bare Fastify route returning the same bytes',
          value: median(plain.map(({ rate }) => rate)),
        },
        ...(fresh ? {} : { aim: { of: 'ratio', bound: 'at least', to: 0.4 } }),
        note: `${Buffer.byteLength(bytes)} bytes, by token, ${load.atOnce} at once; median of ${rounds} rounds of ${load.seconds} s, turn about; p99 ${median(own.map(({ p99 }) => p99)).toFixed(1)} ms against ${median(plain.map(({ p99 }) => p99)).toFixed(1)} ms.`,
      },
    )
  } finally {
    await bare.stop()
  }
}

export const api: Measure = {
  name: 'api',
  about:
    'Reads of the JSON API with a personal token: the same one repeated, as pages do, and each worked out anew.',
  aim: 'at least 0.4 of a bare Fastify route returning the same bytes',
  run: () =>
    withFolder(async (folder) => {
      const { accountId, postId, token } = await prepare(folder)
      const server = await startRostrum(folder, { ROSTRUM_TRUST_PROXY: 'true' })
      try {
        const figures: Figure[] = []
        for (const path of [`/api/accounts/${accountId}`, `/api/posts/${postId}`]) {
          figures.push(await compare(server, path, token, false))
          figures.push(await compare(server, path, token, true))
        }
        return figures
      } finally {
        await server.stop()
      }
    }),
}
