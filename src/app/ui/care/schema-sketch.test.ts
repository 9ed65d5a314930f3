import { expect, test } from 'vitest'
import { chaptersOf, ApiDocument } from './api-document.ts'
import { sketch } from './schema-sketch.ts'
import { inBytes } from './words.ts'

test('a schema is jotted down, one property a line', () => {
  const text = sketch({
    type: 'object',
    properties: {
      title: { type: 'string', maxLength: 1200 },
      tags: { type: 'array', items: { type: 'string' } },
      ratio: { type: 'array', prefixItems: [{ type: 'number' }, { type: 'string' }], items: false },
      state: { enum: ['draft', 'done'] },
      at: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
      inner: {
        type: 'object',
        properties: { count: { type: 'integer', minimum: 1, maximum: 5 } },
        required: ['count'],
      },
      named: { type: 'object', additionalProperties: { type: 'boolean' } },
    },
    required: ['title', 'inner'],
  })
  expect(text).toBe(`{
  title: string (at most 1,200 characters)
  tags?: [string]
  ratio?: [number, string]
  state?: "draft" | "done"
  at?: string (date-time) | null
  inner: {
    count: integer (from 1, to 5)
  }
  named?: {
    [name]: boolean
  }
}`)
})

test('a schema without an end is cut', () => {
  const endless: Parameters<typeof sketch>[0] = { type: 'array' }
  endless.items = endless
  expect(sketch(endless)).toContain('…')
})

test('endpoints stand together by what they are about', () => {
  const document = ApiDocument.parse({
    info: { version: '1' },
    paths: {
      '/api/posts': {
        get: {
          tags: ['Posts'],
          summary: 'List posts',
          'x-access': 'posts.read',
          responses: { 200: { content: { 'application/json': { schema: { type: 'object' } } } } },
        },
        post: {
          tags: ['Posts'],
          summary: 'Write',
          requestBody: { content: { 'application/json': { schema: { type: 'string' } } } },
        },
      },
      '/health': { get: { summary: 'Does it work?' } },
    },
  })
  expect(chaptersOf(document)).toMatchObject([
    {
      title: 'Posts',
      endpoints: [
        { method: 'GET', access: 'posts.read', answer: { type: 'object' }, body: null },
        { method: 'POST', body: { type: 'string' } },
      ],
    },
    { title: 'Other', endpoints: [{ path: '/health' }] },
  ])
})

test('sizes are said in the unit that fits', () => {
  expect([0, 999, 1500, 83_600_000_000, 270e9].map(inBytes)).toEqual([
    '0 bytes',
    '999 bytes',
    '1.5 kB',
    '83.6 GB',
    '270 GB',
  ])
})
