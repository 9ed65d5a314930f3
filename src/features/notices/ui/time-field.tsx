import { TextField } from '#ui/parts/fields.tsx'

/** A time of day, by the browser's own field. */
export function TimeField(props: {
  label: string
  hint?: string
  value: string
  onChange: (value: string) => void
  error: string | undefined
}) {
  return <TextField type="time" {...props} />
}
