import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { api, nothing } from '#ui/api.ts'
import { RadioChoices, TextArea } from '#ui/parts/fields.tsx'
import { reportOutcomeNames, reportOutcomes, type Report } from '../../public/contract.ts'
import { refreshReports } from './queries.ts'
import { SavingForm } from './saving-form.tsx'

interface SettleFormProps {
  report: Report
  mayAnswer: boolean
  onDone: () => void
}

/** Says what was found, and answers whoever wanted an answer. */
export function SettleForm({ report, mayAnswer, onDone }: SettleFormProps) {
  const client = useQueryClient()
  const [outcome, setOutcome] = useState('')
  const [note, setNote] = useState('')
  const [answer, setAnswer] = useState('')
  const settle = async () => {
    await api.post(`/impersonations/${report.id}/settlement`, { outcome, note, answer }, nothing)
    await refreshReports(client)
  }
  return (
    <SavingForm save={settle} said="Settled, and kept in the records." submit="Settle it" onDone={onDone}>
      {(fault) => (
        <>
          <RadioChoices
            label="It turned out that"
            options={reportOutcomeNames.map((name) => ({ value: name, label: reportOutcomes[name] }))}
            value={outcome}
            onChange={setOutcome}
            error={fault('outcome')}
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
            error={fault('note')}
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
                error={fault('answer')}
              />
            ) : (
              <p>They wanted an answer, and no mail server is set up to send one.</p>
            ))}
        </>
      )}
    </SavingForm>
  )
}
