// Run where the forum's published description is at hand: it is large, not ours, and not kept in this repository.
// Give its place in DISCOURSE_DESCRIPTION, or keep it in a folder "shared/contracts" beside the repository.
import Ajv2020 from 'ajv/dist/2020.js'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createDiscourse } from '../../src/networks/discourse/index.ts'
import { testContext } from '../../src/networks/test-context.ts'
import { madeReady, part, picture, refOf } from '../../src/networks/test-parts.ts'
import { startDiscourse } from './discourse.ts'

const beside = fileURLToPath(new URL('../../../shared/contracts/discourse.openapi.json', import.meta.url))
const description = process.env['DISCOURSE_DESCRIPTION'] ?? beside

/** One request and its answer, by the path of the description. */
type See = (seen: { method: string; path: string; sent: unknown; answered: unknown }) => void

const paths = [
  '/uploads.json',
  '/posts.json',
  '/posts/{id}.json',
  '/t/external_id/{external_id}.json',
  '/t/-/{id}.json',
  '/t/{id}/status.json',
]
const patternOf = (path: string) =>
  new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`)

/** A whole round by Rostrum itself: what it sends, and what the stand-in answers. */
async function everyCall(see: See): Promise<void> {
  const server = await startDiscourse()
  const office = server.addPerson({ username: 'press_office', password: 'x', staff: true })
  const inner = testContext([server.host])
  const seen: typeof inner.fetch = Object.assign(
    async (...[url, request]: Parameters<typeof inner.fetch>) => {
      const answer = await inner.fetch(url, request)
      const { pathname } = new URL(url)
      const path = paths.find((each) => patternOf(each).test(pathname))
      const json = typeof request?.body === 'string'
      if (path && answer.status === 200 && answer.text() !== '')
        see({
          method: request?.method ?? 'GET',
          path,
          sent: json ? (JSON.parse(String(request?.body)) as unknown) : undefined,
          answered: answer.json(),
        })
      return answer
    },
    { ...inner.fetch },
  )
  const network = createDiscourse({ ...inner, fetch: seen }, { settle: 0 })
  const handle = `${server.host}/u/press_office`
  const connected = await network.connectMethods[1]!.connect!(
    { key: server.adminKey(office), category: '5' },
    handle,
  )
  const session = await network.open({ accountId: 'a', ...connected }, () => Promise.resolve())
  const more = { title: 'A topic about the library', media: [await picture('A map')] }
  const sent = await madeReady(session, part('The library opens at nine', more))
  const ref = refOf(await session.publish(sent))
  await session.find(sent, null)
  await session.edit!(ref, { ...sent, text: 'The library opens at ten o’clock' })
  await session.pin!(ref, true)
  await session.pin!(ref, false)
  await session.own!(new Date(0).toISOString())
  await session.remove!(ref)
  await server.stop()
}

test('Rostrum makes every call of the round', async () => {
  const calls = new Set<string>()
  await everyCall(({ method, path, answered }) => {
    expect(answered, path).toBeTypeOf('object')
    calls.add(`${method} ${path}`)
  })
  expect([...calls].toSorted()).toEqual([
    'GET /posts.json',
    'GET /posts/{id}.json',
    'POST /posts.json',
    'POST /uploads.json',
    'PUT /posts/{id}.json',
    'PUT /t/-/{id}.json',
    'PUT /t/{id}/status.json',
  ])
})

interface Operation {
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { content?: Record<string, { schema: object }> }>
}

function checker(): See {
  const ajv = new Ajv2020.default({ strict: false, validateFormats: false, allErrors: true })
  const described = JSON.parse(readFileSync(description, 'utf8')) as {
    paths: Record<string, Record<string, Operation>>
  }
  const check = (schema: object | undefined, value: unknown, what: string) => {
    expect(schema, `${what} is described`).toBeDefined()
    const valid = ajv.compile(schema ?? {})
    valid(value)
    expect(valid.errors ?? [], what).toEqual([])
  }
  return ({ method, path, sent, answered }) => {
    const operation = described.paths[path]?.[method.toLowerCase()]
    const what = `${method} ${path}`
    if (sent !== undefined)
      check(operation?.requestBody?.content['application/json']?.schema, sent, `the request of ${what}`)
    check(
      operation?.responses['200']?.content?.['application/json']?.schema,
      answered,
      `the answer to ${what}`,
    )
  }
}

if (existsSync(description)) {
  test('every request and answer has the shape that Discourse publishes', async () => {
    const check = checker()
    const wrong = { method: 'POST', path: '/posts.json', sent: { words: 1 }, answered: {} }
    expect(() => check(wrong), 'the check itself can fail').toThrow()
    await everyCall(check)
  })
} else {
  console.warn(
    'The shapes of the Discourse stand-in were not checked: its published description is not at hand.',
  )
}
