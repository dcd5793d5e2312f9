import { NoteText } from '@renderer/components/note-text'
import { useText } from '@renderer/app/i18n'
import { DateText } from '@renderer/components/date-text'
import type { ContactNote } from '@shared/domain/author'
import classes from './lines.module.css'

/** The newest contact notes, in as little room as they need. */
export function AuthorNotes({ notes }: { readonly notes: readonly ContactNote[] }) {
  const t = useText()
  return (
    <ul className={classes['list']}>
      {notes
        .toSorted((a, b) => b.at - a.at)
        .slice(0, 5)
        .map((note) => (
          <li key={note.id} className={classes['line']}>
            <p className={classes['head']}>
              <b>{t(`channel.${note.channel}`)}</b>
              <span>{note.editorName}</span>
              <DateText at={note.at} className={classes['when'] ?? ''} />
            </p>
            <NoteText text={note.text} />
          </li>
        ))}
    </ul>
  )
}
