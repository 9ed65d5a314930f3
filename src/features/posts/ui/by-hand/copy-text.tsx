import { useRef, useState } from 'react'
import { Button } from '@mantine/core'
import css from './by-hand.module.css'

/** Words to take along, whole, with their line ends. */
export function CopyText({ label, text, lang }: { label: string; text: string; lang?: string | undefined }) {
  const [said, setSaid] = useState('')
  const words = useRef<HTMLParagraphElement>(null)
  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setSaid('Copied.')
    } catch {
      // Without https, or with the permission refused, the browser keeps the clipboard shut: select it instead.
      if (words.current) getSelection()?.selectAllChildren(words.current)
      setSaid('Selected: copy it from here.')
    }
  }
  return (
    <div className={css.copy}>
      <h3>{label}</h3>
      <p ref={words} className={css.words} lang={lang} dir="auto">
        {text}
      </p>
      <div className={css.row}>
        <Button onClick={() => void copy()} variant="outline">
          Copy<span className="visually-hidden"> {label.toLowerCase()}</span>
        </Button>
        <span role="status" className={css.soft}>
          {said}
        </span>
      </div>
    </div>
  )
}
