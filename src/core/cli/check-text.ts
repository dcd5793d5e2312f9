/** Findings for people: one line each, as compilers do it, and what a machine could not tell. */
import { clauseVerdictSchema } from '@shared/domain/compliance'
import type { PlainText, PlainTextResult } from '../compliance'
import { lineIndex } from '../compliance/line-index'
import type { Cli } from './command'
import { oneLine } from './text-columns'

export interface CheckedText {
  readonly uri: string
  readonly source: PlainText
  readonly result: PlainTextResult
}

export function sayCheck(cli: Cli, checked: readonly CheckedText[]): string {
  return checked.map((one) => sayOne(cli, one)).join('\n\n')
}

function sayOne({ say }: Cli, { uri, source, result }: CheckedText): string {
  const positionOf = lineIndex(source.text)
  const lines = result.findings.map((finding) => {
    const { line: row, column } = positionOf(finding.start)
    const place = finding.block === 'title' ? say('cli.check.title') : `${row}:${column}`
    const line = `${uri}:${place}: ${say(`level.${finding.level}`)} [${finding.clause}] ${finding.message} «${oneLine(finding.text)}»`
    const { allowed } = finding
    return allowed === undefined ? line : `${line} ${say('cli.check.allowed', { reason: oneLine(allowed.reason) })}`
  })
  const verdicts = clauseVerdictSchema.options.map((verdict) => {
    const count = result.checklist.filter((item) => item.verdict === verdict).length
    return `${say(`clause.${verdict}`)} ${count}`
  })
  return [...lines, `${uri}: ${verdicts.join(' · ')}`].join('\n')
}
