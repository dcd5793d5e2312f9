/** `account list`: the accounts and where their passwords lie. */
import { describeAccounts } from '../workflow/accounts'
import { describedJson, sayAccount } from './account-json'
import type { Cli, Outcome } from './command'
import { unlockSecrets } from './secrets'
import { readDesk } from './with-desk'

export function accountListCommand(cli: Cli): Promise<Outcome> {
  return readDesk(cli, async (context) => {
    unlockSecrets(cli, context)
    const accounts = await describeAccounts(context, () => ({ kind: 'never' }))
    // Which passwords a locked file holds cannot be told.
    const place = (password: (typeof accounts)[number]['password']) =>
      password === 'missing' && context.secrets.locked() ? 'locked' : password
    return {
      json: accounts.map((account) => describedJson(context.db, account, place(account.password))),
      text: () =>
        accounts
          .map(
            (account) => `${sayAccount(cli, account)}  ${cli.say(`cli.account.password.${place(account.password)}`)}`,
          )
          .join('\n'),
    }
  })
}
