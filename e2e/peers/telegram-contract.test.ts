// Run where the Bot API’s published description is at hand: it is large, not ours, and not kept in this repository.
// Give its place in TELEGRAM_DESCRIPTION, or keep it in a folder "shared/contracts" beside the repository.
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { testContext } from '../../src/networks/test-context.ts'
import { clip, madeReady, part, picture, refOf } from '../../src/networks/test-parts.ts'
import { createTelegram } from '../../src/networks/telegram/index.ts'
import type { GuardedFetch } from '../../src/platform/fetch/index.ts'
import { startTelegram } from './telegram.ts'

const beside = fileURLToPath(new URL('../../../shared/contracts/telegram.json', import.meta.url))
const description = process.env['TELEGRAM_DESCRIPTION'] ?? beside

const field = z.object({ name: z.string(), types: z.array(z.string()), required: z.boolean() })
const described = z.object({
  methods: z.record(
    z.string(),
    z.object({ returns: z.array(z.string()), fields: z.array(field).default([]) }),
  ),
  types: z.record(
    z.string(),
    z.object({ fields: z.array(field).optional(), subtypes: z.array(z.string()).optional() }),
  ),
})
type Fields = z.infer<typeof field>[]

interface Exchange {
  method: string
  sent: Record<string, unknown>
  answered: unknown
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is wrong with an exchange, each in a line; nothing when it is as described. */
function readDescription(file: string): (exchange: Exchange) => string[] {
  const { methods, types } = described.parse(JSON.parse(readFileSync(file, 'utf8')))
  const plain: Record<string, (value: unknown) => boolean> = {
    Integer: (value) => Number.isInteger(value),
    Float: (value) => typeof value === 'number',
    String: (value) => typeof value === 'string',
    Boolean: (value) => typeof value === 'boolean',
    True: (value) => value === true,
    InputFile: (value) => value instanceof File,
  }
  const faultsOfAny = (at: string, value: unknown, wanted: readonly string[]): string[] => {
    const each = wanted.map((type) => faultsOf(at, value, type))
    return each.some((faults) => faults.length === 0) ? [] : (each[0] ?? [])
  }
  const faultsOf = (at: string, value: unknown, type: string): string[] => {
    const items = /^Array of (.+)$/.exec(type)?.[1]
    if (items !== undefined)
      return Array.isArray(value)
        ? value.flatMap((item: unknown, index) => faultsOf(`${at}[${index}]`, item, items))
        : [`${at} is no list`]
    const simple = plain[type]
    if (simple) return simple(value) ? [] : [`${at} is no ${type}`]
    const known = types[type]
    if (!known) return [`${at}: there is no type ${type}`]
    if (known.subtypes) return faultsOfAny(at, value, known.subtypes)
    if (!isObject(value)) return [`${at} is no ${type}`]
    return faultsIn(at, value, known.fields ?? [])
  }
  const faultsIn = (at: string, value: Record<string, unknown>, fields: Fields): string[] => [
    ...Object.keys(value).flatMap((name) =>
      fields.some((each) => each.name === name) ? [] : [`${at} has no ${name}`],
    ),
    ...fields.flatMap(({ name, types: wanted, required }) => {
      const found = value[name]
      if (found === undefined) return required ? [`${at}.${name} is missing`] : []
      return faultsOfAny(`${at}.${name}`, found, wanted)
    }),
  ]
  // An album takes several kinds together, which the description can only say of each.
  const albumOf = (wanted: Fields) =>
    wanted.map((each) => (each.name === 'media' ? { ...each, types: ['Array of InputMedia'] } : each))
  return ({ method, sent, answered }) => {
    const known = methods[method]
    if (!known) return [`there is no method ${method}`]
    const fields = method === 'sendMediaGroup' ? albumOf(known.fields) : known.fields
    const files = new Set(
      Object.entries(sent).flatMap(([name, value]) => (value instanceof File ? [name] : [])),
    )
    const named = Object.entries(sent).filter(
      ([name]) => !files.has(name) || fields.some((each) => each.name === name),
    )
    const asked = faultsIn(method, Object.fromEntries(named), fields)
    if (isObject(answered) && answered['ok'] === true)
      return [...asked, ...faultsOfAny(`${method} answered`, answered['result'], known.returns)]
    const refused = z.object({
      ok: z.literal(false),
      error_code: z.number(),
      description: z.string(),
      parameters: z.unknown(),
    })
    const read = refused.safeParse(answered)
    const parameters = read.success ? read.data.parameters : undefined
    return [
      ...asked,
      ...(read.success ? [] : [`${method} answered something else`]),
      ...(parameters === undefined ? [] : faultsOf('parameters', parameters, 'ResponseParameters')),
    ]
  }
}

const json = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value)
/** Parameters of a form are text; those that are none in the description are JSON in it. */
const texts = new Set(['caption', 'text'])
async function paramsOf(request: NonNullable<Parameters<GuardedFetch>[1]>): Promise<Record<string, unknown>> {
  const { body, headers } = request
  if (typeof body === 'string') return z.record(z.string(), z.unknown()).parse(JSON.parse(body))
  const type = new Headers(headers).get('content-type') ?? ''
  if (body === undefined || body instanceof FormData) throw new Error('A request is neither JSON nor a form')
  // What comes bit by bit is gone through from the beginning each time, so it can be read here and sent afterwards.
  const bytes = body instanceof Uint8Array ? Buffer.from(body) : Buffer.concat(await Array.fromAsync(body))
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  return Object.fromEntries(
    [...form].map(([name, value]) => [name, value instanceof File || texts.has(name) ? value : json(value)]),
  )
}

