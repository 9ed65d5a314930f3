import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { json, newId } from '#platform/db/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { Unavailable } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { compileRuleset } from './engine/index.ts'
import type { CompiledRuleset } from './engine/index.ts'
import { rulesetOf } from './packs/pack.ts'
import type { Pack } from './packs/pack.ts'
import { editionById, idInForce, latestEdition } from './store.ts'
import type { EditionContent, EditionRow } from './store.ts'

/** An edition ready to judge. */
export interface Edition extends EditionRow {
  rules: CompiledRuleset
}

/**
 * Brings a pack into force as a new edition, unless its latest edition says the same already. `now` is the present
 * instant as it is stored. Returns the id of the edition that holds the pack's content.
 */
export async function ensureEditionInForce(tx: Tx, pack: Pack, now: string): Promise<string> {
  const { frontMatter, sections, clauses, controls, messages, coverage, source } = pack
  const content: EditionContent = {
    format: 1,
    frontMatter,
    sections,
    clauses,
    controls,
    messages,
    coverage,
    source,
  }
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
      in_force_from: now,
      imported_at: now,
    })
    .execute()
  await append(tx, now, {
    kind: 'policy.edition-in-force',
    actor: { system: 'policy' },
    subject: `edition:${id}`,
    summary: `Edition ${edition} of “${pack.frontMatter.title}” came into force.`,
    facts: { pack: pack.frontMatter.id, edition, digest },
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

// An edition never changes, so what was compiled once serves until the process ends.
const compiled = new Map<string, Edition>()

/** The edition in force at an instant. Throws `Unavailable` while there is none. */
export async function editionInForce(db: Db | Tx, at: string): Promise<Edition> {
  const id = await idInForce(db, at)
  const known = id === null ? undefined : compiled.get(id)
  if (known) return known
  const row = id === null ? null : await editionById(db, id)
  if (!row) {
    throw new Unavailable('policy.none-in-force', 'No policy is in force yet, so nothing can be checked.', {
      fix: 'Start Rostrum again: it brings the baseline into force at its start.',
    })
  }
  const edition = { ...row, rules: compileRuleset(rulesetOf(row.content)) }
  compiled.set(row.id, edition)
  return edition
}
