import type { StoryLevel, StoryStep } from './contract.ts'

/**
 * How each kind of record is told in a post's story: whole sentences, so that each can be translated as one. A name
 * in braces is filled in; when it isn't known, the record's own summary is told instead. Pure.
 */
interface Template {
  sentence: string
  level?: StoryLevel
  /** The sentence is only true with this fact; without it the summary is told. */
  only?: { fact: string; is: unknown }
}

const templates: Record<string, Template> = {
  'post.created': { sentence: 'Began the post.' },
  'post.submitted': { sentence: 'Asked for approval.' },
  'post.withdrawn': { sentence: 'Took the post back from review to go on writing.' },
  'post.approved': { sentence: 'Approved the post for {account}, exactly as it stood.', level: 'ok' },
  'post.approval-voided': {
    sentence: 'A change voided the approval for {account}; the post needs approval again.',
    level: 'advise',
  },
  'post.changes-asked': { sentence: 'Asked for changes.', level: 'advise' },
  'post.commented': { sentence: 'Commented on the post.' },
  'post.deleted': { sentence: 'Threw the draft away.', level: 'refuse' },
  'post.hashtag-changed': { sentence: 'Changed a hashtag in the post, together with others.' },
  'campaign.post-put-in': { sentence: 'Put the post into a campaign.' },
  'campaign.post-taken-out': { sentence: 'Took the post out of its campaign.' },
  'post.held': {
    sentence: 'Clause {clause} makes the post wait, so that it is looked at again with time between.',
    level: 'hold',
  },
  'post.release-asked': { sentence: 'Asked that the wait under clause {clause} be ended early.' },
  'post.hold-released': {
    sentence: 'Ended the wait under clause {clause} early, with a reason.',
    level: 'advise',
  },
  'post.office-asked': { sentence: 'Clause {clause} asks an office about the post.' },
  'post.office-agreed': { sentence: 'The office asked under clause {clause} agreed.', level: 'ok' },
  'post.office-disagreed': {
    sentence: 'The office asked under clause {clause} did not agree.',
    level: 'refuse',
  },
  'waiver.given': { sentence: 'Made an exception to clause {clause}, with a reason.', level: 'advise' },
  'waiver.ended': { sentence: 'Ended an exception to clause {clause}.' },
  'finding.overridden': {
    sentence: 'Kept words that a check under clause {clause} questions, with a reason.',
    level: 'advise',
  },
  'finding.override-withdrawn': { sentence: 'Took back the reason for keeping words under clause {clause}.' },
  'publication.scheduled': {
    sentence: 'Put the post on the schedule for {account}.',
    only: { fact: 'state', is: 'due' },
  },
  'publication.due': { sentence: 'The post for {account} waits for its time again.' },
  'publication.handed': { sentence: 'Handed the post for {account} to people, who post it by hand.' },
  'publication.taken': { sentence: 'Took it upon themselves to post it on {account}.' },
  'publication.given-back': { sentence: 'Left it to others to post it on {account}.' },
  'publication.recorded-by-hand': {
    sentence: 'Recorded where the post stands on {account}, with a screenshot.',
    level: 'ok',
    only: { fact: 'differs', is: false },
  },
  'publication.intended': { sentence: 'Recorded the intent to send to {account}, before anything was sent.' },
  'publication.sent': { sentence: 'Began to send the post to {account}.' },
  'publication.published': { sentence: 'Published the post on {account}.', level: 'ok' },
  'publication.verified': {
    sentence: 'Read the post back from {account}: it is as approved.',
    level: 'ok',
  },
  'publication.rejected': { sentence: 'The network refused the post for {account}.', level: 'refuse' },
  'publication.unknown': {
    sentence: 'Sent the post to {account} and had no answer, so whether it is there is not known yet.',
    level: 'advise',
  },
  'publication.blocked': {
    sentence: 'The post waits, because something keeps it from going out on {account}.',
    level: 'hold',
  },
  'publication.missed': {
    sentence: 'The time for {account} passed before the post could go, so a person decides.',
    level: 'advise',
  },
  'publication.paused': {
    sentence: 'Held the post for {account}, because everything is paused.',
    level: 'hold',
  },
  'publication.cancelled': { sentence: 'Took the post for {account} off the schedule.' },
  'publication.removed': { sentence: 'Deleted the post on {account}.', level: 'refuse' },
  'publication.edited': { sentence: 'Corrected the words on {account}.' },
  'publication.changed-outside': {
    sentence: 'Noticed that something else stands on {account} than was approved.',
    level: 'refuse',
  },
  'publication.gone': {
    sentence: 'Noticed that the post is gone from {account}, and was not deleted from here.',
    level: 'refuse',
  },
  'publication.as-approved-again': { sentence: 'The post on {account} is as approved again.', level: 'ok' },
  'publication.change-accepted': {
    sentence: 'Accepted what stands on {account}, with a reason.',
    level: 'advise',
  },
  'publication.pinned': { sentence: 'Pinned the post to the head of {account}.' },
  'publication.unpinned': { sentence: 'Let the pinned post on {account} go.' },
  'records.content-erased': { sentence: 'Erased what was written at an earlier step; its proof was kept.' },
}

