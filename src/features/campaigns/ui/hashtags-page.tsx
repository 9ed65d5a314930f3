import { useState } from 'react'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { AccountChoice } from '#features/register/ui/index.ts'
import { api, asProblem } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { Fields, RadioChoices, TextField } from '#ui/parts/fields.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { HashtagPreview, type AskedChange } from '../hashtags/contract.ts'
import { CampaignChoice } from './campaign-choice.tsx'
import { HashtagOutcome } from './hashtag-outcome.tsx'
import css from './campaigns.module.css'

const modes = [
  { value: 'replace', label: 'Put another in its place' },
  { value: 'remove', label: 'Take it out' },
  { value: 'add', label: 'Add another after it' },
]

/** Changes a hashtag in all drafts: what it would do is shown first. */
export function HashtagsPage() {
  const { campaign = '' } = useSearch({ strict: false }) as { campaign?: string }
  const [asked, setAsked] = useState<AskedChange>({
    mode: 'replace',
    from: '',
    to: '',
    campaignId: campaign || null,
    accountId: null,
  })
  const preview = useMutation({
    mutationFn: () => api.post('/hashtag-changes/preview', asked, HashtagPreview),
  })
  const set = (part: Partial<AskedChange>) => {
    setAsked({ ...asked, ...part })
    preview.reset()
  }
  return (
    <Page
      title="Change a hashtag in all drafts"
      lede="In texts, versions for single networks, titles, tags and first comments. Only whole hashtags, never inside an address."
    >
      <Stack>
        <Card title="What to change">
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              preview.mutate()
            }}
          >
            <AskFields asked={asked} set={set} error={preview.error} busy={preview.isPending} />
          </form>
        </Card>
        {preview.data && <HashtagOutcome key={JSON.stringify(asked)} asked={asked} preview={preview.data} />}
      </Stack>
    </Page>
  )
}

interface AskFieldsProps {
  asked: AskedChange
  set: (part: Partial<AskedChange>) => void
  error: unknown
  busy: boolean
}

function AskFields({ asked, set, error, busy }: AskFieldsProps) {
  const fault = (path: string) => (error ? asProblem(error).field(path) : undefined)
  return (
    <Fields>
      <TextField
        label="Hashtag"
        required
        value={asked.from}
        error={fault('from')}
        onChange={(from) => set({ from })}
      />
      <RadioChoices
        label="What becomes of it"
        value={asked.mode}
        options={modes}
        onChange={(mode) => set({ mode: mode as AskedChange['mode'] })}
      />
      {asked.mode !== 'remove' && (
        <TextField
          label={asked.mode === 'add' ? 'Hashtag to add' : 'New hashtag'}
          required
          value={asked.to}
          error={fault('to')}
          onChange={(to) => set({ to })}
        />
      )}
      <div className={css.tools}>
        <CampaignChoice
          label="Campaign"
          whenNone="Any campaign, or none"
          value={asked.campaignId ?? ''}
          onChange={(id) => set({ campaignId: id || null })}
        />
        <AccountChoice
          label="Account"
          whenNone="Any account"
          value={asked.accountId ?? ''}
          onChange={(id) => set({ accountId: id || null })}
        />
      </div>
      <ProblemAlert error={error} />
      <Row>
        <Button type="submit" variant="outline" loading={busy}>
          Show what would change
        </Button>
      </Row>
    </Fields>
  )
}
