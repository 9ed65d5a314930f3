import { useState } from 'react'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Done } from '../../contract.ts'
import type { SignInService } from '../../sso/contract.ts'
import { useDeed } from '../use-deed.ts'
import type { Confirmed } from '../ways-in-card.tsx'
import { beginAt } from './queries.ts'
import { ToGive } from './to-give.tsx'
import { TrialResult } from './trial-result.tsx'

interface ServiceCardProps {
  service: SignInService
  /** The person has just come back from trying it. */
  tried: boolean
  confirmed: Confirmed
  onChange: () => void
  onDone: () => Promise<void>
}

function knownBy(people: number): string {
  if (people === 0) return 'Nobody has come in with it yet'
  return people === 1 ? 'One person comes in with it' : `${people} people come in with it`
}

const kinds = { oidc: 'OpenID Connect', saml: 'SAML 2.0' } as const

export function ServiceCard(props: ServiceCardProps) {
  const { service, tried } = props
  const { settings } = service
  return (
    <Card
      title={service.name}
      aside={
        <Row>
          {service.required && <Chip level="require">Everybody has to</Chip>}
          <Chip level={service.enabled ? 'ok' : 'neutral'}>{service.enabled ? 'On' : 'Off'}</Chip>
        </Row>
      }
    >
      <Stack>
        <p>
          {kinds[settings.kind]} · {settings.kind === 'oidc' ? settings.issuer : settings.provider.entityId}
          <br />
          {knownBy(service.people)}
          {service.lastUsedAt && (
            <>
              , last used <RelativeTime value={service.lastUsedAt} />
            </>
          )}
        </p>
        <ToGive service={service} />
        <Certificates service={service} />
        {tried && <TrialResult id={service.id} />}
        <Faults service={service} />
        <Deeds {...props} />
      </Stack>
    </Card>
  )
}

function Certificates({ service }: { service: SignInService }) {
  if (service.certificates.length === 0) return null
  return (
    <div>
      <h3>The provider’s certificates</h3>
      <Items label="The provider’s certificates">
        {service.certificates.map((certificate) => (
          <Item
            key={certificate.subject}
            title={certificate.subject}
            note={
              <>
                Until <DateTime value={certificate.until} />
              </>
            }
          />
        ))}
      </Items>
    </div>
  )
}

function Faults({ service }: { service: SignInService }) {
  if (service.faults.length === 0) return null
  return (
    <div>
      <h3>What went wrong lately</h3>
      <Items label={`What went wrong lately with ${service.name}`}>
        {service.faults.map((fault) => (
          <Item
            key={`${fault.at} ${fault.code}`}
            title={fault.says}
            note={
              <>
                <RelativeTime value={fault.at} />
                {fault.detail && ` · ${fault.detail}`}
              </>
            }
          />
        ))}
      </Items>
    </div>
  )
}

type Asking = 'off' | 'required' | 'remove' | null

function Deeds({ service, confirmed, onChange, onDone }: ServiceCardProps) {
  const deed = useDeed()
  const [asking, setAsking] = useState<Asking>(null)
  const turn = async (enabled: boolean, required: boolean) => {
    await confirmed(() => api.put(`/sign-in-services/${service.id}/switch`, { enabled, required }, Done))
    await onDone()
  }
  const attempt = () =>
    deed.run(async () =>
      location.assign(await beginAt(service.id, 'try', `/sign-in-services?tried=${service.id}`)),
    )
  return (
    <Stack gap="tight">
      <ProblemAlert error={deed.fault} />
      <Row>
        <Button
          variant={service.enabled ? 'outline' : 'filled'}
          loading={deed.busy}
          onClick={() => void attempt()}
        >
          Try it<span className="visually-hidden">: {service.name}</span>
        </Button>
        <Button variant="outline" onClick={onChange}>
          Change<span className="visually-hidden"> {service.name}</span>
        </Button>
        {service.enabled ? (
          <>
            <Button
              variant="outline"
              onClick={() =>
                service.required ? void deed.run(() => turn(true, false)) : setAsking('required')
              }
            >
              {service.required ? 'Leave it to people' : 'Require it of everybody'}
            </Button>
            <Button variant="outline" onClick={() => setAsking('off')}>
              Switch off<span className="visually-hidden"> {service.name}</span>
            </Button>
          </>
        ) : (
          <Button variant="outline" onClick={() => void deed.run(() => turn(true, false))}>
            Switch on<span className="visually-hidden"> {service.name}</span>
          </Button>
        )}
        <Button variant="subtle" color="danger" onClick={() => setAsking('remove')}>
          Remove<span className="visually-hidden"> {service.name}</span>
        </Button>
      </Row>
      <Questions
        {...{ service, asking, turn }}
        onRemove={async () => {
          await confirmed(() => api.delete(`/sign-in-services/${service.id}`, Done))
          await onDone()
        }}
        onClose={() => setAsking(null)}
      />
    </Stack>
  )
}

interface QuestionsProps {
  service: SignInService
  asking: Asking
  turn: (enabled: boolean, required: boolean) => Promise<void>
  onRemove: () => Promise<void>
  onClose: () => void
}

function Questions({ service, asking, turn, onRemove, onClose }: QuestionsProps) {
  return (
    <>
      <ConfirmDialog
        open={asking === 'required'}
        title={`Has everybody to sign in with “${service.name}”?`}
        confirmLabel="Require it of everybody"
        onConfirm={() => turn(true, true)}
        onClose={onClose}
      >
        <p>
          Passwords and passkeys of Rostrum then open it for those only who are marked for emergencies below.
          They stay as second factors.
        </p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'off'}
        title={`Switch “${service.name}” off?`}
        confirmLabel="Switch it off"
        danger
        onConfirm={() => turn(false, false)}
        onClose={onClose}
      >
        <p>Whoever signed in with it is signed out at once. What it is set to stays.</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'remove'}
        title={`Remove “${service.name}”?`}
        confirmLabel="Remove the service"
        danger
        onConfirm={onRemove}
        onClose={onClose}
      >
        <p>
          Its settings and its secret are deleted, and whoever signed in with it is signed out. The people
          stay, but those who have no other way to sign in can’t come in any more.
        </p>
      </ConfirmDialog>
    </>
  )
}
