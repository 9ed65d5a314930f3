import { Button } from '@mantine/core'
import { Card } from '#ui/parts/card.tsx'
import { CheckboxChoices, Fields, RadioChoices, TextArea } from '#ui/parts/fields.tsx'
import { FindingCard } from '#ui/parts/finding-card.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import type { RequestView, Stage } from '../../requests/contract.ts'
import { AskRequester } from './ask-requester.tsx'
import { useStageDeed } from './use-stage-deed.ts'
import { decidedWords, decisionWords, isRemark, levelOf } from './words.ts'
import type { TurnProps } from './your-turn.tsx'
import css from './requests.module.css'

/** The clauses that a decision can rest on: those that speak of this request, and the one that asks the office. */
function clausesFor(view: RequestView, stage: Stage): { value: string; label: string }[] {
  const all = [
    { id: stage.clause.id, title: stage.clause.title },
    ...(view.check?.findings ?? []).map(({ clause, clauseTitle }) => ({ id: clause, title: clauseTitle })),
    ...(view.check?.declarations ?? []).map(({ clause }) => clause),
  ]
  return [...new Map(all.map(({ id, title }) => [id, { value: id, label: `${id} · ${title}` }])).values()]
}

/** The decision of an office: with reasons, the clauses it rests on, and conditions. */
export function DecideCard(props: TurnProps) {
  const { view, stage, writing, onWrite, onSent } = props
  const deed = useStageDeed(view, stage.id)
  const { text, choice, clauses, conditions } = writing
  const remarks = (view.check?.findings ?? []).filter(isRemark)
  // An appeal is not sent back for changes.
  const choices = Object.entries(decisionWords).filter(
    ([value]) => stage.kind !== 'appeal' || value !== 'changes',
  )
  return (
    <Card
      title={
        stage.kind === 'appeal'
          ? `Decide on the appeal for ${stage.office.name}`
          : `Decide for ${stage.office.name}`
      }
    >
      {remarks.length > 0 && (
        <details className={css.asks}>
          <summary>What the policy says of it ({remarks.length})</summary>
          <div className={css.questions}>
            {remarks.map((finding) => (
              <FindingCard
                key={finding.id}
                level={levelOf(finding)}
                clause={{ id: finding.clause, label: `${finding.clause} · ${finding.clauseTitle}` }}
                sentence={finding.say}
              >
                {finding.excused}
              </FindingCard>
            ))}
          </div>
        </details>
      )}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const kept = choice === 'approved' ? conditions : ''
          const body = { version: view.version, decision: choice, reasons: text, clauses, conditions: kept }
          void deed.post('decision', body, () => {
            onSent()
            const decided = choices.find(([value]) => value === choice)?.[0] as keyof typeof decidedWords
            toast.done(`${decidedWords[decided]}. Whoever asked has been told.`)
          })
        }}
      >
        <Fields>
          <RadioChoices
            label="What do you decide?"
            required
            error={deed.field('decision') && 'Choose one.'}
            options={choices.map(([value, { label, hint }]) => ({
              value,
              label,
              hint: stage.kind === 'appeal' && value === 'refused' ? 'This is final.' : hint,
            }))}
            value={choice}
            onChange={(next) => onWrite({ choice: next })}
          />
          <TextArea
            label="Reasons"
            hint="Whoever asked reads them, and they are kept."
            required
            error={deed.field('reasons')}
            autosize
            minRows={3}
            maxRows={14}
            maxLength={5000}
            value={text}
            onChange={(next) => onWrite({ text: next })}
          />
          <CheckboxChoices
            label="It rests on"
            error={deed.field('clauses')}
            options={clausesFor(view, stage)}
            value={clauses}
            onChange={(next) => onWrite({ clauses: next })}
          />
          {choice === 'approved' && (
            <TextArea
              label="Conditions"
              hint="Approved, if… Leave it empty where there are none."
              error={deed.field('conditions')}
              autosize
              minRows={2}
              maxRows={8}
              maxLength={5000}
              value={conditions}
              onChange={(next) => onWrite({ conditions: next })}
            />
          )}
          <ProblemAlert error={deed.general} />
          <div>
            <Button type="submit" loading={deed.busy}>
              Record the decision
            </Button>
          </div>
        </Fields>
      </form>
      {stage.kind !== 'appeal' && <AskRequester {...props} />}
    </Card>
  )
}
