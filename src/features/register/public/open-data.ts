import { csvOf, type CsvCell } from '#platform/csv.ts'
import type { Db } from '#platform/db/index.ts'
import { publicStates, stateWords, type PublicAccount, type PublicState } from './contract.ts'
import type { KeptRegister } from './keeper.ts'
import type { ListedAccount } from './read-register.ts'

const columns: readonly (readonly [string, (account: ListedAccount) => CsvCell])[] = [
  ['id', ({ id }) => id],
  ['name', ({ name }) => name],
  ['network', ({ networkName }) => networkName],
  ['handle', ({ handle }) => handle],
  ['address', ({ address }) => address],
  ['state', ({ stateName }) => stateName],
  ['closed', ({ closedAt }) => closedAt],
  ['unit', ({ unit }) => unit.name],
  ['affiliate', ({ affiliate }) => (affiliate ? 'yes' : 'no')],
  ['administrator office', ({ administratorOffice }) => administratorOffice],
  ['contact', ({ contact }) => contact],
  ['purpose', ({ purpose }) => purpose],
  ['audiences', ({ audiences }) => audiences.join('; ')],
  ['tags', ({ tags }) => tags.join('; ')],
  ['answered', ({ hours }) => hours],
  ['since', ({ since }) => since],
  ['proved', ({ provedAt }) => provedAt],
  ['former handles', ({ formerHandles }) => formerHandles.map(({ handle }) => handle).join('; ')],
  ['page', ({ page }) => page],
]

export const accountsCsv = ({ accounts }: KeptRegister): string => csvOf(columns, accounts)

export const accountsJson = ({ accounts, house }: KeptRegister): string =>
  JSON.stringify({ institution: house.institution, accounts: accounts.map(openDataOf) })

/** An account without what only its own page needs. */
export function openDataOf(account: ListedAccount): PublicAccount {
  const { slug: _slug, remoteId: _remoteId, houseRules: _houseRules, ...open } = account
  return open
}

const itemsInFeed = 100

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/) of what was added, changed and closed. */
export async function changesFeed(db: Db, register: KeptRegister, before: string | null): Promise<string> {
  const { house } = register
  const changes = await changesOf(db, register, before)
  const items = changes.slice(0, itemsInFeed)
  const last = items.at(-1)
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: `Changes to the official social media accounts of ${house.institution}`,
    home_page_url: `${house.publicUrl}/public/accounts`,
    feed_url: `${house.publicUrl}/public/changes.json`,
    ...(changes.length > itemsInFeed && last
      ? { next_url: `${house.publicUrl}/public/changes.json?before=${encodeURIComponent(last.at)}` }
      : {}),
    language: 'en-GB',
    authors: [{ name: house.institution }],
    items: items.map(({ id, at, say, account, tag }) => ({
      id,
      url: account.page,
      title: say,
      content_text: `${say} ${account.name}, @${account.handle} on ${account.networkName}, ${account.unit.name}.`,
      date_published: at,
      tags: [tag],
      ...(account.address === null ? {} : { external_url: account.address }),
    })),
  })
}

interface Change {
  id: string
  at: string
  say: string
  tag: string
  account: ListedAccount
}

const isPublic = (state: string): state is PublicState => publicStates.some((one) => one === state)

async function changesOf(db: Db, { byId }: KeptRegister, before: string | null): Promise<Change[]> {
  let moves = db.selectFrom('account_move').select(['id', 'account_id', 'from_state', 'to_state', 'at'])
  let renames = db.selectFrom('former_handle').select(['id', 'account_id', 'handle', 'until'])
  if (before !== null) {
    moves = moves.where('at', '<', before)
    renames = renames.where('until', '<', before)
  }
  const moved = await moves
    .where('to_state', 'in', publicStates)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(itemsInFeed * 3)
    .execute()
  const renamed = await renames
    .orderBy('until', 'desc')
    .limit(itemsInFeed + 1)
    .execute()
  const of = (id: string, change: (account: ListedAccount) => Omit<Change, 'account'>): Change[] => {
    const account = byId.get(id)
    return account ? [{ ...change(account), account }] : []
  }
  return [
    ...moved.flatMap((move) =>
      of(move.account_id, () => ({ id: move.id, at: move.at, ...moveWords(move.from_state, move.to_state) })),
    ),
    ...renamed.flatMap((one) =>
      of(one.account_id, () => ({
        id: one.id,
        at: one.until,
        say: `No longer @${one.handle}.`,
        tag: 'renamed',
      })),
    ),
  ].toSorted((a, b) => b.at.localeCompare(a.at))
}

function moveWords(from: string | null, to: string): { say: string; tag: string } {
  if (!isPublic(to)) throw new Error(`An account's move to ${to} is nothing for everybody.`)
  if (from === null || !isPublic(from)) return { say: 'Added to the register.', tag: 'added' }
  if (to === 'closed') return { say: 'Closed.', tag: 'closed' }
  return { say: `Now: ${stateWords[to].toLowerCase()}.`, tag: 'changed' }
}
