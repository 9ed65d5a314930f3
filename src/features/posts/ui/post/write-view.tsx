import { useState } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { PostCampaign } from '#features/campaigns/ui/index.ts'
import type { Finding } from '#features/policy/engine/types.ts'
import { PlanCard } from '#features/plans/ui/index.ts'
import type { Account } from '#features/register/contract.ts'
import { api, nothing } from '#ui/api.ts'
import { TextField } from '#ui/parts/fields.tsx'
import { Columns } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { sessionQuery } from '#ui/session.ts'
import type { PostView } from '../../contract.ts'
import { makesWait } from '../../rules.ts'
import { canBeShown, FindingsColumn, openFindings, settledIds } from '../check/findings-column.tsx'
import { applyOffer, versionFor } from '../check/marks.ts'
import type { Check } from '../check/use-check.ts'
import { Composer } from '../compose/composer.tsx'
import type { Place } from '../compose/parts-editor.tsx'
import { lacking, titledByName, type Version } from '../draft.ts'
import { postsKey } from '../queries.ts'
import { fieldWords, listed, networkName } from '../words.ts'
import { DecisionNotices } from '../review/notices.tsx'
import type { Saving } from '../save/use-saver.ts'
import { WaitsCard } from '../waits/waits-card.tsx'
import { About } from './about.tsx'
import { isLiveApproval } from './live-approval.ts'
import { Progress } from './progress.tsx'
import { ScheduleCard } from './schedule.tsx'
import css from './post.module.css'

export interface WriteViewProps {
  post: PostView
  saving: Saving
  check: Check
  accounts: Account[]
  naming: boolean
  onNamed: () => void
}

/** A post while it is written: the words, what the policy says of them, and the way on. */
export function WriteView({ post, saving, check, accounts, naming, onNamed }: WriteViewProps) {
  const { saver, state } = saving
  const { draft } = state
  const [version, setVersion] = useState<Version>('all')
  const [place, setPlace] = useState<Place | null>(null)
  const [active, setActive] = useState<string | null>(null)
  const receivers = accounts.map(({ id, network }) => ({ accountId: id, network }))
  const open = openFindings(check.findings, post).length

  const show = (finding: Finding) => {
    const span = finding.spans.find(canBeShown)
    if (!span) return
    const { part, start, end, field } = span
    const receiver = receivers.find((one) => one.accountId === span.targets[0])
    const beside = field in fieldWords
    const shown = beside ? (receiver?.network ?? 'all') : versionFor(check.content, receiver)
    setVersion(shown)
    setPlace({ version: shown, part, start, end, field })
  }
  const take = (finding: Finding, offerId: string) => {
    const offer = finding.offers.find((one) => one.id === offerId)
    if (!offer) return
    if (offer.replacements.length === 0) return showMedia(finding)
    const content = applyOffer(draft.content, check.content, offer, receivers, draft.title)
    if (content) saver.edit((old) => ({ ...old, content }))
    else toast.note('The words have changed in the meantime. Look again.')
  }
  return (
    <>
      <Columns
        main={
          <>
            <DecisionNotices post={post} />
            {naming && (
              <NameField
                title={draft.title}
                titles={titledByName(
                  draft,
                  accounts.filter(({ id }) => draft.accountIds.includes(id)).map(({ network }) => network),
                )}
                onChange={(title) => saver.edit((old) => ({ ...old, title }))}
                onNamed={onNamed}
              />
            )}
            <ProblemAlert error={state.accountsProblem} />
            <Composer
              draft={draft}
              edit={(change) => saver.edit(change)}
              accounts={accounts}
              check={check}
              settled={settledIds(post)}
              version={version}
              onVersion={setVersion}
              place={place}
              onCaret={setActive}
            />
            <Onward
              post={post}
              saving={saving}
              open={open}
              ready={check.state === 'ready'}
              lacks={lacking(draft) !== null}
              waits={check.findings.some((finding) => makesWait(finding, settledIds(post)))}
            />
            <WaitsCard post={post} />
            {!isQueued(post) && (
              <ScheduleCard
                postId={post.id}
                draft={draft}
                publishAt={post.publishAt}
                savedLocal={post.publishLocal}
                problem={state.timeProblem}
                onChange={(schedule) => saver.edit((old) => ({ ...old, schedule }))}
              />
            )}
            <PlanCard
              postId={post.id}
              mayWrite={post.may.write}
              approved={post.decisions.some(isLiveApproval)}
              flush={() => saver.flush()}
            />
            <PostCampaign post={post} />
          </>
        }
        aside={
          <FindingsColumn
            post={post}
            check={check}
            title="Before this can go"
            flush={() => saver.flush()}
            onTake={take}
            onShow={show}
            active={active}
            lacks={lacking(draft)}
          />
        }
      />
      {/* After the findings also where there is one column only: they belong to the words. */}
      <About post={post} />
    </>
  )
}

/** Its queue gives it its time. */
const isQueued = ({ queueId, publishAt }: PostView): boolean =>
  queueId !== null && publishAt !== null && Date.parse(publishAt) > Date.now()

/** Brings the images of a finding before the eyes. */
function showMedia(finding: Finding): void {
  const span = finding.spans.find((one) => one.field === 'media')
  const slot = document.querySelector<HTMLElement>(`[data-media-part="${span?.part ?? 0}"]`)
  slot?.scrollIntoView({ block: 'center' })
  slot?.querySelector<HTMLElement>('textarea, input, select, button')?.focus()
}

interface NameFieldProps {
  title: string
  /** The networks on which it is the title, too. */
  titles: string[]
  onChange: (title: string) => void
  onNamed: () => void
}

function NameField({ title, titles, onChange, onNamed }: NameFieldProps) {
  const use =
    titles.length > 0
      ? `It is the title on ${listed(titles.map(networkName))}, until you give another there.`
      : 'It is not published.'
  return (
    <form
      className={css.name}
      onSubmit={(event) => {
        event.preventDefault()
        onNamed()
      }}
    >
      <TextField
        label="Name of this post"
        hint={`For the lists and the calendar. ${use}`}
        value={title}
        onChange={onChange}
        onFocus={(event) => event.currentTarget.select()}
        maxLength={200}
      />
      <Button type="submit" variant="outline">
        Done
      </Button>
    </form>
  )
}

interface OnwardProps {
  post: PostView
  saving: Saving
  open: number
  ready: boolean
  lacks: boolean
  waits: boolean
}

/** How far it has come, and the one thing to do next. */
function Onward({ post, saving, open, ready, lacks, waits }: OnwardProps) {
  const queries = useQueryClient()
  const submit = useMutation({
    mutationFn: async () => {
      const version = await saving.saver.flush()
      await api.post(`/posts/${post.id}/submit`, { version }, nothing)
    },
    onSuccess: () => toast.done('Reviewers have been told.'),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: postsKey }),
        queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      ]),
  })
  return (
    <>
      <div className={css.onward}>
        <Progress post={post} open={open} ready={ready} lacks={lacks} waits={waits} />
        <Button loading={submit.isPending} onClick={() => submit.mutate()}>
          Ask for approval
        </Button>
      </div>
      <ProblemAlert error={submit.error} />
    </>
  )
}
