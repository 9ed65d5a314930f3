import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

type Tokens = Map<string, string>

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

function tokensOf(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`)
  const block = css.slice(start, css.indexOf('\n}', start))
  return new Map([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1] ?? '', m[2] ?? '']))
}

const light = tokensOf(':root')
const dark = tokensOf(":root[data-mantine-color-scheme='dark']")

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const levels = ['advise', 'require', 'refuse', 'hold', 'ok', 'neutral']
const grounds = ['paper', 'card', 'sunk']

/** Text needs 4.5; the edges of controls and the focus ring need 3. */
const pairs: [text: string, ground: string, least: number][] = [
  ...['ink', 'soft', 'accent', 'accent-strong', ...levels].flatMap((text) =>
    grounds.map((ground): [string, string, number] => [text, ground, 4.5]),
  ),
  ...['ink', 'soft', 'accent'].map((text): [string, string, number] => [text, 'accent-soft', 4.5]),
  ...levels.map((level): [string, string, number] => [level, `${level}-bg`, 4.5]),
  ...levels.map((level): [string, string, number] => ['ink', `${level}-bg`, 4.5]),
  ...levels.map((level): [string, string, number] => ['soft', `${level}-bg`, 4.5]),
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-strong', 4.5],
  ['on-refuse', 'refuse', 4.5],
  ...['edge', 'focus'].flatMap((edge) =>
    grounds.map((ground): [string, string, number] => [edge, ground, 3]),
  ),
  ['focus', 'accent-soft', 3],
]

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('%s', (_name, tokens) => {
  test.each(pairs)('%s on %s has at least %s to 1', (text, ground, least) => {
    const [front, back] = [tokens.get(text), tokens.get(ground)]
    if (!front || !back) throw new Error(`no token ${text} or ${ground}`)
    expect(contrast(front, back)).toBeGreaterThanOrEqual(least)
  })
})

test('both schemes name the same colours', () => {
  expect([...dark.keys()].sort()).toEqual([...light.keys()].sort())
})
