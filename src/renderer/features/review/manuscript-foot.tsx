import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { keyOf } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { PaneFoot } from '@renderer/components/pane'
import { refusalOf, useCoreCommand } from '@renderer/client/use-core'
import { sayError, useReportError } from '@renderer/components/report-error'
import { WORDS_A_MINUTE } from '@shared/manuscript/text'
import { useReview } from './review-context'
import { countOpen } from './review-model'
import { CheckStatus } from './check-status'
import { reopenTexts, untouchedText, useTextStates } from './text-session'
import classes from './manuscript-foot.module.css'

/** 字数 · 阅读时间 · 未处理, and the keys that go through what is open. */
export function ManuscriptFoot() {
  const t = useText()
  const { version, findings, annotations } = useReview()
  const open = countOpen(findings, annotations)
  return (
    <PaneFoot
      end={
        version === null
          ? undefined
          : t('review.foot-keys', {
              comment: keyOf('review.comment'),
              previous: keyOf('review.previous-mark'),
              next: keyOf('review.next-mark'),
            })
      }
    >
      {version !== null && (
        <span className={classes['figures']}>
          <span data-testid="word-count">{t('words.count', { count: version.words })}</span>
          <span>{t('review.reading-time', { count: Math.max(1, Math.round(version.words / WORDS_A_MINUTE)) })}</span>
          <SaveStatus versionId={version.id} />
          <CheckStatus versionId={version.id} />
          <span data-testid="open-count">
            {open === 0 ? t('review.nothing-open') : t('review.open-count', { count: open })}
          </span>
        </span>
      )}
    </PaneFoot>
  )
}

/** 保存状态: said once something was typed, or when the text cannot be written. */
function SaveStatus({ versionId }: { readonly versionId: string }) {
  const t = useText()
  const { mode } = useReview()
  const { save, phase } = useTextStates((states) => states[versionId]) ?? untouchedText
  const setAside = useCoreCommand((client) => client.manuscripts.setAside({ versionId }))
  const reportError = useReportError()
  if (mode === 'reading' && save.kind === 'saved' && phase !== 'refused') return null
  const stuck = save.kind === 'failed' && refusalOf(save.error)?.code === 'text-not-settled'
  return (
    <>
      <output className={classes['save']} data-kind={save.kind} data-testid="save-state">
        {save.kind === 'failed'
          ? t(save.trying ? 'editor.not-saved-trying' : 'editor.not-saved', { reason: sayError(t, save.error) })
          : t(save.kind === 'saved' ? 'editor.saved' : 'editor.saving')}
      </output>
      {stuck && (
        <Button
          variant="subtle"
          size="compact-xs"
          loading={setAside.isPending}
          title={t('editor.set-aside-hint')}
          onClick={() =>
            setAside.mutate(undefined, {
              onSuccess: ({ name }) => {
                reopenTexts(versionId)
                if (name !== null) notifications.show({ message: t('editor.set-aside-done', { name }) })
              },
              onError: reportError,
            })
          }
          data-testid="set-aside"
        >
          {t('editor.set-aside')}
        </Button>
      )}
    </>
  )
}
