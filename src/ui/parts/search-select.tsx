import { Select, type SelectProps } from '@mantine/core'
import '@mantine/core/styles/ScrollArea.layer.css'
import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Popover.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'

type SearchSelectProps = Omit<SelectProps, 'description' | 'searchable' | 'comboboxProps'> & { hint?: string }

/** One of many, found by typing: time zones, accounts, people. For a few use SelectField. */
export function SearchSelect({ hint, ...rest }: SearchSelectProps) {
  return (
    <Select
      nothingFoundMessage="Nothing matches."
      limit={80}
      {...rest}
      description={hint}
      searchable
      // In place, not at the end of the page: an open dialog would lie above it.
      comboboxProps={{ withinPortal: false }}
    />
  )
}
