/** `account remove ID`: the account and its password; its mail and its record stay. */
import { removeAccount } from '../workflow/accounts'
import { accountJson, accountNamed } from './account-json'
import type { Cli, Outcome } from './command'
import { unlockSecrets } from './secrets'
import { oneLine } from './text-columns'
import { writeDesk } from './with-desk'

export function accountRemoveCommand(cli: Cli, named: string): Promise<Outcome> {
  return writeDesk(cli, async (context) => {
    const account = accountNamed(context.db, named)
    // With the passphrase its password goes out of the encrypted file as well.
    unlockSecrets(cli, context)
    await removeAccount(context, account.id)
    return {
      json: accountJson(account),
      text: () => cli.say('cli.account.removed', { address: oneLine(account.config.address) }),
    }
  })
}
