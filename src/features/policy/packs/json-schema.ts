import { z } from 'zod'
import { detectors, outcomes, subjectFields, subjectKinds } from '../engine/index.ts'
import {
  controlsSchema,
  coverageSchema,
  examplesSchema,
  frontMatterSchema,
  givenPostSchema,
  messagesSchema,
} from './schema.ts'
import {
  attributesOf,
  controlFieldWords,
  factsInWords,
  fieldsInWords,
  givenWords,
  momentWords,
  outcomeWords,
  particularWords,
  subjectWords,
} from './schema-words.ts'

/** Enough of JSON Schema to write into. */
export interface JsonSchema {
  [keyword: string]: unknown
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  anyOf?: JsonSchema[]
}

export const schemaNames = ['controls', 'examples', 'messages', 'coverage', 'policy'] as const
export type SchemaName = (typeof schemaNames)[number]

/** JSON Schema (2020-12) of a file of a pack, from the same source that reads it, for editors that complete it. */
export function schemaOf(name: SchemaName): JsonSchema {
  const { title, make } = makers[name]
  const { $schema, ...schema } = make()
  return { $schema, title, ...schema }
}

const plain = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' }) as JsonSchema

const makers: Record<SchemaName, { title: string; make: () => JsonSchema }> = {
  controls: { title: 'controls.yaml: what happens about the clauses', make: controls },
  examples: { title: 'examples.yaml: examples that are run as tests', make: examples },
  messages: { title: 'messages.yaml: the sentences that people read', make: messages },
  coverage: { title: 'coverage.yaml: clauses that something else honours, or nothing yet', make: coverage },
  policy: {
    title: 'The particulars at the head of policy.md',
    make: () => described(plain(frontMatterSchema), particularWords),
  },
}

function controls(): JsonSchema {
  const whole = plain(controlsSchema)
  const control = whole.items ?? {}
  described(control, controlFieldWords)
  described(control, outcomeWords)
  const fields = control.properties ?? {}
  // Conditional parts are for the editor: they say which names the condition of this very subject may read.
  control['allOf'] = [
    ...subjectKinds.map((subject) => describedWhere('subject', subject, 'when', fieldsInWords(subject))),
  ]
  control['oneOf'] = outcomes.map((outcome) => ({ required: [outcome] }))
  fields['subject'] = { ...meant('subject'), anyOf: words(subjectWords) }
  const moment: JsonSchema = { anyOf: words(momentWords) }
  fields['moment'] = {
    ...meant('moment'),
    anyOf: [...(moment.anyOf ?? []), { type: 'array', items: moment, minItems: 1 }],
  }
  fields['mark'] = {
    ...meant('mark'),
    anyOf: [
      ...detectors.map(({ fact, about }) => ({ const: `facts.${fact}`, description: about })),
      marked(),
    ],
  }
  return whole
}

const meant = (name: keyof typeof controlFieldWords): JsonSchema => ({ description: controlFieldWords[name] })
const words = (all: Readonly<Record<string, string>>): JsonSchema[] =>
  Object.entries(all).map(([value, description]) => ({ const: value, description }))

/** Where one name has this value, the other is described so. */
const describedWhere = (name: string, value: string, other: string, description: string): JsonSchema => ({
  if: { properties: { [name]: { const: value } }, required: [name] },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema; nothing awaits it
  then: { properties: { [other]: { type: 'string', description } } },
})

function marked(): JsonSchema {
  return {
    type: 'object',
    description: 'What a detector found, perhaps only some of it.',
    properties: {
      fact: {
        description: 'The name of the fact, without “facts.”.',
        anyOf: detectors.map(({ fact, about }) => ({ const: fact, description: about })),
      },
      where: {
        type: 'string',
        minLength: 1,
        description: `A CEL condition over “it”, one item. ${factsInWords()}`,
      },
    },
    required: ['fact'],
    additionalProperties: false,
    allOf: detectors.map((detector) =>
      describedWhere('fact', detector.fact, 'where', attributesOf(detector)),
    ),
  }
}

function examples(): JsonSchema {
  const whole = plain(examplesSchema)
  const example = described(whole.items ?? {}, {
    control: 'The id of the control that the example is about.',
    name: 'What the example shows, in a few words.',
    moment: 'The moment that it is judged at; the first of the control’s when absent.',
    expect: 'The outcome, or “nothing”; with marks, the words that are marked, in their order.',
  })
  const post = described(plain(givenPostSchema), givenWords).properties ?? {}
  const others = subjectKinds.flatMap((subject) =>
    subject === 'post'
      ? []
      : Object.entries(subjectFields[subject]).map(
          ([field, about]) => [field, `${subject}: ${about}`] as const,
        ),
  )
  const fields: Record<string, JsonSchema> = {}
  for (const [field, about] of others) {
    const before = fields[field]?.['description']
    fields[field] = { description: typeof before === 'string' ? `${before}; ${about}` : about }
  }
  for (const [field, schema] of Object.entries(post)) {
    const shared = fields[field]?.['description']
    fields[field] =
      typeof shared === 'string'
        ? { ...schema, description: `${String(schema['description'])}; ${shared}` }
        : schema
  }
  if (example.properties)
    example.properties['given'] = {
      type: 'object',
      description:
        'What is judged. For a post everything has a quiet default; for others the fields of the subject.',
      properties: fields,
      additionalProperties: false,
    }
  return whole
}

function messages(): JsonSchema {
  const whole = plain(messagesSchema)
  return {
    ...whole,
    description: 'Language → key → sentence. {name} is filled in with an attribute of what was found.',
    required: ['en-GB'],
  }
}

function coverage(): JsonSchema {
  const whole = plain(coverageSchema)
  described(whole.items ?? {}, {
    clause: 'The id of the clause, as in policy.md.',
    status: 'What the system does about it. “enforced” wants a proof.',
    says: 'One sentence: what happens, or why nothing does.',
    proof: 'The path of a test of the running system.',
    needs: 'The control that the clause waits for.',
  })
  return whole
}

function described(schema: JsonSchema, about: Readonly<Record<string, string>>): JsonSchema {
  for (const [name, description] of Object.entries(about)) {
    const field = schema.properties?.[name]
    if (field) field['description'] = description
  }
  return schema
}
