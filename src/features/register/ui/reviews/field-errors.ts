import { useState } from 'react'

interface Deed {
  field: (path: string) => string | undefined
}

/**
 * What the server said of each field, until that field is changed: `values` are what stands in the form now, by the
 * paths that the server names. Call `sending` when they are sent.
 */
export function useFieldErrors(deed: Deed, values: Readonly<Record<string, unknown>>) {
  const [sent, setSent] = useState(values)
  return {
    field: (path: string) => (values[path] === sent[path] ? deed.field(path) : undefined),
    sending: () => setSent(values),
  }
}
