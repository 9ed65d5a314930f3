/** One thing that was measured, beside what it is held against, both taken in the same run. */
export interface Figure {
  name: string
  value: number
  unit: string
  reference: { name: string; value: number } | null
  /** `value` over `reference.value`; null when there is no reference. */
  ratio: number | null
  aim: Aim | null
  /** What was done how often, and whatever else a reader needs to judge the figure. */
  note: string
}

/** What the figure should be: a bound on the value itself, or on its ratio to the reference. */
export interface Aim {
  of: 'value' | 'ratio'
  bound: 'at least' | 'at most'
  to: number
}

export interface Measure {
  name: string
  about: string
  /** The aim in words; null when it is only told. */
  aim: string | null
  /** Needs the servers of e2e/peers. */
  peers?: boolean
  /** Needs the browser's side built. */
  pages?: boolean
  run(): Promise<Figure[]>
}

export function figure(
  name: string,
  value: number,
  unit: string,
  rest: { reference?: Figure['reference']; aim?: Aim; note?: string } = {},
): Figure {
  const reference = rest.reference ?? null
  return {
    name,
    value,
    unit,
    reference,
    ratio: reference ? value / reference.value : null,
    aim: rest.aim ?? null,
    note: rest.note ?? '',
  }
}

/** Whether the aim is met; null when there is none. */
export function isMet({ aim, value, ratio }: Figure): boolean | null {
  const held = aim?.of === 'ratio' ? ratio : value
  if (!aim || held === null) return null
  return aim.bound === 'at least' ? held >= aim.to : held <= aim.to
}

/** The value below which this share of them lies, by the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (found === undefined) throw new Error('There is no percentile of nothing.')
  return found
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}
