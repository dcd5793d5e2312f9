/**
 * Changing a rule pack: what it would be is made and read in a worker and waits here, so that it can be looked at and tried
 * before it is saved. Nothing is taken over while anything in it is wrong.
 */
import { randomUUID } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { change } from '@shared/domain/event'
import type { PackDiff, PackProblem, PackSave, PlainRule, Proposal, Proposed } from '@shared/domain/rules'
import { MADE_FOLDER } from '@shared/shell-messages'
import { packLimits } from '../compliance/rule-pack'
import { keepPackSource, listPackVersions } from '../store/repositories/rule-packs'
import type { RuleEdit } from '../workers/rule-packs/edit-pack'
import type { PackText, PackToPropose, ProposedPack } from '../workers/rule-packs/propose-pack'
import type { KeptPack } from '../workers/tasks'
import { append, type DeskContext } from './context'
import { localDate } from './local-date'
import { makeFile } from './made-files'
import type { DeskPack, LoadedPacks } from './pack-shelf'
import { keptPack, packNamed, record, taskDone } from './rule-packs'
import { refuse } from './refuse'

/** A change that an editor asks for. */
export type PackChange =
  /** A rule put in the place of `ruleId`, or behind the others. */
  | { readonly kind: 'put-rule'; readonly pack: string; readonly ruleId: string | null; readonly rule: PlainRule }
  | { readonly kind: 'remove-rule'; readonly pack: string; readonly ruleId: string }
  /** The whole text, written or from a file. `pack` null: whatever it names itself. */
  | { readonly kind: 'text'; readonly pack: string | null; readonly yaml: string; readonly imported: boolean }
  | {
      readonly kind: 'new'
      readonly name: string
      readonly title: string
      readonly item: string
      readonly text: string
    }
  /** Back to a version of the changelog. */
  | { readonly kind: 'version'; readonly pack: string; readonly hash: string }
  /** As it came with the program. */
  | { readonly kind: 'shipped'; readonly pack: string }
  /** One's own, after the program brought another. */
  | { readonly kind: 'keep'; readonly pack: string }
  /** The program's, with one's own of these rules. */
  | { readonly kind: 'merge'; readonly pack: string; readonly ownRules: readonly string[] }

interface Waiting extends Proposal {
  /** Its YAML, in the profile's `made/`. */
  readonly file: string
  readonly before: KeptPack | null
  /** What the desk had when it was proposed: another one since is not overwritten. */
  readonly beforeHash: string | null
  readonly baseHash: string | null
  readonly base: KeptPack | null
}

/** Proposals that wait; the oldest makes room. */
const WAITING_MAX = 8
const waiting = new WeakMap<DeskContext['packs'], Map<string, Waiting>>()

function proposalsOf(context: DeskContext): Map<string, Waiting> {
  const known = waiting.get(context.packs) ?? new Map<string, Waiting>()
  waiting.set(context.packs, known)
  return known
}

/** Makes a proposal. Refused: `not-found` for what is not there, `rules-task-failed`. */
export async function proposeChange(context: DeskContext, wanted: PackChange): Promise<Proposed> {
  const loaded = await context.packs.current()
  const now = nameOf(wanted) === null ? null : await packOfChange(context, loaded, wanted)
  const plan = planOf(context, wanted, now)
  const run = taskDone(await context.tasks.run('propose-pack', plan.request))
  if (!run.ok) return { kind: 'problems', problems: placed(run.error, wanted) }
  const made = run.value
  const current = loaded.packs.find(({ digest }) => digest.name === made.digest.name) ?? null
  const problems = problemsAtDesk(loaded, made, wanted)
  if (problems.length > 0) return { kind: 'problems', problems }
  // A text that names another pack is compared with that one.
  const isOther = current !== null && plan.request.before?.hash !== current.digest.hash
  const diff = isOther ? await compared(context, current, made) : made.diff
  if (current?.digest.hash === made.digest.hash && wanted.kind !== 'keep') return { kind: 'same' }
  return { kind: 'proposal', proposal: await keepWaiting(context, { ...made, diff }, plan.how, current) }
}

/** Makes a proposal of a file. What is too large to be a pack is not read. */
export async function proposeFile(context: DeskContext, file: string): Promise<Proposed> {
  const { size } = await stat(file)
  // No character takes more than four bytes.
  if (size > packLimits.yamlLength * 4) {
    return { kind: 'problems', problems: [{ code: 'too_large', at: '', line: null, detail: String(size) }] }
  }
  const yaml = await readFile(file, 'utf8')
  return proposeChange(context, { kind: 'text', pack: null, yaml, imported: true })
}

