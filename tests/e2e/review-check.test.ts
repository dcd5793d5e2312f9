/** The check at the review, in the real window: a revision says what is fixed and new, one key drafts the letter, clauses are signed. */
import { mkdirSync, mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nameEditor } from '@core/workflow/desk'
import { openTestDesk } from '../support/desk'
import { launchDesk, temporaryFolder, type DeskApp } from '../support/desk-app'
import { lookAt } from '../support/look'
import { ARTICLE, addMaildir, rawMail, takeMail } from '../support/mails'

const { folder, remove } = temporaryFolder('review-check')
const profileDir = path.join(folder, 'profile')
const pictures = mkdtempSync(path.join(os.tmpdir(), 'tougao-review-check-'))
let desk: DeskApp

const kept = '想了解的读者，微信号：zhuanqian888，备注投稿。'
const fixed = '这套方法稳赚不赔，全网最低价。'
const fresh = '也可以加Q群：778899123 领取资料。'

beforeAll(async () => {
  mkdirSync(profileDir, { recursive: true })
  const made = openTestDesk({ profileDir, keep: true })
  const { context } = made
  nameEditor(context, '小羽毛')
  const maildir = path.join(folder, 'maildir')
  for (const sub of ['new', 'cur', 'tmp']) mkdirSync(path.join(maildir, sub), { recursive: true })
  await addMaildir(context, maildir)
  const first = rawMail({ messageId: '<first@mail.example>', text: [ARTICLE, kept, fixed].join('\n\n') })
  const second = rawMail({
    messageId: '<second@mail.example>',
    inReplyTo: '<first@mail.example>',
    text: [ARTICLE, fresh, kept].join('\n\n'),
  })
  await takeMail(context, first)
  await takeMail(context, second)
  made.close()
  desk = await launchDesk({ profileDir, size: { width: 1280, height: 800 } })
  const { page } = desk
  await page.getByTestId('inbox-row').first().click()
  await page.getByTestId('start-review').click()
  await page.getByTestId('manuscript').waitFor()
})
afterAll(async () => {
  await desk.close()
  process.stderr.write(`Pictures of the screens: ${pictures}\n`)
  remove()
})

const look = (name: string): Promise<void> => lookAt(desk, pictures, name)

test('a revision says what is fixed, new and still there', async () => {
  const { page } = desk
  await page.getByTestId('tab-findings').click()
  const line = page.getByTestId('since-last')
  await line.waitFor()
  expect(await line.textContent()).toMatch(/较第 1 稿：改好 [1-9]\d*，新增 [1-9]\d*，仍在 [1-9]/)
  await page.getByTestId('since-last-fixed').click()
  expect(await line.locator('s').allTextContents()).toContain('稳赚不赔')
  const chipOf = (words: string) =>
    page.getByTestId('finding-card').filter({ hasText: words }).getByTestId('finding-since').first()
  expect(await chipOf('zhuanqian888').textContent()).toBe('仍在')
  expect(await chipOf('778899123').textContent()).toBe('新')
  await look('since-last')
  await page.getByTestId('since-last-fixed').click()
})

test('what is typed, by an input method too, is checked while it is written, and nothing is recorded for it', async () => {
  const { page } = desk
  const state = page.getByTestId('check-state')
  await expect.poll(() => state.getAttribute('data-kind')).toBe('checked')
  await page.getByTestId('edit-toggle').click()
  await page.locator('[data-testid="manuscript"][contenteditable="true"]').waitFor()
  await page
    .getByTestId('manuscript')
    .locator('p')
    .filter({ hasText: '第2段' })
    .click({ position: { x: 2, y: 12 } })
  await page.keyboard.press('Home')
  await page.keyboard.type('这套方法')
  const input = await page.context().newCDPSession(page)
  for (const text of ['wen', '稳zhuan', '稳赚bu', '稳赚不赔']) {
    await input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  }
  // What is still being composed is no text yet, and the foot does not say that it was checked.
  expect(await state.getAttribute('data-kind')).toBe('checking')
  const card = page.getByTestId('finding-card').filter({ hasText: '稳赚不赔' }).first()
  expect(await card.count()).toBe(0)
  await input.send('Input.insertText', { text: '稳赚不赔' })
  const typedAt = performance.now()
  await card.waitFor()
  process.stderr.write(`What was typed was found after ${Math.round(performance.now() - typedAt)} ms.\n`)
  await page.keyboard.type('，')
  const mark = page
    .getByTestId('finding-mark')
    .filter({ hasText: /^稳赚不赔$/ })
    .first()
  await mark.waitFor()
  await expect.poll(() => state.getAttribute('data-kind')).toBe('checked')
  await look('typing')
  // Typed before it, the mark goes along.
  await page.keyboard.press('Home')
  await page.keyboard.type('都说')
  expect(await mark.textContent()).toBe('稳赚不赔')
  await page.keyboard.press('Home')
  for (let at = 0; at < '都说这套方法'.length; at += 1) await page.keyboard.press('Delete')
  for (let at = 0; at < '稳赚'.length; at += 1) await page.keyboard.press('Delete')
  await card.waitFor({ state: 'detached' })
  await expect.poll(() => state.getAttribute('data-kind')).toBe('checked')
  expect(await mark.count()).toBe(0)
  expect(recordedEdits()).toBe(0)
  await page.getByTestId('edit-toggle').click()
})

