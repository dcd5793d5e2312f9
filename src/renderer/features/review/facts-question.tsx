/** 录用 while 首发, 授权 or the statement on AI is open: ask the author first, accept all the same with a reason, or go back. */
import { Button, Group, Modal, Textarea } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { KeyHint } from '@renderer/components/key-hint'
import dialogs from '@renderer/features/files/dialogs.module.css'
import type { ProvenanceField } from '@shared/domain/submission'
import type { FormEvent } from 'react'

export function FactsQuestion({
  open,
  reason,
  onReason,
  ask,
  busy,
  onAccept,
  onClose,
}: {
  readonly open: readonly ProvenanceField[]
  /** Why it is accepted all the same. */
  readonly reason: string
  readonly onReason: (reason: string) => void
  /** Null where there is nobody to write to. */
  readonly ask: (() => void) | null
  readonly busy: boolean
  readonly onAccept: () => void
  readonly onClose: () => void
}) {
  const t = useText()
  const ready = reason.trim() !== '' && !busy
  const accept = (): void => {
    if (ready) onAccept()
  }
  useKeys({ ...(ask !== null && { 'review.ask': ask }), 'decide.send': accept }, { inDialog: true })
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={t('review.facts.title')}
      attributes={{ content: { 'data-testid': 'facts-question' } }}
    >
      <form
        className={dialogs['form']}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          accept()
        }}
      >
        <p className={dialogs['hint']}>
          {t('review.facts.open', {
            fields: open.map((field) => t(`provenance.${field}`)).join(t('review.list-comma')),
          })}
        </p>
        {ask !== null && (
          <div>
            <Button
              loading={busy}
              rightSection={<KeyHint action="review.ask" onButton />}
              onClick={ask}
              data-autofocus
              data-testid="facts-ask"
            >
              {t('review.facts.ask')}
            </Button>
            <p className={dialogs['hint']}>{t('review.facts.ask-what')}</p>
          </div>
        )}
        <Textarea
          label={t('review.facts.why')}
          description={t('review.decide.override-note')}
          value={reason}
          autosize
          minRows={1}
          maxRows={4}
          maxLength={5000}
          onChange={(event) => onReason(event.currentTarget.value)}
          data-testid="facts-reason"
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-testid="facts-back">
            {t('review.facts.back')}
          </Button>
          <Button
            type="submit"
            variant="default"
            disabled={!ready}
            title={keyOf('decide.send')}
            data-testid="facts-accept"
          >
            {t('review.facts.accept')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
