import { text } from '../stand-in/body.ts'
import type { Person } from '../stand-in/oauth2.ts'
import { Refusal, type Answer, type Ask } from '../stand-in/server.ts'
import { allowed, invalid, numberOf, ok, partOf, refusal, spend, withNumber, wordsOf } from './answers.ts'
import {
  audiencesOf,
  begin,
  isComplete,
  isPublic,
  isThere,
  uploadOf,
  type Begun,
  type World,
} from './world.ts'

export function creatorInfo(world: World, ask: Ask): Answer {
  const token = allowed(world, ask, 'video.publish')
  spend(world, token, 'creator')
  const { person } = token
  return ok({
    creator_avatar_url: `${ask.origin}/pictures/missing.webp`,
    creator_username: person.username,
    creator_nickname: person.name,
    privacy_level_options: audiencesOf(world, person),
    comment_disabled: false,
    duet_disabled: false,
    stitch_disabled: false,
    max_video_post_duration_sec: world.settings.longest,
  })
}

export function initVideo(world: World, ask: Ask): Answer {
  const token = allowed(world, ask, 'video.publish')
  spend(world, token, 'init')
  const info = partOf(ask.fields, 'post_info')
  const source = partOf(ask.fields, 'source_info')
  const [title, audience] = [wordsOf(info['title']), wordsOf(info['privacy_level'])]
  if (title.length > 2200) throw invalid('The title is too long: at most 2200 UTF-16 runes.')
  checkAudience(world, token.person, audience)
  checkDay(world, token.person)
  if (source['source'] !== 'FILE_UPLOAD') throw invalid('Only FILE_UPLOAD is understood here.')
  const [size, chunk, count] = ['video_size', 'chunk_size', 'total_chunk_count'].map((name) =>
    numberOf(source[name]),
  )
  checkChunks(world, size ?? 0, chunk ?? 0, count ?? 0)
  const upload = uploadOf(world, size ?? 0, chunk ?? 0, count ?? 0)
  const post = begin(world, { owner: token.person, kind: 'video', text: title, audience, upload })
  return ok({
    publish_id: post.publishId,
    upload_url: `${ask.origin}/video/?upload_id=${upload.id}&upload_token=${upload.token}`,
  })
}

function checkAudience({ settings, ...world }: World, person: Person, audience: string): void {
  if (!audiencesOf({ settings, ...world }, person).includes(audience))
    throw refusal(
      403,
      'privacy_level_option_mismatch',
      'The privacy level is not one of the options of the creator.',
    )
  if (!settings.audited && (audience !== 'SELF_ONLY' || !world.secluded.has(person)))
    throw refusal(
      403,
      'unaudited_client_can_only_post_to_private_accounts',
      'Please review our integration guidelines at https://developers.tiktok.com/doc/content-sharing-guidelines/',
    )
}

function checkDay({ settings, begun }: World, person: Person): void {
  const own = begun.filter(({ owner, at }) => owner === person && at > settings.now() - 86_400_000)
  if (own.filter((post) => isComplete(post) && post.fault === null).length >= settings.postsOfDay)
    throw refusal(
      403,
      'spam_risk_too_many_posts',
      'The daily post cap from the API is reached for the current user.',
    )
}

function checkChunks({ settings }: World, size: number, chunk: number, count: number): void {
  const { least, most, last } = settings.chunks
  const whole = count === 1 && chunk === size
  const inParts = chunk >= least && chunk <= most && count === Math.floor(size / chunk)
  const end = size - chunk * (count - 1)
  const fits = whole ? size <= most : inParts && end <= last && count <= 1000
  if (!(size > 0) || !fits) throw invalid('The total chunk count is invalid.')
}

