import { resealAll } from '#features/register/reseal.ts'
import { systemClock } from '#platform/clock/index.ts'
import { readConfig, readEnvironment } from '#platform/config/index.ts'
import { append } from '#platform/ledger/index.ts'
import { workersSeen } from '#platform/jobs/index.ts'
import { createSealer, loadKeys, rotateKeys } from '#platform/sealing/index.ts'
import { isoOf } from '#platform/services.ts'
import { openCurrent } from './open.ts'
import { note, out } from './say.ts'
import { Stop } from './stop.ts'

/** `rostrum keys rotate`. A process that runs meanwhile would not know the new key, so none may. */
export async function rotate(): Promise<number> {
  const config = readConfig(readEnvironment())
  const database = await openCurrent(config)
  try {
    if ((await workersSeen(database.db, systemClock.now())).length > 0 && config.databaseUrl)
      throw new Stop(
        'A Rostrum was heard of in the last 45 seconds. Stop every process, wait a minute, and try again: a running one would not know the new key.',
      )
    loadKeys(config.keyFile, false)
    const id = rotateKeys(config.keyFile)
    const sealer = createSealer(loadKeys(config.keyFile, false).sealing)
    const { resealed, unreadable } = await resealAll({ db: database.db, sealer })
    await append(database.db, isoOf(systemClock.now()), {
      kind: 'system.keys-rotated',
      actor: { system: 'command line' },
      subject: 'institution',
      summary: 'A new sealing key was made, and the secrets were sealed again with it.',
      facts: { key: id, resealed, unreadable: unreadable.length },
    })
    out(
      `The new sealing key is ${id}. Sealed again: ${Object.values(resealed).reduce((sum, count) => sum + count, 0)} secrets.`,
    )
    for (const { kind, place } of unreadable)
      note(`Could not be opened with any key, and was left as it is: ${kind} ${place.join(' ')}`)
    out(
      `Copy ${config.keyFile} to your safe place again, and to every machine that runs Rostrum. Older keys stay in it: older backups need them.`,
    )
    return unreadable.length > 0 ? 1 : 0
  } finally {
    await database.close()
  }
}
