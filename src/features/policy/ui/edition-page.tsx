import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { EditionLede } from './edition-lede.tsx'
import { PolicyText } from './policy-text.tsx'
import { editionQuery } from './queries.ts'

/** One edition, readable for good at its own address. */
export function EditionPage() {
  const { editionId = '' } = useParams({ strict: false })
  const { data: edition, error } = useQuery(editionQuery(editionId))
  return (
    <Page
      title={edition?.head.title ?? 'Edition'}
      windowTitle={edition ? `Edition ${edition.head.edition}` : 'Edition'}
      lede={edition && <EditionLede head={edition.head} inForce={false} />}
      actions={
        <>
          <ActionLink to={`/policy/editions/${editionId}/changes`} kind="quiet">
            What changed
          </ActionLink>
          {edition && (
            <>
              <ActionLink to={`/public/policy/${edition.head.pack}/${edition.head.edition}`} served>
                Public page
              </ActionLink>
              <ActionLink to={`/public/policy/${edition.head.pack}/${edition.head.edition}.pdf`} served>
                PDF
              </ActionLink>
            </>
          )}
          <ActionLink to="/policy">The policy in force</ActionLink>
        </>
      }
    >
      <ProblemAlert error={error} />
      {!edition && !error && <Skeleton lines={8} label="Loading the edition" />}
      {edition && (
        <Stack gap="wide">
          <PolicyText edition={edition} />
        </Stack>
      )}
    </Page>
  )
}
