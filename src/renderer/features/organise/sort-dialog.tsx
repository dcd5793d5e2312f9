/** 改类别: what a mail is, one key each. */
import { Modal, UnstyledButton } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useOrganiseDialog } from '@renderer/state/organise'
import type { CorrectableKind } from '@shared/domain/work-item'
import { useEffect } from 'react'
import keyHint from '@renderer/components/key-hint.module.css'
import { useOrganise } from './use-organise'
import classes from './organise.module.css'

/** Matched by `code`, so that an input method swallows none. */
const choices: readonly { readonly kind: CorrectableKind; readonly code: string }[] = [
  { kind: 'submission', code: 'KeyN' },
  { kind: 'revision', code: 'KeyV' },
  { kind: 'reply', code: 'KeyR' },
  { kind: 'inquiry', code: 'KeyQ' },
  { kind: 'promotion', code: 'KeyP' },
  { kind: 'complaint', code: 'KeyC' },
  { kind: 'junk', code: 'KeyJ' },
]
const INTO_PIECE = 'KeyI'
const letter = (code: string): string => code.replace('Key', '')

export function SortDialog({ hash, onClose }: { readonly hash: string; readonly onClose: () => void }) {
  const t = useText()
  const show = useOrganiseDialog((state) => state.show)
  const { act, busy } = useOrganise()
  const mail = useCoreQuery(['messages', hash], (client) => client.messages.show({ hash }))
  const choose = (kind: CorrectableKind): void => {
    if (busy) return
    onClose()
    act({
      run: (client) => client.organise.correct({ hash, kind }),
      done: t(`organise.sorted.${kind}`),
    })
  }
  const moveIt = (): void => show({ kind: 'move', hash })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      const chosen = choices.find(({ code }) => code === event.code)
      if (chosen === undefined && event.code !== INTO_PIECE) return
      event.preventDefault()
      if (chosen === undefined) moveIt()
      else choose(chosen.kind)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
  const subject = mail.data?.subject ?? ''
  return (
    <Modal opened onClose={onClose} title={t('organise.sort.title')} size="sm">
      <ErrorNotice error={mail.error} />
      {mail.data !== undefined && (
        <p className={classes['about']} title={subject}>
          {t('organise.sort.about', {
            name: mail.data.from.name || mail.data.from.address || t('author.nameless'),
            subject: subject || t('subject.none'),
            kind: t(`mail-kind.${mail.data.kind}`),
          })}
        </p>
      )}
      <ul className={classes['choices']} data-testid="sort-dialog">
        {choices.map(({ kind, code }) => (
          <li key={kind}>
            <UnstyledButton
              className={classes['choice'] ?? ''}
              aria-current={mail.data?.kind === kind || undefined}
              data-testid={`sort-${kind}`}
              onClick={() => choose(kind)}
            >
              <kbd className={keyHint['key']}>{letter(code)}</kbd>
              <span className={classes['word']}>{t(`mail-kind.${kind}`)}</span>
              <span className={classes['what']}>{t(`organise.sort.${kind}`)}</span>
            </UnstyledButton>
          </li>
        ))}
        <li>
          <UnstyledButton className={classes['choice'] ?? ''} data-testid="sort-into" onClick={moveIt}>
            <kbd className={keyHint['key']}>{letter(INTO_PIECE)}</kbd>
            <span className={classes['word']}>{t('organise.sort.into')}</span>
            <span className={classes['what']}>{t('organise.sort.into-what')}</span>
          </UnstyledButton>
        </li>
      </ul>
    </Modal>
  )
}
