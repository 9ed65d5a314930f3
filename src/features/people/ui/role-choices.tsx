import { CheckboxChoices } from '#ui/parts/fields.tsx'
import { roles, type Role } from '../permissions.ts'

const hints: Record<Role, string> = {
  officer: 'The register, approvals, the calendar and every account.',
  governance: 'The log of records, evidence, offices, and pausing all sending.',
  it: 'People, offices, units, the institution’s settings, and how the system is doing.',
}

export function RoleChoices(props: {
  value: Role[]
  /** Given by the directory: only the directory takes them away. */
  fixed?: Role[]
  onChange: (roles: Role[]) => void
  error?: string | undefined
}) {
  const known = Object.keys(roles) as Role[]
  return (
    <CheckboxChoices
      label="Roles everywhere"
      hint="Somebody who only looks after certain accounts needs none: name them with the account."
      options={known.map((role) => {
        const fixed = props.fixed?.includes(role) ?? false
        const hint = fixed ? `${hints[role]} Given by the directory.` : hints[role]
        return { value: role, label: roles[role], hint, disabled: fixed }
      })}
      value={props.value}
      onChange={(value) => props.onChange(known.filter((role) => value.includes(role)))}
      error={props.error}
    />
  )
}
