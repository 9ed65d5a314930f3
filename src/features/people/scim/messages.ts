import { Problem } from '#platform/errors.ts'

/** The names and shapes of RFC 7643 and RFC 7644. */
export const urn = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  config: 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig',
  resourceType: 'urn:ietf:params:scim:schemas:core:2.0:ResourceType',
  schema: 'urn:ietf:params:scim:schemas:core:2.0:Schema',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
} as const

export const contentType = 'application/scim+json; charset=utf-8'
export const base = '/scim/v2'

/** RFC 7644, 3.12: what a client may tell errors of one status apart by. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'

/** An error in SCIM's own shape. */
export class ScimProblem extends Problem {
  readonly scimType: ScimType | undefined
  constructor(status: number, detail: string, scimType?: ScimType) {
    super(status, 'scim.refused', detail)
    this.scimType = scimType
  }
}

export const unreadable = (detail: string): ScimProblem => new ScimProblem(400, detail, 'invalidSyntax')
export const noSuch = (what: string, id: string): ScimProblem =>
  new ScimProblem(404, `There is no ${what} with the id ${id}.`)

export function errorBody(status: number, detail: string, scimType?: ScimType) {
  return { schemas: [urn.error], status: String(status), ...(scimType ? { scimType } : {}), detail }
}

export interface Page {
  /** Counted from 1. */
  startIndex: number
  count: number
}

export function listBody(total: number, page: Page, resources: unknown[]) {
  return {
    schemas: [urn.list],
    totalResults: total,
    startIndex: page.startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  }
}
