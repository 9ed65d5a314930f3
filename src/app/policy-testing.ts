/** For tests: a policy of the institution's own, made up and in force. */
import { ensureEditionInForce } from '#features/policy/index.ts'
import { parsePack } from '#features/policy/packs/pack.ts'
import { newId } from '#platform/db/index.ts'
import { nowOf } from '#platform/services.ts'
import type { TestHouse } from './testing.ts'

const policy = `---
id: example-own
title: Example University social media policy
summary: What the tests need.
owner: Communications team
approver: Registrar
approved: 2026-09-01
review: 2027-09-01
applies-to: [Everybody who posts]
offices:
  - { id: advancement-office, name: Advancement Office, about: Speaks to alumni. }
  - { id: press-office, name: Press Office, about: Answers the news media. }
---

# Example policy

## 1 Care {#EX-1}

**Waiting.** What may be contested waits, and is seen by another pair of eyes. {#EX-1.1}

**Alumni.** The Advancement Office is asked before alumni are. {#EX-1.2}

**Press.** The Press Office approves what goes to the news media. {#EX-1.3}

**Routed.** The Press Office hears of news. {#EX-1.4}
`

const messages = `en-GB:
  waits: This is contested, so it waits {hours} hours and is read by a second person.
  ask-advancement: Ask the Advancement Office first.
  press-approves: The Press Office has to approve this.
  press-hears: The Press Office is told of this.
`

/** Puts these controls into force on top of the baseline, from now on. */
export async function putInForce(house: Pick<TestHouse, 'services'>, controls: string): Promise<void> {
  const pack = parsePack('example-own', {
    'policy.md': policy,
    'controls.yaml': controls,
    'messages.yaml': messages,
    'coverage.yaml': '',
    'examples.yaml': '',
  })
  const at = nowOf(house.services)
  await house.services.db.transaction().execute(async (tx) => {
    await ensureEditionInForce(tx, pack, at)
    await tx
      .insertInto('policy_adoption')
      .values({ id: newId(), pack: 'example-own', since: at, person_id: null, at })
      .execute()
  })
}

const post = (id: string, clause: string, host: string, outcome: string): string => `
- id: ${id}
  clause: ${clause}
  subject: post
  moment: submit
  mark: { fact: links, where: 'it.host == "${host}.example"' }
  ${outcome}
`

/** Each speaks of a link to a host of its own: every other link is other evidence. */
export const exampleControls = {
  waits: post('waits', 'EX-1.1', 'contested', 'hold: { say: waits, hours: 24 }'),
  waitsForPress: post(
    'waits',
    'EX-1.1',
    'contested',
    'hold: { say: waits, hours: 24, office: press-office }',
  ),
  asksAdvancement: post(
    'asks-advancement',
    'EX-1.2',
    'alumni',
    'require: { say: ask-advancement, all: [{ consult: advancement-office }] }',
  ),
  pressApproves: post(
    'press-approves',
    'EX-1.3',
    'press',
    'require: { say: press-approves, all: [{ approval: press-office }] }',
  ),
  pressHears: post('press-hears', 'EX-1.4', 'news', 'route: { say: press-hears, office: press-office }'),
}

/** Gives an office, which is made where it is not there yet. */
export async function giveOffice(
  { services }: Pick<TestHouse, 'services'>,
  officeId: string,
  personId: string,
  deputy = false,
): Promise<void> {
  const at = nowOf(services)
  await services.db
    .insertInto('office')
    .values({ id: officeId, name: officeId, about: '', example: false })
    .onConflict((on) => on.doNothing())
    .execute()
  await services.db
    .insertInto('office_holding')
    .values({ id: newId(), office_id: officeId, person_id: personId, deputy, since: at, until: null })
    .execute()
}
