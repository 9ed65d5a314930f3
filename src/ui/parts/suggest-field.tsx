import { Autocomplete, type AutocompleteProps } from '@mantine/core'
import '@mantine/core/styles/ScrollArea.layer.css'
import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Popover.layer.css'

type SuggestFieldProps = Omit<AutocompleteProps, 'description' | 'comboboxProps'> & { hint?: string }

/** Words that are mostly known, and may be others all the same: names of groups, of attributes. */
export function SuggestField({ hint, ...rest }: SuggestFieldProps) {
  // In place, not at the end of the page: an open dialog would lie above it.
  return <Autocomplete limit={80} {...rest} description={hint} comboboxProps={{ withinPortal: false }} />
}
