import { Button } from '@mantine/core'
import { Row } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { SaveState } from '#ui/saving/draft-saver.ts'
import type { useRequestDraft } from './use-request-draft.ts'
import css from './requests.module.css'

const saveWords: Record<SaveState, string> = {
  saved: 'Everything is saved.',
  changed: 'Not saved yet.',
  saving: 'Saving…',
  failed: 'Not saved. Your words are kept in this browser.',
  conflict: 'Not saved: it was changed in another window.',
}

/** Whether everything is saved, and what to do where it is not. */
export function SavingLine({ editing }: { editing: ReturnType<typeof useRequestDraft> }) {
  const { state, fault, theirs, aside, kept, saver } = editing
  return (
    <>
      <p role="status" className={css.status}>
        {saveWords[state]}
      </p>
      {theirs && (
        <div role="alert">
          <Callout level="hold" title="This draft was changed in another window">
            <p>What you typed here is kept in this browser, and is not saved until you choose.</p>
            <Row>
              <Button onClick={() => void saver.keepMine()}>Keep what stands here</Button>
              <Button variant="outline" onClick={saver.takeTheirs}>
                Take what the other window saved
              </Button>
            </Row>
          </Callout>
        </div>
      )}
      {aside && (
        <Callout title="What you typed here before is still in this browser">
          <Row>
            <Button
              variant="outline"
              onClick={() => {
                saver.change(aside)
                saver.dropAside()
              }}
            >
              Put it back
            </Button>
            <Button variant="subtle" onClick={saver.dropAside}>
              Drop it
            </Button>
          </Row>
        </Callout>
      )}
      {!kept && state !== 'saved' && (
        <p>This browser does not keep a copy of it, so stay on this page until it is saved.</p>
      )}
      <ProblemAlert
        error={fault}
        action={
          <Button variant="outline" onClick={() => void saver.flush()}>
            Save again
          </Button>
        }
      />
    </>
  )
}
