import {
  createHash,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
  type KeyObject,
} from 'node:crypto'

/** Our own key pair with a certificate over itself: providers want one to encrypt for us and to check our requests. */

const length = (bytes: number): Buffer => {
  if (bytes < 0x80) return Buffer.from([bytes])
  const digits = Buffer.from(bytes.toString(16).padStart(bytes > 0xff ? 4 : 2, '0'), 'hex')
  return Buffer.concat([Buffer.from([0x80 | digits.length]), digits])
}
/** One value of DER (X.690): tag, length, content. */
const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), length(content.length), content])
}
const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, ...parts)
/** 1.2.840.113549.1.1.11 with its NULL. */
const sha256WithRsa = sequence(
  der(0x06, Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b])),
  der(0x05),
)
const named = (name: string): Buffer =>
  sequence(der(0x31, sequence(der(0x06, Buffer.from([0x55, 0x04, 0x03])), der(0x0c, Buffer.from(name)))))
const time = (instant: Temporal.Instant): Buffer =>
  der(0x18, Buffer.from(`${instant.toString({ smallestUnit: 'second' }).replace(/[-:TZ]/g, '')}Z`))

function certificateOf(
  publicKey: KeyObject,
  privateKey: KeyObject,
  name: string,
  now: Temporal.Instant,
): Buffer {
  const serial = randomBytes(16)
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    sha256WithRsa,
    named(name),
    sequence(time(now.subtract({ hours: 24 })), time(now.add({ hours: 24 * 365 * 20 }))),
    named(name),
    publicKey.export({ format: 'der', type: 'spki' }),
  )
  return sequence(body, sha256WithRsa, der(0x03, Buffer.from([0]), sign('sha256', body, privateKey)))
}

/** A new key pair: the private key as PEM, the certificate as base64. It lasts twenty years: nobody but us trusts it. */
export function newKeyPair(host: string, now: Temporal.Instant): { privateKey: string; certificate: string } {
  const pair = generateKeyPairSync('rsa', { modulusLength: 3072 })
  return {
    privateKey: pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    certificate: certificateOf(pair.publicKey, pair.privateKey, host, now).toString('base64'),
  }
}

export const pemOf = (certificate: string): string =>
  `-----BEGIN CERTIFICATE-----\n${certificate.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----\n`

/** Whose certificate it is and until when, for the page. Null when it is none. */
export function readCertificate(certificate: string): { subject: string; until: string } | null {
  try {
    const read = new X509Certificate(pemOf(certificate))
    const subject = /CN=(.+)/.exec(read.subject)?.[1] ?? read.subject
    const mark = createHash('sha256').update(read.raw).digest('hex').slice(0, 8)
    return {
      subject: `${subject || 'Without a name'} (${mark})`,
      until: read.validToDate.toISOString(),
    }
  } catch {
    return null
  }
}
