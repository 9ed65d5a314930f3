import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packsFolder } from '../packs.ts'
import { packFiles, parsePack } from '../packs/pack.ts'
import type { Pack, PackSource } from '../packs/pack.ts'
import { lintPack } from './index.ts'
import { samplePack } from './sample.ts'

// The seven defects of a real policy, in our words; see the pack “uwl”.
const policy = `# Policy

## 1 Introduction {#UWL-1}

What this is for. {#UWL-1.1}

## 2 General principles {#UWL-2}

**Students.** Staff must never be in touch with students from personal social media. For example: no friend request in either direction, and no chat on WhatsApp, Telegram, or any other social media channel. {#UWL-2.1}

**Other policies.** Posts keep to them. The code of practice on freedom of speach covers posts too. {#UWL-2.2a}

**Respect.** No remark is made against anybody for their sex, race, gender, gender reassignment, race, nationality, religion or belief, disability, sexual orientation or age. {#UWL-2.3b}

## 3 Official accounts {#UWL-3}

**Approval.** The Head of Marketing approves a new account. {#UWL-3.3}

## 7 Safety {#UWL-7}

**Passwords.** Use a strong password of its own for each account, and consider two-factor authentication where there is any. {#UWL-7.1d}

## 9 The law {#UWL-9}

**Posts that may be unlawful.** A post against the general principles in section 3 may break the Communications Act 2003, the Contempt of Court Act 1981, the Data Protection Act 2018 or the Defamation Act 2013. {#UWL-9.2}

**Further law.** The Human Rights Act 1998, the Regulation of Investigatory Powers Act 2000 and the Telecommunications (Lawful Business Practice) (Interception of Communications) Regulations 2000 matter too. {#UWL-9.3}
`

const sevenDefects = [
  ['review-date', undefined, /31 October 2025/],
  ['references', 'UWL-9.2', /“General principles” is section 2/],
  ['spelling', 'UWL-2.2a', /“speach”/],
  ['said-twice', 'UWL-2.3b', /“race” twice/],
  ['law', 'UWL-9.3', /Lawful Business Practice.*replaced/],
  ['two-factor', 'UWL-7.1d', /second factor/],
  ['example-scope', 'UWL-2.1', /while its example speaks of/],
] as const

test('finds the seven defects and nothing else that weighs', () => {
  const pack = samplePack({ policy, front: { approved: '2022-11-15', review: '2025-10-31' } })
  const found = lintPack(pack, { today: '2026-11-21' })
  for (const [rule, clause, says] of sevenDefects) {
    expect(found).toContainEqual(
      expect.objectContaining({ rule, ...(clause && { clause }), says: expect.stringMatching(says) }),
    )
  }
  const others = found.filter(
    (one) =>
      one.weight !== 'advice' &&
      !sevenDefects.some(([rule, clause]) => one.rule === rule && one.clause === clause),
  )
  expect(others).toEqual([])
  expect(found.filter(({ rule, clause }) => rule === 'law' && clause === 'UWL-9.3')).toHaveLength(2)
})

/** Only the words: so that this says the same while the controls of a pack are being written. */
async function policyOf(name: string): Promise<Pack> {
  const none = Object.fromEntries(packFiles.map((file) => [file, ''])) as PackSource
  return parsePack(name, {
    ...none,
    'policy.md': await readFile(join(packsFolder, name, 'policy.md'), 'utf8'),
  })
}

test('the pack “uwl” keeps the seven defects of its source, and the lint finds them', async () => {
  const found = lintPack(await policyOf('uwl'), { today: '2026-11-21' })
  for (const [rule, clause, says] of sevenDefects) {
    expect(found).toContainEqual(
      expect.objectContaining({ rule, ...(clause && { clause }), says: expect.stringMatching(says) }),
    )
  }
  // Beside them only: an act in the list of UWL-9.2 and 9.3, and criticism as a matter of disrepute in 2.3d.
  const others = found.filter(
    ({ rule, clause }) => !sevenDefects.some((one) => one[0] === rule && one[1] === clause),
  )
  expect(new Set(others.map(({ rule, clause, weight }) => `${rule} ${clause} ${weight}`))).toEqual(
    new Set(['law UWL-9.2 advice', 'criticism UWL-2.3d warning']),
  )
})

test.each([
  ['baseline', []],
  ['aston', ['criticism ASTON-102 advice']],
  ['essex', ['overreach ESSEX-50a advice']],
])('the words of the pack “%s” give no false alarm', async (name, expected) => {
  const found = lintPack(await policyOf(name), { today: '2026-11-21' })
  expect(found.map(({ rule, clause, weight }) => `${rule} ${clause} ${weight}`)).toEqual(expected)
})
