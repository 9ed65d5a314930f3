import { randomUUID } from 'node:crypto'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { startMail, type MailOptions, type MailServer } from '../../../e2e/peers/mail.ts'
import { newCertificate } from '../../../e2e/peers/saml-provider.ts'
import { startSmtpFaults, type SmtpFault, type SmtpFaults } from '../../../e2e/peers/smtp-faults.ts'
import {
  ConnectRefused,
  NetworkTrouble,
  type Connected,
  type NetworkSession,
  type OutgoingPart,
} from '../contract.ts'
import { testContext } from '../test-context.ts'
import { madeReady, part, picture } from '../test-parts.ts'
import { createEmail } from './index.ts'
import { emailProfile, isAddress } from './limits.ts'

const auth = { user: 'press', password: 'open sesame' }
const handle = 'press.office@example.ac.uk'
const stopping: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const stop of stopping.splice(0).toReversed()) await stop()
})

interface Office {
  peer: MailServer
  faults: SmtpFaults
  connect(values?: Record<string, string>): Promise<Connected>
  session(values?: Record<string, string>): Promise<NetworkSession>
}

async function office(options: MailOptions = {}, allow = true): Promise<Office> {
  const peer = await startMail({ auth, ...options })
  const faults = await startSmtpFaults(peer)
  stopping.push(peer.stop, faults.stop)
  const reachable = ['127.0.0.1', 'localhost'].flatMap((host) => [
    `${host}:${faults.port}`,
    `${host}:${peer.port}`,
  ])
  const network = createEmail(testContext(allow ? reachable : []), { timeout: 500 })
  const usual = {
    server: '127.0.0.1',
    port: String(faults.port),
    security: 'none',
    ...auth,
    recipients: 'students@lists.example.ac.uk staff@lists.example.ac.uk',
  }
  const connect = async (values: Record<string, string> = {}) => {
    const connected = await network.connectMethods[0]?.connect?.({ ...usual, ...values }, handle)
    if (!connected) throw new Error('There is no form')
    return connected
  }
  return {
    peer,
    faults,
    connect,
    async session(values) {
      const { remoteId, server, grant } = await connect(values)
      return network.open({ accountId: randomUUID(), remoteId, handle, server, grant }, () =>
        Promise.resolve(),
      )
    },
  }
}

const letter = (text: string, more: Partial<OutgoingPart> = {}) =>
  part(text, { title: 'Library hours', ...more })

test('a letter has plain words, escaped HTML, images inside it, and headers that say what it is', async () => {
  const { session, peer } = await office()
  const opened = await session({ archive: 'https://lists.example.ac.uk/students' })
  const media = [await picture('The "old" <library>')]
  const text =
    'Croeso! <b>Not bold</b> & مرحبا\n.a line that begins with a dot\n.\n\nhttps://example.ac.uk/a?b=1&c=2'
  const sent = await madeReady(opened, letter(text, { media, title: 'Oriau’r llyfrgell – مرحبا' }))
  expect(await opened.publish(sent)).toEqual({
    kind: 'published',
    remoteId: `<${sent.key}@example.ac.uk>`,
    url: 'https://lists.example.ac.uk/students',
  })
  const [mail] = peer.messages()
  expect(mail?.envelope).toEqual({
    from: handle,
    to: ['students@lists.example.ac.uk', 'staff@lists.example.ac.uk'],
  })
  expect(mail?.text?.replace(/\r\n/g, '\n').trimEnd()).toBe(text)
  expect(mail?.subject).toBe('Oriau’r llyfrgell – مرحبا')
  expect(mail?.html).toContain('&lt;b&gt;Not bold&lt;/b&gt; &amp; مرحبا')
  expect(mail?.html).toContain('<a href="https://example.ac.uk/a?b=1&amp;c=2">')
  const [image] = mail?.attachments ?? []
  expect(image).toMatchObject({ disposition: 'inline', mimeType: 'image/jpeg', filename: 'image-1.jpg' })
  expect(mail?.html).toContain(
    `src="cid:${image?.contentId?.replace(/[<>]/g, '')}" alt="The &quot;old&quot; &lt;library&gt;"`,
  )
  const headers = new Map(mail?.headers.map(({ key, value }) => [key, value]))
  expect(headers.get('message-id')).toBe(`<${sent.key}@example.ac.uk>`)
  expect(headers.get('list-id')).toBe('<press.office.example.ac.uk>')
  expect(headers.get('auto-submitted')).toBe('auto-generated')
})

