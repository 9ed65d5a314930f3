import { compileRuleset, loadPack, packNames, packsFolder, checkPost } from '#features/policy/index.ts'
import { mergeRulesets } from '#features/policy/engine/index.ts'
import type { Control, Ruleset } from '#features/policy/engine/index.ts'
import { rulesetOf } from '#features/policy/packs/pack.ts'
import { profiles } from '#networks/profiles.ts'
import { figure, percentile, type Figure, type Measure } from '../figure.ts'
import { frameFigure } from '../parts/check-in-browser.ts'
import { exampleUniversity, now, postOf, textOf, timeOf } from '../parts/short-posts.ts'

const warmUps = 300
const rounds = 2_000
/** An institution that has everything to look for. */
const institution = {
  ...exampleUniversity,
  nation: 'wales' as const,
  topics: ['Severn tunnel', 'divestment', 'animal testing'],
  studentNumbers: ['99999999', 'E9999999'],
  electionPeriods: [{ name: 'Senedd election', from: '2026-11-01', until: '2026-12-01' }],
  welsh: true,
}
const networks = ['bluesky', 'mastodon', 'practice', 'bluesky']

/** The pack with the most controls, on top of the baseline as in a university that has put it in force. */
export async function largest(): Promise<{ name: string; ruleset: Ruleset }> {
  const packs = await Promise.all(
    (await packNames()).map(async (name) => ({
      name,
      own: rulesetOf(await loadPack(`${packsFolder}/${name}`)),
    })),
  )
  const baseline = packs.find(({ name }) => name === 'baseline')
  const [first] = packs
    .filter(({ name }) => name !== 'baseline')
    .sort((a, b) => b.own.controls.length - a.own.controls.length)
  if (!baseline || !first) throw new Error('The packs are not there.')
  return { name: first.name, ruleset: mergeRulesets(baseline.own, first.own) }
}

/** Both on each text, turn about; each text is new. */
function spentOn(works: ((text: string) => unknown)[]): number[][] {
  const spent = works.map((): number[] => [])
  for (let round = 0; round < warmUps + rounds; round++) {
    const text = textOf(round)
    for (const [index, work] of works.entries()) {
      const time = timeOf(() => work(text))
      if (round >= warmUps) spent[index]?.push(time)
    }
  }
  return spent
}

async function againstAlex(): Promise<Figure[]> {
  const { name, ruleset } = await largest()
  const rules = compileRuleset(ruleset)
  // The tests' own packages are installed by now, and were not when this file was read.
  const { alexFindings } = await import('../../e2e/peers/alex.ts')
  const [own = [], alex = []] = spentOn([
    (text) => checkPost({ rules }, postOf(text, networks), { institution, profiles }, now),
    alexFindings,
  ])
  const note = `${ruleset.controls.length} controls (${name} on the baseline), all detectors, four targets; ${rounds} texts after ${warmUps} to warm up.`
  return (
    [
      [0.5, 1.5],
      [0.99, 2],
    ] as const
  ).map(([share, to]) =>
    figure(`largest pack, p${share * 100}`, percentile(own, share), 'ms', {
      reference: { name: 'alex', value: percentile(alex, share) },
      aim: { of: 'ratio', bound: 'at most', to },
      note,
    }),
  )
}

/** That many controls of posts: those there are, over and over, no condition twice the same. */
function manyOf(ruleset: Ruleset, count: number): Ruleset {
  const ofPosts = ruleset.controls.filter(({ subject }) => subject === 'post')
  const controls = Array.from({ length: count }, (_, at): Control => {
    const control = ofPosts[at % ofPosts.length]!
    const when = `${control.when === undefined ? 'true' : `(${control.when})`} && ${at} >= 0`
    return { ...control, id: `${control.id}-${at}`, when }
  })
  return { ...ruleset, controls }
}

async function manyControls(): Promise<Figure[]> {
  const { ruleset } = await largest()
  const [few, many] = [100, 1_000].map((count) => compileRuleset(manyOf(ruleset, count)))
  if (!few || !many) return []
  const [manyTimes = [], fewTimes = []] = spentOn(
    [many, few].map(
      (rules) => (text: string) =>
        checkPost({ rules }, postOf(text, networks), { institution, profiles }, now),
    ),
  )
  return [
    figure('1,000 controls, p50', percentile(manyTimes, 0.5), 'ms', {
      reference: { name: '100 controls', value: percentile(fewTimes, 0.5) },
      aim: { of: 'ratio', bound: 'at most', to: 3 },
      note: 'The controls of posts over and over, each with a condition of its own; four targets.',
    }),
  ]
}

export const policy: Measure = {
  name: 'policy',
  about:
    'The check of a post of 300 characters with four targets by the largest pack, in Node and in Chromium.',
  aim: 'against alex p50 at most 1.5 and p99 at most 2; in a browser slowed four times at most 16 ms p95; 1,000 controls at most 3 times the cost of 100',
  peers: true,
  async run() {
    const { name, ruleset } = await largest()
    return [
      ...(await againstAlex()),
      ...(await manyControls()),
      await frameFigure({ name, ruleset, institution, networks }),
    ]
  },
}
