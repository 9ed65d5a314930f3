/** As the form of a post holds at most. */
const mostKept = 300
const longestKept = 500

/** Those of a typed list that are new, each once, whatever its case. */
export function tagsIn(typed: string, known: readonly string[]): string[] {
  const seen = new Set(known.map((tag) => tag.toLowerCase()))
  return typed
    .split(/[,\n]/)
    .map((tag) => tag.trim().replace(/^#+/, '').slice(0, longestKept))
    .filter((tag) => {
      if (tag === '' || seen.has(tag.toLowerCase())) return false
      seen.add(tag.toLowerCase())
      return true
    })
    .slice(0, mostKept - known.length)
}
