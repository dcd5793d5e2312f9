/** All commands with their arguments. What a command does is loaded when it is called: starting must be fast. */
import { exportFormatSchema, type ExportFormat } from '@shared/domain/export'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { verdictSchema } from '@shared/domain/decision'
import { verdictTemplateSchema } from '@shared/domain/letter'
import { erasureGroundSchema } from '@shared/domain/erasure'
import { submissionStateSchema } from '@shared/domain/submission'
import type { Locale, MessageKey } from '@shared/i18n/translate'
import type { Cli, CommandResult } from './command'
import type { Say } from './failure'
import type { CliHost } from './host'
import { profileFolder } from './profile-folder'

export interface ProgramSetting {
  readonly host: CliHost
  readonly say: Say
  readonly locale: Locale
  /** Takes what commander itself prints: help and version. */
  readonly write: (text: string) => void
  /** Takes what a command found out. */
  readonly finish: (cli: Cli, result: CommandResult) => Promise<void>
}

interface GlobalOptions {
  readonly profile?: string
  readonly json?: boolean
}

/** The headings of commander's help. */
const HEADINGS: Readonly<Record<string, MessageKey>> = {
  'Usage:': 'cli.help.usage',
  'Arguments:': 'cli.help.arguments',
  'Options:': 'cli.help.options',
  'Global Options:': 'cli.help.global-options',
  'Commands:': 'cli.help.commands',
}

/** Hits of a search unless it is told otherwise, and the most that it gives. */
const SEARCH_LIMIT = 20
const SEARCH_LIMIT_MAX = 1_000

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > SEARCH_LIMIT_MAX) {
    throw new InvalidArgumentError(`1–${SEARCH_LIMIT_MAX}`)
  }
  return number
}

