/** `import PATH…`: mails from files and folders, and documents that are named, which become submissions. */
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { assertNever } from '@shared/domain/result'
import type { ImportProgress } from '../workflow/import-mails'
import type { Cli, Outcome } from './command'
import { CommandFailure } from './failure'
import { writeDesk } from './with-desk'

/** Taken as documents when they are named; in a folder only what is mail is taken. */
const DOCUMENTS: ReadonlySet<string> = new Set(
  'doc docx docm odt rtf pdf md markdown html htm xhtml txt text zip wps pages'.split(' '),
)
/** Mail formats that are not read yet. */
const FOREIGN_MAIL: ReadonlySet<string> = new Set(['pst', 'ost'])

/** Milliseconds between two drawings of the progress. */
const DRAW_INTERVAL = 100

export async function importCommand(cli: Cli, paths: readonly string[]): Promise<Outcome> {
  const targets = paths.map((named) => path.resolve(cli.host.cwd, named))
  // All is looked at before anything is taken: a slip of the pen imports nothing.
  for (const target of targets) refuseWhatIsNotTaken(target)
  const documents = targets.filter(isDocument)
  const report = await writeDesk(cli, async (context) => {
    const { importMails } = await import('../workflow/import-mails')
    const { importDocuments } = await import('../workflow/import-documents')
    const mails = await importMails(
      context,
      targets.filter((target) => !isDocument(target)),
      progressLine(cli),
    )
    const taken = await importDocuments(context, documents)
    return {
      imported: mails.imported + taken.imported,
      duplicates: mails.duplicates + taken.duplicates,
      quarantined: mails.quarantined,
      refused: [...mails.refused, ...taken.refused],
      submissions: [...mails.submissions, ...taken.submissions],
    }
  })
  if (cli.host.logIsTerminal) cli.host.log('\r\u001B[K')
  const { imported, duplicates, quarantined, refused, submissions } = report
  const lost = refused.map(({ path: file, reason }) => ({ path: file, reason }))
  return {
    json: { imported, duplicates, quarantined: [...quarantined, ...lost], submissions },
    text: () =>
      [
        cli.say('cli.import.done', { count: imported, duplicates, submissions: submissions.length }),
        ...quarantined.map((one) =>
          cli.say('cli.import.quarantined', { path: one.path, reason: cli.say(`quarantine.${one.reason}`) }),
        ),
      ].join('\n'),
    problem:
      refused.length === 0
        ? undefined
        : refused
            .map(({ path: file, reason, detail }) =>
              cli.say('cli.import.refused', { path: file, reason: cli.say(`cli.import.reason.${reason}`), detail }),
            )
            .join('\n'),
  }
}

function isDocument(target: string): boolean {
  return DOCUMENTS.has(extensionOf(target)) && !statSync(target).isDirectory()
}

const extensionOf = (target: string): string => path.extname(target).slice(1).toLowerCase()

function refuseWhatIsNotTaken(target: string): void {
  if (!existsSync(target)) throw new CommandFailure('path-not-found', { path: target })
  if (statSync(target).isDirectory()) return
  const extension = extensionOf(target)
  if (FOREIGN_MAIL.has(extension)) throw new CommandFailure('not-built', { what: `import .${extension}` })
}

function progressLine({ host, say }: Cli): (progress: ImportProgress) => void {
  if (!host.logIsTerminal) return () => undefined
  let drawn = 0
  return ({ step, done, total }) => {
    const now = Date.now()
    if (now - drawn < DRAW_INTERVAL && done !== total) return
    drawn = now
    host.log(`\r\u001B[K${progressText(say, step, done, total ?? done)}`)
  }
}

function progressText(say: Cli['say'], step: ImportProgress['step'], done: number, total: number): string {
  switch (step) {
    case 'keep':
      return say('cli.import.keeping', { done })
    case 'take-in':
      return say('cli.import.taking-in', { done, total })
    case 'convert':
      return say('cli.import.converting', { done, total })
    default:
      return assertNever(step)
  }
}
