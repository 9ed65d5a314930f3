import { Chip } from '#ui/parts/chip.tsx'
import type { FullDay } from '../queries.ts'
import css from './calendar.module.css'

const words: Record<FullDay['level'], string> = {
  near: 'Nearly full',
  crowds: 'Overfull',
  late: 'Overfull',
  none: 'Overfull',
}

const worst = (full: readonly FullDay[]): FullDay['level'] =>
  full.find((each) => each.level !== 'near')?.level ?? 'near'

/** Says of a day that a network has little room left on it, or none; in words for those who do not see the chip. */
export function FullDayNote({ full, roomy }: { full: readonly FullDay[] | undefined; roomy?: boolean }) {
  if (!full || full.length === 0) return null
  const level = worst(full)
  const said = full.map((each) => each.say).join(' ')
  return (
    <span className={css.fullDay} title={roomy ? undefined : said}>
      <Chip level={level === 'near' ? 'advise' : 'hold'}>{words[level]}</Chip>
      <span className={roomy ? css.soft : 'visually-hidden'}>{said}</span>
    </span>
  )
}