export function createProgram(setting: ProgramSetting): Command {
  const { host, say, locale, write, finish } = setting
  const program = new Command('tougao')
    .description(say('cli.help.tougao'))
    .option('--profile <DIR>', say('cli.help.profile'))
    .option('--json', say('cli.help.json'))
    .version(host.version, '--version', say('cli.help.version'))
    .helpOption('-h, --help', say('cli.help.help'))
    .helpCommand(false)
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => {
        const key = HEADINGS[title]
        return key === undefined ? title : say(key)
      },
    })
    // What was wrong is said by who called.
    .configureOutput({ writeOut: write, writeErr: (text) => host.log(text), outputError: () => undefined })
    .exitOverride()

  const cliOf = (command: Command): Cli => {
    const { profile, json } = command.optsWithGlobals<GlobalOptions>()
    const profileDir = profileFolder(profile, host)
    return { host, say, locale, json: json === true, profileDir, profileNamed: profile !== undefined }
  }
  /** Adds a command; `run` gets its positional arguments and its options. */
  const add = <Options extends object, Args extends readonly unknown[] = []>(
    parent: Command,
    name: string,
    description: MessageKey,
    shape: (command: Command) => Command,
    run: (cli: Cli, options: Options, ...args: Args) => Promise<CommandResult>,
  ): void => {
    const command = shape(parent.command(name).description(say(description)))
    command.action(async (...received: unknown[]) => {
      const cli = cliOf(command)
      const args = received.slice(0, -2) as unknown as Args
      await finish(cli, await run(cli, command.opts<Options>(), ...args))
    })
  }
  const plain = (command: Command): Command => command

  add<object, [string[]]>(
    program,
    'import',
    'cli.help.import',
    (command) => command.argument('<PATH...>', say('cli.help.import-path')),
    async (cli, _, paths) => (await import('./import')).importCommand(cli, paths),
  )
  add<{ account?: string; full?: boolean }>(
    program,
    'sync',
    'cli.help.sync',
    (command) =>
      command.option('--account <ID>', say('cli.help.sync-account')).option('--full', say('cli.help.sync-full')),
    async (cli, options) => (await import('./sync')).syncCommand(cli, options),
  )
  add<{ state?: string }>(
    program,
    'list',
    'cli.help.list',
    (command) =>
      command.addOption(new Option('--state <S>', say('cli.help.list-state')).choices(submissionStateSchema.options)),
    async (cli, options) =>
      (await import('./list')).listCommand(cli, submissionStateSchema.optional().parse(options.state)),
  )
  add<object, [string]>(
    program,
    'show',
    'cli.help.show',
    (command) => command.argument('<ID>', say('cli.help.id')),
    async (cli, _, id) => (await import('./show')).showCommand(cli, id),
  )
  add<object, [string]>(
    program,
    'message',
    'cli.help.message',
    (command) => command.argument('<MESSAGE-ID>', say('cli.help.message-id')),
    async (cli, _, id) => (await import('./message')).messageCommand(cli, id),
  )
  add<{ limit: number }, [string]>(
    program,
    'search',
    'cli.help.search',
    (command) =>
      command
        .argument('<QUERY>', say('cli.help.search-query'))
        .option('--limit <N>', say('cli.help.search-limit'), wholeNumber, SEARCH_LIMIT),
    async (cli, { limit }, query) => (await import('./search')).searchCommand(cli, query, limit),
  )
  add<{ jsonl?: string; title?: string; format?: 'json' | 'text' | 'sarif' }, [string[]]>(
    program,
    'check',
    'cli.help.check',
    (command) =>
      command
        .argument('[FILE...]', say('cli.help.check-file'))
        .option('--jsonl <IN>', say('cli.help.check-jsonl'))
        .option('--title <T>', say('cli.help.check-title'))
        .addOption(new Option('--format <F>', say('cli.help.check-format')).choices(['json', 'text', 'sarif'])),
    async (cli, options, files) => (await import('./check')).checkCommand(cli, files, options),
  )
  add<object, [string]>(
    program,
    'similar',
    'cli.help.similar',
    (command) => command.argument('<ID>', say('cli.help.id')),
    async (cli, _, id) => (await import('./similar')).similarCommand(cli, id),
  )
  add<{ to: ExportFormat }, [string, string]>(
    program,
    'export',
    'cli.help.export',
    (command) =>
      command
        .argument('<ID>', say('cli.help.id'))
        .argument('<OUT>', say('cli.help.export-out'))
        .addOption(
          new Option('--to <F>', say('cli.help.export-to')).choices(exportFormatSchema.options).makeOptionMandatory(),
        ),
    async (cli, { to }, id, out) => (await import('./export')).exportCommand(cli, id, to, out),
  )
  add<
    {
      reason: string
      template?: string
      letter: boolean
      editor?: string
      override?: string
      sign?: true
      propose?: true
    },
    [string, string]
  >(
    program,
    'decide',
    'cli.help.decide',
    (command) =>
      command
        .argument('<ID>', say('cli.help.id'))
        .addArgument(new Argument('<VERDICT>', say('cli.help.decide-verdict')).choices(verdictSchema.options))
        .requiredOption('--reason <TEXT>', say('cli.help.decide-reason'))
        .addOption(
          new Option('--template <NAME>', say('cli.help.decide-template')).choices(verdictTemplateSchema.options),
        )
        .option('--no-letter', say('cli.help.decide-no-letter'))
        .option('--editor <NAME>', say('cli.help.decide-editor'))
        .option('--override <REASON>', say('cli.help.decide-override'))
        .option('--sign', say('cli.help.decide-sign'))
        .option('--propose', say('cli.help.decide-propose')),
    async (cli, options, id, verdict) =>
      (await import('./decide')).decideCommand(cli, id, verdictSchema.parse(verdict), {
        ...options,
        template: verdictTemplateSchema.optional().parse(options.template),
      }),
  )
  add<{ deliver?: boolean; retry?: string; cancel?: string; evenIfUnsure?: boolean }>(
    program,
    'outbox',
    'cli.help.outbox',
    (command) =>
      command
        .option('--deliver', say('cli.help.outbox-deliver'))
        .option('--retry <ID>', say('cli.help.outbox-retry'))
        .option('--cancel <ID>', say('cli.help.outbox-cancel'))
        .option('--even-if-unsure', say('cli.help.outbox-unsure')),
    async (cli, options) => (await import('./outbox')).outboxCommand(cli, options),
  )
  addAccountCommands()
  addPublishedCommands()
  add(program, 'authors', 'cli.help.authors', plain, async (cli) => (await import('./authors')).authorsCommand(cli))
  add<object, [string]>(
    program,
    'author',
    'cli.help.author',
    (command) => command.argument('<ID>', say('cli.help.author-id')),
    async (cli, _, id) => (await import('./author')).authorCommand(cli, id),
  )
  const author = program.commands.find((command) => command.name() === 'author')
  if (author !== undefined) {
    add<{ yes?: boolean; ground?: string }, [string]>(
      author,
      'erase',
      'cli.help.author-erase',
      (command) =>
        command
          .argument('<ID>', say('cli.help.author-id'))
          .option('--yes', say('cli.help.author-erase-yes'))
          .addOption(
            new Option('--ground <GROUND>', say('cli.help.author-erase-ground'))
              .choices(erasureGroundSchema.options)
              .default('person-asked'),
          ),
      async (cli, { yes, ground }, id) =>
        (await import('./author-erase')).authorEraseCommand(
          cli,
          id,
          yes === true ? erasureGroundSchema.parse(ground) : null,
        ),
    )
  }
  add<{ quick?: boolean }>(
    program,
    'verify',
    'cli.help.verify',
    (command) => command.option('--quick', say('cli.help.verify-quick')),
    async (cli, { quick }) => (await import('./verify')).verifyCommand(cli, quick === true),
  )
  add(program, 'stats', 'cli.help.stats', plain, async (cli) => (await import('./stats')).statsCommand(cli))
  return program

  function addPublishedCommands(): void {
    const published = program.command('published').description(say('cli.help.published'))
    add<object, [string[]]>(
      published,
      'import',
      'cli.help.published-import',
      (command) => command.argument('<PATH...>', say('cli.help.published-path')),
      async (cli, _, paths) => (await import('./published')).publishedImportCommand(cli, paths),
    )
    add(published, 'list', 'cli.help.published-list', plain, async (cli) =>
      (await import('./published')).publishedListCommand(cli),
    )
    add<object, [string[]]>(
      published,
      'remove',
      'cli.help.published-remove',
      (command) => command.argument('<ID...>', say('cli.help.published-id')),
      async (cli, _, ids) => (await import('./published')).publishedRemoveCommand(cli, ids),
    )
  }

  function addAccountCommands(): void {
    const account = program.command('account').description(say('cli.help.account'))
    add<{
      address?: string
      name?: string
      imap?: string
      smtp?: string
      ca?: string
      folder?: string
      maildir?: string
      since?: string
    }>(
      account,
      'add',
      'cli.help.account-add',
      (command) =>
        command
          .option('--address <A>', say('cli.help.account-address'))
          .option('--name <NAME>', say('cli.help.account-name'))
          .option('--imap <URL>', say('cli.help.account-imap'))
          .option('--smtp <URL>', say('cli.help.account-smtp'))
          .option('--ca <FILE>', say('cli.help.account-ca'))
          .option('--folder <NAME>', say('cli.help.account-folder'))
          .option('--maildir <DIR>', say('cli.help.account-maildir'))
          .option('--since <DAY>', say('cli.help.account-since')),
      async (cli, options) => (await import('./account-add')).accountAddCommand(cli, options),
    )
    add(account, 'list', 'cli.help.account-list', plain, async (cli) =>
      (await import('./account-list')).accountListCommand(cli),
    )
    add<object, [string | undefined]>(
      account,
      'test',
      'cli.help.account-test',
      (command) => command.argument('[ID]', say('cli.help.account-id')),
      async (cli, _, id) => (await import('./account-test')).accountTestCommand(cli, id),
    )
    add<{ folders?: string; since?: string; sent?: string; sentCopies?: string; writeBack?: string }, [string]>(
      account,
      'set',
      'cli.help.account-set',
      (command) =>
        command
          .argument('<ID>', say('cli.help.account-id'))
          .option('--folders <NAMES>', say('cli.help.account-folders'))
          .option('--since <DAY>', say('cli.help.account-since'))
          .option('--sent <FOLDER>', say('cli.help.account-sent'))
          .option('--sent-copies <keep|off>', say('cli.help.account-sent-copies'))
          .option('--write-back <WHAT>', say('cli.help.account-write-back')),
      async (cli, options, id) => (await import('./account-set')).accountSetCommand(cli, id, options),
    )
    add<object, [string]>(
      account,
      'remove',
      'cli.help.account-remove',
      (command) => command.argument('<ID>', say('cli.help.account-id')),
      async (cli, _, id) => (await import('./account-remove')).accountRemoveCommand(cli, id),
    )
  }
}
