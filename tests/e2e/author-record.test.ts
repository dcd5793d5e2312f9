/** One record for a person, in the real window and mostly from the keyboard: profile, merging, lists and sanctions, notes, follow-ups. */
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepPicture, launchDesk, temporaryFolder, type DeskApp } from '../support/desk-app'
import { glanceAt, lookAt, speak } from '../support/look'

const { folder, remove } = temporaryFolder('author-record')
const pictures = mkdtempSync(path.join(os.tmpdir(), 'tougao-author-'))
let desk: DeskApp
beforeAll(async () => {
  desk = await launchDesk({ profileDir: folder, demo: true, size: { width: 1280, height: 800 } })
  process.stderr.write(`Pictures: ${pictures}\n`)
})
afterAll(async () => {
  await desk.close()
  remove()
})

const look = (name: string): Promise<void> => lookAt(desk, pictures, name)

async function attempt(name: string, run: (page: Page) => Promise<void>): Promise<void> {
  try {
    await run(desk.page)
  } catch (error) {
    await keepPicture(desk.page, name)
    throw error
  }
}

const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click()

/** Keeps a line of the profile as a person does: types, and goes on. */
async function keep(page: Page, field: string, value: string): Promise<void> {
  await page.getByTestId(field).fill(value)
  await page.keyboard.press('Enter')
}

test('a profile is filled in and the author is found by pinyin', () =>
  attempt('author-profile', async (page) => {
    await page.getByTestId('inbox-row').nth(3).waitFor()
    await page.getByTestId('sync-status').filter({ hasNotText: '…' }).waitFor()
    await page.keyboard.press('Control+Digit3')
    await page.getByTestId('author-row').nth(1).waitFor()
    await tab(page, '资料')
    await keep(page, 'author-name', '单小舟')
    await keep(page, 'fact-wechat', 'shan_zhou')
    await page.getByTestId('author-pen-names').fill('舟行')
    await page.keyboard.press('Enter')
    await page.getByTestId('author-tags').fill('增长')
    await page.keyboard.press('Enter')
    await page.getByTestId('new-field').click()
    await page.getByTestId('new-field-name').fill('擅长')
    await page.getByTestId('new-field-value').fill('私域')
    await page.keyboard.press('Enter')
    await page.getByText('擅长', { exact: true }).waitFor()
    await page.getByTestId('timeline-entry').filter({ hasText: '改名' }).waitFor()
    await look('profile')
    await page.keyboard.press('Slash')
    await page.keyboard.type('sxz')
    await page.getByTestId('author-row').filter({ hasText: '单小舟' }).waitFor()
    await page.waitForFunction(() => document.querySelectorAll('[data-testid="author-row"]').length === 1)
    await page.getByTestId('search').fill('')
    await page.getByTestId('author-row').nth(1).waitFor()
  }))

test('two records are merged side by side and taken apart again', () =>
  attempt('author-merge', async (page) => {
    await page.getByTestId('author-row').nth(2).click()
    await page.getByTestId('author-record').waitFor()
    await keep(page, 'fact-wechat', 'shan_zhou')
    await page.getByTestId('merge-suggestions').click()
    await page.getByTestId('merge-suggestion').first().waitFor()
    await look('merge-suggestions')
    await page.getByTestId('merge-look').first().click()
    await page.getByTestId('merge-form').waitFor()
    await look('merge-sides')
    await page.getByTestId('merge-do').click()
    await page.getByTestId('merge-form').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.getByTestId('merged-record').waitFor()
    await page.getByTestId('unmerge').click()
    await page.getByTestId('change-reason').fill('是同事')
    await page.getByTestId('change-save').click()
    await page.getByTestId('merged-record').waitFor({ state: 'detached' })
    await page.getByTestId('timeline-entry').filter({ hasText: '拆开合并' }).first().waitFor()
  }))

test('身份 offers only the steps that are open', () =>
  attempt('author-steps', async (page) => {
    await page.getByTestId('author-identity').click()
    await page.getByTestId('author-identity-chunyu').waitFor()
    expect(await page.getByTestId('author-identity-cancelled').count()).toBe(0)
    await page.getByTestId('author-identity-chunyu').click()
    await page.getByTestId('change-reason').fill('签约')
    await page.getByTestId('change-save').click()
    await page.locator('[data-testid="author-identity"][data-value="chunyu"]').waitFor()
  }))

test('a mail-in is put on the internal list and marked in the inbox', () =>
  attempt('author-list', async (page) => {
    await tab(page, '名单与处罚')
    await page.getByTestId('listing-add').click()
    await page.getByTestId('listing-level-careful').click()
    await page.getByTestId('listing-reason').fill('一稿多投')
    await look('listing-form')
    await page.getByTestId('listing-save').click()
    await page.getByTestId('notice-listed').waitFor()
    await page.keyboard.press('Control+Digit1')
    await page.getByTestId('listing-mark').first().waitFor()
    await page.keyboard.press('Control+Digit3')
  }))

