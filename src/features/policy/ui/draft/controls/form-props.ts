import type { ControlForm } from './control-form.ts'

export interface FormProps {
  form: ControlForm
  set: (change: Partial<ControlForm>) => void
  faultOf: (field: keyof ControlForm) => string | undefined
}
