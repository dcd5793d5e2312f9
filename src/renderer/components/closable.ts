/** What every toast with a way to close it needs: the name of its button. */
import type { Say } from '@renderer/app/i18n'

export function closable(t: Say): { readonly closeButtonProps: { readonly 'aria-label': string } } {
  return { closeButtonProps: { 'aria-label': t('action.close') } }
}
