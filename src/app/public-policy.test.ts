import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureEditionInForce, loadPack, packNames, packsFolder } from '#features/policy/index.ts'
import { textOfPdf } from '#features/policy/public/testing.ts'
import type { Pack } from '#features/policy/index.ts'
import { newId } from '#platform/db/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { testServices } from '#testing/services.ts'
import { buildWeb, composeHouse } from './compose.ts'
import { testHouse, testKeys, type TestHouse } from './testing.ts'

let house: TestHouse
let app: ApiApp
const packs = new Map<string, Pack>()

/** The first edition is old, the second in force, the third approved for the new year. */
beforeAll(async () => {
  house = await testHouse({ now: '2026-11-21T09:00:00Z' })
  app = await buildWeb(composeHouse(house.services, testKeys(house.services)), { pages: false })
  for (const name of await packNames()) packs.set(name, await loadPack(`${packsFolder}/${name}`))
  await house.services.db.transaction().execute(async (tx) => {
    for (const name of ['aston', 'essex', 'uwl'])
      for (const [nth, from] of ['2026-10-01', '2026-11-01', '2027-01-01'].entries()) {
        const pack = structuredClone(packs.get(name)!)
        const clause = pack.clauses[0]!
        if (nth === 0) pack.clauses.push({ ...clause, id: `${clause.id}.99`, title: 'Dropped since' })
        if (nth > 0)
          clause.text += ` As of ${nth}: see [the library](https://example.ac.uk/library), *dŵr* & <b>.`
        await ensureEditionInForce(tx, pack, '2026-10-01T00:00:00Z', {
          from: `${from}T00:00:00Z`,
          actor: { system: 'policy' },
        })
      }
    const since = '2026-10-01T00:00:00Z'
    await tx
      .insertInto('policy_adoption')
      .values({ id: newId(), pack: 'uwl', since, person_id: null, at: since })
      .execute()
  })
})
afterAll(async () => {
  await app.close()
  await house.close()
})

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers })
const plain = (words: string) => words.replaceAll(/\s+/g, '')
const unescaped = (page: string) =>
  page
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
const lastingOf = (name: string) => `/public/policy/${name}/${name === 'baseline' ? 1 : 2}`

