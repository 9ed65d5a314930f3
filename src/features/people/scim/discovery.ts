import { base, urn } from './messages.ts'

/** What a client may ask of this service, in the documents of RFC 7643, 5 to 7. */

export const mostAtOnce = 200

export const serviceProviderConfig = (publicUrl: string) => ({
  schemas: [urn.config],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: mostAtOnce },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'A token made on the page “Directory”, in the header Authorization.',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${publicUrl}${base}/ServiceProviderConfig` },
})

export const resourceTypes = (publicUrl: string) => [
  {
    schemas: [urn.resourceType],
    id: 'User',
    name: 'User',
    endpoint: '/Users',
    description: 'Somebody whom the directory knows',
    schema: urn.user,
    schemaExtensions: [{ schema: urn.enterprise, required: false }],
    meta: { resourceType: 'ResourceType', location: `${publicUrl}${base}/ResourceTypes/User` },
  },
  {
    schemas: [urn.resourceType],
    id: 'Group',
    name: 'Group',
    endpoint: '/Groups',
    description: 'A group of the directory',
    schema: urn.group,
    schemaExtensions: [],
    meta: { resourceType: 'ResourceType', location: `${publicUrl}${base}/ResourceTypes/Group` },
  },
]

type More = Partial<{
  type: string
  multiValued: boolean
  required: boolean
  caseExact: boolean
  mutability: string
  uniqueness: string
  description: string
  subAttributes: object[]
  referenceTypes: string[]
}>

const attribute = (name: string, more: More = {}) => ({
  name,
  type: 'string',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...more,
})

const user = [
  attribute('userName', { required: true, uniqueness: 'server' }),
  attribute('externalId', { caseExact: true }),
  attribute('name', {
    type: 'complex',
    subAttributes: ['formatted', 'familyName', 'givenName'].map((name) => attribute(name)),
  }),
  ...['displayName', 'nickName', 'title', 'userType', 'preferredLanguage'].map((name) => attribute(name)),
  attribute('active', { type: 'boolean', description: 'Whether this person has access.' }),
  attribute('emails', {
    type: 'complex',
    multiValued: true,
    subAttributes: [attribute('value'), attribute('type'), attribute('primary', { type: 'boolean' })],
  }),
  attribute('groups', {
    type: 'complex',
    multiValued: true,
    mutability: 'readOnly',
    subAttributes: [
      attribute('value', { mutability: 'readOnly' }),
      attribute('display', { mutability: 'readOnly' }),
      attribute('$ref', { type: 'reference', referenceTypes: ['Group'], mutability: 'readOnly' }),
    ],
  }),
]

const group = [
  attribute('displayName', { required: true, uniqueness: 'server' }),
  attribute('externalId', { caseExact: true }),
  attribute('members', {
    type: 'complex',
    multiValued: true,
    subAttributes: [
      attribute('value', { mutability: 'immutable' }),
      attribute('$ref', { type: 'reference', referenceTypes: ['User'], mutability: 'immutable' }),
      attribute('type', { mutability: 'immutable' }),
      attribute('display', { mutability: 'readOnly' }),
    ],
  }),
]

const enterprise = ['employeeNumber', 'costCenter', 'organization', 'division', 'department'].map((name) =>
  attribute(name),
)

export const schemas = (publicUrl: string) =>
  [
    { id: urn.user, name: 'User', description: 'User account', attributes: user },
    { id: urn.group, name: 'Group', description: 'Group', attributes: group },
    { id: urn.enterprise, name: 'EnterpriseUser', description: 'Enterprise user', attributes: enterprise },
  ].map((each) => ({
    schemas: [urn.schema],
    ...each,
    meta: { resourceType: 'Schema', location: `${publicUrl}${base}/Schemas/${each.id}` },
  }))
