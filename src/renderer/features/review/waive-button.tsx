/** 放行…: lets a finding pass, with a reason that stays beside it. */
import { Button, Popover, Textarea } from '@mantine/core'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreConnection } from '@renderer/client/use-core'
import { ErrorNotice, useReportError } from '@renderer/components/report-error'
import { AllowForm } from '@renderer/features/rules/allow-form'
import type { ReviewFinding } from '@shared/contract/contract'
import { useState, type FormEvent, type KeyboardEvent } from 'react'
import { useReview } from './review-context'
import { settleTexts } from './text-session'
import { submits } from './submits'
import { offerUndo } from './undo-toast'
import { useRefresh } from './use-refresh'
import { UNDO_SECONDS } from './use-thread-commands'
import { findingWords } from './finding-words'
import classes from './waive-button.module.css'

const usual = ['quoted', 'usual', 'mistaken', 'proven', 'agreed'] as const

export function WaiveButton({ finding }: { readonly finding: ReviewFinding }) {
  const t = useText()
  const { version, change, detail } = useReview()
  const [isAllowing, setAllowing] = useState(false)
  const refresh = useRefresh()
  const reportError = useReportError()
  const connection = useCoreConnection()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const target = { versionId: version?.id ?? '', findingId: finding.id }
  const waive = useCoreCommand(async (client, why: string) => {
    // One that was typed is recorded with its text first.
    await settleTexts(target.versionId)
    return client.compliance.waive({ ...target, reason: why })
  })

  const submit = (): void => {
    if (reason.trim() === '' || waive.isPending) return
    waive.mutate(reason.trim(), {
      onSuccess: () => {
        setOpen(false)
        change({ activeId: null })
        refresh('manuscripts', 'submissions')
        offerUndo({
          id: `waive ${finding.id}`,
          message: t('review.waive.done', { text: findingWords(finding) }),
          seconds: UNDO_SECONDS,
          undo: async () => {
            await (await connection.client()).compliance.withdrawWaiver(target)
            refresh('manuscripts', 'submissions')
          },
          onError: reportError,
        })
      },
    })
  }
  useKeys({ 'review.waive': () => setOpen(true) })
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    submit()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!submits(event)) return
    event.preventDefault()
    submit()
  }
  return (
    <Popover opened={open} onChange={setOpen} width={300} trapFocus returnFocus position="bottom-start">
      <Popover.Target>
        <Button
          variant="default"
          onClick={() => setOpen(!open)}
          title={keyOf('review.waive')}
          data-testid="finding-waive"
        >
          {t('review.waive.start')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {isAllowing ? (
          <AllowForm
            words={finding.text}
            ruleId={finding.ruleId}
            submissionId={detail.row.id}
            onDone={(entry) => {
              setAllowing(false)
              if (entry !== null) setOpen(false)
            }}
          />
        ) : (
          <form className={classes['form']} onSubmit={onSubmit}>
            <Textarea
              label={t('review.waive.reason')}
              placeholder={t('review.waive.placeholder')}
              value={reason}
              autosize
              minRows={2}
              maxRows={6}
              maxLength={5000}
              onChange={(event) => setReason(event.currentTarget.value)}
              onKeyDown={onKeyDown}
              data-autofocus
              data-testid="waive-reason"
            />
            <div className={classes['usual']}>
              {usual.map((each) => (
                <Button
                  key={each}
                  variant="light"
                  color="gray"
                  onClick={() => setReason(t(`review.waive.usual-${each}`))}
                >
                  {t(`review.waive.usual-${each}`)}
                </Button>
              ))}
            </div>
            <ErrorNotice error={waive.error} onClose={waive.reset} />
            <Button type="submit" disabled={reason.trim() === ''} loading={waive.isPending} data-testid="waive-save">
              {t('review.waive.confirm')}
            </Button>
            {finding.ofPiece !== true && (
              <Button variant="subtle" color="gray" onClick={() => setAllowing(true)} data-testid="waive-allow">
                {t('rules.allow-always')}
              </Button>
            )}
          </form>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
