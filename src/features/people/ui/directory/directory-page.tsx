import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useConfirmed } from '../confirm-identity.tsx'
import { AdmissionCard } from './admission-card.tsx'
import { directoryQuery } from './queries.ts'
import { RulesCard } from './rules-card.tsx'
import { ScimCard } from './scim-card.tsx'
import { TryCard } from './try-card.tsx'

/** For IT services: what the institution's directory tells, and what it means here. */
export function DirectoryPage() {
  const queries = useQueryClient()
  const directory = useQuery(directoryQuery)
  const { confirmed, dialog } = useConfirmed()
  const refresh = async () => {
    for (const key of ['directory', 'people', 'units', 'offices'])
      await queries.invalidateQueries({ queryKey: [key] })
  }
  const cards = directory.data && { directory: directory.data, confirmed, onDone: refresh }
  return (
    <Page
      title="Directory"
      lede="What your institution’s directory tells Rostrum of people, and what its groups mean here."
    >
      {directory.isPending && <Skeleton lines={8} label="Loading the directory" />}
      <ProblemAlert error={directory.error} />
      {cards && (
        <Stack>
          <ScimCard {...cards} />
          <RulesCard {...cards} />
          <TryCard />
          <AdmissionCard key={cards.directory.settings.requiredGroup} {...cards} />
        </Stack>
      )}
      {dialog}
    </Page>
  )
}
