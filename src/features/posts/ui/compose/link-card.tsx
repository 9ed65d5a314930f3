import { useEffect, useRef, useState } from 'react'
import { Button } from '@mantine/core'
import { LinkCardAnswer } from '#features/assets/contract.ts'
import { api, asProblem } from '#ui/api.ts'
import type { LinkUse } from '../../contract.ts'
import { hostOf } from '../preview/preview.tsx'
import { firstUrl } from './counts.ts'
import css from './compose.module.css'

export interface LinkCardProps {
  text: string
  link: LinkUse | null
  onChange: (link: LinkUse | null) => void
  hasPictures: boolean
}

/** From the last key to the reading of the page behind a link. */
const pause = 900

async function cardFor(url: string, signal: AbortSignal): Promise<LinkUse | string> {
  const answer = await api.post('/link-cards', { url }, LinkCardAnswer, { signal })
  if (!answer.ok) return answer.reason
  const { title, description, image } = answer.card
  return {
    url,
    title: title.slice(0, 300),
    description: description.slice(0, 1000),
    imageId: image?.id ?? null,
  }
}

/** The card of the first link in a part: found by itself, taken away by a press. */
export function LinkCard({ text, link, onChange, hasPictures }: LinkCardProps) {
  const url = firstUrl(text)
  const [without, setWithout] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const change = useRef(onChange)
  change.current = onChange
  const wanted = !link && !hasPictures && url !== null && url !== without ? url : null
  useEffect(() => {
    setNote('')
    if (!wanted) return
    const stop = new AbortController()
    const read = async () => {
      setNote(`Reading the page at ${hostOf(wanted)}…`)
      try {
        const card = await cardFor(wanted, stop.signal)
        if (stop.signal.aborted) return
        if (typeof card === 'string') setNote(`The link goes without a card. ${card}`)
        else change.current(card)
      } catch (error) {
        if (!stop.signal.aborted) setNote(`The link goes without a card. ${asProblem(error).title}`)
      }
    }
    const timer = setTimeout(() => void read(), pause)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [wanted])
  if (link)
    return (
      <div className={css.card}>
        {link.imageId && <img src={`/api/assets/${link.imageId}/thumbnail`} alt="" />}
        <div>
          <strong>{link.title || link.url}</strong>
          <span>
            Link card · {hostOf(link.url)}
            {hasPictures && ' · left out where there is a picture'}
          </span>
        </div>
        <Button
          variant="subtle"
          size="sm"
          onClick={() => {
            setWithout(url)
            onChange(null)
          }}
        >
          Remove the card
        </Button>
      </div>
    )
  return (
    <p role="status" className={css.quiet}>
      {note}
      {!note && url && url === without && (
        <Button variant="subtle" size="sm" onClick={() => setWithout(null)}>
          Show {hostOf(url)} as a card
        </Button>
      )}
    </p>
  )
}
