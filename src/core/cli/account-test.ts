/** `account test [ID]`: tries one account or all, step by step. Nothing is sent and nothing is kept. */
import { listAccounts, type AccountRow } from '../store/repositories/desk'
import { testAccount } from '../workflow/account-server'
import type { DeskContext } from '../workflow/context'
import { accountNamed } from './account-json'
import type { Cli, Outcome } from './command'
import { unlockSecrets } from './secrets'
import { oneLine } from './text-columns'
import { readDesk } from './with-desk'

type Steps = Awaited<ReturnType<typeof testAccount>>

export function accountTestCommand(cli: Cli, named: string | undefined): Promise<Outcome> {
  return readDesk(cli, async (context) => {
    const accounts = named === undefined ? listAccounts(context.db) : [accountNamed(context.db, named)]
    unlockSecrets(cli, context)
    const tested: { id: string; address: string; ok: boolean; steps: Steps }[] = []
    for (const { id, config } of accounts) {
      const steps = await testAccount(context, {
        config,
        password: await passwordFor(cli, context, { id, config }),
        accountId: null,
      })
      const ok = steps.every(({ outcome }) => outcome.kind !== 'failed')
      tested.push({ id, address: config.address, ok, steps })
    }
    const failed = tested.filter(({ ok }) => !ok)
    return {
      json: named === undefined ? tested : tested[0],
      text: () =>
        tested.map(({ address, steps }) => [oneLine(address), ...steps.map(sayStep(cli))].join('\n')).join('\n'),
      problem: failed.length === 0 ? undefined : cli.say('cli.account.test-failed', { count: failed.length }),
    }
  })
}

async function passwordFor(cli: Cli, context: DeskContext, { id, config }: AccountRow): Promise<string | null> {
  if (config.kind === 'maildir') return null
  return (await context.secrets.get(id)) ?? cli.host.env['TOUGAO_PASSWORD'] ?? null
}

function sayStep({ say }: Cli): (step: Steps[number]) => string {
  return ({ step, outcome }) => {
    const name = say(`connection.step.${step}`)
    switch (outcome.kind) {
      case 'passed':
        return `  ✓ ${name}${outcome.detail === '' ? '' : ` (${oneLine(outcome.detail)})`}`
      case 'skipped':
        return `  - ${name}`
      case 'failed':
        return `  ✗ ${name}: ${say(`connection.${outcome.failure.code}`)} ${oneLine(outcome.failure.detail)}`
    }
  }
}
