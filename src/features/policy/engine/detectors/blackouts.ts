import { blackoutOn, dayJudged } from '../periods.ts'
import type { PlacedHit, TargetDetector } from '../detector.ts'

export const blackouts: TargetDetector = {
  scope: 'target',
  fact: 'blackouts',
  about:
    'It is planned for a day that the policy or the institution keeps free; without a time, today counts.',
  attributes: {
    name: 'what the days are called',
    kind: 'none, or some where something still may go',
    goes: 'what still may go, or empty',
  },
  detect(_target, post, { institution }, now) {
    const found = blackoutOn(institution.blackouts, dayJudged(post, now))
    if (!found) return []
    const { name, goes, from } = found
    const hit: PlacedHit = {
      part: 0,
      field: 'text',
      start: 0,
      end: 0,
      value: `${name} ${from}`,
      shown: name,
      attributes: { name, goes, kind: goes === '' ? 'none' : 'some' },
    }
    return [hit]
  },
}
