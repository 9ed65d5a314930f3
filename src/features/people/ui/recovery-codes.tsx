import { useState } from 'react'
import { Button } from '@mantine/core'
import { CheckboxField } from '#ui/parts/fields.tsx'
import { Callout } from '#ui/parts/problem-alert.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import css from './people.module.css'

function asFile(codes: string[]): string {
  const head = `Rostrum recovery codes for ${location.host}\nEach works once. Keep them where only you can find them.\n\n`
  return `${head}${codes.join('\n')}\n`
}

function download(codes: string[]): void {
  const address = URL.createObjectURL(new Blob([asFile(codes)], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = 'rostrum-recovery-codes.txt'
  link.click()
  URL.revokeObjectURL(address)
}

/** The codes, shown once. Going on needs a word that they are kept. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const [kept, setKept] = useState(false)
  const [said, setSaid] = useState('')
  async function copy() {
    try {
      await navigator.clipboard.writeText(codes.join('\n'))
      setSaid('Copied.')
    } catch (refused) {
      setSaid(refused instanceof Error ? 'Your browser did not allow copying; download them instead.' : '')
    }
  }
  return (
    <Stack>
      <p>
        If you lose your device, one of these codes lets you choose a new way to sign in. Each works once, and
        they are not shown again.
      </p>
      <ol className={css.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Row>
        <Button variant="outline" onClick={() => download(codes)}>
          Download
        </Button>
        <Button variant="outline" onClick={() => void copy()}>
          Copy all
        </Button>
        <span role="status">{said}</span>
      </Row>
      <Callout level="advise">
        Keep them in a password manager or on paper, not only on the device that you sign in with.
      </Callout>
      <CheckboxField label="I have kept them" checked={kept} onChange={setKept} />
      <Row>
        <Button disabled={!kept} onClick={onKept}>
          Go on
        </Button>
      </Row>
    </Stack>
  )
}
