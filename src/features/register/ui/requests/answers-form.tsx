import type { ReactNode } from 'react'
import { Card } from '#ui/parts/card.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { CheckboxField } from '#ui/parts/fields.tsx'
import { Stack } from '#ui/parts/page.tsx'
import type { Answers, Question, RequestCheck, RequestForm } from '../../requests/contract.ts'
import type { Source } from './queries.ts'
import { QuestionBlock, ReasonField } from './question-block.tsx'
import css from './requests.module.css'

export interface AnswersFormProps {
  form: RequestForm
  source: Source
  check: RequestCheck | null
  /** Somebody has tried to send it: what is missing is marked. */
  tried: boolean
  /** A supported service that may do the same: it stands beside the answers that point there. */
  proposal?: ReactNode
  onChange: (part: Partial<Source>) => void
}

const isGiven = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== ''

/** The questions under their headings, then what is to be declared. */
export function AnswersForm({ form, source, check, tried, proposal, onChange }: AnswersFormProps) {
  const { answers, reasons } = source
  const sections = Map.groupBy(form.questions, ({ section }) => section)
  const beside = reasonsBeside(form, check)
  const elsewhere = (check?.reasons ?? []).filter(({ id }) => !beside.has(id))
  const missing = new Map(check?.missing.map((one) => [one.field, one]))
  const errorOf = (question: Question): string | undefined => {
    const lack = missing.get(question.id)
    const said = isGiven((answers as Record<string, unknown>)[question.id])
    if (!lack || !(tried || said)) return undefined
    return lack.fix ? `${lack.say} ${lack.fix}.`.replace('..', '.') : lack.say
  }
  const proposedAt = (['purposes', 'audiences'] as const).find((id) =>
    form.questions.some((question) => question.id === id),
  )
  const reason = (id: string, text: string) => onChange({ reasons: { ...reasons, [id]: text } })
  return (
    <Stack>
      {[...sections].map(([section, questions]) => (
        <Card key={section} title={section}>
          <div className={css.questions}>
            {questions.map((question) => (
              <QuestionBlock
                key={question.id}
                question={question}
                answers={answers}
                error={errorOf(question)}
                answered={isGiven((answers as Record<string, unknown>)[question.id])}
                check={check}
                reasons={(check?.reasons ?? []).filter(({ id }) => beside.get(id) === question.id)}
                typed={reasons}
                tried={tried}
                onChange={(part: Answers) => onChange({ answers: { ...answers, ...part } })}
                onReason={reason}
              >
                {question.id === proposedAt ? proposal : null}
              </QuestionBlock>
            ))}
          </div>
        </Card>
      ))}
      {elsewhere.length > 0 && (
        <Card title="What wants a reason">
          <div className={css.questions}>
            {elsewhere.map((one) => (
              <ReasonField
                key={one.id}
                reason={one}
                text={reasons[one.id] ?? ''}
                tried={tried}
                onChange={(text) => reason(one.id, text)}
              />
            ))}
          </div>
        </Card>
      )}
      {check && <Declarations check={check} source={source} tried={tried} onChange={onChange} />}
    </Stack>
  )
}

/** The question beside which each reason is given: the last of those that its finding is about. */
function reasonsBeside(form: RequestForm, check: RequestCheck | null): Map<string, string> {
  const order = new Map(form.questions.map(({ id }, index) => [id, index]))
  const places = (check?.reasons ?? []).flatMap(({ id }) => {
    const fields = check?.findings
      .filter(({ control }) => control === id)
      .flatMap((finding) => finding.fields)
    const last = fields
      ?.filter((field) => order.has(field))
      .toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
      .at(-1)
    return last === undefined ? [] : [[id, last] as const]
  })
  return new Map(places)
}

export const declarationPlace = (id: string): string => `declaration-${id}`

type DeclarationsProps = Pick<AnswersFormProps, 'source' | 'tried' | 'onChange'> & { check: RequestCheck }

function Declarations({ check, source, tried, onChange }: DeclarationsProps) {
  if (check.declarations.length === 0) return null
  const { declared } = source
  return (
    <Card title="What you declare">
      <div className={css.questions}>
        {check.declarations.map(({ id, say, clause }) => (
          <div key={id} id={declarationPlace(id)}>
            <CheckboxField
              label={say}
              hint={<ClauseRef clause={clause.id} label={`${clause.id} · ${clause.title}`} />}
              error={tried && !declared.includes(id) ? 'Tick this, once it is true.' : undefined}
              checked={declared.includes(id)}
              onChange={(ticked) =>
                onChange({ declared: ticked ? [...declared, id] : declared.filter((one) => one !== id) })
              }
            />
          </div>
        ))}
      </div>
    </Card>
  )
}
