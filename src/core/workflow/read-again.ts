/** A piece without a text whose mails are read once more: their conversion was stopped, took too long, or met a bug since mended. */
import { partsOf } from '../store/repositories/arrangement'
import { conversionsUpTo } from '../store/repositories/conversions'
import { getSubmission } from '../store/repositories/submissions'
import { announce, transact, type DeskContext } from './context'
import { convertMail } from './convert-pending'
import { settleConversion } from './correct'
import { refuse } from './refuse'

/** Done when every mail of the piece was read or refused. Of a piece that has a text, nothing is done. */
export async function readAgain(context: DeskContext, submissionId: string): Promise<void> {
  const hashes = transact(context, () => {
    const submission = getSubmission(context.db, submissionId) ?? refuse('not-found')
    if (submission.row.versions > 0) return []
    const { members } = partsOf(context.db, submissionId)
    for (const { hash } of members) settleConversion(context, hash)
    return members.map(({ hash }) => hash).filter((hash) => conversionsUpTo(context.db, hash).length > 0)
  })
  announce(context, 'submissions')
  for (const hash of hashes) await convertMail(context, hash)
}
