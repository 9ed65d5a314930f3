/** For tests: a policy of an institution that asks people to acknowledge it, brought into force at a given instant. */
import { newId, type Db } from '#platform/db/index.ts'
import { ensureEditionInForce } from '../editions.ts'
import { parsePack, type PackSource } from '../packs/pack.ts'

const source = (words: string, controls: string): PackSource => ({
  'policy.md': `---
id: example-policy
title: Example University policy
summary: What official accounts keep to.
owner: Digital team
approver: Director of Governance
approved: 2026-09-01
review: 2028-09-01
applies-to: [Everybody]
---
# Example University policy

## 1 Reading {#EX-1}

**Reading.** Whoever publishes must have read this policy. {#EX-1.1}

**Words.** ${words} {#EX-1.2}
`,
  'controls.yaml': controls,
  'messages.yaml': `en-GB:
  read-it: The edition in force waits for you to read it.
  read-before-publishing: Read the edition in force before you publish.
  own-voice: Say what you know, in your own voice.
`,
  'coverage.yaml': '',
  'examples.yaml': '[]\n',
})

/** Everybody who may publish is asked. */
export const asks = `- id: read-it
  clause: EX-1.1
  subject: person
  moment: sign-in
  when: person.publishes && !person.acknowledged
  require: [{ acknowledgement: edition }]
- id: own-voice
  clause: EX-1.2
  subject: person
  moment: sign-in
  when: '!person.acknowledged'
  guide: own-voice
`

/** And until they have, they publish nothing. */
export const gates = `${asks}- id: read-before-publishing
  clause: EX-1.1
  subject: person
  moment: publish
  require: [{ acknowledgement: edition }]
`

/** Brings an edition of this policy into force; it is the institution's own from then on. Answers its id. */
export async function policyFrom(
  db: Db,
  { at, from = at, words, controls }: { at: string; from?: string; words: string; controls: string },
): Promise<string> {
  const pack = parsePack('example-policy', source(words, controls))
  return db.transaction().execute(async (tx) => {
    const id = await ensureEditionInForce(tx, pack, at, { from, actor: { system: 'policy' } })
    await tx
      .insertInto('policy_adoption')
      .values({ id: newId(), pack: 'example-policy', since: from, person_id: null, at })
      .execute()
    return id
  })
}
