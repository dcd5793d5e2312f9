import { IconMessage } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { DateText } from '@renderer/components/date-text'
import { EmptyState } from '@renderer/components/empty-state'
import type { ContactNote } from '@shared/domain/author'
import classes from './note-list.module.css'

/** 联系记录, newest first. */
export function NoteList({ notes }: { readonly notes: readonly ContactNote[] }) {
  const t = useText()
  if (notes.length === 0) {
    return (
      <EmptyState icon={<IconMessage size={22} />} title={t('author.no-notes')}>
        {t('author.no-notes-text')}
      </EmptyState>
    )
  }
  return (
    <ul className={classes['list']}>
      {notes
        .toSorted((a, b) => b.at - a.at)
        .map((note) => (
          <li key={note.id} className={classes['note']} data-testid="contact-note">
            <p className={classes['head']}>
              <b>{t(`channel.${note.channel}`)}</b>
              {note.editorName !== '' && <span>{note.editorName}</span>}
              <DateText at={note.at} className={classes['time'] ?? ''} />
            </p>
            <p className={classes['text']}>{note.text}</p>
          </li>
        ))}
    </ul>
  )
}
