import { apart, namesBy } from '../families/entities.ts'
import { plainLinks } from '../families/plain-links.ts'
import { counted, noMore, plain, type Entity, type NetworkProfile } from '../profile.ts'
import { rawOfText } from './markdown.ts'

/** Names of users: 3 to 20 letters, digits, `_`, `-` and `.`, as a forum is set up unless it says otherwise; up to 60. */
const name = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,58}[\p{L}\p{N}_])?$/u
const host =
  /^(?:(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]*[\p{L}\p{N}])(?::\d{1,5})?$/u
const mentions = /(?<![\w/@.])@([\w][\w.-]*[\w]|[\w])/gu

function entities(text: string): Entity[] {
  return apart(plainLinks(text), namesBy('mention', mentions, text))
}

/** `forum.example.ac.uk/u/name`, from that, from the profile's address, or from `name@forum.example.ac.uk`. */
function normaliseHandle(typed: string): string {
  const trimmed = typed.trim().replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
  const at = /^@?([^@/\s]+)@([^@/\s]+)$/.exec(trimmed)
  if (at) return `${at[2]}/u/${at[1]}`.toLowerCase()
  const page = /^(?:https?:\/\/)?([^/\s]+)\/u(?:sers)?\/([^/\s?#]+)/i.exec(trimmed)
  return (page ? `${page[1]}/u/${page[2]}` : trimmed.replace(/^https?:\/\//i, '')).toLowerCase()
}

function handleProblem(handle: string): string | null {
  const [server = '', u, who = '', ...rest] = handle.split('/')
  if (host.test(server) && u === 'u' && name.test(who) && rest.length === 0) return null
  return 'A forum account looks like forum.example.ac.uk/u/library: the address of its profile there.'
}

/**
 * Limits are settings of each forum. These are what Discourse comes with: config/site_settings.yml, read 2026-11
 * (https://github.com/discourse/discourse). A forum that has others says so when it refuses.
 */
export const discourseProfile: NetworkProfile = {
  id: 'discourse',
  name: 'Discussion forum',
  handleHint: 'forum.example.ac.uk/u/library',
  handleProblem,
  normaliseHandle,
  capabilities: {
    ...plain,
    images: true,
    alternativeText: true,
    threads: true,
    // The forum makes previews itself of links that stand on a line of their own.
    linkCards: false,
    title: 'required',
    tags: true,
    edit: true,
    remove: true,
    pin: true,
    reads: { own: true, comments: true, messages: true, metrics: true, search: true },
    // Topics bear a key of ours where the key of an administrator is used; replies, and topics by a user's key, do not.
    idempotency: 'by-reading-back',
  },
  limits: {
    ...noMore,
    // max_post_length, counted in the Markdown that is sent.
    text: 32_000,
    unit: 'characters',
    // Ours: a forum limits them for new users only (newuser_max_embedded_media).
    images: 10,
    // max_image_size_kb 4096.
    imageBytes: 4_000_000,
    imageEdge: 2560,
    // authorized_extensions; films are not among them.
    imageTypes: ['image/jpeg', 'image/png', 'image/webp'],
    // Ours: the alternative text is part of the post.
    alternativeText: 500,
    threadParts: 25,
    // min_first_post_length
    textLeast: 20,
    // max_topic_title_length 255; the least is 15 (min_topic_title_length).
    title: 255,
    titleLeast: 15,
    // max_tags_per_topic 5, max_tag_length 20.
    tags: 5,
    tag: 20,
  },
  // For people who are not staff: rate_limit_create_topic 15, rate_limit_create_post 5, max_topics_per_day 20; for keys
  // max_user_api_reqs_per_minute 20 (config/discourse_defaults.conf), of which a post and its checks take about three.
  rates: [
    { id: 'topics', per: 'account', of: 'posts', most: 1, seconds: 15 },
    { id: 'day', per: 'account', of: 'posts', most: 20, seconds: 86_400 },
    { id: 'media', per: 'account', of: 'media', most: 10, seconds: 60 },
    // A name that nobody has costs two requests. In a minute a user's key may make twenty, all keys of administrators
    // together sixty: https://meta.discourse.org/t/78612, read 2026-11.
    { id: 'names', per: 'account', of: 'names', most: 5, seconds: 60 },
    { id: 'names-of-the-forum', per: 'server', of: 'names', most: 15, seconds: 60 },
  ],
  count: (text, limits = discourseProfile.limits) => counted([...rawOfText(text)].length, limits.text),
  entities,
  preview: { accent: '#0088cc', radius: 0, avatar: 'round', font: 'Arial, sans-serif' },
}
