/** 数据核对表: every figure with its sentence and its source, the sums done again, and what is told in two ways. */
import { Modal, SegmentedControl, Skeleton } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { PanelList } from '@renderer/features/review/panel-list'
import { useReview } from '@renderer/features/review/review-context'
import { useRefresh } from '@renderer/features/review/use-refresh'
import type { FigureSheet } from '@shared/domain/figures'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { FigureRowView } from './figure-row'
import { figureRows, figureViews, type FigureView } from './figure-rows'
import { useFigureSheet } from './use-figure-sheet'
import frame from '@renderer/features/compare/compare-dialog.module.css'
import classes from './figures.module.css'

/** About how high a row is before it was drawn. */
const ROW_HEIGHT = 64

export function FigureSheetDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText()
  const { version } = useReview()
  const refresh = useRefresh()
  const sheet = useFigureSheet()
  // What was typed since belongs to the sheet as well.
  const settle = useCoreCommand((client, versionId: string) => client.manuscripts.settle({ versionId }))
  const settleNow = useEffectEvent(() => {
    if (version !== null) settle.mutate(version.id, { onSuccess: () => refresh('submissions', 'manuscripts') })
  })
  useEffect(() => settleNow(), [])
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('figures.title')}
      size="min(1180px, calc(100vw - 48px))"
      classNames={{ body: frame['body'] ?? '' }}
      attributes={{ content: { 'data-testid': 'figures-dialog' } }}
    >
      <ErrorNotice error={sheet.error} />
      {sheet.data === undefined ? (
        sheet.error === null && <Skeleton height={240} />
      ) : (
        <Rows sheet={sheet.data} onClose={onClose} />
      )}
    </Modal>
  )
}

function Rows({ sheet, onClose }: { readonly sheet: FigureSheet; readonly onClose: () => void }) {
  const t = useText()
  const [view, setView] = useState<FigureView>('all')
  const rows = useMemo(
    () => figureRows(sheet, view).map((row, index) => ({ key: `${view} ${index}`, height: ROW_HEIGHT, row })),
    [sheet, view],
  )
  return (
    <>
      <div className={classes['bar']}>
        <SegmentedControl
          value={view}
          onChange={(chosen) => setView(figureViews.find((each) => each === chosen) ?? 'all')}
          data={figureViews.map((each) => ({
            value: each,
            label: `${t(`figures.show.${each}`)} ${each === 'all' ? sheet.figures.length : figureRows(sheet, each).length}`,
          }))}
          aria-label={t('figures.show')}
          data-testid="figures-view"
        />
        <p className={classes['hint']}>{t('figures.hint')}</p>
      </div>
      {sheet.cut && <p className={classes['hint']}>{t('figures.cut', { count: sheet.figures.length })}</p>}
      {rows.length === 0 ? (
        <p className={frame['none']}>{t(`figures.none.${view}`)}</p>
      ) : (
        <div className={classes['rows']}>
          <PanelList key={view} label={t(`figures.show.${view}`)} rows={rows} activeKey={null}>
            {({ row }) => <FigureRowView row={row} onClose={onClose} />}
          </PanelList>
        </div>
      )}
    </>
  )
}
