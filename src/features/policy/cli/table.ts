/** Lines of columns; the last column runs on as long as it is. */
export function columns(rows: readonly (readonly string[])[], indent = '  '): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(0, ...rows.map((row) => row[at]?.length ?? 0)))
  return rows.map((row) =>
    (
      indent + row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join('  ')
    ).trimEnd(),
  )
}

/** The same with figures: all columns but the first stand to the right. */
export function figures(rows: readonly (readonly (string | number)[])[], indent = '  '): string[] {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(0, ...rows.map((row) => String(row[at] ?? '').length)),
  )
  return rows.map(
    (row) =>
      indent +
      row
        .map((cell, at) =>
          at === 0 ? String(cell).padEnd(widths[at] ?? 0) : String(cell).padStart(widths[at] ?? 0),
        )
        .join('  '),
  )
}

export const plural = (count: number, one: string, other = `${one}s`): string =>
  `${count} ${count === 1 ? one : other}`
