import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#features/people/index.ts'
import { profiles } from '#networks/profiles.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { makeVideo } from '#testing/video.ts'
import { assetsFor } from '../store.ts'
import { mediaForm, videoSlice } from '../media-form.ts'
import { communicator } from '../testing.ts'
import { uploadVideo } from '../video/upload-video.ts'
import { parseCaptions, toSrt, toVtt } from './formats.ts'
import { dropCaptions, keepCaptions, readCaptions } from './keep-captions.ts'
import { captionBytes } from './store.ts'

let services: TestServices
let officer: Actor
let id: string

beforeAll(async () => {
  services = await testServices()
  officer = await communicator(services)
  const bytes = await makeVideo({ seconds: 10, audio: true })
  const chunks = (async function* () {
    yield bytes
  })()
  id = (await uploadVideo(services, officer, { name: 'talk.mp4', chunks })).id
})
afterAll(() => services.close())

const srt =
  '1\r\n00:00:01,000 --> 00:00:02,500\r\nDoors open at <i>ten</i>.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nTea & cake\r\nfor 5 < 6\r\n'
const cues = [
  { from: 1000, to: 2500, text: 'Doors open at <i>ten</i>.' },
  { from: 3000, to: 4000, text: 'Tea & cake\nfor 5 < 6' },
]

test('SubRip is read, and told as WebVTT', () => {
  expect(parseCaptions(`\uFEFF${srt}`)).toEqual({ ok: true, cues })
  expect(toVtt(cues)).toBe(
    'WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nDoors open at <i>ten</i>.\n\n00:00:03.000 --> 00:00:04.000\nTea &amp; cake\nfor 5 &lt; 6\n',
  )
})

test('WebVTT is read without notes, styles, names of captions and places, and with who speaks', () => {
  const file = `WEBVTT - Tour\nKind: captions\n\nNOTE made by hand\nand checked\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01.000 --> 00:02.500 line:0 align:start\n<v.loud Guide>Doors open at <b.big>ten</b></v>\n\n1:00:00.000 --> 1:00:01.000\nTea &amp; <c.x>cake</c> &lt;3\n`
  expect(parseCaptions(file)).toEqual({
    ok: true,
    cues: [
      { from: 1000, to: 2500, text: 'Guide: Doors open at <b>ten</b>' },
      { from: 3_600_000, to: 3_601_000, text: 'Tea & cake <3' },
    ],
  })
})

test.each([
  ['', 1, 'no caption'],
  ['WEBVTT\n\nNOTE nothing\n', 1, 'no caption'],
  ['Just words', 1, 'times is missing'],
  ['1\n00:00:01,000 -> 00:00:02,000\nHello', 1, 'times is missing'],
  ['1\n00:00:01,000 --> 00:00:62,000\nHello', 2, 'not a time'],
  ['1\n00:00:03,000 --> 00:00:02,000\nHello', 2, 'ends before it begins'],
  ['1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:02,000 --> 00:00:03,000\nHi', 2, 'no words'],
  ['1\n00:00:01,000 --> 00:00:02,000\nHello\n2\n00:00:02,000 --> 00:00:03,000\nHi', 5, 'empty line'],
  ['one\n00:00:01,000 --> 00:00:02,000\nHello', 1, 'only be a number'],
  ['1\n00:00:01,000 --> 00:00:02,000\nCaf\uFFFD', 1, 'UTF-8'],
  ['WEBVTT\n00:01.000 --> 00:02.000\nHello', 2, 'empty line'],
])('%j is refused with its line', (file, line, say) => {
  expect(parseCaptions(file)).toEqual({ ok: false, line, say: expect.stringContaining(say) })
})

test('whatever stands in captions comes back from either form', () => {
  const words = fc
    .array(fc.stringMatching(/^[\p{L}\p{N}<>&;:,.!?'"() \u{1F600}-\u{1F64F}]{1,30}$/u), {
      minLength: 1,
      maxLength: 3,
    })
    .map((lines) => lines.join('\n'))
    .filter((text) =>
      text.split('\n').every((line) => line.trim() !== '' && !/-->|<\/?font|\{\\/i.test(line)),
    )
  const cue = fc
    .record({ from: fc.nat(359_000_000), lasts: fc.integer({ min: 1, max: 10_000 }), text: words })
    .map(({ from, lasts, text }) => ({ from, to: from + lasts, text }))
  fc.assert(
    fc.property(fc.array(cue, { minLength: 1, maxLength: 8 }), (all) => {
      expect(parseCaptions(toSrt(all))).toEqual({ ok: true, cues: all })
      expect(parseCaptions(toVtt(all))).toEqual({ ok: true, cues: all })
    }),
  )
})

test('captions are kept with a video in both forms, read, corrected and taken away', async () => {
  const kept = await keepCaptions(services, officer, { id, language: 'EN-gb', text: srt })
  expect(kept.captions).toMatchObject([{ language: 'en-GB', cues: 2 }])
  expect(await readCaptions(services, id, 'en-GB')).toEqual({
    language: 'en-GB',
    srt: toSrt(cues),
    vtt: toVtt(cues),
  })
  await keepCaptions(services, officer, { id, language: 'cy', text: toVtt(cues) })
  expect((await assetsFor(services.db, [id]))[0]?.captions.map(({ language }) => language)).toEqual([
    'cy',
    'en-GB',
  ])
  expect((await dropCaptions(services, officer, id, 'cy')).captions).toHaveLength(1)
  await expect(readCaptions(services, id, 'cy')).rejects.toMatchObject({ code: 'not-found' })
})

test.each([
  ['en-GB', 'Just words', 'assets.captions-unreadable', 'Line 1:'],
  ['english!', srt, 'assets.no-language', 'is not a language'],
  ['en-GB', '1\n00:00:20,000 --> 00:00:21,000\nLate\n', 'assets.captions-too-long', '“Late”'],
])('captions in %s with %j are refused: %s', async (language, text, code, say) => {
  await expect(keepCaptions(services, officer, { id, language, text })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(say),
  })
})

test('each network gets captions in the form it wants, and what was approved stays when they are corrected', async () => {
  await keepCaptions(services, officer, { id, language: 'en-GB', text: srt })
  const taking = profiles.filter(({ limits }) => limits.video && limits.video.captions.length > 0)
  expect(taking.length).toBeGreaterThan(1)
  for (const { limits } of taking) {
    const form = await mediaForm(services, { assetId: id, crop: null }, limits)
    expect(form.video?.captions).toMatchObject([{ type: limits.video?.captions[0], language: 'en-GB' }])
  }
  const [first] = taking
  if (!first) throw new Error('No network takes captions.')
  const form = await mediaForm(services, { assetId: id, crop: null }, first.limits)
  await keepCaptions(services, officer, { id, language: 'en-GB', text: srt.replace('ten', 'nine') })
  const [captions] = form.video?.captions ?? []
  if (!captions) throw new Error('There are no captions.')
  const bytes = Buffer.from(await captionBytes(services, id, captions.sha256, captions.type)).toString('utf8')
  expect(bytes).toContain('ten')
  expect(
    (await mediaForm(services, { assetId: id, crop: null }, first.limits)).video?.captions[0]?.sha256,
  ).not.toBe(captions.sha256)
  expect(Buffer.from(await videoSlice(services, id, form.sha256, [4, 8])).toString()).toBe('ftyp')
  await expect(videoSlice(services, id, '0'.repeat(64), [0, 4])).rejects.toMatchObject({ code: 'not-found' })
})
