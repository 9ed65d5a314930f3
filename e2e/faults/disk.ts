/** The disk is full: that of the uploads, and that of the built-in database. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import sharp from 'sharp'
import { z } from 'zod'
import { verifyLog } from '#platform/ledger/index.ts'
import { approveByApi, submitByApi, tokenFor, type Answer, type Client } from './by-api.ts'
import { judge, statesByTitle, textsThere, type Wanted } from './post.ts'
import { claims, type Row, type Tell } from './row.ts'
import { startServer, type Server } from './server.ts'
import { mountSmallDisk, NoSmallDisk, type SmallDisk } from './small-disk.ts'
import { actorsOf, openHouse, prepareStage, targetOf, type Stage } from './stage.ts'

const problem = z.object({ code: z.string(), detail: z.string() })

interface Scene {
  disk: SmallDisk
  stage: Stage
  author: Client
  officer: Client
  tell: Tell
}

/** An image that compresses badly, so that it needs its room. */
async function noise(edge: number): Promise<Uint8Array> {
  const create = { width: edge, height: edge, channels: 3 as const, background: '#888888' }
  const gaussian = { type: 'gaussian' as const, mean: 128, sigma: 60 }
  return sharp({ create: { ...create, noise: gaussian } })
    .png()
    .toBuffer()
}

async function tokensOf(stage: Stage): Promise<{ author: Client; officer: Client }> {
  const house = await openHouse(stage.environment)
  try {
    const { author, officer } = await actorsOf(house, stage)
    return { author: await tokenFor(house, author), officer: await tokenFor(house, officer) }
  } finally {
    await house.close()
  }
}

function saidOf(answer: Answer): { code: string; detail: string } {
  return problem.safeParse(answer.body).data ?? { code: '', detail: '' }
}

function wantedOf(stage: Stage, text: string): Wanted {
  return { text, accountId: targetOf(stage, 'practice').id, shape: 'text', assetId: stage.assetId }
}

async function postThrough({ author, officer, stage }: Scene, server: Server, text: string): Promise<Wanted> {
  const wanted = wantedOf(stage, text)
  await approveByApi(officer, server.url, await submitByApi(author, server.url, wanted))
  return wanted
}

async function judged({ stage }: Scene, wanted: Wanted[]) {
  const house = await openHouse(stage.environment)
  try {
    const there = await textsThere(house, targetOf(stage, 'practice'), {})
    const log = await verifyLog(house.services.db, { key: house.keys.signing.publicKey })
    const titles = await house.services.db.selectFrom('post').select('title').execute()
    return {
      verdict: judge(wanted, there, await statesByTitle(house)),
      logVerifies: log.faults.length === 0,
      titles: new Set(titles.map(({ title }) => title)),
    }
  } finally {
    await house.close()
  }
}

async function untilVerified(server: Server, author: Client, posts: number): Promise<void> {
  for (const until = Date.now() + 30_000; Date.now() < until; await wait(250)) {
    const answer = await author.send(server.url, 'GET', '/posts?status=published')
    const list = z.object({ posts: z.array(z.unknown()) }).safeParse(answer.body)
    if ((list.data?.posts.length ?? 0) >= posts) break
  }
  // Read back two seconds after.
  await wait(4000)
}

async function uploadsFull(scene: Scene): Promise<Row> {
  const { disk, stage, author, tell } = scene
  const server = await startServer({ role: 'all', environment: stage.environment })
  try {
    await server.ready()
    const before = readdirSync(disk.path, { recursive: true }).length
    const big = await noise(1000)
    disk.fill(64 * 1024)
    const refused = await author.upload(server.url, 'noise.png', big)
    const said = saidOf(refused)
    tell(`an upload to the full disk: ${refused.status} ${said.code}, “${said.detail}”`)
    const kept = readdirSync(disk.path, { recursive: true }).length - before - 1
    const wanted = [await postThrough(scene, server, 'A text while the disk of the uploads is full')]
    await untilVerified(server, author, 1)
    disk.release()
    const taken = await author.upload(server.url, 'noise.png', big)
    const alive = server.alive()
    await server.stop()
    const { verdict, logVerifies } = await judged(scene, wanted)
    return claims(
      {
        kind: 'disk',
        scenario: 'the disk of the uploads full',
        times: 1,
        posts: wanted.length,
        ...verdict,
        note: `${refused.status} ${said.code}`,
      },
      {
        'the upload was refused with a sentence': refused.status === 503 && said.code === 'files.full',
        'nothing of it was kept': kept === 0,
        'with room again the upload was taken': taken.status === 201,
        'the process stayed up': alive,
        'the log verifies': logVerifies,
      },
    )
  } finally {
    await server.stop()
  }
}

interface Written {
  acknowledged: string[]
  refusals: { status: number; code: string; detail: string }[]
}

