import { useEffect, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { audienceLabel, type Account } from '#features/register/contract.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { RadioChoices } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { Draft } from '../../contract.ts'
import { draftOf } from '../draft.ts'
import { postQuery } from '../queries.ts'
import { listed } from '../words.ts'
import {
  contentText,
  detailsText,
  differences,
  fieldNames,
  merge,
  type Choice,
  type Field,
} from './compare.ts'
import { DiffText } from './diff-text.tsx'
import css from './compare.module.css'

export interface CompareDialogProps {
  open: boolean
  postId: string
  /** What both began with. */
  base: Draft
  mine: Draft
  accounts: Account[]
  /** Is mine not what stands on the page, but what was kept on this computer? */
  kept?: boolean
  /** Called with one draft, and with what the server has, once a person has chosen. */
  onResolve: (draft: Draft, theirs: Draft, version: number) => void
}

function textOf(draft: Draft, field: Field, accounts: Account[]): string {
  switch (field) {
    case 'title':
      return draft.title
    case 'words':
      return contentText(draft.content)
    case 'details':
      return detailsText(draft.content) || 'Nothing beside the words'
    case 'schedule':
      return draft.schedule?.local.replace('T', ', ') ?? 'As soon as it is approved'
    case 'accountIds':
      return (
        listed(
          draft.accountIds.map((id) => {
            const account = accounts.find((one) => one.id === id)
            return account ? `@${account.handle}` : 'another account'
          }),
        ) || 'No account'
      )
    case 'audiences':
      return listed(draft.audiences.map(audienceLabel)) || 'Everybody'
    case 'language':
      return draft.language
  }
}

function changedBy(by: 'mine' | 'theirs' | 'both', who: string): string {
  if (by === 'both') return 'Both of you changed this'
  return by === 'mine' ? 'Only you changed this' : `Only ${who} changed this`
}

/** Two people saved the same post: nothing is overwritten until one of them has chosen. */
export function CompareDialog(props: CompareDialogProps) {
  const { open, base, mine, accounts } = props
  const answer = useQuery({ ...postQuery(props.postId), enabled: open, refetchOnMount: 'always' })
  const post = answer.data
  const theirs = post && draftOf(post)
  const found = theirs ? differences(base, mine, theirs) : []
  const [choice, setChoice] = useState<Choice>({})
  const version = post?.version
  useEffect(() => setChoice({}), [open, version])
  const chosen = (field: Field, by: 'mine' | 'theirs' | 'both') => choice[field] ?? (by === 'both' ? '' : by)
  const complete = found.every(({ field, by }) => chosen(field, by) !== '')
  const all = (side: 'mine' | 'theirs') =>
    setChoice(Object.fromEntries(found.map(({ field }) => [field, side])))
  const done = () => {
    if (!theirs || version === undefined) return
    const picked = Object.fromEntries(found.map(({ field, by }) => [field, chosen(field, by)])) as Choice
    props.onResolve(merge(mine, theirs, picked), theirs, version)
  }
  const who = post?.updatedBy?.name ?? 'Somebody else'
  return (
    <Dialog
      open={open}
      title="Two versions of this post"
      actions={
        <>
          <Button variant="outline" onClick={() => all('theirs')}>
            Take all of theirs
          </Button>
          <Button variant="outline" onClick={() => all('mine')}>
            Keep all of mine
          </Button>
          <Button disabled={!theirs || !complete} onClick={done}>
            Go on with this
          </Button>
        </>
      }
    >
      <p>
        {props.kept
          ? 'Rostrum has other words than those that were kept on this computer. Mine are those that were kept.'
          : `${who} saved this post while you were writing.`}{' '}
        Nothing of either is lost: choose what stays, one by one.
      </p>
      <ProblemAlert error={answer.error} />
      {!post && !answer.error && <Skeleton lines={4} label="Reading the other version" />}
      {theirs &&
        found.map(({ field, by }) => (
          <div key={field} className={css.field}>
            <h3>{fieldNames[field]}</h3>
            <div className={css.text} role="group" aria-label={`${fieldNames[field]}: theirs to mine`}>
              <DiffText before={textOf(theirs, field, accounts)} after={textOf(mine, field, accounts)} />
            </div>
            <RadioChoices
              label={props.kept ? 'The two differ here' : changedBy(by, who)}
              value={chosen(field, by)}
              onChange={(side) => setChoice({ ...choice, [field]: side as 'mine' | 'theirs' })}
              options={[
                { value: 'mine', label: 'Keep mine (green, underlined)' },
                { value: 'theirs', label: 'Take theirs (red, struck through)' },
              ]}
            />
          </div>
        ))}
      {theirs && found.length === 0 && <p>The two say the same now.</p>}
    </Dialog>
  )
}
