/** How right a rule was: what editors mended of what it found, against what they let pass. */
import { useText } from '@renderer/app/i18n'
import { PRECISION_MIN, type Precision } from '@shared/domain/rules'
import { percentOf, precisionWords } from './precision-words'

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
