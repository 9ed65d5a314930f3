import { useQuery } from '@tanstack/react-query'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { FeedsCard } from './feeds-card.tsx'
import { settingsQuery } from './queries.ts'
import { SettingsForm } from './settings-form.tsx'

/** How one is told: what comes by letter, when, and the calendars that one’s own programs read. */
export function NoticeSettingsPage() {
  const { data, error } = useQuery(settingsQuery)
  return (
    <Page
      title="How you are told"
      lede="Everything stands under Notices; here you choose what else becomes of it."
      width="narrow"
    >
      <Stack>
        <ProblemAlert error={error} />
        {!data && !error && <Skeleton lines={6} label="Loading your settings" />}
        {data && <SettingsForm mine={data} />}
        <FeedsCard />
      </Stack>
    </Page>
  )
}
