import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Columns, Page, Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { RequestView } from '../../requests/contract.ts'
import { AnswersCard, ChangesCard } from './answers-card.tsx'
import { ChangeForm } from './change-form.tsx'
import { DeedsCard } from './deeds-card.tsx'
import { DraftForm } from './draft-form.tsx'
import { requestQuery } from './queries.ts'
import { StagesCard } from './stages-card.tsx'
import { OutcomeCard, StandingCard } from './standing-card.tsx'
import { RequestStory } from './request-story.tsx'
import { ThreadCard } from './thread-card.tsx'
import { YourTurn } from './your-turn.tsx'
import { stateWords } from './words.ts'

/** One request: a draft to be filled in, or what was sent, where it stands and what comes next. */
export function RequestPage() {
  const { requestId = '' } = useParams({ strict: false })
  const query = useQuery(requestQuery(requestId))
  const view = query.data
  if (!view)
    return (
      <Page title="Request">
        <ProblemAlert
          error={query.error}
          action={<Button onClick={() => void query.refetch()}>Try again</Button>}
        />
        {!query.error && <Skeleton lines={8} label="Loading the request" />}
      </Page>
    )
  return <OneRequest key={view.id} view={view} />
}

function OneRequest({ view }: { view: RequestView }) {
  const [changing, setChanging] = useState(false)
  const isDraft = view.state === 'draft'
  const { label, level } = stateWords[view.state]
  return (
    <Page
      title={view.title}
      lede={
        <Row>
          <Chip level={level}>{label}</Chip>
          <span>
            {view.requester.name}
            {view.submittedAt && (
              <>
                , sent <DateTime value={view.submittedAt} style="date" />
              </>
            )}
          </span>
        </Row>
      }
      actions={
        view.may.edit && !isDraft && !changing ? (
          <Button
            variant={view.state === 'changes-asked' ? 'filled' : 'outline'}
            onClick={() => setChanging(true)}
          >
            Change the answers
          </Button>
        ) : undefined
      }
    >
      {isDraft ? (
        <DraftForm view={view} />
      ) : changing ? (
        <ChangeForm view={view} onDone={() => setChanging(false)} />
      ) : (
        <Sent view={view} />
      )}
    </Page>
  )
}

function Sent({ view }: { view: RequestView }) {
  return (
    <Columns
      main={
        <>
          <StandingCard view={view} />
          <OutcomeCard view={view} />
          <ThreadCard view={view} />
          <AnswersCard view={view} />
          <YourTurn view={view} />
        </>
      }
      aside={
        <>
          <StagesCard view={view} />
          <DeedsCard view={view} />
          <ChangesCard view={view} />
          <RequestStory view={view} />
        </>
      }
    />
  )
}
