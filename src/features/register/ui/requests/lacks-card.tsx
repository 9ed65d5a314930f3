import { Card } from '#ui/parts/card.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { FindingCard } from '#ui/parts/finding-card.tsx'
import { Stack } from '#ui/parts/page.tsx'
import type { RequestCheck, RequestForm } from '../../requests/contract.ts'
import { declarationPlace } from './answers-form.tsx'
import { placeOf, reasonPlace } from './question-block.tsx'
import { isRemark, levelOf } from './words.ts'
import css from './requests.module.css'

interface Lack {
  key: string
  /** Where on the page it is mended. */
  place: string
  label: string
  clause: { id: string; title: string } | null
}

function lacksOf(form: RequestForm, check: RequestCheck): Lack[] {
  const labels = new Map<string, string>(form.questions.map(({ id, label }) => [id, label]))
  const order = new Map<string, number>(form.questions.map(({ id }, index) => [id, index]))
  const inOrder = check.missing.toSorted(
    (a, b) => (order.get(a.field) ?? order.size) - (order.get(b.field) ?? order.size),
  )
  return [
    ...inOrder.map(({ field, say, clause }) => ({
      key: `missing ${field} ${clause?.id}`,
      place: placeOf(field),
      label: labels.get(field) ?? say,
      clause,
    })),
    ...check.reasons
      .filter(({ given }) => !given)
      .map(({ id, clause }) => ({
        key: `reason ${id}`,
        place: reasonPlace(id),
        label: `A reason: ${clause.title}`,
        clause,
      })),
    ...check.declarations
      .filter(({ declared }) => !declared)
      .map(({ id, say, clause }) => ({
        key: `declaration ${id}`,
        place: declarationPlace(id),
        label: say,
        clause,
      })),
  ]
}

/** Puts the cursor where something is missing. */
function goTo(place: string): void {
  const block = document.getElementById(place)
  block?.scrollIntoView({ block: 'center' })
  block?.querySelector<HTMLElement>('input, textarea, select, button')?.focus({ preventScroll: true })
}

export function goToFirst(form: RequestForm, check: RequestCheck): void {
  const first = lacksOf(form, check).find(({ place }) => document.getElementById(place))
  if (first) goTo(first.place)
}

/** What stands between these answers and their sending, each a way to its place. */
export function LacksCard({ form, check }: { form: RequestForm; check: RequestCheck }) {
  const lacks = lacksOf(form, check)
  if (lacks.length === 0)
    return (
      <Card title="Still missing">
        <p>Nothing. It can be sent.</p>
      </Card>
    )
  return (
    <Card title="Still missing">
      <ul className={css.lacks}>
        {lacks.map(({ key, place, label, clause }) => (
          <li key={key}>
            <button type="button" className={css.goTo} onClick={() => goTo(place)}>
              {label}
            </button>{' '}
            {clause && <ClauseRef clause={clause.id} label={clause.id} />}
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** What the policy says of the whole, not of one answer. */
export function RemarksCard({ form, check }: { form: RequestForm; check: RequestCheck }) {
  const asked = new Set<string>(form.questions.map(({ id }) => id))
  const remarks = check.findings.filter(
    (finding) => isRemark(finding) && !(finding.fields[0] !== undefined && asked.has(finding.fields[0])),
  )
  if (remarks.length === 0) return null
  return (
    <Card title="To bear in mind">
      <Stack>
        {remarks.map((finding) => (
          <FindingCard
            key={finding.id}
            level={levelOf(finding)}
            clause={{ id: finding.clause, label: `${finding.clause} · ${finding.clauseTitle}` }}
            sentence={finding.say}
          >
            {finding.excused}
          </FindingCard>
        ))}
      </Stack>
    </Card>
  )
}
