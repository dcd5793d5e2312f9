/** Opens a profile: the folder that holds all a desk knows. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { change } from '@shared/domain/event'
import type { DeskEvent } from '@shared/domain/desk'
import { fail, ok, type Result } from '@shared/domain/result'
import { appendEvents } from '../record/append'
import { DESK_FILE } from '../store/desk-file'
import { openBlobs, type BlobStore } from '../store/blobs'
import { acquireDeskLock, type DeskLock } from '../store/desk-lock'
import { openKeeper } from '../store/keeper'
import { openDatabase, openFailure, openReadOnly, type Db, type OpenFailure } from '../store/open-database'
import { getDesk, listEditors } from '../store/repositories/desk'
import type { TaskRunner } from '../workers/pool'
import type { DeskContext } from './context'
import { openConversions } from './conversions'
import { clearMade } from './made-files'
import { openPackShelf } from './pack-shelf'
import { openSecrets, type Keyring } from './secrets'

export interface DeskOptions {
  readonly profileDir: string
  /** The folder with rule-packs/ and templates/. */
  readonly resourcesDir: string
  readonly tasks: TaskRunner
  /** The built `keeper.js`, the thread that writes raw mail. Without it the core's thread writes. */
  readonly keeperFile?: string
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
  const databaseFile = path.join(profileDir, DESK_FILE)
  const folder = prepareFolder(options, databaseFile)
  if (!folder.ok) return folder
  let lock: DeskLock | null = null
  let db: Db | null = null
  const blobFolder = path.join(profileDir, 'blobs')
  const keeper = options.keeperFile === undefined ? null : openKeeper(options.keeperFile, blobFolder)
  const close = (): void => {
    keeper?.close()
    db?.close()
    lock?.release()
  }
  try {
    if (options.mode === 'write') {
      lock = acquireDeskLock(path.join(profileDir, 'desk.lock'))
      if (lock === null) return fail({ code: 'locked' })
      clearMade(profileDir)
    }
    const opened = options.mode === 'write' ? openDatabase(databaseFile) : openReadOnly(databaseFile)
    if (!opened.ok) {
      close()
      return opened
    }
    db = opened.value
    const context = deskContext(options, db, () => openBlobs(blobFolder, options.mode, keeper?.keep))
    if (context.ok) return ok({ context: context.value, close })
    close()
    return context
  } catch (error) {
    close()
    return fail(openFailure(error))
  }
}

/** What use cases work with, over an open database; its first events when the desk is new. */
function deskContext(options: DeskOptions, db: Db, open: () => BlobStore): Result<DeskContext, DeskOpenFailure> {
  const { profileDir } = options
  const now = options.now ?? Date.now
  const blobs = open()
  const known = getDesk(db)
  if (known === null && options.mode === 'read') return fail({ code: 'no-profile' })
  if (known === null && blobs.list().next().done !== true) {
    // A new desk over old mail would look as if everything were lost and mix with what is restored later.
    return fail({ code: 'damaged', detail: 'the database is empty, and the profile holds mail' })
  }
  const desk = known ?? createDesk(db, now())
  let sitting = getDesk(db)?.editorId ?? listEditors(db)[0]?.id
  if (sitting === undefined) throw new Error('the desk has no editor')
  return ok({
    db,
    blobs,
    tasks: options.tasks,
    conversions: openConversions(),
    packs: openPackShelf({ db, blobs, tasks: options.tasks, folder: path.join(options.resourcesDir, 'rule-packs') }),
    templates: loadTemplates(path.join(options.resourcesDir, 'templates')),
    secrets: openSecrets(path.join(profileDir, 'secrets.json'), options.keyring),
    profileDir,
    deskId: desk.deskId,
    zone: desk.zone,
    now,
    get editorId() {
      return sitting ?? ''
    },
    actAs: (editorId) => {
      sitting = editorId
    },
    emit: options.emit ?? (() => undefined),
  })
}

function prepareFolder(options: DeskOptions, databaseFile: string): Result<null, DeskOpenFailure> {
  if (options.mode === 'read') return existsSync(databaseFile) ? ok(null) : fail({ code: 'no-profile' })
  try {
    // Mail is for nobody else on this machine.
    mkdirSync(options.profileDir, { recursive: true, mode: 0o700 })
    return ok(null)
  } catch (error) {
    // A drive that is not there.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return fail({ code: 'not-writable', detail: (error as Error).message })
    }
    return fail(openFailure(error))
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

function loadTemplates(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder)
      .filter((name) => /\.(?:liquid|txt|json)$/.test(name))
      .map((name) => [path.parse(name).name, readFileSync(path.join(folder, name), 'utf8')]),
  )
}
