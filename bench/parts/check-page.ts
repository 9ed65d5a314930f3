import { checkPostWith, compileRuleset, loadLanguage } from '#features/policy/engine/index.ts'
import { profiles } from '#networks/profiles.ts'
import type { CheckPage } from './check-in-browser.ts'

const profilesById = Object.fromEntries(profiles.map((profile) => [profile.id, profile]))

/** Milliseconds of each check, one at a time with the browser's own work between. */
const checkAll: CheckPage['checkAll'] = async ({ ruleset, institution, posts, now }) => {
  const rules = compileRuleset(ruleset)
  const context = { institution, profiles: profilesById, wording: await loadLanguage() }
  const times: number[] = []
  for (const post of posts) {
    const began = performance.now()
    checkPostWith(rules, post, context, 'submit', now)
    times.push(performance.now() - began)
    await new Promise((resolve) => setTimeout(resolve))
  }
  return times
}

Object.assign(globalThis, { checkPage: { checkAll } satisfies CheckPage })
