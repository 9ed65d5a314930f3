import { lazy, Suspense, useRef, useState } from 'react'
import { Button } from '@mantine/core'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Columns, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Tabs } from '#ui/parts/tabs.tsx'
import type { SaveState } from '#ui/saving/draft-saver.ts'
import type { DraftView, PackFiles } from '../../drafts/contract.ts'
import { ChangesView } from '../changes/changes-view.tsx'
import { ApprovalCard } from './approval-card.tsx'
import { CheckCard } from './check-card.tsx'
import { particularsIn } from './controls/pack-reading.ts'
import type { Desk } from './desk.ts'
import { FileText, FormSwitch, goToLine } from './file-text.tsx'
import { ParticularsPanel } from './particulars/particulars-panel.tsx'
import { AsideCard, ConflictCard } from './saving/conflict-card.tsx'
import { TryCard } from './try-card.tsx'
import { useDraftFiles } from './use-draft-files.ts'
import { NotForForms, readList } from './yaml/yaml-text.ts'
import css from './draft.module.css'

// It brings what detectors say of themselves, and the detectors with that: half a megabyte that the texts do not need.
const ControlsPanel = lazy(() =>
  import('./controls/controls-panel.tsx').then((module) => ({ default: module.ControlsPanel })),
)

type TabKey = keyof PackFiles | 'particulars' | 'changes'

const tabs: { key: TabKey; label: string }[] = [
  { key: 'policy.md', label: 'Policy' },
  { key: 'particulars', label: 'Particulars' },
  { key: 'controls.yaml', label: 'Controls' },
  { key: 'messages.yaml', label: 'Sentences' },
  { key: 'examples.yaml', label: 'Examples' },
  { key: 'coverage.yaml', label: 'Coverage' },
  { key: 'changes', label: 'What changes' },
]
const saveWords: Record<SaveState, string> = {
  saved: 'Everything is saved.',
  changed: 'Not saved yet.',
  saving: 'Saving…',
  failed: 'Not saved. Your text is kept in this browser.',
  conflict: 'Not saved: somebody else has changed this draft.',
}

/** The files of a draft as texts and forms, with what the check says beside them. */
export function Editor({ draft }: { draft: DraftView }) {
  const editing = useDraftFiles(draft)
  const { files, check, checked, saver } = editing
  const [tab, setTab] = useState<TabKey>('policy.md')
  const [asText, setAsText] = useState(false)
  const [open, setOpen] = useState<string[]>([])
  const [refusal, setRefusal] = useState<string | null>(null)
  const area = useRef<HTMLTextAreaElement>(null)

  function showText(file: keyof PackFiles, line: number) {
    setTab(file)
    if (file === 'controls.yaml') setAsText(true)
    requestAnimationFrame(() => goToLine(area.current, line))
  }
  const desk: Desk = {
    files,
    check,
    checked,
    mayWrite: draft.mayWrite,
    showText,
    edit(make) {
      try {
        saver.change(make())
        setRefusal(null)
      } catch (fault) {
        if (!(fault instanceof NotForForms)) throw fault
        setRefusal(fault.message)
      }
    },
  }
  /** A fault in a control leads to its form, any other to its line. */
  function goTo(name: string, line: number) {
    const file = tabs.find(({ key }) => key === name && key in files)?.key as keyof PackFiles | undefined
    if (!file) return
    const { entries } = readList(checked['controls.yaml'])
    const id = entries.findLast((entry) => entry.line <= line)?.value['id']
    if (file !== 'controls.yaml' || asText || typeof id !== 'string') return showText(file, line)
    setTab(file)
    setOpen([...open.filter((one) => one !== id), id])
  }
  return (
    <Columns
      main={
        <div className={css.editing}>
          <Saved editing={editing} refusal={refusal} />
          <Tabs
            label="Parts of the policy"
            tabs={withCounts(desk)}
            current={tab}
            onChange={(key) => setTab(tabs.find((one) => one.key === key)?.key ?? 'policy.md')}
          >
            <Stack>
              {tab === 'controls.yaml' && <FormSwitch asText={asText} onChange={setAsText} />}
              {tab === 'changes' ? (
                <ChangesView draftId={draft.id} version={saver.version()} />
              ) : tab === 'particulars' ? (
                <ParticularsPanel desk={desk} />
              ) : tab === 'controls.yaml' && !asText ? (
                <Suspense fallback={<Skeleton lines={8} label="Loading the controls" />}>
                  <ControlsPanel desk={desk} open={open} onOpen={setOpen} />
                </Suspense>
              ) : (
                <FileText ref={area} desk={desk} file={tab} />
              )}
            </Stack>
          </Tabs>
          <TryCard draftId={draft.id} flush={saver.flush} />
        </div>
      }
      aside={
        <>
          <CheckCard check={check} goTo={goTo} />
          <ApprovalCard draft={draft} check={check} flush={saver.flush} version={saver.version} />
        </>
      }
    />
  )
}

/** How many faults stand in each part; those of the particulars are not counted with the policy’s words. */
function withCounts({ check, checked }: Desk) {
  const head = particularsIn(checked['policy.md'])
  const lastOfHead = head ? head.text.split('\n').length : 0
  const tabOf = ({ file, line }: { file: string; line: number }) =>
    file === 'policy.md' && line <= lastOfHead ? 'particulars' : file
  return tabs.map(({ key, label }) => {
    const count = check.faults.filter((fault) => tabOf(fault) === key).length
    return { key, label, ...(count > 0 ? { note: count, noteLevel: 'refuse' as const } : {}) }
  })
}

interface SavedProps {
  editing: ReturnType<typeof useDraftFiles>
  refusal: string | null
}

/** Whether everything is saved, and what to do where it is not. */
function Saved({ editing, refusal }: SavedProps) {
  const { state } = editing
  return (
    <>
      <p role="status" className={css.state} data-state={state}>
        {saveWords[state]}
      </p>
      <SavingTroubles editing={editing} refusal={refusal} />
    </>
  )
}

function SavingTroubles({ editing, refusal }: SavedProps) {
  const { files, state, fault, theirs, aside, kept, saver } = editing
  return (
    <>
      {refusal !== null && (
        <div role="alert">
          <Callout level="refuse">{refusal}</Callout>
        </div>
      )}
      {theirs && (
        <ConflictCard
          theirs={theirs}
          mine={files}
          aside={aside !== null}
          onTakeTheirs={saver.takeTheirs}
          onKeepMine={() => void saver.keepMine()}
        />
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
      {aside && <AsideCard aside={aside} now={files} onDrop={saver.dropAside} />}
    </>
  )
}
