/** `account add`: a mailbox on a server, or a local Maildir. */
import { DEFAULT_INTAKE } from '@shared/domain/intake'
import { addAccount, describeAccounts } from '../workflow/accounts'
import { accountConfigOf, type AccountOptions } from './account-config'
import { describedJson, sayAccount } from './account-json'
import { cutOff } from './account-intake'
import type { Cli, Outcome } from './command'
import { passphraseOf, readPassword } from './secrets'
import { writeDesk } from './with-desk'

export async function accountAddCommand(cli: Cli, options: AccountOptions): Promise<Outcome> {
  const config = await accountConfigOf(cli, options)
  // Asked for before anything is opened or kept.
  const secret =
    config.kind === 'maildir'
      ? null
      : { passphrase: passphraseOf(cli), password: await readPassword(cli, config.address) }
  return writeDesk(cli, async (context) => {
    const account = await addAccount(context, {
      config,
      password: secret?.password ?? null,
      intake: options.since === undefined ? undefined : { ...DEFAULT_INTAKE, since: cutOff(context, options.since) },
      keep: secret === null ? null : { place: 'file', passphrase: secret.passphrase },
    })
    const described = (await describeAccounts(context, () => ({ kind: 'never' }))).find(({ id }) => id === account.id)
    return {
      json: describedJson(context.db, account, described?.password),
      text: () => sayAccount(cli, account),
    }
  })
}
