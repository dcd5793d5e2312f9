/** There is no text to read: why, what is safe, and where the original lies. */
import { Button } from '@mantine/core'
import { IconFileAlert, IconFileTime } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { EmptyState } from '@renderer/components/empty-state'
import type { ConversionState } from '@shared/domain/submission'
import { useReview } from './review-context'
import { useOpenOriginal } from './use-open-original'
import classes from './no-manuscript.module.css'

export function NoManuscript({ conversion }: { readonly conversion: ConversionState }) {
  const t = useText()
  const { detail } = useReview()
  const openOriginal = useOpenOriginal()
  const pending = conversion.kind === 'pending'
  // A mail without a file and without an article in it: nothing failed, there is just nothing to read.
  const nothingSent =
    conversion.kind === 'refused' && conversion.refusal.code === 'empty' && detail.row.attachments === 0
  return (
    <div className={classes['empty']} data-testid="no-manuscript">
      <EmptyState
        icon={pending ? <IconFileTime size={22} /> : <IconFileAlert size={22} />}
        title={
          conversion.kind === 'refused' && !nothingSent
            ? t('review.refused', { reason: t(`conversion.${conversion.refusal.code}`) })
            : pending
              ? t('inbox.converting')
              : t('review.no-text')
        }
        actions={
          openOriginal !== null &&
          !openOriginal.shown && (
            <Button onClick={openOriginal.toggle} data-testid="open-original-empty">
              {t('review.open-original')}
            </Button>
          )
        }
      >
        <p>{pending ? t('review.pending-text') : nothingSent ? t('review.no-text-text') : t('review.refused-text')}</p>
        {conversion.kind === 'refused' && conversion.refusal.detail !== '' && (
          <p className={classes['detail']}>{conversion.refusal.detail}</p>
        )}
      </EmptyState>
    </div>
  )
}
