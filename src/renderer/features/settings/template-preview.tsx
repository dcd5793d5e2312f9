/** The letter that a template makes, as the core fills it. */
import { Button } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { ErrorNotice } from '@renderer/components/report-error'
import { ScrollRegion } from '@renderer/components/scroll-region'
import { PiecePicker } from '@renderer/features/organise/piece-picker'
import { useState } from 'react'
import classes from './template-dialog.module.css'
import type { TemplatePreviewState } from './use-template-preview'

export function TemplatePreview({ preview }: { readonly preview: TemplatePreviewState }) {
  const t = useText()
  const [picking, setPicking] = useState(false)
  const { text, problem, piece, choose } = preview
  return (
    <section className={classes['column']} aria-label={t('letter-templates.preview')}>
      <div className={classes['insert']}>
        <span className={classes['filled']}>
          {piece === null
            ? t('letter-templates.with-sample')
            : t('letter-templates.with-piece', {
                title: piece.title || piece.subject || t('title.none'),
                number: piece.number,
              })}
        </span>
        {piece !== null && (
          <Button variant="subtle" size="compact-sm" onClick={() => choose(null)} data-testid="template-sample">
            {t('letter-templates.use-sample')}
          </Button>
        )}
        <Button variant="subtle" size="compact-sm" onClick={() => setPicking(true)} data-testid="template-piece">
          {t('letter-templates.choose-piece')}
        </Button>
      </div>
      <ErrorNotice error={preview.error} always />
      <ScrollRegion label={t('letter-templates.preview')} className={classes['paper'] ?? ''}>
        <div className={classes['letter']} data-testid="template-preview">
          {text ?? ''}
        </div>
      </ScrollRegion>
      <div className={classes['filled']}>{problem === null ? '' : t('letter-templates.no-preview')}</div>
      {picking && (
        <PiecePicker
          title={t('letter-templates.preview')}
          explanation={t('letter-templates.choose-piece-what')}
          except={null}
          onChoose={(row) => {
            choose(row)
            setPicking(false)
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </section>
  )
}
