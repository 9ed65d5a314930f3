import type { PlacedHit, TargetDetector } from '../detector.ts'
import { duplicateKey } from '../duplicate-key.ts'

const day = 86_400_000

export const duplicates: TargetDetector = {
  scope: 'target',
  fact: 'duplicates',
  about: 'The same words on the same account, not long ago or already scheduled.',
  attributes: {
    daysAgo: 'whole days since it went out; below 0 when it is scheduled for later',
    postId: 'the earlier post',
    handle: 'the account',
  },
  detect(target, { recent }, _context, now) {
    const title = target.title ? [target.title] : []
    const key = duplicateKey([...title, ...target.parts.map((part) => part.text)])
    if (key === '') return []
    const [latest] = recent
      .filter((post) => post.accountId === target.accountId && post.key === key)
      .sort((a, b) => b.at.localeCompare(a.at))
    if (!latest) return []
    const daysAgo = Math.floor((Date.parse(now) - Date.parse(latest.at)) / day)
    const found: PlacedHit = {
      part: 0,
      field: 'text',
      start: 0,
      end: target.parts[0]?.text.length ?? 0,
      value: `${latest.postId} ${target.accountId} ${key}`,
      shown: target.handle,
      attributes: { daysAgo, postId: latest.postId, handle: target.handle },
    }
    return [found]
  },
}
