/** 退稿, 退改, 录用: always at the same place; the rarer verdicts behind the menu. */
import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useKeys } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { KeyHint } from '@renderer/components/key-hint'
import { useIsDeputy } from '@renderer/state/use-desk-info'
import { isVerdictOpen, type Verdict } from '@shared/domain/decision'
import { useReview } from './review-context'
import { openedDecision } from './review-state'
import { useAskAuthor } from './use-ask-author'
import { mainVerdicts, otherVerdicts } from './verdicts'
import classes from './decision-dock.module.css'

export function DecisionDock() {
  const t = useText()
  const { detail, decision, change } = useReview()
  const { ask, busy } = useAskAuthor(detail.row.id)
  const isOpen = (verdict: Verdict): boolean => isVerdictOpen(detail.row, verdict)
  const waits = useIsDeputy() && detail.row.awaitsApproval
  const decidable = !waits && mainVerdicts.some(isOpen)
  const others = otherVerdicts.filter(isOpen)
  const start = (verdict: Verdict): void => change({ decision: openedDecision(decision, verdict) })
  useKeys(
    {
      'decide.accept': () => start('accept'),
      'decide.revise': () => start('revise'),
      'decide.reject': () => start('reject'),
    },
    { enabled: decidable },
  )
  // One draft waits for a piece; whoever may decide can still decide past it.
  if ((!decidable && others.length === 0) || waits) return null
  return (
    <div className={classes['dock']} data-testid="decision-dock">
      <Menu position="top-start">
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t('review.decide.more')} data-testid="decide-more">
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {others.map((verdict) => (
            <Menu.Item key={verdict} onClick={() => start(verdict)} data-testid={`decide-${verdict}`}>
              {t(`review.decide.menu-${verdict}`)}
            </Menu.Item>
          ))}
          {decidable && (
            <Menu.Item onClick={() => ask('ask-first-publication')} data-testid="decide-ask">
              {t('review.decide.menu-ask')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {decidable && detail.row.author.identity === 'chunyu' && (
        <Button
          variant="light"
          title={t('review.decide.self-publish-what')}
          loading={busy}
          onClick={() => ask('self-publish')}
          data-testid="decide-self-publish"
        >
          {t('review.decide.self-publish')}
        </Button>
      )}
      {decidable && (
        <>
          <Button
            variant="default"
            className={classes['reject'] ?? ''}
            rightSection={<KeyHint action="decide.reject" onButton />}
            onClick={() => start('reject')}
            data-testid="decide-reject"
          >
            {t('verdict.reject')}
          </Button>
          <Button
            variant="default"
            rightSection={<KeyHint action="decide.revise" onButton />}
            onClick={() => start('revise')}
            data-testid="decide-revise"
          >
            {t('verdict.revise')}
          </Button>
          <Button
            className={classes['accept'] ?? ''}
            rightSection={<KeyHint action="decide.accept" onButton />}
            onClick={() => start('accept')}
            data-testid="decide-accept"
          >
            {t('verdict.accept')}
          </Button>
        </>
      )}
    </div>
  )
}
