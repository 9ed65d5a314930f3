import type { ReactNode } from 'react'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { TextArea } from '#ui/parts/fields.tsx'
import { FindingCard } from '#ui/parts/finding-card.tsx'
import type { Answers, Question, RequestCheck } from '../../requests/contract.ts'
import { QuestionField } from './question-field.tsx'
import { isRemark, levelOf } from './words.ts'
import css from './requests.module.css'

type Reason = RequestCheck['reasons'][number]

export interface QuestionBlockProps {
  question: Question
  answers: Answers
  error: string | undefined
  answered: boolean
  check: RequestCheck | null
  /** Reasons that the policy wants for what is answered here. */
  reasons: Reason[]
  typed: Readonly<Record<string, string>>
  /** Somebody has tried to send it: what is missing is marked. */
  tried: boolean
  onChange: (part: Answers) => void
  onReason: (id: string, text: string) => void
  /** Something else that belongs to it. */
  children?: ReactNode
}

export const placeOf = (id: string): string => `question-${id}`

/** A question, why it is asked, and what the policy says of the answer. */
export function QuestionBlock(props: QuestionBlockProps) {
  const { question, check } = props
  const remarks = (check?.findings ?? []).filter(
    (finding) =>
      isRemark(finding) &&
      finding.fields[0] === question.id &&
      // Nobody is told what is not good about an answer before there is one.
      (props.answered || props.tried),
  )
  return (
    <div className={css.question} id={placeOf(question.id)}>
      <QuestionField
        question={question}
        answers={props.answers}
        error={props.error}
        onChange={props.onChange}
      />
      {question.asks.length > 0 && (
        <details className={css.asks}>
          <summary>
            Why we ask<span className="visually-hidden">: {question.label}</span>
          </summary>
          <ul>
            {question.asks.map(({ clause, title, why }) => (
              <li key={clause}>
                <ClauseRef clause={clause} label={`${clause} · ${title}`} />
                {why && <p>{why}</p>}
              </li>
            ))}
          </ul>
        </details>
      )}
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
      {props.children}
      {props.reasons.map((reason) => (
        <ReasonField
          key={reason.id}
          reason={reason}
          text={props.typed[reason.id] ?? ''}
          tried={props.tried}
          onChange={(text) => props.onReason(reason.id, text)}
        />
      ))}
    </div>
  )
}

interface ReasonFieldProps {
  reason: Reason
  text: string
  tried: boolean
  onChange: (text: string) => void
}

export const reasonPlace = (id: string): string => `reason-${id}`

/** Something that the policy wants a reason for. */
export function ReasonField({ reason, text, tried, onChange }: ReasonFieldProps) {
  return (
    <div className={css.reason} id={reasonPlace(reason.id)}>
      <p>
        {reason.say}{' '}
        <ClauseRef clause={reason.clause.id} label={`${reason.clause.id} · ${reason.clause.title}`} />
      </p>
      <TextArea
        label="Your reason"
        hint="Whoever decides reads it. At least ten characters."
        required
        error={tried && !reason.given ? 'Say why, in a sentence.' : undefined}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={5000}
        value={text}
        onChange={onChange}
      />
    </div>
  )
}
