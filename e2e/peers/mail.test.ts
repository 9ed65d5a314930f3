import { createTransport } from 'nodemailer'
import { afterEach, expect, test } from 'vitest'
import { startMail, type MailServer } from './mail.ts'

let server: MailServer
afterEach(() => server.stop())

const letter = {
  from: 'rostrum@example.ac.uk',
  to: 'officer@example.ac.uk',
  subject: 'Three posts wait – für Sie',
}

test('mail arrives, and is read as a person would read it', async () => {
  server = await startMail()
  const transport = createTransport(server.url)
  const coming = server.waitFor(({ subject }) => subject?.startsWith('Three') ?? false)
  await transport.sendMail({ ...letter, text: 'Please look.', html: '<p>Please <b>look</b>.</p>' })
  const mail = await coming
  expect(mail).toMatchObject({ subject: letter.subject, html: expect.stringContaining('<b>look</b>') })
  expect(mail.text?.trim()).toBe('Please look.')
  expect(mail.envelope).toEqual({ from: letter.from, to: [letter.to] })
  expect(server.messages()).toHaveLength(1)
})

test('it can ask for a password, and can refuse', async () => {
  server = await startMail({ auth: { user: 'rostrum', password: 'open sesame' } })
  await expect(createTransport({ host: server.host, port: server.port }).sendMail(letter)).rejects.toThrow()
  server.refuse(451)
  const transport = createTransport(server.url)
  await expect(transport.sendMail(letter)).rejects.toMatchObject({ responseCode: 451 })
  await transport.sendMail(letter)
  expect(server.messages()).toHaveLength(1)
  await expect(server.waitFor(() => false, 50)).rejects.toThrow('Three posts wait')
})
