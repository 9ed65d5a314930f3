import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { Stack } from '#ui/parts/page.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Institution } from '../contract.ts'
import { Periods } from './periods.tsx'

/** When teaching goes on: queues and series may keep to it, and the calendar shows it. */
export function TermsCard({ institution }: { institution: Institution }) {
  const queries = useQueryClient()
  return (
    <Card title="Terms">
      <Stack>
        <p>Queues and series may keep to term time, and the calendar shows where a term begins and ends.</p>
        <p>
          <Link to="/institution/calendar-file">Read terms and closures from a calendar file</Link>
        </p>
        <Periods
          label="Terms"
          path="terms"
          nameLabel="Term"
          nameHint="Such as “Autumn term 2026”."
          addLabel="Add the term"
          periods={institution.terms}
          keep={async (terms) => {
            queries.setQueryData(['institution'], await api.patch('/institution', { terms }, Institution))
            await queries.invalidateQueries({ queryKey: ['plans'] })
            toast.done('The terms are kept.')
          }}
        />
      </Stack>
    </Card>
  )
}
