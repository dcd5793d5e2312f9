/** The clause that a comment is about, by number and name; a click opens it in 逐条核对. */
import { UnstyledButton } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { openClause } from '@renderer/features/rules/rules-view'
import { useViewState } from '@renderer/state/view-state'
import { useReview } from './review-context'
import { clauseTitle } from './review-model'
import classes from './clause-chip.module.css'

export function ClauseChip({ clause }: { readonly clause: string }) {
  const t = useText()
  const { clauses, checklist, change } = useReview()
  const title = clauseTitle(clause, clauses)
  const open = (): void => {
    // A version that was never checked has no sheet of clauses: the rules have them all.
    if (!checklist.some((item) => item.clause === clause)) return openClause(clause)
    change({ clause, activeId: null })
    useViewState.getState().set({ sideTab: 'findings' })
  }
  return (
    <UnstyledButton
      className={classes['chip']}
      title={clauses.get(clause)?.clause.text}
      aria-label={t('threads.open-clause', { clause: title })}
      onClick={open}
      data-testid="clause-chip"
    >
      <span lang="zh-CN">{title}</span>
    </UnstyledButton>
  )
}
