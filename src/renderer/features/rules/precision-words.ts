/** How right a rule was, in words. */
import type { Say } from '@renderer/app/i18n'
import { PRECISION_MIN, type Precision } from '@shared/domain/rules'

/** `准确率 82%（改 41 / 放行 9）`; under five answers that they are too few. */
export function precisionWords(t: Say, { fixed, waived }: Precision): string {
  const answers = fixed + waived
  if (answers === 0) return t('rules.precision-none')
  if (answers < PRECISION_MIN) return t('rules.precision-few', { fixed, waived })
  return t('rules.precision', { percent: percentOf({ fixed, waived }), fixed, waived })
}

/** Of at least one answer. */
export function percentOf({ fixed, waived }: Precision): number {
  return Math.round((fixed / (fixed + waived)) * 100)
}
