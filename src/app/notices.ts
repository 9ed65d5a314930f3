import type { Actor, Notice } from '#features/people/index.ts'
import { mayAnywhere, maySomewhere } from '#features/people/index.ts'
import { getInstitution } from '#features/institution/index.ts'
import { correctionsFor, listPosts, noticedFor, pauseView, type PostsDeps } from '#features/posts/index.ts'
import { workersSeen } from '#platform/jobs/index.ts'
import type { Services } from '#platform/services.ts'

/** What stands at the top of every page while it is so. */
export async function notices(services: Services, actor: Actor): Promise<Notice[]> {
  const found: Notice[] = []
  const seen = await workersSeen(services.db, services.clock.now())
  if (seen.length === 0)
    found.push({
      id: 'worker-missing',
      level: 'warning',
      text: 'No worker has been heard of for 45 seconds, so nothing is being sent. What is due waits, and what waits too long asks before it goes.',
      ...(mayAnywhere(actor, 'system.read') ? { action: { label: 'What to do', href: '/system' } } : {}),
    })
  const pause = await pauseView(services.db)
  if (pause.paused)
    found.push({
      id: 'paused',
      level: 'warning',
      text: `Everything is paused by ${pause.by ?? 'somebody'}: ${pause.reason ?? ''}`,
      action: { label: 'See what waits', href: '/paused' },
    })
  const institution = await getInstitution(services.db)
  if (institution?.example)
    found.push({
      id: 'example',
      level: 'info',
      text: 'This shows the example university. Nothing in it is real, and nothing leaves this installation.',
      ...(mayAnywhere(actor, 'institution.manage')
        ? { action: { label: 'Remove the example', href: '/institution' } }
        : {}),
    })
  return found
}

/** How many posts wait for this person's approval, or need a decision from them. */
export async function waiting(posts: PostsDeps, actor: Actor): Promise<number> {
  const mine = await listPosts(posts, actor, { waiting: true, limit: 200 })
  // Who may only read about a trouble has nothing to decide.
  const trouble = maySomewhere(actor, 'posts.control')
    ? await listPosts(posts, actor, { status: 'attention', limit: 200 })
    : []
  const corrections = await correctionsFor(posts, actor)
  const { changes, outside } = await noticedFor(posts, actor)
  return mine.length + trouble.length + corrections.length + changes.length + outside.length
}
