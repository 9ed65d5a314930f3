/** Answers in the shapes of the published description. */
import { cook } from './cook.ts'
import type { Person, Post, Topic, Upload, World } from './world.ts'

const iso = (at: number) => new Date(at).toISOString()

export const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '') || 'topic'

export function postJson(world: World, post: Post, reader: Person | null) {
  const { person, topic } = post
  const inTopic = world.posts.filter((other) => other.topic === topic)
  const own = reader === person || reader?.staff === true
  return {
    id: post.id,
    name: person.name,
    username: person.username,
    avatar_template: `/letter_avatar/${person.username}/{size}.png`,
    created_at: iso(post.createdAt),
    raw: post.raw,
    cooked: cook(post.raw).html,
    post_number: post.number,
    post_type: 1,
    posts_count: inTopic.length,
    updated_at: iso(post.updatedAt),
    reply_count: inTopic.filter(({ replyTo }) => replyTo === post.number).length,
    reply_to_post_number: post.replyTo,
    quote_count: 0,
    incoming_link_count: 0,
    reads: 1,
    readers_count: 0,
    score: 0,
    yours: reader === person,
    topic_id: topic.id,
    topic_slug: slugOf(topic.title),
    display_username: person.name,
    primary_group_name: null,
    flair_name: null,
    flair_url: null,
    flair_bg_color: null,
    flair_color: null,
    flair_group_id: null,
    badges_granted: [],
    version: post.version,
    can_edit: own,
    can_delete: own,
    can_recover: false,
    can_see_hidden_post: own,
    can_wiki: own,
    user_title: null,
    bookmarked: false,
    actions_summary: [{ id: 6, can_act: true }],
    moderator: false,
    admin: person.staff,
    staff: person.staff,
    user_id: person.id,
    hidden: false,
    trust_level: 1,
    deleted_at: null,
    user_deleted: false,
    edit_reason: null,
    can_view_edit_history: true,
    wiki: false,
    reviewable_id: null,
    reviewable_score_count: 0,
    reviewable_score_pending_count: 0,
    post_url: `/t/${slugOf(topic.title)}/${topic.id}/${post.number}`,
    mentioned_users: [],
  }
}

export const createdJson = (world: World, post: Post, reader: Person) => ({
  ...postJson(world, post, reader),
  draft_sequence: 0,
})

export function latestJson(world: World, post: Post, reader: Person | null) {
  const { mentioned_users: _, ...shown } = postJson(world, post, reader)
  return {
    ...shown,
    topic_title: post.topic.title,
    topic_html_title: post.topic.title,
    category_id: post.topic.category,
    excerpt: shown.cooked.slice(0, 300),
    truncated: shown.cooked.length > 300,
  }
}

export const basicTopic = (world: World, topic: Topic) => ({
  basic_topic: {
    id: topic.id,
    title: topic.title,
    fancy_title: topic.title,
    slug: slugOf(topic.title),
    posts_count: world.posts.filter((post) => post.topic === topic).length,
  },
})

export function uploadJson(origin: string, { id, name, bytes, shortUrl }: Upload) {
  const extension = name.split('.').at(-1) ?? ''
  return {
    id,
    url: `${origin}/uploads/default/original/1X/${id}.${extension}`,
    original_filename: name,
    filesize: bytes.byteLength,
    width: 640,
    height: 480,
    thumbnail_width: 640,
    thumbnail_height: 480,
    extension,
    short_url: shortUrl,
    short_path: `/uploads/short-url/${shortUrl.replace('upload://', '')}`,
    retain_hours: null,
    human_filesize: `${Math.ceil(bytes.byteLength / 1024)} KB`,
    dominant_color: null,
  }
}

export const categoryJson = ({ id, name, slug }: { id: number; name: string; slug: string }) => ({
  category: { id, name, slug, color: '0088CC', text_color: 'FFFFFF', permission: 1, read_restricted: false },
})
