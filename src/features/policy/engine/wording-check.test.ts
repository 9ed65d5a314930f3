import { expect, test } from 'vitest'
import { checkWording } from './wording-check.ts'

const kinds = (text: string): string[] =>
  checkWording(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`)

test.each([
  ['What a shit week', ['profanity: shit']],
  ['Fucking hell, motherfuckers', ['profanity: Fucking', 'profanity: motherfuckers']],
  ['The chairman spoke', ['insensitive: chairman']],
  ['a wheelchair bound student', ['insensitive: wheelchair bound']],
])('points at words in “%s”', (text, expected) => {
  expect(kinds(text)).toEqual(expected)
})

test.each([
  ['He is a half-caste', 'half-caste'],
  ['a cheese eating surrender monkey', 'cheese eating surrender monkey'],
  ['a golliwog on the shelf', 'golliwog'],
])('the list of profanities is asked about “%s”', (text, words) => {
  expect(kinds(text)).toContain(`profanity: ${words}`)
})

test.each([
  'Students from Scunthorpe, Penistone, Clitheroe, Lightwater and Sussex',
  'Our Master’s students, hosts of the King’s Hall debate, graduate cum laude',
  'Professor Dickson and Dr Cockburn talk about faeces, dwarf planets and the Pollock paintings',
  'Just an easy, simple and special welcome for parents, wives and husbands',
  'Hitchcock, Hancock, Woodcock and Dickens at the Cockcroft building in Cockermouth, with cocktails',
  'Cumbria’s therapists, the institution’s title, Arsenal, the Titanic and accumulated documents',
  'Analysis of class, mass, assessment and the Essex cockpit',
  'The history of slavery and of the tribes of Britain',
  'Accommodation for disabled people; the midwifery course; asylum law clinic',
  'The invalid code raised an error; the spade work is done; pansies in bloom',
  'Welfare officers, a Hajj talk for Hajis, the women’s basketball team',
  '',
  '1234 !!! 🎓',
])('says nothing about “%s”', (text) => {
  expect(kinds(text)).toEqual([])
})
