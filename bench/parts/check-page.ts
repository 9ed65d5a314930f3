import {
  checkPostWith,
  compileRuleset,
  inSlices,
  loadLanguage,
  readAhead,
} from '#features/policy/engine/index.ts'
import { profiles } from '#networks/profiles.ts'
import type { CheckPage } from './check-in-browser.ts'

const profilesById = Object.fromEntries(profiles.map((profile) => [profile.id, profile]))
const later = globalThis.setTimeout

/** Everything that is put off from here on tells how long it took: the page's own work between is not counted. */
function timing(tell: (spent: number) => void): () => void {
  globalThis.setTimeout = ((work: () => void, after?: number) =>
    later(() => {
      const began = performance.now()
      work()
      tell(performance.now() - began)
    }, after)) as typeof setTimeout
  return () => {
    globalThis.setTimeout = later
  }
}

/** Of each check the longest stretch in milliseconds for which the page could do nothing else. */
const checkAll: CheckPage['checkAll'] = async ({ ruleset, institution, posts, now }) => {
  const rules = compileRuleset(ruleset)
  const context = { institution, profiles: profilesById, wording: await loadLanguage() }
  const longest: number[] = []
  for (const post of posts) {
    let most = 0
    const stop = timing((spent) => {
      most = Math.max(most, spent)
    })
    await new Promise<void>((resolve) => {
      inSlices(readAhead(post, context), () => {
        checkPostWith(rules, post, context, 'submit', now)
        // Once it has been told how long this took.
        later(resolve)
      })
    })
    stop()
    longest.push(most)
  }
  return longest
}

Object.assign(globalThis, { checkPage: { checkAll } satisfies CheckPage })
