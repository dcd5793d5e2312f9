/** `list [--state S]`: every submission, newest mail first, and what lies in quarantine. */
import type { SubmissionRow, SubmissionState } from '@shared/domain/submission'
import { listQuarantined } from '../store/repositories/messages'
import { listSubmissions, mailsOfSubmissions, type SubmissionMails } from '../store/repositories/submissions'
import { localDate } from '../workflow/local-date'
import type { Cli, Outcome } from './command'
import { isoTime } from './iso-times'
import { columns, oneLine } from './text-columns'
import { readDesk } from './with-desk'

/** SQLite's way of saying that there is no limit. */
const ALL = -1

export interface ListedSubmission {
  readonly id: string
  /** Null for a mail in quarantine: it is no submission yet, and `id` is the hash of its raw bytes. */
  readonly state: SubmissionState | null
  readonly subject: string
  readonly title: string
  readonly from: { readonly name: string; readonly address: string }
  readonly receivedAt: string
  readonly messageIds: readonly string[]
  readonly words: number
  readonly findings: SubmissionRow['findings']
  readonly quarantined: boolean
}

export function listCommand(cli: Cli, state: SubmissionState | undefined): Promise<Outcome> {
  return readDesk(cli, ({ db, zone }) => {
    const { rows } = listSubmissions(db, { filter: state ?? 'all', query: '', offset: 0, limit: ALL })
    const mails = mailsOfSubmissions(db)
    const quarantined = state === undefined ? listQuarantined(db) : []
    const json = [
      ...rows.map((row) => listed(row, mails.get(row.id))),
      ...quarantined.map(({ hash, arrivedAt }): ListedSubmission => ({
        id: hash,
        state: null,
        subject: '',
        title: '',
        from: { name: '', address: '' },
        receivedAt: isoTime(arrivedAt),
        messageIds: [],
        words: 0,
        findings: { error: 0, warning: 0, note: 0 },
        quarantined: true,
      })),
    ]
    return {
      json,
      text: () =>
        columns([
          ...rows.map((row) => [
            row.number,
            cli.say(`state.${row.state}`),
            localDate(row.receivedAt, zone),
            sayFindings(cli, row.findings),
            oneLine(row.author.name || row.author.address),
            oneLine(row.title) || cli.say('title.none'),
          ]),
          ...quarantined.map(({ hash, reason, arrivedAt }) => [
            hash.slice(0, 12),
            cli.say('cli.list.quarantined'),
            localDate(arrivedAt, zone),
            '',
            '',
            cli.say(`quarantine.${reason}`),
          ]),
        ]),
    }
  })
}

/** A submission as `list` has it and `show` begins. */
export function listed(row: SubmissionRow, mails: SubmissionMails | undefined): ListedSubmission {
  return {
    id: row.id,
    state: row.state,
    subject: row.subject,
    title: row.title,
    from: mails?.from ?? { name: row.author.name, address: row.author.address },
    receivedAt: isoTime(row.receivedAt),
    messageIds: mails?.messageIds ?? [],
    words: row.words,
    findings: row.findings,
    quarantined: false,
  }
}

export function sayFindings(cli: Cli, findings: SubmissionRow['findings']): string {
  return (['error', 'warning', 'note'] as const)
    .filter((level) => findings[level] > 0)
    .map((level) => `${findings[level]} ${cli.say(`level.${level}`)}`)
    .join(' ')
}
