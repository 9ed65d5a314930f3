import { expect, test } from 'vitest'
import { controlSchema } from '../packs/schema.ts'
import { subjectKinds } from './types.ts'

test('personal and academic speech cannot be a subject', () => {
  expect(subjectKinds).toEqual(['request', 'account', 'post', 'reply', 'search', 'case', 'person', 'policy'])
  for (const subject of ['personal-post', 'personal-account', 'speech', 'lecture', 'staff-blog']) {
    const read = controlSchema.safeParse({ id: 'x', clause: 'X-1', subject, moment: 'daily', advise: 'x' })
    expect(read.success).toBe(false)
  }
})

test('no outcome is a verdict about a person', () => {
  for (const outcome of ['discipline', 'punish', 'block-person', 'score']) {
    const read = controlSchema.safeParse({
      id: 'x',
      clause: 'X-1',
      subject: 'person',
      moment: 'daily',
      [outcome]: 'x',
    })
    expect(read.success).toBe(false)
  }
})
