import { migration0010First } from './0010-first'
import { migration0020MailIn } from './0020-mail-in'
import { migration0030ReviewEditor } from './0030-review-editor'
import { migration0040Rules } from './0040-rules'
import { migration0050Decisions } from './0050-decisions'
import { migration0060Authors } from './0060-authors'
import { migration0062EditorColours } from './0062-editor-colours'
import { migration0063NoteFiles } from './0063-note-files'
import { migration0064Erasure } from './0064-erasure'
import { migration0065RetiredEditors } from './0065-retired-editors'
import { migration0070LetterTemplates } from './0070-letter-templates'
import { migration0071MailsBySender } from './0071-mails-by-sender'

export interface Migration {
  /** Numbered upwards; `user_version` holds the last one applied. */
  readonly version: number
  readonly sql: string
}

/** In order. A landed migration is frozen: a test compares each with its recorded hash. */
export const migrations: readonly Migration[] = [
  migration0010First,
  migration0020MailIn,
  migration0030ReviewEditor,
  migration0040Rules,
  migration0050Decisions,
  migration0060Authors,
  migration0062EditorColours,
  migration0063NoteFiles,
  migration0064Erasure,
  migration0065RetiredEditors,
  migration0070LetterTemplates,
  migration0071MailsBySender,
]
