import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import type { z } from 'zod'
import type { Account } from '#features/register/contract.ts'
import { profileOf } from '#networks/profiles.ts'
import { api } from '#ui/api.ts'
import type { Draft } from '../../contract.ts'
import { mentionAnswers } from '../../mentions/contract.ts'
import { mentionsIn, mostMentions } from '../../mentions/rules.ts'
import { partsFor } from '../draft.ts'
import { askAgainIn, type UnansweredName } from './unanswered.ts'

export interface Mentions {
  /** By account, whom its network says it does not know. */
  unknown: Record<string, string[]>
  /** Whom nobody could be asked about, each with its network. */
  unanswered: UnansweredName[]
}

/** Milliseconds: a name that is being typed is not asked for letter by letter. */
const settle = 900
const minute = 60_000

type Answers = z.infer<typeof mentionAnswers>

interface Asked {
  account: Pick<Account, 'id' | 'network'>
  names: string[]
}

function mentionsOf({ content, accountIds }: Draft, accounts: readonly Asked['account'][]): Asked[] {
  return accountIds.flatMap((id) => {
    const account = accounts.find((one) => one.id === id)
    const profile = account && profileOf(account.network)
    if (!profile) return []
    const texts = partsFor(content, account.network).map(({ text }) => text)
    const names = mentionsIn(profile, texts).slice(0, mostMentions)
    return names.length > 0 ? [{ account, names }] : []
  })
}

/** Asks the networks of a draft whom its mentions name, a moment after the typing stops. */
export function useMentions(draft: Draft, accounts: readonly Account[], asks: boolean): Mentions {
  const [settled] = useDebouncedValue(draft, settle)
  const asked = asks ? mentionsOf(settled, accounts) : []
  return useQueries({
    queries: asked.map(({ account, names }) => ({
      queryKey: ['accounts', 'mentions', account.id, names.map((name) => name.toLowerCase()).toSorted()],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get(
          `/accounts/${account.id}/mentions?names=${names.map(encodeURIComponent).join(',')}`,
          mentionAnswers,
          {
            signal,
          },
        ),
      staleTime: 5 * minute,
      retry: false,
      refetchInterval: ({ state }: { state: { data: Answers | undefined } }) =>
        askAgainIn(state.data, Date.now()),
      placeholderData: keepPreviousData,
    })),
    combine: (answers) => {
      const found: Mentions = { unknown: {}, unanswered: [] }
      for (const [at, { data }] of answers.entries()) {
        const { account } = asked[at] ?? {}
        if (!account || !data) continue
        found.unknown[account.id] = data.mentions.flatMap(({ name, known }) => (known === 'no' ? [name] : []))
        for (const { name, known, until = null } of data.mentions)
          if (known === 'unanswered') found.unanswered.push({ network: account.network, name, until })
      }
      return found
    },
  })
}