test('the policy in force is there for everybody, own first and the baseline beneath, without a script', async () => {
  const { body, statusCode, headers } = await get('/public/policy')
  expect(statusCode).toBe(200)
  expect(body).not.toMatch(/<script|<style|\sstyle=|\son\w+=/)
  expect(String(headers['content-security-policy'])).toContain("default-src 'none'")
  expect(headers['x-ratelimit-limit']).toBe('1200')
  expect(body).toContain('<link rel="canonical" href="http://localhost:3000/public/policy" />')
  expect(body).toContain('<html lang="en-GB">')
  expect(body.indexOf('id="UWL-3.3"')).toBeGreaterThan(0)
  expect(body.indexOf('id="BASE-1.1"')).toBeGreaterThan(body.indexOf('id="UWL-10.1"'))
  const levels = [...body.matchAll(/<h(\d)/g)].map(([, level]) => Number(level))
  expect(levels[0]).toBe(1)
  levels.forEach((level, at) => expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1))
  const ids = [...body.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('every clause of every pack stands on its page, escaped, and in its PDF', async () => {
  for (const [name, pack] of packs) {
    const [{ body }, pdf] = [await get(lastingOf(name)), await get(`${lastingOf(name)}.pdf`)]
    expect(pdf.headers['content-type']).toBe('application/pdf')
    const [words, printed] = [plain(unescaped(body)), plain(textOfPdf(pdf.rawPayload))]
    expect(printed).not.toContain('�')
    for (const { id, title, text } of pack.clauses) {
      expect(body).toContain(`id="${id}"`)
      const wanted = plain(text.replaceAll(/[*_`\\]/g, '').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1'))
      for (const part of [id, plain(title), wanted]) {
        expect(words, `${id} on the page`).toContain(part)
        expect(printed, `${id} in the PDF`).toContain(part)
      }
    }
  }
  const { body } = await get(lastingOf('uwl'))
  expect(body).toContain(
    '<a href="https://example.ac.uk/library" rel="noreferrer">the library</a>, <em>dŵr</em>',
  )
  expect(body).not.toContain('<b>.')
})

test('an old edition says that it is no longer in force, one to come says from when', async () => {
  const old = (await get('/public/policy/uwl/1')).body
  expect(old).toContain('This edition is no longer in force.')
  expect(old).toContain('<meta name="robots" content="noindex" />')
  expect((await get('/public/policy/uwl/3')).body).toContain('comes into force on 1 January 2027')
  const now = (await get('/public/policy/uwl/2')).body
  expect(now).not.toContain('class="mark"')
  for (const edition of [1, 2, 3]) expect(now).toContain(`href="/public/policy/uwl/${edition}"`)
})

test('a clause leads to where it stands now; one that was dropped, to the editions that have it', async () => {
  const found = await get('/public/policy/clauses/BASE-3.1')
  expect([found.statusCode, found.headers.location]).toEqual([302, '/public/policy#BASE-3.1'])
  const dropped = await get('/public/policy/clauses/UWL-0.99')
  expect(dropped.statusCode).toBe(404)
  expect(dropped.body).toContain('href="/public/policy/uwl/1"')
})

test('what is not there is said with help', async () => {
  for (const path of [
    'uwl/9',
    'uwl/0',
    'uwl/99999999999999',
    'uwl/one',
    'nowhere/1',
    'clauses/%3Cscript%3E',
  ]) {
    const { statusCode, body, headers } = await get(`/public/policy/${path}`)
    expect([path, statusCode, headers['content-type']]).toEqual([path, 404, 'text/html; charset=utf-8'])
    expect(body).toContain('href="/public/policy"')
    expect(body).not.toContain('<script')
  }
  expect((await get('/public/fonts/passwd')).statusCode).toBe(404)
})

test('the PDF is tagged, has its particulars, and is the same each time', async () => {
  const [one, two] = [await get('/public/policy.pdf'), await get('/public/policy.pdf')]
  expect(one.rawPayload.equals(two.rawPayload)).toBe(true)
  const raw = one.rawPayload.toString('latin1')
  for (const part of [
    '/Marked true',
    '/Lang (en-GB)',
    '/Outlines',
    '/S /H1',
    '/S /H2',
    '/S /P',
    '/S /Link',
    '/S /TOC',
  ])
    expect(raw).toContain(part)
  const text = textOfPdf(one.rawPayload)
  expect(text).toContain('UWL-3.3')
  expect(text).toContain('BASE-1.1')
})

test('an unchanged page costs a word', async () => {
  for (const path of ['/public/policy', '/public/policy.pdf', '/public/policy/uwl/1']) {
    const { headers } = await get(path)
    expect(headers['cache-control']).toBe('public, max-age=300')
    const again = await get(path, { 'if-none-match': String(headers.etag) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  }
})

test('before an institution is set up there is a sentence', async () => {
  const services = await testServices()
  const bare = await buildWeb(composeHouse(services, testKeys(services)), { pages: false })
  for (const path of [
    '/public/policy',
    '/public/policy.pdf',
    '/public/policy/baseline/1',
    '/public/policy/clauses/BASE-1.1',
  ]) {
    const { statusCode, body } = await bare.inject({ method: 'GET', url: path })
    expect(statusCode).toBe(404)
    expect(body).toContain('has not been set up')
  }
  await bare.close()
  await services.close()
})

test('its colours are those of the product', async () => {
  const tokens = readFileSync(new URL('../ui/tokens.css', import.meta.url), 'utf8')
  const { body } = await get('/public/policy.css')
  const [screen = ''] = body.split('@media print')
  const used = [...screen.matchAll(/(--[\w-]+: #[0-9a-f]{6});/g)].map(([, declaration]) => declaration)
  expect(used.length).toBeGreaterThan(20)
  for (const declaration of used) expect(tokens).toContain(`${declaration};`)
})
