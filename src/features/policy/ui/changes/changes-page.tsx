import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { SelectField } from '#ui/parts/fields.tsx'
import { formatInstant } from '#ui/parts/instants.ts'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useZone } from '#ui/session.ts'
import type { EditionHead } from '../../contract.ts'
import { editionsQuery } from '../queries.ts'
import { Changes } from './changes.tsx'
import { editionChangesQuery } from './queries.ts'
import { Since } from './since.tsx'
import css from './changes.module.css'

/** What one edition changed, since the one before it or since another that is chosen. */
export function ChangesPage() {
  const { editionId = '' } = useParams({ strict: false })
  const asked: Record<string, unknown> = useSearch({ strict: false })
  const since = typeof asked.since === 'string' ? asked.since : undefined
  const editions = useQuery(editionsQuery)
  const { data: changes, error } = useQuery(editionChangesQuery(editionId, since))
  const all = editions.data?.editions ?? []
  const edition = all.find(({ id }) => id === editionId)
  const others = all.filter(({ id, pack }) => id !== editionId && pack === edition?.pack)
  return (
    <Page
      title={edition ? `What edition ${edition.edition} changed` : 'What changed'}
      lede={edition?.title}
      actions={<ActionLink to={`/policy/editions/${editionId}`}>Read the edition</ActionLink>}
    >
      <Stack>
        <ProblemAlert error={error ?? editions.error} />
        {others.length > 0 && (
          <ComparedWith id={editionId} others={others} current={since ?? changes?.since?.id} />
        )}
        {!changes && !error && <Skeleton lines={8} label="Comparing the editions" />}
        {changes && (
          <>
            <p
              role="status"
              // The choice above says it already to those who look.
              className={others.length > 0 && changes.since ? 'visually-hidden' : undefined}
            >
              <Since since={changes.since} />
            </p>
            <Changes changes={changes} />
          </>
        )}
      </Stack>
    </Page>
  )
}

interface ComparedWithProps {
  id: string
  others: EditionHead[]
  current: string | undefined
}

function ComparedWith({ id, others, current }: ComparedWithProps) {
  const navigate = useNavigate()
  const zone = useZone()
  const choices = others.map((edition) => ({
    value: edition.id,
    label: `Edition ${edition.edition}, in force from ${formatInstant(new Date(edition.inForceFrom), zone, 'date')}`,
  }))
  return (
    <div className={css.choice}>
      <SelectField
        label="Compare with"
        // The first edition is compared with nothing until somebody chooses a later one.
        data={current === undefined ? [{ value: '', label: 'Nothing before it' }, ...choices] : choices}
        value={current ?? ''}
        onChange={(since) =>
          void navigate({
            to: '/policy/editions/$editionId/changes',
            params: { editionId: id },
            search: since === '' ? {} : { since },
            replace: true,
          })
        }
      />
    </div>
  )
}
