import { entryActor } from '#features/people/index.ts'
import { networkName } from '#networks/known.ts'
import { append } from '#platform/ledger/index.ts'
import { Invalid } from '#platform/errors.ts'
import { openAccountForChange } from '../change-account.ts'
import { keepFormerHandle } from '../public/former-handles.ts'
import { connectionOf } from '../store.ts'
import type { Deed } from './deed.ts'
import type { RequestRow } from './tables.ts'
import { handleFor } from './troubles.ts'

/** The register has the new name. A connection proves the old handle, so it has to be made again. */
export async function renameAccount(
  { tx, at, actor }: Deed,
  row: RequestRow,
  accountId: string,
): Promise<void> {
  const account = await openAccountForChange(tx, accountId)
  const name = row.answers.displayName?.trim() || account.display_name
  const handle = newHandle(account.network, row.answers.handle?.trim() || account.handle)
  const connected = (await connectionOf(tx, accountId)) !== undefined
  if (handle !== account.handle) await keepFormerHandle(tx, at, account)
  await tx
    .updateTable('account')
    .set({ display_name: name, handle, version: account.version + 1 })
    .where('id', '=', accountId)
    .execute()
  if (connected && handle !== account.handle)
    await tx
      .updateTable('connection')
      .set({ state: 'reconnect', trouble: reconnect(account.network, handle) })
      .where('account_id', '=', accountId)
      .execute()
  await append(tx, at, {
    kind: 'register.account-renamed',
    actor: entryActor(actor),
    subject: `account:${accountId}`,
    accountId,
    summary: 'An official account was renamed by a request.',
    facts: { request: row.id, reconnect: connected && handle !== account.handle },
    content: {
      from: { handle: account.handle, displayName: account.display_name },
      to: { handle, displayName: name },
    },
  })
}

const reconnect = (network: string, handle: string): string =>
  `The handle is “${handle}” now. Change it on ${networkName(network) ?? network}, then connect the account again.`

function newHandle(network: string, typed: string): string {
  const shaped = handleFor(network, typed)
  if ('handle' in shaped) return shaped.handle
  throw new Invalid('register.handle', shaped.problem, {
    fields: [{ path: 'answers.handle', message: shaped.problem }],
  })
}