/** Writes drafts until the disk has been full for a while, or the process has gone. */
async function writeUntilFull({ author }: Scene, server: Server): Promise<Written> {
  const written: Written = { acknowledged: [], refusals: [] }
  for (let index = 0; index < 2000 && written.refusals.length < 10 && server.alive(); index++) {
    const title = `Written until the disk was full, ${index}`
    const text = `${index} ${crypto.randomUUID().repeat(400)}`
    const draft = {
      title,
      content: { parts: [{ text, media: [], link: null }], variants: {} },
      accountIds: [],
    }
    const answer = await author.send(server.url, 'POST', '/posts', draft).catch(() => null)
    if (answer?.status === 201) written.acknowledged.push(title)
    else
      written.refusals.push({
        status: answer?.status ?? 0,
        ...(answer ? saidOf(answer) : { code: '', detail: '' }),
      })
  }
  return written
}

async function healthOf(server: Server): Promise<string> {
  try {
    const answer = await fetch(`${server.url}/health`, { signal: AbortSignal.timeout(5000) })
    return z.object({ status: z.string() }).parse(await answer.json()).status
  } catch {
    // Whatever stops it from answering, a load balancer takes it for gone.
    return 'gone'
  }
}

async function databaseFull(scene: Scene): Promise<Row> {
  const { disk, stage, author, tell } = scene
  const first = await startServer({ role: 'all', environment: stage.environment })
  let second: Server | undefined
  try {
    await first.ready()
    const wanted = [await postThrough(scene, first, 'Sent before the disk was full')]
    await untilVerified(first, author, 1)
    disk.fill(3_000_000)
    const { acknowledged, refusals } = await writeUntilFull(scene, first)
    const last = refusals.at(-1)
    const health = await healthOf(first)
    const stayed = first.alive()
    tell(
      `${acknowledged.length} drafts kept, then ${last?.status} ${last?.code} “${last?.detail}”; /health: ${health}`,
    )
    tell(first.output().slice(-1500))
    await first.kill9()
    disk.release()
    second = await startServer({ role: 'all', environment: stage.environment })
    await second.ready()
    wanted.push(await postThrough(scene, second, 'Sent when there was room again'))
    await untilVerified(second, author, 2)
    await second.stop()
    const { verdict, logVerifies, titles } = await judged(scene, wanted)
    const forgotten = acknowledged.filter((title) => !titles.has(title)).length
    return claims(
      {
        kind: 'disk',
        scenario: 'the disk of the built-in database full',
        times: 1,
        posts: wanted.length + acknowledged.length,
        ...verdict,
        lost: verdict.lost + forgotten,
        note: `${acknowledged.length} drafts kept, then ${last?.status ?? 'no answer'} ${last?.code ?? ''}; the process ${stayed ? 'stayed up' : 'ended'}; /health ${health}`,
      },
      {
        'it was full': refusals.length > 0,
        'what was refused was refused with a sentence': refusals.every(
          ({ status, code, detail }) =>
            status === 0 || (status === 503 && code.startsWith('database.') && detail !== ''),
        ),
        '/health said so': health !== 'ok',
        'the log of the process says that the disk is full': /no space left|disk .*full/i.test(
          first.output(),
        ),
        'the log verifies': logVerifies,
      },
    )
  } finally {
    await first.kill9()
    await second?.stop()
  }
}

async function withDisk(
  what: string,
  options: { folder: (base: string) => string; megabytes: number },
  tell: Tell,
  run: (scene: Scene) => Promise<Row>,
): Promise<Row> {
  const base = mkdtempSync(join(tmpdir(), 'rostrum-faults-disk-'))
  let disk: SmallDisk | undefined
  try {
    disk = mountSmallDisk(options.folder(base), options.megabytes)
    const stage = await prepareStage({ peers: {}, accounts: { practice: 1 }, folder: join(base, 'data') })
    return await run({ disk, stage, ...(await tokensOf(stage)), tell })
  } catch (error) {
    if (!(error instanceof NoSmallDisk)) throw error
    const note = `not run: no small disk could be mounted here (${error.message})`
    return { kind: 'disk', scenario: what, times: 0, posts: 0, lost: 0, doubled: 0, untrue: 0, note }
  } finally {
    disk?.remove()
    rmSync(base, { recursive: true, force: true })
  }
}

export async function diskTable(tell: Tell): Promise<Row[]> {
  const files = { folder: (base: string) => join(base, 'data', 'files'), megabytes: 4 }
  const data = { folder: (base: string) => join(base, 'data'), megabytes: 160 }
  return [
    await withDisk('the disk of the uploads full', files, tell, uploadsFull),
    await withDisk('the disk of the built-in database full', data, tell, databaseFull),
  ]
}
