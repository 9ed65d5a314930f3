import { startBluesky, type Bluesky } from '../../e2e/peers/bluesky.ts'
import { figure, median, type Figure, type Measure } from '../figure.ts'
import { withFolder } from '../parts/folder.ts'
import { withProcess } from '../parts/process.ts'
import { addConnected, approveOne, withStage, wordsOf, type Environment } from '../parts/stage.ts'
import { letWorkersSend } from '../parts/worker.ts'

const rounds = 3
const scenes = [
  { accounts: 1, posts: 400, say: 'one account' },
  { accounts: 8, posts: 80, say: 'eight accounts side by side' },
]

let made = 0

/** New accounts each time, so that both sides write into repositories of the same size. */
async function newPeople(bluesky: Bluesky, count: number) {
  const people = []
  for (let each = 0; each < count; each++) {
    made += 1
    people.push(
      await bluesky.createAccount({ handle: `bench${made}.test`, password: 'correct horse battery' }),
    )
  }
  return people
}

const textsOf = (count: number) => Array.from({ length: count }, (_, index) => wordsOf(index + 1))

async function bareLoop(bluesky: Bluesky, accounts: number, posts: number): Promise<number> {
  const people = await newPeople(bluesky, accounts)
  const logins = people.map(({ handle, appPassword }) => ({ handle, password: appPassword }))
  return withProcess('bare-posting-process.ts', { service: bluesky.url, accounts: logins }, async (peer) => {
    const { rate } = await peer.ask({ texts: textsOf(posts) })
    return Number(rate)
  })
}

function rostrum(bluesky: Bluesky, accounts: number, posts: number): Promise<number> {
  return withFolder(async (folder) => {
    const environment: Environment = {
      ROSTRUM_DATA: folder,
      ROSTRUM_PLC_URL: bluesky.plcUrl,
      ROSTRUM_HANDLE_RESOLVER: bluesky.url,
      ROSTRUM_ALLOW_PRIVATE: [bluesky.url, bluesky.plcUrl].map((url) => new URL(url).host).join(','),
    }
    const people = await newPeople(bluesky, accounts)
    await withStage(environment, async (stage) => {
      for (const { handle, appPassword } of people) {
        const values = { server: bluesky.url, password: appPassword }
        const id = await addConnected(stage, { network: 'bluesky', handle, method: 'app-password', values })
        for (const text of textsOf(posts)) await approveOne(stage, id, text)
      }
    })
    const sent = await letWorkersSend(environment, 1, 100)
    if (sent.published !== accounts * posts)
      throw new Error(`Of ${accounts * posts} posts ${sent.published} were published.`)
    return sent.rate
  })
}

async function scene(bluesky: Bluesky, { accounts, posts, say }: (typeof scenes)[number]): Promise<Figure> {
  const bare: number[] = []
  const own: number[] = []
  for (let round = 0; round < rounds; round++) {
    bare.push(await bareLoop(bluesky, accounts, posts))
    own.push(await rostrum(bluesky, accounts, posts))
  }
  return figure(`posts published, ${say}`, median(own), 'posts/s', {
    reference: { name: `a bare loop of @atproto/api for each account`, value: median(bare) },
    aim: { of: 'ratio', bound: 'at least', to: 0.8 },
    note: `Median of ${rounds} rounds, turn about, ${posts} posts for each account; without the first quarter of either side, in which it warms up.`,
  })
}

export const publish: Measure = {
  name: 'publish',
  about: 'Approved posts that are due, published to the real Bluesky server by one worker on PGlite.',
  aim: 'at least 0.8 of a bare loop of @atproto/api on the same server',
  peers: true,
  async run() {
    const bluesky = await startBluesky()
    try {
      await bareLoop(bluesky, 2, 50)
      const figures: Figure[] = []
      for (const each of scenes) figures.push(await scene(bluesky, each))
      return figures
    } finally {
      await bluesky.stop()
    }
  },
}
