/** 首发 · 授权 · 配图 · AI 声明 · 署名: each settled, with what was said and where, or open. */
import { useText } from '@renderer/app/i18n'
import { provenanceFieldSchema } from '@shared/domain/submission'
import { ProvenanceField } from './provenance-field'
import { useKeys } from '@renderer/app/keys'
import { DetailsDialog } from '@renderer/features/piece/details-dialog'
import { usePieceDialogs } from '@renderer/features/piece/piece-dialogs'
import { FigureSheetDialog } from '@renderer/features/figures/figure-sheet-dialog'
import { PicturesDialog } from '@renderer/features/piece/pictures-dialog'
import { useReview } from './review-context'
import classes from './provenance-strip.module.css'

export function ProvenanceStrip() {
  const t = useText()
  const { detail, version } = useReview()
  const { open, show } = usePieceDialogs()
  useKeys({
    'piece.pictures': () => show('pictures'),
    'piece.details': () => show('details'),
    'review.figures': () => show('figures'),
  })
  const submissionId = detail.row.id
  const title = detail.versions.at(-1)?.title ?? detail.row.title
  return (
    <>
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
      {open === 'pictures' && (
        <PicturesDialog submissionId={submissionId} pictures={detail.pictures} onClose={() => show(null)} />
      )}
      {open === 'details' && (
        <DetailsDialog
          submissionId={submissionId}
          details={detail.details}
          title={title}
          pictures={version?.images.map(({ sha256 }) => sha256) ?? []}
          onClose={() => show(null)}
        />
      )}
      {open === 'figures' && <FigureSheetDialog onClose={() => show(null)} />}
    </>
  )
}
