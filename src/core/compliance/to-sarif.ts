/** Findings as a SARIF 2.1.0 log (OASIS): what other tools read. */
import { assertNever } from '@shared/domain/result'
import type { FindingLevel } from '@shared/domain/compliance'
import type { PlainFinding, PlainText, PlainTextResult } from './check-plain-text'
import { lineIndex } from './line-index'
import type { Rule, RulePack } from './rule-pack'

/** One checked file. */
export interface SarifSource {
  /** The file as it was named on the command line, or `stdin`. */
  readonly uri: string
  readonly source: PlainText
  readonly result: PlainTextResult
}

/** Only what is written here, ready for `JSON.stringify`. */
export interface SarifLog {
  readonly $schema: string
  readonly version: '2.1.0'
  readonly runs: readonly [SarifRun]
}

export interface SarifRun {
  readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly SarifRule[] } }
  /** Our offsets and columns count UTF-16 code units. */
  readonly columnKind: 'utf16CodeUnits'
  readonly results: readonly SarifResult[]
}

export interface SarifRule {
  readonly id: string
  readonly shortDescription: { readonly text: string }
  readonly fullDescription: { readonly text: string }
  readonly help: { readonly text: string }
  readonly defaultConfiguration: { readonly level: 'error' | 'warning' | 'note' }
  readonly properties: { readonly clause: string; readonly pack: string; readonly version: string }
}

export interface SarifResult {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: 'error' | 'warning' | 'note'
  readonly message: { readonly text: string }
  readonly locations: readonly unknown[]
  readonly properties: { readonly clause: string; readonly normalized: string }
  /** By a desk's allow-list. */
  readonly suppressions?: readonly [
    { readonly kind: 'external'; readonly status: 'accepted'; readonly justification: string },
  ]
}

export function toSarif(sources: readonly SarifSource[], packs: readonly RulePack[]): SarifLog {
  const rules = packs.flatMap((pack) => pack.rules.map((rule) => sarifRule(rule, pack)))
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]))
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'tougao', rules } },
        columnKind: 'utf16CodeUnits',
        results: sources.flatMap(({ uri, source, result }) => {
          const regionOf = regions(source.text)
          return result.findings.map((finding): SarifResult => ({
            ruleId: finding.ruleId,
            ruleIndex: indexes.get(finding.ruleId) ?? -1,
            level: sarifLevel(finding.level),
            message: { text: finding.message },
            locations: [location(uri, finding, regionOf)],
            properties: { clause: finding.clause, normalized: finding.normalized },
            ...(finding.allowed !== undefined && {
              suppressions: [{ kind: 'external', status: 'accepted', justification: finding.allowed.reason }],
            }),
          }))
        }),
      },
    ],
  }
}

function sarifRule(rule: Rule, pack: RulePack): SarifRule {
  return {
    id: rule.id,
    shortDescription: { text: rule.message },
    fullDescription: { text: rule.reason },
    help: { text: rule.suggestion },
    defaultConfiguration: { level: sarifLevel(rule.level) },
    properties: { clause: rule.clause, pack: pack.name, version: pack.version },
  }
}

/** The words are the same today; a level of ours that SARIF does not know would not compile. */
function sarifLevel(level: FindingLevel): 'error' | 'warning' | 'note' {
  switch (level) {
    case 'error':
    case 'warning':
    case 'note':
      return level
    default:
      return assertNever(level)
  }
}

/** The title is given beside the file, not in it: its place is a logical one. */
function location(uri: string, finding: PlainFinding, regionOf: (finding: PlainFinding) => unknown): unknown {
  const artifactLocation = { uri: encodeURI(uri).replace(/[?#]/gu, encodeURIComponent) }
  if (finding.block === 'title') {
    const { start, end, text } = finding
    return {
      physicalLocation: { artifactLocation },
      logicalLocations: [{ name: 'title', kind: 'member', properties: { start, end, text } }],
    }
  }
  return {
    physicalLocation: { artifactLocation, region: regionOf(finding) },
    logicalLocations: [{ name: finding.block, kind: 'member' }],
  }
}

function regions(text: string): (finding: PlainFinding) => unknown {
  const positionOf = lineIndex(text)
  return ({ start, end, text: snippet }) => {
    const first = positionOf(start)
    const last = positionOf(end)
    return {
      startLine: first.line,
      startColumn: first.column,
      endLine: last.line,
      endColumn: last.column,
      charOffset: start,
      charLength: end - start,
      snippet: { text: snippet },
    }
  }
}
