import { Button } from '@mantine/core'
import { Fields, TextArea } from '#ui/parts/fields.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { useStageDeed } from './use-stage-deed.ts'
import type { TurnProps } from './your-turn.tsx'
import css from './requests.module.css'

/** A question to whoever asked, before one says anything. */
export function AskRequester({ view, stage, writing, onWrite }: TurnProps) {
  const deed = useStageDeed(view, stage.id)
  return (
    <details className={css.asks}>
      <summary>Ask {view.requester.name} something first</summary>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void deed.post('questions', { text: writing.question }, () => {
            onWrite({ question: '' })
            toast.done('Asked. The time limit stands until it is answered.')
          })
        }}
      >
        <Fields>
          <TextArea
            label="Your question"
            hint="The time limit stands until it is answered."
            required
            error={deed.field('text')}
            autosize
            minRows={2}
            maxRows={10}
            maxLength={5000}
            value={writing.question}
            onChange={(question) => onWrite({ question })}
          />
          <ProblemAlert error={deed.general} />
          <div>
            <Button type="submit" variant="outline" loading={deed.busy}>
              Ask
            </Button>
          </div>
        </Fields>
      </form>
    </details>
  )
}
