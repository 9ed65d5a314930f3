import { useQuery } from '@tanstack/react-query'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { StoryLine, type StoryEvent } from '#ui/parts/story-line.tsx'
import { useMay } from '#ui/session.ts'
import type { StoryStep } from '../contract.ts'
import { storyQuery } from './queries.ts'
import css from './records.module.css'

type Fact = StoryStep['facts'][number]

/** The history of a post, from its first record to its last, each with its proof. */
export function Story({ postId }: { postId: string }) {
  const { data, error } = useQuery(storyQuery(postId))
  const mayOpen = useMay('records.read')
  if (error) return <ProblemAlert error={error} />
  if (!data) return <Skeleton lines={4} label="Loading the story" />
  if (data.steps.length === 0)
    return (
      <EmptyState title="Nothing has happened yet" level={3}>
        Each step of this post is told here, with who did it and when, and with its place in the log.
      </EmptyState>
    )
  return (
    <StoryLine label="What happened to this post" events={data.steps.map((step) => eventOf(step, mayOpen))} />
  )
}

function proofLabel({ proof }: StoryStep): string {
  return proof.state === 'proved'
    ? `Record ${proof.seq} of ${proof.size}`
    : 'Recorded; its place in the log follows'
}

function eventOf(step: StoryStep, mayOpen: boolean): StoryEvent {
  return {
    id: step.id,
    at: step.at,
    who: step.who,
    what: step.sentence,
    level: step.level,
    detail: <Details step={step} mayOpen={mayOpen} />,
    ...(mayOpen ? { proof: { label: proofLabel(step), href: `/records/${step.id}` } } : {}),
  }
}

function Details({ step, mayOpen }: { step: StoryStep; mayOpen: boolean }) {
  const rest = mayOpen ? null : <p className={css.place}>{proofLabel(step)}</p>
  return (
    <>
      {step.words.map((words) => (
        <blockquote key={words.label} className={css.words}>
          <span className={css.wordsLabel}>{words.label}</span>
          {words.text}
        </blockquote>
      ))}
      {step.erased && <p>What was written here has been erased. That it was written is still proved.</p>}
      {step.facts.length > 0 && (
        <dl className={css.facts}>
          {step.facts.map((fact) => (
            <div key={fact.label}>
              <dt>{fact.label}</dt>
              <dd>
                <FactValue fact={fact} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {rest}
    </>
  )
}

function FactValue({ fact }: { fact: Fact }) {
  switch (fact.as) {
    case 'instant':
      return <DateTime value={fact.value} />
    case 'link':
      return /^https?:\/\//.test(fact.value) ? (
        <a href={fact.value} rel="noreferrer">
          {fact.value}
        </a>
      ) : (
        fact.value
      )
    case 'clause':
      return <ClauseRef clause={fact.value} />
    case 'digest':
      return <code className={css.hash}>{fact.value}</code>
    case 'text':
      return fact.value
  }
}
