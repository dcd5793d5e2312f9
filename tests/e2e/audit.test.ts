/** 操作记录 in the real window, by keyboard: searched, read, saved as a file, and a database edited by hand found out. */
import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { addNote } from '@core/workflow/contact-notes'
import { addEditor, nameEditor } from '@core/workflow/desk'
import { settled, unreadable, violations } from '../support/axe'
import { openTestDesk } from '../support/desk'
import { keepPicture, launchDesk, resize, temporaryFolder, type DeskApp } from '../support/desk-app'
import { takeSubmission } from '../support/mails'

const TITLE = '联名款卖完之后，门店还剩下什么'
const SAID = '电话里说下周补两张图'
const COMPACT = { width: 1280, height: 800 }

const { folder, remove } = temporaryFolder('audit')
const profileDir = path.join(folder, 'profile')
const saved = path.join(folder, 'audit.jsonl')
let desk: DeskApp
let page: Page
let submissionId = ''
/** Events before the window was opened: each naming is one. */
const EDITORS = 60

beforeAll(async () => {
  const { context, close } = openTestDesk({ profileDir, keep: true })
  nameEditor(context, '苏打')
  submissionId = await takeSubmission(context, {
    from: '周舟 <zhou@mail.example>',
    subject: `投稿：${TITLE}`,
    text: `${TITLE}\n\n门店的客流回到了联名之前的水平，店长们开始重新计算每一杯的成本。`,
  })
  const authorId = context.db
    .prepare('SELECT author_id FROM submissions WHERE id = ?')
    .pluck()
    .get(submissionId) as string
  addNote(context, { authorId, channel: 'phone', text: SAID })
  for (let index = 1; index <= EDITORS; index += 1) addEditor(context, `编辑${index}`)
  close()
  desk = await launchDesk({ profileDir, size: COMPACT })
  page = desk.page
  await desk.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, saved)
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepPicture(page, 'audit')
})
afterAll(async () => {
  await desk.close()
  remove()
})

const rows = () => page.getByTestId('audit-row')
const detail = () => page.getByTestId('audit-detail')
const result = () => page.getByTestId('audit-check-result')

async function faults(name: string): Promise<string[]> {
  await page.mouse.move(640, 2)
  await settled(page)
  await page.screenshot({ path: path.join(os.tmpdir(), `tougao-${name}.png`) })
  return [...(await violations(page)), ...(await unreadable(page)), ...desk.problems.splice(0)]
}

describe('the audit trail', () => {
  it('opens by key and by palette, and is gone through by key', async () => {
    await page.getByTestId('nav-inbox').waitFor()
    await page.keyboard.press('Control+7')
    await rows().first().waitFor()
    await page.keyboard.press('j')
    await detail().getByText(`编辑${EDITORS}`).first().waitFor()
    await page.keyboard.press('j')
    await detail()
      .getByText(`编辑${EDITORS - 1}`)
      .first()
      .waitFor()
    await page.getByRole('listbox').focus()
    await page.keyboard.press('End')
    await detail().getByText('desk.created').waitFor()
    // Of a long list only what is looked at is drawn.
    expect(await rows().count()).toBeLessThan(EDITORS)
    expect(await faults('audit')).toEqual([])
    await page.getByTestId('nav-inbox').click()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('操作记录')
    await page.keyboard.press('Enter')
    await rows().first().waitFor()
  })

  it('is searched by words, piece, kind and person, and says when there is nothing', async () => {
    await page.getByTestId('audit-words').fill(SAID.slice(0, 6))
    await page.getByText('1 条', { exact: true }).waitFor()
    expect(await rows().textContent()).toContain(SAID)
    await page.getByTestId('audit-clear').click()
    await page.getByTestId('audit-piece').fill(TITLE.slice(0, 4))
    await rows().filter({ hasText: '收到来稿' }).waitFor()
    await page.locator('[data-type="editor.named"]').first().waitFor({ state: 'detached' })
    await page.getByTestId('audit-words').fill('从来没有说过的话')
    await page.getByText('没有符合的记录').waitFor()
    expect(await faults('audit-none')).toEqual([])
    await page.getByTestId('audit-clear').click()
    await page.getByTestId('audit-kind').click()
    await page.getByRole('option', { name: '作者' }).click()
    await rows().filter({ hasText: SAID }).waitFor()
    await page.getByTestId('audit-clear').click()
    await page.getByTestId('audit-who').click()
    await page.getByRole('option', { name: '工作台自动' }).click()
    await rows().filter({ hasText: '收到第 1 稿' }).waitFor()
    await page.locator('[data-type="editor.named"]').first().waitFor({ state: 'detached' })
    await page.getByTestId('audit-clear').click()
  })

  it('is saved as a file', async () => {
    await page.getByTestId('audit-export').click()
    await page.getByTestId('audit-export-jsonl').click()
    await page.getByText('操作记录已保存。').waitFor()
    const lines = readFileSync(saved, 'utf8').trimEnd().split('\n')
    expect(JSON.parse(lines[0]!)).toMatchObject({ seq: 1, type: 'desk.created' })
    expect(lines.length).toBeGreaterThan(EDITORS)
  })

  it('is whole until somebody edits the database, and then says where', async () => {
    await page.getByTestId('audit-check').click()
    await result().getByText('现状与记录一致').waitFor()
    const db = new Database(path.join(profileDir, 'desk.db'))
    db.exec("UPDATE audit_payloads SET payload = replace(payload, '编辑7\"', '编辑八\"')")
    db.prepare("UPDATE submissions SET state = 'accepted' WHERE id = ?").run(submissionId)
    const { seq } = db.prepare("SELECT seq FROM audit_payloads WHERE payload LIKE '%编辑八%'").get() as { seq: number }
    db.close()
    await page.getByTestId('audit-check').click()
    await result().getByText(`submissions 表 ${submissionId}：state 与记录不符`).waitFor()
    const place = result().getByRole('button', { name: `第 ${seq} 条：内容被改过` })
    expect(await faults('audit-broken')).toEqual([])
    await place.press('Enter')
    await detail().getByText('编辑八').first().waitFor()
    await resize(desk.app, { width: 1920, height: 1080 })
    expect(await faults('audit-broken-large')).toEqual([])
  })
})
