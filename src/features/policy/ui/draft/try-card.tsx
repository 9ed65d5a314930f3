import { useState } from 'react'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { Fields, SelectField, TextArea } from '#ui/parts/fields.tsx'
import { FindingCard } from '#ui/parts/finding-card.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { z } from 'zod'
import { TrialAnswer } from '../../contract.ts'
import { doubtInWords } from '../doubt-words.ts'
import { levelLabel, levelOf } from '../finding-level.ts'
import { RequestFields, emptyRequest, givenOf } from './request-fields.tsx'

type Answer = z.infer<typeof TrialAnswer>
const audiences = ['public', 'students', 'applicants', 'staff', 'alumni', 'researchers', 'business']

interface TryCardProps {
  /** To judge by this draft; otherwise by the policy in force. */
  draftId?: string
  flush?: () => Promise<boolean>
}

/** A post or a request that somebody makes up: which controls speak, which keep silent, and why. Nothing is kept. */
export function TryCard({ draftId, flush }: TryCardProps) {
  const deed = useDeed()
  const [subject, setSubject] = useState<'post' | 'request'>('post')
  const [text, setText] = useState('')
  const [audience, setAudience] = useState('public')
  const [request, setRequest] = useState(emptyRequest)
  const [answer, setAnswer] = useState<Answer>()
  const run = () =>
    deed.run(async () => {
      if (flush && !(await flush())) return
      const given = subject === 'post' ? { text, audiences: [audience] } : givenOf(request)
      const moment = subject === 'post' ? 'submit' : 'decide'
      setAnswer(await api.post('/policy/try', { draft: draftId, subject, moment, given }, TrialAnswer))
    })
  return (
    <Card title="Try it">
      <Stack>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void run()
          }}
        >
          <Fields>
            <SelectField
              label="What is judged"
              data={[
                { value: 'post', label: 'A post' },
                { value: 'request', label: 'A request for an account' },
              ]}
              value={subject}
              onChange={(value) => {
                setSubject(value === 'request' ? 'request' : 'post')
                setAnswer(undefined)
              }}
            />
            {subject === 'post' ? (
              <>
                <TextArea
                  label="The words of a post"
                  hint="Nothing is kept or sent."
                  value={text}
                  onChange={setText}
                  rows={3}
                />
                <SelectField label="For whom" data={audiences} value={audience} onChange={setAudience} />
              </>
            ) : (
              <RequestFields value={request} onChange={setRequest} />
            )}
            <ProblemAlert error={deed.fault} />
            <Row>
              <Button type="submit" variant="outline" loading={deed.busy}>
                See what the policy says
              </Button>
            </Row>
          </Fields>
        </form>
        {answer && <Said answer={answer} />}
      </Stack>
    </Card>
  )
}

function Said({ answer }: { answer: Answer }) {
  return (
    <Stack>
      <p role="status">
        {answer.findings.length === 0
          ? 'No control has anything to say.'
          : answer.findings.length === 1
            ? 'One control speaks.'
            : `${answer.findings.length} findings.`}
      </p>
      {answer.findings.map((finding) => (
        <FindingCard
          key={finding.id}
          level={levelOf(finding)}
          levelLabel={levelLabel(finding)}
          clause={{ id: finding.clause, label: `${finding.clause} · ${finding.clauseTitle}` }}
          sentence={finding.say}
          doubts={doubtInWords(answer.doubts.find(({ control }) => control === finding.control))}
          {...(finding.evidence === '' ? {} : { why: `It was found here: “${finding.evidence}”.` })}
        />
      ))}
      <details>
        <summary>
          {answer.silent.length === 1
            ? 'One control is silent'
            : `${answer.silent.length} controls are silent`}
        </summary>
        <ul>
          {answer.silent.map(({ control, clause, when, mark }) => (
            <li key={control}>
              {clause}, {control}: {mark ? `found nothing of “${mark}”` : 'its condition does not hold'}
              {when && (
                <>
                  {' '}
                  (<code>{when}</code>)
                </>
              )}
              {doubtInWords(answer.doubts.find((doubt) => doubt.control === control)).map((doubt) => (
                <p key={doubt}>{doubt}</p>
              ))}
            </li>
          ))}
        </ul>
      </details>
    </Stack>
  )
}
