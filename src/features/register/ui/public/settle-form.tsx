import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useDeed } from '#features/people/ui/index.ts'
import { api, nothing } from '#ui/api.ts'
import { Fields, RadioChoices, TextArea } from '#ui/parts/fields.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { reportOutcomeNames, reportOutcomes, type Report } from '../../public/contract.ts'
import { refreshReports } from './queries.ts'

interface SettleFormProps {
  report: Report
  mayAnswer: boolean
  onDone: () => void
}

/** Says what was found, and answers whoever wanted an answer. */
export function SettleForm({ report, mayAnswer, onDone }: SettleFormProps) {
  const client = useQueryClient()
  const saving = useDeed()
  const [outcome, setOutcome] = useState('')
  const [note, setNote] = useState('')
  const [answer, setAnswer] = useState('')
  const settle = () =>
    saving.run(async () => {
      await api.post(`/impersonations/${report.id}/settlement`, { outcome, note, answer }, nothing)
      await refreshReports(client)
      toast.done('Settled, and kept in the records.')
      onDone()
    })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void settle()
      }}
    >
      <Fields>
        <ProblemAlert error={saving.general} />
        <RadioChoices
          label="It turned out that"
          options={reportOutcomeNames.map((name) => ({ value: name, label: reportOutcomes[name] }))}
          value={outcome}
          onChange={setOutcome}
          error={saving.field('outcome')}
          required
        />
        <TextArea
          label="What was found and done"
          value={note}
          onChange={setNote}
          maxLength={2000}
          autosize
          minRows={2}
          maxRows={8}
          error={saving.field('note')}
          required
        />
        {report.wantsAnswer &&
          (mayAnswer ? (
            <TextArea
              label="Answer to whoever reported it"
              hint="Goes by e-mail; their address is then deleted. Leave it empty to send nothing."
              value={answer}
              onChange={setAnswer}
              maxLength={2000}
              autosize
              minRows={2}
              maxRows={8}
              error={saving.field('answer')}
            />
          ) : (
            <p>They wanted an answer, and no mail server is set up to send one.</p>
          ))}
        <Button type="submit" loading={saving.busy}>
          Settle it
        </Button>
      </Fields>
    </form>
  )
}
