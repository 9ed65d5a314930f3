import { useEffect, useRef } from 'react'
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { Field, Finding } from '#features/policy/engine/types.ts'
import type { Content, MediaUse, Part } from '../../contract.ts'
import { marksIn, type Mark } from '../check/marks.ts'
import { emptyPart, moved, numbered, partsOf, type Version } from '../draft.ts'
import { networksIn, partNotes, type Receiver } from './counts.ts'
import { LinkCard } from './link-card.tsx'
import { MarkedText } from './marked-text.tsx'
import { MediaSlot } from './media-slot.tsx'
import css from './compose.module.css'

/** Words to put the cursor on. A new object each time, so that the same words can be shown twice. */
export interface Place {
  version: Version
  part: number
  start: number
  end: number
  field: Field
}

export interface PartsEditorProps {
  version: Version
  content: Content
  /** The words that the findings are about. */
  checked: Content
  language: string
  accounts: readonly (Receiver & { id: string })[]
  findings: readonly Finding[]
  /** Ids of those that were kept with a reason. */
  settled: ReadonlySet<string>
  /** Given what stands there at that moment: several images may arrive in one breath. */
  onChange: (change: (parts: Part[]) => Part[]) => void
  /** Crops an image of a part for one network alone, in a version of its own. */
  onCropFor: (network: string, part: number, at: number, crop: MediaUse['crop']) => void
  place: Place | null
  onCaret: (finding: string | null) => void
}

const most = 25

/** The accounts that get this version; null while none is chosen at all. */
function receiversOf({ version, content, accounts }: PartsEditorProps): string[] | null {
  if (accounts.length === 0) return null
  const gets = (network: string) => (version === 'all' ? !content.variants[network] : network === version)
  return accounts.filter((account) => gets(account.network)).map((account) => account.id)
}

/** The words of one version, part by part. */
export function PartsEditor(props: PartsEditorProps) {
  const { version, content, accounts, onChange } = props
  const parts = partsOf(content, version)
  const receivers = receiversOf(props)
  const networks = networksIn(accounts.filter((account) => receivers?.includes(account.id)))
  const change = (at: number, how: (part: Part) => Part) =>
    onChange((now) => now.map((part, index) => (index === at ? how(part) : part)))
  return (
    <div className={css.parts}>
      {numbered(parts).map(({ one: part, number }) => (
        <section
          key={number}
          aria-label={parts.length > 1 ? `Part ${number} of ${parts.length}` : 'The post'}
        >
          <OnePart
            {...props}
            part={part}
            index={number - 1}
            receivers={receivers}
            parts={parts.length}
            networks={networks}
            onPart={(how) => change(number - 1, how)}
          />
          <div className={css.foot}>
            <ul className={css.counts} aria-label="Length">
              {partNotes(part, version, content, accounts).map(({ network, note, over }) => (
                <li key={network} data-over={over}>
                  {network} {note}
                </li>
              ))}
            </ul>
            {parts.length > 1 && <PartTools number={number} parts={parts.length} onChange={onChange} />}
          </div>
        </section>
      ))}
      {parts.length < most && (
        <div>
          <button
            type="button"
            className={css.addAccount}
            onClick={() => onChange((now) => [...now, emptyPart])}
          >
            <IconPlus size={16} aria-hidden /> {parts.length === 1 ? 'Go on in a thread' : 'Add a part'}
          </button>
        </div>
      )}
    </div>
  )
}

interface PartToolsProps {
  number: number
  parts: number
  onChange: PartsEditorProps['onChange']
}

function PartTools({ number, parts, onChange }: PartToolsProps) {
  const at = number - 1
  const about = <span className="visually-hidden"> part {number}</span>
  return (
    <div className={css.tools}>
      <Button
        variant="subtle"
        size="sm"
        disabled={at === 0}
        onClick={() => onChange((now) => moved(now, at, -1))}
      >
        Move up{about}
      </Button>
      <Button
        variant="subtle"
        size="sm"
        disabled={number === parts}
        onClick={() => onChange((now) => moved(now, at, 1))}
      >
        Move down{about}
      </Button>
      <Button variant="subtle" size="sm" onClick={() => onChange((now) => now.toSpliced(at, 1))}>
        Take out{about}
      </Button>
    </div>
  )
}

type OnePartProps = PartsEditorProps & {
  part: Part
  index: number
  receivers: string[] | null
  parts: number
  networks: string[]
  onPart: (change: (part: Part) => Part) => void
}

function OnePart(props: OnePartProps) {
  const { part, index, version, findings, checked, receivers, onPart, place, onCaret } = props
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (place?.field !== 'text' || place.version !== version || place.part !== index) return
    field.current?.focus()
    field.current?.setSelectionRange(place.start, place.end)
    field.current?.scrollIntoView({ block: 'center' })
  }, [place, version, index])
  const looked = partsOf(checked, version)[index]?.text
  const marks = shifted(marksIn(findings, index, receivers, props.settled), looked ?? '', part.text)
  const bySpan = new Map(marks.map((mark) => [mark.findingId, mark]))
  const notes = findings.flatMap((finding) => {
    const mark = bySpan.get(finding.id)
    return mark ? [`“${part.text.slice(mark.start, mark.end)}”: ${finding.say}`] : []
  })
  const caret = (at: number) =>
    onCaret(marks.find((mark) => mark.start <= at && at <= mark.end)?.findingId ?? null)
  return (
    <MarkedText
      ref={field}
      label={index === 0 ? 'Words of the post' : `Words of part ${index + 1}`}
      placeholder={index === 0 ? 'Write here. Checks appear beside the words as you type.' : 'Go on here.'}
      value={part.text}
      language={props.language}
      marks={marks}
      notes={notes}
      onChange={(text) => onPart((old) => ({ ...old, text }))}
      onCaret={caret}
    >
      <LinkCard
        text={part.text}
        link={part.link}
        hasPictures={part.media.length > 0}
        onChange={(link) => onPart((old) => ({ ...old, link }))}
      />
      <MediaSlot
        media={part.media}
        part={index}
        parts={props.parts}
        networks={props.networks}
        onChange={(change) => onPart((old) => ({ ...old, media: change(old.media) }))}
        onCropFor={(network, at, crop) => props.onCropFor(network, index, at, crop)}
      />
    </MarkedText>
  )
}

/** Marks are of a moment ago: what was typed since moves those after it, and drops the one it is inside. */
function shifted(marks: Mark[], before: string, now: string): Mark[] {
  if (before === now) return marks
  let same = 0
  while (same < before.length && same < now.length && before[same] === now[same]) same++
  let tail = 0
  while (tail < Math.min(before.length, now.length) - same && before.at(-1 - tail) === now.at(-1 - tail))
    tail++
  const by = now.length - before.length
  return marks.flatMap((mark) => {
    if (mark.end <= same) return [mark]
    if (mark.start >= before.length - tail) return [{ ...mark, start: mark.start + by, end: mark.end + by }]
    return []
  })
}
