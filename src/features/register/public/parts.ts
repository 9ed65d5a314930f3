import { html } from '#platform/http/index.ts'
import type { Html } from '#platform/http/index.ts'
import { frame, type Frame } from '#platform/public-pages/index.ts'
import { dayOf } from './days.ts'
import type { ListedAccount } from './read-register.ts'
import { registerStyles } from './styles.ts'

export const registerPage = (options: Omit<Frame, 'stylesheet'>): string =>
  frame({ ...options, stylesheet: registerStyles.address })

/** "Closed on 3 May 2026", "Quiet". */
export function stateOf({ stateName, closedAt }: ListedAccount, timeZone: string): string {
  return closedAt === null ? stateName : `${stateName} on ${dayOf(closedAt, timeZone)}`
}

/** Leads to the account on its network and says that it is ours; a closed one leads nowhere. */
export function handleLink({ address, handle, state }: ListedAccount): Html {
  if (address === null) return html`<span class="handle">@${handle}</span>`
  const ours = state === 'approved' ? 'nofollow' : 'me'
  return html`<a class="handle" href="${address}" rel="${ours} noreferrer">@${handle}</a>`
}
