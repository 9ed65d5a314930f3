import { z } from 'zod'

/** A JSON Schema, as far as the page reads it. */
export interface JsonSchema {
  type?: string | string[] | undefined
  enum?: unknown[] | undefined
  const?: unknown
  format?: string | undefined
  /** `false` after `prefixItems`: no more than those. */
  items?: JsonSchema | boolean | undefined
  prefixItems?: JsonSchema[] | undefined
  properties?: Record<string, JsonSchema> | undefined
  additionalProperties?: boolean | JsonSchema | undefined
  required?: string[] | undefined
  anyOf?: JsonSchema[] | undefined
  oneOf?: JsonSchema[] | undefined
  allOf?: JsonSchema[] | undefined
  description?: string | undefined
  maxLength?: number | undefined
  minimum?: number | undefined
  maximum?: number | undefined
}

const JsonSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    format: z.string().optional(),
    items: z.union([z.boolean(), JsonSchema]).optional(),
    prefixItems: z.array(JsonSchema).optional(),
    properties: z.record(z.string(), JsonSchema).optional(),
    additionalProperties: z.union([z.boolean(), JsonSchema]).optional(),
    required: z.array(z.string()).optional(),
    anyOf: z.array(JsonSchema).optional(),
    oneOf: z.array(JsonSchema).optional(),
    allOf: z.array(JsonSchema).optional(),
    description: z.string().optional(),
    maxLength: z.number().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
  }),
)

const Content = z.record(z.string(), z.object({ schema: JsonSchema.optional() }))

const Operation = z.object({
  summary: z.string().optional(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  'x-access': z.string().optional(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().optional(),
        schema: JsonSchema.optional(),
      }),
    )
    .optional(),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.object({ content: Content.optional() })).optional(),
})

/** What `/api/openapi.json` says, as far as the page reads it. */
export const ApiDocument = z.object({
  info: z.object({ version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
})
export type ApiDocument = z.infer<typeof ApiDocument>

export interface Endpoint {
  key: string
  method: string
  path: string
  summary: string
  access: string
  parameters: { name: string; place: string; required: boolean; schema: JsonSchema }[]
  body: JsonSchema | null
  answer: JsonSchema | null
}

export interface Chapter {
  title: string
  endpoints: Endpoint[]
}

const schemaOf = (content: z.infer<typeof Content> | undefined): JsonSchema | null =>
  content?.['application/json']?.schema ?? null

function endpointOf(path: string, method: string, operation: z.infer<typeof Operation>): Endpoint {
  const good = Object.entries(operation.responses ?? {}).find(([status]) => status.startsWith('2'))
  return {
    key: `${method} ${path}`,
    method: method.toUpperCase(),
    path,
    summary: operation.summary ?? '',
    access: operation['x-access'] ?? '',
    parameters: (operation.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      place: parameter.in,
      required: parameter.required ?? false,
      schema: parameter.schema ?? {},
    })),
    body: schemaOf(operation.requestBody?.content),
    answer: schemaOf(good?.[1].content),
  }
}

/** The endpoints by what they are about, in the order in which the document brings them. */
export function chaptersOf(document: ApiDocument): Chapter[] {
  const chapters = new Map<string, Endpoint[]>()
  for (const [path, operations] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags?.[0] ?? 'Other'
      const title = tag.charAt(0).toUpperCase() + tag.slice(1)
      chapters.set(title, [...(chapters.get(title) ?? []), endpointOf(path, method, operation)])
    }
  return [...chapters].map(([title, endpoints]) => ({ title, endpoints }))
}
