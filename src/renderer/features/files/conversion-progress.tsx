/** How far the reading of a manuscript is, with the way to stop it. */
import { Button, Progress } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreQuery } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import type { ConversionUnderWay } from '@shared/domain/manuscript'
import classes from './conversion-progress.module.css'

/** Conversions that take long enough to be seen. */
export function useConversions(): readonly ConversionUnderWay[] {
  return useCoreQuery(['conversions', 'list'], (client) => client.submissions.conversions()).data ?? []
}

export function ConversionProgress({ conversion }: { readonly conversion: ConversionUnderWay }) {
  const t = useText()
  const { id, done, total } = conversion
  const stop = useCoreCommand((client) => client.submissions.stopConversion({ conversionId: id }))
  const words = total > 0 ? t('inbox.converting-page', { done, total }) : t('inbox.converting')
  return (
    <div className={classes['progress']} data-testid="conversion-progress">
      <output>{words}</output>
      <Progress value={total > 0 ? (done / total) * 100 : 100} animated={total === 0} aria-label={words} />
      <Button
        variant="default"
        size="xs"
        disabled={stop.isPending || stop.isSuccess}
        onClick={() => stop.mutate()}
        data-testid="conversion-stop"
      >
        {t('inbox.converting-stop')}
      </Button>
      <ErrorNotice error={stop.error} onClose={stop.reset} />
    </div>
  )
}

/** Files that an editor handed in, wherever they went on to meanwhile. */
export function FilesUnderWay() {
  const t = useText()
  const files = useConversions().flatMap((each) => (each.of.kind === 'file' ? [{ ...each, of: each.of }] : []))
  if (files.length === 0) return null
  return (
    <section className={classes['files']} aria-label={t('inbox.converting')}>
      {files.map((each) => (
        <div key={each.id}>
          <h2>{each.of.filename}</h2>
          <ConversionProgress conversion={each} />
        </div>
      ))}
    </section>
  )
}
