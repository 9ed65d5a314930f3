import { useState } from 'react'
import { asProblem } from '#ui/api.ts'

/** Something a person does with a button: whether it is under way, and what went wrong, beside its field if it has one. */
export function useDeed() {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<unknown>()
  return {
    busy,
    /** For a ProblemAlert: the fault, unless it stands beside its fields already. */
    general: fault && asProblem(fault).fields.length === 0 ? fault : undefined,
    fault,
    field: (path: string): string | undefined => (fault ? asProblem(fault).field(path) : undefined),
    clear: () => setFault(undefined),
    run: async (deed: () => Promise<void>): Promise<void> => {
      setBusy(true)
      setFault(undefined)
      try {
        await deed()
      } catch (error) {
        setFault(error)
      } finally {
        setBusy(false)
      }
    },
  }
}
