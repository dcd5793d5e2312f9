/** The desk's own settings and what its title bar shows. */
import type { DeskCounts, DeskInfo, Editor, Stats } from '@shared/domain/desk'
import { change } from '@shared/domain/event'
import type { ExportSettings } from '@shared/domain/export'
import { v7 as uuidv7 } from 'uuid'
import { countAuthors, countDueFollowUps } from '../store/repositories/authors'
import { countHeldLetters, countUnsettledLetters } from '../store/repositories/decisions'
import { findEditorByName, getDesk, getEditor, listEditors } from '../store/repositories/desk'
import { countQuarantined } from '../store/repositories/messages'
import { readStats } from '../store/repositories/statistics'
import { countByState, countLists } from '../store/repositories/submissions'
import { announce, append, transact, type DeskContext } from './context'
import { localDate } from './local-date'
import { refuse } from './refuse'
import { statementProblem } from './statement'

export function deskInfo(context: DeskContext, shell: { readonly demo: boolean; readonly version: string }): DeskInfo {
  const desk = getDesk(context.db)
  const editor = getEditor(context.db, context.editorId)
  if (desk === null || editor === null) throw new Error('the desk is not there')
  return {
    deskId: context.deskId,
    profileDir: context.profileDir,
    demo: shell.demo,
    version: shell.version,
    editor,
    firstRun: editor.name === '',
    zone: desk.zone,
    keyring: context.secrets.keyring(),
    secretsLocked: context.secrets.locked(),
    undoSeconds: desk.undoSeconds,
    signature: desk.signature,
    exportSettings: desk.exportSettings,
    approval: desk.approval,
    followUpNotices: desk.followUpNotices,
    today: localDate(context.now(), context.zone),
  }
}

/** What is added to pieces that leave the desk: closing lines, statements. */
export function setExportSettings(context: DeskContext, settings: ExportSettings): void {
  const problem = statementProblem(settings.statement)
  if (problem !== null) refuse('statement-unreadable', { reason: problem })
  transact(context, () => {
    if (JSON.stringify(getDesk(context.db)?.exportSettings) === JSON.stringify(settings)) return
    append(context, [change('desk.export-settings-changed', context.deskId, { settings })])
  })
  announce(context, 'desk')
}

/** Whether the system tells of follow-ups that come due; the desk's own marks stay. */
export function setFollowUpNotices(context: DeskContext, followUps: boolean): void {
  transact(context, () => {
    if (getDesk(context.db)?.followUpNotices === followUps) return
    append(context, [change('desk.notices-changed', context.deskId, { followUps })])
  })
  announce(context, 'desk')
}

export function deskCounts(context: DeskContext): DeskCounts {
  const byState = countByState(context.db)
  const { open, unread, complaints, awaitingAuthor, archived, triage, toSchedule, awaitingApproval, mine } = countLists(
    context.db,
    context.editorId,
  )
  const count = (state: string): number => byState[state] ?? 0
  return {
    open,
    all: Object.values(byState).reduce((sum, each) => sum + each, 0),
    new: count('new'),
    reviewing: count('reviewing'),
    revising: count('revising'),
    accepted: count('accepted'),
    rejected: count('rejected'),
    withdrawn: count('withdrawn'),
    junk: count('junk'),
    reserved: count('reserved'),
    complaints,
    'awaiting-author': awaitingAuthor,
    'to-schedule': toSchedule,
    'awaiting-approval': awaitingApproval,
    mine,
    archived,
    triage,
    quarantine: countQuarantined(context.db),
    unread,
    outbox: countUnsettledLetters(context.db),
    held: countHeldLetters(context.db),
    authors: countAuthors(context.db),
    followUpsDue: countDueFollowUps(context.db, localDate(context.now(), context.zone)),
  }
}

/** Whoever sits at the desk is called this from now on. Refused: `editor-name-taken`. */
export function nameEditor(context: DeskContext, name: string): Editor {
  transact(context, () => {
    const namesake = findEditorByName(context.db, name)
    if (namesake !== null && namesake.id !== context.editorId) refuse('editor-name-taken', { name })
    append(context, [change('editor.named', context.editorId, { editorId: context.editorId, name })])
  })
  announce(context, 'desk')
  return getEditor(context.db, context.editorId) ?? refuse('not-found')
}

/** The editor of a name, made if there is none: the command line acts for whom it is told. `doer`: who says so. Refused: `editor-retired`. */
export function editorNamed(context: DeskContext, name: string, doer?: string): Editor {
  const known = findEditorByName(context.db, name)
  if (known?.retired === true) refuse('editor-retired', { name })
  if (known !== null) return known
  const editorId = uuidv7({ msecs: context.now() })
  transact(context, () => append(context, [change('editor.named', editorId, { editorId, name })], doer ?? editorId))
  return getEditor(context.db, editorId) ?? refuse('not-found')
}

/** Who works at this desk and has a name, its own editor first. */
export function editorsOf(context: DeskContext): Editor[] {
  return listEditors(context.db).filter(({ name }) => name !== '')
}

/** A colleague, known from now on by this name. */
export function addEditor(context: DeskContext, name: string): Editor {
  const editor = editorNamed(context, name, context.editorId)
  announce(context, 'desk')
  return editor
}

export function setLetterSettings(context: DeskContext, signature: string, undoSeconds: number): void {
  transact(context, () =>
    append(context, [change('desk.letter-settings-changed', context.deskId, { signature, undoSeconds })]),
  )
  announce(context, 'desk')
}

export function deskStats(context: DeskContext): Stats {
  return readStats(context.db)
}