export interface Told {
  kind: string
  summary: string
  facts: Record<string, unknown>
  /** The account's name, when the record is of one and it is known. */
  account: string | null
}

export function sentenceOf(told: Told): string {
  const template = templates[told.kind]
  if (!template || (template.only && told.facts[template.only.fact] !== template.only.is)) return told.summary
  let complete = true
  const sentence = template.sentence.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const value = name === 'account' ? told.account : told.facts[name]
    if (typeof value === 'string' && value !== '') return value
    complete = false
    return ''
  })
  return complete ? sentence : told.summary
}

export function levelOf(kind: string): StoryLevel {
  return templates[kind]?.level ?? 'neutral'
}

const factLabels: Record<string, { label: string; as: StoryStep['facts'][number]['as'] }> = {
  when: { label: 'To go out', as: 'instant' },
  publishAt: { label: 'To go out', as: 'instant' },
  dueAt: { label: 'To go out', as: 'instant' },
  url: { label: 'On the network', as: 'link' },
  clause: { label: 'Clause', as: 'clause' },
  postedAt: { label: 'Posted', as: 'instant' },
  screenshot: { label: 'SHA-256 of the screenshot', as: 'digest' },
  digest: { label: 'SHA-256 of what was approved', as: 'digest' },
}

/** The facts that a reader of the story wants, in the table's order; the rest stands in the record. */
export function factsOf(facts: Record<string, unknown>): StoryStep['facts'] {
  return Object.entries(factLabels).flatMap(([key, { label, as }]) => {
    const value = facts[key]
    if (typeof value !== 'string' || value === '') return []
    if (as === 'instant' && Number.isNaN(Date.parse(value))) return []
    return [{ label, value, as }]
  })
}

const wordLabels: Record<string, string> = {
  note: 'Note',
  reason: 'Reason',
  text: 'Comment',
  words: 'As posted by hand',
  approved: 'As approved',
  standing: 'As it stands',
  before: 'Before',
  after: 'After',
  title: 'Title',
  instead: 'What may stay',
}

/** What people wrote at a step, as far as it is text. */
export function wordsOf(content: unknown): StoryStep['words'] {
  if (typeof content !== 'object' || content === null) return []
  const said = content as Record<string, unknown>
  return Object.entries(wordLabels).flatMap(([key, label]) => {
    const text = said[key]
    return typeof text === 'string' && text !== '' ? [{ label, text }] : []
  })
}

/** Who acted, for people: a name as it was then, or Rostrum for any part of it. */
export function whoOf(actor: { name: string } | { system: string }): string {
  return 'name' in actor ? actor.name : 'Rostrum'
}
