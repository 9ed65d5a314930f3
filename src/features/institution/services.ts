import { Invalid } from '#platform/errors.ts'
import type { ServiceInput, SupportedService } from './contract.ts'
import type { NamedService } from './store.ts'

export interface ServiceLists {
  listed: SupportedService[]
  /** Taken from the list, or named otherwise since. */
  former: NamedService[]
}

const longestId = 50

/** "Office 365 e-mail" → "office-365-e-mail". */
function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longestId)
    .replaceAll(/^-+|-+$/g, '')
  return slug === '' ? 'service' : slug
}

function freeId(name: string, taken: ReadonlySet<string>): string {
  const slug = slugOf(name)
  let id = slug
  for (let number = 2; taken.has(id); number += 1) id = `${slug}-${number}`
  return id
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/**
 * The lists after a change. A service keeps its id as long as it keeps its name, and gets it back when it returns under
 * it; under another name it is another service, so that no old answer comes to say what nobody said. Pure.
 */
export function changeServices(before: ServiceLists, input: readonly ServiceInput[]): ServiceLists {
  const known = [...before.listed, ...before.former]
  const taken = new Set(known.map(({ id }) => id))
  const listed: SupportedService[] = []
  const fields: { path: string; message: string }[] = []
  for (const [index, { id: given, ...service }] of input.entries()) {
    if (listed.some(({ name }) => same(name, service.name)))
      fields.push({
        path: `supportedServices.${index}.name`,
        message: `“${service.name}” is on the list already.`,
      })
    const own = known.find(({ id, name }) => id === given && same(name, service.name))
    const again = own ?? known.find(({ name }) => same(name, service.name))
    const id = again?.id ?? freeId(service.name, taken)
    taken.add(id)
    listed.push({ id, ...service })
  }
  const [first] = fields
  if (first) throw new Invalid('institution.services', first.message, { fields })
  const now = new Set(listed.map(({ id }) => id))
  const former = new Map(known.filter(({ id }) => !now.has(id)).map(({ id, name }) => [id, { id, name }]))
  return { listed, former: [...former.values()] }
}
