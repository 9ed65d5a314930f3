/** A video of any size passes through a backup and a restore in pieces, and whatever goes wrong is said. */
import { createHash, randomFillSync } from 'node:crypto'
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NotFound, Unavailable } from '#platform/errors.ts'
import type { FileStore } from '#platform/files/index.ts'
import { loadKeys, type Keys } from '#platform/sealing/index.ts'
import { testDatabase, testServices, type TestServices } from '#testing/services.ts'
import { makeBackup } from './make.ts'
import { verifyArchive } from './read.ts'
import { restore } from './restore.ts'

const folder = mkdtempSync(join(tmpdir(), 'rostrum-large-'))
const archive = join(folder, 'large.tar.gz')
const keyFile = join(folder, 'keys.json')
const film = 'assets/film.mp4'
const piece = 1_000_000
const pieces = 12
const noise = randomFillSync(Buffer.alloc(piece))
let services: TestServices
let keys: Keys

/** Noise that stands nowhere whole: the same piece over and over, its number in front. */
async function* filmOf(many: number, read: { most: number } = { most: 0 }) {
  for (let at = 0; at < many; at++) {
    const next = Buffer.from(noise)
    next.writeUInt32BE(at)
    read.most = at + 1
    yield next
  }
}

/** A store with one file, which can be read in pieces and in no other way. */
function storeOf(many: number, read?: { most: number }, size = many * piece): FileStore {
  return {
    ...services.files,
    get: () => Promise.reject(new Error('It was asked for whole')),
    whole: (name, use) =>
      name === film ? use(size, filmOf(many, read)) : Promise.reject(new NotFound('file')),
    async *list() {
      yield film
      // Removed since it was listed.
      yield 'assets/gone.mp4'
    },
  }
}

function backUp(files: FileStore, to: Writable) {
  const { database, clock } = services
  return makeBackup({ database, files, clock, version: '0.1.0', keys, keyFile: null, spoolIn: folder }, to)
}

beforeAll(async () => {
  services = await testServices()
  keys = loadKeys(keyFile, true)
  await backUp(storeOf(pieces), createWriteStream(archive))
})
afterAll(async () => {
  await services.close()
  rmSync(folder, { recursive: true, force: true })
})

async function restoreInto(files: FileStore, manifest?: Awaited<ReturnType<typeof verifyArchive>>) {
  const database = await testDatabase()
  try {
    const target = { database, files, clock: services.clock, keyFile }
    return await restore(archive, manifest ?? (await verifyArchive(archive)), target)
  } finally {
    await database.close()
  }
}

test('what went in in pieces comes out in pieces, each in its place', async () => {
  const got: string[] = []
  const [wanted, found] = [createHash('sha256'), createHash('sha256')]
  for await (const next of filmOf(pieces)) wanted.update(next)
  let largest = 0
  const files: FileStore = {
    ...services.files,
    put: () => Promise.reject(new Error('It was put whole')),
    async putStream(name, bytes) {
      got.push(name)
      let size = 0
      for await (const part of bytes) {
        largest = Math.max(largest, part.byteLength)
        size += part.byteLength
        found.update(part)
      }
      return size
    },
  }
  expect(await restoreInto(files)).toMatchObject({ files: 1 })
  expect(got).toEqual([film])
  expect(found.digest('hex')).toBe(wanted.digest('hex'))
  expect(largest).toBeLessThanOrEqual(piece)
})

test('no more is read than the archive has room for', async () => {
  const read = { most: 0 }
  const stuck = Promise.withResolvers<void>()
  let came = 0
  const to = new Writable({
    write(chunk: Buffer, _encoding, done) {
      came += chunk.byteLength
      // A disk that takes nothing more once the file is on its way.
      if (read.most < 3) done()
      else stuck.resolve()
    },
  })
  const made = backUp(storeOf(200, read), to)
  await stuck.promise
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(read.most).toBeLessThan(12)
  expect(came).toBeLessThan(10 * piece)
  to.destroy(new Error('The disk is full'))
  await expect(made).rejects.toThrow('The disk is full')
})

test('a file that ends before its size, or goes on after it, ends the backup', async () => {
  const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() })
  await expect(backUp(storeOf(2, undefined, 3 * piece), nowhere())).rejects.toThrow()
  await expect(backUp(storeOf(3, undefined, 2 * piece), nowhere())).rejects.toThrow()
})

test('a disk that is full while a large file comes in is said, and the database stays empty', async () => {
  const full = new Unavailable('files.full', 'The disk for uploads is full, so this file was not kept.')
  const files: FileStore = {
    ...services.files,
    async putStream(_name, bytes) {
      let size = 0
      for await (const part of bytes) if ((size += part.byteLength) > 5 * piece) throw full
      return size
    },
  }
  const database = await testDatabase()
  try {
    const manifest = await verifyArchive(archive)
    const target = { database, files, clock: services.clock, keyFile }
    await expect(restore(archive, manifest, target)).rejects.toThrow('The disk for uploads is full')
    // Room was made: the same target takes it now.
    expect(await restore(archive, manifest, { ...target, files: services.files })).toMatchObject({ files: 1 })
    expect(await services.files.size(film)).toBe(pieces * piece)
  } finally {
    await database.close()
  }
})

test('an archive that changed after it was verified keeps nothing of the file', async () => {
  const manifest = await verifyArchive(archive)
  const members = manifest.members.map((member) =>
    member.name === `files/${film}` ? { ...member, sha256: '0'.repeat(64) } : member,
  )
  await services.files.remove(film)
  await expect(restoreInto(services.files, { ...manifest, members })).rejects.toThrow(
    'The archive was changed',
  )
  await expect(services.files.size(film)).rejects.toMatchObject({ code: 'not-found' })
})

test('an archive that is cut within a large file is refused', async () => {
  const cut = join(folder, 'cut.tar.gz')
  const whole = createReadStream(archive, { end: 10 * piece })
  await pipeline(whole, createWriteStream(cut))
  await expect(verifyArchive(cut)).rejects.toMatchObject({ code: 'backup.fault' })
})
