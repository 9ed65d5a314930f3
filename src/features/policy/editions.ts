import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { json, newId } from '#platform/db/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { Unavailable } from '#platform/errors.ts'
import { append, type EntryActor } from '#platform/ledger/index.ts'
import { compileRuleset, mergeRulesets } from './engine/index.ts'
import type { CompiledRuleset, Ruleset } from './engine/index.ts'
import { rulesetOf } from './packs/pack.ts'
import type { Pack } from './packs/pack.ts'
import { editionById, idsInForce, latestEdition } from './store.ts'
import type { EditionContent, EditionRow } from './store.ts'

/** What is judged by: the baseline, and on top of it the institution's own policy where it has one. */
export interface InForce {
  baseline: EditionRow
  own: EditionRow | null
  ruleset: Ruleset
  rules: CompiledRuleset
}

/** Since when an edition is in force, and by whose decision; absent means now, by the product itself. */
export interface IntoForce {
  from: string
  actor: EntryActor
}

function contentOf(pack: Pack): EditionContent {
  const { frontMatter, sections, clauses, controls, messages, coverage, source } = pack
  return { format: 1, frontMatter, sections, clauses, controls, messages, coverage, source }
}

/** What an approval of a pack is bound to: the digest that its edition will have. */
export const digestOfPack = (pack: Pack): string => digestOf(contentOf(pack))

/**
 * Brings a pack into force as a new edition, unless its latest edition says the same already. `now` is the present
 * instant as it is stored. Returns the id of the edition that holds the pack's content.
 */
export async function ensureEditionInForce(
  tx: Tx,
  pack: Pack,
  now: string,
  { from, actor }: IntoForce = { from: now, actor: { system: 'policy' } },
): Promise<string> {
  const content = contentOf(pack)
  const digest = digestOf(content)
  const latest = await latestEdition(tx, pack.frontMatter.id)
  if (latest?.digest === digest) return latest.id
  const id = newId()
  const edition = (latest?.edition ?? 0) + 1
  await tx
    .insertInto('policy_edition')
    .values({
      id,
      pack: pack.frontMatter.id,
      edition,
      digest,
      content: json(content),
      in_force_from: from,
      imported_at: now,
    })
    .execute()
  await append(tx, now, {
    kind: 'policy.edition-in-force',
    actor,
    subject: `edition:${id}`,
    summary: `Edition ${edition} of “${pack.frontMatter.title}” ${from > now ? 'comes' : 'came'} into force.`,
    facts: { pack: pack.frontMatter.id, edition, digest, from },
  })
  return id
}

/** SHA-256 over the content's canonical JSON (RFC 8785), as it will be read back. */
function digestOf(content: EditionContent): string {
  const text = canonicalize(JSON.parse(JSON.stringify(content)))
  return createHash('sha256')
    .update(text ?? '')
    .digest('hex')
}

// Editions never change, so what was compiled once serves until the process ends.
const compiled = new Map<string, InForce>()

/** The policy in force at an instant. Throws `Unavailable` while there is none. */
export async function policyInForce(db: Db | Tx, at: string): Promise<InForce> {
  const ids = await idsInForce(db, at)
  const key = `${ids.baseline} ${ids.own}`
  const known = compiled.get(key)
  if (known) return known
  const baseline = ids.baseline === null ? null : await editionById(db, ids.baseline)
  if (!baseline) {
    throw new Unavailable('policy.none-in-force', 'No policy is in force yet, so nothing can be checked.', {
      fix: 'Start Rostrum again: it brings the baseline into force at its start.',
    })
  }
  const own = ids.own === null ? null : await editionById(db, ids.own)
  const ruleset = mergeRulesets(rulesetOf(baseline.content), own && rulesetOf(own.content))
  const inForce = { baseline, own, ruleset, rules: compileRuleset(ruleset) }
  compiled.set(key, inForce)
  return inForce
}
