import { Button } from '@mantine/core'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { Steps, type Step } from '#ui/parts/steps.tsx'
import type { RequestView, Stage } from '../../requests/contract.ts'
import { turnPlace } from './your-turn.tsx'
import { adviceWords, decidedWords, stageWords } from './words.ts'
import css from './requests.module.css'

/** Where it stands, whom it waits for, and what comes next. */
export function StandingCard({ view }: { view: RequestView }) {
  const { standing } = view
  return (
    <Card title="Where it stands">
      <Stack>
        <Steps label="Where the request stands" steps={stepsOf(view)} />
        <p className={css.standing}>{standing.say}</p>
        {standing.waitingFor.length > 0 && (
          <ul className={css.plain}>
            {standing.waitingFor.map(({ name, people, you }) => (
              <li key={name}>
                <strong>{name}</strong>
                {people.length > 0 && people.join() !== name && <>: {people.join(', ')}</>}{' '}
                {you && <Chip level="require">You</Chip>}
              </li>
            ))}
          </ul>
        )}
        {standing.due && (
          <p>
            Due <DateTime value={standing.due} /> {standing.overdue && <Chip level="refuse">Overdue</Chip>}
          </p>
        )}
        {standing.next.length > 0 && (
          <div>
            <h3>What comes next</h3>
            <ol className={css.next}>
              {standing.next.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ol>
          </div>
        )}
        {view.may.advise.length + view.may.decide.length > 0 && (
          <Row>
            <Button variant="outline" onClick={goToTurn}>
              Go to your answer
            </Button>
          </Row>
        )}
        {view.account && (view.state === 'approved' || view.state === 'listed') && (
          <Row>
            <ActionLink to={`/accounts/${view.account.id}`}>Go to the account</ActionLink>
          </Row>
        )}
      </Stack>
    </Card>
  )
}

/** Past what was asked for, which is read first. */
function goToTurn(): void {
  const place = document.getElementById(turnPlace)
  place?.scrollIntoView({ block: 'start' })
  place?.querySelector<HTMLElement>('input')?.focus({ preventScroll: true })
}

/** The last decision, in the words of whoever made it. */
export function OutcomeCard({ view }: { view: RequestView }) {
  const { outcome } = view
  if (!outcome) return null
  return (
    <Card title={decidedWords[outcome.decision]} aside={<DateTime value={outcome.at} style="date" />}>
      <Stack gap="tight">
        <blockquote className={css.said}>{outcome.reasons}</blockquote>
        {outcome.conditions && (
          <p>
            <strong>On condition that:</strong> {outcome.conditions}
          </p>
        )}
        <p className={css.note}>
          {outcome.by.name}
          {outcome.clauses.map(({ id, title }) => (
            <span key={id}>
              {' · '}
              <ClauseRef clause={id} label={`${id} · ${title}`} />
            </span>
          ))}
        </p>
      </Stack>
    </Card>
  )
}

function stateOf({ state, answer }: Stage): Step['state'] {
  if (state === 'open') return 'current'
  if (state === 'ahead') return 'waiting'
  return answer?.decision === 'refused' || answer?.decision === 'changes' ? 'failed' : 'done'
}

function noteOf({ office, answer, due, stopped }: Stage) {
  if (answer?.decision) return `${office.name}: ${decidedWords[answer.decision].toLowerCase()}`
  if (answer?.advice) return `${office.name}: ${adviceWords[answer.advice].label.toLowerCase()}`
  if (stopped) return `${office.name}, once the question is answered`
  return due ? (
    <>
      {office.name}, by <DateTime value={due} style="date" />
    </>
  ) : (
    office.name
  )
}

function stepsOf(view: RequestView): Step[] {
  const standing = view.stages.filter((stage) => stage.state !== 'void')
  const end: Step =
    view.state === 'approved' || view.state === 'listed'
      ? { label: view.state === 'listed' ? 'On the list' : 'Approved', state: 'done' }
      : view.state === 'refused' || view.state === 'withdrawn'
        ? { label: view.state === 'refused' ? 'Refused' : 'Withdrawn', state: 'failed' }
        : { label: 'Done', state: 'waiting' }
  const changes: Step[] =
    view.state === 'changes-asked'
      ? [{ label: 'Changed answers', note: view.requester.name, state: 'current' }]
      : []
  const seen = new Map<string, number>()
  const label = (stage: Stage): string => {
    const count = (seen.get(stage.kind) ?? 0) + 1
    seen.set(stage.kind, count)
    return count === 1 ? stageWords[stage.kind] : `${stageWords[stage.kind]} ${count}`
  }
  return [
    {
      label: 'Sent',
      note: view.submittedAt && <DateTime value={view.submittedAt} style="date" />,
      state: 'done',
    },
    ...changes,
    ...standing.map((stage) => ({ label: label(stage), note: noteOf(stage), state: stateOf(stage) })),
    end,
  ]
}
