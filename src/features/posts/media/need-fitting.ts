import { videoMisfits } from '#networks/fitting.ts'
import type { MediaForCheck, TargetForCheck } from '#features/policy/index.ts'
import { Invalid } from '#platform/errors.ts'
import { postForCheck } from '../check.ts'
import type { PostsDeps } from '../deps.ts'
import type { PostRecord } from '../store.ts'

/**
 * What a network would refuse goes no further, also where no clause of the policy says so. Images are left to
 * the policy: they are mended on the way, or cut by the network. Throws `Invalid`.
 */
export async function needFitting(deps: PostsDeps, post: PostRecord): Promise<void> {
  const { targets } = await postForCheck(deps, { ...post, id: post.id })
  const [first, ...more] = new Set(targets.flatMap((target) => adviceFor(deps, target)))
  if (first === undefined) return
  throw new Invalid(
    'posts.media-does-not-fit',
    more.length === 0 ? first : `${more.length + 1} things don’t fit. ${first}`,
    {
      fix: 'Nothing was sent. What does not fit is said beside the post.',
      data: { advice: [first, ...more] },
    },
  )
}

function adviceFor({ networks }: PostsDeps, { network, limits, parts }: TargetForCheck): string[] {
  const profile = networks.get(network)?.profile
  if (!profile) return []
  const own = limits ?? profile.limits
  return parts.flatMap(({ media }) =>
    media.flatMap((one: MediaForCheck) => {
      if (!one.video) return []
      if (!profile.capabilities.videos)
        return [`${profile.name} takes no videos. Make a version for ${profile.name} without it.`]
      return videoMisfits({ ...one, ...one.video }, profile.name, own).map(({ advice }) => advice)
    }),
  )
}
