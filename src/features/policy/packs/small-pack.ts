import { CorruptPack } from './faults.ts'
import type { PackFault } from './faults.ts'
import { parsePack } from './pack.ts'
import type { PackFile, PackSource } from './pack.ts'

/** A whole pack in as few lines as can be, for tests that spoil it. */
export const smallPack: PackSource = {
  'policy.md': `---
id: small
title: Small policy
summary: A policy for a test.
owner: Digital team
approver: Head of Marketing and Communications
approved: 2026-09-01
review: 2027-09-01
applies-to: [Everybody]
---
# Small policy

## 1 Telephone {#SMALL-1}

**Numbers.** No mobile numbers. {#SMALL-1.1}

**Extensions.** No extensions. {#SMALL-1.2}
`,
  'controls.yaml': `- id: numbers
  clause: SMALL-1.1
  subject: post
  moment: write
  mark: facts.telephones
  advise: numbers
`,
  'messages.yaml': 'en-GB:\n  numbers: That is a number.\n  other: Another sentence.\n',
  'coverage.yaml': '',
  'examples.yaml': '- { control: numbers, given: { text: 07700 900142 }, expect: advise }\n',
}

export type Change = (text: string) => string
export const append =
  (more: string): Change =>
  (text) =>
    text + more
export const swap =
  (old: string, now: string): Change =>
  (text) => {
    if (!text.includes(old)) throw new Error(`“${old}” is not in the text`)
    return text.replace(old, now)
  }

export function faultsOf(file: PackFile, change: Change): PackFault[] {
  try {
    parsePack('small', { ...smallPack, [file]: change(smallPack[file]) })
  } catch (error) {
    if (error instanceof CorruptPack) return error.faults
    throw error
  }
  return []
}
