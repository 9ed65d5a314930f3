import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { NetworkProfile } from './profile.ts'
import { profiles } from './profiles.ts'

/** Those that are tested against the real thing here; the others have a stand-in that keeps to what is published. */
const real: Readonly<Record<string, string>> = {
  practice: 'itself',
  bluesky: 'its real server',
  wordpress: 'a real WordPress',
  campuspress: 'a real WordPress',
  email: 'a real mail server',
}

const repeated: Record<NetworkProfile['capabilities']['idempotency'], string> = {
  'by-key': 'harmless: the network knows our key',
  'by-draft': 'harmless: the same draft is published',
  'by-reading-back': 'never without reading the account back first',
  none: 'never; a person settles it',
}

const yes = (can: boolean) => (can ? 'yes' : 'no')

function row({ id, name, capabilities: can, limits }: NetworkProfile): string {
  const cells =
    can.publish === 'manual'
      ? ['a person sends it, guided', '–', '–', '–', '–', '–', 'nothing to test against']
      : [
          repeated[can.idempotency],
          can.images ? String(limits.images) : 'no',
          can.videos ? (can.captions ? 'with captions' : 'yes') : 'no',
          yes(can.threads),
          yes(can.edit),
          yes(can.remove),
          real[id] ?? 'a stand-in',
        ]
  return `| [${name}](src/networks/${id}/README.md) | ${cells.join(' | ')} |`
}

function table(): string {
  const head = [
    'Network',
    'A repeated sending is',
    'Images',
    'Video',
    'Threads',
    'Edit',
    'Delete',
    'Tested against',
  ]
  const rows = profiles.toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB')).map(row)
  return [`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...rows].join('\n')
}

test('the table of networks in the README is what the profiles say', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  expect(readme).toContain(table())
})

test('every network has a README of its own and a guide to connecting it', () => {
  for (const { id } of profiles) {
    const own = new URL(`./${id}/README.md`, import.meta.url)
    expect(readFileSync(own, 'utf8'), id).toMatch(/^# /)
    if (id === 'practice') continue
    const guide = new URL(`../../docs/networks/${id}.md`, import.meta.url)
    expect(readFileSync(guide, 'utf8'), id).toMatch(/^# /)
  }
})
