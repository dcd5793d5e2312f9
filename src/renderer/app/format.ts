/** The formats of this desk: its zone, the window's language, the present. */
import { useLocale } from '@renderer/app/i18n'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { useNow } from '@renderer/state/use-now'
import { useMemo } from 'react'
import { makeFormat, type Format } from './format-words'

export type { Format } from './format-words'

/** Says again each minute, as relative times move on. */
export function useFormat(): Format {
  const locale = useLocale()
  const zone = useDeskInfo().data?.zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone
  const now = useNow()
  return useMemo(() => makeFormat({ locale, zone, now }), [locale, zone, now])
}
