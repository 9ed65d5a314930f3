import { useEffect, useState } from 'react'
import { Button } from '@mantine/core'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { SaveState } from './save-state.ts'
import type { Saver } from './saver.ts'

function ago(seconds: number): string {
  if (seconds < 2) return 'saved just now'
  if (seconds < 60) return `saved ${seconds} seconds ago`
  const minutes = Math.floor(seconds / 60)
  return minutes === 1 ? 'saved a minute ago' : `saved ${minutes} minutes ago`
}

const words: Record<SaveState['phase'], string> = {
  clean: 'saved',
  dirty: 'not saved yet',
  saving: 'saving…',
  lost: 'not saved: Rostrum does not answer',
  refused: 'not saved',
  conflict: 'not saved: somebody else changed it',
}

const signedOut = (state: SaveState) => state.phase === 'lost' && state.problem?.status === 401

function wordsOf(state: SaveState): string {
  return signedOut(state) ? 'not saved: you are signed out' : words[state.phase]
}

/** "saved 4 seconds ago". Those who listen hear of the changes only, not of each second. */
export function SaveLine({ state }: { state: SaveState }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  const clean = state.phase === 'clean' && state.savedAt !== null
  const seconds = Math.max(0, Math.round((now - (state.savedAt ?? 0)) / 1_000))
  const said = state.phase === 'dirty' || state.phase === 'saving' ? '' : clean ? 'Saved' : wordsOf(state)
  return (
    <>
      <span aria-hidden>{clean ? ago(seconds) : wordsOf(state)}</span>
      <span role="status" className="visually-hidden">
        {state.savedAt === null && state.phase === 'clean' ? '' : said}
      </span>
    </>
  )
}

/** What keeps the words from being saved, and that nothing of them is lost. */
export function SaveTrouble({ saver, state }: { saver: Saver; state: SaveState }) {
  if (state.phase === 'refused')
    return (
      <ProblemAlert
        error={state.problem}
        action={
          <Button size="sm" variant="outline" onClick={() => saver.retry()}>
            Try to save again
          </Button>
        }
      />
    )
  if (state.phase !== 'lost') return null
  if (signedOut(state))
    return (
      <Callout level="advise" title="What you write is not reaching Rostrum">
        <p>
          You are signed out. It is kept on this page and on this computer, and sent when you sign in here.
        </p>
      </Callout>
    )
  return (
    <Callout level="advise" title="What you write is not reaching Rostrum">
      <p>It is kept on this page and on this computer, and sent as soon as Rostrum answers.</p>
      <Button size="sm" variant="outline" onClick={() => saver.retry()}>
        Try now
      </Button>
    </Callout>
  )
}