test('a sanction is proposed, recorded, appealed and lifted; nothing is chosen beforehand', () =>
  attempt('author-sanction', async (page) => {
    await page.getByTestId('site-account-name').fill('舟行')
    await page.getByTestId('site-account-add').click()
    await page.getByTestId('site-account').waitFor()
    await page.getByTestId('publication-url').fill('https://www.niaoge.example/detail/1.html')
    await page.getByTestId('publication-add').click()
    await page.getByTestId('publication').waitFor()
    await page.getByTestId('sanction-propose').click()
    await page.getByTestId('sanction-form').waitFor()
    expect(await page.locator('[data-testid^="measure-"]:checked').count()).toBe(0)
    expect(await page.getByTestId('sanction-save').isDisabled()).toBe(true)
    await page.getByTestId('sanction-publication').click()
    await page.getByRole('option', { name: /niaoge/u }).click()
    await page.getByTestId('measure-mute-7').click()
    await page.getByTestId('sanction-reason').fill('多次发布广告')
    await look('sanction-form')
    await page.getByTestId('sanction-save').click()
    await page.getByTestId('sanction-carry-out').click()
    await page.getByTestId('sanction-by').fill('站务小林')
    await page.getByTestId('sanction-record').click()
    await page.locator('[data-testid="sanction"][data-state="in-force"]').waitFor()
    expect(await page.getByTestId('sanction-left').innerText()).toMatch(/^还剩 7 天$/u)
    await page.getByTestId('sanction-appeal').click()
    await page.getByTestId('sanction-words').fill('账号被盗，不是我发的')
    await page.getByTestId('sanction-record').click()
    await page.getByTestId('appeal-answer').click()
    await page.getByTestId('appeal-granted').click()
    await page.getByTestId('appeal-words').fill('查实是被盗')
    await page.getByTestId('appeal-settle').click()
    await page.getByTestId('sanction-lift').click()
    await page.getByTestId('sanction-words').fill('申诉成立')
    await page.getByTestId('sanction-record').click()
    await page.locator('[data-testid="sanction"][data-state="lifted"]').waitFor()
    await look('sanctions')
  }))

test('a pasted chat is split, a note pinned, a follow-up snoozed', () =>
  attempt('author-notes', async (page) => {
    await tab(page, '联系记录')
    await page.keyboard.press('KeyT')
    await page
      .getByTestId('note-text')
      .fill('周舟 2026/9/1 10:02:33\n下周能交稿吗\n\n苏 2026/9/1 10:05:01\n可以，周三前给您')
    await page.getByTestId('note-as-chat').waitFor()
    expect(await page.getByTestId('note-side').count()).toBe(2)
    await page.getByTestId('note-side').first().click()
    await page.getByRole('option', { name: '作者', exact: true }).click()
    await page.locator('input[type=file][aria-label=加附件]').setInputFiles({
      name: '报价.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('每篇三百'),
    })
    await look('chat-sides')
    await page.getByTestId('note-text').press('Control+Enter')
    await page.getByTestId('chat').waitFor()
    expect(await page.getByTestId('chat').locator('li').count()).toBe(2)
    await page.getByTestId('chat').locator('li[data-side=author]').getByText('作者').waitFor()
    await page.getByTestId('contact-note').getByTestId('file-name').click()
    await page.getByRole('dialog').getByText('每篇三百').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    // One that turns up later is put to it, and taken off again.
    const later = page.locator('input[type=file][aria-label=给这条记录补附件]').first()
    const card = { name: '名片.txt', mimeType: 'text/plain', buffer: Buffer.from('苏') }
    await later.setInputFiles(card)
    await page.getByTestId('contact-note').getByText('名片.txt').waitFor()
    await page.getByTestId('timeline-entry').filter({ hasText: '联系记录补附件：名片.txt' }).waitFor()
    await page.getByTestId('note-files-undo').click()
    await page.getByTestId('contact-note').getByText('名片.txt').waitFor({ state: 'detached' })
    await later.setInputFiles(card)
    await page.getByTestId('contact-note').getByText('名片.txt').waitFor()
    await page.getByTestId('note-pin').first().click()
    await page.locator('[data-testid="contact-note"][data-pinned]').waitFor()
    await page.getByTestId('add-follow-up').click()
    await page.getByTestId('follow-up-text').fill('问选题')
    await page.getByTestId('follow-up-save').click()
    await page.getByTestId('follow-up').first().waitFor()
    await page.getByTestId('note-text').fill('说好了')
    await page.getByTestId('note-text').press('Control+KeyA')
    await page.getByTestId('note-text').press('Control+KeyB')
    await page.getByTestId('note-text').press('End')
    await page.keyboard.insertText('\n- 大纲\n- 数据')
    await page.getByTestId('note-text').press('Control+Enter')
    const words = page.getByTestId('contact-note').getByTestId('note-words')
    await words.locator('li').nth(1).waitFor()
    expect(await words.locator('b').innerText()).toBe('说好了')
    await page.getByTestId('timeline').getByTestId('note-words').locator('b').filter({ hasText: '说好了' }).waitFor()
    await look('notes')
    await page.getByTestId('follow-up-snooze').first().click()
    await page.getByTestId('snooze-7').click()
    await page.getByTestId('timeline-entry').filter({ hasText: '跟进改到' }).first().waitFor()
    await page.keyboard.press('Control+Digit8')
    await page.getByRole('dialog').waitFor()
    await look('today')
    await page.keyboard.press('Escape')
    expect(desk.problems).toEqual([])
  }))

