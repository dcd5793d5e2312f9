/** What an account takes in and writes back, from the options of `account set`. */
import { localDateSchema } from '@shared/domain/author'
import type { IntakeSettings, SentFolder, WriteBack } from '@shared/domain/intake'
import { submissionStateSchema } from '@shared/domain/submission'
import { localDate } from '../workflow/local-date'
import type { DeskContext } from '../workflow/context'
import { UsageError } from './failure'

export interface IntakeOptions {
  /** Comma-separated; empty: none beside the account's own. */
  readonly folders?: string
  readonly since?: string
  readonly sent?: string
  /** `keep` or `off`. */
  readonly sentCopies?: string
  /** `off`, or of `seen`, `keywords` and `STATE=FOLDER`, comma-separated. */
  readonly writeBack?: string
}

export function intakeOf(context: DeskContext, before: IntakeSettings, options: IntakeOptions): IntakeSettings {
  return {
    folders: options.folders === undefined ? before.folders : listed(options.folders),
    since: options.since === undefined ? before.since : cutOff(context, options.since),
    sent: options.sent === undefined ? before.sent : sentOf(options.sent),
    ...copiesOf(options.sentCopies ?? before.sentCopies),
    writeBack: options.writeBack === undefined ? before.writeBack : writeBackOf(options.writeBack),
  }
}

/** A local day, `today`, or `none`: all mail is work. */
export function cutOff({ now, zone }: Pick<DeskContext, 'now' | 'zone'>, text: string): string | null {
  if (text === 'none') return null
  if (text === 'today') return localDate(now(), zone)
  const day = localDateSchema.safeParse(text)
  if (!day.success) throw new UsageError('cli.usage.since', { what: text })
  return day.data
}

function sentOf(text: string): SentFolder {
  if (text === 'auto' || text === 'off') return { kind: text }
  if (text === '') throw new UsageError('cli.usage.sent')
  return { kind: 'folder', path: text }
}

function copiesOf(text: string | undefined): Pick<IntakeSettings, 'sentCopies'> {
  if (text === undefined) return {}
  if (text !== 'keep' && text !== 'off') throw new UsageError('cli.usage.sent-copies', { what: text })
  return { sentCopies: text }
}

function writeBackOf(text: string): WriteBack {
  const parts = text === 'off' ? [] : listed(text)
  const folders: WriteBack['folders'] = {}
  let seen = false
  let keywords = false
  for (const part of parts) {
    const [name = '', ...rest] = part.split('=')
    const state = submissionStateSchema.safeParse(name)
    const folder = rest.join('=')
    if (part === 'seen') seen = true
    else if (part === 'keywords') keywords = true
    else if (state.success && folder !== '') folders[state.data] = folder
    else throw new UsageError('cli.usage.write-back', { what: part })
  }
  if (text !== 'off' && parts.length === 0) throw new UsageError('cli.usage.write-back', { what: text })
  return { seen, keywords, folders }
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
