import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import type { Figure, ReviewSheet } from '../../reviews/contract.ts'
import css from './reviews.module.css'

/** What is new about the network since the account was last looked at. */
export function ChangesCard({ sheet }: { sheet: ReviewSheet }) {
  if (sheet.changes.length === 0) return null
  return (
    <Card
      title={`${sheet.networkName} has changed`}
      aside={
        <ActionLink kind="quiet" to={`/networks-watch/${sheet.account.network}`}>
          All about it
        </ActionLink>
      }
    >
      <Items label={`What changed at ${sheet.networkName}`}>
        {sheet.changes.map((change) => (
          <Item
            key={change.id}
            title={change.say}
            note={
              <>
                {change.what}
                {change.from && (
                  <>
                    {' '}
                    From <DateTime value={`${change.from}T12:00:00Z`} style="date" />.
                  </>
                )}{' '}
                {change.source && (
                  <a href={change.source} rel="noreferrer">
                    Where it says so<span className="visually-hidden">: {change.say}</span>
                  </a>
                )}
              </>
            }
          />
        ))}
      </Items>
    </Card>
  )
}

/** What is known of it, with what each figure was counted from. */
export function ScorecardCard({ sheet }: { sheet: ReviewSheet }) {
  return (
    <Card title="What is known of it">
      <Scorecard figures={sheet.scorecard} />
    </Card>
  )
}

export function Scorecard({ figures }: { figures: Figure[] }) {
  return (
    <dl className={css.card}>
      {figures.map(({ id, label, value, from }) => (
        <div key={id}>
          <dt>{label}</dt>
          {value !== null && <dd className={css.value}>{value}</dd>}
          <dd className={css.quiet}>{from}</dd>
        </div>
      ))}
    </dl>
  )
}

export function FindingsCard({ sheet }: { sheet: ReviewSheet }) {
  return (
    <Card title="What the policy finds">
      {sheet.findings.length === 0 ? (
        <p className={css.quiet}>Nothing stands against it today.</p>
      ) : (
        <Items>
          {sheet.findings.map((finding) => (
            <Item
              key={finding.control}
              title={finding.say}
              note={
                <>
                  <ClauseRef
                    clause={finding.clause}
                    label={`clause ${finding.clause} · ${finding.clauseTitle}`}
                  />
                  {finding.since && (
                    <>
                      {' '}
                      since <DateTime value={finding.since} style="date" />
                    </>
                  )}
                </>
              }
            />
          ))}
        </Items>
      )}
    </Card>
  )
}

const relations = { administrator: 'Answers for it', contributor: 'Writes for it' }

/** Who has time for it, and whether their sign-in is safe. */
export function PeopleCard({ sheet }: { sheet: ReviewSheet }) {
  return (
    <Card title="Who works on it">
      {sheet.people.length === 0 ? (
        <p className={css.quiet}>Nobody.</p>
      ) : (
        <Items>
          {sheet.people.map((person) => (
            <Item
              key={person.personId + person.relation}
              title={person.name}
              note={
                <>
                  {relations[person.relation]}
                  {person.until && (
                    <>
                      , until <DateTime value={person.until} style="date" />
                    </>
                  )}
                </>
              }
              end={
                <Chip level={person.secondFactor ? 'ok' : 'advise'}>
                  {person.secondFactor ? 'Second factor' : 'No second factor'}
                </Chip>
              }
            />
          ))}
        </Items>
      )}
    </Card>
  )
}
