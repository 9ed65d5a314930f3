import type { ReactNode } from 'react'
import { Button } from '@mantine/core'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { RequestCheck } from '../../requests/contract.ts'
import { lackWords } from './words.ts'
import css from './requests.module.css'

interface SendRowProps {
  /** "Send the request" */
  label: string
  check: RequestCheck | null
  busy: boolean
  problem: unknown
  onSend: () => void
  /** Other things that can be done with it. */
  children?: ReactNode
}

/** The button to send says what is missing instead of being dead: it then leads there. */
export function SendRow({ label, check, busy, problem, onSend, children }: SendRowProps) {
  const ready = check?.maySubmit ?? false
  const lacks = check ? lackWords(check) : ''
  return (
    <div className={css.send}>
      <ProblemAlert error={problem} />
      <Row>
        <Button loading={busy} variant={ready ? 'filled' : 'outline'} onClick={onSend}>
          {ready || lacks === '' ? label : `Still missing: ${lacks}`}
        </Button>
        {children}
      </Row>
    </div>
  )
}
