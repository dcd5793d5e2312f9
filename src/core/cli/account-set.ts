/** `account set ID`: what an account takes in and writes back. */
import { intakeSettingsSchema } from '@shared/domain/intake'
import { getIntake } from '../store/repositories/desk'
import { setIntake } from '../workflow/accounts'
import { intakeOf, type IntakeOptions } from './account-intake'
import { accountNamed, describedJson, sayAccount } from './account-json'
import type { Cli, Outcome } from './command'
import { UsageError } from './failure'
import { writeDesk } from './with-desk'

export function accountSetCommand(cli: Cli, named: string, options: IntakeOptions): Promise<Outcome> {
  return writeDesk(cli, (context) => {
    const account = accountNamed(context.db, named)
    const settings = intakeSettingsSchema.safeParse(intakeOf(context, getIntake(context.db, account.id), options))
    if (!settings.success) throw new UsageError('cli.usage.account')
    setIntake(context, account.id, settings.data)
    return {
      json: describedJson(context.db, account),
      text: () => `${sayAccount(cli, account)}\n${sayIntake(cli, getIntake(context.db, account.id))}`,
    }
  })
}

function sayIntake(
  { say }: Cli,
  { folders, since, sent, sentCopies, writeBack }: ReturnType<typeof getIntake>,
): string {
  const written = [
    ...(writeBack.seen ? ['seen'] : []),
    ...(writeBack.keywords ? ['keywords'] : []),
    ...Object.entries(writeBack.folders).map(([state, folder]) => `${state}=${folder}`),
  ]
  return say('cli.account.intake', {
    folders: folders.length === 0 ? '-' : folders.join(', '),
    since: since ?? '-',
    sent: sent.kind === 'folder' ? sent.path : sent.kind,
    copies: sentCopies ?? 'keep',
    writeBack: written.length === 0 ? 'off' : written.join(', '),
  })
}
