import { z } from 'zod'
import { Email } from '../contract.ts'
import type { Attributes } from '../directory/tables.ts'
import { ScimProblem, unreadable, urn } from './messages.ts'

/** Entra ID says true and false as texts, with a capital letter. */
const truth = z.union([
  z.boolean(),
  z
    .string()
    .transform((text) => text.trim().toLowerCase())
    .pipe(z.enum(['true', 'false']))
    .transform((text) => text === 'true'),
])

const word = z
  .string()
  .max(500)
  .nullish()
  .transform((text) => text ?? undefined)
const email = z
  .object({ value: z.string().max(254).nullish(), type: word, primary: truth.nullish() })
  .transform(({ value, type, primary }) => ({
    value: value ?? '',
    type,
    primary: primary === true ? true : undefined,
  }))

/**
 * What Rostrum keeps of a user. Telephone numbers, addresses, pictures and passwords are of no use here, so they are
 * not kept, whatever a directory sends.
 */
export const KeptUser = z.object({
  userName: z.string().trim().min(1).max(254),
  externalId: word,
  name: z
    .object({ formatted: word, familyName: word, givenName: word })
    .partial()
    .nullish()
    .transform((name) => name ?? undefined),
  displayName: word,
  nickName: word,
  title: word,
  userType: word,
  preferredLanguage: word,
  active: truth.nullish().transform((value) => value ?? true),
  emails: z
    .array(email)
    .max(20)
    .nullish()
    .transform((list) => (list ?? []).filter((each) => each.value !== '')),
  [urn.enterprise]: z
    .object({ employeeNumber: word, costCenter: word, organization: word, division: word, department: word })
    .partial()
    .nullish()
    .transform((extension) => extension ?? undefined),
})
export type KeptUser = z.infer<typeof KeptUser>

const topLevel = Object.keys(KeptUser.shape)
const inner = [
  'formatted',
  'familyName',
  'givenName',
  'value',
  'type',
  'primary',
  'employeeNumber',
  'costCenter',
]
const canonical = new Map(
  [...topLevel, ...inner, 'organization', 'division', 'department'].map((name) => [name.toLowerCase(), name]),
)

export const isKept = (attribute: string): boolean =>
  topLevel.some((name) => name.toLowerCase() === attribute.toLowerCase())
export const canonicalName = (name: string): string => canonical.get(name.toLowerCase()) ?? name

/** Names of attributes have no case in SCIM; here they have the one that RFC 7643 writes. */
export function withCanonicalNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withCanonicalNames)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [canonicalName(name), withCanonicalNames(each)]),
  )
}

/** Parses a user as a directory gives it. */
export function readUser(body: unknown): KeptUser {
  const parsed = KeptUser.safeParse(withCanonicalNames(body))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = issue?.path.join('.') ?? ''
  if (path === '' || typeof body !== 'object') throw unreadable('This is not a user resource.')
  throw new ScimProblem(400, `The attribute “${path}” can’t be so: ${issue?.message}`, 'invalidValue')
}

/** The address that letters go to: the primary one, else one for work, else the first, else the name to sign in with. */
export function emailOf(user: KeptUser): string {
  const { emails } = user
  const best = emails.find((each) => each.primary) ?? emails.find((each) => each.type === 'work') ?? emails[0]
  const address = Email.safeParse(best?.value ?? user.userName)
  if (!address.success)
    throw new ScimProblem(
      400,
      'A user needs an e-mail address: in “emails”, or as the user name.',
      'invalidValue',
    )
  return address.data
}

export function nameOf(user: KeptUser): string {
  const whole = [user.name?.givenName, user.name?.familyName].filter(Boolean).join(' ')
  const name = user.displayName || user.name?.formatted || whole || user.userName
  return name.trim().slice(0, 120)
}

/** What rules may ask for, by the names of RFC 7643. */
export function attributesOf(user: KeptUser): Attributes {
  const { title, userType, preferredLanguage, userName } = user
  const said = { userName, title, userType, preferredLanguage, ...user[urn.enterprise] }
  return Object.fromEntries(
    Object.entries(said).flatMap(([name, value]) => (value ? [[name.toLowerCase(), [value]]] : [])),
  )
}
