import { Invalid } from '#platform/errors.ts'
import type { Limits } from '#networks/profile.ts'
import type { Content, MediaUse, Part } from './contract.ts'
import type { AccountFacts, PostsDeps, Rendition } from './deps.ts'
import { besideOf } from './details/rules.ts'
import {
  digestOf,
  type Manifest,
  type ManifestImage,
  type ManifestMedia,
  type ManifestPart,
} from './manifest.ts'
import type { PostRecord } from './store.ts'

/** What goes to this network: its variant, or what all get. Pure. */
export function partsFor(content: Content, network: string): Part[] {
  return content.variants[network] ?? content.parts
}

type Use = Pick<MediaUse, 'assetId' | 'alt' | 'crop'>

async function imageOf(deps: PostsDeps, use: Use, limits: Limits): Promise<ManifestImage> {
  return imageEntry(use, await deps.rendition(use, limits))
}

function imageEntry({ assetId, alt }: Pick<Use, 'assetId' | 'alt'>, made: Rendition): ManifestImage {
  const { sha256, mediaType: type, width, height } = made
  return { assetId, sha256, type, width, height, alt }
}

async function mediaOf(deps: PostsDeps, use: Use, limits: Limits): Promise<ManifestMedia> {
  const made = await deps.rendition(use, limits)
  const entry = imageEntry(use, made)
  if (!made.video) return entry
  const { bytes, seconds, captions, cover } = made.video
  return {
    ...entry,
    kind: 'video',
    bytes,
    seconds,
    captions: captions.map((each) => ({ assetId: use.assetId, ...each })),
    cover: cover && imageEntry({ assetId: cover.assetId, alt: '' }, cover),
  }
}

async function partOf(deps: PostsDeps, part: Part, limits: Limits): Promise<ManifestPart> {
  const { link } = part
  return {
    text: part.text,
    media: await Promise.all(part.media.map((use) => mediaOf(deps, use, limits))),
    link: link && {
      url: link.url,
      title: link.title,
      description: link.description,
      image: link.imageId
        ? await imageOf(deps, { assetId: link.imageId, alt: '', crop: null }, limits)
        : null,
    },
  }
}

/** Exactly what would be sent to one account, and its digest. Makes the renditions, so call it outside a transaction. */
export async function manifestFor(
  deps: PostsDeps,
  post: PostRecord,
  account: AccountFacts,
): Promise<{ manifest: Manifest; digest: string }> {
  const limits = await deps.serverLimits(account.id)
  const capabilities = deps.networks.get(account.network)?.profile.capabilities
  const manifest: Manifest = {
    v: 1,
    postId: post.id,
    network: account.network,
    account: { id: account.id, handle: account.handle, remoteId: account.remoteId },
    when: post.queue_id ? `queue:${post.queue_id}` : (post.publish_at ?? 'once-approved'),
    language: post.language,
    parts: await Promise.all(
      partsFor(post.content, account.network).map((part) => partOf(deps, part, limits)),
    ),
    ...besideOf(post, account.network, capabilities),
  }
  return { manifest, digest: digestOf(manifest) }
}

export interface Prepared {
  account: AccountFacts
  manifest: Manifest
  digest: string
}

/** The manifests for all accounts of a post, in their order. Throws `Invalid` when there is none to send to. */
export async function prepareAll(deps: PostsDeps, post: PostRecord): Promise<Prepared[]> {
  const accounts = await deps.accounts(deps.services.db, post.accountIds)
  if (accounts.length === 0)
    throw new Invalid('posts.no-account', 'Choose at least one account that this goes to.', {
      fields: [{ path: 'accountIds', message: 'No account is chosen.' }],
    })
  return Promise.all(
    accounts.map(async (account) => ({ account, ...(await manifestFor(deps, post, account)) })),
  )
}

/** The first words of a post, for lists. */
export function excerptOf(content: Pick<Content, 'parts'>): string {
  const words = content.parts
    .map((part) => part.text)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words.length > 140 ? `${words.slice(0, 139).trimEnd()}…` : words
}