function nameOf(wanted: PackChange): string | null {
  return 'pack' in wanted ? wanted.pack : null
}

async function packOfChange(
  context: DeskContext,
  { packs }: LoadedPacks,
  wanted: PackChange,
): Promise<DeskPack | null> {
  const name = nameOf(wanted)
  // One that was taken away comes back by its versions.
  if (wanted.kind === 'version') return packs.find(({ digest }) => digest.name === name) ?? null
  return name === null ? null : packNamed(context, name)
}

interface Plan {
  readonly request: PackToPropose
  readonly how: PackSave
}

function planOf(context: DeskContext, wanted: PackChange, now: DeskPack | null): Plan {
  const before = now === null ? null : { hash: now.digest.hash, file: now.file }
  const today = localDate(context.now(), context.zone)
  const plan = (
    how: PackSave,
    text: PackText,
    edits: readonly RuleEdit[] = [],
    take: PackToPropose['take'] = null,
  ) => ({
    how,
    request: { before, text, edits, take, changedOn: isOwnChange(how) ? today : null },
  })
  const kept = (pack: KeptPack | null): PackText => ({ kind: 'kept', pack: pack ?? refuse('not-found') })
  switch (wanted.kind) {
    case 'put-rule':
      return plan('edited', kept(before), [{ kind: 'put', ruleId: wanted.ruleId, rule: wanted.rule }])
    case 'remove-rule':
      return plan('edited', kept(before), [{ kind: 'remove', ruleId: wanted.ruleId }])
    case 'text':
      return plan(wanted.imported ? 'imported' : 'written', { kind: 'yaml', yaml: wanted.yaml })
    case 'new': {
      const { name, title, item, text } = wanted
      return plan('created', { kind: 'new', pack: { name, title, clause: item, text, date: today, changes: title } })
    }
    case 'version': {
      if (!listPackVersions(context.db, wanted.pack).some(({ hash }) => hash === wanted.hash)) refuse('not-found')
      return plan('restored', kept(keptPack(context, wanted.hash)))
    }
    case 'shipped':
      return plan('taken', kept(fileOf(now?.shipped ?? null)))
    case 'keep':
      return plan('kept', kept(before))
    case 'merge':
      return plan('merged', kept(fileOf(now?.shipped ?? null)), [], {
        pack: before ?? refuse('not-found'),
        ruleIds: wanted.ownRules,
      })
  }
}

/** Whether a save makes a version of its own; one that is new, was there before or comes from a file has its own already. */
function isOwnChange(how: PackSave): boolean {
  return how === 'edited' || how === 'written' || how === 'merged'
}

function fileOf(pack: Pick<DeskPack, 'file' | 'digest'> | null): KeptPack | null {
  return pack === null ? null : { hash: pack.digest.hash, file: pack.file }
}

/** In the form of one rule, problems are told by the place in the rule. */
function placed(problems: readonly PackProblem[], wanted: PackChange): PackProblem[] {
  if (wanted.kind !== 'put-rule') return [...problems]
  const prefix = `rules.${typeof wanted.rule['id'] === 'string' ? wanted.rule['id'] : ''}.`
  return problems.map((problem) => ({
    ...problem,
    at: problem.at.startsWith(prefix)
      ? problem.at.slice(prefix.length)
      : problem.at.replace(/^rules\.\d+(?:\.|$)/u, ''),
    line: null,
  }))
}

/** What a pack by itself cannot know: whether others of the desk have its rules or clauses, and what it is to be. */
function problemsAtDesk({ packs }: LoadedPacks, { digest }: ProposedPack, wanted: PackChange): PackProblem[] {
  const name = nameOf(wanted)
  const problem = (code: string, at: string, detail: string): PackProblem => ({ code, at, line: null, detail })
  const found: PackProblem[] = []
  if (name !== null && digest.name !== name) found.push(problem('name-changed', 'name', digest.name))
  if (wanted.kind === 'new' && packs.some((each) => each.digest.name === digest.name)) {
    found.push(problem('name-taken', 'name', digest.name))
  }
  const rules = new Set(digest.rules.map(({ id }) => id))
  const clauses = new Set(digest.clauses.map(({ number }) => number))
  for (const other of packs) {
    if (other.digest.name === digest.name) continue
    for (const { id } of other.digest.rules) {
      if (rules.has(id))
        found.push(problem('rule-taken', wanted.kind === 'put-rule' ? 'id' : `rules.${id}`, other.digest.title))
    }
    for (const { number } of other.digest.clauses) {
      if (clauses.has(number)) found.push(problem('clause-taken', number, other.digest.title))
    }
  }
  return found.slice(0, 100)
}