test('a sheet of authors is looked at, taken in and taken back', () =>
  attempt('author-sheet', async (page) => {
    const sheet = '\uFEFF姓名,邮箱,微信号\r\n王一,wang@mail.example,wang1\r\n没有邮箱的,,w2\r\n错的,wrong,w3\r\n'
    await page.getByTestId('sheets').click()
    await page.getByTestId('sheet-import').click()
    await page
      .getByRole('dialog')
      .locator('input[type="file"]')
      .setInputFiles({ name: '作者.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) })
    await page.getByTestId('import-row').nth(2).waitFor()
    expect(await page.getByTestId('import-counts').innerText()).toContain('新建 2 位')
    await look('sheet')
    await page.getByTestId('import-do').click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByTestId('author-row').filter({ hasText: '王一' }).waitFor()
    await page.getByTestId('sheets').click()
    await page.getByTestId('sheet-import').click()
    await page.getByTestId('import-revert').click()
    await page.getByTestId('change-reason').fill('导错了')
    await page.getByTestId('change-save').click()
    await page.getByTestId('past-import').filter({ hasText: '已撤销' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByTestId('author-row').filter({ hasText: '王一' }).waitFor({ state: 'detached' })
    expect(desk.problems).toEqual([])
  }))

test('one person is erased on request: shown what goes and stays, a ground and a name asked for, and the trail still verifies', () =>
  attempt('author-erase', async (page) => {
    await page.getByTestId('author-row').nth(3).click()
    await tab(page, '资料')
    await keep(page, 'author-name', '要求抹去的人')
    await page.getByTestId('author-row').filter({ hasText: '要求抹去的人' }).waitFor()
    await page.getByTestId('erase-person').click()
    await page.getByTestId('erasure-facts').getByText('封邮件，连同附件').waitFor()
    await page.getByTestId('erasure-facts').getByText('操作记录靠它们核对').waitFor()
    expect(await page.getByTestId('erase-do').isDisabled()).toBe(true)
    // Keys alone from here: the first ground has the focus.
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.type('要求抹去')
    expect(await page.getByTestId('erase-do').isDisabled()).toBe(true)
    await page.keyboard.type('的人')
    await look('erase')
    await page.getByTestId('erase-name').focus()
    await page.keyboard.press('Enter')
    await page.getByTestId('erase-done').filter({ hasText: '操作记录仍然能核对' }).waitFor()
    await look('erased')
    await page.getByTestId('erase-close').click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByTestId('author-row').filter({ hasText: '要求抹去的人' }).waitFor({ state: 'detached' })
    await page.getByTestId('author-row').nth(2).click()
    await page.getByTestId('author-record').waitFor()
    expect(desk.problems).toEqual([])
  }))

test('all of it is readable in English as well', () =>
  attempt('author-english', async (page) => {
    const glance = (name: string): Promise<void> => glanceAt(desk, pictures, `english-${name}`)
    await speak(page, 'en')
    await page.keyboard.press('Control+Digit3')
    await page.getByTestId('author-row').nth(2).click()
    await page.getByTestId('notice-listed').waitFor()
    await glance('notes')
    await tab(page, 'Profile')
    await page.getByTestId('author-name').waitFor()
    await glance('profile')
    await page.getByTestId('erase-person').click()
    await page.getByTestId('erase-name').waitFor()
    await glance('erase')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await tab(page, 'Lists')
    await page.getByTestId('sanction').waitFor()
    await glance('sanctions')
    await page.getByTestId('sanction-propose').click()
    await page.getByTestId('sanction-form').waitFor()
    await glance('sanction-form')
    await page.keyboard.press('Escape')
    await page.getByTestId('merge-suggestions').click()
    await page.getByTestId('merge-look').first().click()
    await page.getByTestId('merge-form').waitFor()
    await glance('merge')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByTestId('sheets').click()
    await glance('sheets')
    await page.getByTestId('hand-off-import').click()
    await page.getByRole('dialog').waitFor()
    await glance('hand-off')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Digit8')
    await page.getByRole('dialog').waitFor()
    await glance('today')
    expect(desk.problems).toEqual([])
  }))
