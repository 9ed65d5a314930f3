import { useState } from 'react'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { CheckboxField, SelectField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Done, noticeKinds, type NoticeKind } from '../contract.ts'
import { NoticeLine } from './notice-line.tsx'
import { noticesQuery } from './queries.ts'
import css from './notices.module.css'

/** What the address says. */
interface NoticesSearch {
  kind?: string | undefined
  unread?: true | undefined
}

const isKind = (name: string | undefined): name is NoticeKind =>
  name !== undefined && Object.hasOwn(noticeKinds, name)

function useMarking() {
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  return {
    busy,
    mark: async (ids: string[] | null, upTo?: string) => {
      setBusy(true)
      try {
        await api.post('/me/notices/read', { ids, ...(upTo ? { upTo } : {}) }, Done)
        await queries.invalidateQueries({ queryKey: ['notices'] })
      } catch (error) {
        toast.problem(error)
      } finally {
        setBusy(false)
      }
    },
  }
}

/** What one was told of, the latest first. */
export function NoticesPage() {
  const search: NoticesSearch = useSearch({ strict: false })
  const kind = isKind(search.kind) ? search.kind : ''
  const found = useInfiniteQuery(noticesQuery({ kind, unread: search.unread ?? false }))
  const { busy, mark } = useMarking()
  const pages = found.data?.pages ?? []
  const notices = pages.flatMap((page) => page.notices)
  const unread = pages[0]?.unread ?? 0
  return (
    <Page
      title="Notices"
      lede={unread === 0 ? 'You have read everything.' : `${unread} not read`}
      actions={
        <>
          <ActionLink to="/profile/notices" kind="quiet">
            Choose how you are told
          </ActionLink>
          {unread > 0 && (
            <Button variant="outline" loading={busy} onClick={() => void mark(null, notices[0]?.at)}>
              Mark all as read
            </Button>
          )}
        </>
      }
    >
      <Stack>
        <Filters kind={kind} unread={search.unread ?? false} kinds={pages[0]?.kinds ?? []} />
        <ProblemAlert error={found.error} />
        {found.isPending && <Skeleton lines={5} label="Loading your notices" />}
        {found.data && notices.length === 0 && <Nothing narrowed={kind !== '' || search.unread === true} />}
        {notices.length > 0 && (
          <Card>
            <ul className={css.list} aria-label="Notices">
              {notices.map((notice) => (
                <NoticeLine key={notice.id} notice={notice} onRead={() => void mark([notice.id])} />
              ))}
            </ul>
          </Card>
        )}
        {found.hasNextPage && (
          <Row>
            <Button
              variant="outline"
              loading={found.isFetchingNextPage}
              onClick={() => void found.fetchNextPage()}
            >
              Show earlier ones
            </Button>
          </Row>
        )}
      </Stack>
    </Page>
  )
}

function Filters({ kind, unread, kinds }: { kind: string; unread: boolean; kinds: NoticeKind[] }) {
  const navigate = useNavigate()
  const go = (search: NoticesSearch) =>
    void navigate({ to: '/notices', search: { ...search }, replace: true })
  const listed = kinds.map((name) => ({ value: name, label: noticeKinds[name].label }))
  return (
    <div className={css.filters}>
      <SelectField
        label="Kind"
        data={[
          { value: '', label: 'Every kind' },
          ...listed.toSorted((one, other) => one.label.localeCompare(other.label)),
        ]}
        value={kind}
        onChange={(value) => go({ kind: value || undefined, unread: unread || undefined })}
      />
      <CheckboxField
        label="Only those not read"
        checked={unread}
        onChange={(checked) => go({ kind: kind || undefined, unread: checked || undefined })}
      />
    </div>
  )
}

function Nothing({ narrowed }: { narrowed: boolean }) {
  return narrowed ? (
    <EmptyState title="Nothing of this kind">
      <p>Choose another kind, or show those that you have read too.</p>
    </EmptyState>
  ) : (
    <EmptyState title="Nothing yet">
      <p>
        What concerns you comes here: posts that wait for you, requests, accounts and duties of yours. You
        choose which of it also comes by letter.
      </p>
    </EmptyState>
  )
}
