import { z } from 'zod'
import { NetworkTrouble } from '../../contract.ts'
import type { ApiAnswer } from '../call.ts'
import { orThrow, troubled, type Reading } from '../outcomes.ts'
import { decodeEntities, escapeHtml } from './blocks.ts'
import type { SiteCall } from './site.ts'

const tag = z.object({ id: z.number().int().positive(), name: z.string() })
const existing = z.object({
  code: z.literal('term_exists'),
  data: z.object({ term_id: z.coerce.number().int().positive() }),
})

const plain = (name: string) => decodeEntities(name).normalize('NFC').toLowerCase()

/** The ids of tags by their names, in their order; those that the blog does not have yet are made. */
export async function tagsOf(
  reading: Reading,
  call: (call: SiteCall) => Promise<ApiAnswer>,
  names: readonly string[],
): Promise<number[]> {
  const ids: number[] = []
  for (const name of names) ids.push((await find(reading, call, name)) ?? (await make(reading, call, name)))
  return ids
}

async function find(
  reading: Reading,
  call: (call: SiteCall) => Promise<ApiAnswer>,
  name: string,
): Promise<number | null> {
  const query = { search: name, per_page: '100', context: 'view' }
  const answer = await call({ method: 'GET', path: '/wp/v2/tags', query }).catch(
    troubled('The tags were not read.'),
  )
  const list = z.array(tag).safeParse(orThrow(reading, answer, 'the tags').body)
  return (list.success && list.data.find((each) => plain(each.name) === plain(name))?.id) || null
}

async function make(
  reading: Reading,
  call: (call: SiteCall) => Promise<ApiAnswer>,
  name: string,
): Promise<number> {
  const answer = await call({ method: 'POST', path: '/wp/v2/tags', json: { name: escapeHtml(name) } }).catch(
    troubled('The tag was not made.'),
  )
  // Names that differ in accents or case only are one to the blog's database.
  const other = existing.safeParse(answer.body)
  if (other.success) return other.data.data.term_id
  const made = tag.safeParse(orThrow(reading, answer, `the tag “${name}”`).body)
  if (made.success) return made.data.id
  throw new NetworkTrouble(`${reading.name} answered something about the tag that can’t be understood.`)
}
