import { expect, test } from 'vitest'
import { profileOf } from '#networks/profiles.ts'
import { changeInTags, changeInText, hashtagsIn, tagKey, typedTag, type TagChange } from './rules.ts'

const tags = (text: string) => hashtagsIn(text).map(({ tag }) => tag)

test.each([
  ['Come to the #OpenDay on Saturday', ['OpenDay']],
  ['#Open is not #OpenDay', ['Open', 'OpenDay']],
  ['(#OpenDay), “#open_day”, #OpenDay2026!', ['OpenDay', 'open_day', 'OpenDay2026']],
  ['a#OpenDay b_#OpenDay &#OpenDay', []],
  ['we are #1 and #2026', []],
  ['press #️⃣ or #⃣', []],
  ['https://example.ac.uk/visit#OpenDay www.example.ac.uk/#OpenDay example.ac.uk/a#OpenDay', []],
  ['example.ac.uk #OpenDay', ['OpenDay']],
  ['＃OpenDay ＃開放日', ['OpenDay', '開放日']],
  ['جامعة #يوم_مفتوح اليوم', ['يوم_مفتوح']],
  ['#דלתות_פתוחות', ['דלתות_פתוחות']],
  ['#می‌خواهم', ['می‌خواهم']],
  ['#Café and #Cafe\u0301', ['Café', 'Cafe\u0301']],
  ['#OpenDay🎓 #🎓OpenDay', ['OpenDay']],
  ['##OpenDay #OpenDay#Visit', ['OpenDay']],
  ['#हिन्दी', ['हिन्दी']],
])('the hashtags of “%s”', (text, wanted) => {
  expect(tags(text)).toEqual(wanted)
})

test.each([
  ['OpenDay', 'OPENDAY', true],
  ['OpenDay', 'ＯｐｅｎＤａｙ', true],
  ['Café', 'Cafe\u0301', true],
  ['straße', 'STRASSE', true],
  ['ΟΔΟΣ', 'οδος', true],
  ['Café', 'Cafe', false],
  ['Open', 'OpenDay', false],
  ['يوم', 'يومي', false],
])('#%s and #%s', (one, other, same) => {
  expect(tagKey(one) === tagKey(other)).toBe(same)
})

test.each([
  ['#OpenDay', 'OpenDay'],
  [' ＃開放日 ', '開放日'],
  ['Cafe\u0301', 'Café'],
  ['open day', null],
  ['#2026', null],
  ['', null],
  ['a-b', null],
])('typed “%s”', (typed, wanted) => {
  expect(typedTag(typed)).toBe(wanted)
})

const replace: TagChange = { mode: 'replace', from: 'OpenDay', to: 'Visit' }
const remove: TagChange = { mode: 'remove', from: 'OpenDay' }
const add: TagChange = { mode: 'add', from: 'OpenDay', to: 'Visit' }

test.each([
  [replace, 'See #openday, #OPENDAY and #OpenDays', 'See #Visit, #Visit and #OpenDays'],
  [replace, '＃ＯｐｅｎＤａｙ', '＃Visit'],
  [replace, 'https://example.ac.uk/#OpenDay #OpenDay', 'https://example.ac.uk/#OpenDay #Visit'],
  [replace, 'مرحبا #OpenDay بكم', 'مرحبا #Visit بكم'],
  [replace, '👩‍👩‍👧‍👦 #OpenDay 🎓', '👩‍👩‍👧‍👦 #Visit 🎓'],
  [remove, 'Come #OpenDay now', 'Come now'],
  [remove, '#OpenDay Come', 'Come'],
  [remove, 'Come.\n\n#OpenDay', 'Come.'],
  [remove, 'Come.\n#OpenDay\nBye.', 'Come.\nBye.'],
  [remove, 'Come.\n\n#OpenDay #Visit', 'Come.\n\n#Visit'],
  [remove, '#OpenDay', ''],
  [add, 'Come #OpenDay now', 'Come #OpenDay #Visit now'],
  [add, 'Come #OpenDay #visit', 'Come #OpenDay #visit'],
  [add, '#OpenDay #OpenDay', '#OpenDay #Visit #OpenDay'],
  [{ mode: 'replace', from: 'openday', to: 'OpenDay' }, '#openday #OpenDay', '#OpenDay #OpenDay'],
] as [TagChange, string, string][])('%o of “%s”', (change, before, after) => {
  const changed = changeInText(before, change)
  expect(changed.text).toBe(after)
  expect(changed.places.length > 0).toBe(before !== after)
})

test('what a network reads as another hashtag is left, and said', () => {
  const bluesky = profileOf('bluesky')!
  const x = profileOf('x')!
  const text = 'See #OpenDay-live and #OpenDay.'
  expect(changeInText(text, replace, [bluesky.entities])).toMatchObject({
    text: 'See #OpenDay-live and #Visit.',
    doubts: ['#OpenDay-live'],
  })
  expect(changeInText(text, replace, [x.entities])).toMatchObject({
    text: 'See #Visit-live and #Visit.',
    doubts: [],
  })
})

test('each place is shown with the words around it, before and after', () => {
  const long = `${'word '.repeat(20)}#OpenDay ${'word '.repeat(20)}`
  const [place] = changeInText(long, replace).places
  expect(place?.before).toMatch(/^….*#OpenDay word.*…$/)
  expect(place?.after).toContain('#Visit word')
})

test('changed twice over and back it is what it was', () => {
  const text = 'Come to the #OpenDay on Saturday. #OpenDay'
  const there = changeInText(text, replace).text
  expect(changeInText(there, { mode: 'replace', from: 'Visit', to: 'OpenDay' }).text).toBe(text)
})

test.each([
  [replace, ['openday', 'study'], ['Visit', 'study']],
  [replace, ['#OpenDay', 'visit'], ['Visit']],
  [remove, ['OpenDay', 'study'], ['study']],
  [add, ['OpenDay', 'study'], ['OpenDay', 'Visit', 'study']],
  [replace, ['open days'], ['open days']],
] as [TagChange, string[], string[]][])('%o in tags %o', (change, before, after) => {
  expect(changeInTags(before, change)).toEqual(after)
})

test.each([
  ['one word', 'a'.repeat(100_000)],
  ['one long name of a host', 'a.'.repeat(50_000)],
  ['one hashtag', `#${'a'.repeat(100_000)}`],
  ['hyphens', '-a'.repeat(50_000)],
])('a very long text of %s is read at once', (_what, text) => {
  const began = performance.now()
  hashtagsIn(text)
  expect(performance.now() - began).toBeLessThan(2_000)
})

test('a network reads a text once, however many hashtags stand in it', () => {
  let asked = 0
  const reads = () => {
    asked += 1
    return []
  }
  changeInText('#Open '.repeat(500), { mode: 'replace', from: 'Open', to: 'Visit' }, [reads])
  expect(asked).toBe(1)
})

test('nothing inside an address is a hashtag, wherever the address begins', () => {
  for (const text of ['..example.ac.uk/#Open', 'See example.ac.uk/a#Open', '(sub.example.ac.uk/#Open)'])
    expect(hashtagsIn(text)).toEqual([])
})
