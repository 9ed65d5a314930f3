import { NetworkTrouble, ReconnectNeeded } from '#networks/contract.ts'
import { newId, type Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import { isoOf } from '#platform/services.ts'
import type { PostsDeps } from '../deps.ts'
import { outgoingPart } from '../sending/outgoing.ts'
import type { Publication } from '../tables.ts'
import { tellOfChange } from './letters.ts'
import { canReadBack, isOut, lookAfterTrouble, nextLook, seenOf, verdictOn, type Seen } from './rules.ts'
import { endKnown, knownChanges, wordsAgreed } from './store.ts'

const system = { system: 'publishing' }

/** What stands on the network for each part; or why nobody can say. */
type Looked = { seen: Seen[] } | { trouble: string }

async function readBack(
  deps: PostsDeps,
  publication: Publication,
  words: readonly string[],
): Promise<Looked> {
  try {
    const session = await deps.openSession(publication.account_id)
    const seen: Seen[] = []
    for (const [index, { ref }] of publication.parts.entries()) {
      const sent = outgoingPart(deps, publication, index, publication.parts)
      const found = await session.find({ ...sent, text: words[index] ?? sent.text }, ref)
      const one = seenOf(found)
      if (!one) return { trouble: 'say' in found ? found.say : 'The network’s answer said nothing.' }
      seen.push(one)
    }
    return { seen }
  } catch (error) {
    if (error instanceof ReconnectNeeded || error instanceof NetworkTrouble) return { trouble: error.message }
    throw error
  }
}

/** Takes the row of its looks, so that two looks at once notice nothing twice. */
async function lockLook(tx: Tx, publication: Publication): Promise<{ tries: number }> {
  await tx
    .insertInto('publication_look')
    .values({ publication_id: publication.id, account_id: publication.account_id, look_at: null })
    .onConflict((on) => on.doNothing())
    .execute()
  return tx
    .selectFrom('publication_look')
    .select('tries')
    .where('publication_id', '=', publication.id)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/**
 * Reads a publication that is out back from its network, records what is not as approved or is so again, and tells
 * those who answer for the account of what is new. Throws nothing that the network does: it is kept, and looked again.
 */
export async function lookAtPublication(deps: PostsDeps, publication: Publication): Promise<void> {
  const { services } = deps
  const capabilities = deps.networks.get(publication.network)?.profile.capabilities
  if (!isOut(publication) || !canReadBack(capabilities, publication)) return
  const words = await wordsAgreed(services.db, publication)
  const looked = await readBack(deps, publication, words)
  await services.db.transaction().execute(async (tx) => {
    const { tries } = await lockLook(tx, publication)
    const now = services.clock.now()
    const at = isoOf(now)
    const failed = 'trouble' in looked ? tries + 1 : 0
    const next = failed > 0 ? lookAfterTrouble(publication, failed, now) : nextLook(publication, now)
    await tx
      .updateTable('publication_look')
      .set({
        looked_at: at,
        look_at: next && isoOf(next),
        tries: failed,
        trouble: 'trouble' in looked ? looked.trouble : null,
      })
      .where('publication_id', '=', publication.id)
      .execute()
    if ('seen' in looked && (await isStillSo(tx, publication, words)))
      await keepSeen(tx, deps, publication, { seen: looked.seen, words, at })
  })
}

/** False when it was deleted or corrected from here while the network was asked. */
async function isStillSo(tx: Tx, publication: Publication, words: readonly string[]): Promise<boolean> {
  const row = await tx
    .selectFrom('publication')
    .select(['state', 'removed_at'])
    .where('id', '=', publication.id)
    .executeTakeFirst()
  if (!row || !isOut(row)) return false
  const agreed = await wordsAgreed(tx, publication)
  return agreed.every((text, part) => text === words[part])
}

interface Noticed {
  seen: Seen[]
  words: readonly string[]
  at: string
}

async function keepSeen(
  tx: Tx,
  deps: PostsDeps,
  publication: Publication,
  { seen, words, at }: Noticed,
): Promise<void> {
  const known = await knownChanges(tx, publication)
  const news: Seen['kind'][] = []
  for (const [part, one] of seen.entries()) {
    const verdict = verdictOn(one, known[part]?.open ?? null, known[part]?.accepted ?? null)
    if (verdict.kind === 'nothing-new') continue
    if (verdict.kind === 'back') {
      await endKnown(tx, publication.id, part, { how: 'back', at })
      await record(tx, publication, at, {
        kind: 'publication.as-approved-again',
        summary: 'The post on the network is as approved again.',
        part,
      })
      continue
    }
    const standing = verdict.seen.kind === 'changed' ? verdict.seen.text : null
    await endKnown(tx, publication.id, part, { how: 'overtaken', at })
    const entryId = await record(tx, publication, at, {
      ...sentences[verdict.seen.kind],
      part,
      content: { approved: words[part], standing },
    })
    await tx
      .insertInto('publication_change')
      .values({
        id: newId(),
        publication_id: publication.id,
        account_id: publication.account_id,
        part,
        kind: verdict.seen.kind,
        entry_id: entryId,
        seen_at: at,
      })
      .execute()
    news.push(verdict.seen.kind)
  }
  if (news.length > 0) await tellOfChange(tx, deps, publication, news)
}

const sentences = {
  changed: {
    kind: 'publication.changed-outside',
    summary: 'Something else stands on the network than was approved, and it was not changed from Rostrum.',
  },
  gone: {
    kind: 'publication.gone',
    summary: 'The post is gone from the network, and it was not deleted from Rostrum.',
  },
} as const

function record(
  tx: Tx,
  publication: Publication,
  at: string,
  { part, ...said }: { kind: string; summary: string; part: number; content?: unknown },
): Promise<string> {
  return append(tx, at, {
    ...said,
    actor: system,
    subject: `publication:${publication.id}`,
    postId: publication.post_id,
    accountId: publication.account_id,
    facts: { part, network: publication.network, digest: publication.digest, url: publication.url },
  })
}
