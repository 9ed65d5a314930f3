/** Several things in one cell. */
export function listOf(cell: string): string[] {
  const parts = cell.split(/[;\n|]/).length > 1 ? cell.split(/[;\n|]/) : cell.split(',')
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))]
}
