import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { detectors, moments, outcomes, subjectFields, subjectKinds } from '../engine/index.ts'
import { packNames, packsFolder } from '../packs.ts'
import { schemaNames, schemaOf } from './json-schema.ts'
import type { SchemaName } from './json-schema.ts'
import { smallPack } from './small-pack.ts'

const ajv = new Ajv2020({
  strict: true,
  allErrors: true,
  strictTypes: false,
  strictRequired: false,
  allowUnionTypes: true,
  formats: { date: true },
})
const validators = Object.fromEntries(schemaNames.map((name) => [name, ajv.compile(schemaOf(name))]))

function faults(name: SchemaName, text: string): string[] {
  const validate = validators[name]
  if (!validate || validate(parse(text) ?? [])) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

const particulars = (text: string): string => text.split('---\n')[1] ?? ''

test.each(await packNames())('the files of the pack %s keep to their schemas', async (pack) => {
  const text = (file: string) => readFile(join(packsFolder, pack, file), 'utf8')
  expect(faults('policy', particulars(await text('policy.md')))).toEqual([])
  for (const name of schemaNames) {
    if (name !== 'policy') expect(faults(name, await text(`${name}.yaml`)), name).toEqual([])
  }
})

const { 'controls.yaml': control, 'examples.yaml': example, 'messages.yaml': messages } = smallPack
const typos: [string, SchemaName, string, RegExp][] = [
  [
    'a misspelt name',
    'controls',
    control.replace('subject', 'sbuject'),
    /additional properties|required property 'subject'/,
  ],
  ['a misspelt subject', 'controls', control.replace('post', 'pots'), /\/0\/subject/],
  ['a misspelt moment', 'controls', control.replace('write', 'wriet'), /\/0\/moment/],
  ['a misspelt fact', 'controls', control.replace('telephones', 'telefones'), /\/0\/mark/],
  [
    'a misspelt fact with a condition',
    'controls',
    control.replace('facts.telephones', '{ fact: telefones }'),
    /\/0\/mark/,
  ],
  ['a misspelt outcome', 'controls', control.replace('advise', 'advice'), /additional properties/],
  ['two outcomes', 'controls', `${control}  refuse: numbers\n`, /exactly one schema/],
  ['no outcome', 'controls', control.replace('  advise: numbers\n', ''), /required property/],
  [
    'a misspelt requirement',
    'controls',
    control.replace('advise: numbers', 'require: [{ aproval: x }]'),
    /\/0\/require/,
  ],
  ['a misspelt field that is given', 'examples', example.replace('text:', 'txet:'), /\/0\/given/],
  ['a misspelt outcome that is expected', 'examples', example.replace('advise', 'advize'), /\/0\/expect/],
  ['no English', 'messages', messages.replace('en-GB', 'cy'), /en-GB/],
  ['a misspelt state', 'coverage', '- { clause: SMALL-1.1, status: coverd, says: x }', /\/0\/status/],
  [
    'a misspelt particular',
    'policy',
    `${particulars(smallPack['policy.md'])}ownr: x\n`,
    /additional properties/,
  ],
]

test.each(typos)('%s is refused by the schema of %s', (_, name, text, says) => {
  expect(faults(name, text).join('\n')).toMatch(says)
})

test('an editor is told every fact, attribute, field, moment and outcome', () => {
  const text = JSON.stringify(schemaOf('controls'))
  const told = [
    ...detectors.flatMap(({ fact, about, attributes }) => [
      `facts.${fact}`,
      about,
      ...Object.entries(attributes).map(([name, meaning]) => `it.${name}: ${meaning}`),
    ]),
    ...subjectKinds.flatMap((subject) =>
      Object.entries(subjectFields[subject]).map(([name, meaning]) => `${subject}.${name}: ${meaning}`),
    ),
    ...moments,
    ...outcomes,
  ]
  expect(told.filter((one) => !text.includes(JSON.stringify(one).slice(1, -1)))).toEqual([])
})

test('each schema says which edition of JSON Schema it is', () => {
  for (const name of schemaNames)
    expect(schemaOf(name)['$schema']).toBe('https://json-schema.org/draft/2020-12/schema')
})
