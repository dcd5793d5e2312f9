/** Who may do what at this desk. Roles keep order among colleagues; they are no lock: whoever sits at the desk can switch. */
import { v7 as uuidv7 } from 'uuid'
import { change, type DeskChange } from '@shared/domain/event'
import type { Editor } from '@shared/domain/desk'
import type { EditorColor } from '@shared/domain/editor-color'
import { isSenior, needsApproval, type Approval, type Role } from '@shared/domain/role'
import { findEditorByName, getDesk, getEditor, listEditors } from '../store/repositories/desk'
import { announce, append, transact, type DeskContext } from './context'
import { refuse } from './refuse'

function roleOf(context: DeskContext, editorId = context.editorId): Role {
  return getEditor(context.db, editorId)?.role ?? 'editor'
}

/** Whether whoever acts is a senior or an owner. */
export function actsAsSenior(context: DeskContext): boolean {
  return isSenior(roleOf(context))
}

/** What these events say is for seniors and owners, wherever it could be read: fees and contracts. That they happened is everybody's. */
const SENIORS_ONLY: ReadonlySet<string> = new Set(['submission.terms-noted'])

/** Whether what an event says is kept from whoever acts. */
export function isWithheld(context: DeskContext, type: string): boolean {
  return SENIORS_ONLY.has(type) && !actsAsSenior(context)
}

/** Refuses unless whoever acts is a senior or an owner. */
export function requireSenior(context: DeskContext, editorId = context.editorId): void {
  if (!isSenior(roleOf(context, editorId))) refuse('not-permitted')
}

/** Whether what somebody decides is a draft that waits for a senior. */
export function isDeputy(context: DeskContext, editorId = context.editorId): boolean {
  return needsApproval(getDesk(context.db)?.approval ?? 'none', roleOf(context, editorId))
}

/** Refuses unless whoever acts is an owner. */
function requireOwner(context: DeskContext): void {
  if (roleOf(context) !== 'owner') refuse('owners-only')
}

/** Whether no other owner works here. */
function isLastOwner(db: DeskContext['db'], editorId: string): boolean {
  return !listEditors(db).some(({ id, role, retired }) => id !== editorId && role === 'owner' && !retired)
}

/** One owner stays. */
function roleChanges({ db }: DeskContext, editor: Editor, role: Role): DeskChange[] {
  if (editor.role === role) return []
  if (editor.role === 'owner' && isLastOwner(db, editor.id)) refuse('last-owner')
  return [change('editor.role-changed', editor.id, { editorId: editor.id, from: editor.role, to: role })]
}

export interface EditorFacts {
  readonly name: string
  readonly color: EditorColor
  readonly role: Role
}

/**
 * Adds a colleague (`editorId` null), or changes name, colour and role of one, or nothing at all. Everybody adds colleagues as
 * 编辑 and changes their own name and colour; the rest is an owner's. Refused: `editor-name-taken`, since records and the
 * mailbox's claims are told apart by the name.
 */
export function saveEditor(context: DeskContext, editorId: string | null, facts: EditorFacts): Editor {
  const saved = transact(context, () => {
    const name = facts.name.trim()
    const known = editorId === null ? null : (getEditor(context.db, editorId) ?? refuse('not-found'))
    const namesake = findEditorByName(context.db, name)
    if (namesake !== null && namesake.id !== known?.id) refuse('editor-name-taken', { name })
    if (known !== null && known.id !== context.editorId) requireOwner(context)
    const id = known?.id ?? uuidv7({ msecs: context.now() })
    if (known?.name !== name) append(context, [change('editor.named', id, { editorId: id, name })])
    const editor = getEditor(context.db, id) ?? refuse('not-found')
    if (editor.role !== facts.role) requireOwner(context)
    append(context, [
      ...(editor.color === facts.color ? [] : [change('editor.coloured', id, { editorId: id, color: facts.color })]),
      ...roleChanges(context, editor, facts.role),
    ])
    return getEditor(context.db, id) ?? refuse('not-found')
  })
  announce(context, 'desk', 'submissions', 'annotations', 'authors')
  return saved
}

/**
 * A colleague works here no more (`retired`), or again: offered nowhere, while all that they did stays theirs. Owners only; not for
 * oneself, since whoever sits at the desk works here, nor for the last owner.
 */
export function retireEditor(context: DeskContext, editorId: string, retired: boolean): Editor {
  const { db } = context
  const editor = transact(context, () => {
    requireOwner(context)
    const known = getEditor(db, editorId) ?? refuse('not-found')
    if (retired && known.role === 'owner' && isLastOwner(db, editorId)) refuse('last-owner')
    if (retired && editorId === context.editorId) refuse('retires-oneself')
    if (known.retired !== retired) append(context, [change('editor.retired', editorId, { editorId, retired })])
    return getEditor(db, editorId) ?? refuse('not-found')
  })
  announce(context, 'desk', 'submissions')
  return editor
}

/** An editor to whom something new is given. Refused: `editor-retired`. */
export function workingEditor({ db }: DeskContext, editorId: string): Editor {
  const editor = getEditor(db, editorId) ?? refuse('not-found')
  if (editor.retired) refuse('editor-retired', { name: editor.name })
  return editor
}

/** Whether a deputy's decision waits for a senior; owners only. Drafts that wait go on waiting when it is switched off. */
export function setApproval(context: DeskContext, approval: Approval): void {
  transact(context, () => {
    requireOwner(context)
    const from = getDesk(context.db)?.approval ?? 'none'
    if (from === approval) return
    append(context, [change('desk.approval-changed', context.deskId, { from, to: approval })])
  })
  announce(context, 'desk')
}

/** Somebody else sits down at the desk: every record carries their name from now on. */
export function switchEditor(context: DeskContext, editorId: string): Editor {
  const editor = transact(context, () => {
    const next = workingEditor(context, editorId)
    if (next.name === '') refuse('not-found')
    const from = context.editorId
    if (from !== editorId) append(context, [change('desk.editor-switched', context.deskId, { from, to: editorId })])
    return next
  })
  context.actAs(editorId)
  announce(context, 'desk', 'submissions', 'annotations', 'authors')
  return editor
}
