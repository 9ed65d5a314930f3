/** The methods of the REST API. https://www.flickr.com/services/api/, read 2026-11. */
import { text } from '../stand-in/body.ts'
import { ok, type Answer, type Ask, type Route } from '../stand-in/server.ts'
import { accountOf, fail, isPrivate, isReady, tagsOf, type Account, type Photo, type World } from './world.ts'

type Method = (world: World, ask: Ask) => Record<string, unknown>

const content = (value: string) => ({ _content: value })

function photoFor(world: World, account: Account, ask: Ask): Photo {
  const photo = world.photos.find((each) => each.id === text(ask, 'photo_id') && each.account === account)
  if (photo) return photo
  throw fail(1, 'Photo not found')
}

const checkToken: Method = (world, ask) => {
  const { account, access } = accountOf(world, ask, 'read')
  const user = { nsid: account.nsid, username: account.person.username, fullname: account.person.name }
  return { oauth: { token: content(access.value), perms: content(access.perms), user } }
}

const personInfo: Method = (world, ask) => {
  accountOf(world, ask, 'read')
  const found = world.accounts.find(({ nsid }) => nsid === text(ask, 'user_id'))
  if (!found) throw fail(1, 'User not found')
  const { nsid, alias, person } = found
  return {
    person: {
      id: nsid,
      nsid,
      path_alias: alias === '' ? null : alias,
      username: content(person.username),
      realname: content(person.name),
      photosurl: content(`https://www.flickr.com/photos/${alias || nsid}/`),
    },
  }
}

const machineTag = /^[a-z]\w*:[a-z]\w*=.+$/i

const photoInfo: Method = (world, ask) => {
  const { account } = accountOf(world, ask, 'read')
  const photo = photoFor(world, account, ask)
  const video = photo.type.startsWith('video/')
  const ready = isReady(world, photo) && !photo.failed
  const working = {
    ready: ready ? 1 : 0,
    failed: photo.failed ? 1 : 0,
    pending: ready || photo.failed ? 0 : 1,
  }
  return {
    photo: {
      id: photo.id,
      owner: { nsid: account.nsid, username: account.person.username },
      title: content(photo.title),
      description: content(photo.description),
      visibility: photo.visibility,
      dates: { posted: String(Math.floor(photo.uploadedAt / 1000)) },
      tags: {
        tag: photo.tags.map((raw, at) => ({
          id: `${photo.id}-${at}`,
          author: account.nsid,
          raw,
          _content: raw.toLowerCase().replace(/[^\p{L}\p{N}:=]/gu, ''),
          machine_tag: machineTag.test(raw) ? 1 : 0,
        })),
      },
      urls: {
        url: [
          { type: 'photopage', ...content(`https://www.flickr.com/photos/${account.nsid}/${photo.id}/`) },
        ],
      },
      media: video ? 'video' : 'photo',
      ...(video ? { video: working } : {}),
    },
  }
}

const setTags: Method = (world, ask) => {
  const { account } = accountOf(world, ask, 'write')
  const tags = tagsOf(text(ask, 'tags') ?? '')
  const photo = photoFor(world, account, ask)
  if (tags.length > 75) throw fail(2, 'Maximum number of tags reached')
  photo.tags = tags
  return {}
}

const setMeta: Method = (world, ask) => {
  const { account } = accountOf(world, ask, 'write')
  const photo = photoFor(world, account, ask)
  if (!('title' in ask.fields) && !('description' in ask.fields))
    throw fail(2, 'At least one of title or description must be set')
  photo.title = text(ask, 'title') ?? ''
  photo.description = text(ask, 'description') ?? ''
  return {}
}

const setPerms: Method = (world, ask) => {
  const { account } = accountOf(world, ask, 'write')
  const photo = photoFor(world, account, ask)
  const flag = (name: string) => {
    const value = text(ask, name)
    if (value === undefined) throw fail(2, 'Required arguments missing')
    return value === '1' ? 1 : 0
  }
  photo.visibility = { ispublic: flag('is_public'), isfriend: flag('is_friend'), isfamily: flag('is_family') }
  return { photoid: { ...content(photo.id), secret: 'abcdef1234' } }
}

const remove: Method = (world, ask) => {
  const { account } = accountOf(world, ask, 'delete')
  world.photos.splice(world.photos.indexOf(photoFor(world, account, ask)), 1)
  return {}
}

const list: Method = (world, ask) => {
  const { account } = accountOf(world, ask, 'read')
  if (text(ask, 'user_id') !== 'me') throw fail(2, 'Unknown user')
  const from = Number(text(ask, 'min_upload_date') ?? 0) * 1000
  const most = Math.min(500, Number(text(ask, 'per_page') ?? 100))
  const page = Number(text(ask, 'page') ?? 1)
  const onlyPrivate = text(ask, 'privacy_filter') === '5'
  const extras = (text(ask, 'extras') ?? '').split(',')
  const all = world.photos
    .filter(
      (photo) => photo.account === account && photo.uploadedAt >= from && (!onlyPrivate || isPrivate(photo)),
    )
    .toReversed()
  const shown = all.slice((page - 1) * most, page * most).map((photo) => ({
    id: photo.id,
    owner: account.nsid,
    title: photo.title,
    ...photo.visibility,
    ...(extras.includes('description') ? { description: content(photo.description) } : {}),
    ...(extras.includes('date_upload') ? { dateupload: String(Math.floor(photo.uploadedAt / 1000)) } : {}),
    ...(extras.includes('machine_tags')
      ? { machine_tags: photo.tags.filter((tag) => machineTag.test(tag)).join(' ') }
      : {}),
  }))
  const pages = Math.ceil(all.length / most)
  return { photos: { page, pages, perpage: most, total: all.length, photo: shown } }
}

const methods: Readonly<Record<string, { how: 'GET' | 'POST'; run: Method }>> = {
  'flickr.auth.oauth.checkToken': { how: 'GET', run: checkToken },
  'flickr.people.getInfo': { how: 'GET', run: personInfo },
  'flickr.people.getPhotos': { how: 'GET', run: list },
  'flickr.photos.getInfo': { how: 'GET', run: photoInfo },
  'flickr.photos.setTags': { how: 'POST', run: setTags },
  'flickr.photos.setMeta': { how: 'POST', run: setMeta },
  'flickr.photos.setPerms': { how: 'POST', run: setPerms },
  'flickr.photos.delete': { how: 'POST', run: remove },
}

export function restRoutes(world: World): Route[] {
  const answer = (ask: Ask): Answer => {
    const name = text(ask, 'method') ?? ''
    const method = methods[name]
    if (text(ask, 'format') !== 'json' || text(ask, 'nojsoncallback') !== '1')
      throw fail(111, 'Format not found')
    // What changes something wants a POST.
    if (!method || (method.how === 'POST' && ask.method !== 'POST'))
      throw fail(112, `Method "${name}" not found`)
    return ok({ ...method.run(world, ask), stat: 'ok' })
  }
  const path = /^\/services\/rest$/
  return [
    ['GET', path, answer],
    ['POST', path, answer],
  ]
}
