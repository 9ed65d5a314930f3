import { useState, type FormEvent } from 'react'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, asProblem, nothing } from '#ui/api.ts'
import { Chip } from '#ui/parts/chip.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { CheckboxField, Fields, TextField } from '#ui/parts/fields.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { SavedView } from '../../estate/contract.ts'
import { filterOf, viewsQuery, type Filter } from './queries.ts'
import css from './estate.module.css'

export interface SavedViewsRowProps {
  filter: Filter
  onChoose: (filter: Filter) => void
}

/** Filters that somebody kept under a name: a click away, and kept from here. */
export function SavedViewsRow({ filter, onChoose }: SavedViewsRowProps) {
  const { data } = useQuery(viewsQuery)
  const [open, setOpen] = useState(false)
  const narrowed = Object.keys(filter).length > 0
  const current = data?.views.find((view) => sameFilter(filterOf(view.filter), filter))
  if (!data || (data.views.length === 0 && !narrowed)) return null
  return (
    <div className={css.views} role="group" aria-label="Saved views" data-print="no">
      {data.views.map((view) => (
        <Button
          key={view.id}
          size="compact-sm"
          variant={view === current ? 'filled' : 'outline'}
          aria-pressed={view === current}
          onClick={() => onChoose(view === current ? {} : filterOf(view.filter))}
        >
          {view.name}
          {view.shared && <span className="visually-hidden">, shared</span>}
        </Button>
      ))}
      {narrowed && !current && (
        <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)}>
          Save this view
        </Button>
      )}
      {narrowed && (
        <Button size="compact-sm" variant="subtle" onClick={() => onChoose({})}>
          Show all
        </Button>
      )}
      {current && <CurrentView view={current} mayShare={data.mayShare} />}
      <KeepDialog open={open} filter={filter} mayShare={data.mayShare} onClose={() => setOpen(false)} />
    </div>
  )
}

const sameFilter = (one: Filter, other: Filter): boolean =>
  JSON.stringify(Object.entries(one).toSorted()) === JSON.stringify(Object.entries(other).toSorted())

function CurrentView({ view, mayShare }: { view: SavedView; mayShare: boolean }) {
  const client = useQueryClient()
  const forget = async () => {
    try {
      await api.delete(`/account-views/${view.id}`, nothing)
      await client.invalidateQueries({ queryKey: viewsQuery.queryKey })
      toast.done(`The view “${view.name}” is deleted.`)
    } catch (error) {
      toast.problem(error)
    }
  }
  return (
    <>
      {view.shared && <Chip>Shared by {view.mine ? 'you' : view.by}</Chip>}
      {(view.mine || mayShare) && (
        <Button size="compact-sm" variant="subtle" onClick={() => void forget()}>
          Delete this view
        </Button>
      )}
    </>
  )
}

function KeepDialog(props: { open: boolean; filter: Filter; mayShare: boolean; onClose: () => void }) {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const close = () => {
    setError(undefined)
    props.onClose()
  }
  async function keep(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      await api.post('/account-views', { name, filter: props.filter, shared }, SavedView)
      await client.invalidateQueries({ queryKey: viewsQuery.queryKey })
      setName('')
      close()
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog open={props.open} title="Save this view" onClose={close}>
      <form noValidate onSubmit={(event) => void keep(event)}>
        <Fields>
          <TextField
            label="Name"
            hint="What it shows: “Nobody answers”, “Bluesky of the faculties”"
            required
            value={name}
            onChange={setName}
            error={error ? asProblem(error).field('name') : undefined}
          />
          {props.mayShare && (
            <CheckboxField label="Everybody sees it" checked={shared} onChange={setShared} />
          )}
          <ProblemAlert error={error} />
          <Button type="submit" loading={busy}>
            Save the view
          </Button>
        </Fields>
      </form>
    </Dialog>
  )
}
