/** One key writes the findings into a letter of revision: all open 必改, and of the others those that were ticked. */
import { Button } from '@mantine/core'
import { IconEdit } from '@tabler/icons-react'
import { useKeys } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { KeyHint } from '@renderer/components/key-hint'
import { isVerdictOpen } from '@shared/domain/decision'
import { useReview } from './review-context'
import { findingsForLetter } from './review-model'
import { openedDecision } from './review-state'
import classes from './findings-tab.module.css'

export function LetterLine() {
  const t = useText()
  const { detail, version, findings, annotations, ticked, decision, change } = useReview()
  const ids = findingsForLetter(findings, annotations, ticked)
  // A letter is about the newest version; who looks at an older one only looks.
  const isNewest = detail.versions[0]?.id === version?.id
  const enabled = isNewest && ids.length > 0 && isVerdictOpen(detail.row, 'revise')
  const write = (): void => {
    const reason = t('review.letter-of.reason', { count: ids.length })
    change({ decision: openedDecision(decision, 'revise', { ids, reason }) })
  }
  useKeys({ 'decide.letter': write }, { enabled })
  if (!enabled) return null
  return (
    <div className={classes['letter']}>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconEdit size={15} aria-hidden="true" />}
        rightSection={<KeyHint action="decide.letter" onButton />}
        onClick={write}
        title={t('review.letter-of.note')}
        data-testid="letter-of-findings"
      >
        {t('review.letter-of.write', { count: ids.length })}
      </Button>
    </div>
  )
}
