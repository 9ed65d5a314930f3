import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { profileOf } from '#networks/profiles.ts'
import type { Limits } from '#networks/profile.ts'
import type { Actor } from '#features/people/index.ts'
import { asksApprovalAlone, checkWords, partsFor, readyDraft, type PostsDeps } from '#features/posts/index.ts'
import { Problem } from '#platform/errors.ts'
import type { LineResult, Mapping, Verdict } from './contract.ts'
import { readLine, type LineRead } from './read-line.ts'
import type { Known } from './reading.ts'

export interface Judged {
  verdict: Verdict
  result: LineResult
  contentKey: string
}

/** The same words for the same accounts at the same time are the same line, in whatever file they come. */
function contentKeyOf({ shown, accounts }: LineRead): string {
  const { content, local, title } = shown
  const said = canonicalize([title, local, accounts.map(({ id }) => id).toSorted(), content])
  return createHash('sha256')
    .update(said ?? '')
    .digest('hex')
}

async function textsOf(
  deps: PostsDeps,
  { shown: { content }, accounts }: LineRead,
): Promise<LineResult['texts']> {
  const limits = new Map<string, Limits>()
  for (const { id, network } of accounts) {
    const own = await deps.serverLimits(id)
    const known = limits.get(network)
    if (!known || own.text < known.text) limits.set(network, own)
  }
  const networks = [...new Set(accounts.map(({ network }) => network))]
  const countsOf = (going: readonly string[]) =>
    going.flatMap((network) => {
      const text = partsFor(content, network)[0]?.text ?? ''
      const count = profileOf(network)?.count(text, limits.get(network))
      return count ? [{ network, ...count }] : []
    })
  const own = Object.entries(content.variants).map(([network, parts]) => ({
    network,
    text: parts[0]?.text ?? '',
    counts: countsOf(networks.filter((id) => id === network)),
  }))
  const rest = networks.filter((network) => content.variants[network] === undefined)
  const common = { network: null, text: content.parts[0]?.text ?? '', counts: countsOf(rest) }
  return common.text === '' && rest.length === 0 && own.length > 0 ? own : [common, ...own]
}

/** What the making of the draft would refuse, beside what was read: no room on the network at that time. */
async function tryDraft(
  deps: PostsDeps,
  actor: Actor,
  { draft }: LineRead,
): Promise<{ refusal: LineResult['notes']; publish_at: string | null }> {
  if (!draft) return { refusal: [], publish_at: null }
  try {
    const { publishAt } = await readyDraft(deps, actor, draft)
    return { refusal: [], publish_at: publishAt }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const field = error.extras.fields?.some(({ path }) => path === 'schedule') ? 'time' : null
    const refusal: LineResult['notes'] = [
      { level: 'fault', field, say: error.message, fix: error.extras.fix ?? null },
    ]
    return { refusal, publish_at: null }
  }
}

/** What becomes of one line: read, and put before the server's own check. Not inside a transaction. */
export async function judgeLine(
  deps: PostsDeps,
  actor: Actor,
  cells: readonly string[],
  mapping: Mapping,
  known: Known,
): Promise<Judged> {
  const read = readLine(cells, mapping, known)
  const { shown, accounts } = read
  const { refusal, publish_at } = await tryDraft(deps, actor, read)
  const notes = [...read.notes, ...refusal]
  const words = { ...shown, accountIds: accounts.map(({ id }) => id), id: null, publish_at }
  const findings = (await checkWords(deps, actor, words)).filter((each) => !asksApprovalAlone(each))
  const mend = notes.some(({ level }) => level === 'fault')
  const open = findings.some((finding) => !finding.waiver) || notes.some(({ level }) => level === 'warning')
  return {
    verdict: mend ? 'mend' : open ? 'settle' : 'ready',
    contentKey: contentKeyOf(read),
    result: {
      title: shown.title.slice(0, 300).toWellFormed(),
      accounts: accounts.map(({ id, network, handle }) => ({ id, network, handle })),
      local: shown.local,
      texts: await textsOf(deps, read),
      media: read.media,
      tags: read.tags,
      firstComment: read.firstComment,
      language: shown.language,
      audiences: shown.audiences,
      campaign: read.campaign === '' ? null : read.campaign,
      notes,
      findings: findings.map(({ id, level, clause, clauseTitle, say, evidence }) => ({
        ...{ id, level, clause, clauseTitle, say },
        evidence: evidence.slice(0, 300).toWellFormed(),
      })),
    },
  }
}
