import { Button } from '@mantine/core'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { Callout } from '#ui/parts/problem-alert.tsx'
import type { Holding, Office, OfficeInPolicy } from '../contract.ts'

/** What somebody who manages offices may do with this one. */
interface OfficeDeeds {
  give: () => void
  change: () => void
  end: (holding: Holding) => void
}

interface OfficeCardProps {
  office: Office
  /** As the policy names it; absent where it does not. */
  named: OfficeInPolicy | undefined
  now: string
  /** Null for those who only read. */
  deeds: OfficeDeeds | null
}

/** One office: how it is reached, who holds it and from when to when, and what somebody should see to. */
export function OfficeCard({ office, named, now, deeds }: OfficeCardProps) {
  const terms = office.holdings.filter(({ until }) => until === null || until > now)
  return (
    <Card title={office.name} aside={<OfficeAside office={office} named={named} now={now} deeds={deeds} />}>
      <Stack gap="tight">
        <div>
          {office.about && <p>{office.about}</p>}
          <Reached office={office} />
        </div>
        <OfficeWarnings named={named} />
        {terms.length > 0 && (
          <Items label={`Who holds ${office.name}`}>
            {terms.map((holding) => (
              <HoldingItem
                key={holding.id}
                holding={holding}
                now={now}
                onEnd={deeds && (() => deeds.end(holding))}
              />
            ))}
          </Items>
        )}
      </Stack>
    </Card>
  )
}

function OfficeAside({ office, named, now, deeds }: OfficeCardProps) {
  const vacant = office.holdings.every(
    ({ deputy, since, until }) => deputy || since > now || (until !== null && until <= now),
  )
  const said = named !== undefined && !named.held
  return (
    <Row align="end">
      {office.example && <Chip>Example</Chip>}
      {vacant && !said && <Chip level="advise">{named?.held ? 'Only deputies' : 'Nobody holds it'}</Chip>}
      {deeds && (
        <>
          <Button size="sm" variant="subtle" onClick={deeds.change}>
            Change<span className="visually-hidden"> {office.name}</span>
          </Button>
          <Button size="sm" variant="outline" onClick={deeds.give}>
            Name somebody<span className="visually-hidden"> for {office.name}</span>
          </Button>
        </>
      )}
    </Row>
  )
}

function Reached({ office: { email, telephone } }: { office: Office }) {
  if (!email && !telephone) return null
  return (
    <p>
      {email && <a href={`mailto:${email}`}>{email}</a>}
      {email && telephone && ' · '}
      {telephone && <a href={`tel:${telephone.replaceAll(/[^+\d]/g, '')}`}>{telephone}</a>}
    </p>
  )
}

/** What the policy wants of the office and does not find. */
function OfficeWarnings({ named }: { named: OfficeInPolicy | undefined }) {
  return named?.warnings.map(({ says, mend }) => (
    <Callout key={says} level="advise" title={says}>
      <p>{mend}</p>
    </Callout>
  ))
}

interface HoldingItemProps {
  holding: Holding
  now: string
  onEnd: (() => void) | null
}

function HoldingItem({ holding, now, onEnd }: HoldingItemProps) {
  const { personName, deputy, since, until } = holding
  const begun = since <= now
  return (
    <Item
      title={personName}
      note={
        <>
          {deputy ? 'Deputy ' : ''}
          {begun ? sinceWord(deputy) : fromWord(deputy)}
          <DateTime value={since} style="date" />
          {until && (
            <>
              {' until '}
              <DateTime value={lastMoment(until)} style="date" />
            </>
          )}
        </>
      }
      end={
        onEnd &&
        begun && (
          <Button size="sm" variant="subtle" onClick={onEnd}>
            End<span className="visually-hidden"> for {personName}</span>
          </Button>
        )
      }
    />
  )
}

const sinceWord = (deputy: boolean): string => (deputy ? 'since ' : 'Since ')
const fromWord = (deputy: boolean): string => (deputy ? 'from ' : 'From ')

/** A term that ends when a day begins has the day before as its last. */
const lastMoment = (until: string): string => new Date(Date.parse(until) - 1).toISOString()
