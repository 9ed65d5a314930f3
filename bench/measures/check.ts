import { checkPost, compileRuleset, loadPack, packsFolder } from '#features/policy/index.ts'
import { rulesetOf } from '#features/policy/packs/pack.ts'
import { profiles } from '#networks/profiles.ts'
import { figure, percentile, type Measure } from '../figure.ts'
import { exampleUniversity, now, postOf, textOf, timeOf } from '../parts/short-posts.ts'

const warmUps = 300
const rounds = 2_000
export const check: Measure = {
  name: 'check',
  about: 'The whole baseline check, every control and detector, on a post of 300 characters.',
  aim: 'no slower than the alex linter on the same text, p50 and p99',
  peers: true,
  async run() {
    const rules = compileRuleset(rulesetOf(await loadPack(`${packsFolder}/baseline`)))
    // The tests' own packages are installed by now, and were not when this file was read.
    const { alexFindings } = await import('../../e2e/peers/alex.ts')
    const own: number[] = []
    const alex: number[] = []
    for (let round = 0; round < warmUps + rounds; round++) {
      const text = textOf(round)
      const post = postOf(text, ['bluesky'])
      const spent = [
        timeOf(() => checkPost({ rules }, post, { institution: exampleUniversity, profiles }, now)),
        timeOf(() => alexFindings(text)),
      ] as const
      if (round < warmUps) continue
      own.push(spent[0])
      alex.push(spent[1])
    }
    const note = `${rounds} texts after ${warmUps} to warm up, each new, both on each text.`
    return [0.5, 0.99].map((share) =>
      figure(`whole baseline check, p${share * 100}`, percentile(own, share), 'ms', {
        reference: { name: 'alex', value: percentile(alex, share) },
        aim: { of: 'ratio', bound: 'at most', to: 1 },
        note,
      }),
    )
  },
}
