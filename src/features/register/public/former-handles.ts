import { newId, type Tx } from '#platform/db/index.ts'
import { publicStates } from './contract.ts'
import './tables.ts'

/** Keeps a handle that an account gives up, so that whoever asks for it hears that it was ours. */
export async function keepFormerHandle(
  tx: Tx,
  at: string,
  account: { id: string; network: string; handle: string; state: string },
): Promise<void> {
  const { id, network, handle, state } = account
  if (handle === '' || !publicStates.some((one) => one === state)) return
  await tx
    .insertInto('former_handle')
    .values({ id: newId(), account_id: id, network, handle, until: at })
    .execute()
}
