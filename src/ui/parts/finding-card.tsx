import { useId, useState, type FormEvent, type ReactNode } from 'react'
import { Button, Textarea } from '@mantine/core'
import { Chip, type Level } from './chip.tsx'
import { ClauseRef } from './clause-ref.tsx'
import css from './finding-card.module.css'

export interface FindingOffer {
  label: string
  onTake: () => void
}

export interface FindingCardProps {
  /** `refuse` "Must change", `require` "Needs approval", `hold` "Waits", `advise` "Suggestion". */
  level: Level
  /** Other words for the chip. */
  levelLabel?: string
  clause?: { id: string; label: string }
  /** The finding as a sentence. */
  sentence: string
  /** The ways out, the best first. */
  offers?: FindingOffer[]
  /** The reason behind it, shown by "Why?". */
  why?: string
  /** Present when this person may keep it as it is; called with the reason, which is recorded. */
  onKeep?: (reason: string) => Promise<void> | void
  /** Already kept: the reason and who gave it. */
  kept?: { by: string; reason: string }
  /** How far the check behind it can be trusted, in whole sentences, where that falls short. */
  doubts?: readonly string[]
  /** Puts the cursor on the words that this is about. */
  onShow?: () => void
  /** How it stands with it: until when it waits, who was asked, what it is waived by. */
  children?: ReactNode
}

const words: Record<Level, string> = {
  refuse: 'Must change',
  require: 'Needs approval',
  hold: 'Waits',
  advise: 'Suggestion',
  ok: 'Settled',
  neutral: 'Note',
}

/** What the policy says of one thing, beside the thing: level, clause, sentence, ways out. */
export function FindingCard(props: FindingCardProps) {
  const { level, clause, sentence, offers = [], doubts = [], why, onKeep, kept, onShow } = props
  const [open, setOpen] = useState<'why' | 'keep' | null>(null)
  const id = useId()
  const toggle = (part: 'why' | 'keep') => () => setOpen(open === part ? null : part)
  return (
    <article className={css.finding} data-level={level} aria-labelledby={id}>
      <div className={css.head}>
        <Chip level={kept ? 'neutral' : level}>{kept ? 'Kept' : (props.levelLabel ?? words[level])}</Chip>
        {clause && <ClauseRef clause={clause.id} label={clause.label} />}
      </div>
      <p id={id}>{sentence}</p>
      {doubts.map((doubt) => (
        <p key={doubt} className={css.doubt}>
          {doubt}
        </p>
      ))}
      {kept && (
        <p className={css.kept}>
          Kept by {kept.by}: “{kept.reason}”
        </p>
      )}
      {props.children && <div className={css.kept}>{props.children}</div>}
      <div className={css.offers}>
        {offers.map((offer) => (
          <button key={offer.label} type="button" className={css.offer} onClick={offer.onTake}>
            {offer.label}
          </button>
        ))}
        {onShow && (
          <button type="button" className={css.offer} onClick={onShow}>
            Show me
          </button>
        )}
        {why && (
          <button type="button" className={css.offer} aria-expanded={open === 'why'} onClick={toggle('why')}>
            Why?
          </button>
        )}
        {onKeep && !kept && (
          <button
            type="button"
            className={css.offer}
            aria-expanded={open === 'keep'}
            onClick={toggle('keep')}
          >
            Keep with a reason
          </button>
        )}
      </div>
      {open === 'why' && <p className={css.why}>{why}</p>}
      {open === 'keep' && onKeep && <KeepForm onKeep={onKeep} onDone={() => setOpen(null)} />}
    </article>
  )
}

const shortest = 10

function KeepForm({
  onKeep,
  onDone,
}: {
  onKeep: (reason: string) => Promise<void> | void
  onDone: () => void
}) {
  const [reason, setReason] = useState('')
  const [tooShort, setTooShort] = useState(false)
  const [busy, setBusy] = useState(false)
  async function submit(event: FormEvent) {
    event.preventDefault()
    if (reason.trim().length < shortest) return setTooShort(true)
    setBusy(true)
    try {
      await onKeep(reason.trim())
      onDone()
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className={css.keep} onSubmit={(event) => void submit(event)} noValidate>
      <Textarea
        label="Why is it right here?"
        description="Your reason is recorded and the approver reads it."
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={tooShort && reason.trim().length < shortest && 'Give the reason in a few words.'}
        rows={3}
        required
        autoFocus
      />
      <Button type="submit" variant="outline" size="sm" loading={busy}>
        Keep it
      </Button>
    </form>
  )
}
