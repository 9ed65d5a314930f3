import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { TextArea } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Steps } from '#ui/parts/steps.tsx'
import { toast } from '#ui/parts/toast.ts'
import { useSession, useZone } from '#ui/session.ts'
import { HandOverView, type HandOverPlan } from '../../hand-over/contract.ts'
import { endOfDay } from '../end-of-day.ts'
import { refreshAccounts } from '../queries.ts'
import { CheckStep } from './check-step.tsx'
import type { Typed } from './typed.ts'
import { WhatTheyGet } from './what-they-get.tsx'
import { WhoStep } from './who-step.tsx'

const labels = ['Who takes over', 'What they get', 'Notes for them', 'Check and hand over'] as const

/** Four steps to put an account into other hands; nothing is done before the last. */
export function Wizard({ plan }: { plan: HandOverPlan }) {
  const [typed, setTyped] = useState(useBeginning(plan))
  const [step, setStep] = useState(0)
  const deed = useHandOver(plan, typed)
  const change = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }))
  const last = step === labels.length - 1
  // A fault stands beside its field, and the fields are on the first step.
  const atFault = deed.fault !== undefined && deed.general === undefined
  return (
    <Card title={labels[step] ?? ''}>
      <Stack>
        <Steps
          label="Steps of the hand-over"
          steps={labels.map((label, index) => ({
            label,
            state: index < step ? 'done' : index === step ? 'current' : 'waiting',
          }))}
        />
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            if (last) void deed.run(() => deed.handOver())
            else setStep(step + 1)
          }}
        >
          <Stack>
            {step === 0 && <WhoStep plan={plan} typed={typed} onChange={change} field={deed.field} />}
            {step === 1 && <WhatTheyGet plan={plan} leaver={typed.leaver} />}
            {step === 2 && (
              <TextArea
                label="Notes for the successor"
                hint="What is planned, whom to ask, what usually comes up. No passwords: put those under seal. The notes stay with the account and can be erased."
                autosize
                minRows={6}
                maxLength={5000}
                value={typed.notes}
                onChange={(notes) => change({ notes })}
              />
            )}
            {last && <CheckStep plan={plan} typed={typed} />}
            <ProblemAlert error={atFault && last ? deed.fault : deed.general} />
            <Row>
              {step > 0 && (
                <Button variant="outline" onClick={() => setStep(step - 1)}>
                  Back
                </Button>
              )}
              <Button
                type="submit"
                loading={deed.busy}
                disabled={typed.designated === '' || (last && deed.busy)}
              >
                {last ? 'Hand it over' : 'Go on'}
              </Button>
            </Row>
          </Stack>
        </form>
      </Stack>
    </Card>
  )
}

/** Whoever is named in the address hands over; otherwise whoever answers first. */
function useBeginning(plan: HandOverPlan): Typed {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const { administrators } = plan
  const named = administrators.find(({ personId }) => personId === search['leaver'])
  const leaver = named ?? administrators.find(({ designated }) => designated) ?? administrators[0]
  const leaving = leaver !== undefined
  return {
    why: leaving ? 'leaving' : 'change',
    leaver: leaver?.personId ?? null,
    keeps: 'nothing',
    lastDay: '',
    designated: '',
    deputies: [],
    notes: '',
  }
}

function useHandOver(plan: HandOverPlan, typed: Typed) {
  const deed = useDeed()
  const client = useQueryClient()
  const navigate = useNavigate()
  const zone = useZone()
  const me = useSession().person?.id
  return {
    ...deed,
    handOver: async () => {
      const keepsNothing = typed.keeps === 'nothing'
      const lastDay = keepsNothing && typed.lastDay ? await endOfDay(typed.lastDay, zone) : null
      const body = { ...typed, lastDay, replaces: plan.open?.id ?? null }
      await api.post(`/accounts/${plan.account.id}/hand-over`, body, HandOverView)
      await refreshAccounts(client)
      toast.done(typed.designated === me ? 'It is yours now.' : 'Handed over. They are asked to confirm it.')
      await navigate({ to: `/accounts/${plan.account.id}` })
    },
  }
}
