/** The one look at the letters of 初筛: changed, dropped, and let go together. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconMailCheck, IconSend } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useKeys } from '@renderer/app/keys'
import { useCoreCommand, useCoreConnection, useCoreQuery } from '@renderer/client/use-core'
import { EmptyState } from '@renderer/components/empty-state'
import { KeyHint } from '@renderer/components/key-hint'
import { ListSkeleton } from '@renderer/components/list-skeleton'
import { Pane } from '@renderer/components/pane'
import { ErrorNotice, useReportError } from '@renderer/components/report-error'
import { Split } from '@renderer/components/split'
import { offerUndo } from '@renderer/features/review/undo-toast'
import { useTriage } from '@renderer/state/triage'
import { useDeskCounts, useDeskInfo } from '@renderer/state/use-desk-info'
import type { CoreClient } from '@renderer/client/core-client'
import { useState } from 'react'
import { HeldLetterEditor } from './held-letter-editor'
import { HeldLetterRow } from './held-letter-row'
import { useLetterDraft } from './use-letter-draft'
import classes from './held-letters.module.css'

export type HeldLetter = Awaited<ReturnType<CoreClient['letters']['held']>>[number]

export function HeldLetters() {
  const t = useText()
  const letters = useCoreQuery(['letters', 'held'], (client) => client.letters.held())
  if (letters.data === undefined) {
    return (
      <Pane label={t('triage.held.list')}>
        <ErrorNotice error={letters.error} always />
        {letters.error === null && <ListSkeleton />}
      </Pane>
    )
  }
  return <Letters letters={letters.data} />
}

function Letters({ letters }: { readonly letters: readonly HeldLetter[] }) {
  const t = useText()
  const reportError = useReportError()
  const connection = useCoreConnection()
  const undoSeconds = useDeskInfo().data?.undoSeconds ?? 0
  const held = useDeskCounts().data?.held ?? 0
  const { enter, leave } = useTriage()
  const [selectedId, setSelectedId] = useState<string | null>(null)
  const selected = letters.find(({ id }) => id === selectedId) ?? letters[0]
  const draft = useLetterDraft(selected)
  const cancel = useCoreCommand((client, letterId: string) => client.letters.cancel({ letterId }))
  const release = useCoreCommand(async (client, letterIds: readonly string[]) => {
    // What is in the fields goes out, saved or not.
    if (!(await draft.save())) return null
    return client.letters.release({ letterIds: [...letterIds] })
  })
  const busy = release.isPending || cancel.isPending

  const go = async (id: string): Promise<void> => {
    if (!(await draft.save())) return
    setSelectedId(id)
    const row = document.getElementById(`held-${id}`)
    row?.scrollIntoView({ block: 'nearest' })
    if (document.activeElement?.id.startsWith('held-') === true) row?.focus()
  }
  const move = (step: number) => (): void => {
    const next = letters[letters.findIndex(({ id }) => id === selected?.id) + step]
    if (next !== undefined) void go(next.id)
  }
  const send = (ids: readonly string[]): void => {
    if (busy || ids.length === 0) return
    release.mutate(ids, {
      onSuccess: (released) => {
        if (released === null) return
        const message = t('triage.held.sent', { count: released.length })
        if (undoSeconds === 0) return void notifications.show({ message })
        offerUndo({
          id: `held ${released[0]?.id ?? ''}`,
          message,
          seconds: undoSeconds,
          testId: 'held-undo',
          undo: async () => (await connection.client()).letters.hold({ letterIds: released.map(({ id }) => id) }),
          onError: reportError,
        })
      },
    })
  }
  const drop = (letter: HeldLetter): void => {
    draft.forget()
    cancel.mutate(letter.id, {
      onSuccess: () =>
        notifications.show({
          message: t(letter.decisionId === null ? 'triage.held.dropped-question' : 'triage.held.dropped-decision'),
        }),
    })
  }
  const sendAll = (): void => send(letters.map(({ id }) => id))
  useKeys({
    'list.next': move(1),
    'list.previous': move(-1),
    'decide.send': sendAll,
    'triage.leave': enter,
  })

  const foot = (
    <div className={classes['foot']}>
      <Button
        variant="subtle"
        color="gray"
        rightSection={<KeyHint action="triage.leave" />}
        data-testid="held-back"
        onClick={enter}
      >
        {t('triage.held.back')}
      </Button>
      <Button variant="subtle" color="gray" data-testid="held-leave" onClick={leave}>
        {t('triage.back-to-inbox')}
      </Button>
      <span className={classes['count']}>
        {held > letters.length
          ? t('triage.held.more', { count: letters.length })
          : t('triage.held.count', { count: letters.length })}
      </span>
      <Button
        leftSection={<IconSend size={15} />}
        rightSection={<KeyHint action="decide.send" onButton />}
        disabled={letters.length === 0}
        loading={release.isPending}
        data-testid="held-send-all"
        onClick={sendAll}
      >
        {t('triage.held.send-all', { count: letters.length })}
      </Button>
    </div>
  )
  if (selected === undefined) {
    return (
      <Pane label={t('triage.held.list')} ground="surface" foot={foot}>
        <EmptyState icon={<IconMailCheck size={22} />} testId="held-none" title={t('triage.held.none')}>
          {t('triage.held.none-text')}
        </EmptyState>
      </Pane>
    )
  }
  return (
    <div className={classes['page']}>
      <div className={classes['split']}>
        <Split
          id="held"
          panels={[
            {
              id: 'list',
              min: 280,
              max: 560,
              width: 380,
              content: (
                <Pane label={t('triage.held.list')}>
                  <ul className={classes['list']}>
                    {letters.map((letter) => (
                      <HeldLetterRow
                        key={letter.id}
                        letter={letter}
                        selected={letter.id === selected.id}
                        onSelect={() => void go(letter.id)}
                      />
                    ))}
                  </ul>
                </Pane>
              ),
            },
            {
              id: 'letter',
              min: 420,
              content: (
                <HeldLetterEditor
                  key={selected.id}
                  letter={selected}
                  draft={draft}
                  busy={busy}
                  error={release.error ?? cancel.error}
                  onErrorRead={() => {
                    release.reset()
                    cancel.reset()
                  }}
                  onDrop={() => drop(selected)}
                  onSend={() => send([selected.id])}
                />
              ),
            },
          ]}
        />
      </div>
      {foot}
    </div>
  )
}