/** Texts that were recorded of what editors typed. */
function recordedEdits(): unknown {
  const db = new Database(path.join(profileDir, 'desk.db'), { readonly: true })
  try {
    return db.prepare('SELECT count(*) FROM manuscript_edits').pluck().get()
  } finally {
    db.close()
  }
}

test('one key writes what is ticked into a letter of revision, with the clause in words', async () => {
  const { page } = desk
  await page.getByTestId('finding-card').filter({ hasText: '778899123' }).first().click()
  await page.getByTestId('finding-tick').check()
  await page.getByTestId('letter-of-findings').waitFor()
  await page.getByTestId('finding-tick').blur()
  await page.keyboard.press('Shift+R')
  await page.getByTestId('decision-sheet').and(page.locator('[data-verdict="revise"]')).waitFor()
  const letter = page.getByTestId('decision-letter')
  await letter.filter({ hasText: '778899123' }).waitFor()
  expect(await letter.inputValue().catch(() => letter.textContent())).toMatch(/\d\. “[^”]*778899123”：.*公约 3\.1 /)
  await look('letter')
  await page.getByTestId('decision-sheet').press('Escape')
})

test('accepting wants the clauses signed, by a key, and the record says so', async () => {
  const { page } = desk
  await page.getByTestId('decide-accept').click()
  const sheet = page.getByTestId('decision-sheet').and(page.locator('[data-verdict="accept"]'))
  await sheet.waitFor()
  await page.getByTestId('decision-reason').fill('观点清楚，已与作者商定改法')
  await page.getByTestId('sign-clauses').waitFor()
  const record = page.getByTestId('decision-record-only')
  expect(await record.isDisabled()).toBe(true)
  await page.getByTestId('sign-leave').click()
  await page.getByTestId('decision-override').waitFor()
  await look('unsigned')
  await page.keyboard.press('Control+L')
  expect(await page.getByTestId('sign-check').isChecked()).toBe(true)
  const override = page.getByTestId('decision-override')
  if (await override.isVisible()) await override.fill('作者已答应删去')
  await look('signed')
  // 首发, 授权 and the statement on AI are open: it asks first, and going back leaves all as it was.
  await record.click()
  const question = page.getByTestId('facts-question')
  await question.getByText('首发、授权、AI 声明还没问清。').waitFor()
  await page.getByTestId('facts-reason').fill('')
  expect(await page.getByTestId('facts-accept').isDisabled()).toBe(true)
  await look('facts')
  await page.keyboard.press('Escape')
  await question.waitFor({ state: 'detached' })
  await sheet.waitFor()
  await record.click()
  await page.getByTestId('facts-reason').fill('作者已在电话里说清')
  await page.keyboard.press('Control+Enter')
  await sheet.waitFor({ state: 'detached' })
  await page.getByTestId('decision-bar').waitFor()
  await page.getByTestId('tab-author').click()
  await page.getByTestId('decision-signed').waitFor()
  expect(await page.getByTestId('decision-signed').textContent()).toMatch(/小羽毛已按条看过 \d+ 条/)
  await page.getByText('仍录用的理由：作者已在电话里说清').waitFor()
  await page.getByTestId('decision-revert').click()
  await page.getByTestId('decision-revert-reason').fill('再看一遍')
  await page.getByTestId('decision-revert-confirm').click()
  await page.getByTestId('decide-accept').waitFor()
})

test('and all of it in English', async () => {
  const { page } = desk
  await page.getByTestId('nav-settings').click()
  await page.getByTestId('settings-nav-appearance').click()
  await page.getByTestId('settings-language').getByText('English').click()
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await page.getByTestId('nav-review').click()
  await page.getByTestId('manuscript').waitFor()
  await page.getByTestId('tab-findings').click()
  await page.getByTestId('since-last').waitFor()
  await page.getByTestId('finding-card').first().click()
  await page.getByTestId('decide-accept').click()
  await page.getByTestId('sign-clauses').waitFor()
  await look('english')
  await page.getByTestId('decision-reason').fill('Clear and sound')
  await page.getByTestId('sign-check').check()
  await page.getByTestId('decision-record-and-send').click()
  await page.getByTestId('facts-question').waitFor()
  await look('english-facts')
  // One key asks the author instead; the letter waits to be looked over.
  await page.keyboard.press('KeyQ')
  await page.getByTestId('held-text').filter({ hasText: '有没有用到 AI' }).waitFor()
  await look('english-asked')
})