/** One part after the other: 206 while more is to come, 201 with the last. */
export function putPart(world: World, ask: Ask): Answer {
  const post = world.begun.find(({ upload }) => upload?.id === ask.query.get('upload_id'))
  const upload = post?.upload
  if (!post || !upload || upload.token !== ask.query.get('upload_token')) return { status: 404 }
  if (upload.until <= world.settings.now() || post.fault !== null) return { status: 403 }
  const [, from, to, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(ask.headers['content-range'] ?? '') ?? []
  const end = Number(to) + 1
  if (Number(size) !== upload.size || end - Number(from) !== ask.raw.length) return { status: 400 }
  if (Number(from) !== upload.uploaded) return { status: 416 }
  const index = Math.floor(upload.uploaded / upload.chunk)
  const wanted = index === upload.count - 1 ? upload.size : (index + 1) * upload.chunk
  if (end !== wanted) return { status: 400 }
  upload.uploaded = end
  post.types = [ask.headers['content-type'] ?? '']
  if (isComplete(post) && post.types[0] === 'video/quicktime') post.fault = 'file_format_check_failed'
  const headers = { 'content-range': `bytes 0-${end - 1}/${upload.size}` }
  return { status: isComplete(post) ? 201 : 206, headers }
}

export async function initPhotos(world: World, ask: Ask): Promise<Answer> {
  const token = allowed(world, ask, 'video.publish')
  spend(world, token, 'init')
  const info = partOf(ask.fields, 'post_info')
  const source = partOf(ask.fields, 'source_info')
  if (ask.fields['media_type'] !== 'PHOTO' || ask.fields['post_mode'] !== 'DIRECT_POST')
    throw invalid('Only photos that are posted directly are understood here.')
  const [description, audience] = [wordsOf(info['description']), wordsOf(info['privacy_level'])]
  if (description.length > 4000) throw invalid('The description is too long: at most 4000 UTF-16 runes.')
  const urls: unknown[] = Array.isArray(source['photo_images']) ? source['photo_images'] : []
  if (urls.length < 1 || urls.length > 35) throw invalid('A post has 1 to 35 photos.')
  checkAudience(world, token.person, audience)
  checkDay(world, token.person)
  const addresses = urls.map(wordsOf)
  const { verified } = world.settings
  if (verified && !addresses.every((url) => verified.some((prefix) => url.startsWith(prefix))))
    throw refusal(403, 'url_ownership_unverified', 'Please review our URL ownership verification rules.')
  const post = begin(world, { owner: token.person, kind: 'photo', text: description, audience })
  for (const url of addresses) await pull(post, url)
  return ok({ publish_id: post.publishId })
}

/** Fetches a photo from the address that it was given, as the network does. */
async function pull(post: Begun, url: string): Promise<void> {
  const answer = await fetch(url).catch(() => null)
  await answer?.arrayBuffer()
  const type = answer?.headers.get('content-type') ?? ''
  if (!answer?.ok) post.fault = 'photo_pull_failed'
  else if (!['image/jpeg', 'image/webp'].includes(type)) post.fault = 'file_format_check_failed'
  else post.types.push(type)
}

export function fetchStatus(world: World, ask: Ask): Answer {
  const token = allowed(world, ask, 'video.publish')
  spend(world, token, 'status')
  const id = text(ask, 'publish_id')
  const post = world.begun.find(({ publishId }) => publishId === id)
  if (!post) throw refusal(400, 'invalid_publish_id', 'The publish_id does not exist.')
  if (post.owner !== token.person)
    throw refusal(400, 'token_not_authorized_for_specified_publish_id', 'The publish_id is not of this user.')
  const uploaded = post.upload ? { uploaded_bytes: post.upload.uploaded } : {}
  if (post.fault !== null)
    return ok({ status: 'FAILED', fail_reason: post.fault, publicaly_available_post_id: [], ...uploaded })
  if (!isThere(post)) {
    if (isComplete(post)) post.pending -= 1
    const status = post.kind === 'video' ? 'PROCESSING_UPLOAD' : 'PROCESSING_DOWNLOAD'
    return ok({ status, fail_reason: '', publicaly_available_post_id: [], ...uploaded })
  }
  const ids = isPublic(post) ? [post.postId] : []
  if (post.audience === 'PUBLIC_TO_EVERYONE') post.moderation -= 1
  return withNumber(
    ok({ status: 'PUBLISH_COMPLETE', fail_reason: '', publicaly_available_post_id: ids, ...uploaded }),
    post.postId,
  )
}

/** Public videos only, newest first. The cursor is a time in milliseconds. */
export function listVideos(world: World, ask: Ask): Answer {
  const own = publicVideos(world, ask)
  const before = numberOf(ask.fields['cursor'])
  const count = Math.min(20, numberOf(ask.fields['max_count']) || 10)
  const all = own.toReversed().filter(({ at }) => Number.isNaN(before) || at < before)
  const page = all.slice(0, count)
  return ok({
    videos: page.map((post) => shapeOf(ask, post)),
    cursor: page.at(-1)?.at ?? world.settings.now(),
    has_more: all.length > page.length,
  })
}

export function queryVideos(world: World, ask: Ask): Answer {
  const wanted = partOf(ask.fields, 'filters')['video_ids']
  const ids: unknown[] = Array.isArray(wanted) ? wanted : []
  const found = publicVideos(world, ask).filter(({ postId }) => ids.includes(postId))
  return ok({ videos: found.map((post) => shapeOf(ask, post)) })
}

function publicVideos(world: World, ask: Ask): Begun[] {
  const { person } = allowed(world, ask, 'video.list')
  return world.begun.filter((post) => post.owner === person && post.kind === 'video' && isPublic(post))
}

function shapeOf(ask: Ask, { postId, owner, at, text: words }: Begun): Record<string, unknown> {
  const shape: Record<string, unknown> = {
    id: postId,
    create_time: Math.floor(at / 1000),
    share_url: `https://www.tiktok.com/@${owner.username}/video/${postId}?utm_campaign=tt4d_open_api&utm_source=stand-in`,
    video_description: words.slice(0, 150),
    title: words.slice(0, 150),
    like_count: 0,
  }
  const fields = (ask.query.get('fields') ?? '').split(',')
  return Object.fromEntries(Object.entries(shape).filter(([name]) => fields.includes(name)))
}

export function revoke(world: World, ask: Ask, client: { id: string; secret: string }): Answer {
  if (text(ask, 'client_key') !== client.id || text(ask, 'client_secret') !== client.secret)
    throw new Refusal(400, {
      error: 'invalid_client',
      error_description: 'Client key or secret is incorrect.',
    })
  const token = world.oauth.tokens.find(({ value }) => value === text(ask, 'token'))
  if (!token || (token.until !== null && token.until <= world.settings.now()))
    throw new Refusal(401, { error: 'access_token_invalid', error_description: 'Access token is invalid.' })
  world.oauth.revoke(token.person)
  return { status: 200, body: {} }
}
