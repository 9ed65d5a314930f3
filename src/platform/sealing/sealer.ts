import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { Keys } from './keys.ts'

/**
 * Seals small secrets with AES-256-GCM. `context` says what the secret belongs to and is bound to it, so that a
 * sealed value copied to another row does not open there.
 */
export interface Sealer {
  seal(value: string, context: string): string
  /** Throws when the key is gone or the value was changed. */
  open(sealed: string, context: string): string
  /** Was this sealed with a key that is no longer the newest? */
  isStale(sealed: string): boolean
  /** A keyed hash for tokens that are only ever compared. */
  fingerprint(value: string): string
}

const version = 'v1'

export function createSealer(keys: Keys['sealing']): Sealer {
  const newest = keys[0]
  if (!newest) throw new Error('There is no key to seal with.')
  const byId = new Map(keys.map(({ id, key }) => [id, key]))
  // The oldest key stays for good, so fingerprints outlive a rotation.
  const oldest = keys.at(-1) ?? newest
  const pepper = Buffer.from(hkdfSync('sha256', oldest.key, '', 'rostrum fingerprint', 32))

  return {
    seal(value, context) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', newest.key, iv).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [version, newest.id, iv.toString('base64url'), body.toString('base64url')].join('.')
    },
    open(sealed, context) {
      const [seen, id, iv, body] = sealed.split('.')
      const key = byId.get(id ?? '')
      if (seen !== version || !iv || !body) throw new Error('This is not a sealed value.')
      if (!key) throw new Error(`The key ${id} that sealed this is not in the key file.`)
      const bytes = Buffer.from(body, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(-16))
      return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
    },
    isStale: (sealed) => sealed.split('.')[1] !== newest.id,
    fingerprint: (value) => hmac(pepper, value),
  }
}

function hmac(key: Buffer, value: string): string {
  return createHmac('sha256', key).update(value).digest('base64url')
}
