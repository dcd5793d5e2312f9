/** Finds a piece by its 稿号, title or author, and hands it over. */
import { Modal, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { StateChip } from '@renderer/components/state-chip'
import type { SubmissionRow } from '@shared/domain/submission'
import { useState, type KeyboardEvent } from 'react'
import classes from './organise.module.css'

const FOUND = 12

export interface PiecePickerProps {
  readonly title: string
  readonly explanation: string
  /** A piece that cannot be chosen: the one that it is about. */
  readonly except: string | null
  readonly onChoose: (row: SubmissionRow) => void
  readonly onClose: () => void
}

export function PiecePicker({ title, explanation, except, onChoose, onClose }: PiecePickerProps) {
  const t = useText()
  const [typed, setTyped] = useState('')
  const [query] = useDebouncedValue(typed.trim(), 120)
  const [at, setAt] = useState(0)
  const found = useCoreQuery(['submissions', 'pick', query], (client) =>
    client.submissions.list({ filter: 'all', query, offset: 0, limit: FOUND + 1 }),
  )
  const rows = (found.data?.rows ?? []).filter(({ id }) => id !== except).slice(0, FOUND)
  const active = Math.min(at, rows.length - 1)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const step = event.code === 'ArrowDown' ? 1 : event.code === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setAt(Math.max(0, Math.min(active + step, rows.length - 1)))
    }
    const chosen = rows[active]
    if (event.code === 'Enter' && chosen !== undefined) {
      event.preventDefault()
      onChoose(chosen)
    }
  }
  return (
    <Modal opened onClose={onClose} title={title}>
      <p className={classes['about']}>{explanation}</p>
      <TextInput
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
        placeholder={t('organise.pick.placeholder')}
        aria-label={t('organise.pick.placeholder')}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        maxLength={200}
        data-autofocus
        data-testid="piece-query"
      />
      <ErrorNotice error={found.error} />
      <ul className={classes['pieces']} data-testid="piece-picker">
        {rows.map((row, index) => (
          <li key={row.id}>
            <UnstyledButton
              className={classes['piece'] ?? ''}
              data-active={index === active || undefined}
              data-testid="piece-choice"
              onClick={() => onChoose(row)}
            >
              <span className={classes['number']}>{row.number}</span>
              <span className={classes['pieceTitle']} title={row.title || row.subject}>
                {row.title || row.subject || t('title.none')}
              </span>
              <span className={classes['by']} title={row.author.address}>
                {row.author.name || row.author.address || t('author.nameless')}
              </span>
              <StateChip state={row.state} answered={row.answered} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {found.data !== undefined && rows.length === 0 && <p className={classes['about']}>{t('organise.pick.none')}</p>}
    </Modal>
  )
}
