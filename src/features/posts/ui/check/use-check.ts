import { useEffect, useMemo, useRef, useState } from 'react'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import { z } from 'zod'
import type { Asset } from '#features/assets/contract.ts'
import { assetQuery } from '#features/assets/ui/index.ts'
import { PolicyInForce, type WaiverView } from '#features/policy/contract.ts'
import type * as engineModule from '#features/policy/engine/index.ts'
import type { CheckContext, PostForCheck } from '#features/policy/engine/post.ts'
import type { Finding } from '#features/policy/engine/types.ts'
import { waiversQuery } from '#features/policy/ui/index.ts'
import type { Account } from '#features/register/contract.ts'
import type { Limits } from '#networks/profile.ts'
import { profileOf, profiles } from '#networks/profiles.ts'
import { api } from '#ui/api.ts'
import type { Content, Draft, Part, PostView } from '../../contract.ts'
import { mediaForCheck } from '../../media/rules.ts'
import { useLimits } from '../compose/use-limits.ts'
import { askedBeside } from '../../details/rules.ts'
import { partsFor } from '../draft.ts'
import { postsKey } from '../queries.ts'
import { useMentions, type Mentions } from './use-mentions.ts'

export interface Check {
  findings: Finding[]
  /** The words that the findings are about: those of a moment ago. */
  content: Content
  policy: PolicyInForce | undefined
  /** Null until the first check has been made; then what kept it from being made, if anything. */
  state: 'loading' | 'ready' | 'failed'
  error: unknown
  /** Mentions that could not be looked up. */
  unanswered: Mentions['unanswered']
}

const settle = 150
const profilesById = Object.fromEntries(profiles.map((profile) => [profile.id, profile]))

/** The engine is large and only writers need it, so it comes with the first post that is opened. */
const engineQuery = {
  queryKey: ['policy', 'for-check'],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const [engine, policy] = await Promise.all([
      import('#features/policy/engine/index.ts'),
      api.get('/policy', PolicyInForce, { signal }),
    ])
    return { engine, policy, rules: engine.compileRuleset(policy.ruleset) }
  },
  // Functions are not for comparing, so the answer is taken as it is.
  structuralSharing: false as const,
}
const languageQuery = {
  queryKey: ['policy', 'language'],
  staleTime: Infinity,
  structuralSharing: false as const,
  queryFn: async () => {
    const { loadLanguage } = await import('#features/policy/engine/language.ts')
    return { wording: await loadLanguage() }
  },
}

const recentAnswer = z.object({
  recent: z.array(z.object({ postId: z.string(), accountId: z.string(), key: z.string(), at: z.string() })),
})

function useRecent(accountIds: string[], postId: string): PostForCheck['recent'] | undefined {
  const ids = accountIds.toSorted().join(',')
  return useQuery({
    queryKey: [...postsKey, 'recent', ids, postId],
    queryFn: ({ signal }) =>
      api.get(`/recent-posts?accountIds=${ids}&except=${postId}`, recentAnswer, { signal }),
    enabled: ids !== '',
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  }).data?.recent
}

/** The images of a post by their ids, as far as they have arrived. */
export function useAssets(content: Content): Map<string, Asset> {
  const uses = [content.parts, ...Object.values(content.variants)].flat().flatMap((part) => part.media)
  const ids = [...new Set(uses.map((use) => use.assetId))]
  return useQueries({
    queries: ids.map(assetQuery),
    combine: (answers) => new Map(answers.flatMap(({ data }) => (data ? [[data.id, data] as const] : []))),
  })
}

/** When the check looks: told apart from drawing, because a second look may say another thing. */
const nowText = (): string => new Date().toISOString()

function partsForCheck(parts: Part[], assets: Map<string, Asset>) {
  return parts.map((part) => ({
    text: part.text,
    link: part.link && { url: part.link.url },
    media: part.media.flatMap((use) => {
      const asset = assets.get(use.assetId)
      return asset ? [mediaForCheck(use, asset)] : []
    }),
  }))
}

