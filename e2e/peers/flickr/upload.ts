/** The API for uploads, which answers in XML. https://www.flickr.com/services/api/upload.api.html, read 2026-11. */
import { text } from '../stand-in/body.ts'
import { Refusal, type Answer, type Ask, type Route } from '../stand-in/server.ts'
import { accountOf, addPhoto, tagsOf, type World } from './world.ts'

const xml = { 'content-type': 'text/xml; charset=utf-8' }
const prolog = '<?xml version="1.0" encoding="utf-8" ?>\n'

const fail = (code: number, message: string): Refusal =>
  new Refusal(200, `${prolog}<rsp stat="fail">\n\t<err code="${code}" msg="${message}" />\n</rsp>\n`, xml)

const takes = /^(?:image\/(?:jpeg|png|gif)|video\/(?:mp4|quicktime))$/

export function uploadRoutes(world: World): Route[] {
  const take = async (ask: Ask): Promise<Answer> => {
    const { account } = accountOf(world, ask, 'write', fail)
    const file = ask.files['photo']
    if (!file) throw fail(2, 'No photo specified')
    if (file.size === 0) throw fail(4, 'Filesize was zero')
    if (!takes.test(file.type)) throw fail(5, 'Filetype was not recognised')
    if (account.left <= 0) throw fail(6, 'User exceeded upload limit')
    account.left -= 1
    const flag = (name: string) => (text(ask, name) === '1' ? 1 : 0)
    const photo = addPhoto(world, {
      account,
      title: text(ask, 'title') ?? file.name.replace(/\.[^.]+$/, ''),
      description: text(ask, 'description') ?? '',
      tags: tagsOf(text(ask, 'tags') ?? ''),
      visibility: { ispublic: flag('is_public'), isfriend: flag('is_friend'), isfamily: flag('is_family') },
      type: file.type,
      size: file.size,
    })
    const body = `${prolog}<rsp stat="ok">\n<photoid>${photo.id}</photoid>\n</rsp>\n`
    return { status: 200, headers: xml, body }
  }
  return [['POST', /^\/services\/upload\/$/, take]]
}
