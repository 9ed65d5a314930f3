import { useRef, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { TextArea } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Columns, Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Tabs } from '#ui/parts/tabs.tsx'
import type { DraftView, PackFiles } from '../../drafts/contract.ts'
import { ApprovalCard } from './approval-card.tsx'
import { CheckCard } from './check-card.tsx'
import { draftQuery } from './queries.ts'
import { TryCard } from './try-card.tsx'
import { useDraftFiles, type SaveState } from './use-draft-files.ts'
import css from './draft.module.css'

const files: { key: keyof PackFiles; label: string; hint: string }[] = [
  {
    key: 'policy.md',
    label: 'Policy',
    hint: 'The words of the policy in Markdown. A paragraph that ends in {#ESSEX-32a} is a clause.',
  },
  { key: 'controls.yaml', label: 'Controls', hint: 'What happens about each clause.' },
  { key: 'messages.yaml', label: 'Sentences', hint: 'What people read when a control speaks.' },
  { key: 'examples.yaml', label: 'Examples', hint: 'At least four for each control; they are run as tests.' },
  { key: 'coverage.yaml', label: 'Coverage', hint: 'Clauses that something else honours, or nothing yet.' },
]
const states: Record<DraftView['state'], { label: string; level: 'ok' | 'neutral' | 'hold' }> = {
  writing: { label: 'Being written', level: 'neutral' },
  'in-review': { label: 'Waits for approval', level: 'hold' },
  done: { label: 'In force or dated', level: 'ok' },
  dropped: { label: 'Dropped', level: 'neutral' },
}
const saveWords: Record<SaveState, string> = {
  saved: 'Everything is saved.',
  changed: 'Not saved yet.',
  saving: 'Saving…',
  failed: 'Not saved. Your text is kept in this browser.',
}

/** The next edition of the policy, as it is written, checked and approved. */
export function DraftPage() {
  const { draftId = '' } = useParams({ strict: false })
  const { data: draft, error } = useQuery(draftQuery(draftId))
  return (
    <Page
      title={draft ? `Next edition: ${draft.title}` : 'Next edition'}
      lede={draft && <Lede draft={draft} />}
      actions={<ActionLink to="/policy">The policy in force</ActionLink>}
    >
      <ProblemAlert error={error} />
      {!draft && !error && <Skeleton lines={8} label="Loading the draft" />}
      {draft && <Editor key={draft.id} draft={draft} />}
    </Page>
  )
}

function Lede({ draft }: { draft: DraftView }) {
  const { label, level } = states[draft.state]
  return (
    <>
      <Chip level={level}>{label}</Chip> Changed last by {draft.updatedBy.name},{' '}
      <DateTime value={draft.updatedAt} />
    </>
  )
}

function Editor({ draft }: { draft: DraftView }) {
  const { files: text, check, state, fault, change, flush, version } = useDraftFiles(draft)
  const [file, setFile] = useState<keyof PackFiles>('policy.md')
  const area = useRef<HTMLTextAreaElement>(null)
  const faultsOf = (name: string) => check.faults.filter((one) => one.file === name).length
  const shown = files.find(({ key }) => key === file) ?? files[0]!

  /** Opens the file and puts the cursor on the line. */
  function goTo(name: string, line: number) {
    const target = files.find(({ key }) => key === name)
    if (!target) return
    setFile(target.key)
    const start =
      text[target.key]
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0)
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(start, start)
    })
  }
  return (
    <Columns
      main={
        <Stack>
          <Tabs
            label="Files of the policy"
            tabs={files.map(({ key, label }) => {
              const count = faultsOf(key)
              return { key, label, ...(count > 0 ? { note: count, noteLevel: 'refuse' as const } : {}) }
            })}
            current={file}
            onChange={(key) => setFile(files.find((one) => one.key === key)?.key ?? 'policy.md')}
          >
            <TextArea
              ref={area}
              className={css.file}
              label={shown.label}
              hint={shown.hint}
              value={text[file]}
              readOnly={!draft.mayWrite}
              onChange={(value) => change(file, value)}
              rows={28}
              spellCheck={file === 'policy.md'}
            />
          </Tabs>
          <p role="status" className={css.state} data-state={state}>
            {saveWords[state]}
          </p>
          <ProblemAlert error={fault} />
          <TryCard draftId={draft.id} flush={flush} />
        </Stack>
      }
      aside={
        <>
          <CheckCard check={check} goTo={goTo} />
          <ApprovalCard draft={draft} check={check} flush={flush} version={version} />
        </>
      }
    />
  )
}
