/**
 * The rule packs that this desk checks with: those of the program, those it changed and those of its own, with what is
 * switched off. They are read in a worker when they are first asked for, so that opening a desk does not wait for them;
 * only digests stay in memory here.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { canonicalJson } from '@shared/canonical-json'
import { fail, type Result } from '@shared/domain/result'
import type { PackDigest, PackProblem, PacksUsed, PackTrouble } from '@shared/domain/rules'
import type { BlobStore } from '../store/blobs'
import type { Db } from '../store/open-database'
import {
  keepPackSet,
  keepPackSource,
  listPackRows,
  listSwitchedOff,
  packSource,
  type PackRow,
} from '../store/repositories/rule-packs'
import type { PackRef } from '../workers/pack-files'
import type { TaskRunner } from '../workers/pool'
import { shippedPackFiles } from './shipped-packs'

/** A version of a pack and where its YAML lies. */
export interface PackFile {
  readonly file: string
  readonly digest: PackDigest
}

/** A pack of the desk. */
export interface DeskPack extends PackFile {
  /** `shipped`: as it came; `changed`: one's own version of a shipped one; `own`: made here or imported. */
  readonly origin: 'shipped' | 'changed' | 'own'
  /** The program's own version. */
  readonly shipped: PackFile | null
  /** The shipped version that a changed one was made from or compared with. */
  readonly baseHash: string | null
  /** Of a changed one: the program brought another version since. */
  readonly hasUpdate: boolean
  readonly enabled: boolean
  /** Ids of its rules that are switched off. */
  readonly off: readonly string[]
}

export interface LoadedPacks {
  /** By name. */
  readonly packs: readonly DeskPack[]
  /** What could not be read; the rest goes on. */
  readonly troubles: readonly PackTrouble[]
  /** What checks run with. */
  readonly refs: readonly PackRef[]
  readonly used: PacksUsed
  /** Names `used`: what a stored check says it was made with. */
  readonly key: string
}

export interface PackShelf {
  /** Throws when no worker could read them; the next call tries again. */
  current(): Promise<LoadedPacks>
  /** What was read last; null before. */
  loaded(): LoadedPacks | null
  /** What is stored about packs changed: looks again. */
  refresh(): void
}

export interface ShelfOptions {
  readonly db: Db
  readonly blobs: BlobStore
  readonly tasks: TaskRunner
  /** `resources/rule-packs`. */
  readonly folder: string
}

type Read = Result<PackDigest, readonly PackProblem[]>

export function openPackShelf(options: ShelfOptions): PackShelf {
  /** By file: neither the program's files nor blobs change while it runs. */
  const known = new Map<string, Read>()
  let loading: Promise<LoadedPacks> | null = null
  let last: LoadedPacks | null = null
  return {
    current() {
      loading ??= load(options, known).then(
        (packs) => (last = packs),
        (error: unknown) => {
          loading = null
          throw error
        },
      )
      return loading
    },
    loaded: () => last,
    refresh() {
      loading = null
    },
  }
}

async function load(options: ShelfOptions, known: Map<string, Read>): Promise<LoadedPacks> {
  const { db, blobs } = options
  const files = shippedPackFiles(options.folder)
  const rows = listPackRows(db).filter(({ removed }) => !removed)
  const storedFile = (row: PackRow): string | null => {
    const kept = row.hash === null ? null : packSource(db, row.hash)
    return kept === null ? null : blobs.path(kept.source)
  }
  const stored = new Map(rows.flatMap((row) => (row.hash === null ? [] : [[row.name, storedFile(row)] as const])))
  const wanted = [...files, ...[...stored.values()].filter((file) => file !== null)]
  await readAll(options.tasks, wanted, known)

  const troubles: PackTrouble[] = []
  const shipped = new Map<string, PackFile>()
  for (const file of files) {
    const read = known.get(file)
    if (read?.ok === true) shipped.set(read.value.name, { file, digest: read.value })
    else troubles.push({ where: 'file', name: path.basename(file), problems: problemsOf(read), fellBack: false })
  }
  const off = new Set(listSwitchedOff(db).map(({ ruleId }) => ruleId))
  const byName = new Map(rows.map((row) => [row.name, row]))
  const names = [...new Set([...shipped.keys(), ...byName.keys()])].toSorted(byUnits)
  const packs = names.flatMap((name): DeskPack[] => {
    const row = byName.get(name)
    const own = shipped.get(name) ?? null
    const kept = keptVersion(row, stored.get(name), known)
    if (kept !== null && !kept.ok) {
      troubles.push({ where: 'stored', name, problems: [...kept.error], fellBack: own !== null })
    }
    // One that is as the shipped one was follows the program; so does one that cannot be read.
    const isChanged =
      kept?.ok === true && (own === null || row?.hash !== row?.baseHash) && row?.hash !== own?.digest.hash
    const used = isChanged ? kept.value : own
    if (used === null) return []
    return [
      {
        ...used,
        origin: !isChanged ? 'shipped' : own === null ? 'own' : 'changed',
        shipped: own,
        baseHash: row?.baseHash ?? null,
        hasUpdate: isChanged && own !== null && own.digest.hash !== row?.baseHash,
        enabled: row?.enabled ?? true,
        off: used.digest.rules.map(({ id }) => id).filter((id) => off.has(id)),
      },
    ]
  })
  return { packs, troubles, ...usedOf(packs) }
}

