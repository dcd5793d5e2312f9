/** Opens a profile: the folder that holds all a desk knows. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { change } from '@shared/domain/event'
import type { DeskEvent } from '@shared/domain/desk'
import { fail, ok, type Result } from '@shared/domain/result'
import { loadRulePack, summarise } from '../compliance'
import { appendEvents } from '../record/append'
import { openBlobs } from '../store/blobs'
import { acquireDeskLock } from '../store/desk-lock'
import { openDatabase, openReadOnly, type Db, type OpenFailure } from '../store/open-database'
import { getDesk, listEditors } from '../store/repositories/desk'
import type { TaskRunner } from '../workers/pool'
import type { DeskContext, LoadedPacks } from './context'
import { openSecrets, type Keyring } from './secrets'

export interface DeskOptions {
  readonly profileDir: string
  /** The folder with rule-packs/ and templates/. */
  readonly resourcesDir: string
  readonly tasks: TaskRunner
  readonly keyring: Keyring
  /** `read`: beside a running desk, nothing is written and no lock is taken. */
  readonly mode: 'write' | 'read'
  readonly now?: () => number
  readonly emit?: (event: DeskEvent) => void
}

export interface OpenedDesk {
  readonly context: DeskContext
  close(): void
}

/** Why a profile was not opened. Nothing in it was changed. */
export type DeskOpenFailure = OpenFailure | { readonly code: 'locked' } | { readonly code: 'no-profile' }

export function openDesk(options: DeskOptions): Result<OpenedDesk, DeskOpenFailure> {
  const { profileDir } = options
  const databaseFile = path.join(profileDir, 'desk.db')
  const folder = prepareFolder(options, databaseFile)
  if (!folder.ok) return folder
  const lock = options.mode === 'write' ? acquireDeskLock(path.join(profileDir, 'desk.lock')) : null
  if (options.mode === 'write' && lock === null) return fail({ code: 'locked' })
  const opened = options.mode === 'write' ? openDatabase(databaseFile) : openReadOnly(databaseFile)
  if (!opened.ok) {
    lock?.release()
    return opened
  }
  const db = opened.value
  const now = options.now ?? Date.now
  const desk = getDesk(db) ?? createDesk(db, now())
  const editorId = listEditors(db)[0]?.id
  if (editorId === undefined) throw new Error('the desk has no editor')
  const context: DeskContext = {
    db,
    blobs: openBlobs(path.join(profileDir, 'blobs'), options.mode),
    tasks: options.tasks,
    packs: loadPacks(path.join(options.resourcesDir, 'rule-packs')),
    templates: loadTemplates(path.join(options.resourcesDir, 'templates')),
    secrets: openSecrets(path.join(profileDir, 'secrets.json'), options.keyring),
    profileDir,
    deskId: desk.deskId,
    zone: desk.zone,
    now,
    editorId,
    emit: options.emit ?? (() => undefined),
  }
  return ok({
    context,
    close() {
      db.close()
      lock?.release()
    },
  })
}

function prepareFolder(options: DeskOptions, databaseFile: string): Result<null, DeskOpenFailure> {
  if (options.mode === 'read') return existsSync(databaseFile) ? ok(null) : fail({ code: 'no-profile' })
  try {
    mkdirSync(options.profileDir, { recursive: true })
    return ok(null)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return fail({ code: code === 'ENOSPC' ? 'disk-full' : 'not-writable', detail: message })
  }
}

/** The first events of a new desk: it exists, and somebody without a name yet works at it. */
function createDesk(db: Db, now: number): { deskId: string; zone: string } {
  const deskId = uuidv7({ msecs: now })
  const editorId = uuidv7({ msecs: now })
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  // A machine without a zone says UTC; the house lives in Shanghai's.
  const zone = timeZone === 'UTC' || timeZone === undefined ? 'Asia/Shanghai' : timeZone
  db.transaction(() => {
    appendEvents(db, { deskId, editorId, now }, [
      change('desk.created', deskId, { zone }),
      change('editor.named', editorId, { editorId, name: '' }),
    ])
  }).immediate()
  return { deskId, zone }
}

/** Loads every pack of a folder. A shipped pack that does not load is a bug, caught by its tests. */
function loadPacks(folder: string): LoadedPacks {
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
  const packs = sources.map((source) => {
    const pack = loadRulePack(source)
    if (!pack.ok) throw new Error(`a rule pack does not load: ${JSON.stringify(pack.error)}`)
    return pack.value
  })
  return { sources, summaries: packs.map(summarise), key: packs.map((pack) => pack.hash).join(' ') }
}

function loadTemplates(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.liquid'))
      .map((name) => [path.basename(name, '.liquid'), readFileSync(path.join(folder, name), 'utf8')]),
  )
}
