import { useQuery } from '@tanstack/react-query'
import { SelectField } from '#ui/parts/fields.tsx'
import { campaignsQuery } from './queries.ts'

export interface CampaignChoiceProps {
  label: string
  /** What stands there when none is chosen: "Any campaign". */
  whenNone: string
  value: string
  onChange: (id: string) => void
  /** Ended ones are left out, but for the one that is chosen. */
  openOnly?: boolean
  hint?: string
  /** Its label is only heard: for rows of controls. */
  compact?: boolean
}

/** One campaign, or none. Draws nothing where there is none to choose. */
export function CampaignChoice({
  label,
  whenNone,
  value,
  onChange,
  openOnly,
  hint,
  compact,
}: CampaignChoiceProps) {
  const all = useQuery(campaignsQuery).data?.campaigns ?? []
  const campaigns = all.filter(({ id, state }) => !openOnly || state === 'open' || id === value)
  if (campaigns.length === 0) return null
  return (
    <SelectField
      {...(compact ? { 'aria-label': label, size: 'sm' } : { label, hint })}
      value={value}
      onChange={onChange}
      data={[
        { value: '', label: whenNone },
        ...campaigns.map(({ id, name, state }) => ({
          value: id,
          label: state === 'open' ? name : `${name} (ended)`,
        })),
      ]}
    />
  )
}
