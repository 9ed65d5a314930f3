import { createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto'
import type { Keys } from '../sealing/index.ts'
import type { Hash } from './merkle.ts'

/**
 * Checkpoints as https://c2sp.org/tlog-checkpoint describes them: a signed note (https://c2sp.org/signed-note) of three
 * lines, the log's name, its size and its root. Read 2026-11.
 */
export interface Checkpoint {
  /** The log's name, which is also the signing key's: `rostrum/social.example.ac.uk`. */
  origin: string
  size: number
  root: Hash
}

export interface Signer {
  origin: string
  privateKey: KeyObject
  publicKey: KeyObject
}

/** A key that notes are verified with. */
export type VerifierKey = KeyObject

const ed25519 = 1

export function signerOf(publicUrl: string, signing: Keys['signing']): Signer {
  return {
    origin: `rostrum/${new URL(publicUrl).host}`,
    privateKey: signing.privateKey,
    publicKey: signing.publicKey,
  }
}

function rawKey(key: KeyObject): Buffer {
  const { x } = key.export({ format: 'jwk' })
  if (!x || key.asymmetricKeyType !== 'ed25519')
    throw new Error('Checkpoints are signed with an Ed25519 key.')
  return Buffer.from(x, 'base64url')
}

// A log has as many checkpoints as busy seconds, and exporting the key takes as long as a signature.
const keyHashes = new WeakMap<KeyObject, Map<string, Buffer>>()

function keyHash(name: string, key: KeyObject): Buffer {
  const known = keyHashes.get(key) ?? new Map<string, Buffer>()
  keyHashes.set(key, known)
  let found = known.get(name)
  if (!found) {
    const said = Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([ed25519]), rawKey(key)])
    found = hash('sha256', said, 'buffer').subarray(0, 4)
    // Names come from notes that anybody may have written: only a few are worth remembering.
    if (known.size < 10) known.set(name, found)
  }
  return found
}

/** The public key as verifiers take it: `<name>+<key hash>+<base64 of type and key>`. */
export function verifierKey(signer: Pick<Signer, 'origin' | 'publicKey'>): string {
  const { origin, publicKey } = signer
  const encoded = Buffer.concat([Buffer.from([ed25519]), rawKey(publicKey)]).toString('base64')
  return `${origin}+${keyHash(origin, publicKey).toString('hex')}+${encoded}`
}

function keyOfBytes(bytes: Buffer): KeyObject {
  return createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') },
    format: 'jwk',
  })
}

/** Reads a public key: the form of `verifierKey`, PEM, or 32 bytes in base64. Throws when it is none of them. */
export function readVerifierKey(text: string): VerifierKey {
  const trimmed = text.trim()
  if (trimmed.startsWith('-----BEGIN')) {
    const key = createPublicKey(trimmed)
    rawKey(key)
    return key
  }
  const noted = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(trimmed)
  if (noted) {
    const [, name = '', id, encoded = ''] = noted
    const bytes = Buffer.from(encoded, 'base64')
    if (bytes.length !== 33 || bytes[0] !== ed25519) throw new Error('This public key is not an Ed25519 key.')
    const key = keyOfBytes(bytes.subarray(1))
    if (keyHash(name, key).toString('hex') !== id)
      throw new Error('This public key was copied wrongly: its check digits do not fit.')
    return key
  }
  const bytes = Buffer.from(trimmed, 'base64')
  if (bytes.length !== 32 || !/^[A-Za-z0-9+/]{43}=$/.test(trimmed))
    throw new Error(
      'This is not a public key of a log: give the line `name+hash+key`, a PEM file, or base64.',
    )
  return keyOfBytes(bytes)
}

function textOf(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${Buffer.from(checkpoint.root, 'hex').toString('base64')}\n`
}

/** The signed note of a checkpoint. */
export function signCheckpoint(signer: Signer, size: number, root: Hash): string {
  const text = textOf({ origin: signer.origin, size, root })
  const signature = sign(null, Buffer.from(text), signer.privateKey)
  const line = Buffer.concat([keyHash(signer.origin, signer.publicKey), signature]).toString('base64')
  return `${text}\n— ${signer.origin} ${line}\n`
}

/** What a note says, whoever signed it. Null when it isn't a checkpoint. */
export function readCheckpoint(note: string): Checkpoint | null {
  const [origin, size, root] = note.split('\n')
  if (!origin || !size || !root || !/^(0|[1-9][0-9]{0,15})$/.test(size)) return null
  const bytes = Buffer.from(root, 'base64')
  if (bytes.length !== 32) return null
  return { origin, size: Number(size), root: bytes.toString('hex') }
}

/**
 * Is there a valid signature by this key, in the log's own name, under the note? The name that came with the key does
 * not count: it follows the installation's address, and what was signed under a former address stays good.
 */
export function isSignedBy(note: string, key: VerifierKey): boolean {
  const origin = note.slice(0, note.indexOf('\n'))
  const end = note.lastIndexOf('\n\n')
  if (end < 0) return false
  const text = Buffer.from(note.slice(0, end + 1))
  return note
    .slice(end + 2)
    .split('\n')
    .some((line) => {
      const [, signedAs = '', encoded = ''] = /^— (\S+) (\S+)$/.exec(line) ?? []
      if (!signedAs || signedAs !== origin) return false
      const bytes = Buffer.from(encoded, 'base64')
      if (bytes.length !== 68 || !bytes.subarray(0, 4).equals(keyHash(signedAs, key))) return false
      return verify(null, text, key, bytes.subarray(4))
    })
}
