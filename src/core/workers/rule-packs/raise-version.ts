/** The version of a pack that was changed: one more than the one it comes from, with a line in its changelog. */
import { canonicalJson } from '@shared/canonical-json'
import type { PackDiff } from '@shared/domain/rules'
import { isMap, isSeq, parseDocument } from 'yaml'
import type { RulePack } from '../../compliance/rule-pack'

/** UTF-16 units of a line in the changelog. */
const CHANGES = 300

/**
 * What the version has to be, or null when it may stay: the pack says what one of `known` says, or its version is higher than
 * theirs already.
 */
export function versionToRaise(pack: RulePack, known: readonly RulePack[]): string | null {
  if (known.length === 0) return null
  const content = contentOf(pack)
  if (known.some((each) => contentOf(each) === content)) return null
  const highest = known.map(({ version }) => version).reduce((a, b) => (compareVersions(a, b) < 0 ? b : a))
  if (compareVersions(pack.version, highest) > 0) return null
  const [major = 0, minor = 0, patch = 0] = numbersOf(highest)
  return `${major}.${minor}.${patch + 1}`
}

/** The YAML with that version, and a line that names what changed by its ids. The rest of the text stays, its comments included. */
export function raiseVersion(yaml: string, version: string, date: string, diff: PackDiff): string {
  const document = parseDocument(yaml)
  document.set('version', version)
  const changelog = document.get('changelog')
  if (!isSeq(changelog)) return document.toString({ lineWidth: 0 })
  const versions = changelog.items.map((item) => (isMap(item) ? String(item.get('version')) : ''))
  const [first = ''] = versions
  const isNewestFirst = versions.length > 1 && compareVersions(first, versions.at(-1) ?? '') > 0
  const entry = document.createNode({ version, date, changes: changesOf(diff) })
  const [known] = changelog.items
  if (isMap(entry) && isMap(known) && known.flow === true) entry.flow = true
  if (isNewestFirst) changelog.items.unshift(entry)
  else changelog.items.push(entry)
  return document.toString({ lineWidth: 0 })
}

/** Everything but what a new version changes by itself. */
function contentOf(pack: RulePack): string {
  return canonicalJson({ ...pack, version: '', changelog: [], hash: '' })
}

/** `+words/new ~words/changed -words/gone`: signs and ids, which every language reads. */
function changesOf({ rules, clauses, title }: PackDiff): string {
  const signs = { added: '+', changed: '~', removed: '-' } as const
  const parts = [
    ...rules.map(({ kind, id }) => `${signs[kind]}${id}`),
    ...clauses.added.map((number) => `+${number}`),
    ...clauses.changed.map((number) => `~${number}`),
    ...clauses.removed.map((number) => `-${number}`),
    ...(title ? ['~title'] : []),
  ]
  const line = parts.join(' ')
  if (line === '') return '~sources'
  return line.length <= CHANGES ? line : `${line.slice(0, CHANGES - 1)}…`
}

/** As numbers, part by part; what is no number counts as 0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  for (let part = 0; part < 3; part += 1) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function numbersOf(version: string): number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0)
}
