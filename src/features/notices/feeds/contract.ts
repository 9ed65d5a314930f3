import { z } from 'zod'

export const feedKinds = ['posts', 'duties', 'days'] as const
export type FeedKind = (typeof feedKinds)[number]
export const feedLabels: Record<FeedKind, string> = {
  posts: 'Calendar of posts',
  duties: 'Your duties and their dates',
  days: 'Terms, closures, elections and days kept free',
}

export const Feed = z.object({ kind: z.enum(feedKinds), madeAt: z.string(), readAt: z.string().nullable() })
export type Feed = z.infer<typeof Feed>
export const Feeds = z.object({ feeds: z.array(Feed) })
export const FeedParams = z.object({ kind: z.enum(feedKinds) })
/** The address is shown here and never again: only a hash of it is kept. */
export const MadeFeed = z.object({ feed: Feed, address: z.string() })
export type MadeFeed = z.infer<typeof MadeFeed>
