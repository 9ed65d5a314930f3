import { Invalid } from '#platform/errors.ts'
import { schemaNames, schemaOf } from '../packs/json-schema.ts'
import type { Out } from './find-pack.ts'

/** `rostrum policy schema`: the JSON Schema of one file of a pack. */
export function runPolicySchema({ name = 'controls' }: { name?: string }, out: Out): number {
  const known = schemaNames.find((one) => one === name)
  if (!known)
    throw new Invalid('policy.no-schema', `A pack has no file “${name}” with a schema.`, {
      fix: `There are ${schemaNames.join(', ')}.`,
    })
  out(JSON.stringify(schemaOf(known), null, 2))
  return 0
}
