/** What can be done with a letter where it is. Sending an unsure one again asks first. */
import { Button, Group, Modal } from '@mantine/core'
import { openReview } from '@renderer/features/review/open-review'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useViewState } from '@renderer/state/view-state'
import { useAccounts } from '@renderer/state/use-desk-info'
import { useTriage } from '@renderer/state/triage'
import { isHeld, isStopped, type Letter } from '@shared/domain/letter'
import { useState } from 'react'
import { CopyForChat } from './copy-for-chat'
import classes from './letter-actions.module.css'
import { ScheduleLetter } from './schedule-letter'

export function LetterActions({ letter }: { readonly letter: Letter }) {
  const t = useText()
  const set = useViewState((state) => state.set)
  const [asking, setAsking] = useState(false)
  const retry = useCoreCommand((client, evenIfUnsure: boolean) =>
    client.letters.retry({ letterId: letter.id, evenIfUnsure }),
  )
  const cancel = useCoreCommand((client, letterId: string) => client.letters.cancel({ letterId }))
  const sendFrom = useCoreCommand((client, accountId: string) =>
    client.letters.sendFrom({ letterId: letter.id, accountId }),
  )
  const confirm = useCoreCommand((client, letterId: string) => client.letters.confirmSent({ letterId }))
  const release = useCoreCommand((client, letterId: string) => client.letters.release({ letterIds: [letterId] }))
  const enterLetters = useTriage((state) => state.enterLetters)
  const toLetters = (): void => {
    enterLetters()
    set({ page: 'inbox' })
  }
  // It waits for the editor from then on, so that it does not leave while it is being changed.
  const edit = useCoreCommand((client, letterId: string) => client.letters.hold({ letterIds: [letterId] }))
  const all = [retry, cancel, confirm, sendFrom, release, edit]
  const busy = all.some(({ isPending }) => isPending)
  const failed = all.find(({ error }) => error !== null)

  const accounts = useAccounts().data ?? []
  // Its own account is gone: trying again leads nowhere, another account does.
  const orphaned = letter.state === 'failed' && accounts.every(({ id }) => id !== letter.accountId)
  const cancelButton = (
    <Button variant="default" disabled={busy} data-testid="letter-cancel" onClick={() => cancel.mutate(letter.id)}>
      {t('outbox.cancel-letter')}
    </Button>
  )
  const editButton = (
    <Button
      variant="default"
      loading={edit.isPending}
      disabled={busy}
      data-testid="letter-edit"
      onClick={() => edit.mutate(letter.id, { onSuccess: toLetters })}
    >
      {t('outbox.edit')}
    </Button>
  )
  return (
    <div className={classes['actions']}>
      {isStopped(letter) && (
        <Group gap="xs">
          <Button data-testid="letter-see-mail" onClick={() => openReview(letter.submissionId)}>
            {t('outbox.see-mail')}
          </Button>
          {editButton}
          <Button
            variant="default"
            loading={retry.isPending}
            disabled={busy}
            data-testid="letter-send-still"
            onClick={() => retry.mutate(false)}
          >
            {t('outbox.send-still')}
          </Button>
          {cancelButton}
        </Group>
      )}
      {isHeld(letter) && (
        <Group gap="xs">
          <Button
            loading={release.isPending}
            disabled={busy}
            data-testid="letter-release"
            onClick={() => release.mutate(letter.id)}
          >
            {t('outbox.release')}
          </Button>
          <Button variant="default" data-testid="letter-look-over" onClick={toLetters}>
            {t('outbox.look-over')}
          </Button>
          <ScheduleLetter letter={letter} />
          {cancelButton}
        </Group>
      )}
      {letter.state === 'queued' && !isHeld(letter) && !isStopped(letter) && (
        <Group gap="xs">
          {(letter.reason === 'no-password' || letter.reason === 'login-failed') && (
            <Button onClick={() => set({ page: 'settings' })}>{t('outbox.set-password')}</Button>
          )}
          <Button
            variant="default"
            loading={retry.isPending}
            disabled={busy}
            data-testid="letter-retry"
            onClick={() => retry.mutate(false)}
          >
            {letter.attempts > 0 ? t('outbox.retry-now') : t('outbox.send-now')}
          </Button>
          {editButton}
          <ScheduleLetter letter={letter} />
          {cancelButton}
        </Group>
      )}
      {letter.state === 'failed' && (
        <Group gap="xs">
          {letter.reason === 'login-failed' && (
            <Button variant="default" onClick={() => set({ page: 'settings' })}>
              {t('outbox.set-password')}
            </Button>
          )}
          {orphaned ? (
            accounts.map(({ id, config }) => (
              <Button key={id} disabled={busy} data-testid="letter-send-from" onClick={() => sendFrom.mutate(id)}>
                {t('outbox.send-from', { address: config.address })}
              </Button>
            ))
          ) : (
            <Button
              loading={retry.isPending}
              disabled={busy}
              data-testid="letter-retry"
              onClick={() => retry.mutate(false)}
            >
              {t('outbox.retry-now')}
            </Button>
          )}
          {orphaned && accounts.length === 0 && (
            <Button onClick={() => set({ page: 'settings' })}>{t('account.add')}</Button>
          )}
          {editButton}
          {cancelButton}
        </Group>
      )}
      {letter.state === 'unsure' && (
        <Group gap="xs">
          <Button
            loading={confirm.isPending}
            disabled={busy}
            data-testid="letter-confirm-sent"
            onClick={() => confirm.mutate(letter.id)}
          >
            {t('outbox.confirm-sent')}
          </Button>
          <Button variant="default" disabled={busy} data-testid="letter-send-anyway" onClick={() => setAsking(true)}>
            {t('outbox.send-anyway')}
          </Button>
        </Group>
      )}
      <CopyForChat letterId={letter.id} />
      <ErrorNotice error={failed?.error} onClose={() => failed?.reset()} testId="letter-refused" />
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('outbox.twice-title')}>
        <p className={classes['question']}>{t('outbox.twice-text', { name: letter.to.name || letter.to.address })}</p>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            {t('action.cancel')}
          </Button>
          <Button
            color="red"
            data-testid="letter-send-twice"
            onClick={() => {
              setAsking(false)
              retry.mutate(true)
            }}
          >
            {t('outbox.twice-confirm')}
          </Button>
        </Group>
      </Modal>
    </div>
  )
}
