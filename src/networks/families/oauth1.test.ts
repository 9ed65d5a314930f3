import { expect, test } from 'vitest'
import { systemClock } from '#platform/clock/index.ts'
import { createOAuth1Signer, signatureOf } from './oauth1.ts'

test('signs as the example of RFC 5849, section 1.2', () => {
  const fields = {
    file: 'vacation.jpg',
    size: 'original',
    oauth_consumer_key: 'dpf43f3p2l4k3l03',
    oauth_token: 'nnch734d00sl2jdk',
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: '137131202',
    oauth_nonce: 'chapoH',
  }
  const signed = { method: 'GET', url: 'http://photos.example.net/photos', fields }
  const keys = { key: 'dpf43f3p2l4k3l03', secret: 'kd94hf93k423kf44' }
  const token = { token: 'nnch734d00sl2jdk', secret: 'pfkkdhi9sl3r4s00' }
  expect(signatureOf(signed, keys, token)).toBe('MdpQcU8iPSUjWoN/UDMsK2sui9I=')
})

test('takes the other side’s clock when it refuses ours, and only then', () => {
  const signer = createOAuth1Signer({ clock: systemClock })
  const theirs = new Date(Date.now() + 600_000)
  const answer = (text: string) => ({
    status: 401,
    headers: new Headers({ date: theirs.toUTCString() }),
    body: undefined,
    text,
  })
  expect(signer.learn(answer('oauth_problem=signature_invalid'))).toBe(false)
  expect(signer.learn(answer('oauth_problem=timestamp_refused'))).toBe(true)
  // The same again would not help.
  expect(signer.learn(answer('oauth_problem=timestamp_refused'))).toBe(false)
  const header = signer.header(
    { method: 'GET', url: 'https://example.ac.uk/', fields: {} },
    { key: 'k', secret: 's' },
    null,
  )
  const stamp = Number(/oauth_timestamp="(\d+)"/.exec(header)?.[1])
  expect(Math.abs(stamp - theirs.getTime() / 1000)).toBeLessThan(3)
})
