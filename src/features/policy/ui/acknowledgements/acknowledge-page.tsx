import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { sessionQuery } from '#ui/session.ts'
import { toast } from '#ui/parts/toast.ts'
import { Acknowledged, type MyAcknowledgement } from '../../acknowledgements/contract.ts'
import { EditionLede } from '../edition-lede.tsx'
import { PolicyText } from '../policy-text.tsx'
import { editionQuery } from '../queries.ts'
import css from './acknowledgements.module.css'
import { ChangesCard } from './changes-card.tsx'
import { myAcknowledgementQuery } from './queries.ts'

/** The edition in force, what is different in it, and one button that says one has read it. */
export function AcknowledgePage() {
  const { data: mine, error } = useQuery(myAcknowledgementQuery)
  const edition = useQuery({ ...editionQuery(mine?.edition.id ?? ''), enabled: mine !== undefined })
  return (
    <Page
      title="Read and confirm"
      lede={
        edition.data && (
          <>
            {edition.data.head.title} · <EditionLede head={edition.data.head} inForce />
          </>
        )
      }
    >
      <ProblemAlert error={error ?? edition.error} />
      {!edition.data && !error && !edition.error && <Skeleton lines={8} label="Loading the policy" />}
      {mine && edition.data && (
        <Stack gap="wide">
          <Standing mine={mine} />
          <Guidance says={mine.says} />
          {mine.changes && mine.acknowledgedAt === null && (
            <ChangesCard editionId={mine.edition.id} changes={mine.changes} />
          )}
          <PolicyText edition={edition.data} />
          <Declaration mine={mine} />
        </Stack>
      )}
    </Page>
  )
}

function Standing({ mine: { due, gate, acknowledgedAt, last } }: { mine: MyAcknowledgement }) {
  if (acknowledgedAt !== null)
    return (
      <Callout level="ok" title="You have confirmed this edition">
        <DateTime value={acknowledgedAt} />
      </Callout>
    )
  if (!due)
    return (
      <Callout title="Nothing asks you to confirm this edition">
        You may read it and say so all the same.
      </Callout>
    )
  return (
    <Callout level="require" title={due.say}>
      <ClauseRef clause={due.clause} label={`clause ${due.clause} · ${due.clauseTitle}`} />
      <p>
        {gate
          ? 'Until you confirm that you have read it, you can neither ask for approval of posts nor approve them. Everything else goes on.'
          : 'You may go on with your work and come back to it.'}
        {last && ` You confirmed edition ${last.edition} before.`}
      </p>
      <a href="#declaration">Go to the confirmation</a>
    </Callout>
  )
}

/** What the policy says to this person beside that. */
function Guidance({ says }: Pick<MyAcknowledgement, 'says'>) {
  if (says.length === 0) return null
  return (
    <Card title="What it says to you">
      <Items>
        {says.map(({ control, clause, clauseTitle, level, say }) => (
          <Item
            key={control}
            title={say}
            note={<ClauseRef clause={clause} label={`clause ${clause} · ${clauseTitle}`} />}
            end={level !== 'advice' && <Chip level={level === 'must' ? 'refuse' : 'require'}>Needed</Chip>}
          />
        ))}
      </Items>
    </Card>
  )
}

function Declaration({ mine: { edition, due, acknowledgedAt } }: { mine: MyAcknowledgement }) {
  const queries = useQueryClient()
  const deed = useDeed()
  if (acknowledgedAt !== null) return null
  const confirm = () =>
    deed.run(async () => {
      await api.post('/policy/acknowledgements/mine', { editionId: edition.id }, Acknowledged)
      await queries.invalidateQueries({ queryKey: ['policy', 'acknowledgements'] })
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
      toast.done('Thank you. It is recorded that you have read this edition.')
    })
  return (
    <div id="declaration" tabIndex={-1} className={css.declaration}>
      <Card title="Your confirmation">
        <Stack>
          <p>
            I have read edition {edition.edition} of “{edition.title}”, and I know where to find it.
          </p>
          <ProblemAlert error={deed.general} />
          <div>
            <Button variant={due ? 'filled' : 'outline'} loading={deed.busy} onClick={() => void confirm()}>
              I have read this edition
            </Button>
          </div>
        </Stack>
      </Card>
    </div>
  )
}
