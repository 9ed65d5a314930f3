import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { networksOf, statusWords } from '#features/posts/ui/index.ts'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Columns, Page, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Done, type SeriesView } from '../contract.ts'
import { Dates } from './dates.tsx'
import { plansKey, seriesQuery } from './queries.ts'
import { SeriesForm } from './series-form.tsx'
import { dayWords } from './words.ts'
import css from './plans.module.css'

/** One series: what it says, its next dates, and the drafts that it has made. */
export function SeriesPage() {
  const { seriesId = '' } = useParams({ strict: false })
  const { data, error } = useQuery(seriesQuery(seriesId))
  if (!data && error)
    return (
      <Page title="This series could not be shown" width="narrow">
        <ProblemAlert error={error} action={<ActionLink to="/plans">See all series</ActionLink>} />
      </Page>
    )
  if (!data)
    return (
      <Page title="Series">
        <Skeleton lines={6} label="Loading the series" />
      </Page>
    )
  return <Series series={data} />
}

function Series({ series }: { series: SeriesView }) {
  const [editing, setEditing] = useState(false)
  const queries = useQueryClient()
  if (editing)
    return (
      <Page title={series.name} lede="Drafts that are there already stay as they are.">
        <SeriesForm
          series={series}
          saveLabel="Save the series"
          onCancel={() => setEditing(false)}
          save={async ({ name, template, rule, ahead }) => {
            const body = { name, template, rule, ahead, version: series.version }
            await api.put(`/plan-series/${series.id}`, body, Done)
            await queries.invalidateQueries({ queryKey: plansKey })
            toast.done('The series is saved.')
            setEditing(false)
          }}
        />
      </Page>
    )
  return (
    <Page
      title={series.name}
      lede={`${series.says} ${networksOf(series.accounts)}`}
      actions={
        series.mayManage && series.state === 'active' ? (
          <Actions series={series} onEdit={() => setEditing(true)} />
        ) : undefined
      }
    >
      <Columns
        main={
          <Stack>
            {series.trouble && (
              <Callout level="refuse" title="This series stands still">
                {series.trouble} Whoever saves it again takes it over.
              </Callout>
            )}
            {series.state === 'ended' && (
              <Callout level="advise" title="This series has ended">
                Drafts that it made stay.
              </Callout>
            )}
            <Card title="Words">
              <p className={css.words}>
                {series.template.content.parts.map((part) => part.text).join('\n\n')}
              </p>
            </Card>
            <Made series={series} />
          </Stack>
        }
        aside={
          <Card title="The next dates">
            {series.state === 'active' ? <Dates next={series.next5} /> : <p>None: it has ended.</p>}
            <p>
              Each draft is made {series.ahead === 1 ? '1 day' : `${series.ahead} days`} ahead
              {series.owner && `, in the name of ${series.owner.name}`}.
            </p>
          </Card>
        }
      />
    </Page>
  )
}

function Made({ series }: { series: SeriesView }) {
  return (
    <Card title="Drafts it has made">
      {series.made.length === 0 ? (
        <p>None yet. The first is made {series.ahead} days before its date.</p>
      ) : (
        <Items label="Drafts it has made">
          {series.made.map(({ day, post }) => (
            <Item
              key={day}
              title={post ? <Link to={`/posts/${post.id}`}>{post.title}</Link> : 'Thrown away'}
              note={dayWords(day)}
              end={
                post ? (
                  <Chip level={statusWords[post.status].level}>{statusWords[post.status].label}</Chip>
                ) : undefined
              }
            />
          ))}
        </Items>
      )}
    </Card>
  )
}

function Actions({ series, onEdit }: { series: SeriesView; onEdit: () => void }) {
  const [asking, setAsking] = useState(false)
  const navigate = useNavigate()
  const queries = useQueryClient()
  return (
    <>
      <Button variant="subtle" size="sm" onClick={() => setAsking(true)}>
        End the series
      </Button>
      <Button variant="outline" size="sm" onClick={onEdit}>
        Change
      </Button>
      <ConfirmDialog
        open={asking}
        title="End this series?"
        confirmLabel="End the series"
        danger
        onConfirm={async () => {
          await api.delete(`/plan-series/${series.id}`, Done)
          await navigate({ to: '/plans' })
          await queries.invalidateQueries({ queryKey: plansKey })
          toast.done('The series has ended.')
        }}
        onClose={() => setAsking(false)}
      >
        <p>No more drafts are made. Those that are there stay.</p>
      </ConfirmDialog>
    </>
  )
}
