import type { Band } from '#features/plans/contract.ts'
import { Chip, type Level } from '#ui/parts/chip.tsx'
import type { Day } from './calendar-maths.ts'
import css from './calendar.module.css'

const words: Record<Band['kind'], { label: string; level: Level }> = {
  blackout: { label: 'Kept free', level: 'refuse' },
  election: { label: 'Election period', level: 'hold' },
  closure: { label: 'Closed', level: 'advise' },
  holiday: { label: 'Public holiday', level: 'advise' },
  term: { label: 'Term', level: 'neutral' },
}

/** What stands over a day: all of it, but of a term only its beginning and end, for it lasts for weeks. */
export function bandsOn(bands: readonly Band[], day: Day): Band[] {
  return bands.filter(
    ({ kind, from, until }) =>
      from <= day && day <= until && (kind !== 'term' || day === from || day === until),
  )
}

const sayOf = (band: Band, day: Day): string =>
  band.kind !== 'term' ? band.name : day === band.from ? `${band.name} begins` : `${band.name} ends`

/** In words, not by colour alone. */
export function DayBands({ bands, day }: { bands: readonly Band[]; day: Day }) {
  const shown = bandsOn(bands, day)
  if (shown.length === 0) return null
  return (
    <ul className={css.bands} aria-label="About this day">
      {shown.map((band) => (
        <li key={`${band.kind} ${band.name}`}>
          <Chip level={words[band.kind].level}>
            {band.kind === 'term' ? sayOf(band, day) : `${words[band.kind].label}: ${sayOf(band, day)}`}
          </Chip>
          {(band.clause || band.goes) && (
            <span className={css.soft}>
              {[band.clause && `Clause ${band.clause}.`, band.goes && `Still to go: ${band.goes}`]
                .filter(Boolean)
                .join(' ')}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
