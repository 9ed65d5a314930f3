import { z } from 'zod'

/** The shapes that the routes of sign-in services take and give. */
const line = (longest: number, what: string) =>
  z.string().trim().min(1, `Give ${what}.`).max(longest, `Use at most ${longest} characters.`)
const optional = (longest: number) => z.string().trim().max(longest).default('')
const webAddress = z
  .string()
  .trim()
  .max(2000)
  .pipe(z.url({ protocol: /^https?$/, message: 'Give a web address that begins with https://.' }))

export const purposes = ['sign-in', 'link', 'confirm', 'try'] as const
export type Purpose = (typeof purposes)[number]

/** When the provider's word is taken for a second factor. */
export const SecondFactorProof = z.discriminatedUnion('kind', [
  /** The provider never lets anybody in without one. */
  z.object({ kind: z.literal('always') }),
  /** It says how somebody signed in, and one of these is among it. */
  z.object({ kind: z.literal('amr'), values: z.array(line(200, 'a value')).min(1).max(20) }),
  /** It says how strongly, and it is one of these. */
  z.object({ kind: z.literal('acr'), values: z.array(line(300, 'a value')).min(1).max(20) }),
  /** Rostrum asks for its own. */
  z.object({ kind: z.literal('never') }),
])
export type SecondFactorProof = z.infer<typeof SecondFactorProof>
/** RFC 8176 values that are a second factor, and what Entra ID says. */
export const usualAmr = ['mfa', 'otp', 'hwk', 'swk', 'fpt', 'face', 'iris', 'sc', 'pop']
/** The profile of research and education, and the one of NIST. */
export const usualAcr = [
  'https://refeds.org/profile/mfa',
  'http://schemas.microsoft.com/claims/multipleauthn',
]

/** Where the provider puts what Rostrum needs; empty: where it usually stands. */
const Places = z.object({
  subject: optional(200),
  email: optional(200),
  name: optional(200),
  groups: optional(200),
})
export type Places = z.infer<typeof Places>

const common = {
  secondFactor: SecondFactorProof,
  /** A session ends this long after the person showed their password to the provider. */
  longestHours: z.number().int().min(1).max(12).default(12),
  /** E-mail domains that the provider answers for: an account here with such an address is theirs. */
  domains: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'Give a domain such as example.ac.uk.'),
    )
    .max(40)
    .default([]),
  places: Places.default({ subject: '', email: '', name: '', groups: '' }),
  /** Who signs out here is sent to the provider to sign out there too, where it offers that. */
  signOutThere: z.boolean().default(true),
}

export const OidcSettings = z.object({
  kind: z.literal('oidc'),
  issuer: webAddress,
  clientId: line(300, 'the client id'),
  scopes: line(300, 'the scopes').default('openid profile email'),
  prompt: z.enum(['', 'login', 'select_account', 'consent']).default(''),
  /** A session ends when the id token does. */
  endsWithToken: z.boolean().default(false),
  ...common,
})
export type OidcSettings = z.infer<typeof OidcSettings>

export const SamlProvider = z.object({
  entityId: line(1000, 'the entity id'),
  ssoUrl: webAddress,
  sloUrl: webAddress.nullable(),
  /** Base64, without the lines around it. Several while the provider changes from one to the next. */
  certificates: z.array(z.string().max(20_000)).min(1, 'There is no signing certificate.').max(12),
})
export type SamlProvider = z.infer<typeof SamlProvider>

export const SamlSettings = z.object({
  kind: z.literal('saml'),
  metadataUrl: webAddress.nullable(),
  provider: SamlProvider,
  /** What has to carry the provider's signature. */
  signed: z.enum(['both', 'assertion', 'response']).default('both'),
  /** Answers that nobody here asked for. */
  unsolicited: z.boolean().default(false),
  signRequests: z.boolean().default(false),
  /** Our own certificate, for encryption and for signed requests. */
  certificate: z.string(),
  ...common,
})
export type SamlSettings = z.infer<typeof SamlSettings>
export const ServiceSettings = z.discriminatedUnion('kind', [OidcSettings, SamlSettings])
export type ServiceSettings = z.infer<typeof ServiceSettings>

