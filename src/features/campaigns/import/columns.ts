import type { FileLine } from '#platform/tables/index.ts'
import { importFields, networkOfField, textField, type FixedField, type Mapping } from './contract.ts'
import { bare, networkCalled } from './networks.ts'

/** The column that our own report adds; whoever brings the mended report in need not take it out. */
export const remarksHeading = 'Remarks by Rostrum'

/** What people write above their columns, in small letters without anything but letters; the surest first. */
const synonyms: Record<FixedField, string[]> = {
  title: [
    'title',
    'name',
    'posttitle',
    'postname',
    'headline',
    'subject',
    'topic',
    'theme',
    'what',
    'item',
    'activity',
  ],
  accounts: [
    'accounts',
    'account',
    'handle',
    'handles',
    'profile',
    'profiles',
    'page',
    'pages',
    'postto',
    'goesto',
    'where',
    'socialaccount',
    'socialaccounts',
  ],
  networks: [
    'networks',
    'network',
    'platform',
    'platforms',
    'channel',
    'channels',
    'socialnetwork',
    'medium',
    'site',
  ],
  date: [
    'date',
    'day',
    'publishdate',
    'postdate',
    'scheduleddate',
    'scheduledate',
    'golive',
    'golivedate',
    'publicationdate',
    'when',
    'datetime',
    'dateandtime',
    'dateofpost',
    'scheduled',
    'publishat',
    'publishon',
  ],
  time: [
    'time',
    'posttime',
    'publishtime',
    'scheduledtime',
    'hour',
    'timeofpost',
    'golivetime',
    'timegmt',
    'timebst',
    'timeuk',
  ],
  text: [
    'text',
    'copy',
    'posttext',
    'post',
    'message',
    'caption',
    'content',
    'body',
    'postcopy',
    'words',
    'wording',
    'mastercopy',
    'maincopy',
    'socialcopy',
    'tweet',
    'textforall',
    'copyforall',
    'draft',
  ],
  link: [
    'link',
    'url',
    'weblink',
    'website',
    'links',
    'linkurl',
    'landingpage',
    'webaddress',
    'calltoaction',
    'cta',
  ],
  hashtags: ['hashtags', 'hashtag', 'suggestedhashtags'],
  images: [
    'images',
    'image',
    'imagefile',
    'imagefiles',
    'picture',
    'pictures',
    'photo',
    'photos',
    'media',
    'asset',
    'assets',
    'visual',
    'filename',
    'creative',
    'imagename',
    'video',
  ],
  alt: [
    'alternativetext',
    'alttext',
    'alt',
    'imagedescription',
    'imagealttext',
    'alttag',
    'description',
    'accessibilitytext',
    'imagealt',
  ],
  tags: ['tags', 'tag', 'keywords', 'labels'],
  firstComment: ['firstcomment', 'comment', 'comments'],
  language: ['language', 'lang', 'locale'],
  audiences: ['audiences', 'audience', 'targetaudience', 'whofor', 'for', 'readers'],
  campaign: ['campaign', 'campaignname', 'project', 'programme', 'series'],
}

const textWords = ['text', 'copy', 'caption', 'post', 'message', 'content', 'words', 'version', 'wording']

/** "Text for X", "LinkedIn copy", "Instagram": the words for one network. */
function networkText(heading: string): string | null {
  const plain = heading.replaceAll(/\([^)]*\)/g, ' ').trim()
  const alone = networkCalled(plain)
  if (alone) return alone
  const told = /^(?<word>\p{L}+)\s*(?:for|on|–|-|:|\/)?\s+(?<network>.+)$/u.exec(plain)?.groups
  if (told && textWords.includes(bare(told['word'] ?? ''))) return networkCalled(told['network'] ?? '')
  const after = /^(?<network>.+?)[\s–:/-]+(?<word>\p{L}+)$/u.exec(plain)?.groups
  if (after && textWords.includes(bare(after['word'] ?? ''))) return networkCalled(after['network'] ?? '')
  return null
}

const letters = (heading: string): string => heading.toLowerCase().replaceAll(/[^\p{L}]/gu, '')
const fields = importFields.map(({ id }) => id)

/** The field that each column most likely holds; a column is taken once, the surest first. Pure. */
export function guessColumns(headings: readonly string[]): Mapping['columns'] {
  const columns: Mapping['columns'] = {}
  const taken = new Set<number>([headings.indexOf(remarksHeading)])
  const take = (field: string, at: number) => {
    if (at < 0 || taken.has(at) || columns[field] !== undefined) return
    columns[field] = at
    taken.add(at)
  }
  for (const [at, heading] of headings.entries()) {
    const network = networkText(heading)
    if (network) take(textField(network), at)
  }
  const names = headings.map(letters)
  const rank = Math.max(...fields.map((field) => synonyms[field].length))
  for (let at = 0; at < rank; at++)
    for (const field of fields) {
      const word = synonyms[field][at]
      if (word) take(field, names.indexOf(word))
    }
  // "Date (dd/mm/yyyy)" and "Post copy (max 280)" hold a word and more. What is rarer is looked for first.
  for (const field of [...fields].toReversed())
    take(
      field,
      names.findIndex(
        (name, at) =>
          !taken.has(at) && synonyms[field].some((word) => word.length > 3 && name.startsWith(word)),
      ),
    )
  return columns
}

const mostAbove = 10

/** Which of the first lines has the headings: the one with the most columns that are known. Titles may stand above it. */
export function headingLine(lines: readonly FileLine[]): number {
  let best = { at: 0, known: 0 }
  for (const [at, { cells }] of lines.slice(0, mostAbove).entries()) {
    const known = Object.keys(guessColumns(cells.map((cell) => cell.trim()))).length
    if (known > best.known) best = { at, known }
  }
  return best.known >= 2 ? best.at : 0
}

export function firstMapping(headings: readonly string[], campaignId: string | null): Mapping {
  return {
    columns: guessColumns(headings),
    otherwise: { time: '', language: 'en-GB', accountIds: [], campaignId },
  }
}

/** The headings of columns that nothing is taken from. */
export function unusedColumns({ columns }: Pick<Mapping, 'columns'>, headings: readonly string[]): string[] {
  const used = new Set(Object.values(columns))
  return headings.filter((heading, at) => !used.has(at) && heading !== remarksHeading)
}

export function labelOf(field: string): string {
  return importFields.find(({ id }) => id === field)?.label ?? 'Text'
}

/** One column holds one thing, is there, and the field is one that there is. Pure. */
export function columnFaults(
  mapping: Mapping,
  headings: readonly string[],
): { path: string; message: string }[] {
  const chosen = Object.entries(mapping.columns)
  return chosen.flatMap(([field, at], index) => {
    const path = `columns.${field}`
    const network = networkOfField(field)
    if (network === null ? !fields.some((id) => id === field) : networkCalled(network) !== network)
      return [{ path, message: `There is no such field as “${field}”.` }]
    if (at >= headings.length) return [{ path, message: 'This file has no such column.' }]
    const before = chosen.slice(0, index).find(([, other]) => other === at)
    return before ? [{ path, message: `The column “${headings[at]}” is chosen for two things.` }] : []
  })
}
