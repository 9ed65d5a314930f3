import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createMailer } from '#platform/mail/index.ts'
import { testServices } from '#testing/services.ts'
import { startMail } from '../../../e2e/peers/mail.ts'
import { invitePerson } from './invitations.ts'
import { handlePeopleJobs, peopleJobs } from './jobs.ts'
import { signInAs } from './testing.ts'

test('an invitation goes by mail, and its link lies nowhere in the database in the clear', async () => {
  const server = await startMail()
  const base = await testServices({ jobs: [...peopleJobs] })
  const mail = createMailer({ url: server.url, from: 'Rostrum <social@example.ac.uk>' })
  const services = { ...base, mail }
  try {
    const { actor } = await signInAs(services, { roles: ['it'] })
    const made = await invitePerson(services, actor, {
      name: 'Editor',
      email: 'editor@example.ac.uk',
      roles: [],
    })
    expect(made).toMatchObject({ sentTo: 'editor@example.ac.uk', link: null })
    const queued = await sql<{ data: unknown }>`select data from jobs.job`.execute(services.db)
    expect(JSON.stringify(queued.rows)).not.toContain('token=')
    handlePeopleJobs(services)
    await services.jobs.work()
    const letter = await server.waitFor((got) => got.envelope.to.includes('editor@example.ac.uk'), 15_000)
    expect(letter.subject).toBe('You are invited to Rostrum')
    expect(letter.text).toMatch(/http:\/\/localhost:3000\/join#token=[\w-]{43}/)
  } finally {
    await base.close()
    await server.stop()
  }
})
