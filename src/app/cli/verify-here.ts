import type { Db } from '#platform/db/index.ts'
import type { Keys } from '#platform/sealing/index.ts'
import { runRecordsVerify } from '#features/records/verify-command.ts'

/** `rostrum records verify` on an open database. Answers the exit code. */
export function verifyHere(args: string[], db: Db, keys: Keys, out: (line: string) => void): Promise<number> {
  return runRecordsVerify(args, {
    db: () => Promise.resolve(db),
    // The bare key, without the log's name: that comes from the address, and addresses change.
    publicKey: () => keys.signing.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    out,
  })
}
