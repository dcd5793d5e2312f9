/** Mails from files, imported in the background beside the sync. */
import type { MailImportReport } from '@shared/domain/mail-import'
import type { DeskContext } from '../workflow/context'
import { importMails, type ImportProgress } from '../workflow/import-mails'
import { openBackgroundImport, type BackgroundImport } from './background-import'

/** Files that gave no mail and are named in the report; the rest are counted. */
const REFUSED_MAX = 50

export type MailImporter = BackgroundImport<ImportProgress, MailImportReport>

export function openMailImporter(context: DeskContext): MailImporter {
  return openBackgroundImport<ImportProgress, MailImportReport>(context, {
    run: async (paths, onProgress, signal) => {
      const { imported, duplicates, quarantined, refused, submissions } = await importMails(
        context,
        paths,
        onProgress,
        signal,
      )
      return {
        imported,
        duplicates,
        quarantined: quarantined.length,
        submissions: submissions.length,
        refusedCount: refused.length,
        refused: refused.slice(0, REFUSED_MAX).map(({ path, reason }) => ({ path, reason })),
        cancelled: signal.aborted,
      }
    },
    begin: { step: 'keep', done: 0, total: null },
    shown: 'mail-import',
    changed: ['submissions', 'manuscripts', 'authors', 'quarantine', 'desk'],
    whileRunning: 'mail-import-running',
  })
}