const shared = { name: line(80, 'the words on the button'), ...common }
const secret = z.string().trim().max(2000)
const SamlSource = {
  metadataUrl: z.union([z.literal(''), webAddress]).default(''),
  metadataXml: z.string().max(500_000).default(''),
}
const samlChoices = {
  signed: SamlSettings.shape.signed,
  unsolicited: SamlSettings.shape.unsolicited,
  signRequests: SamlSettings.shape.signRequests,
}
const oidcChoices = {
  issuer: webAddress,
  clientId: OidcSettings.shape.clientId,
  scopes: OidcSettings.shape.scopes,
  prompt: OidcSettings.shape.prompt,
  endsWithToken: OidcSettings.shape.endsWithToken,
}
export const NewService = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('oidc'),
    ...shared,
    ...oidcChoices,
    clientSecret: secret.min(1, 'Give the client secret.'),
  }),
  z.object({ kind: z.literal('saml'), ...shared, ...SamlSource, ...samlChoices }),
])
export type NewService = z.infer<typeof NewService>
/** As a new one; an empty secret and empty metadata stay what they are. */
export const ChangeService = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('oidc'), ...shared, ...oidcChoices, clientSecret: secret.default('') }),
  z.object({ kind: z.literal('saml'), ...shared, ...SamlSource, ...samlChoices }),
])
export type ChangeService = z.infer<typeof ChangeService>
export const SwitchService = z.object({ enabled: z.boolean(), required: z.boolean() })
export type SwitchService = z.infer<typeof SwitchService>

const fault = z.object({ code: z.string(), says: z.string(), detail: z.string(), at: z.string() })
/** What the identity provider has to be given. */
const Ours = z.object({
  redirectUri: z.string().nullable(),
  signedOutUri: z.string(),
  backChannelLogoutUri: z.string().nullable(),
  entityId: z.string().nullable(),
  acsUrl: z.string().nullable(),
  metadataUrl: z.string().nullable(),
  beginUrl: z.string(),
})
export const SignInService = z.object({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  required: z.boolean(),
  settings: ServiceSettings,
  ours: Ours,
  certificates: z.array(z.object({ subject: z.string(), until: z.string() })),
  faults: z.array(fault),
  people: z.number(),
  lastUsedAt: z.string().nullable(),
  createdAt: z.string(),
})
export type SignInService = z.infer<typeof SignInService>
const BreakGlassPerson = z.object({ id: z.string(), name: z.string(), email: z.string(), ready: z.boolean() })
export const SignInServices = z.object({
  services: z.array(SignInService),
  /** Who may sign in without a service whatever happens; `ready` when they can. */
  breakGlass: z.array(BreakGlassPerson),
})
export type SignInServices = z.infer<typeof SignInServices>
export const MadeService = z.object({ id: z.string() })
export const MarkBreakGlass = z.object({ personId: z.uuid('Choose a person.'), marked: z.boolean() })

/** What the sign-in page shows of it. */
export const OfferedServices = z.object({
  services: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Whoever is not marked for emergencies has to take one of them. */
  required: z.boolean(),
})
export type OfferedServices = z.infer<typeof OfferedServices>
export const BeginRound = z.object({
  purpose: z.enum(['link', 'confirm', 'try']),
  back: z.string().max(2000).default('/'),
})
export const RoundBegun = z.object({ url: z.string() })
export const Refusal = z.object({
  code: z.string(),
  says: z.string(),
  fix: z.string(),
  service: z.string(),
})
export type Refusal = z.infer<typeof Refusal>

/** What the provider said of whoever tried, for the person who sets it up. */
export const Trial = z.object({
  at: z.string(),
  until: z.string(),
  subject: z.string(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  groups: z.array(z.string()),
  attributes: z.record(z.string(), z.array(z.string())),
  amr: z.array(z.string()),
  acr: z.string().nullable(),
  secondFactor: z.boolean(),
  /** What would happen if this person signed in now. */
  outcome: z.string(),
})
export type Trial = z.infer<typeof Trial>
export const Trials = z.object({ trial: Trial.nullable() })

export const LinkedServices = z.object({
  linked: z.array(z.object({ id: z.string(), service: z.string(), seenAt: z.string().nullable() })),
  /** This session came through a service. */
  current: z.object({ id: z.string(), name: z.string() }).nullable(),
})
export type LinkedServices = z.infer<typeof LinkedServices>
export const SignedOut = z.object({ done: z.literal(true), goOn: z.string().nullable() })
