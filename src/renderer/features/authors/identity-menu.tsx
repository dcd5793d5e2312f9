/** 身份: never changed by acceptance alone, always with a reason. */
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import type { AuthorBrief, Identity } from '@shared/domain/submission'
import { useState } from 'react'
import { AxisButton } from './axis-button'
import { ChangeDialog } from './change-dialog'

export function IdentityMenu({
  author,
  next,
}: {
  readonly author: AuthorBrief
  /** The steps that are open. */
  readonly next: readonly Identity[]
}) {
  const t = useText()
  const [to, setTo] = useState<Identity | null>(null)
  const change = useCoreCommand((client, input: { identity: Identity; reason: string }) =>
    client.authors.setIdentity({ authorId: author.id, ...input }),
  )
  const close = (): void => {
    setTo(null)
    change.reset()
  }
  return (
    <>
      <AxisButton
        label={t('author.change-identity')}
        value={author.identity}
        word={(identity) => t(`identity.${identity}`)}
        tone={author.identity === 'chunyu' ? 'accent' : author.identity === 'cancelled' ? 'error' : 'plain'}
        options={next}
        optionsLabel={t('author.set-to')}
        testId="author-identity"
        onChoose={setTo}
      />
      <ChangeDialog
        opened={to !== null}
        title={to === null ? '' : t('author.identity-title', { to: t(`identity.${to}`) })}
        reasonLabel={t('author.reason')}
        reasonNeeded
        explanation={t('author.identity-note')}
        error={change.error}
        pending={change.isPending}
        onChange={(reason) => to !== null && change.mutate({ identity: to, reason }, { onSuccess: close })}
        onClose={close}
      />
    </>
  )
}
