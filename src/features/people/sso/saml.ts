import type { Profile, SAML } from '@node-saml/node-saml'
import { z } from 'zod'
import type { Services } from '#platform/services.ts'
import { after } from '../rules.ts'
import type { SamlSettings } from './contract.ts'
import { oursOf } from './ours.ts'
import { refuse, SignInRefused, type RefusalReason } from './refusals.ts'
import { roundRules, type Identity } from './rules.ts'
import { guardShape, guardText } from './saml-guard.ts'
import { identityOf } from './saml-identity.ts'
import { pemOf } from './saml-keys.ts'
import { newSecret } from '../secrets.ts'
import { secretOf, takeOnce, type ServiceRow } from './store.ts'

type Service = ServiceRow<SamlSettings>

/** Loaded when it is first needed: most starts of Rostrum never do. */
const nodeSaml = () => import('@node-saml/node-saml')

async function samlOf(
  services: Services,
  service: Service,
  options: { id: string; fresh: boolean },
): Promise<SAML> {
  const { SAML: Saml, ValidateInResponseTo } = await nodeSaml()
  const { settings } = service
  const ours = oursOf(services, service)
  const privateKey = secretOf(services, service)
  return new Saml({
    idpCert: settings.provider.certificates,
    idpIssuer: settings.provider.entityId,
    issuer: ours.entityId ?? '',
    audience: ours.entityId ?? '',
    callbackUrl: ours.acsUrl ?? '',
    entryPoint: settings.provider.ssoUrl,
    logoutUrl: settings.provider.sloUrl ?? settings.provider.ssoUrl,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    acceptedClockSkewMs: roundRules.skewSeconds * 1000,
    maxAssertionAgeMs: roundRules.assertionMinutes * 60_000,
    wantAssertionsSigned: settings.signed !== 'response',
    wantAuthnResponseSigned: settings.signed !== 'assertion',
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    decryptionPvk: privateKey,
    ...(settings.signRequests ? { privateKey } : {}),
    forceAuthn: options.fresh,
    generateUniqueId: () => options.id,
    // Ours: the request is one row, bound to a browser and used once.
    validateInResponseTo: ValidateInResponseTo.never,
  })
}

/** Where the browser has to go. The id of the request is the state: the answer has to name it. */
export async function beginSaml(
  services: Services,
  service: Service,
  fresh: boolean,
): Promise<{ url: string; state: string }> {
  // An XML id begins with a letter or an underscore.
  const id = `_${newSecret()}`
  const saml = await samlOf(services, service, { id, fresh })
  const url = await saml.getAuthorizeUrlAsync('', undefined, {})
  return { url, state: id }
}

/** Our own description, for the provider. */
export async function samlMetadata(services: Services, service: Service): Promise<string> {
  const { generateServiceProviderMetadata } = await nodeSaml()
  const { settings } = service
  const ours = oursOf(services, service)
  const certificate = pemOf(settings.certificate)
  return generateServiceProviderMetadata({
    issuer: ours.entityId ?? '',
    callbackUrl: ours.acsUrl ?? '',
    identifierFormat: null,
    wantAssertionsSigned: settings.signed !== 'response',
    decryptionCert: certificate,
    decryptionPvk: secretOf(services, service),
    ...(settings.signRequests
      ? {
          publicCerts: certificate,
          privateKey: secretOf(services, service),
          signatureAlgorithm: 'sha256' as const,
        }
      : {}),
  })
}

const reasons: [RegExp, RefusalReason][] = [
  [/audience|AudienceRestriction/i, 'audience'],
  [/expired|not yet valid|No valid subject confirmation/i, 'expired'],
  [
    /multiple assertions|more than one element|parent element|Too many signatures|too many transforms/i,
    'wrapped',
  ],
  [/returned .* error/i, 'cancelled'],
  [/signature/i, 'signature'],
  [/issuer/i, 'issuer'],
]

function samlRefusal(error: unknown): SignInRefused {
  if (error instanceof SignInRefused) return error
  const detail = error instanceof Error ? error.message : String(error)
  const found = reasons.find(([words]) => words.test(detail))
  return new SignInRefused(found?.[1] ?? 'rubbish', detail)
}

