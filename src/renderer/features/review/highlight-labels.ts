/** The words that highlights carry: the usual ones with a look of their own, and any that an editor made up. */
import { locales, translate, type Locale } from '@shared/i18n/translate'

export const usualLabels = ['golden', 'verify', 'cut', 'fact'] as const
export type UsualLabel = (typeof usualLabels)[number]

/** How a highlight is drawn: each tone differs in colour and in its line, so that colour is never the only sign. */
export type HighlightTone = UsualLabel | 'own' | 'plain'

/** A label is kept as the word that was chosen; a usual one keeps its look in the other language. */
export function labelWord(label: UsualLabel, locale: Locale): string {
  return translate(locale, `threads.label.${label}`)
}

export function toneOf(label: string): HighlightTone {
  if (label === '') return 'plain'
  return usualLabels.find((each) => locales.some((locale) => labelWord(each, locale) === label)) ?? 'own'
}