/** Words may be judged before anybody has said where they go; only limits wait for that. */
const nowhere = { id: 'nowhere', network: 'none', handle: '' }

export function postForCheck(
  draft: Draft,
  accounts: readonly Pick<Account, 'id' | 'network' | 'handle'>[],
  assets: Map<string, Asset>,
  recent: PostForCheck['recent'],
  limits: Readonly<Record<string, Limits>> = {},
  unknown: Mentions['unknown'] = {},
): PostForCheck {
  const chosen = draft.accountIds.flatMap((id) => accounts.filter((account) => account.id === id))
  const targets = (chosen.length > 0 ? chosen : [nowhere]).map(({ id, network, handle }) => ({
    accountId: id,
    network,
    handle,
    ...(limits[id] ? { limits: limits[id] } : {}),
    ...(unknown[id]?.length ? { unknownMentions: unknown[id] } : {}),
    parts: partsForCheck(partsFor(draft.content, network), assets),
    ...askedBeside(draft, network, profileOf(network)?.capabilities),
  }))
  const plannedFor = draft.schedule?.local.slice(0, 'yyyy-mm-dd'.length) ?? null
  return { targets, audiences: draft.audiences, language: draft.language, recent, plannedFor }
}

const noWaivers: WaiverView[] = []

type Engine = Pick<typeof engineModule, 'inSlices' | 'readAhead'>

interface Read {
  draft: Draft
  post: PostForCheck
  context: CheckContext
}

/** The last draft whose words have been read: reading goes in slices, so that typing never waits for it. */
function useRead(
  engine: Engine | undefined,
  draft: Draft,
  post: PostForCheck,
  context: CheckContext | null,
): Read | null {
  const [read, setRead] = useState<Read | null>(null)
  const latest = useRef(post)
  latest.current = post
  // The same post may come as another object with every rendering; only what it says begins a new reading.
  const said = JSON.stringify(post)
  useEffect(() => {
    if (!engine || !context) return undefined
    const { current } = latest
    return engine.inSlices(engine.readAhead(current, context), () =>
      setRead({ draft, post: current, context }),
    )
  }, [engine, draft, said, context])
  return read
}

/** What the policy in force says of a draft, as it is typed. The server judges again when it is put forward. */
export function useCheck(
  postId: string,
  draft: Draft,
  accounts: readonly Account[],
  { writers, may }: Pick<PostView, 'writers' | 'may'>,
): Check {
  const [settled] = useDebouncedValue(draft, settle)
  const engine = useQuery(engineQuery)
  const wording = useQuery({ ...languageQuery, enabled: engine.isSuccess }).data?.wording ?? null
  const assets = useAssets(settled.content)
  const recent = useRecent(settled.accountIds, postId)
  const limits = useLimits(settled.accountIds)
  const waivers = useQuery(waiversQuery).data?.waivers ?? noWaivers
  const institution = engine.data?.policy.institution
  const context = useMemo<CheckContext | null>(
    () => (institution ? { institution, profiles: profilesById, wording } : null),
    [institution, wording],
  )
  const { unknown, unanswered } = useMentions(draft, accounts, may.write)
  const post = postForCheck(settled, accounts, assets, recent ?? [], limits, unknown)
  const read = useRead(engine.data?.engine, settled, post, context)
  const findings = useMemo(() => {
    if (!engine.data || !read) return []
    const now = nowText()
    const { checkPostWith, applyWaivers } = engine.data.engine
    const found = checkPostWith(engine.data.rules, read.post, read.context, 'submit', now)
    const chosen = accounts.filter(({ id }) => read.draft.accountIds.includes(id))
    const excused = chosen.map(({ id, unit }) => ({ id, unitId: unit.id }))
    return applyWaivers(found, waivers, { postId, accounts: excused, writers }, now)
  }, [engine.data, read, accounts, waivers, postId, writers])
  return {
    findings,
    content: (read?.draft ?? settled).content,
    policy: engine.data?.policy,
    state: engine.isError ? 'failed' : read ? 'ready' : 'loading',
    error: engine.error,
    unanswered,
  }
}
