import { randomBytes } from 'node:crypto'

/** 256 random bits, as a link, a cookie or a token carries them. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

// Crockford's alphabet: nothing in it is mistaken for something else when copied by hand.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A recovery code: 80 random bits in four groups of four. */
export function newRecoveryCode(): string {
  const letters = [...randomBytes(16)].map((byte) => alphabet[byte % 32]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** The code as it was meant, however it was typed. */
export function plainRecoveryCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-Z]/g, '')
}
