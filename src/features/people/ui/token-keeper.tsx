import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import { Item, Items } from '#ui/parts/card.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { CopyField } from '#ui/parts/copy-field.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields, SelectField, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useDeed } from './use-deed.ts'

interface KeptToken {
  id: string
  name: string
  expiresAt: string
  lastUsedAt: string | null
}

/** What a form for a token needs to end. */
export interface TokenMaking {
  onMade: (secret: string) => void
  onCancel: () => void
}

interface TokenKeeperProps<Token extends KeptToken> {
  /** Names the list. */
  label: string
  tokens: Token[]
  /** What stands before the dates. */
  about?: (token: Token) => string
  words: { make: string; made: string; keep: string; revoke: (token: Token) => string }
  renderForm: (making: TokenMaking) => ReactNode
  onRevoke: (token: Token) => Promise<void>
  onChanged: () => Promise<void>
}

/** Tokens of a kind: listed, made and shown once, withdrawn. */
export function TokenKeeper<Token extends KeptToken>(props: TokenKeeperProps<Token>) {
  const { words, tokens } = props
  const [making, setMaking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const [revoking, setRevoking] = useState<Token | null>(null)
  return (
    <>
      {tokens.length > 0 && (
        <Items label={props.label}>
          {tokens.map((token) => (
            <TokenItem key={token.id} token={token} about={props.about?.(token)} onRevoke={setRevoking} />
          ))}
        </Items>
      )}
      <Row>
        <Button variant="outline" onClick={() => setMaking(true)}>
          Make a token
        </Button>
      </Row>
      <Dialog open={making} title={words.make} onClose={() => setMaking(false)}>
        {props.renderForm({
          onCancel: () => setMaking(false),
          onMade: (made) => {
            setMaking(false)
            setSecret(made)
            void props.onChanged()
          },
        })}
      </Dialog>
      <Dialog
        open={secret !== null}
        title={words.made}
        onClose={() => setSecret(null)}
        actions={<Button onClick={() => setSecret(null)}>I have kept it</Button>}
      >
        <CopyField label="Token" value={secret ?? ''} hint={words.keep} />
      </Dialog>
      <ConfirmDialog
        open={revoking !== null}
        title="Withdraw this token?"
        confirmLabel="Withdraw the token"
        danger
        onConfirm={async () => {
          if (revoking) await props.onRevoke(revoking)
          await props.onChanged()
        }}
        onClose={() => setRevoking(null)}
      >
        <p>{revoking && words.revoke(revoking)}</p>
      </ConfirmDialog>
    </>
  )
}

interface TokenItemProps<Token> {
  token: Token
  about: string | undefined
  onRevoke: (token: Token) => void
}

function TokenItem<Token extends KeptToken>({ token, about, onRevoke }: TokenItemProps<Token>) {
  return (
    <Item
      title={token.name}
      note={
        <>
          {about && <>{about} · </>}
          Until <DateTime value={token.expiresAt} style="date" /> ·{' '}
          {token.lastUsedAt ? (
            <>
              last used <RelativeTime value={token.lastUsedAt} />
            </>
          ) : (
            'never used'
          )}
        </>
      }
      end={
        <Button size="sm" variant="outline" onClick={() => onRevoke(token)}>
          Withdraw<span className="visually-hidden"> {token.name}</span>
        </Button>
      }
    />
  )
}

interface TokenFormProps extends TokenMaking {
  /** What the name should say. */
  hint: string
  spans: { value: string; label: string }[]
  usual: string
  /** Answers the secret. */
  send: (token: { name: string; days: number }) => Promise<string>
  /** Further fields of this kind of token. */
  children?: (field: (path: string) => string | undefined) => ReactNode
}

export function TokenForm({ hint, spans, usual, send, children, onMade, onCancel }: TokenFormProps) {
  const deed = useDeed()
  const [name, setName] = useState('')
  const [days, setDays] = useState(usual)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void deed.run(async () => onMade(await send({ name, days: Number(days) })))
      }}
    >
      <Fields>
        <TextField label="Name" hint={hint} value={name} onChange={setName} error={deed.field('name')} />
        <SelectField
          label="Works for"
          data={spans}
          value={days}
          onChange={setDays}
          error={deed.field('days')}
        />
        {children?.(deed.field)}
        <ProblemAlert error={deed.general} />
        <Row align="end">
          <Button variant="outline" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={deed.busy}>
            Make the token
          </Button>
        </Row>
      </Fields>
    </form>
  )
}
