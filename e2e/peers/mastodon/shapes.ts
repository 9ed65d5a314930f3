import { mentioned, type App, type Media, type Notice, type Person, type Post, type World } from './world.ts'

export function accountShape(world: World, person: Person) {
  const posts = world.posts.filter(({ author }) => author === person)
  const picture = `${world.url}/pictures/missing.png`
  return {
    id: person.id,
    username: person.username,
    acct: person.username,
    display_name: person.displayName,
    locked: false,
    bot: false,
    discoverable: true,
    indexable: false,
    group: false,
    created_at: person.createdAt.toISOString(),
    note: '',
    url: `${world.url}/@${person.username}`,
    uri: `${world.url}/users/${person.username}`,
    avatar: picture,
    avatar_static: picture,
    avatar_description: '',
    header: picture,
    header_static: picture,
    header_description: '',
    followers_count: 0,
    following_count: 0,
    statuses_count: posts.length,
    last_status_at: posts.at(-1)?.createdAt.toISOString().slice(0, 10) ?? null,
    hide_collections: false,
    noindex: false,
    emojis: [],
    roles: [],
    fields: [],
  }
}

export function credentialShape(world: World, person: Person) {
  return {
    ...accountShape(world, person),
    source: {
      privacy: 'public',
      sensitive: false,
      language: 'en',
      note: '',
      fields: [],
      follow_requests_count: 0,
      hide_collections: false,
      discoverable: true,
      indexable: false,
      attribution_domains: [],
      quote_policy: 'public',
    },
    role: { id: '-99', name: '', permissions: '65536', color: '', highlighted: false },
  }
}

export function mediaShape(world: World, media: Media) {
  const url = media.pending > 0 ? null : `${world.url}/media/${media.id}`
  return {
    id: media.id,
    type: media.type,
    url,
    preview_url: url,
    remote_url: null,
    preview_remote_url: null,
    text_url: null,
    meta: {},
    description: media.description,
    blurhash: null,
  }
}

export function statusShape(world: World, post: Post, viewer?: Person) {
  const tags = [
    ...new Set(Array.from(post.text.matchAll(/(?<![\w/])#(\w+)/g), ([, name = '']) => name.toLowerCase())),
  ]
  return {
    id: post.id,
    created_at: post.createdAt.toISOString(),
    edited_at: post.editedAt?.toISOString() ?? null,
    in_reply_to_id: post.replyTo?.id ?? null,
    in_reply_to_account_id: post.replyTo?.author.id ?? null,
    sensitive: post.sensitive,
    spoiler_text: post.spoiler,
    visibility: post.visibility,
    language: post.language,
    uri: `${world.url}/users/${post.author.username}/statuses/${post.id}`,
    url: `${world.url}/@${post.author.username}/${post.id}`,
    replies_count: world.posts.filter(({ replyTo }) => replyTo === post).length,
    reblogs_count: post.counts.reblogs,
    favourites_count: post.counts.favourites,
    quotes_count: 0,
    content: contentOf(post.text),
    reblog: null,
    application: post.app ? { name: post.app.name, website: post.app.website } : null,
    account: accountShape(world, post.author),
    media_attachments: post.media.map((media) => mediaShape(world, media)),
    mentions: mentioned(world, post.text).map((person) => ({
      id: person.id,
      username: person.username,
      url: `${world.url}/@${person.username}`,
      acct: person.username,
    })),
    tags: tags.map((name) => ({ name, url: `${world.url}/tags/${name}` })),
    emojis: [],
    card: null,
    poll: null,
    ...(viewer
      ? {
          favourited: false,
          reblogged: false,
          muted: false,
          bookmarked: false,
          ...(viewer === post.author ? { pinned: post.pinned } : {}),
          filtered: [],
        }
      : {}),
  }
}

export function noticeShape(world: World, notice: Notice) {
  return {
    id: notice.id,
    type: notice.type,
    group_key: `ungrouped-${notice.id}`,
    created_at: notice.createdAt.toISOString(),
    account: accountShape(world, notice.post.author),
    status: statusShape(world, notice.post, notice.to),
  }
}

export function appShape(app: App) {
  return {
    id: app.id,
    name: app.name,
    website: app.website,
    scopes: app.scopes,
    redirect_uris: app.redirectUris,
    redirect_uri: app.redirectUris.join('\n'),
    vapid_key: '',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    client_secret_expires_at: 0,
  }
}

export function instanceShape(world: World) {
  const { settings } = world
  const megabyte = 1024 * 1024
  return {
    domain: new URL(world.url).host,
    title: settings.title,
    version: '4.5.0',
    source_url: 'https://github.com/mastodon/mastodon',
    description: 'A stand-in for tests',
    usage: { users: { active_month: world.people.length } },
    thumbnail: { url: `${world.url}/pictures/missing.png`, blurhash: null, versions: {} },
    icon: [],
    languages: ['en'],
    configuration: {
      urls: {
        streaming: null,
        status: null,
        about: `${world.url}/about`,
        privacy_policy: null,
        terms_of_service: null,
      },
      vapid: { public_key: '' },
      accounts: { max_featured_tags: 10, max_pinned_statuses: 5 },
      statuses: {
        max_characters: settings.maxCharacters,
        max_media_attachments: settings.maxMedia,
        characters_reserved_per_url: 23,
      },
      media_attachments: {
        supported_mime_types: SUPPORTED_TYPES,
        description_limit: 1500,
        image_size_limit: 16 * megabyte,
        image_matrix_limit: 33_177_600,
        video_size_limit: 99 * megabyte,
        video_frame_rate_limit: 120,
        video_matrix_limit: 8_294_400,
      },
      polls: {
        max_options: 4,
        max_characters_per_option: 50,
        min_expiration: 300,
        max_expiration: 2_629_746,
      },
      translation: { enabled: false },
      limited_federation: false,
    },
    registrations: {
      enabled: false,
      approval_required: false,
      reason_required: false,
      message: null,
      min_age: null,
      url: null,
    },
    api_versions: { mastodon: 7 },
    contact: { email: 'admin@example.ac.uk', account: null },
    rules: [],
  }
}

export const SUPPORTED_TYPES = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'video/mp4',
  'video/webm',
  'audio/mpeg',
  'audio/ogg',
]

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function contentOf(text: string): string {
  if (text === '') return ''
  const linked = escapeHtml(text).replace(
    /https?:\/\/[^\s<]+/g,
    (url) => `<a href="${url}" rel="nofollow">${url}</a>`,
  )
  const paragraphs = linked.split(/\n{2,}/).map((part) => `<p>${part.replaceAll('\n', '<br />')}</p>`)
  return paragraphs.join('')
}
