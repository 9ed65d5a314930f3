import { fieldsToRead, type FieldKind } from './readable-names.ts'

/** What a form asks for an example, as typed. */
export interface TypedExample {
  text: string
  audiences: string[]
  image: boolean
  alt: string
  rights: string
  people: string
  election: boolean
  /** For a subject other than a post: the values of its fields; empty ones are not given. */
  fields: Record<string, string>
}

export const emptyExample: TypedExample = {
  text: '',
  audiences: ['public'],
  image: false,
  alt: '',
  rights: 'own',
  people: 'none',
  election: false,
  fields: {},
}

/** Which fields an example of this control asks for first: those that its condition reads. */
export function fieldsAsked(subject: string, condition: string): { first: Asked[]; others: Asked[] } {
  const all = fieldsToRead(subject).map(({ name, about, kind }) => ({
    name: name.slice(subject.length + 1),
    about,
    kind,
  }))
  const reads = ({ name }: Asked) => new RegExp(`\\b${subject}\\.${name}\\b`).test(condition)
  return { first: all.filter(reads), others: all.filter((one) => !reads(one)) }
}
interface Asked {
  name: string
  about: string
  kind: FieldKind
}

/** `given` of the example; what is quiet by default is left out. */
export function givenOfExample(subject: string, typed: TypedExample): Record<string, unknown> {
  if (subject !== 'post') return givenFields(subject, typed.fields)
  const { text, audiences, image, alt, rights, people, election } = typed
  return {
    text,
    ...(audiences.join() === 'public' || audiences.length === 0 ? {} : { audiences }),
    ...(image ? { media: [{ alt, rights, people }] } : {}),
    ...(election ? { election } : {}),
  }
}

function givenFields(subject: string, fields: Record<string, string>): Record<string, unknown> {
  const kinds = new Map(fieldsAsked(subject, '').others.map(({ name, kind }) => [name, kind]))
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, unknown][] => {
      const kind = kinds.get(name)
      if (kind === 'yes-no') return value === '' ? [] : [[name, value === 'true']]
      if (value.trim() === '' && kind !== 'words') return []
      if (kind === 'number') return [[name, Number.isFinite(Number(value)) ? Number(value) : value]]
      if (kind === 'list')
        return [
          [
            name,
            value
              .split(',')
              .map((one) => one.trim())
              .filter(Boolean),
          ],
        ]
      return [[name, value]]
    }),
  )
}
