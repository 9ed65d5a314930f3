import { stringify } from 'yaml'
import type { PackFile } from '../packs/pack.ts'

/** The files of a small pack that works: three clauses, a control for each, and comments that teach. */
export function starterPack(name: string, today: Temporal.PlainDate): Record<PackFile, string> {
  const prefix = prefixOf(name)
  const title = name.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase())
  return {
    'policy.md': policy(name, title, prefix, today),
    'controls.yaml': controls(prefix),
    'messages.yaml': messages,
    'examples.yaml': examples,
    'coverage.yaml': coverage(prefix),
  }
}

/** Clause ids begin with it: the initials of several words, or one word whole. */
function prefixOf(name: string): string {
  const words = name.split('-').filter((word) => /[a-z]/.test(word))
  const letters =
    words.length > 1 ? words.map((word) => /[a-z]/.exec(word)?.[0] ?? '').join('') : (words[0] ?? '')
  return (
    letters
      .replace(/[^a-z]/g, '')
      .toUpperCase()
      .slice(0, 12) || 'POLICY'
  )
}

const schemaLine = (file: string): string => `# yaml-language-server: $schema=.schema/${file}.json\n`

const policy = (name: string, title: string, prefix: string, today: Temporal.PlainDate): string => `---
id: ${stringify(name).trim()}
title: ${title} social media policy
summary: What the university’s official accounts keep to.
owner: Digital team
approver: Head of Communications
approved: ${today.toString()}
review: ${today.add({ years: 1 }).toString()}
applies-to: [Everybody who posts for the university]
# The offices that the policy gives a duty to, and the ones that approve an edition of it.
offices:
  - id: head-of-communications
    name: Head of Communications
    about: Approves each edition of this policy.
    contact: [email]
approved-by: [head-of-communications]
---

# ${title} social media policy

This paragraph has no anchor, so it introduces its section and is no clause.

## 1 Before a post goes out {#${prefix}-1}

**A second reader.** Somebody other than its author approves each post. {#${prefix}-1.1}

## 2 What a post may hold {#${prefix}-2}

**Telephone numbers.** A post gives the number of a service, not a person’s own. {#${prefix}-2.1}

**Links for students.** A post for students shows where its links lead. {#${prefix}-2.2}
`

const controls = (
  prefix: string,
): string => `${schemaLine('controls')}# What happens about the clauses of policy.md. Each control has a clause, a subject, a moment and one outcome.

# The simplest control: no condition, so it always holds. Its sentence in messages.yaml has the name of its id.
- id: second-reader
  clause: ${prefix}-1.1
  subject: post
  moment: submit
  require: [{ approval: another-person }]

# "mark" points at what a detector found, and the control speaks once for each thing found. "where" is a condition
# over one of them, "it". "require" with a reason lets the author keep the number and say why.
- id: telephone-numbers
  clause: ${prefix}-2.1
  subject: post
  moment: [write, submit, publish]
  mark: { fact: telephones, where: '!it.institutional && it.kind != "service"' }
  require:
    say: telephone-numbers
    offer: { id: use-suggestion, replace: suggestion }
    all: [{ reason: author }]

# "when" is a condition over the whole post. Together with a mark, both have to hold.
- id: plain-links
  clause: ${prefix}-2.2
  subject: post
  moment: [write, submit]
  when: '"students" in post.audiences'
  mark: { fact: links, where: it.shortened }
  advise: plain-links
`

const messages = `${schemaLine('messages')}# Sentences that people read, by language. Each is whole; {text} is what was found, {suggestion} one of its attributes.
en-GB:
  second-reader: Somebody other than you approves this post before it goes out.
  telephone-numbers: “{text}” is not a number that the university lists. Use a listed one, or say why this one is needed.
  plain-links: “{text}” hides where it leads. Give students the whole address.

  # The label of the way out that telephone-numbers offers.
  offer.use-suggestion: Use {suggestion}

  # What each control does, for the page of the policy.
  does.second-reader: A post cannot go out before another person has approved it.
  does.telephone-numbers: Numbers that the university does not list are marked; the author takes them out or gives a reason.
  does.plain-links: Shortened links in posts for students are marked.
`

const examples = `${schemaLine('examples')}# Give each control four at least: it fires, it does not, the edge, and something that only looks like it.
# They are judged at a made-up Example University: telephone 01632 960000, example.ac.uk, EX1 2AB.
- control: second-reader
  name: every post, when it is handed in
  given: { text: Our open day is on Saturday. }
  expect: require
- control: second-reader
  name: not while it is being written
  moment: write
  given: { text: Our open day is on Saturday. }
  expect: nothing
- control: second-reader
  name: a post to three accounts is approved once
  given: { accounts: 3 }
  expect: { outcome: require, count: 1 }
- control: second-reader
  name: one for staff alone, too
  given: { text: The car park closes at six., audiences: [staff] }
  expect: require

- control: telephone-numbers
  name: a person’s mobile
  given: { text: Ring the tutor on 07700 900 142. }
  expect: { outcome: require, marks: [07700 900 142] }
- control: telephone-numbers
  name: the number that the university lists
  given: { text: Ring us on 01632 960000. }
  expect: nothing
- control: telephone-numbers
  name: a freephone number is a service’s
  given: { text: Ring 0800 496 0999 at any time. }
  expect: nothing
- control: telephone-numbers
  name: a room is no telephone
  given: { text: 'We meet in room 01632, at 9.' }
  expect: nothing

- control: plain-links
  name: a shortened link for students
  given: { text: 'Enrol at https://bit.ly/3abcdef', audiences: [students] }
  expect: { outcome: advise, count: 1 }
- control: plain-links
  name: the whole address
  given: { text: 'Enrol at https://www.example.ac.uk/enrol', audiences: [students] }
  expect: nothing
- control: plain-links
  name: for alumni it may be short
  given: { text: 'Read more at https://bit.ly/3abcdef', audiences: [alumni] }
  expect: nothing
- control: plain-links
  name: students among others
  given: { text: 'Enrol at https://bit.ly/3abcdef', audiences: [staff, students] }
  expect: advise
`

const coverage = (
  prefix: string,
): string => `${schemaLine('coverage')}# For clauses that no control honours: something else does, or nothing yet. Take the # away to use this one.
# - clause: ${prefix}-3.1
#   status: not-covered
#   says: Complaints come with incidents.
`
