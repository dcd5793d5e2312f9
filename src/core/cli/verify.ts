/** `verify [--quick]`: whether the database, the blobs and the record are whole. Changes nothing. */
import type { VerifyReport } from '@shared/domain/desk'
import { verifyDesk } from '../workflow/verify'
import type { Cli, Outcome } from './command'
import { OpenFailed } from './failure'
import { readDesk } from './with-desk'

export async function verifyCommand(cli: Cli, quick: boolean): Promise<Outcome> {
  const report = await verified(cli, quick)
  const { say } = cli
  const { ok, database, blobs, auditEvents, problems } = report
  return {
    // The lines name every place already; what the window makes of them is not promised to scripts.
    json: { ok, database, blobs, auditEvents, problems },
    text: () =>
      report.ok
        ? say('cli.verify.ok', { blobs: report.blobs, events: report.auditEvents })
        : report.problems.join('\n'),
    problem: report.ok ? undefined : say('cli.verify.bad', { count: report.problems.length }),
  }
}

async function verified(cli: Cli, quick: boolean): Promise<VerifyReport> {
  try {
    return await readDesk(cli, (context) => verifyDesk(context, quick))
  } catch (error) {
    const damage = damageOf(error)
    if (damage === null) throw error
    // A database that does not even open is what was asked about.
    return {
      ok: false,
      database: 'damaged',
      blobs: 0,
      auditEvents: 0,
      state: 'not-compared',
      problems: [`database: ${damage}`],
      breaks: [],
    }
  }
}

function damageOf(error: unknown): string | null {
  if (error instanceof OpenFailed && error.failure.code === 'damaged') return error.failure.detail
  if (!(error instanceof Error) || !('code' in error)) return null
  return error.code === 'SQLITE_NOTADB' || String(error.code).startsWith('SQLITE_CORRUPT') ? error.message : null
}
