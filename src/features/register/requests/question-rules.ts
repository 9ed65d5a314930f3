import type { AnswerId, Question, RequestKind } from './contract.ts'

/** A question, whom it is put to, and how it is answered. */
export interface QuestionRule {
  id: AnswerId
  kinds: readonly RequestKind[]
  section: string
  label: string
  help: string
  shape: Question['shape']
  options?: Question['options']
  free?: boolean
  longest?: number
  /** Without it the register could not make the entry: it is asked whatever the policy says. */
  always?: { required: boolean; say: string; clause: string }
  /** Asked together with this question. */
  with?: AnswerId
}

export const registered = 'BASE-1.1'
export const purposeClause = 'BASE-1.4'
export const answersClause = 'BASE-1.2'
export const askedClause = 'BASE-14.1'

export const sections = {
  audience: 'Whom it is for',
  where: 'Where',
  purpose: 'What it is for',
  care: 'Who looks after it',
  aim: 'What it is to reach',
  ready: 'Being ready',
  account: 'The account',
}

/** The kind that asks for something new; all the others are about an account that there is. */
export const open = ['open'] as const
export const others = ['hand-over', 'rename', 'merge', 'close'] as const
