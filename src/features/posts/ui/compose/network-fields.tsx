import { useEffect, useRef, useState } from 'react'
import type { Limits } from '#networks/profile.ts'
import { profileOf } from '#networks/profiles.ts'
import type { NetworkDetails } from '../../contract.ts'
import type { Named } from '../../details/rules.ts'
import { counted, fieldWords, listed } from '../words.ts'
import { fieldsOf } from './beside-fields.tsx'
import type { BesideFinding } from './beside-findings.ts'
import type { Place } from './parts-editor.tsx'
import css from './compose.module.css'

export interface NetworkFieldsProps {
  network: string
  post: Named
  /** What all accounts of the network take. */
  limits: Limits | undefined
  findings: readonly BesideFinding[]
  /** A field to put the cursor on. */
  place: Place | null
  onChange: (change: NetworkDetails) => void
}

/** Everything of a network's version that is not its words: only what this network has. */
export function NetworkFields({ network, post, limits, findings, place, onChange }: NetworkFieldsProps) {
  const profile = profileOf(network)
  const given = post.content.details[network] ?? {}
  const wanted = profile?.capabilities.title === 'required' || Object.keys(given).length > 0
  const [open, setOpen] = useState(wanted)
  const box = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (wanted || findings.length > 0) setOpen(true)
  }, [wanted, findings.length])
  useEffect(() => {
    if (!place || !box.current || !(place.field in fieldWords)) return
    box.current.open = true
    goTo(box.current, place)
  }, [place])
  if (!profile) return null
  const fields = fieldsOf({
    profile,
    limits: limits ?? profile.limits,
    given,
    post,
    error: (field) => findings.find((finding) => finding.field === field)?.say,
    onChange,
  })
  if (fields.length === 0) return null
  return (
    <details
      ref={box}
      className={css.more}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        More for {profile.name}
        {!open && <span className={css.quiet}> · {summaryOf(given) || 'nothing yet'}</span>}
      </summary>
      <div className={css.detailFields}>
        {fields.map(({ field, node }) => (
          <div key={field} data-beside={field}>
            {node}
          </div>
        ))}
      </div>
    </details>
  )
}

function goTo(box: HTMLElement, { field, start, end }: Place): void {
  const input = box.querySelector<HTMLElement>(`[data-beside="${field}"] :is(input, textarea, select)`)
  input?.focus()
  input?.scrollIntoView({ block: 'center' })
  const typed =
    input instanceof HTMLTextAreaElement || (field === 'title' && input instanceof HTMLInputElement)
  if (typed) input.setSelectionRange(start, end)
}

function summaryOf({ title, tags, audience, format, firstComment }: NetworkDetails): string {
  return listed([
    ...(title ? ['a title'] : []),
    ...(tags ? [counted(tags.length, 'tag', 'tags')] : []),
    ...(audience ? ['an audience'] : []),
    ...(format ? ['a format'] : []),
    ...(firstComment ? ['a first comment'] : []),
  ])
}
