import { Button } from '@mantine/core'
import { Card } from '#ui/parts/card.tsx'
import { Fields, RadioChoices, TextArea } from '#ui/parts/fields.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { AskRequester } from './ask-requester.tsx'
import { useStageDeed } from './use-stage-deed.ts'
import { adviceWords } from './words.ts'
import type { TurnProps } from './your-turn.tsx'

/** Advice for an office that the policy wants to be asked. */
export function AdviseCard({ view, stage, writing, onWrite, onSent }: TurnProps) {
  const deed = useStageDeed(view, stage.id)
  return (
    <Card title={`Advise for ${stage.office.name}`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const body = { version: view.version, advice: writing.choice, text: writing.text }
          void deed.post('advice', body, () => {
            onSent()
            toast.done('Your advice stands beside the request.')
          })
        }}
      >
        <Fields>
          <RadioChoices
            label="What do you advise?"
            required
            error={deed.field('advice') && 'Choose one.'}
            options={Object.entries(adviceWords).map(([value, { label, hint }]) => ({ value, label, hint }))}
            value={writing.choice}
            onChange={(choice) => onWrite({ choice })}
          />
          <TextArea
            label="Why"
            hint="Whoever decides reads it, and whoever asked."
            required
            error={deed.field('text')}
            autosize
            minRows={3}
            maxRows={14}
            maxLength={5000}
            value={writing.text}
            onChange={(text) => onWrite({ text })}
          />
          <ProblemAlert error={deed.general} />
          <div>
            <Button type="submit" loading={deed.busy}>
              Give this advice
            </Button>
          </div>
        </Fields>
      </form>
      <AskRequester {...{ view, stage, writing, onWrite, onSent }} />
    </Card>
  )
}
