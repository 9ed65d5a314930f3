import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import css from './scheme-switch.module.css'

const schemes: { value: MantineColorScheme; label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'System' },
]

/** Light, dark, or as the system says; kept in this browser. */
export function SchemeSwitch() {
  // To hold transitions back Mantine would write a style element, which the content security policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return (
    <fieldset className={css.switch}>
      <legend>Colours</legend>
      <div className={css.choices}>
        {schemes.map((scheme) => (
          <label key={scheme.value} className={css.choice}>
            <input
              type="radio"
              name="color-scheme"
              value={scheme.value}
              checked={colorScheme === scheme.value}
              onChange={() => setColorScheme(scheme.value)}
            />
            <span>{scheme.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
