import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { useMay } from '#ui/session.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { CheckboxField, TextArea } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { LeavingPlan, SignpostMade, type LeavingStepView, type LeavingView } from '../../leaving/contract.ts'
import { refreshReviews } from './queries.ts'
import css from './reviews.module.css'

interface StepProps {
  plan: LeavingPlan
  step: LeavingStepView
}

/** A step that Rostrum knows to be done, and how. */
export function KnownStep({ step }: { step: LeavingStepView }) {
  return (
    <p>
      {step.how}
      {(step.by !== null || step.at !== null) && <Since step={step} />}
    </p>
  )
}

function Since({ step }: { step: LeavingStepView }) {
  return (
    <span className={css.quiet}>
      {' '}
      {step.by}
      {step.by !== null && step.at !== null && ', '}
      {step.at !== null && <DateTime value={step.at} style="short" />}
    </span>
  )
}

/** A step that somebody says is done, with who said so. What there is to do stands above while it is not. */
function Said({ plan, step, label, children }: StepProps & { label: string; children: ReactNode }) {
  const client = useQueryClient()
  const deed = useDeed()
  // What was ticked shows at once; the server's word follows, also when it is no.
  const [ticked, setTicked] = useState<boolean | null>(null)
  const mark = async (done: boolean) => {
    setTicked(done)
    await deed.run(async () => {
      await api.put(
        `/accounts/${plan.account.id}/leaving/steps/${step.id}`,
        { done, note: step.note },
        LeavingPlan,
      )
      await refreshReviews(client)
    })
    setTicked(null)
  }
  return (
    <Stack>
      {!step.done && children}
      <div>
        <CheckboxField
          label={label}
          checked={ticked ?? step.done}
          disabled={!plan.may.step}
          onChange={(done) => void mark(done)}
        />
        {step.done && (
          <p className={css.quiet}>
            {step.how}
            <Since step={step} />
          </p>
        )}
        {step.note && <p className={css.words}>{step.note}</p>}
      </div>
      <ProblemAlert error={deed.fault} />
    </Stack>
  )
}

const counted = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString('en-GB')} ${many}`

export function RecordsStep({ plan, step }: StepProps) {
  const { records, posts } = plan.kept
  return (
    <Said
      plan={plan}
      step={step}
      label="Its records are exported, and what is missing was saved from the network"
    >
      <p>
        Rostrum keeps {counted(records, 'record', 'records')} of it
        {posts === null ? '' : `, ${counted(posts, 'post', 'posts')} that went out from here among them`}. Not
        kept here: what was posted in other ways, and what people wrote to it. Take that from{' '}
        {plan.account.networkName} itself while you can sign in.
      </p>
      <RecordsExport accountId={plan.account.id} />
    </Said>
  )
}

function RecordsExport({ accountId }: { accountId: string }) {
  const client = useQueryClient()
  if (!useMay('records.export'))
    return (
      <p className={css.quiet}>
        Governance exports its records; Rostrum then ticks this step by itself. If they are kept elsewhere,
        tick it here.
      </p>
    )
  return (
    <Row>
      <Button
        component="a"
        href={`/api/records/export?account=${accountId}`}
        download
        variant="outline"
        size="sm"
        // The browser saves the file while the page goes on; soon after, the export is on record.
        onClick={() => setTimeout(() => void refreshReviews(client), 2_000)}
      >
        Export its records
      </Button>
      <span className={css.quiet}>Rostrum then ticks this step by itself.</span>
    </Row>
  )
}

export function SignpostStep({ plan, leaving, step }: StepProps & { leaving: LeavingView }) {
  return (
    <Said plan={plan} step={step} label="The last post is out">
      {leaving.postId ? (
        <>
          <p>
            It has been begun as an ordinary post: checked, approved and published like any other. Once it is
            out, Rostrum ticks this step by itself; pin it there, where the network pins posts.
          </p>
          <Row>
            <ActionLink size="sm" to={`/posts/${leaving.postId}`}>
              Go on with the last post
            </ActionLink>
          </Row>
        </>
      ) : (
        <SignpostWords plan={plan} leaving={leaving} />
      )}
    </Said>
  )
}

function SignpostWords({ plan, leaving }: { plan: LeavingPlan; leaving: LeavingView }) {
  const client = useQueryClient()
  const deed = useDeed()
  const [words, setWords] = useState(leaving.signpost)
  const path = `/accounts/${plan.account.id}/leaving`
  const draft = () =>
    deed.run(async () => {
      if (words !== leaving.signpost)
        await api.patch(path, { version: leaving.version, signpost: words }, LeavingPlan)
      await api.post(`${path}/signpost`, {}, SignpostMade)
      await refreshReviews(client)
      toast.done('The last post is begun. Open it to have it approved.')
    })
  return (
    <>
      <TextArea
        label="What it says"
        autosize
        minRows={3}
        maxLength={1000}
        readOnly={!plan.may.write}
        value={words}
        error={deed.field('signpost')}
        onChange={setWords}
      />
      <ProblemAlert error={deed.general} />
      {plan.may.write ? (
        <Row>
          <Button variant="outline" size="sm" loading={deed.busy} onClick={() => void draft()}>
            Begin the last post
          </Button>
        </Row>
      ) : (
        <p className={css.quiet}>
          Nothing goes out from here any more: publish the words on the network itself.
        </p>
      )}
    </>
  )
}

export function HandleStep({ plan, step }: StepProps) {
  const { account, secrets } = plan
  return (
    <Said plan={plan} step={step} label={`@${account.handle} stays signed for, and nobody deletes it`}>
      <p>
        Whoever takes a name that we gave up could speak with our voice. The account is not deleted for twelve
        months after it is closed; then a duty asks whether it is kept on.
      </p>
      <p>
        {secrets === 0
          ? 'Nobody has put its password under seal yet. Do that before its people go.'
          : `Under seal: ${counted(secrets, 'password or code', 'passwords and codes')}.`}
      </p>
      <Row>
        <ActionLink size="sm" to={`/accounts/${account.id}/secrets`}>
          Passwords under seal
        </ActionLink>
      </Row>
    </Said>
  )
}

export function PostsStep({ plan }: { plan: LeavingPlan }) {
  return (
    <Stack>
      <p>Take these off the schedule, or send them from another account. Rostrum counts them by itself.</p>
      <ul>
        {plan.waiting
          .filter((post) => post.scheduled)
          .map((post) => (
            <li key={post.id}>
              <ActionLink kind="quiet" to={`/posts/${post.id}`}>
                {post.title}
              </ActionLink>
              {post.publishAt && (
                <>
                  , <DateTime value={post.publishAt} style="short" />
                </>
              )}
            </li>
          ))}
      </ul>
    </Stack>
  )
}
