import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { Card } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay } from '#ui/session.ts'
import type { ListedUnit, Unit } from '../contract.ts'
import { queriesOfUnits, UnitDialog, unitKindWords } from './unit-dialog.tsx'
import { unitsQuery } from './queries.ts'
import css from './people.module.css'

export function UnitsPage() {
  const queries = useQueryClient()
  const units = useQuery(unitsQuery)
  const manages = useMay('units.manage')
  const [open, setOpen] = useState<Unit | 'new' | null>(null)
  const list = units.data?.units ?? []
  return (
    <Page
      title="Units"
      lede="Faculties, departments, services, research groups and affiliates. Every official account belongs to one."
      actions={manages && <Button onClick={() => setOpen('new')}>Add a unit</Button>}
    >
      {units.isPending && <Skeleton lines={6} label="Loading units" />}
      <ProblemAlert error={units.error} />
      {units.data && list.length === 0 && (
        <EmptyState title="No unit yet">
          Begin with the ones that have accounts: perhaps Marketing, the Library, and the faculties.
        </EmptyState>
      )}
      {list.length > 0 && (
        <Card>
          <Branch units={list} parent={null} onOpen={manages ? setOpen : null} />
        </Card>
      )}
      {open && (
        <UnitDialog
          unit={open === 'new' ? null : open}
          units={list}
          onClose={() => setOpen(null)}
          onDone={() => queriesOfUnits(queries)}
        />
      )}
    </Page>
  )
}

interface BranchProps {
  units: ListedUnit[]
  parent: string | null
  onOpen: ((unit: Unit) => void) | null
}

function Branch({ units, parent, onOpen }: BranchProps) {
  const here = units.filter((unit) => unit.parentId === parent)
  if (here.length === 0) return null
  return (
    <ul className={css.tree} aria-label={parent === null ? 'Units' : undefined}>
      {here.map((unit) => (
        <li key={unit.id}>
          <div className={css.unit}>
            <span className={css.unitName}>{unit.name}</span>
            <span className={css.soft}>{unitKindWords(unit.kind)}</span>
            {unit.affiliate && <Chip>Answers for itself</Chip>}
            {unit.example && <Chip>Example</Chip>}
            {unit.coordinators.length > 0 && (
              <span className={css.soft}>
                Coordinated by {unit.coordinators.map((person) => person.name).join(', ')}
              </span>
            )}
            {onOpen && (
              <span className={css.unitEnd}>
                <Button size="sm" variant="subtle" onClick={() => onOpen(unit)}>
                  Change<span className="visually-hidden"> {unit.name}</span>
                </Button>
              </span>
            )}
          </div>
          <Branch units={units} parent={unit.id} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  )
}
