import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { RelativeTime } from '#ui/parts/date-time.tsx'
import { Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Done } from '../../contract.ts'
import { useDeed } from '../use-deed.ts'
import type { Confirmed } from '../ways-in-card.tsx'
import { offeredQuery } from './offered.ts'
import type { LinkedServices } from '../../sso/contract.ts'
import { beginAt, linkedQuery } from './queries.ts'

/** The institution's services that open this account. Nothing is drawn where there are none. */
export function LinkedCard({ confirmed }: { confirmed: Confirmed }) {
  const queries = useQueryClient()
  const offered = useQuery(offeredQuery)
  const linked = useQuery(linkedQuery)
  const deed = useDeed()
  const [ending, setEnding] = useState<{ id: string; service: string } | null>(null)
  const known = linked.data?.linked ?? []
  const open = (offered.data?.services ?? []).filter(({ id }) => !known.some((each) => each.id === id))
  if (known.length + open.length === 0) return null
  const link = (id: string) =>
    deed.run(async () => location.assign(await confirmed(() => beginAt(id, 'link', '/profile'))))
  return (
    <Card title="Sign-in services">
      <Stack gap="tight">
        <Items label="Sign-in services of your account">
          {known.map((each) => (
            <LinkedItem key={each.id} service={each} onEnd={() => setEnding(each)} />
          ))}
          {open.map((each) => (
            <Item
              key={each.id}
              title={each.name}
              note="Not linked. You sign in there once, so that it opens this account from then on."
              end={
                <Button size="sm" variant="outline" onClick={() => void link(each.id)}>
                  Link<span className="visually-hidden"> {each.name}</span>
                </Button>
              }
            />
          ))}
        </Items>
        <ProblemAlert error={deed.fault} />
      </Stack>
      <ConfirmDialog
        open={ending !== null}
        title={`Take “${ending?.service ?? ''}” off your account?`}
        confirmLabel="Take it off"
        danger
        onConfirm={async () => {
          await confirmed(() => api.delete(`/me/sign-in-services/${ending?.id}`, Done))
          await queries.invalidateQueries({ queryKey: ['me'] })
        }}
        onClose={() => setEnding(null)}
      >
        <p>It will not sign you in here any more, and what was begun with it ends.</p>
      </ConfirmDialog>
    </Card>
  )
}

interface LinkedItemProps {
  service: LinkedServices['linked'][number]
  onEnd: () => void
}

function LinkedItem({ service, onEnd }: LinkedItemProps) {
  const used = service.seenAt && (
    <>
      Linked, last used <RelativeTime value={service.seenAt} />
    </>
  )
  return (
    <Item
      title={service.service}
      note={used ?? 'Linked'}
      end={
        <Button size="sm" variant="outline" onClick={onEnd}>
          Take off<span className="visually-hidden"> {service.service}</span>
        </Button>
      }
    />
  )
}
