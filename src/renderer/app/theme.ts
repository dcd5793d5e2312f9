/** Mantine's theme: every variable it reads takes the value of one of the desk's tokens (tokens.css). */
import {
  ActionIcon,
  Button,
  Menu,
  Modal,
  Notification,
  NumberInput,
  Popover,
  Select,
  Textarea,
  TextInput,
  Tooltip,
  createTheme,
  defaultVariantColorsResolver,
  mergeThemeOverrides,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
  type VariantColorsResolver,
} from '@mantine/core'
import type { Say } from './i18n'

/** Mantine wants ten shades of a colour; the desk has one a theme, so all ten are that one. */
function oneColour(token: string): MantineColorsTuple {
  const value = `var(--${token})`
  return [value, value, value, value, value, value, value, value, value, value]
}

/** Mantine's own neutrals, for what it draws without asking for a colour: borders of fields, skeletons, hovers. */
const neutrals = (
  ...tokens: readonly [string, string, string, string, string, string, string, string, string, string]
) => tokens.map((token) => `var(--${token})`) as unknown as MantineColorsTuple

const gray = neutrals('sunken', 'sunken', 'line', 'line', 'line-strong', 'line-field', 'ink-3', 'ink-2', 'ink-2', 'ink')
const dark = neutrals('ink', 'ink-2', 'ink-3', 'ink-3', 'line', 'line', 'surface', 'surface', 'sunken', 'sunken')

const colours = {
  desk: 'accent',
  red: 'error',
  orange: 'warning',
  blue: 'note',
  green: 'insert',
  gray: 'ink-2',
} as const

/** Filled buttons: ink that is readable on their ground in both themes, which plain white is not in the dark. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input)
  const colour = input.color ?? input.theme.primaryColor
  if (input.variant === 'filled')
    return { ...resolved, color: colour === 'red' ? 'var(--error-ink)' : 'var(--accent-ink)' }
  if (input.variant === 'default') return { ...resolved, border: '1px solid var(--line-strong)' }
  return resolved
}

// What covers the page is gone in the moment it is closed: keys reach the page again at once, none is swallowed.
const goneAtOnce = { transitionProps: { exitDuration: 0 } }

const base = createTheme({
  primaryColor: 'desk',
  colors: {
    ...Object.fromEntries(Object.entries(colours).map(([name, token]) => [name, oneColour(token)])),
    gray,
    dark,
  },
  variantColorResolver,
  fontFamily: 'var(--ui)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontFamily: 'var(--ui)', fontWeight: '650' },
  fontSizes: { xs: 'var(--fs-sm)', sm: 'var(--fs)', md: 'var(--fs-lg)', lg: 'var(--fs-read)', xl: 'var(--fs-xl)' },
  radius: { xs: '4px', sm: 'var(--radius-s)', md: 'var(--radius)', lg: 'var(--radius-l)', xl: '12px' },
  defaultRadius: 'md',
  spacing: { xs: '6px', sm: '10px', md: '14px', lg: '20px', xl: '28px' },
  shadows: { xs: 'none', sm: 'var(--shadow)', md: 'var(--shadow)', lg: 'var(--shadow)', xl: 'var(--shadow)' },
  respectReducedMotion: true,
  cursorType: 'default',
  focusRing: 'auto',
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs' }, styles: { root: { fontWeight: 600 } } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, withArrow: false, events: { hover: true, focus: true, touch: false } },
      styles: { tooltip: { background: 'var(--ink)', color: 'var(--paper)', fontSize: 'var(--fs-sm)' } },
    }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'xs' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'xs' } }),
    Select: Select.extend({ defaultProps: { size: 'xs', allowDeselect: false } }),
    Modal: Modal.extend({
      defaultProps: {
        ...goneAtOnce,
        centered: true,
        overlayProps: { color: 'var(--veil)', backgroundOpacity: 1 },
        // Mantine draws it as <header>, which outside of a page's parts would be a second banner.
        attributes: { header: { role: 'presentation' } },
      },
      styles: { title: { fontSize: 'var(--fs-lg)', fontWeight: 650 } },
    }),
    Menu: Menu.extend({
      // The placeholder would be a child that a menu may not have.
      defaultProps: {
        ...goneAtOnce,
        shadow: 'md',
        position: 'bottom-start',
        withinPortal: true,
        withInitialFocusPlaceholder: false,
      },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', withinPortal: true } }),
  },
})

/** What needs words: every dialog and every toast has a button that closes it, and it has a name. */
export function themeIn(t: Say): MantineThemeOverride {
  const named = { closeButtonProps: { 'aria-label': t('action.close') } }
  return mergeThemeOverrides(base, {
    components: {
      Modal: Modal.extend({ defaultProps: named }),
      Notification: Notification.extend({ defaultProps: named }),
    },
  })
}

const perColour = (name: string, token: string): Record<string, string> => {
  const prefix = `--mantine-color-${name}`
  // Only these three have a ground of their own; the others take what text colour mixes with the surface.
  const soft = token === 'ink-2' ? 'var(--sunken)' : `var(--${token}-soft)`
  const strong = token === 'accent' || token === 'error' ? `var(--${token}-strong)` : `var(--${token})`
  return {
    [`${prefix}-text`]: `var(--${token})`,
    [`${prefix}-filled`]: `var(--${token})`,
    [`${prefix}-filled-hover`]: strong,
    [`${prefix}-light`]: soft,
    [`${prefix}-light-hover`]: soft,
    [`${prefix}-light-color`]: `var(--${token})`,
    [`${prefix}-outline`]: `var(--${token})`,
    [`${prefix}-outline-hover`]: soft,
  }
}

const variables: Record<string, string> = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--error)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-contrast': 'var(--accent-ink)',
  ...Object.assign({}, ...Object.entries(colours).map(([name, token]) => perColour(name, token))),
}

/** Both schemes get the same names: the tokens behind them are what changes. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: variables, dark: variables })