test('nothing in a title becomes a header', async () => {
  const { session, peer } = await office()
  const outcome = await (
    await session()
  ).publish(letter('Hello', { title: 'Hours\r\nBcc: thief@example.org' }))
  expect(outcome.kind).toBe('published')
  const [mail] = peer.messages()
  expect(mail?.headers.some(({ key }) => key === 'bcc')).toBe(false)
  expect(mail?.envelope.to).toHaveLength(2)
})

test('when one list is refused, nobody gets it', async () => {
  let refused: number | null = null
  const { session, peer } = await office({ refusal: (to) => (to.startsWith('staff') ? refused : null) })
  const opened = await session()
  refused = 550
  expect(await opened.publish(letter('Half'))).toMatchObject({
    kind: 'rejected',
    say: expect.stringContaining('No such list'),
  })
  refused = 450
  expect(await opened.publish(letter('Half'))).toMatchObject({ kind: 'retry', limited: 'account' })
  expect(peer.messages()).toEqual([])
})

const proofs: { line: RegExp; fault: SmtpFault; kind: string }[] = [
  ...[/^EHLO/, /^AUTH/, /^MAIL/, /^RCPT/, /^DATA/].flatMap((line) => [
    { line, fault: { kind: 'drop-before' as const }, kind: 'retry' },
    { line, fault: { kind: 'never-answer' as const }, kind: 'retry' },
    { line, fault: { kind: 'say' as const, words: '<!doctype html>\r\n' }, kind: 'retry' },
    { line, fault: { kind: 'say' as const, words: '421 4.3.2 Shutting down\r\n' }, kind: 'retry' },
  ]),
  { line: /^AUTH/, fault: { kind: 'say', words: '535 5.7.8 No\r\n' }, kind: 'reconnect' },
  { line: /^MAIL/, fault: { kind: 'say', words: '530 5.7.0 Sign in first\r\n' }, kind: 'reconnect' },
  { line: /^MAIL/, fault: { kind: 'say', words: '552 5.3.4 Too large\r\n' }, kind: 'rejected' },
  { line: /^DATA/, fault: { kind: 'say', words: '554 5.7.1 No\r\n' }, kind: 'rejected' },
  { line: /^\.$/, fault: { kind: 'say', words: '554 5.7.1 Looks like spam\r\n' }, kind: 'rejected' },
  { line: /^\.$/, fault: { kind: 'say', words: '452 4.3.1 No room\r\n' }, kind: 'retry' },
  // From here on nobody knows.
  { line: /^\.$/, fault: { kind: 'say', words: '354 Go on\r\n' }, kind: 'unknown' },
]

test.for(proofs)('$line, $fault: $kind', async ({ line, fault, kind }) => {
  const { session, faults, peer } = await office()
  const opened = await session()
  faults.fail(line, fault)
  expect(await opened.publish(letter('At every stage'))).toMatchObject({ kind })
  expect(peer.messages()).toEqual([])
  expect((await opened.find(letter('At every stage'), null)).kind).toBe('undetermined')
})

test('a letter that is larger than the server takes never leaves', async () => {
  const { session, faults } = await office({ size: 20_000 })
  const opened = await session()
  expect(await opened.publish(letter('x'.repeat(30_000)))).toMatchObject({
    kind: 'rejected',
    code: 'too-large',
    say: expect.stringContaining('the mail server takes 0.0 MB'),
  })
  // Connecting has asked for a sender once; this has not.
  expect(faults.log.filter((line) => line.startsWith('MAIL'))).toHaveLength(1)
})

test('a mail server inside the network is reached only where that was allowed', async () => {
  const { connect } = await office({}, false)
  for (const server of ['127.0.0.1', 'localhost'])
    await expect(connect({ server }), server).rejects.toThrow('ROSTRUM_ALLOW_PRIVATE=')
})

