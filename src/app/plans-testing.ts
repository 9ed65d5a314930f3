/** For plans.test.ts and plans-series.test.ts: what is done again and again. */
import { addToQueue } from '#features/plans/add-to-queue.ts'
import type { QueueInput } from '#features/plans/contract.ts'
import { makeQueue } from '#features/plans/keep-queue.ts'
import { approvePost } from '#features/posts/decide.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { createDraft } from '#features/posts/write-draft.ts'
import type { TestHouse } from './testing.ts'

export const words = (text: string) => ({ parts: [{ text, media: [], link: null }], variants: {} })
export const mondays = [{ weekday: 1, time: '09:00', termOnly: false }]

export class Planner {
  readonly house: TestHouse
  constructor(house: TestHouse) {
    this.house = house
  }

  deps = () => ({ services: this.house.services, posts: this.house.posts })

  queue(change: Partial<QueueInput> = {}): Promise<string> {
    return makeQueue(this.deps(), this.house.officer.actor, {
      name: 'Reading tips',
      about: '',
      accountIds: [this.house.accountId],
      slots: mondays,
      inElections: false,
      whenClosed: false,
      fillDays: 0,
      ...change,
    })
  }

  draft(title: string): Promise<string> {
    return createDraft(this.house.posts, this.house.author.actor, {
      title,
      content: words(`${title}: a book that is worth your evening.`),
      accountIds: [this.house.accountId],
    })
  }

  async queued(queueId: string, title: string): Promise<string> {
    const id = await this.draft(title)
    await addToQueue(this.deps(), this.house.author.actor, queueId, id)
    return id
  }

  async approve(id: string): Promise<void> {
    const { posts, author, officer } = this.house
    const { version } = await viewPost(posts, author.actor, id)
    await submitPost(posts, author.actor, id, version)
    const { targets } = await viewPost(posts, officer.actor, id)
    const digests = Object.fromEntries(targets.map((target) => [target.accountId, target.digest ?? '']))
    await approvePost(posts, officer.actor, id, { digests, note: '' })
  }

  view = (id: string) => viewPost(this.house.posts, this.house.author.actor, id)
  localOf = async (id: string) => (await this.view(id)).publishLocal

  async notices() {
    const rows = await this.house.services.db
      .selectFrom('notice')
      .select(['kind', 'title', 'text'])
      .orderBy('at')
      .execute()
    return rows.filter((notice) => notice.kind.startsWith('plans.'))
  }

  async published(): Promise<number> {
    return (await this.house.services.db.selectFrom('practice_post').select('id').execute()).length
  }
}
