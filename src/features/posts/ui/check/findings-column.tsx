import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { z } from 'zod'
import { FindingJson, type PolicyEdition } from '#features/policy/contract.ts'
import type { Finding, Span } from '#features/policy/engine/types.ts'
import { doubtInWords, levelLabel, levelOf } from '#features/policy/ui/index.ts'
import { api, nothing } from '#ui/api.ts'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { FindingCard, type FindingOffer } from '#ui/parts/finding-card.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import type { PostView } from '../../contract.ts'
import { postQuery, postsKey } from '../queries.ts'
import { fieldWords, listed, networkName } from '../words.ts'
import { agreementKey, isOpen, stops } from '../../rules.ts'
import { FindingWait, useAskOffice, useWaive } from '../waits/finding-wait.tsx'
import type { Check } from './use-check.ts'
import { unansweredLines } from './unanswered.ts'
import css from './findings.module.css'

export interface FindingsColumnProps {
  post: PostView
  check: Check
  title: string
  /** Everything on the page has reached the server; needed before a reason can be kept. */
  flush: () => Promise<unknown>
  onTake?: (finding: Finding, offerId: string) => void
  onShow?: (finding: Finding) => void
  active?: string | null
  /** What a draft still lacks before there is anything to judge. */
  lacks?: string | null
}

export const settledIds = (post: Pick<PostView, 'overrides'>): Set<string> =>
  new Set(post.overrides.map((override) => override.findingId))

/** What offices have agreed to; of several answers of one office the last counts. */
function agreedTo(post: Pick<PostView, 'consultations'>): Set<string> {
  const agreed = new Set<string>()
  for (const { findingId, office, agreed: said } of post.consultations) {
    const key = agreementKey(findingId, office.id)
    if (said === true) agreed.add(key)
    if (said === false) agreed.delete(key)
  }
  return agreed
}

/** Those that still stand in the way. */
export function openFindings(
  findings: readonly Finding[],
  post: Pick<PostView, 'overrides' | 'consultations'>,
): Finding[] {
  const settled = { kept: settledIds(post), agreed: agreedTo(post) }
  return findings.filter((finding) => isOpen(finding, settled))
}

/** What has to be mended stands first, what has been settled last. */
function urgency(finding: Finding, settled: Set<string>): number {
  if (settled.has(finding.id) || finding.waiver) return 3
  if (finding.requirements.some((needed) => 'approval' in needed)) return 2
  return stops(finding) ? 0 : 1
}

/** Once somebody has approved it, that approval is needed says nothing. */
function shownFindings(findings: readonly Finding[], post: Pick<PostView, 'status'>): readonly Finding[] {
  if (post.status === 'draft' || post.status === 'in-review') return findings
  return findings.filter((finding) => !finding.requirements.some((needed) => 'approval' in needed))
}

/** A check that is silent has found nothing; that is not the same as there being nothing. */
function verdict(found: number, open: number, lacks: string | null | undefined): string {
  if (lacks) return lacks
  if (open === 1) return '1 thing to settle.'
  if (open > 1) return `${open} things to settle.`
  return found > 0 ? 'Nothing is left to settle.' : 'No check speaks against it. Checks can miss things.'
}

/** Where there are findings they speak for themselves, so their number is only said. */
function statusClass(
  check: Check,
  { found, open }: { found: number; open: number },
  lacks: string | null | undefined,
): string | undefined {
  if (check.state !== 'ready' || (open > 0 && !lacks)) return 'visually-hidden'
  return lacks || found === 0 ? css.lacks : css.clear
}

/** What the policy says of this post, beside the words, with the ways out. */
export function FindingsColumn(props: FindingsColumnProps) {
  const { post, check, title } = props
  const open = openFindings(check.findings, post).length
  const settled = settledIds(post)
  const sorted = shownFindings(check.findings, post).toSorted(
    (a, b) => urgency(a, settled) - urgency(b, settled),
  )
  // That somebody has to approve it says nothing of its words.
  const found = sorted.filter(
    (finding) => !finding.requirements.some((needed) => 'approval' in needed),
  ).length
  return (
    <section aria-labelledby="before-this-can-go" className={css.column}>
      <h2 id="before-this-can-go">{title}</h2>
      <p role="status" className={statusClass(check, { found, open }, props.lacks)}>
        {check.state === 'loading' ? '' : verdict(found, open, props.lacks)}
      </p>
      {check.state === 'loading' && <Skeleton lines={3} label="Loading the policy" />}
      <ProblemAlert error={check.error} />
      {check.state === 'failed' && <p>You can go on writing. Rostrum checks again before anything goes.</p>}
      {sorted.map((finding) => (
        <div key={finding.id} data-active={props.active === finding.id} className={css.card}>
          <OneFinding {...props} finding={finding} />
        </div>
      ))}
      <Unanswered check={check} />
      <ServerWord post={post} check={check} />
      {editionsOf(check).map(({ head }) => (
        <p key={head.id} className={css.judged}>
          Judged by{' '}
          <strong>
            {head.title}, edition {head.edition}
          </strong>
          , in force since <DateTime value={head.inForceFrom} style="date" />.
        </p>
      ))}
    </section>
  )
}

