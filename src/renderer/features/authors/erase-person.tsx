/** 抹去此人: what goes, what stays and why, what cannot be reached; then why, a name typed, and the deed, which cannot be undone. */
import { Button, Group, Loader, Modal, Radio, TextInput } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreQuery } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useViewState } from '@renderer/state/view-state'
import type { AuthorRecord } from '@shared/domain/author'
import { erasureGroundSchema, type ErasureDone, type ErasureGround, type ErasurePreview } from '@shared/domain/erasure'
import { useFocus } from '@renderer/features/bulk/use-focus'
import { useState } from 'react'
import { ErasureFacts } from './erasure-facts'
import { useSaveSheet } from './use-save-sheet'
import classes from './parts.module.css'

/** Milliseconds between two looks at how far it is. */
const LOOK = 400

export function ErasePerson({
  record,
  opened,
  onClose,
}: {
  readonly record: AuthorRecord
  readonly opened: boolean
  readonly onClose: () => void
}) {
  const t = useText()
  // The record loses its name while the dialog shows it.
  const [name] = useState(() => record.author.name || record.addresses[0] || t('author.nameless'))
  const authorId = record.author.id
  const set = useViewState((state) => state.set)
  const erase = useCoreCommand((client, ground: ErasureGround) => client.authors.erase({ authorId, ground }))
  const close = (): void => {
    // Of whom is gone there is nothing left to look at.
    if (erase.isSuccess) set({ authorId: null })
    onClose()
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('erasure.title', { name })}
      size={640}
      closeOnEscape={!erase.isPending}
      closeOnClickOutside={false}
      withCloseButton={!erase.isPending}
      attributes={{ content: { 'data-testid': 'erase-dialog' } }}
    >
      {erase.isPending && <UnderWay authorId={authorId} />}
      {erase.isSuccess && <Done done={erase.data} onClose={close} />}
      {!erase.isPending && !erase.isSuccess && (
        <Asking
          authorId={authorId}
          name={name}
          error={erase.error}
          onErase={(ground) => erase.mutate(ground)}
          onClose={close}
        />
      )}
    </Modal>
  )
}

function Asking({
  authorId,
  name,
  error,
  onErase,
  onClose,
}: {
  readonly authorId: string
  readonly name: string
  readonly error: unknown
  readonly onErase: (ground: ErasureGround) => void
  readonly onClose: () => void
}) {
  const t = useText()
  const preview = useCoreQuery(['authors', 'preview-erasure', authorId], (client) =>
    client.authors.previewErasure({ authorId }),
  )
  if (preview.data === undefined) {
    return preview.error === null ? (
      <output className={classes['line']}>
        <Loader size="xs" />
        {t('erasure.looking')}
      </output>
    ) : (
      <ErrorNotice error={preview.error} always />
    )
  }
  return <Form preview={preview.data} name={name} error={error} onErase={onErase} onClose={onClose} />
}

function Form({
  preview,
  name,
  error,
  onErase,
  onClose,
}: {
  readonly preview: ErasurePreview
  readonly name: string
  readonly error: unknown
  readonly onErase: (ground: ErasureGround) => void
  readonly onClose: () => void
}) {
  const t = useText()
  const saveData = useSaveSheet((client) => client.authors.savePerson({ authorId: preview.authorId }))
  const [ground, setGround] = useState<ErasureGround | null>(null)
  const [typed, setTyped] = useState('')
  // The dialog was opened before there was anything to have the focus.
  const first = useFocus<HTMLInputElement>()
  const cancel = useFocus<HTMLButtonElement>()
  const isFree = preview.hindrances.length === 0
  const ready = isFree && ground !== null && typed.trim() === name.trim()
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) onErase(ground)
      }}
    >
      <ErasureFacts preview={preview} />
      <Group justify="space-between" gap="xs">
        <span className={classes['quiet']}>{t('erasure.save-first')}</span>
        <Button size="compact-xs" variant="default" onClick={saveData}>
          {t('author.save-data')}
        </Button>
      </Group>
      {preview.hindrances.map(({ code, count }) => (
        <p key={code} className={classes['notice']} data-tone="error" role="alert" data-testid="erase-hindrance">
          {t(`refusal.${code}`, { count })}
        </p>
      ))}
      {isFree && (
        <>
          <Radio.Group
            label={t('erasure.ground')}
            description={t('erasure.ground-note')}
            value={ground}
            onChange={(value) => setGround(erasureGroundSchema.parse(value))}
            required
          >
            <Group mt={6} gap="sm">
              {erasureGroundSchema.options.map((each, index) => (
                <Radio
                  key={each}
                  value={each}
                  label={t(`erasure.ground.${each}`)}
                  ref={index === 0 ? first : null}
                  data-testid={`erase-ground-${each}`}
                />
              ))}
            </Group>
          </Radio.Group>
          <TextInput
            label={t('erasure.type-name', { name })}
            value={typed}
            required
            autoComplete="off"
            maxLength={500}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-testid="erase-name"
          />
        </>
      )}
      <ErrorNotice error={error} testId="erase-error" />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} ref={isFree ? null : cancel}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" color="red" disabled={!ready} data-testid="erase-do">
          {t('erasure.do')}
        </Button>
      </Group>
    </form>
  )
}

function UnderWay({ authorId }: { readonly authorId: string }) {
  const t = useText()
  const underWay = useCoreQuery(['erasure', authorId], (client) => client.authors.erasureUnderWay(), {
    every: LOOK,
  }).data
  const stop = useCoreCommand((client) => client.authors.stopErasure({ authorId }))
  const stage = underWay?.stage ?? 'checking'
  const isStoppable = stage === 'checking' || stage === 'replaying'
  return (
    <div className={classes['form']}>
      <output className={classes['line']} data-testid="erase-stage">
        <Loader size="xs" />
        {t(`erasure.stage.${stage}`)}
      </output>
      <p className={classes['quiet']}>{t(isStoppable ? 'erasure.may-stop' : 'erasure.no-stop')}</p>
      <Group justify="flex-end">
        <Button
          variant="default"
          disabled={!isStoppable}
          loading={stop.isPending}
          onClick={() => stop.mutate(undefined)}
          data-testid="erase-stop"
        >
          {t('erasure.stop')}
        </Button>
      </Group>
    </div>
  )
}

function Done({ done, onClose }: { readonly done: ErasureDone; readonly onClose: () => void }) {
  const t = useText()
  const button = useFocus<HTMLButtonElement>()
  return (
    <div className={classes['form']}>
      <output className={classes['body']} data-testid="erase-done">
        {t('erasure.done', { count: done.events, mails: done.mails, blobs: done.blobs })}
      </output>
      {!done.swept && <p className={classes['notice']}>{t('erasure.unswept')}</p>}
      <Group justify="flex-end">
        <Button ref={button} onClick={onClose} data-testid="erase-close">
          {t('action.close')}
        </Button>
      </Group>
    </div>
  )
}
