import { useEffect, useRef, useState } from 'react'
import { Button } from '@mantine/core'
import { TextField } from '#ui/parts/fields.tsx'
import { Stack } from '#ui/parts/page.tsx'
import type { Desk } from '../desk.ts'
import { readList } from '../yaml/yaml-text.ts'
import { AddControl } from './add-control.tsx'
import { ControlCard } from './control-card.tsx'
import { controlFaults, judgedExamples } from './control-faults.ts'
import { coverageIn, groupsOf, sentencesIn, type ClauseHead, type ControlAt } from './pack-reading.ts'
import { Unreadable } from './unreadable.tsx'
import css from './controls.module.css'

interface ControlsPanelProps {
  desk: Desk
  open: readonly string[]
  onOpen: (ids: string[]) => void
}

/** All clauses of the policy with the controls about each, every control a form of its own. */
export function ControlsPanel({ desk, open, onOpen }: ControlsPanelProps) {
  const { files } = desk
  const [sought, setSought] = useState('')
  const find = useRef<HTMLInputElement>(null)
  const { fault } = readList(files['controls.yaml'])
  useArrival(open)
  if (fault) return <Unreadable desk={desk} file="controls.yaml" name="Controls" fault={fault} />
  const all = groupsOf(files)
  const groups = all.filter(({ clause, controls }) => matches(sought, clause, controls))
  const bare = all.filter(({ controls }) => controls.length === 0).length
  const count = all.reduce((sum, { controls }) => sum + controls.length, 0)
  return (
    <Stack>
      <div className={css.find}>
        <TextField
          label="Find a clause or a control"
          ref={find}
          type="search"
          value={sought}
          onChange={setSought}
          hint={`${count} controls about ${all.length - bare} clauses. ${bare} clauses have none.`}
        />
      </div>
      {groups.length === 0 && <p role="status">Nothing matches.</p>}
      <Groups
        desk={desk}
        groups={groups}
        open={open}
        onOpen={onOpen}
        // The button that had the focus goes with its control.
        onRemoved={() => requestAnimationFrame(() => find.current?.focus())}
      />
    </Stack>
  )
}

function matches(sought: string, clause: ClauseHead | null, controls: readonly ControlAt[]): boolean {
  const words = sought.trim().toLowerCase()
  if (words === '') return true
  const all = [clause?.id, clause?.title, ...controls.map(({ form }) => form.id.replaceAll('-', ' '))].join(
    ' ',
  )
  return all.toLowerCase().includes(words) || controls.some(({ form }) => form.id.includes(words))
}

type Group = ReturnType<typeof groupsOf>[number]

interface GroupsProps extends ControlsPanelProps {
  groups: Group[]
  onRemoved: () => void
}

function Groups({ desk, groups, open, onOpen, onRemoved }: GroupsProps) {
  const [adding, setAdding] = useState<string | null>(null)
  const faults = controlFaults(desk.check, desk.checked)
  const sentences = sentencesIn(desk.files['messages.yaml'])
  const examples = judgedExamples(desk.files, desk.check, desk.checked)
  const coverage = coverageIn(desk.files['coverage.yaml'])
  return (
    <div className={css.groups}>
      {groups.map(({ clause, controls }) => (
        <section key={clause?.id ?? ''} className={css.group}>
          <h2 className={css.clause}>
            {clause ? (
              <>
                <span className={css.number}>{clause.id}</span> {clause.title}
              </>
            ) : (
              'Of a clause that is not in the policy'
            )}
          </h2>
          {controls.length === 0 && clause && <NoControl says={coverage.get(clause.id) ?? []} />}
          {controls.length > 0 && (
            <ul className={css.list}>
              {controls.map((control) => (
                <ControlCard
                  key={`${control.form.id} ${sameBefore(controls, control)}`}
                  desk={desk}
                  control={control}
                  faults={faults.get(control.form.id) ?? []}
                  examples={examples.filter((one) => one.control === control.form.id)}
                  sentences={sentences}
                  open={open.includes(control.form.id)}
                  onOpen={(now) => onOpen(toggled(open, control.form.id, now))}
                  onRenamed={(id) => {
                    onOpen([...toggled(open, control.form.id, false), ...(id === null ? [] : [id])])
                    if (id === null) onRemoved()
                  }}
                />
              ))}
            </ul>
          )}
          {clause && desk.mayWrite && adding !== clause.id && (
            <div>
              <Button variant="subtle" onClick={() => setAdding(clause.id)}>
                Add a control<span className="visually-hidden"> for {clause.id}</span>
              </Button>
            </div>
          )}
          {clause && adding === clause.id && (
            <AddControl
              desk={desk}
              clause={clause}
              onCancel={() => setAdding(null)}
              onAdded={(id) => {
                setAdding(null)
                onOpen([...open, id])
              }}
            />
          )}
        </section>
      ))}
    </div>
  )
}

const toggled = (open: readonly string[], id: string, now: boolean): string[] => [
  ...open.filter((one) => one !== id),
  ...(now ? [id] : []),
]
const sameBefore = (controls: readonly ControlAt[], control: ControlAt): number =>
  controls.filter(({ form, place }) => form.id === control.form.id && place.at < control.place.at).length

function NoControl({ says }: { says: readonly string[] }) {
  return (
    <p className={css.none}>
      No control. {says.length > 0 ? `Coverage says: ${says.join(' ')}` : 'Nothing is done about it yet.'}
    </p>
  )
}

/** What was opened last gets the focus, whoever opened it: a click, a fault in the list beside, a new name. */
function useArrival(open: readonly string[]): void {
  const before = useRef<readonly string[]>([])
  useEffect(() => {
    const last = open.at(-1)
    const arrived = last !== undefined && !before.current.includes(last)
    before.current = open
    if (!arrived) return
    const row = document.querySelector<HTMLElement>(`[data-control="${CSS.escape(last)}"]`)
    if (!row || row === document.activeElement) return
    row.scrollIntoView({ block: 'center' })
    row.focus({ preventScroll: true })
  }, [open])
}
