/** There is no text to read: why, what is safe, and where the original lies. */
import { Button } from '@mantine/core'
import { IconFileAlert, IconFileTime } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { EmptyState } from '@renderer/components/empty-state'
import { ErrorNotice } from '@renderer/components/report-error'
import { ConversionProgress, useConversions } from '@renderer/features/files/conversion-progress'
import type { ConversionRefusal } from '@shared/domain/manuscript'
import type { ConversionState } from '@shared/domain/submission'
import { useReview } from './review-context'
import { useOpenOriginal } from './use-open-original'
import classes from './no-manuscript.module.css'

/** What may end better the next time: nothing about the file itself was in the way. */
const AGAIN: ReadonlySet<ConversionRefusal['code']> = new Set(['cancelled', 'timeout'])

export function NoManuscript({ conversion }: { readonly conversion: ConversionState }) {
  const t = useText()
  const { detail } = useReview()
  const openOriginal = useOpenOriginal()
  const submissionId = detail.row.id
  const underWay = useConversions().find(({ of }) => of.kind === 'mail' && of.submissionId === submissionId)
  const readAgain = useCoreCommand((client) => client.submissions.readAgain({ submissionId }))
  const pending = conversion.kind === 'pending' || underWay !== undefined
  // A mail without a file and without an article in it: nothing failed, there is just nothing to read.
  const nothingSent =
    conversion.kind === 'refused' && conversion.refusal.code === 'empty' && detail.row.attachments === 0
  return (
    <div className={classes['empty']} data-testid="no-manuscript">
      <EmptyState
        icon={pending ? <IconFileTime size={22} /> : <IconFileAlert size={22} />}
        title={
          !pending && conversion.kind === 'refused' && !nothingSent
            ? t('review.refused', { reason: t(`conversion.${conversion.refusal.code}`) })
            : pending
              ? t('inbox.converting')
              : t('review.no-text')
        }
        actions={
          <>
            {!pending && conversion.kind === 'refused' && AGAIN.has(conversion.refusal.code) && (
              <Button
                variant="default"
                loading={readAgain.isPending}
                onClick={() => readAgain.mutate()}
                data-testid="read-again"
              >
                {t('review.read-again')}
              </Button>
            )}
            {openOriginal !== null && !openOriginal.shown && (
              <Button onClick={openOriginal.toggle} data-testid="open-original-empty">
                {t('review.open-original')}
              </Button>
            )}
          </>
        }
      >
        {underWay !== undefined && <ConversionProgress conversion={underWay} />}
        <ErrorNotice error={readAgain.error} onClose={readAgain.reset} />
        <p>{pending ? t('review.pending-text') : nothingSent ? t('review.no-text-text') : t('review.refused-text')}</p>
        {!pending && conversion.kind === 'refused' && conversion.refusal.detail !== '' && (
          <p className={classes['detail']}>{conversion.refusal.detail}</p>
        )}
      </EmptyState>
    </div>
  )
}
