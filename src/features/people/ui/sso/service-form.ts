import {
  usualAcr,
  usualAmr,
  type ChangeService,
  type NewService,
  type SecondFactorProof,
  type SignInService,
} from '../../sso/contract.ts'

/** The form as it is typed: everything text, as the fields hold it. */
export interface ServiceForm {
  kind: 'oidc' | 'saml'
  name: string
  issuer: string
  clientId: string
  clientSecret: string
  scopes: string
  prompt: string
  endsWithToken: boolean
  metadataUrl: string
  metadataXml: string
  signed: string
  unsolicited: boolean
  signRequests: boolean
  proof: SecondFactorProof['kind']
  values: string
  longestHours: string
  domains: string
  subject: string
  email: string
  personName: string
  groups: string
  signOutThere: boolean
}

const empty: ServiceForm = {
  kind: 'oidc',
  name: 'University account',
  issuer: '',
  clientId: '',
  clientSecret: '',
  scopes: 'openid profile email',
  prompt: '',
  endsWithToken: false,
  metadataUrl: '',
  metadataXml: '',
  signed: 'both',
  unsolicited: false,
  signRequests: false,
  proof: 'never',
  values: '',
  longestHours: '12',
  domains: '',
  subject: '',
  email: '',
  personName: '',
  groups: '',
  signOutThere: true,
}

export function formOf(service: SignInService | null): ServiceForm {
  if (!service) return empty
  const { settings } = service
  const { secondFactor, places } = settings
  const common = {
    name: service.name,
    proof: secondFactor.kind,
    values: 'values' in secondFactor ? secondFactor.values.join('\n') : '',
    longestHours: String(settings.longestHours),
    domains: settings.domains.join(', '),
    subject: places.subject,
    email: places.email,
    personName: places.name,
    groups: places.groups,
    signOutThere: settings.signOutThere,
  }
  if (settings.kind === 'oidc') {
    const { issuer, clientId, scopes, prompt, endsWithToken } = settings
    return { ...empty, ...common, kind: 'oidc', issuer, clientId, scopes, prompt, endsWithToken }
  }
  const { signed, unsolicited, signRequests } = settings
  return {
    ...empty,
    ...common,
    kind: 'saml',
    metadataUrl: settings.metadataUrl ?? '',
    signed,
    unsolicited,
    signRequests,
  }
}

export const usualValues = (kind: SecondFactorProof['kind']): string =>
  kind === 'amr' ? usualAmr.join('\n') : kind === 'acr' ? usualAcr.join('\n') : ''

const lines = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean)

/** What is sent. The server is the judge of it, and its faults come back by field. */
export function bodyOf(form: ServiceForm): NewService | ChangeService {
  const common = {
    name: form.name,
    secondFactor: secondFactorOf(form),
    longestHours: Number(form.longestHours),
    domains: lines(form.domains),
    places: { subject: form.subject, email: form.email, name: form.personName, groups: form.groups },
    signOutThere: form.signOutThere,
  }
  if (form.kind === 'oidc') {
    const { issuer, clientId, clientSecret, scopes, endsWithToken } = form
    const prompt = form.prompt as Extract<NewService, { kind: 'oidc' }>['prompt']
    return { kind: 'oidc', ...common, issuer, clientId, clientSecret, scopes, prompt, endsWithToken }
  }
  const { metadataUrl, metadataXml, unsolicited, signRequests } = form
  const signed = form.signed as Extract<NewService, { kind: 'saml' }>['signed']
  return { kind: 'saml', ...common, metadataUrl, metadataXml, signed, unsolicited, signRequests }
}

function secondFactorOf(form: ServiceForm): SecondFactorProof {
  return form.proof === 'amr' || form.proof === 'acr'
    ? { kind: form.proof, values: lines(form.values) }
    : { kind: form.proof }
}
