/** `check FILE…`, `check -`, `check --jsonl IN`: the rule packs over texts, without any profile. */
import path from 'node:path'
import { checkPlainText, toSarif, type RulePack } from '../compliance'
import { loadShippedPacks } from '../workflow/shipped-packs'
import { checkJsonl } from './check-jsonl'
import { readCheckFile, type CheckFile } from './check-file'
import { sayCheck } from './check-text'
import type { Cli, CommandResult } from './command'
import { UsageError } from './failure'
import { sayProblem } from '@shared/say-problem'

export interface CheckOptions {
  readonly jsonl?: string
  readonly title?: string
  readonly format?: 'json' | 'text' | 'sarif'
}

export async function checkCommand(
  cli: Cli,
  files: readonly string[],
  { jsonl, title, format }: CheckOptions,
): Promise<CommandResult> {
  if (jsonl !== undefined) {
    if (files.length > 0 || title !== undefined) throw new UsageError('cli.usage.jsonl-alone')
    if (format === 'text' || format === 'sarif') throw new UsageError('cli.usage.jsonl-format')
    return checkJsonl(cli, jsonl, packsOf(cli))
  }
  if (files.length === 0) throw new UsageError('cli.usage.check-nothing')
  if (cli.json && format === 'text') throw new UsageError('cli.usage.json-text')

  const packs = packsOf(cli)
  const read: CheckFile[] = []
  // One after the other: standard input is read once, and a slow document has a worker of its own.
  for (const file of files) read.push(await readCheckFile(cli, file))
  const checked = read.map(({ name, source }) => {
    const titled = title === undefined ? source : { ...source, title }
    return { uri: uriOf(cli, name), source: titled, result: checkPlainText(titled, packs) }
  })
  const results = checked.map(({ result }) => result)
  if (format === 'sarif') {
    const log = toSarif(checked, packs)
    return { json: log, text: () => JSON.stringify(log, null, 2) }
  }
  const json = results.length === 1 ? results[0] : results
  return { json, text: () => (format === 'json' ? JSON.stringify(json) : sayCheck(cli, checked)) }
}

function packsOf(cli: Cli): RulePack[] {
  const { packs, broken } = loadShippedPacks(path.join(cli.host.resourcesDir, 'rule-packs'))
  for (const { file, problems } of broken) {
    const said = problems.slice(0, PROBLEMS_SAID).map((problem) => {
      const where = problem.line === null ? problem.at : cli.say('rules.line', { line: problem.line })
      return [where, sayProblem(cli.say, problem)].filter((part) => part !== '').join(' ')
    })
    cli.host.log(`${cli.say('cli.check.broken-pack', { file, problems: said.join('; '), count: problems.length })}\n`)
  }
  return [...packs]
}

/** Problems of one broken pack that are told. */
const PROBLEMS_SAID = 3

/** SARIF wants addresses: relative ones with slashes. */
function uriOf(cli: Cli, name: string): string {
  return name === '-' ? 'stdin' : cli.host.platform === 'win32' ? name.replaceAll('\\', '/') : name
}
