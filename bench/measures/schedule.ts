import { startPostgres } from '../../e2e/peers/postgres.ts'
import { figure, type Figure, type Measure } from '../figure.ts'
import { withFolder } from '../parts/folder.ts'
import { withProcess } from '../parts/process.ts'
import { addConnected, approveOne, multiply, withStage, wordsOf, type Environment } from '../parts/stage.ts'
import { letWorkersSend } from '../parts/worker.ts'

const accounts = 20
const posts = 10_000
/** Between the posts being there and their instant; the workers start in this time. */
const ahead = { seconds: 12 }

async function prepare(environment: Environment): Promise<void> {
  await withStage(environment, async (stage) => {
    const { services } = stage.house
    for (let each = 1; each <= accounts; each++) {
      const wanted = { network: 'practice', handle: `library-${each}`, method: 'practice', values: {} }
      const id = await addConnected(stage, wanted)
      await multiply(stage, await approveOne(stage, id, wordsOf(each)), posts / accounts)
    }
    // Making them takes longer than any head start, so their instant is named when they are all there.
    const due = services.clock.now().add(ahead)
    await services.db
      .updateTable('publication')
      .set({
        due_at: due.toString(),
        next_at: due.toString(),
        miss_after: due.add({ minutes: 15 }).toString(),
      })
      .execute()
  })
}

async function bareInserts(environment: Environment): Promise<number> {
  return withProcess(
    'bare-inserts-process.ts',
    { environment, text: wordsOf(1), count: posts },
    async (peer) => {
      const { seconds } = await peer.ask({})
      return posts / Number(seconds)
    },
  )
}

async function scene(say: string, environment: Environment, workers: number): Promise<Figure[]> {
  await prepare(environment)
  const sent = await letWorkersSend(environment, workers, 500)
  if (sent.published !== posts) throw new Error(`Of ${posts} posts ${sent.published} were published.`)
  const bare = await bareInserts(environment)
  const note = `${posts.toLocaleString('en-GB')} posts of ${accounts} accounts, one run.`
  const { p50, p95, p99, max } = sent.late
  return [
    figure(`${say}: published`, sent.published / sent.seconds, 'posts/s', {
      reference: { name: 'the same rows inserted into practice_post one by one', value: bare },
      note,
    }),
    ...Object.entries({ p50, p95, p99, 'the last': max }).map(([share, late]) =>
      figure(`${say}: lateness, ${share}`, late / 1000, 's', {
        reference: {
          name: 'the time that the bare inserts take to get as far',
          value: shareOf(share) * (posts / bare),
        },
      }),
    ),
  ]
}

function shareOf(share: string): number {
  return share === 'the last' ? 1 : Number(share.slice(1)) / 100
}

const about = '10,000 approved posts, all for one instant, on Practice: how late they go.'

export const schedule: Measure = {
  name: 'schedule',
  about: `${about} PGlite, one worker.`,
  aim: null,
  run: () => withFolder((folder) => scene('PGlite, one worker', { ROSTRUM_DATA: folder }, 1)),
}

export const scheduleOnPostgres: Measure = {
  name: 'schedule-postgres',
  about: `${about} PostgreSQL, one and two workers.`,
  aim: null,
  peers: true,
  run: async () => {
    const postgres = await startPostgres({ durable: true })
    const onServer = async (workers: number, say: string) => {
      const url = await postgres.createDatabase(`bench${workers}`)
      return withFolder((folder) => scene(say, { ROSTRUM_DATA: folder, DATABASE_URL: url }, workers))
    }
    try {
      const one = await onServer(1, 'PostgreSQL, one worker')
      return [...one, ...(await onServer(2, 'PostgreSQL, two workers'))]
    } finally {
      await postgres.stop()
    }
  },
}
