import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { postQuery } from '#features/posts/ui/index.ts'
import { api } from '#ui/api.ts'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page } from '#ui/parts/page.tsx'
import { toast } from '#ui/parts/toast.ts'
import { useZone } from '#ui/session.ts'
import { Identified, type SeriesInput } from '../contract.ts'
import { plansKey } from './queries.ts'
import { emptySeries, SeriesForm } from './series-form.tsx'

/** A new series, of the words of a post where its page asked for one. */
export function NewSeriesPage() {
  const { post: postId } = useSearch({ strict: false })
  const asked = typeof postId === 'string' ? postId : ''
  const post = useQuery({ ...postQuery(asked), enabled: asked !== '' })
  const navigate = useNavigate()
  const queries = useQueryClient()
  const zone = useZone()
  const [today] = useState(() => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date()))
  const empty = emptySeries(today)
  const begin: SeriesInput = post.data
    ? {
        ...empty,
        name: post.data.title,
        template: {
          title: post.data.title,
          content: post.data.content,
          audiences: post.data.audiences,
          language: post.data.language,
          accountIds: post.data.accountIds,
        },
      }
    : empty
  return (
    <Page
      title="New series"
      lede="A draft is made some days before each date. It is approved like any other post."
    >
      {asked !== '' && post.isPending ? (
        <Skeleton lines={6} label="Loading the post" />
      ) : (
        <SeriesForm
          series={begin}
          saveLabel="Set up the series"
          save={async (series) => {
            const { id } = await api.post('/plan-series', series, Identified)
            await queries.invalidateQueries({ queryKey: plansKey })
            toast.done('The series is set up.')
            await navigate({ to: `/plans/series/${id}` })
          }}
        />
      )}
    </Page>
  )
}
