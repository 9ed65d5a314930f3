import type { Profile } from '@node-saml/node-saml'
import { z } from 'zod'
import type { SamlSettings } from './contract.ts'
import { refuse } from './refusals.ts'
import type { Identity } from './rules.ts'

const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'
const claim = (name: string): string => `http://schemas.xmlsoap.org/ws/2005/05/identity/claims/${name}`
const microsoft = (name: string): string => `http://schemas.microsoft.com/${name}`

/** Where it usually stands: by eduPerson and LDAP number, by its short name, by Microsoft’s. */
const usual = {
  subject: [
    'urn:oasis:names:tc:SAML:attribute:subject-id',
    'urn:oasis:names:tc:SAML:attribute:pairwise-id',
    microsoft('identity/claims/objectidentifier'),
  ],
  email: ['urn:oid:0.9.2342.19200300.100.1.3', 'mail', 'email', 'emailAddress', claim('emailaddress')],
  name: [
    'urn:oid:2.16.840.1.113730.3.1.241',
    'displayName',
    'name',
    microsoft('identity/claims/displayname'),
    claim('name'),
    'cn',
    'urn:oid:2.5.4.3',
  ],
  givenName: ['urn:oid:2.5.4.42', 'givenName', claim('givenname')],
  surname: ['urn:oid:2.5.4.4', 'sn', 'surname', claim('surname')],
  groups: [
    'urn:oid:1.3.6.1.4.1.5923.1.5.1.1',
    'isMemberOf',
    'groups',
    'memberOf',
    microsoft('ws/2008/06/identity/claims/groups'),
    'http://schemas.xmlsoap.org/claims/Group',
  ],
  methods: [microsoft('claims/authnmethodsreferences')],
}

const Statement = z.looseObject({
  $: z.looseObject({
    AuthnInstant: z.string().optional(),
    SessionIndex: z.string().optional(),
    SessionNotOnOrAfter: z.string().optional(),
  }),
  AuthnContext: z
    .array(z.looseObject({ AuthnContextClassRef: z.array(z.looseObject({ _: z.string() })).optional() }))
    .optional(),
})
const Parsed = z.looseObject({ Assertion: z.looseObject({ AuthnStatement: z.array(Statement).min(1) }) })

function texts(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  return values
    .filter((each): each is string => typeof each === 'string' && each.trim() !== '')
    .map((each) => each.trim())
}

const instant = (written: string | undefined): string | null => {
  if (!written) return null
  const read = Temporal.Instant.from(written)
  return read.toString({ fractionalSecondDigits: 3 })
}

/** Who a checked assertion says it is. */
export function identityOf(settings: SamlSettings, profile: Profile): Identity {
  const said = (profile.attributes ?? {}) as Record<string, unknown>
  const attributes = Object.fromEntries(
    Object.entries(said)
      .map(([name, value]) => [name, texts(value)] as const)
      .filter(([, values]) => values.length > 0),
  )
  const first = (chosen: string, names: string[]): string[] => {
    for (const name of chosen ? [chosen] : names) if (attributes[name]) return attributes[name]
    return []
  }
  const { places } = settings
  const [named] = first(places.subject, usual.subject)
  // A transient name is another one at each sign-in, so it names nobody.
  const nameId = places.subject || profile.nameIDFormat === transient ? undefined : profile.nameID
  const subject = named ?? nameId
  if (!subject)
    throw refuse('no-subject', places.subject ? `no attribute “${places.subject}”` : 'only a transient name')
  const [statement] = Parsed.parse(profile.getAssertion?.()).Assertion.AuthnStatement
  const full = [...first('', usual.givenName), ...first('', usual.surname)].join(' ')
  return {
    subject,
    named: profile.nameID ?? subject,
    email: first(places.email, usual.email)[0] ?? emailIn(profile),
    emailVerified: null,
    name: first(places.name, usual.name)[0] ?? (full || null),
    groups: first(places.groups, usual.groups),
    attributes,
    amr: first('', usual.methods),
    acr: statement?.AuthnContext?.[0]?.AuthnContextClassRef?.[0]?._.trim() ?? null,
    authTime: instant(statement?.$.AuthnInstant),
    sid: statement?.$.SessionIndex ?? null,
    hint: JSON.stringify({
      nameID: profile.nameID,
      nameIDFormat: profile.nameIDFormat,
      ...(statement?.$.SessionIndex ? { sessionIndex: statement.$.SessionIndex } : {}),
    }),
    until: instant(statement?.$.SessionNotOnOrAfter),
  }
}

function emailIn(profile: Profile): string | null {
  return profile.nameIDFormat === 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'
    ? profile.nameID
    : null
}
