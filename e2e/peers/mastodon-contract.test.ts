// Run where the network's published description is at hand: it is large, not ours, and not kept in this repository.
// Give its place in MASTODON_DESCRIPTION, or keep it in a folder "shared/contracts" beside the repository.
import Ajv2020 from 'ajv/dist/2020.js'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startMastodon } from './mastodon.ts'

const beside = fileURLToPath(new URL('../../../shared/contracts/mastodon.openapi.json', import.meta.url))
const description = process.env['MASTODON_DESCRIPTION'] ?? beside

function checker(): (shape: string, value: unknown) => void {
  const ajv = new Ajv2020.default({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema(JSON.parse(readFileSync(description, 'utf8')) as object, 'mastodon')
  return (shape, value) => {
    const check = ajv.compile({ $ref: `mastodon#/components/schemas/${shape}` })
    check(value)
    expect(check.errors ?? [], shape).toEqual([])
  }
}

async function everyAnswer(see: (shape: string, value: unknown) => void): Promise<void> {
  const server = await startMastodon({ processing: 0 })
  const office = server.addAccount({ username: 'press_office', password: 'x' })
  const authorization = `Bearer ${server.token(office)}`
  const call = async (
    method: string,
    path: string,
    body?: FormData | object,
  ): Promise<Record<string, unknown>> => {
    const json = body !== undefined && !(body instanceof FormData)
    const headers: Record<string, string> = json
      ? { authorization, 'content-type': 'application/json' }
      : { authorization }
    const sent = body === undefined || body instanceof FormData ? body : JSON.stringify(body)
    const response = await fetch(server.url + path, { method, headers, body: sent })
    return (await response.json()) as Record<string, unknown>
  }
  const form = new FormData()
  form.set('file', new File([new Uint8Array([1])], 'a.png', { type: 'image/png' }))

  const app = await call('POST', '/api/v1/apps', {
    client_name: 'Rostrum',
    redirect_uris: ['https://example.ac.uk/back'],
  })
  see('CredentialApplication', app)
  const { client_id, client_secret } = app
  const grant = { grant_type: 'client_credentials', client_id, client_secret }
  see('Token', await call('POST', '/oauth/token', grant))
  see('Error', await call('POST', '/oauth/token', { ...grant, client_secret: 'wrong' }))
  see(
    'DiscoverOauthServerConfigurationResponse',
    await call('GET', '/.well-known/oauth-authorization-server'),
  )
  see('Instance', await call('GET', '/api/v2/instance'))
  see('CredentialAccount', await call('GET', '/api/v1/accounts/verify_credentials'))
  see('Account', await call('GET', `/api/v1/accounts/${office.id}`))
  const media = await call('POST', '/api/v2/media', form)
  see('MediaAttachment', media)
  const wanted = { status: 'Open day #Outreach https://example.ac.uk @a_student', media_ids: [media['id']] }
  const student = server.addAccount({ username: 'a_student', password: 'x' })
  const status = await call('POST', '/api/v1/statuses', wanted)
  see('Status', status)
  see('Error', await call('POST', '/api/v1/statuses', { status: '' }))
  see('Status', await call('POST', `/api/v1/statuses/${status['id']}/pin`))
  see('Error', await call('POST', `/api/v1/statuses/${status['id']}/pin`))
  see('Status', await call('POST', `/api/v1/statuses/${status['id']}/unpin`))
  see('Account', await call('GET', '/api/v1/accounts/lookup?acct=a_student'))
  server.post(student, '@press_office thanks', String(status['id']))
  see('Context', await call('GET', `/api/v1/statuses/${status['id']}/context`))
  see('StatusSource', await call('GET', `/api/v1/statuses/${status['id']}/source`))
  const notifications: unknown = await call('GET', '/api/v1/notifications')
  for (const one of notifications as unknown[]) see('Notification', one)
  see('Status', await call('PUT', `/api/v1/statuses/${status['id']}`, { status: 'Open day moved' }))
  see('Status', await call('DELETE', `/api/v1/statuses/${status['id']}`))
  await server.stop()
}

test('the stand-in answers every call of the round', async () => {
  const seen: string[] = []
  await everyAnswer((shape, value) => {
    expect(value, shape).toBeTypeOf('object')
    seen.push(shape)
  })
  expect(seen).toHaveLength(19)
})

if (existsSync(description)) {
  test('every answer has the shape that the network publishes', async () => {
    const check = checker()
    expect(() => check('Status', { id: 1 }), 'the check itself can fail').toThrow()
    await everyAnswer(check)
  })
} else {
  console.warn(
    'The shapes of the Mastodon stand-in were not checked: its published description is not at hand.',
  )
}