test('a password leaves for no other machine without TLS, nor with a certificate that nobody vouches for', async () => {
  const { connect, session } = await office()
  await expect(connect({ server: 'smtp.example.ac.uk' })).rejects.toThrow(
    'for a mail server on this machine only',
  )
  await expect(connect({ security: 'starttls' })).rejects.toThrow('offers no STARTTLS')
  await expect(session().then((opened) => opened.publish(letter('Fine')))).resolves.toMatchObject({
    kind: 'published',
  })

  const stranger = await office({ tls: newCertificate('localhost') })
  const values = { server: 'localhost', security: 'starttls' }
  await expect(stranger.connect(values)).rejects.toThrow('No safe connection to localhost')
  expect(stranger.faults.log.some((line) => line.startsWith('AUTH'))).toBe(false)
})

test('sends under TLS, from the start or after STARTTLS, with a certificate that is good for the name', async () => {
  const certificate = newCertificate('localhost')
  const usual = getCACertificates('default')
  setDefaultCACertificates([...usual, certificate.cert])
  try {
    for (const [security, whole] of [
      ['starttls', false],
      ['tls', true],
    ] as const) {
      const { session, peer } = await office({ tls: { ...certificate, whole } })
      const opened = await session({ server: 'localhost', port: String(peer.port), security })
      expect(await opened.publish(letter('Sealed'))).toMatchObject({ kind: 'published' })
      expect(peer.messages()).toHaveLength(1)
      await expect(session({ server: '127.0.0.1', port: String(peer.port), security })).rejects.toThrow(
        'No safe',
      )
    }
  } finally {
    setDefaultCACertificates(usual)
  }
})

test('a connection for this machine, moved to another server, is not used', async () => {
  const { connect } = await office()
  const { remoteId, grant } = await connect()
  const network = createEmail(testContext())
  const moved = { accountId: randomUUID(), remoteId, handle, server: 'smtp://smtp.example.ac.uk:25', grant }
  await expect(network.open(moved, () => Promise.resolve())).rejects.toThrow('Connect it again')
})

test('says what is wrong with what was typed, and with what the server does not take', async () => {
  const { connect } = await office({ owns: (_user, address) => address !== handle })
  for (const [values, why] of [
    [{ server: 'https://smtp.example.ac.uk' }, 'looks like smtp.example.ac.uk'],
    [{ port: 'smtp' }, 'a number'],
    [{ security: 'maybe' }, '“starttls”, “tls” or “none”'],
    [{ password: '' }, 'the password'],
    [{ recipients: '' }, 'at least one address'],
    [{ recipients: 'students' }, '“students” is not an address'],
    [{ archive: 'lists' }, 'looks like https://'],
    [{ password: 'wrong' }, 'does not know this user name'],
    [{}, 'allowed to send as that address'],
  ] as const) {
    const told = await connect({ ...values }).catch((error: unknown) => error)
    expect(told, why).toBeInstanceOf(ConnectRefused)
    expect((told as Error).message).toContain(why)
  }
  const closed = await office()
  await closed.peer.stop()
  await expect(closed.connect({ port: String(closed.peer.port) })).rejects.toBeInstanceOf(NetworkTrouble)
})

test('refuses before anything leaves what is no letter, and counts what a person sees', async () => {
  const { session } = await office()
  const opened = await session()
  const small = await picture('x')
  for (const [wrong, code] of [
    [part('No subject'), 'no-title'],
    [letter('x', { title: 'x'.repeat(151) }), 'title-too-long'],
    [letter('👩‍👩‍👧‍👦'.repeat(50_001)), 'too-long'],
    [letter(' '), 'empty'],
    [letter('Many', { media: Array.from({ length: 11 }, () => small) }), 'too-many-images'],
  ] as const)
    expect(await opened.publish(wrong)).toMatchObject({ kind: 'rejected', code })
  await expect(opened.prepareMedia({ ...small, type: 'image/webp' })).rejects.toThrow('JPEG and PNG')
  expect(emailProfile.count('👩‍👩‍👧‍👦 مرحبا')).toEqual({ used: 7, max: 50_000, over: 0 })
  expect(emailProfile.normaliseHandle(' mailto:Press.Office@Example.ac.uk?subject=x ')).toBe(handle)
  for (const wrong of [
    'press',
    'a b@example.ac.uk',
    'a@b',
    'a@@example.ac.uk',
    `${'x'.repeat(65)}@example.ac.uk`,
    'a>b@example.ac.uk',
  ])
    expect(isAddress(wrong), wrong).toBe(false)
})
