/** What the desk has about people, to be taken away: one person's data whole, and the directory as a sheet. */
import type { AuthorRecord } from '@shared/domain/author'
import type { ThreadMessage } from '@shared/domain/submission'
import type { MessageKey } from '@shared/i18n/translate'
import { plainText } from '@shared/manuscript/text'
import { eventsAbout } from '../record/read-events'
import { addressesOf, listAuthors } from '../store/repositories/authors'
import { factsOf, penNamesOf } from '../store/repositories/people'
import { listVersions } from '../store/repositories/manuscripts'
import { getParsed } from '../store/repositories/messages'
import { listThread } from '../store/repositories/submissions'
import { authorRecord } from './authors'
import { currentDocument } from './checking'
import type { DeskContext } from './context'
import { isWithheld } from './roles'

/** Everything about one person: the record, the mails of their pieces and the texts of their manuscripts, and each event of the record that concerns them. */
export interface PersonData {
  readonly record: AuthorRecord
  readonly mails: readonly {
    readonly submissionId: string
    /** With the text as it was read. */
    readonly messages: readonly (ThreadMessage & { readonly text: string })[]
    /** Every version as it stands now, suggested changes accepted; the original files are saved from the piece. */
    readonly manuscripts: readonly {
      readonly versionId: string
      readonly ordinal: number
      readonly title: string
      readonly byline: string
      readonly text: string
    }[]
  }[]
  readonly events: readonly {
    readonly seq: number
    readonly type: string
    /** UTC milliseconds. */
    readonly at: number
    readonly editorId: string
    /** Null where it was erased, and where it is for seniors only and an 编辑 asks. */
    readonly payload: unknown
  }[]
}

export function personData(context: DeskContext, id: string): PersonData {
  const record = authorRecord(context, id)
  return {
    record,
    mails: record.submissions.map((piece) => ({
      submissionId: piece.id,
      messages: listThread(context.db, piece.id).map((message) => ({
        ...message,
        text: getParsed(context.db, message.hash)?.text ?? '',
      })),
      manuscripts: listVersions(context.db, piece.id).map(({ id: versionId, ordinal, title, byline, contentHash }) => ({
        versionId,
        ordinal,
        title,
        byline,
        text: plainText(currentDocument(context, contentHash)),
      })),
    })),
    events: eventsAbout(context.db, record.author.id, Number.MAX_SAFE_INTEGER)
      .toReversed()
      .map(({ seq, type, at, editor_id: editorId, payload }) => ({
        seq,
        type,
        at,
        editorId,
        payload: payload === null || isWithheld(context, type) ? null : (JSON.parse(payload) as unknown),
      })),
  }
}

/** SQLite's way of saying that there is no limit. */
const ALL = -1

/** The directory with a header, in columns that an import reads again. */
export function directorySheet(context: DeskContext, say: (key: MessageKey) => string): string[][] {
  const { db } = context
  const { rows } = listAuthors(db, { query: '', filter: 'all', offset: 0, limit: ALL })
  const columns = ['wechat', 'official-account', 'phone', 'organisation', 'note'] as const
  return [
    [
      say('author.name'),
      say('author.addresses'),
      say('author.pen-names'),
      ...columns.map((field) => say(`fact.${field}`)),
      say('author.tags'),
      say('author.identity'),
      say('author.wechat'),
      say('author.accepted-label'),
    ],
    ...rows.map((row) => {
      const facts = new Map(factsOf(db, row.id).map(({ field, value }) => [field, value]))
      return [
        row.name,
        addressesOf(db, row.id).join(' '),
        penNamesOf(db, row.id).join(' '),
        ...columns.map((field) => facts.get(field) ?? ''),
        row.tags.join(' '),
        say(`identity.${row.identity}`),
        say(`wechat.${row.wechat}`),
        `${row.acceptedCount}/${row.submissionCount}`,
      ]
    }),
  ]
}
