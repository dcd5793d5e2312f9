/** Who may do what at this desk. Roles keep order among colleagues; they are no lock: whoever sits at the desk can switch. */
import { change } from '@shared/domain/event'
import type { Editor } from '@shared/domain/desk'
import { isSenior, needsApproval, type Approval, type Role } from '@shared/domain/role'
import { getDesk, getEditor, listEditors } from '../store/repositories/desk'
import { announce, append, transact, type DeskContext } from './context'
import { refuse } from './refuse'

function roleOf(context: DeskContext, editorId = context.editorId): Role {
  return getEditor(context.db, editorId)?.role ?? 'editor'
}

/** Whether whoever acts is a senior or an owner. */
export function actsAsSenior(context: DeskContext): boolean {
  return isSenior(roleOf(context))
}

/** Refuses unless whoever acts is a senior or an owner. */
export function requireSenior(context: DeskContext, editorId = context.editorId): void {
  if (!isSenior(roleOf(context, editorId))) refuse('not-permitted')
}

/** Whether what somebody decides is a draft that waits for a senior. */
export function isDeputy(context: DeskContext, editorId = context.editorId): boolean {
  return needsApproval(getDesk(context.db)?.approval ?? 'none', roleOf(context, editorId))
}

/** Gives a colleague another role; owners only, and one owner stays. */
export function setRole(context: DeskContext, editorId: string, role: Role): Editor {
  const changed = transact(context, () => {
    if (roleOf(context) !== 'owner') refuse('not-permitted')
    const editor = getEditor(context.db, editorId) ?? refuse('not-found')
    if (editor.role === role) return editor
    const owners = listEditors(context.db).filter((each) => each.role === 'owner')
    if (editor.role === 'owner' && owners.length === 1) refuse('last-owner')
    append(context, [change('editor.role-changed', editorId, { editorId, from: editor.role, to: role })])
    return { ...editor, role }
  })
  announce(context, 'desk')
  return changed
}

/** Whether a deputy's decision waits for a senior; owners only. Drafts that wait go on waiting when it is switched off. */
export function setApproval(context: DeskContext, approval: Approval): void {
  transact(context, () => {
    if (roleOf(context) !== 'owner') refuse('not-permitted')
    const from = getDesk(context.db)?.approval ?? 'none'
    if (from === approval) return
    append(context, [change('desk.approval-changed', context.deskId, { from, to: approval })])
  })
  announce(context, 'desk')
}

/** Somebody else sits down at the desk: every record carries their name from now on. */
export function switchEditor(context: DeskContext, editorId: string): Editor {
  const editor = transact(context, () => {
    const next = getEditor(context.db, editorId) ?? refuse('not-found')
    if (next.name === '') refuse('not-found')
    const from = context.editorId
    if (from !== editorId) append(context, [change('desk.editor-switched', context.deskId, { from, to: editorId })])
    return next
  })
  context.actAs(editorId)
  announce(context, 'desk', 'submissions', 'annotations')
  return editor
}
