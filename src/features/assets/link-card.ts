import type { Actor } from '#features/people/index.ts'
import { Problem } from '#platform/errors.ts'
import { FetchError, type GuardedResponse } from '#platform/fetch/index.ts'
import type { Services } from '#platform/services.ts'
import type { Asset, LinkCardAnswer } from './contract.ts'
import { takeIn } from './intake.ts'
import { authoriseImages, cleanName, keepAsset } from './keep-asset.ts'
import { decodePage, pageCardOf } from './page-card.ts'

const page = { timeout: 8000, maxBytes: 1_000_000, redirects: 3 }
const picture = { timeout: 8000, maxBytes: 8_000_000, redirects: 3 }
/** The largest form in which a network shows the picture of a card. */
const pictureEdge = 1600

/** What a page offers as a preview. That there is none is an answer, not an error. */
export async function makeLinkCard(services: Services, actor: Actor, typed: string): Promise<LinkCardAnswer> {
  authoriseImages(actor)
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '')
    return { ok: false, reason: 'This is not the address of a web page.' }
  const read = await reachable(url.host, () =>
    services.fetch(url, { ...page, headers: { accept: 'text/html,application/xhtml+xml;q=0.9' } }),
  )
  if ('reason' in read) return { ok: false, reason: read.reason }
  const { answer } = read
  const type = answer.headers.get('content-type') ?? ''
  if (answer.status >= 400) return { ok: false, reason: `${url.host} answered with error ${answer.status}.` }
  if (answer.status >= 300) return { ok: false, reason: `${url.host} sends visitors on too many times.` }
  if (!/html/i.test(type)) return { ok: false, reason: 'The address leads to a file, not to a page.' }
  const card = pageCardOf(decodePage(answer.bytes, type), answer.url)
  if (!card) return { ok: false, reason: 'The page names no title for a preview.' }
  const image = card.image ? await pictureOf(services, actor, card.image) : null
  return {
    ok: true,
    card: {
      url: url.href,
      title: card.title,
      description: card.description,
      siteName: card.siteName,
      image,
    },
  }
}

/** A card without its picture is still a card. */
async function pictureOf(services: Services, actor: Actor, address: string): Promise<Asset | null> {
  const host = URL.parse(address)?.host ?? address
  const read = await reachable(host, () =>
    services.fetch(address, { ...picture, headers: { accept: 'image/*' } }),
  )
  if ('reason' in read || read.answer.status !== 200) return null
  try {
    const name = cleanName(URL.parse(address)?.pathname ?? '')
    const master = await takeIn(read.answer.bytes, name, { maxEdge: pictureEdge, moving: false })
    return await keepAsset(services, actor, { kind: 'link-card', name, master })
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return null
    throw error
  }
}

async function reachable(
  host: string,
  work: () => Promise<GuardedResponse>,
): Promise<{ answer: GuardedResponse } | { reason: string }> {
  try {
    return { answer: await work() }
  } catch (error) {
    if (!(error instanceof FetchError)) throw error
    switch (error.fault) {
      case 'refused':
        return { reason: `${host} can’t be reached from here.` }
      case 'lost':
        return { reason: `The connection to ${host} broke.` }
      case 'slow':
        return { reason: `${host} took too long to answer.` }
      case 'too-large':
        return { reason: 'The page is too large to look into.' }
      case 'rubbish':
        return { reason: `${host} answered something that can’t be read.` }
    }
  }
}
