/** The record as a file: CSV for a spreadsheet, or JSON lines that the chain can be checked from. */
import { Readable } from 'node:stream'
import type { AuditEntry, AuditExportFormat } from '@shared/domain/audit'
import { assertNever } from '@shared/domain/result'
import { BYTE_ORDER_MARK, sheetLine } from '../manuscript/sheet'
import type { StoredEvent } from '../record/read-events'

interface AuditRow {
  readonly stored: StoredEvent
  readonly entry: AuditEntry
}

const COLUMNS = ['seq', 'at', 'editor', 'editorId', 'type', 'number', 'title', 'author', 'payload', 'hash'] as const

export function auditLines(rows: AsyncIterable<AuditRow>, format: AuditExportFormat): Readable {
  return Readable.from(lines(rows, format))
}

async function* lines(rows: AsyncIterable<AuditRow>, format: AuditExportFormat): AsyncGenerator<string> {
  if (format === 'csv') yield BYTE_ORDER_MARK + sheetLine(COLUMNS)
  for await (const row of rows) yield line(row, format)
}

function line({ stored, entry }: AuditRow, format: AuditExportFormat): string {
  switch (format) {
    case 'csv':
      return sheetLine([
        String(stored.seq),
        new Date(stored.at).toISOString(),
        entry.editorName,
        stored.editor_id,
        stored.type,
        entry.submissionNumber ?? '',
        entry.submissionTitle ?? '',
        entry.authorName ?? '',
        stored.payload ?? '',
        stored.hash,
      ])
    case 'jsonl':
      // All that the hashes are made of, by the names that they are made with; the payload as the text that was hashed.
      return `${JSON.stringify({
        seq: stored.seq,
        id: stored.id,
        deskId: stored.desk_id,
        prevHash: stored.prev_hash,
        type: stored.type,
        v: stored.v,
        at: stored.at,
        editorId: stored.editor_id,
        subject: stored.subject,
        salt: stored.salt,
        payloadHash: stored.payload_hash,
        hash: stored.hash,
        editor: entry.editorName,
        payload: stored.payload,
        // Not null: `payload` is a tombstone, and its hash is in `sealed` of a later `author.erased`.
        erasedAt: stored.erased_at,
      })}\n`
    default:
      return assertNever(format)
  }
}
