/** 退稿, 退改, 录用: always at the same place; the rarer verdicts behind the menu. */
import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useKeys } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { KeyHint } from '@renderer/components/key-hint'
import { useReportError } from '@renderer/components/report-error'
import { useTriage } from '@renderer/state/triage'
import { useViewState } from '@renderer/state/view-state'
import { isVerdictOpen, type Verdict } from '@shared/domain/decision'
import { useReview } from './review-context'
import { openedDecision } from './review-state'
import { mainVerdicts, otherVerdicts } from './verdicts'
import classes from './decision-dock.module.css'

export function DecisionDock() {
  const t = useText()
  const { detail, decision, change } = useReview()
  const set = useViewState((state) => state.set)
  const enterLetters = useTriage((state) => state.enterLetters)
  const reportError = useReportError()
  // A question has no verdict and no sheet: its letter waits among those that are looked over before they leave.
  const ask = useCoreCommand(async (client, template: 'ask-first-publication' | 'self-publish') => {
    const submissionId = detail.row.id
    const letter = await client.letters.draftQuestion({ submissionId, template })
    return client.letters.ask({ submissionId, letter, hold: true })
  })
  const write = (template: 'ask-first-publication' | 'self-publish'): void =>
    ask.mutate(template, {
      onSuccess: () => {
        enterLetters()
        set({ page: 'inbox' })
      },
      onError: reportError,
    })
  const isOpen = (verdict: Verdict): boolean => isVerdictOpen(detail.row, verdict)
  const decidable = mainVerdicts.some(isOpen)
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
  if (!decidable && others.length === 0) return null
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
            <Menu.Item onClick={() => write('ask-first-publication')} data-testid="decide-ask">
              {t('review.decide.menu-ask')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {decidable && detail.row.author.identity === 'chunyu' && (
        <Button
          variant="light"
          title={t('review.decide.self-publish-what')}
          loading={ask.isPending}
          onClick={() => write('self-publish')}
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
