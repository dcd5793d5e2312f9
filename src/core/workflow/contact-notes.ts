/** 联系记录: what was said with an author, by which channel. */
import { v7 as uuidv7 } from 'uuid'
import { MAX_NOTE_FILES, type ChatLine, type ContactChannel, type NoteFile } from '@shared/domain/author'
import { change } from '@shared/domain/event'
import { followUpsOfAuthor, getNote } from '../store/repositories/authors'
import { announce, append, transact, type DeskContext } from './context'
import { refuse } from './refuse'
import { standing } from './standing-author'

export interface NewNote {
  readonly authorId: string
  readonly channel: ContactChannel
  readonly text: string
  /** UTC milliseconds; left out: now. */
  readonly happenedAt?: number | null | undefined
  /** A pasted chat, split by speaker and time. */
  readonly chat?: readonly ChatLine[] | null | undefined
  /** Files that are kept already (`keepFile`). */
  readonly files?: readonly NoteFile[] | undefined
}

/** A contact that was made does what the desk reminded of: to keep in touch. */
export function addNote(context: DeskContext, note: NewNote): void {
  transact(context, () => {
    const authorId = standing(context, note.authorId)
    const noteId = uuidv7({ msecs: context.now() })
    const reminded = followUpsOfAuthor(context.db, authorId).filter(
      ({ state, purpose }) => state === 'open' && purpose === 'keep-in-touch',
    )
    append(context, [
      change('author.contact-noted', authorId, {
        noteId,
        authorId,
        channel: note.channel,
        text: note.text,
        ...(note.happenedAt == null ? {} : { happenedAt: note.happenedAt }),
        ...(note.chat == null ? {} : { chat: [...note.chat] }),
        ...(note.files === undefined || note.files.length === 0 ? {} : { files: [...note.files] }),
      }),
      ...reminded.map(({ id }) =>
        change('follow-up.closed', id, { followUpId: id, authorId, state: 'done', reason: '' }),
      ),
    ])
  })
  announce(context, 'authors', 'desk')
}

/** Pinned notes come first. */
export function pinNote(context: DeskContext, noteId: string, pinned: boolean): void {
  changeNote(context, noteId, ({ authorId, ...note }) =>
    note.pinned === pinned ? null : change('author.note-pinned', noteId, { noteId, authorId, pinned }),
  )
}

/** The words as they should have been; the record keeps what they were. */
export function editNote(context: DeskContext, noteId: string, text: string): void {
  changeNote(context, noteId, ({ authorId, ...note }) =>
    note.text === text ? null : change('author.note-changed', noteId, { noteId, authorId, from: note.text, text }),
  )
}

/** Puts files (kept already: `keepFile`) to a note that is written; says which were not there yet. Refused: `too-many-note-files`. */
export function addNoteFiles(context: DeskContext, noteId: string, added: readonly NoteFile[]): string[] {
  const put: string[] = []
  changeNote(context, noteId, ({ authorId, files: from }) => {
    const fresh = added.filter(({ sha256 }) => !from.some((file) => file.sha256 === sha256))
    const files = [...from, ...fresh]
    if (files.length > MAX_NOTE_FILES) refuse('too-many-note-files', { max: MAX_NOTE_FILES })
    put.push(...fresh.map(({ sha256 }) => sha256))
    return fresh.length === 0 ? null : change('author.note-files-changed', noteId, { noteId, authorId, from, files })
  })
  return put
}

/** Takes a file off a note; the record keeps that it was there. */
export function removeNoteFile(context: DeskContext, noteId: string, sha256: string): void {
  changeNote(context, noteId, ({ authorId, files: from }) => {
    const files = from.filter((file) => file.sha256 !== sha256)
    return files.length === from.length
      ? null
      : change('author.note-files-changed', noteId, { noteId, authorId, from, files })
  })
}

export function removeNote(context: DeskContext, noteId: string, removed: boolean): void {
  changeNote(context, noteId, ({ authorId, ...note }) =>
    note.removed === removed ? null : change('author.note-removed', noteId, { noteId, authorId, removed }),
  )
}

function changeNote(
  context: DeskContext,
  noteId: string,
  decide: (note: NonNullable<ReturnType<typeof getNote>>) => ReturnType<typeof change> | null,
): void {
  transact(context, () => {
    const changed = decide(getNote(context.db, noteId) ?? refuse('not-found'))
    if (changed !== null) append(context, [changed])
  })
  announce(context, 'authors')
}
