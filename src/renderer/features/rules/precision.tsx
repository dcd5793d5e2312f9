/** How right a rule was: what editors mended of what it found, against what they let pass. */
import { useText, type Say } from '@renderer/app/i18n'
import { PRECISION_MIN, type Precision } from '@shared/domain/rules'

/** `准确率 82%（改 41 / 放行 9）`; under five answers that they are too few. */
export function precisionWords(t: Say, { fixed, waived }: Precision): string {
  const answers = fixed + waived
  if (answers === 0) return t('rules.precision-none')
  if (answers < PRECISION_MIN) return t('rules.precision-few', { fixed, waived })
  return t('rules.precision', { percent: percentOf({ fixed, waived }), fixed, waived })
}

function percentOf({ fixed, waived }: Precision): number {
  return Math.round((fixed / (fixed + waived)) * 100)
}

/** In the list: the share alone, with the rest to be read on it. */
export function PrecisionMark({ precision }: { readonly precision: Precision }) {
  const t = useText()
  const answers = precision.fixed + precision.waived
  if (answers === 0) return null
  const words = precisionWords(t, precision)
  return (
    <span title={words} data-testid="rule-precision">
      <span aria-hidden="true">
        {answers < PRECISION_MIN ? `${precision.fixed}/${answers}` : `${percentOf(precision)}%`}
      </span>
      <span className="visually-hidden">{words}</span>
    </span>
  )
}
