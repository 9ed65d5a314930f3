/** The name that somebody most likely meant, or null when none is near: a third of its letters may differ. */
export function nearest(typed: string, names: readonly string[]): string | null {
  const wanted = typed.slice(0, 80).toLowerCase()
  const ranked = names
    .map((name) => ({ name, far: distance(wanted, name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.max(1, Math.floor(Math.max(name.length, wanted.length) / 3)))
    .sort((a, b) => a.far - b.far)
  return ranked[0]?.name ?? null
}

/** As the end of a sentence: ` Did you mean “telephones”?`, or nothing. */
export function didYouMean(typed: string, names: readonly string[]): string {
  const meant = nearest(typed, names)
  return meant === null ? '' : ` Did you mean “${meant}”?`
}

/** The same, and where no name is near, all that there are. */
export function didYouMeanOrAll(typed: string, names: readonly string[]): string {
  return didYouMean(typed, names) || (names.length > 0 ? ` There are ${names.join(', ')}.` : '')
}

/** Letters put in, left out, changed, or two of them the wrong way round. */
function distance(one: string, other: string): number {
  let earlier: number[] = []
  let before = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let row = 1; row <= one.length; row++) {
    const now = [row]
    for (let column = 1; column <= other.length; column++) {
      const changed = (before[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1)
      const swapped =
        one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
          ? (earlier[column - 2] ?? Infinity) + 1
          : Infinity
      now.push(Math.min(changed, swapped, (before[column] ?? 0) + 1, (now[column - 1] ?? 0) + 1))
    }
    earlier = before
    before = now
  }
  return before[other.length] ?? 0
}
