// A bare loop of @atproto/api: one loop for each account, side by side, each post after the one before.
import { AtpAgent } from '@atproto/api'
import { peerOptions, peerReady } from '../../e2e/peers/child.ts'

interface Login {
  handle: string
  password: string
}

const { service, accounts } = peerOptions<{ service: string; accounts: Login[] }>()
const agents = await Promise.all(
  accounts.map(async ({ handle, password }) => {
    const agent = new AtpAgent({ service })
    await agent.login({ identifier: handle, password })
    return agent
  }),
)

peerReady(
  {},
  () => Promise.resolve(),
  async (question) => {
    const texts = question['texts'] as string[]
    const done: number[] = []
    await Promise.all(
      agents.map(async (agent) => {
        for (const text of texts) {
          await agent.post({ text, langs: ['en-GB'] })
          done.push(performance.now())
        }
      }),
    )
    // Without the first quarter, as on the other side.
    const quarter = Math.ceil(done.length / 4)
    return { rate: ((done.length - quarter) * 1000) / (done.at(-1)! - done[quarter - 1]!) }
  },
)
