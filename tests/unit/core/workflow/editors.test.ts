import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countLists, listSubmissions } from '@core/store/repositories/submissions'
import { assignSubmission } from '@core/workflow/assignment'
import { setArchived } from '@core/workflow/organise'
import { addEditor, editorsOf, nameEditor } from '@core/workflow/desk'
import { retireEditor, saveEditor, switchEditor } from '@core/workflow/roles'
import { sortPiece } from '@core/workflow/triage'
import { timelineOf } from '@core/workflow/timeline'
import { colorOfRank, editorColorSchema } from '@shared/domain/editor-color'
import type { RefusalCode } from '@shared/domain/refusal'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { takeSubmission } from '../../../support/mails'
import { expectRefusal } from '../../../support/rows'

let desk: TestDesk
let owner: string
beforeEach(() => {
  desk = openTestDesk()
  nameEditor(desk.context, '主编')
  owner = desk.context.editorId
})
afterEach(() => desk.close())

const refuses = (run: () => unknown, code: RefusalCode): Promise<unknown> => expectRefusal(desk, code, run)
const eventTypes = (): string[] =>
  desk.context.db.prepare('SELECT type FROM audit_events ORDER BY seq').pluck().all() as string[]

describe('the editors of a desk', () => {
  it('have a colour each by the order in which they came, until one is chosen', () => {
    const others = Array.from({ length: 8 }, (_, index) => addEditor(desk.context, `编辑${index}`))
    const colors = editorsOf(desk.context).map(({ color }) => color)
    expect(colors).toEqual([...editorColorSchema.options, editorColorSchema.options[0]])
    const chosen = saveEditor(desk.context, others[0]?.id ?? '', { name: '编辑0', color: 'slate', role: 'editor' })
    expect(chosen.color).toBe('slate')
    expect(editorsOf(desk.context).map(({ color }) => color)).toEqual([colors[0], 'slate', ...colors.slice(2)])
  })

  it('are added whole, and only what changed is recorded', () => {
    const added = saveEditor(desk.context, null, { name: ' 小实 ', color: 'rose', role: 'senior' })
    expect(added).toMatchObject({ name: '小实', color: 'rose', role: 'senior' })
    const before = eventTypes().length
    saveEditor(desk.context, added.id, { name: '小实', color: 'rose', role: 'senior' })
    expect(eventTypes()).toHaveLength(before)
    saveEditor(desk.context, added.id, { name: '小石', color: 'rose', role: 'senior' })
    expect(eventTypes().slice(before)).toEqual(['editor.named'])
    expect(editorsOf(desk.context).map(({ name }) => name)).toEqual(['主编', '小石'])
  })

  it('retire: named in what they did, given nothing new, and reinstated; an owner stays', async () => {
    const { context } = desk
    const piece = await takeSubmission(context, { from: '周舟 <zhou@mail.example>' })
    const { id } = addEditor(context, '小实')
    assignSubmission(context, piece, id)
    expect(retireEditor(context, id, true)).toMatchObject({ name: '小实', retired: true })
    const before = eventTypes().length
    retireEditor(context, id, true)
    expect(eventTypes()).toHaveLength(before)
    expect(editorsOf(context).map(({ name, retired }) => [name, retired])).toEqual([
      ['主编', false],
      ['小实', true],
    ])
    // What was theirs stays theirs.
    const mine = listSubmissions(context.db, { filter: 'all', query: '', offset: 0, limit: 1 }).rows[0]
    expect(mine?.assignee).toMatchObject({ name: '小实' })
    await refuses(() => switchEditor(context, id), 'editor-retired')
    await refuses(() => addEditor(context, '小实'), 'editor-retired')
    assignSubmission(context, piece, null)
    await refuses(() => assignSubmission(context, piece, id), 'editor-retired')
    await refuses(
      () => sortPiece(context, { submissionId: piece, action: { choice: 'assign', editorId: id } }),
      'editor-retired',
    )
    await refuses(() => retireEditor(context, owner, true), 'last-owner')
    expect(retireEditor(context, id, false).retired).toBe(false)
    const second = saveEditor(context, id, { name: '小实', color: 'rose', role: 'owner' })
    await refuses(() => retireEditor(context, owner, true), 'retires-oneself')
    switchEditor(context, second.id)
    retireEditor(context, owner, true)
    // A retired owner is none.
    await refuses(() => saveEditor(context, second.id, { name: '小实', color: 'rose', role: 'editor' }), 'last-owner')
    const third = addEditor(context, '阿泽')
    switchEditor(context, third.id)
    await refuses(() => retireEditor(context, owner, false), 'owners-only')
  })

  it('are told apart by name', async () => {
    const added = addEditor(desk.context, '小实')
    await refuses(
      () => saveEditor(desk.context, null, { name: '小实', color: 'rose', role: 'editor' }),
      'editor-name-taken',
    )
    await refuses(() => nameEditor(desk.context, '小实'), 'editor-name-taken')
    switchEditor(desk.context, added.id)
    nameEditor(desk.context, '小实')
  })

  it('change their own name and colour; roles and others are an owner’s', async () => {
    const { id } = addEditor(desk.context, '小实')
    switchEditor(desk.context, id)
    expect(saveEditor(desk.context, id, { name: '小石', color: 'cyan', role: 'editor' }).name).toBe('小石')
    await refuses(() => saveEditor(desk.context, id, { name: '小石', color: 'cyan', role: 'senior' }), 'owners-only')
    await refuses(() => saveEditor(desk.context, owner, { name: '老编', color: 'cyan', role: 'owner' }), 'owners-only')
    await refuses(() => saveEditor(desk.context, null, { name: '新来', color: 'blue', role: 'owner' }), 'owners-only')
    expect(editorsOf(desk.context)).toHaveLength(2)
    expect(saveEditor(desk.context, null, { name: '新来', color: colorOfRank(2), role: 'editor' }).role).toBe('editor')
    switchEditor(desk.context, owner)
    await refuses(() => saveEditor(desk.context, owner, { name: '主编', color: 'teal', role: 'senior' }), 'last-owner')
  })

  it('have what is assigned to them in a list of their own, and every record names its doer', async () => {
    const id = await takeSubmission(desk.context, { from: '周舟 <zhou@mail.example>' })
    const other = addEditor(desk.context, '小实').id
    const mine = (me: string) =>
      listSubmissions(desk.context.db, { filter: 'mine', query: '', me, offset: 0, limit: 9 }).rows.map((row) => row.id)
    assignSubmission(desk.context, id, other)
    expect([mine(owner), mine(other)]).toEqual([[], [id]])
    expect([countLists(desk.context.db, owner).mine, countLists(desk.context.db, other).mine]).toEqual([0, 1])
    const said = timelineOf(desk.context, id).find(({ type }) => type === 'submission.assigned')
    expect(said).toMatchObject({ editorId: owner, editorName: '主编' })
    switchEditor(desk.context, other)
    setArchived(desk.context, id, true)
    expect(mine(other)).toEqual([])
    expect(timelineOf(desk.context, id).find(({ type }) => type === 'submission.archived')?.editorName).toBe('小实')
  })
})