/** What of the desk's own is used under a name: the version, why it cannot be, or null for nothing. */
function keptVersion(
  row: PackRow | undefined,
  file: string | null | undefined,
  known: ReadonlyMap<string, Read>,
): Result<PackFile, readonly PackProblem[]> | null {
  if (row === undefined || row.hash === null || row.hash === row.baseHash) return null
  const read = file === null || file === undefined ? undefined : known.get(file)
  if (file === null || file === undefined || read === undefined || !read.ok) return fail(problemsOf(read))
  if (read.value.hash !== row.hash) {
    return fail([{ code: 'other-content', at: '', line: null, detail: read.value.hash }])
  }
  return { ok: true, value: { file, digest: read.value } }
}

function problemsOf(read: Read | undefined): PackProblem[] {
  if (read === undefined || read.ok) return [{ code: 'unreadable', at: '', line: null, detail: '' }]
  return [...read.error]
}

async function readAll(tasks: TaskRunner, files: readonly string[], known: Map<string, Read>): Promise<void> {
  const missing = files.filter((file) => !known.has(file))
  if (missing.length === 0) return
  const run = await tasks.run('read-packs', { files: missing })
  if (!run.ok) throw new Error(`the rule packs were not read: ${run.error.detail}`)
  missing.forEach((file, index) => {
    const read = run.value[index]
    // A blob that is missing may come back with a restore: it is looked for again.
    if (read !== undefined && (read.ok || read.error[0]?.code !== 'unreadable')) known.set(file, read)
  })
}

function usedOf(packs: readonly DeskPack[]): Pick<LoadedPacks, 'refs' | 'used' | 'key'> {
  const refs = packs.map(({ file, digest, enabled, off }): PackRef => ({
    hash: digest.hash,
    file,
    off: enabled ? off : 'all',
  }))
  const used: PacksUsed = packs.map(({ digest, enabled, off }) => ({
    name: digest.name,
    hash: digest.hash,
    off: enabled ? [...off] : 'all',
  }))
  return { refs, used, key: createHash('sha256').update(canonicalJson(used)).digest('hex') }
}

/** By UTF-16 units, not by locale: the order is part of what a check was made with. */
function byUnits(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/**
 * Keeps the packs' text before they give a verdict, so that it can be made again: each version once, as a blob. The refs that
 * come back read the blobs, which stay when the program is replaced while it runs.
 */
export async function keepPacks(
  { db, blobs, now }: { readonly db: Db; readonly blobs: BlobStore; readonly now: () => number },
  { packs, refs, used, key }: LoadedPacks,
): Promise<readonly PackRef[]> {
  const missing = packs.filter(({ digest }) => packSource(db, digest.hash) === null)
  const texts = await Promise.all(missing.map(({ file }) => readFile(file)))
  const sources = texts.length === 0 ? [] : await blobs.putAll(texts)
  db.transaction(() => {
    missing.forEach(({ digest: { hash, name, version } }, index) => {
      keepPackSource(db, { hash, name, version, source: sources[index] ?? '', at: now() })
    })
    keepPackSet(db, key, used)
  }).immediate()
  return refs.map((ref) => {
    const kept = packSource(db, ref.hash)
    return kept === null ? ref : { ...ref, file: blobs.path(kept.source) }
  })
}
