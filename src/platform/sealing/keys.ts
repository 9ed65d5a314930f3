import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const keyFile = z.object({
  about: z.string(),
  /** Newest first: the first seals, all of them open. */
  sealing: z.array(z.object({ id: z.string(), key: z.base64() })).min(1),
  /** The Ed25519 key that signs the log's checkpoints, PKCS#8. */
  signing: z.object({ id: z.string(), key: z.base64() }),
})
type KeyFile = z.infer<typeof keyFile>

/** The keys that live outside the database. */
export interface Keys {
  sealing: { id: string; key: Buffer }[]
  signing: { id: string; privateKey: KeyObject; publicKey: KeyObject }
}

const about =
  'Rostrum keys. Without this file sealed secrets cannot be opened. Keep a copy apart from the database, readable by nobody else.'

function write(file: string, content: KeyFile): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // Written beside and moved over, so that a crash leaves the old file or the new one.
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
}

function newSealingKey() {
  return { id: randomBytes(4).toString('hex'), key: randomBytes(32).toString('base64') }
}

function create(file: string): KeyFile {
  const { privateKey } = generateKeyPairSync('ed25519')
  const content: KeyFile = {
    about,
    sealing: [newSealingKey()],
    signing: {
      id: randomBytes(4).toString('hex'),
      key: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    },
  }
  write(`${file}.${process.pid}`, content)
  try {
    // Of two processes that start together, one makes the file and the other reads it.
    linkSync(`${file}.${process.pid}`, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(`${file}.${process.pid}`)
  }
  return read(file)
}

function read(file: string): KeyFile {
  const parsed = keyFile.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success)
    throw new Error(`${file} is not a key file of Rostrum: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

/** Reads the key file, or makes it when `mayCreate` (a new installation). */
export function loadKeys(file: string, mayCreate: boolean): Keys {
  if (!existsSync(file) && !mayCreate)
    throw new Error(
      `The key file ${file} is missing. Put your copy of it there, or say where it is with ROSTRUM_KEY_FILE.`,
    )
  const content = existsSync(file) ? read(file) : create(file)
  const privateKey = createPrivateKey({
    key: Buffer.from(content.signing.key, 'base64'),
    format: 'der',
    type: 'pkcs8',
  })
  return {
    sealing: content.sealing.map(({ id, key }) => ({ id, key: Buffer.from(key, 'base64') })),
    signing: { id: content.signing.id, privateKey, publicKey: createPublicKey(privateKey) },
  }
}

/** Puts a new sealing key in front; the old ones stay, to open what they sealed. */
export function rotateKeys(file: string): string {
  const content = read(file)
  const added = newSealingKey()
  write(file, { ...content, sealing: [added, ...content.sealing] })
  return added.id
}
