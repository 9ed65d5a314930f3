/** The words and images of one line, and what stands beside them. Pure. */
import { profileOf } from '#networks/profiles.ts'
import type { Draft, MediaUse, NetworkDetails } from '#features/posts/contract.ts'
import { listOf } from '#platform/tables/index.ts'
import { hashtagsIn, tagKey, typedTag } from '../hashtags/rules.ts'
import type { KnownAccount } from './accounts.ts'
import { importLimits, networkOfField, textField } from './contract.ts'
import type { KnownAsset, Reading } from './reading.ts'

function readLink(reading: Reading): string {
  const written = reading.cell('link').trim()
  if (written === '') return ''
  const address = /^https?:\/\//i.test(written) ? written : `https://${written}`
  const good = !/\s/.test(written) && URL.canParse(address) && /[^.]\.[^.]/.test(new URL(address).hostname)
  if (!good)
    reading.note(
      'fault',
      'link',
      `“${written}” is no web address.`,
      'Write one address, beginning with https://.',
    )
  return good ? address : ''
}

function readHashtags(reading: Reading): string[] {
  return reading
    .cell('hashtags')
    .split(/[\s,;|]+|(?=[#＃])/u)
    .filter((written) => written.replace(/^[#＃]/u, '') !== '')
    .flatMap((written) => {
      const tag = typedTag(written)
      if (tag === null)
        reading.note(
          'fault',
          'hashtags',
          `No network takes “${written}” for a hashtag.`,
          'Write letters and digits only.',
        )
      return tag === null ? [] : [tag]
    })
}

/** The words, and after them what stands in columns of its own and not in the words. */
function wordsWith(text: string, link: string, hashtags: readonly string[]): string {
  const there = new Set(hashtagsIn(text).map(({ tag }) => tagKey(tag)))
  const missing = [...new Map(hashtags.map((tag) => [tagKey(tag), tag]))].flatMap(([key, tag]) =>
    there.has(key) ? [] : [`#${tag}`],
  )
  const bare = link.replace(/^https?:\/\//i, '').replace(/\/$/, '')
  return [text.trim(), link !== '' && !text.includes(bare) ? link : '', missing.join(' ')]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** Images in the order of the cell. */
function readImages(reading: Reading): { uses: MediaUse[]; media: KnownAsset[] } {
  const names = listOf(reading.cell('images'))
  const said = reading.cell('alt').trim()
  const alts = names.length > 1 ? said.split(/\s*[|\n]\s*/) : [said]
  if (names.length === 0 && said !== '')
    reading.note('warning', 'alt', 'There is alternative text and no image.', 'Name the image it describes.')
  if (names.length > 1 && said !== '' && alts.length !== names.length)
    reading.note(
      'warning',
      'alt',
      `There are ${names.length} images and ${alts.length} alternative texts.`,
      'Part the texts by | in the order of the images.',
    )
  const media: KnownAsset[] = []
  const uses = names.flatMap((name, at) => {
    const found = reading.known.assets.get(name.toLowerCase()) ?? []
    const [one, ...others] = found
    if (!one)
      reading.note(
        'fault',
        'images',
        `There is no upload “${name}” in the library.`,
        'Upload it there first, or write its name as the library has it.',
      )
    else if (others.length > 0)
      reading.note(
        'fault',
        'images',
        `${found.length} uploads are called “${name}”.`,
        `Write the id of the one that is meant: ${found.map(({ id }) => id).join(' or ')}.`,
      )
    if (!one || others.length > 0) return []
    const alt = alts[at] || one.alt
    media.push({ ...one, alt })
    return [{ assetId: one.id, alt, crop: null }]
  })
  return { uses, media }
}

/** What stands beside the words, on the networks that have such a thing. */
function readDetails(reading: Reading, networks: readonly string[]) {
  const tags = listOf(reading.cell('tags'))
  const firstComment = reading.cell('firstComment').trim()
  const details: Record<string, NetworkDetails> = {}
  const having = { tags: 0, firstComment: 0 }
  for (const network of networks) {
    const capabilities = profileOf(network)?.capabilities
    const own: NetworkDetails = {}
    if (capabilities?.tags && tags.length > 0) own.tags = tags
    if (capabilities?.firstComment && firstComment !== '') own.firstComment = firstComment
    if (capabilities?.tags) having.tags += 1
    if (capabilities?.firstComment) having.firstComment += 1
    if (Object.keys(own).length > 0) details[network] = own
  }
  if (networks.length > 0 && tags.length > 0 && having.tags === 0)
    reading.note(
      'warning',
      'tags',
      'None of its networks has tags, so these go nowhere.',
      'Write hashtags instead.',
    )
  if (networks.length > 0 && firstComment !== '' && having.firstComment === 0)
    reading.note(
      'warning',
      'firstComment',
      'None of its networks has a first comment, so this goes nowhere.',
      'Put it into the text.',
    )
  return { tags, firstComment, details }
}

export function readContent(reading: Reading, accounts: readonly KnownAccount[]) {
  const networks = [...new Set(accounts.map(({ network }) => network))]
  const link = readLink(reading)
  const hashtags = readHashtags(reading)
  const { uses, media } = readImages(reading)
  const { tags, firstComment, details } = readDetails(reading, networks)
  const part = (text: string) => [{ text: wordsWith(text, link, hashtags), media: uses, link: null }]
  const variants: Draft['content']['variants'] = {}
  for (const field of Object.keys(reading.mapping.columns)) {
    const network = networkOfField(field)
    const own = network === null ? '' : reading.cell(field).trim()
    if (network === null || own === '') continue
    variants[network] = part(own)
    if (accounts.length > 0 && !networks.includes(network))
      reading.note(
        'warning',
        field,
        'There are words for this network, and the post does not go there.',
        'Name its account, or take the words out.',
      )
  }
  const common = reading.cell('text')
  const needed = networks.filter((network) => variants[network] === undefined)
  if (common.trim() === '' && uses.length === 0 && (Object.keys(variants).length === 0 || needed.length > 0))
    reading.note('fault', 'text', 'Nothing is written.', 'Give the text, or name an image.')
  for (const field of ['text', ...Object.keys(variants).map(textField)])
    if (reading.cell(field).length >= importLimits.cell)
      reading.note(
        'fault',
        field,
        'This text is too long to be kept.',
        `Give at most ${importLimits.cell - 1} characters.`,
      )
  return { content: { parts: part(common), variants, details }, media, tags, firstComment }
}
