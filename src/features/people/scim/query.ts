import { z } from 'zod'
import { mostAtOnce } from './discovery.ts'
import { ScimProblem, type Page } from './messages.ts'

const whole = z.coerce.number().int()
const names = z
  .string()
  .max(2000)
  .optional()
  .transform((list) =>
    list?.split(',').map((name) =>
      name
        .trim()
        .replace(/^urn:.*:/, '')
        .toLowerCase(),
    ),
  )

const Query = z.object({
  filter: z.string().optional(),
  startIndex: whole.catch(1).default(1),
  count: whole.catch(100).default(100),
  attributes: names,
  excludedAttributes: names,
})

export interface Asked {
  filter: string | undefined
  page: Page
  /** Is this attribute wanted in the answer? */
  wants(attribute: string): boolean
}

/** RFC 7644, 3.4.2.4 and 3.9: a start below one is one, a count below none is none. */
export function readQuery(raw: unknown): Asked {
  const parsed = Query.safeParse(raw)
  if (!parsed.success) throw new ScimProblem(400, 'The query could not be read.', 'invalidValue')
  const { filter, startIndex, count, attributes, excludedAttributes } = parsed.data
  return {
    filter,
    page: { startIndex: Math.max(1, startIndex), count: Math.min(mostAtOnce, Math.max(0, count)) },
    wants: (attribute) => {
      const name = attribute.toLowerCase()
      if (attributes) return attributes.some((each) => each === name || each.startsWith(`${name}.`))
      return !excludedAttributes?.includes(name)
    },
  }
}

const always = new Set(['id', 'schemas', 'meta'])

/** The resource with what was asked for; what identifies it is always there. */
export function onlyWanted(body: object, asked: Asked): object {
  return Object.fromEntries(
    Object.entries(body).filter(([name]) => always.has(name) || asked.wants(name.replace(/^urn:.*:/, ''))),
  )
}
