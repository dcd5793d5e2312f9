/** `check FILE…`, `check -`, `check --jsonl IN`: the rule packs over texts, or those of a desk whose profile is named. */
import { checkPlainText, toSarif } from '../compliance'
import { checkJsonl } from './check-jsonl'
import { packsToCheck } from './check-packs'
import { readCheckFile, type CheckFile } from './check-file'
import { sayCheck } from './check-text'
import type { Cli, CommandResult } from './command'
import { UsageError } from './failure'

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
    return checkJsonl(cli, jsonl, await packsToCheck(cli))
  }
  if (files.length === 0) throw new UsageError('cli.usage.check-nothing')
  if (cli.json && format === 'text') throw new UsageError('cli.usage.json-text')

  const { packs, used, allows } = await packsToCheck(cli)
  const read: CheckFile[] = []
  // One after the other: standard input is read once, and a slow document has a worker of its own.
  for (const file of files) read.push(await readCheckFile(cli, file))
  const checked = read.map(({ name, source }) => {
    const titled = title === undefined ? source : { ...source, title }
    return { uri: uriOf(cli, name), source: titled, result: checkPlainText(titled, packs, allows) }
  })
  const results = checked.map(({ result }) => (used === null ? result : { ...result, packs: used }))
  if (format === 'sarif') {
    const log = toSarif(checked, packs)
    return { json: log, text: () => JSON.stringify(log, null, 2) }
  }
  const json = results.length === 1 ? results[0] : results
  return { json, text: () => (format === 'json' ? JSON.stringify(json) : sayCheck(cli, checked)) }
}

/** SARIF wants addresses: relative ones with slashes. */
function uriOf(cli: Cli, name: string): string {
  return name === '-' ? 'stdin' : cli.host.platform === 'win32' ? name.replaceAll('\\', '/') : name
}
