/** What is wrong with the way a command was called, in the user's language. */
import { CommanderError } from 'commander'
import type { MessageKey } from '@shared/i18n/translate'
import type { Say, UsageError } from './failure'

/** Commander's codes and our sentences; `{what}` is the word that it puts in quotation marks. */
const SENTENCES: Readonly<Record<string, MessageKey>> = {
  'commander.unknownOption': 'cli.usage.unknown-option',
  'commander.unknownCommand': 'cli.usage.unknown-command',
  'commander.missingArgument': 'cli.usage.missing-argument',
  'commander.excessArguments': 'cli.usage.excess-arguments',
  'commander.optionMissingArgument': 'cli.usage.option-argument',
  'commander.missingMandatoryOptionValue': 'cli.usage.mandatory-option',
  'commander.invalidArgument': 'cli.usage.invalid-argument',
}

export function sayUsage(error: CommanderError | UsageError, say: Say): string {
  const hint = say('cli.usage.hint')
  if (!(error instanceof CommanderError)) return `${say(error.key, error.params)} ${hint}`
  // No command was named: commander has shown the help.
  if (error.code === 'commander.help') return hint
  const key = SENTENCES[error.code]
  const { message } = error
  const what = (/(?:argument|value) '(.*?)' is invalid/s.exec(message) ?? /'([^']*)'/.exec(message))?.[1] ?? ''
  const choices = /Allowed choices are (.*)\.$/s.exec(message)?.[1] ?? ''
  return `${key === undefined ? error.message : say(key, { what, choices })} ${hint}`
}
