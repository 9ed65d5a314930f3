import {
  Button,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

// Mantine wants ten shades of each colour; ours follow the scheme, so each shade names a token instead.
const accent: MantineColorsTuple = [
  'var(--accent-soft)',
  'var(--accent-soft)',
  'var(--accent-soft)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent-strong)',
  'var(--accent-strong)',
]

const border = (colour: string): string => `1px solid ${colour}`

const variantColours: VariantColorsResolver = (input) => {
  const danger = input.color === 'danger'
  const ink = danger ? 'var(--refuse)' : 'var(--accent)'
  const soft = danger ? 'var(--refuse-bg)' : 'var(--accent-soft)'
  switch (input.variant) {
    case 'filled':
      return {
        background: ink,
        hover: danger ? 'var(--refuse)' : 'var(--accent-strong)',
        color: danger ? 'var(--on-refuse)' : 'var(--on-accent)',
        border: border('transparent'),
      }
    case 'outline':
    case 'default':
      return { background: 'transparent', hover: soft, color: ink, border: border(ink) }
    case 'light':
      return { background: soft, hover: soft, color: ink, border: border('transparent') }
    case 'subtle':
    case 'transparent':
      return { background: 'transparent', hover: soft, color: ink, border: border('transparent') }
    default:
      return defaultVariantColorsResolver(input)
  }
}

/** Mantine, tuned to the tokens. Its colours are all variables, so one theme serves both schemes. */
export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent },
  variantColorResolver: variantColours,
  fontFamily: 'var(--sans)',
  headings: { fontFamily: 'var(--serif)' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'md' } }),
    // As tall as the buttons beside them.
    Input: { defaultProps: { size: 'md' } },
    InputWrapper: { defaultProps: { size: 'md' } },
    // The scroll lock of Mantine writes a style element, which the content security policy refuses.
    ModalBase: { defaultProps: { lockScroll: false } },
    Modal: { defaultProps: { lockScroll: false } },
    Drawer: { defaultProps: { lockScroll: false } },
    Checkbox: { defaultProps: { iconColor: 'var(--on-accent)' } },
    Radio: { defaultProps: { iconColor: 'var(--on-accent)' } },
  },
})