async function compared(context: DeskContext, current: DeskPack, made: ProposedPack): Promise<PackDiff> {
  const file = path.join(context.profileDir, MADE_FOLDER, await makeFile(context, made.yaml))
  return taskDone(
    await context.tasks.run('compare-packs', {
      before: { hash: current.digest.hash, file: current.file },
      after: { hash: made.digest.hash, file },
    }),
  )
}

async function keepWaiting(
  context: DeskContext,
  { yaml, digest, diff }: ProposedPack,
  how: PackSave,
  current: DeskPack | null,
): Promise<Proposal> {
  const shipped = fileOf(current?.shipped ?? null)
  const follows = how === 'taken' || how === 'kept' || how === 'merged'
  const isChanged = current?.origin === 'changed'
  // Changed for the first time, it is the shipped one that it comes from; later only what deals with an update says so anew.
  const isShipped = digest.hash === shipped?.hash
  const baseHash = shipped === null ? null : follows || isShipped || !isChanged ? shipped.hash : current.baseHash
  const proposal: Proposal = {
    proposalId: randomUUID(),
    pack: digest.name,
    title: digest.title,
    hash: digest.hash,
    version: digest.version,
    how,
    diff,
  }
  const proposals = proposalsOf(context)
  for (const oldest of proposals.keys()) {
    if (proposals.size < WAITING_MAX) break
    proposals.delete(oldest)
  }
  proposals.set(proposal.proposalId, {
    ...proposal,
    file: path.join(context.profileDir, MADE_FOLDER, await makeFile(context, yaml)),
    before: fileOf(current),
    beforeHash: current?.digest.hash ?? null,
    baseHash,
    base: shipped,
  })
  return proposal
}

/** A proposal that waits, for a trial. Refused: `proposal-lost` when it was dropped or saved. */
export function proposalFor(context: DeskContext, proposalId: string): Waiting {
  return proposalsOf(context).get(proposalId) ?? refuse('proposal-lost')
}

export function dropProposal(context: DeskContext, proposalId: string): void {
  proposalsOf(context).delete(proposalId)
}

/**
 * Saves a proposal: the desk checks with it from now on. Refused: `proposal-lost`, and `pack-changed-since` when the pack
 * became another one after it was proposed.
 */
export async function saveProposal(context: DeskContext, proposalId: string, note: string): Promise<void> {
  const proposal = proposalFor(context, proposalId)
  const loaded = await context.packs.current()
  const current = loaded.packs.find(({ digest }) => digest.name === proposal.pack)
  if ((current?.digest.hash ?? null) !== proposal.beforeHash) refuse('pack-changed-since')
  // The shipped one as well: what it was changed from is compared with the next that the program brings.
  const files = [{ hash: proposal.hash, file: proposal.file }, ...(proposal.base === null ? [] : [proposal.base])]
  const texts = await Promise.all(files.map(({ file }) => readFile(file)))
  const sources = await context.blobs.putAll(texts)
  const at = context.now()
  record(context, () => {
    const keep = (hash: string, index: number, version: string): void =>
      keepPackSource(context.db, { hash, source: sources[index] ?? '', name: proposal.pack, version, at })
    keep(proposal.hash, 0, proposal.version)
    if (proposal.base !== null) keep(proposal.base.hash, 1, current?.shipped?.digest.version ?? '')
    append(context, [
      change('rule-pack.saved', proposal.pack, {
        name: proposal.pack,
        version: proposal.version,
        hash: proposal.hash,
        source: sources[0] ?? '',
        baseHash: proposal.baseHash,
        how: proposal.how,
        changes: changesOf(proposal.diff),
        note,
      }),
    ])
  })
  dropProposal(context, proposalId)
}

function changesOf({ rules }: PackDiff): { added: string[]; changed: string[]; removed: string[] } {
  const of = (kind: 'added' | 'changed' | 'removed'): string[] =>
    rules.filter((rule) => rule.kind === kind).map(({ id }) => id)
  return { added: of('added'), changed: of('changed'), removed: of('removed') }
}
