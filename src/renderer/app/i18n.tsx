/** The window's sentences in the language that is switched on; switching is live. */
import { useViewState } from '@renderer/state/view-state'
import { translate, type Locale, type MessageKey, type MessageParams } from '@shared/i18n/translate'
import { useCallback } from 'react'

export type Say = (key: MessageKey, params?: MessageParams) => string

export function useLocale(): Locale {
  return useViewState((state) => state.locale)
}

/** `t('inbox.title')`: says a message in the window's language. */
export function useText(): Say {
  const locale = useLocale()
  return useCallback((key, params) => translate(locale, key, params), [locale])
}
