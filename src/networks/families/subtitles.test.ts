import { expect, test } from 'vitest'
import { subRip, subRipOf } from './subtitles.ts'

test('WebVTT becomes SubRip: numbered, with commas and hours, without settings, voices and notes', () => {
  const webVtt = [
    '\uFEFFWEBVTT - Library\n',
    'NOTE\nChecked by the press office\n',
    'STYLE\n::cue { color: red }\n',
    'first\n00:01.000 --> 00:04.250 align:start position:10%\n<v Librarian>Welcome to <i>the</i> library.</v>\nMind the step.\n',
    '01:02:03.004 --> 01:02:05.000\nBye --> now\n',
  ].join('\r\n')
  expect(subRipOf(webVtt)).toBe(
    '1\n00:00:01,000 --> 00:00:04,250\nWelcome to <i>the</i> library.\nMind the step.\n\n2\n01:02:03,004 --> 01:02:05,000\nBye --> now\n',
  )
})

test('SubRip stays as it is', async () => {
  const bytes = new TextEncoder().encode('1\n00:00:00,000 --> 00:00:01,000\nHello\n')
  const captions = { sha256: '', type: 'application/x-subrip', language: 'cy' }
  expect(await subRip({ ...captions, bytes: () => Promise.resolve(bytes) })).toBe(bytes)
})
