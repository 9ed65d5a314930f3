import type { Actor } from '#features/people/index.ts'
import { NotFound } from '#platform/errors.ts'
import { contentStateOf } from '#platform/ledger/index.ts'
import type { PostStory } from './contract.ts'
import type { RecordsDeps } from './deps.ts'
import { latestCheckpoint } from './read-records.ts'
import { factsOf, levelOf, sentenceOf, whoOf, wordsOf } from './sentences.ts'
import { entries, proofOf } from './store.ts'

/** A post's history from the first record to the last, for whoever may read the post. */
export async function postStory(deps: RecordsDeps, actor: Actor, postId: string): Promise<PostStory> {
  if (!(await deps.mayReadPost(actor, postId))) throw new NotFound('post')
  const found = await entries(deps.services.db).where('e.post_id', '=', postId).orderBy('e.id').execute()
  const size = (await latestCheckpoint(deps))?.size ?? 0
  const names = await deps.accountNames([...new Set(found.flatMap(({ body }) => body.accountId ?? []))])
  const steps = found.map((entry) => {
    const { body } = entry
    const state = contentStateOf(entry)
    const account = body.accountId === undefined ? null : (names.get(body.accountId) ?? null)
    return {
      id: entry.id,
      at: body.at,
      who: whoOf(body.actor),
      sentence: sentenceOf({ kind: body.kind, summary: body.summary, facts: body.facts, account }),
      level: levelOf(body.kind),
      facts: factsOf(body.facts),
      words: state === 'kept' ? wordsOf(entry.content) : [],
      erased: state === 'erased',
      proof: proofOf(entry.seq, size),
    }
  })
  return { steps }
}
