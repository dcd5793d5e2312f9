/** 原件 beside the text, and another file made the manuscript: in the real window, by mouse and by keyboard. */
import { mkdirSync, mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nameEditor } from '@core/workflow/desk'
import { settled, unreadable, violations } from '../support/axe'
import { launchDesk, temporaryFolder, type DeskApp } from '../support/desk-app'
import { openTestDesk } from '../support/desk'
import { addMaildir, corpusMail, takeMail } from '../support/mails'

const { folder, remove } = temporaryFolder('original')
const profileDir = path.join(folder, 'profile')
const pictures = mkdtempSync(path.join(os.tmpdir(), 'tougao-original-'))
let desk: DeskApp

beforeAll(async () => {
  mkdirSync(profileDir, { recursive: true })
  const made = openTestDesk({ profileDir, keep: true })
  nameEditor(made.context, '小羽毛')
  const maildir = path.join(folder, 'maildir')
  for (const sub of ['new', 'cur', 'tmp']) mkdirSync(path.join(maildir, sub), { recursive: true })
  await addMaildir(made.context, maildir)
  for (const number of ['02', '05', '06', '07']) await takeMail(made.context, corpusMail(number))
  made.close()
  desk = await launchDesk({ profileDir, size: { width: 1280, height: 800 } })
})
afterAll(async () => {
  await desk.close()
  process.stderr.write(`Pictures of the screens: ${pictures}\n`)
  remove()
})

async function look(name: string): Promise<void> {
  const { page } = desk
  await page.mouse.move(640, 2)
  await settled(page)
  await page.screenshot({ path: path.join(pictures, `${name}.png`) })
  expect([...(await violations(page)), ...(await unreadable(page))]).toEqual([])
}

async function review(page: Page, said: string): Promise<void> {
  await page.getByTestId('nav-inbox').click()
  await page.getByTestId('inbox-filter-all').click()
  const row = page.getByTestId('inbox-row').filter({ hasText: said })
  await row.click()
  await page.getByTestId('inbox-preview').filter({ hasText: said }).waitFor()
  await page.getByTestId('start-review').click()
  await page.getByTestId('manuscript').waitFor()
}

describe('the original beside the text', () => {
  test('a PDF is drawn beside what was read from it; Esc closes it', async () => {
    const { page } = desk
    await review(page, 'AI搜索改写了SEO')
    await page.getByTestId('open-original').click()
    const pane = page.getByTestId('original-pane')
    await pane.locator('[data-testid="pdf-canvas"][data-drawn]').waitFor()
    // The card is there before the text.
    await page.getByTestId('manuscript').filter({ hasText: '标题党文章在AI问答中的引用率' }).waitFor()
    await look('pdf')
    await page.keyboard.press('Escape')
    await pane.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('open-original')
  })

  test('an old Word file as it was read in, a mail without anything that acts; it stays open from piece to piece', async () => {
    const { page } = desk
    await review(page, '一份可以直接抄的活动复盘模板')
    await page.getByTestId('open-original').press('Enter')
    const pane = page.getByTestId('original-pane')
    expect(await pane.getByTestId('original-document').innerText()).toContain('五级漏斗')
    await look('doc')
    await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'dark'))
    await look('doc-dark')
    await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'light'))
    await page.getByTestId('nav-inbox').click()
    const other = page
      .getByTestId('inbox-row')
      .filter({ hasNotText: /复盘|SEO/ })
      .first()
    await other.click()
    await page.getByTestId('start-review').click()
    await page.getByTestId('original-pane').waitFor()
    await page.getByTestId('open-original').click()
    await page.getByTestId('original-pane').waitFor({ state: 'detached' })
  })
})

describe('another file as the manuscript', () => {
  test('is chosen from 版本 by keyboard, becomes a new version, and says so', async () => {
    const { page } = desk
    await review(page, '一份可以直接抄的活动复盘模板')
    await page.getByTestId('tab-versions').click()
    await page.getByTestId('choose-manuscript').press('Enter')
    const items = page.getByTestId('choose-item')
    await items.first().waitFor()
    await look('choose')
    // The words of the mail are the last of the list.
    await items.last().focus()
    await page.keyboard.press('Enter')
    await page.getByText('成为新的一稿').waitFor()
    await expect.poll(() => page.getByTestId('version-card').count()).toBe(2)
    // Back to the file, from the menu of its row.
    await page.getByTestId('tab-thread').click()
    const head = page.getByTestId('thread-item').first().getByRole('button').first()
    if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click()
    await page.getByTestId('file-menu').first().click()
    await page.getByTestId('file-menu-manuscript').click()
    await page.getByTestId('tab-versions').click()
    await page.getByTestId('version-card').nth(2).waitFor()
    // The text of a version comes after its card.
    await page.getByTestId('manuscript').getByText('五级漏斗').first().waitFor()
    await look('versions')
  })
  test('a PDF is read in the app itself as well', async () => {
    const { page } = desk
    await review(page, 'AI搜索改写了SEO')
    await page.getByTestId('tab-versions').click()
    for (const [which, versions] of [
      ['last', 2],
      ['first', 3],
    ] as const) {
      await page.getByTestId('choose-manuscript').click()
      await page.getByTestId('choose-item')[which]().click()
      await page
        .getByTestId('version-card')
        .nth(versions - 1)
        .waitFor()
    }
    await page.getByTestId('manuscript').getByText('标题党文章在AI问答中的引用率').first().waitFor()
  })
})
