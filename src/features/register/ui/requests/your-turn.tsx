import { useState } from 'react'
import { Button } from '@mantine/core'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { TextArea } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { Callout } from '#ui/parts/problem-alert.tsx'
import type { RequestView, Stage } from '../../requests/contract.ts'
import { AdviseCard } from './advise-card.tsx'
import { DecideCard } from './decide-card.tsx'
import { adviceWords, decidedWords } from './words.ts'
import css from './requests.module.css'

/** What somebody is writing for a stage; kept here, so that it stays when another person was first. */
export interface Writing {
  text: string
  choice: string
  clauses: string[]
  conditions: string
  question: string
}
const nothingWritten: Writing = { text: '', choice: '', clauses: [], conditions: '', question: '' }

export interface TurnProps {
  view: RequestView
  stage: Stage
  writing: Writing
  onWrite: (part: Partial<Writing>) => void
  /** It was sent: what was written is not kept any more. */
  onSent: () => void
}

export const turnPlace = 'your-turn'

/** What the reader can do for an office: advise, decide, ask. */
export function YourTurn({ view }: { view: RequestView }) {
  const [written, setWritten] = useState<Readonly<Record<string, Writing>>>({})
  const { advise, decide, mayNot } = view.may
  const turn = (stage: Stage): TurnProps => ({
    view,
    stage,
    writing: written[stage.id] ?? nothingWritten,
    onWrite: (part) =>
      setWritten((all) => ({ ...all, [stage.id]: { ...nothingWritten, ...all[stage.id], ...part } })),
    onSent: () => setWritten(({ [stage.id]: _sent, ...others }) => others),
  })
  const late = view.stages.filter(
    ({ id }) =>
      !advise.includes(id) &&
      !decide.includes(id) &&
      (written[id]?.text.trim() || written[id]?.question.trim()),
  )
  if (late.length + advise.length + decide.length === 0 && !mayNot) return null
  return (
    <div id={turnPlace} className={css.turn}>
      {late.map((stage) => (
        <TooLate
          key={stage.id}
          stage={stage}
          writing={written[stage.id] ?? nothingWritten}
          onDrop={turn(stage).onSent}
        />
      ))}
      {view.stages
        .filter(({ id }) => advise.includes(id))
        .map((stage) => (
          <AdviseCard key={stage.id} {...turn(stage)} />
        ))}
      {view.stages
        .filter(({ id }) => decide.includes(id))
        .map((stage) => (
          <DecideCard key={stage.id} {...turn(stage)} />
        ))}
      {mayNot && (
        <Callout title="Somebody else answers here">
          <p>
            {mayNot.say} <ClauseRef clause={mayNot.clause} />
          </p>
        </Callout>
      )}
    </div>
  )
}

interface TooLateProps {
  stage: Stage
  writing: Writing
  onDrop: () => void
}

/** Somebody else was first. What was typed is still here, to be copied from. */
function TooLate({ stage, writing, onDrop }: TooLateProps) {
  const { answer, office } = stage
  const said = answer?.decision
    ? decidedWords[answer.decision]
    : answer?.advice
      ? adviceWords[answer.advice].label
      : null
  const typed = [writing.text, writing.question].filter((text) => text.trim() !== '').join('\n\n')
  return (
    <div role="alert">
      <Callout level="hold" title={answer ? `${answer.by.name} was first` : 'This is no longer asked'}>
        <Stack>
          {answer ? (
            <>
              <p>
                They answered for {office.name}, <DateTime value={answer.at} />: {said}.
              </p>
              <blockquote className={css.said}>{answer.text}</blockquote>
            </>
          ) : (
            <p>The request has changed since you opened it. See above where it stands now.</p>
          )}
          <TextArea label="What you wrote" value={typed} readOnly autosize minRows={2} maxRows={10} />
          <Row>
            <Button variant="outline" onClick={onDrop}>
              I don’t need it any more
            </Button>
          </Row>
        </Stack>
      </Callout>
    </div>
  )
}
