import { Invalid } from '#platform/errors.ts'
import type { Limits } from '#networks/profile.ts'
import type { Content, MediaUse, Part } from './contract.ts'
import type { AccountFacts, PostsDeps } from './deps.ts'
import { digestOf, type Manifest, type ManifestMedia, type ManifestPart } from './manifest.ts'
import type { PostRecord } from './store.ts'

/** What goes to this network: its variant, or what all get. Pure. */
export function partsFor(content: Content, network: string): Part[] {
  return content.variants[network] ?? content.parts
}

async function mediaOf(deps: PostsDeps, use: MediaUse, limits: Limits): Promise<ManifestMedia> {
  const made = await deps.rendition(use, limits)
  return {
    assetId: use.assetId,
    sha256: made.sha256,
    type: made.mediaType,
    width: made.width,
    height: made.height,
    alt: use.alt,
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
        ? await mediaOf(deps, { assetId: link.imageId, alt: '', crop: null }, limits)
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
  const manifest: Manifest = {
    v: 1,
    postId: post.id,
    network: account.network,
    account: { id: account.id, handle: account.handle, remoteId: account.remoteId },
    when: post.publish_at ?? 'once-approved',
    language: post.language,
    parts: await Promise.all(
      partsFor(post.content, account.network).map((part) => partOf(deps, part, limits)),
    ),
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
export function excerptOf(content: Content): string {
  const words = content.parts
    .map((part) => part.text)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words.length > 140 ? `${words.slice(0, 139).trimEnd()}…` : words
}
