import { globSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

const imported = /(?:from|import)\s*\(?\s*'([#.][^']+)'/g

/** The test files under `folders` whose imports lead to one of `targets`. Paths are relative to `root`. */
export function testsThatReach(root: string, folders: string[], targets: string[]): string[] {
  const goals = new Set(targets.map((target) => resolve(root, target)))
  const known = new Map<string, string[]>()
  const importsOf = (file: string): string[] => {
    const kept = known.get(file)
    if (kept) return kept
    const found = [...readFileSync(file, 'utf8').matchAll(imported)].flatMap(([, to = '']) => {
      const path = to.startsWith('#') ? resolve(root, 'src', to.slice(1)) : resolve(dirname(file), to)
      return /\.tsx?$/.test(path) ? [path] : []
    })
    known.set(file, found)
    return found
  }
  const reaches = (test: string): boolean => {
    const seen = new Set<string>()
    const open = [test]
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (goals.has(file)) return true
      if (seen.has(file)) continue
      seen.add(file)
      open.push(...importsOf(file))
    }
    return false
  }
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.test.ts`, { cwd: root }))
    .filter((test) => reaches(resolve(root, test)))
    .toSorted()
}