/** Everything that Rostrum does with Telegram, and every exchange that came of it. */
async function theRound(): Promise<Exchange[]> {
  const peer = await startTelegram()
  const bot = peer.addBot('example_bot')
  const channel = peer.addChannel('example_university')
  peer.appoint(bot, channel)
  const context = testContext([peer.host])
  const exchanges: Exchange[] = []
  const recorded = async (url: string | URL, request: Parameters<GuardedFetch>[1] = {}) => {
    const sent = await paramsOf(request)
    const answer = await context.fetch(url, request)
    const method = new URL(url).pathname.split('/').at(-1) ?? ''
    exchanges.push({ method, sent, answered: JSON.parse(answer.text()) })
    return answer
  }
  const fetch = Object.assign(recorded, {
    standard: context.fetch.standard,
    connect: context.fetch.connect,
  })
  const network = createTelegram({ ...context, fetch }, { api: peer.url })
  const connected = await network.connectMethods[0]!.connect!({ token: bot.token }, 'example_university')
  const session = await network.open({ accountId: randomUUID(), ...connected }, () => Promise.resolve())

  const send = async (wanted: Parameters<typeof part>) =>
    refOf(await session.publish(await madeReady(session, part(...wanted))))
  const root = await send(['Open day https://example.ac.uk/a #OpenDay'])
  const reply = await send(['More', { root, parent: root }])
  const photo = await send(['A picture', { media: [await picture('')] }])
  await send(['A film', { media: [clip('')], root, parent: root }])
  const album = await send(['Both', { media: [await picture(''), clip('')] }])
  await session.publish(part('To nothing', { root, parent: { ...root, remoteId: '999' } }))
  await session.find(part('Open day'), root)
  await session.edit?.(root, part('Moved'))
  await session.edit?.(photo, part('A better picture', { media: [await picture('')] }))
  await session.pin?.(root, true)
  await session.pin?.(root, false)
  await session.knows?.('@example_university')
  await session.remove?.(reply)
  await session.remove?.(album)
  peer.settings.perMinute = 0
  await session.publish(part('Too many'))
  await peer.stop()
  return exchanges
}

test('the round goes through every method that is used', async () => {
  const exchanges = await theRound()
  expect(new Set(exchanges.map(({ method }) => method)).size).toBe(14)
})

if (existsSync(description)) {
  test('every request and answer is as Telegram describes it', async () => {
    const faults = readDescription(description)
    const wrong: Exchange = { method: 'sendMessage', sent: { chat_id: true }, answered: { ok: true } }
    expect(faults(wrong).length, 'the check itself can fail').toBeGreaterThan(2)
    for (const exchange of await theRound()) expect(faults(exchange), exchange.method).toEqual([])
  })
} else {
  console.warn('The requests to Telegram were not checked: its published description is not at hand.')
}
