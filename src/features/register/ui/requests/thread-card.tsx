import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Fields, TextArea } from '#ui/parts/fields.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { RequestView, type ThreadEntry } from '../../requests/contract.ts'
import { requestIs } from './queries.ts'
import css from './requests.module.css'

/** What the offices asked, and what was answered. */
export function ThreadCard({ view }: { view: RequestView }) {
  if (view.thread.length === 0) return null
  return (
    <Card title="Questions and answers">
      <ol className={css.thread}>
        {view.thread.map((entry) => (
          <li key={entry.id}>
            <p className={css.note}>
              {entry.askedBy.name} for {entry.office}, <DateTime value={entry.askedAt} />
            </p>
            <blockquote className={css.said}>{entry.text}</blockquote>
            {entry.answer ? (
              <>
                <p className={css.note}>
                  {entry.answer.by.name}, <DateTime value={entry.answer.at} />
                </p>
                <blockquote className={css.said}>{entry.answer.text}</blockquote>
              </>
            ) : view.may.answerQuestions ? (
              <AnswerForm view={view} entry={entry} />
            ) : (
              <p className={css.note}>{view.requester.name} has not answered yet.</p>
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}

function AnswerForm({ view, entry }: { view: RequestView; entry: ThreadEntry }) {
  const deed = useDeed()
  const client = useQueryClient()
  const [text, setText] = useState('')
  const answer = async () => {
    const path = `/requests/${view.id}/questions/${entry.id}/answer`
    await requestIs(client, await api.post(path, { text }, RequestView))
    toast.done('Answered. The time limit goes on.')
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void deed.run(answer)
      }}
    >
      <Fields>
        <TextArea
          label="Your answer"
          required
          error={deed.field('text')}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={5000}
          value={text}
          onChange={setText}
        />
        <ProblemAlert error={deed.general} />
        <div>
          <Button type="submit" loading={deed.busy}>
            Answer
          </Button>
        </div>
      </Fields>
    </form>
  )
}
