import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Bars } from '#ui/parts/bars.tsx'
import { Card, Figures } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DataTable, type Column } from '#ui/parts/data-table.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { SelectField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { lackLabels, lacks, type Estate } from '../../estate/contract.ts'
import { unitsQuery, useNetworkName } from '../queries.ts'
import { stateLabels } from '../words.tsx'
import { estateQuery, filterOf, type Filter } from './queries.ts'
import { SavedViewsRow } from './saved-views-row.tsx'
import css from './estate.module.css'

/** The whole at a glance. Every number leads to the accounts that it counts. */
export function EstatePage() {
  const navigate = useNavigate()
  const { network, unit } = filterOf(useSearch({ strict: false }))
  const filter: Filter = { ...(network ? { network } : {}), ...(unit ? { unit } : {}) }
  const { data, error } = useQuery(estateQuery(filter))
  const nameOf = useNetworkName()
  return (
    <Page
      title="The estate"
      lede={
        data && !data.everything
          ? 'The official accounts of the units that you coordinate, and what each lacks.'
          : 'All official accounts at a glance, and what each lacks.'
      }
      actions={<ActionLink to="/accounts">See the register</ActionLink>}
    >
      <ProblemAlert error={error} />
      {!data && !error && <Skeleton lines={8} label="Counting the accounts" />}
      {data && (
        <Stack gap="wide">
          <Narrowing
            filter={filter}
            nameOf={nameOf}
            onChange={(next) => void navigate({ to: '/estate', search: filterOf(next), replace: true })}
          />
          <SavedViewsRow filter={{}} onChoose={(view) => void navigate({ to: '/accounts', search: view })} />
          {data.open === 0 ? (
            <EmptyState title="There is nothing to count here">
              No account of the register is open in this choice. What is closed or refused stands in the
              register under its state.
            </EmptyState>
          ) : (
            <Figured estate={data} filter={filter} nameOf={nameOf} />
          )}
        </Stack>
      )}
    </Page>
  )
}

interface NarrowingProps {
  filter: Filter
  nameOf: (network: string) => string
  onChange: (filter: Filter) => void
}

function Narrowing({ filter, nameOf, onChange }: NarrowingProps) {
  const whole = useQuery(estateQuery({})).data
  const units = useQuery(unitsQuery).data?.units ?? []
  return (
    <Row>
      <SelectField
        label="Network"
        value={filter.network ?? ''}
        data={[
          { value: '', label: 'All networks' },
          ...(whole?.networks ?? []).map(({ id }) => ({ value: id, label: nameOf(id) })),
        ]}
        onChange={(network) => onChange({ ...filter, network })}
      />
      <SelectField
        label="Unit, and all below it"
        value={filter.unit ?? ''}
        data={[
          { value: '', label: 'All units' },
          ...units.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(unit) => onChange({ ...filter, unit })}
      />
    </Row>
  )
}

interface FiguredProps {
  estate: Estate
  filter: Filter
  nameOf: (network: string) => string
}

function Figured({ estate, filter, nameOf }: FiguredProps) {
  const to = (part: Filter, words: string | number) => (
    <Link to="/accounts" search={{ ...filter, ...part }}>
      {words}
    </Link>
  )
  const lacking = estate.lacks.filter(({ accounts }) => accounts > 0)
  return (
    <>
      <Card title="In figures">
        <Figures
          figures={[
            { value: estate.open, label: estate.open === 1 ? 'open account' : 'open accounts' },
            { value: estate.inUse, label: 'in use' },
            { value: estate.paused, label: 'paused' },
            { value: estate.units.length, label: estate.units.length === 1 ? 'unit' : 'units' },
          ]}
        />
      </Card>
      <div className={css.charts}>
        <Card title="What is lacking">
          {lacking.length === 0 ? (
            <p>Nothing: every account in use has what it should.</p>
          ) : (
            <Bars
              caption="What accounts in use lack"
              of="Accounts"
              csvName="estate-lacks"
              whole={estate.inUse}
              bars={estate.lacks.map(({ lack, accounts }) => ({
                key: lack,
                label: lackLabels[lack],
                value: accounts,
                render: to({ lacks: lack }, lackLabels[lack]),
              }))}
            />
          )}
        </Card>
        <Card title="By network">
          <Bars
            caption="Open accounts by network"
            of="Accounts"
            csvName="estate-networks"
            bars={estate.networks.map(({ id, accounts }) => ({
              key: id,
              label: nameOf(id),
              value: accounts,
              render: to({ network: id }, nameOf(id)),
            }))}
          />
        </Card>
        <Card title="By state">
          <Bars
            caption="Accounts by state"
            of="Accounts"
            csvName="estate-states"
            bars={estate.states.map(({ state, accounts }) => ({
              key: state,
              label: stateLabels[state],
              value: accounts,
              render: to({ state }, stateLabels[state]),
            }))}
          />
        </Card>
      </div>
      <Card title="By unit">
        <UnitTable estate={estate} filter={filter} nameOf={nameOf} />
      </Card>
    </>
  )
}

type UnitRow = Estate['units'][number]

function UnitTable({ estate, filter, nameOf }: FiguredProps) {
  const counted = (
    key: string,
    header: string,
    value: (unit: UnitRow) => number,
    part: Filter,
  ): Column<UnitRow> => ({
    key,
    header,
    value,
    align: 'end',
    render: (unit) =>
      value(unit) === 0 ? (
        '0'
      ) : (
        <Link
          to="/accounts"
          search={{ ...filter, ...part, unit: unit.id }}
          aria-label={`${value(unit)}, ${header}, ${unit.name}`}
        >
          {value(unit)}
        </Link>
      ),
  })
  const onNetworks = (unit: UnitRow) =>
    estate.networks
      .map(({ id }) => ({ id, accounts: unit.networks[id] ?? 0 }))
      .filter(({ accounts }) => accounts > 0)
  const columns: Column<UnitRow>[] = [
    {
      key: 'unit',
      header: 'Unit',
      value: ({ name }) => name,
      render: (unit) => (
        <>
          {unit.name} {unit.affiliate && <Chip>Answers for itself</Chip>}
        </>
      ),
    },
    counted('accounts', 'Accounts', ({ accounts }) => accounts, {}),
    // One column for all: a university is on more networks than a page is wide.
    {
      key: 'networks',
      header: 'Networks',
      value: (unit) =>
        onNetworks(unit)
          .map(({ id, accounts }) => `${nameOf(id)} ${accounts}`)
          .join(', '),
      render: (unit) => (
        <ul className={css.networks}>
          {onNetworks(unit).map(({ id, accounts }) => (
            <li key={id}>
              <Link to="/accounts" search={{ ...filter, network: id, unit: unit.id }}>
                {nameOf(id)} {accounts}
              </Link>
            </li>
          ))}
        </ul>
      ),
    },
    ...lacks.map((lack) =>
      counted(lack, `Without ${lackLabels[lack].toLowerCase()}`, (unit) => unit.lacks[lack], { lacks: lack }),
    ),
  ]
  return (
    <DataTable
      caption="Open accounts by unit, network and what they lack"
      columns={columns}
      rows={estate.units}
      rowKey={({ id }) => id}
      initialSort={{ key: 'accounts', direction: 'descending' }}
      filterLabel="Find a unit"
      csvName="estate"
      empty={<p>No unit has an account.</p>}
    />
  )
}
