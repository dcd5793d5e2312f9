/** Runs one command: arguments in, exit code out. 0 done, 1 failed with a message, 2 bad usage. */
import { CommanderError } from 'commander'
import { localeFor, translate } from '@shared/i18n/translate'
import type { Cli, CommandResult } from './command'
import { sayFailure, UsageError, type Say } from './failure'
import type { CliHost } from './host'
import { createProgram } from './program'
import { sayUsage } from './usage'

export type ExitCode = 0 | 1 | 2

export async function runCli(args: readonly string[], host: CliHost): Promise<ExitCode> {
  const locale = localeFor([host.env['LC_ALL'] || host.env['LC_MESSAGES'] || host.env['LANG'] || ''])
  const say: Say = (key, params) => translate(locale, key, params)
  let code: ExitCode = 0
  // Output of commander's own (help, version), which it writes without waiting.
  const written: Promise<void>[] = []
  const program = createProgram({
    host,
    say,
    locale,
    write: (text) => void written.push(host.write(text)),
    async finish(cli, result) {
      code = await print(cli, result)
    },
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    code = await explain(error, { host, say, json: args.includes('--json') })
  }
  await Promise.all(written)
  return code
}

async function print(cli: Cli, result: CommandResult): Promise<ExitCode> {
  if (!('streamed' in result)) {
    const text = cli.json ? JSON.stringify(result.json) : result.text()
    if (text !== '') await cli.host.write(text.endsWith('\n') ? text : `${text}\n`)
  }
  if (result.problem === undefined) return 0
  cli.host.log(`${result.problem}\n`)
  return 1
}

async function explain(error: unknown, { host, say, json }: Pick<Cli, 'host' | 'say' | 'json'>): Promise<ExitCode> {
  if (error instanceof CommanderError && error.exitCode === 0) return 0
  if (error instanceof CommanderError || error instanceof UsageError) {
    if (json) await host.write(`${JSON.stringify({ error: { code: 'usage', params: {} } })}\n`)
    host.log(`${sayUsage(error, say)}\n`)
    return 2
  }
  const failure = await sayFailure(error, say)
  if (failure !== null) {
    if (json) await host.write(`${JSON.stringify(failure.json)}\n`)
    host.log(`${failure.sentence}\n`)
    return 1
  }
  if (json) await host.write(`${JSON.stringify({ error: { code: 'unexpected', params: {} } })}\n`)
  host.log(`${say('cli.unexpected')}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return 1
}
