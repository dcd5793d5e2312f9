/** 检查状态: whether what is listed is of the text that stands there, and if not, why. */
import { Button } from '@mantine/core'
import { useText, type Say } from '@renderer/app/i18n'
import { nothingTyped, useLiveChecks, type LiveStatus } from './live-check'
import { useReview } from './review-context'
import { recheckTexts, untouchedText, useTextStates } from './text-session'
import classes from './manuscript-foot.module.css'

type Shown =
  | Exclude<LiveStatus, { readonly kind: 'recorded' }>
  /** The recorded text was not checked yet, or is going to be checked again. */
  | { readonly kind: 'never' | 'outdated' }
  /** Whoever is typing must not wait for it. */
  | { readonly kind: 'unkept' }

export function CheckStatus({ versionId }: { readonly versionId: string }) {
  const t = useText()
  const { checkedAt, outdated } = useReview()
  const { save } = useTextStates((states) => states[versionId]) ?? untouchedText
  const { status } = useLiveChecks((checks) => checks[versionId]) ?? nothingTyped
  const shown = shownOf()
  return (
    <>
      <output className={classes['save']} data-kind={shown.kind} data-testid="check-state">
        {say(t, shown)}
      </output>
      {shown.kind === 'failed' && (
        <Button variant="subtle" size="compact-xs" onClick={() => recheckTexts(versionId)} data-testid="check-again">
          {t('editor.check-again')}
        </Button>
      )}
    </>
  )

  function shownOf(): Shown {
    if (status.kind === 'recorded') {
      if (checkedAt === null) return { kind: 'never' }
      return { kind: outdated ? 'outdated' : 'checked' }
    }
    return status.kind === 'checking' && save.kind === 'failed' ? { kind: 'unkept' } : status
  }
}

function say(t: Say, shown: Shown): string {
  switch (shown.kind) {
    case 'failed':
      return t(`editor.check-failed.${shown.reason}`)
    case 'unkept':
      return t('editor.check-failed.unkept')
    default:
      return t(`editor.check.${shown.kind}`)
  }
}