const texts = z.array(z.unknown())
const ConfirmationData = z.object({
  Recipient: z.string().optional(),
  InResponseTo: z.string().optional(),
  NotOnOrAfter: z.string().optional(),
})
const Assertion = z.object({
  Assertion: z.looseObject({
    $: z.looseObject({ ID: z.string().min(1) }),
    Conditions: z.tuple([z.looseObject({})]),
    Subject: z.tuple([
      z.looseObject({
        SubjectConfirmation: z.array(
          z.looseObject({
            $: z.object({ Method: z.string() }),
            SubjectConfirmationData: z.array(z.looseObject({ $: ConfirmationData })).optional(),
          }),
        ),
      }),
    ]),
    AuthnStatement: texts.min(1),
  }),
})

export interface SamlAnswer {
  identity: Identity
  /** The request that it answers; null when nobody asked. */
  inResponseTo: string | null
}

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

/** Whom the assertion is for and what it answers, from what is signed; the parts that the library leaves to us. */
function confirmationOf(
  profile: Profile,
  acsUrl: string,
  now: string,
): z.infer<typeof ConfirmationData> & { id: string } {
  const parsed = Assertion.safeParse(profile.getAssertion?.())
  if (!parsed.success) throw refuse('rubbish', z.prettifyError(parsed.error))
  const { $, Subject } = parsed.data.Assertion
  const given = Subject[0].SubjectConfirmation.filter((each) => each.$.Method === bearer).flatMap(
    (each) => each.SubjectConfirmationData?.map((data) => data.$) ?? [],
  )
  const fitting = given.find((data) => data.Recipient === acsUrl)
  if (!fitting)
    throw refuse('recipient', `made for ${given.map((data) => data.Recipient).join(', ') || 'nobody'}`)
  const limit = after(now, { seconds: -roundRules.skewSeconds })
  if (!fitting.NotOnOrAfter || Temporal.Instant.compare(fitting.NotOnOrAfter, limit) <= 0)
    throw refuse('expired', `until ${fitting.NotOnOrAfter ?? 'nothing'}`)
  return { ...fitting, id: $.ID }
}

/** Checks an answer and reads who it is. Throws `SignInRefused`; the same assertion is taken once only. */
export async function readSamlAnswer(
  services: Services,
  service: Service,
  encoded: string,
  now: string,
): Promise<SamlAnswer> {
  try {
    const text = Buffer.from(encoded, 'base64').toString('utf8')
    guardText(text)
    guardShape(text)
    const saml = await samlOf(services, service, { id: '', fresh: false })
    const { profile } = await saml.validatePostResponseAsync({
      SAMLResponse: encoded,
    })
    if (!profile) throw refuse('cancelled', 'the answer names nobody')
    // What was encrypted is looked at as closely as what was not.
    guardText(profile.getAssertionXml?.() ?? '')
    if (profile.issuer !== service.settings.provider.entityId) throw refuse('issuer', profile.issuer)
    const ours = oursOf(services, service)
    const confirmed = confirmationOf(profile, ours.acsUrl ?? '', now)
    const asked = confirmed.InResponseTo ?? null
    const named =
      /^[^>]*?<(?:[\w.-]+:)?Response\s[^>]*?InResponseTo\s*=\s*["']([^"']+)["']/.exec(text)?.[1] ?? null
    if (named !== asked) throw refuse('wrapped', 'the answer and its assertion answer different requests')
    const until = after(now, { minutes: roundRules.assertionMinutes * 3 })
    if (!(await takeOnce(services, services.db, service.id, confirmed.id, until)))
      throw refuse('used', 'the assertion was taken before')
    return { identity: identityOf(service.settings, profile), inResponseTo: asked }
  } catch (error) {
    throw samlRefusal(error)
  }
}

/** Where the browser may go to sign out at the provider too. */
export async function samlSignOutUrl(
  services: Services,
  service: Service,
  hint: string | null,
): Promise<string | null> {
  if (!service.settings.provider.sloUrl || !hint) return null
  const profile = z
    .object({ nameID: z.string(), nameIDFormat: z.string(), sessionIndex: z.string().optional() })
    .safeParse(JSON.parse(hint))
  if (!profile.success) return null
  const { sessionIndex, ...name } = profile.data
  const saml = await samlOf(services, service, { id: `_${newSecret()}`, fresh: false })
  return saml.getLogoutUrlAsync({ issuer: '', ...name, ...(sessionIndex ? { sessionIndex } : {}) }, '', {})
}
