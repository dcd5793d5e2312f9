/** There is no text to read: why, what is safe, and where the original lies. */
import { Button } from '@mantine/core'
import { IconFileAlert, IconFileTime } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { EmptyState } from '@renderer/components/empty-state'
import type { ConversionState } from '@shared/domain/submission'
import { useOpenOriginal } from './use-open-original'
import classes from './no-manuscript.module.css'

export function NoManuscript({ conversion }: { readonly conversion: ConversionState }) {
  const t = useText()
  const openOriginal = useOpenOriginal()
  const pending = conversion.kind === 'pending'
  return (
    <div className={classes['empty']} data-testid="no-manuscript">
      <EmptyState
        icon={pending ? <IconFileTime size={22} /> : <IconFileAlert size={22} />}
        title={
          conversion.kind === 'refused'
            ? t('review.refused', { reason: t(`conversion.${conversion.refusal.code}`) })
            : pending
              ? t('inbox.converting')
              : t('review.no-text')
        }
        actions={
          openOriginal !== null && (
            <Button onClick={openOriginal} data-testid="open-original-empty">
              {t('review.open-original')}
            </Button>
          )
        }
      >
        <p>{pending ? t('review.pending-text') : t('review.refused-text')}</p>
        {conversion.kind === 'refused' && conversion.refusal.detail !== '' && (
          <p className={classes['detail']}>{conversion.refusal.detail}</p>
        )}
      </EmptyState>
    </div>
  )
}
