import {
  ReconnectNeeded,
  type ChangeOutcome,
  type Found,
  type Json,
  type NetworkSession,
  type PublishOutcome,
} from '#networks/contract.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { grantContext, networkOf, unsealed, type RegisterDeps } from './connections.ts'
import { tellEnded } from './ending.ts'
import { isOver } from './life/rules.ts'
import { accountWithConnection, type ConnectionRow } from './store.ts'

/**
 * Opens a connected account for work on its network. Never call it inside a transaction. Throws `ReconnectNeeded`
 * when there is no connection that holds (the account's page then says so), and `NetworkTrouble`.
 */
export async function openSession(deps: RegisterDeps, accountId: string): Promise<NetworkSession> {
  const { services } = deps
  const { account, connection } = (await accountWithConnection(services.db, accountId)) ?? {}
  if (!account || isOver(account.state) || !connection)
    throw new ReconnectNeeded('This account is not connected to its network.')
  if (connection.state === 'reconnect')
    throw new ReconnectNeeded(connection.trouble ?? 'The connection to the network has ended.')
  const network = networkOf(deps, account)
  return noticing(services, connection, async () => {
    const session = await network.open(unsealed(services, account, connection), (grant, expiresAt) =>
      saveGrant(services, connection, grant, expiresAt),
    )
    return watched(services, connection, session)
  })
}

/** Replaces the stored grant in one write. An empty grant never replaces one that works. */
async function saveGrant(
  services: Services,
  connection: ConnectionRow,
  grant: Json,
  expiresAt: string | null,
): Promise<void> {
  if (isEmpty(grant)) throw new Error('A network gave an empty grant to save; the old one was kept.')
  const saved = await services.db
    .updateTable('connection')
    .set({
      sealed_grant: services.sealer.seal(JSON.stringify(grant), grantContext(connection.account_id)),
      expires_at: expiresAt,
      checked_at: nowOf(services),
    })
    .where('account_id', '=', connection.account_id)
    // Somebody may have connected the account afresh meanwhile; that grant is the newer one.
    .where('granted_at', '=', connection.granted_at)
    .returning('account_id')
    .executeTakeFirst()
  if (!saved)
    services.log.warn(
      { account: connection.account_id },
      'a renewed grant came after its connection was replaced',
    )
}

function isEmpty(grant: Json): boolean {
  return grant === null || grant === '' || (typeof grant === 'object' && Object.keys(grant).length === 0)
}

/** Marks a connection as ended, once, and says so in the log. */
export async function markReconnect(
  services: Services,
  connection: Pick<ConnectionRow, 'account_id' | 'granted_at'>,
  say: string,
): Promise<void> {
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const marked = await tx
      .updateTable('connection')
      .set({ state: 'reconnect', trouble: say, checked_at: at })
      .where('account_id', '=', connection.account_id)
      .where('granted_at', '=', connection.granted_at)
      .where('state', '<>', 'reconnect')
      .returning('granted_by')
      .executeTakeFirst()
    if (!marked) return
    await append(tx, at, {
      kind: 'register.connection-ended',
      actor: { system: 'register' },
      subject: `account:${connection.account_id}`,
      accountId: connection.account_id,
      summary: 'The network no longer accepts the connection of an account; it has to be connected again.',
      content: { say },
    })
    await tellEnded(services, tx, at, connection.account_id, marked.granted_by)
  })
}

async function noticing<T>(
  services: Services,
  connection: ConnectionRow,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ReconnectNeeded) await markReconnect(services, connection, error.message)
    throw error
  }
}

/** The same session; when the network says that the grant has ended, the account's page knows it too. */
function watched(services: Services, connection: ConnectionRow, session: NetworkSession): NetworkSession {
  const watch = <O extends PublishOutcome | Found | ChangeOutcome>(work: () => Promise<O>): Promise<O> =>
    noticing(services, connection, async () => {
      const outcome = await work()
      if (outcome.kind === 'reconnect') await markReconnect(services, connection, outcome.say)
      return outcome
    })
  const notice = <T>(work: () => Promise<T>): Promise<T> => noticing(services, connection, work)
  const { stage, edit, remove, pin, own, knows } = session
  return {
    prepareMedia: (media) => notice(() => session.prepareMedia(media)),
    stage: stage && ((part) => notice(() => stage.call(session, part))),
    publish: (part) => watch(() => session.publish(part)),
    find: (part, ref) => watch(() => session.find(part, ref)),
    edit: edit && ((ref, part) => watch(() => edit.call(session, ref, part))),
    remove: remove && ((ref) => watch(() => remove.call(session, ref))),
    pin: pin && ((ref, pinned) => watch(() => pin.call(session, ref, pinned))),
    own: own && ((since) => notice(() => own.call(session, since))),
    knows: knows && ((mention) => notice(() => knows.call(session, mention))),
    // A new method of sessions that is not passed on here does not compile.
  } satisfies { [Method in keyof Required<NetworkSession>]: NetworkSession[Method] }
}
