import { expect, test } from 'vitest'
import { accountsOf, type KnownAccount } from './accounts.ts'

const account = (
  id: string,
  network: string,
  handle: string,
  more: Partial<KnownAccount> = {},
): KnownAccount => ({
  id,
  network,
  handle,
  displayName: `${handle} ${network}`,
  url: null,
  mayWrite: true,
  open: true,
  ...more,
})
const all = [
  account('1', 'x', 'exampleuni'),
  account('2', 'bluesky', 'exampleuni.bsky.social'),
  account('3', 'linkedin', 'example-university', { displayName: 'Example University' }),
  account('4', 'instagram', 'exampleuni'),
  account('5', 'x', 'library', { mayWrite: false }),
  account('6', 'facebook', 'oldpage', { open: false }),
  account('7', 'mastodon', 'library@social.example.ac.uk'),
  account('8', 'youtube', 'alpha'),
  account('9', 'youtube', 'beta'),
]
const ids = (accounts: string, networks = '') =>
  accountsOf(all, { accounts, networks }).accounts.map(({ id }) => id)
const faults = (accounts: string, networks = '') =>
  accountsOf(all, { accounts, networks }).notes.map(({ say, fix }) => `${say} ${fix}`)

test.each([
  ['X: @exampleuni', ['1']],
  ['@exampleuni on Twitter', ['1']],
  ['exampleuni (Instagram)', ['4']],
  ['Instagram @exampleuni; exampleuni.bsky.social', ['4', '2']],
  ['Example University', ['3']],
  ['https://x.com/exampleuni/', ['1']],
  ['www.instagram.com/exampleuni?igsh=1', ['4']],
  ['Bluesky, LinkedIn', ['2', '3']],
  ['bluesky\nBluesky', ['2']],
  ['@library@social.example.ac.uk', ['7']],
  ['', []],
])('“%s”', (cell, wanted) => {
  expect(ids(cell)).toEqual(wanted)
  expect(faults(cell)).toEqual([])
})

test('a column of networks says which of the same handle is meant, or names the accounts alone', () => {
  expect(ids('@exampleuni', 'X; Instagram')).toEqual(['1', '4'])
  expect(ids('', 'Bluesky | X')).toEqual(['2', '1'])
  expect(faults('@exampleuni', 'MySpace')[0]).toContain('No network here is called “MySpace”')
})

test.each([
  ['@exampleuni', 'several accounts', '@exampleuni on X or @exampleuni on Instagram'],
  ['YouTube', 'several accounts on YouTube', '@alpha on YouTube or @beta on YouTube'],
  ['X: library', 'may not write for @library on X', 'administrator'],
  ['oldpage', 'is not open', 'another'],
  ['@examplunii', 'No account here is called', 'Is @exampleuni on X meant?'],
  ['somewhere else', 'No account here is called', 'Write the handle'],
  ['TikTok', 'no account on TikTok', 'ask for an account'],
])('“%s” is to be mended', (cell, say, fix) => {
  expect(faults(cell)).toEqual([expect.stringContaining(say)])
  expect(faults(cell)).toEqual([expect.stringContaining(fix)])
})

test('a column of words that is taken for accounts is said at once, however many accounts there are', () => {
  const many = Array.from({ length: 5_000 }, (_, at) => account(`many-${at}`, 'x', `example-${at}`))
  const words = Array.from({ length: 5_000 }, (_, at) => `word ${at}`).join(', ')
  const began = performance.now()
  const { accounts, notes } = accountsOf(many, { accounts: words, networks: '' })
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(accounts).toEqual([])
  expect(notes).toMatchObject([{ level: 'fault', say: expect.stringContaining('more than 100') as string }])
})
