/** 首发 · 授权 · 配图 · AI 声明 · 署名: each settled, with what was said and where, or open. */
import { useText } from '@renderer/app/i18n'
import { provenanceFieldSchema } from '@shared/domain/submission'
import { ProvenanceField } from './provenance-field'
import { useReview } from './review-context'
import classes from './provenance-strip.module.css'

export function ProvenanceStrip() {
  const t = useText()
  const { detail } = useReview()
  return (
    <fieldset className={classes['strip']} aria-label={t('review.provenance')}>
      {provenanceFieldSchema.options.map((field) => (
        <ProvenanceField
          key={field}
          field={field}
          submissionId={detail.row.id}
          entry={detail.provenance.find((each) => each.field === field && each.value !== '') ?? null}
        />
      ))}
    </fieldset>
  )
}
