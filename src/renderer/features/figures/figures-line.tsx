/** The way into the sheet of figures, with what it found: a line above the findings. */
import { IconCalculator, IconChevronRight } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { keyOf } from '@renderer/app/keys'
import { usePieceDialogs } from '@renderer/features/piece/piece-dialogs'
import { figureCounts } from './figure-rows'
import { useFigureSheet } from './use-figure-sheet'
import classes from './figures.module.css'

export function FiguresLine() {
  const t = useText()
  const sheet = useFigureSheet().data
  const counts = sheet === undefined ? null : figureCounts(sheet)
  const said =
    counts === null
      ? []
      : [
          t('figures.count', { count: counts.figures }),
          ...(counts.wrong > 0 ? [t('figures.wrong', { count: counts.wrong })] : []),
          ...(counts.told > 0 ? [t('figures.told', { count: counts.told })] : []),
          ...(counts.noSource > 0 ? [t('figures.no-source', { count: counts.noSource })] : []),
        ]
  return (
    <button
      type="button"
      className={classes['line']}
      title={`${t('figures.open')} ${keyOf('review.figures')}`}
      onClick={() => usePieceDialogs.getState().show('figures')}
      data-testid="figures-open"
    >
      <IconCalculator size={16} aria-hidden="true" />
      <span className={classes['line-title']}>{t('figures.open')}</span>
      <span className={classes['line-counts']}>{said.join(' · ')}</span>
      <IconChevronRight size={14} aria-hidden="true" />
    </button>
  )
}