/** Whether these people exist was asked and not answered: that is not a finding, and not the opposite of one. */
function Unanswered({ check: { unanswered } }: { check: Check }) {
  return unansweredLines(unanswered).map(({ network, names, from }) => (
    <p key={`${network} ${from?.getTime()}`} className={css.judged}>
      {listed(names.map((name) => `@${name}`))} could not be looked up on {networkName(network)}.
      {from && (
        <>
          {' '}
          {networkName(network)} can be asked again from <DateTime value={from} />.
        </>
      )}
    </p>
  ))
}

/** The editions that judge: the institution's own first. */
function editionsOf({ policy }: Check): PolicyEdition[] {
  return policy ? [policy.own, policy.baseline].filter((edition) => edition !== null) : []
}

const doubtsAbout = ({ control }: Finding, { policy }: Check): string[] =>
  doubtInWords(policy?.doubts.find((doubt) => doubt.control === control))

/** Does a mark lead to words, or to a field that stands beside them? */
export const canBeShown = ({ field, start, end }: Span): boolean =>
  field in fieldWords || (field === 'text' && end > start)

/** Where it stands, when not in the words and when the sentence does not say so itself. */
function placeOf({ spans, say }: Finding): string | null {
  const fields = [...new Set(spans.map(({ field }) => field))]
  const names = fields.flatMap((field) => fieldWords[field] ?? [])
  if (names.length === 0 || names.some((name) => say.toLowerCase().includes(name))) return null
  const all = fields.includes('text') ? ['words', ...names] : names
  return `It stands in the ${listed(all)}.`
}

function OneFinding({
  post,
  check,
  finding,
  flush,
  onTake,
  onShow,
}: FindingsColumnProps & { finding: Finding }) {
  const queries = useQueryClient()
  const kept = post.overrides.find((override) => override.findingId === finding.id)
  const path = `/posts/${post.id}/overrides/${encodeURIComponent(finding.id)}`
  const refresh = () => queries.invalidateQueries({ queryKey: postQuery(post.id).queryKey })
  async function keep(reason: string) {
    try {
      // The server looks at what it has, so that has to be what stands here.
      await flush()
      await api.put(path, { reason }, nothing)
      await refresh()
    } catch (error) {
      toast.problem(error)
    }
  }
  async function takeBack() {
    try {
      await api.delete(path, nothing)
      await refresh()
    } catch (error) {
      toast.problem(error)
    }
  }
  const offers: FindingOffer[] = onTake
    ? finding.offers.map(({ id, label }) => ({ label, onTake: () => onTake(finding, id) }))
    : []
  if (kept && post.may.override)
    offers.unshift({ label: 'Take the reason back', onTake: () => void takeBack() })
  offers.push(...useAskOffice(post, finding, flush), ...useWaive(post, finding))
  const clause = editionsOf(check)
    .flatMap(({ clauses }) => clauses)
    .find((candidate) => candidate.id === finding.clause)
  const only = finding.target ? ` Only on ${networkName(finding.target.network)}.` : ''
  const place = placeOf(finding)
  return (
    <FindingCard
      level={kept ? 'neutral' : levelOf(finding)}
      levelLabel={levelLabel(finding)}
      clause={{ id: finding.clause, label: `${finding.clause} · ${finding.clauseTitle}` }}
      sentence={finding.say + only}
      doubts={doubtsAbout(finding, check)}
      offers={offers}
      why={clause?.text}
      kept={kept && { by: kept.person.name, reason: kept.reason }}
      onShow={onShow && finding.spans.some(canBeShown) ? () => onShow(finding) : undefined}
      onKeep={
        finding.overridable &&
        (stops(finding) || (finding.outcome === 'hold' && !finding.waiver)) &&
        post.may.override &&
        !kept
          ? keep
          : undefined
      }
    >
      {place && <p>{place}</p>}
      <FindingWait post={post} finding={finding} kept={kept !== undefined} />
    </FindingCard>
  )
}

const serverFindings = z.object({ findings: z.array(FindingJson) })

/** The server's own check counts. Where it says more than the page does, it is shown. */
function ServerWord({ post, check }: { post: PostView; check: Check }) {
  const answer = useQuery({
    queryKey: [...postsKey, 'findings', post.id, post.version],
    queryFn: ({ signal }) => api.get(`/posts/${post.id}/findings`, serverFindings, { signal }),
    staleTime: 60_000,
  })
  const same = JSON.stringify(check.content) === JSON.stringify(post.content)
  if (!answer.data || !same || check.state === 'loading') return null
  const known = new Set(check.findings.map((finding) => finding.id))
  const more = shownFindings(answer.data.findings, post).filter(
    (finding) => !known.has(finding.id) && finding.outcome !== 'record',
  )
  if (more.length === 0) return null
  return (
    <div className={css.more}>
      <p>
        <Chip>On the server</Chip>{' '}
        {check.state === 'ready' ? 'Rostrum’s own check says this as well:' : 'Rostrum’s own check says:'}
      </p>
      {more.map((finding) => (
        <FindingCard
          key={finding.id}
          level={levelOf(finding)}
          levelLabel={levelLabel(finding)}
          clause={{ id: finding.clause, label: `${finding.clause} · ${finding.clauseTitle}` }}
          sentence={finding.say}
          doubts={doubtsAbout(finding, check)}
        />
      ))}
      <Button variant="subtle" size="sm" onClick={() => location.reload()}>
        Load the page again
      </Button>
    </div>
  )
}
