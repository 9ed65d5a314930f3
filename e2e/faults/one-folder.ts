import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { actorsOf, openHouse, prepareStage, targetOf } from './stage.ts'
import { tokenFor, type Client } from './by-api.ts'
import { approveOne, judge, statesByTitle, textsThere } from './post.ts'
import { claims, type Row, type Tell } from './row.ts'
import { startServer } from './server.ts'

const listed = z.object({
  posts: z.array(z.object({ accounts: z.array(z.object({ state: z.string().nullable() })) })),
})

/** Waits until the only post is verified, as the running process says. */
async function verifiedThere(client: Client, url: string): Promise<boolean> {
  for (const until = Date.now() + 60_000; Date.now() < until; await wait(100)) {
    const { posts } = listed.parse((await client.send(url, 'GET', '/posts')).body)
    if (posts.flatMap((post) => post.accounts).every((target) => target.state === 'verified')) return true
  }
  return false
}

/** A second process on the folder of a running one is refused, plainly, and the first does not notice. */
export async function twoOnOneFolder(tell: Tell): Promise<Row> {
  const stage = await prepareStage({ peers: {}, accounts: { practice: 1 } })
  try {
    let house = await openHouse(stage.environment)
    const { author, officer } = await actorsOf(house, stage)
    const client = await tokenFor(house, author)
    const target = targetOf(stage, 'practice')
    const wanted = {
      text: 'Two at once',
      accountId: target.id,
      shape: 'text' as const,
      assetId: stage.assetId,
    }
    await approveOne(house, wanted, { author, officer })
    await house.close()

    const first = await startServer({ role: 'all', environment: stage.environment })
    await first.ready()
    const second = await startServer({ role: 'all', environment: stage.environment })
    const code = await second.ended()
    const said = second.output().trim()
    const stillThere = (await client.send(first.url, 'GET', '/posts')).status === 200
    // A first that died without a word holds nothing: the next one may begin.
    await first.kill9()
    const third = await startServer({ role: 'all', environment: stage.environment })
    await third.ready()
    const readBack = await verifiedThere(client, third.url)
    await third.stop()
    tell(`the second process said: ${said}`)
    house = await openHouse(stage.environment)
    try {
      const there = await textsThere(house, target, {})
      return claims(
        {
          kind: 'processes',
          scenario: 'two processes on one data folder',
          times: 1,
          posts: 1,
          ...judge([wanted], there, await statesByTitle(house)),
          note: `the second said: ${said.split('\n')[0] ?? ''}`,
        },
        {
          'the second ended with a fault': code !== 0,
          'it named the folder and the way out': said.includes(stage.folder) && said.includes('ROSTRUM_DATA'),
          'it said no more than people can read': !/\n\s+at /.test(said),
          'the first went on': stillThere,
          'the one that took over read the post back': readBack,
        },
      )
    } finally {
      await house.close()
    }
  } finally {
    rmSync(stage.folder, { recursive: true, force: true })
  }
}
