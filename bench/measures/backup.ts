import { randomFillSync } from 'node:crypto'
import { createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeBackup } from '#app/backup/make.ts'
import { verifyArchive } from '#app/backup/read.ts'
import { restore } from '#app/backup/restore.ts'
import { systemClock } from '#platform/clock/index.ts'
import { migrate, openDatabase } from '#platform/db/index.ts'
import { openFileStore } from '#platform/files/index.ts'
import { loadKeys } from '#platform/sealing/index.ts'
import { figure, type Measure } from '../figure.ts'
import { withFolder } from '../parts/folder.ts'

const pieces = 200

async function* film() {
  for (let at = 0; at < pieces; at++) yield randomFillSync(Buffer.alloc(1_000_000))
}

/** By how many megabytes the process grew at most while it worked, and for how many seconds. */
async function grown<T>(work: () => Promise<T>): Promise<{ most: number; seconds: number; done: T }> {
  const before = process.memoryUsage.rss()
  let most = 0
  const look = setInterval(() => (most = Math.max(most, process.memoryUsage.rss() - before)), 10)
  const began = performance.now()
  try {
    const done = await work()
    return { most: most / 1_000_000, seconds: (performance.now() - began) / 1000, done }
  } finally {
    clearInterval(look)
  }
}

async function freshDatabase() {
  const database = await openDatabase({ url: null, folder: null })
  await migrate(database.db)
  return database
}

export const backup: Measure = {
  name: 'backup',
  about: `A backup with one video of ${pieces} MB that cannot be made smaller, and its restore: growth of memory.`,
  aim: 'the process grows by less than half the video',
  run: () =>
    withFolder(async (folder) => {
      const file = join(folder, 'backup.tar.gz')
      const keyFile = join(folder, 'keys.json')
      const keys = loadKeys(keyFile, true)
      const files = await openFileStore({ kind: 'disk', folder: join(folder, 'files') })
      await files.putStream('assets/film.mp4', film(), 'video/mp4')
      const [from, into] = [await freshDatabase(), await freshDatabase()]
      try {
        const sources = { database: from, files, clock: systemClock, version: '0', keys }
        const archived = readFileSync(keyFile)
        const made = await grown(() =>
          makeBackup({ ...sources, keyFile: archived, spoolIn: folder }, createWriteStream(file)),
        )
        const manifest = await verifyArchive(file)
        const to = await openFileStore({ kind: 'disk', folder: join(folder, 'restored') })
        const target = { database: into, files: to, clock: systemClock, keyFile }
        const back = await grown(() => restore(file, manifest, target))
        const aim = { of: 'value', bound: 'at most', to: pieces / 2 } as const
        const note = 'Greatest growth of the resident set, looked at every 10 ms; the database is in memory.'
        return [
          figure('growth while a backup is made', made.most, 'MB', { aim, note }),
          figure('growth while it is restored', back.most, 'MB', { aim, note }),
          figure('time of the backup', made.seconds, 's'),
          figure('time of the restore', back.seconds, 's'),
        ]
      } finally {
        await from.close()
        await into.close()
      }
    }),
}
