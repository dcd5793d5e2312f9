/** The way out in the real window: the menu, the clipboard, files, a PDF; what leaves is caught in the shell. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nameEditor } from '@core/workflow/desk'
import { settled, unreadable, violations } from '../support/axe'
import { launchDesk, resize, temporaryFolder, type DeskApp } from '../support/desk-app'
import { openTestDesk } from '../support/desk'
import { addMaildir, corpusMail, takeMail } from '../support/mails'

const { folder, remove } = temporaryFolder('export')
const profileDir = path.join(folder, 'profile')
const pictures = mkdtempSync(path.join(os.tmpdir(), 'tougao-export-'))
let desk: DeskApp

/** Where the next save goes; null: the editor cancels. */
async function nextSave(filePath: string | null): Promise<void> {
  await desk.app.evaluate(({ dialog }, target) => {
    dialog.showSaveDialog = () => {
      ;(globalThis as unknown as { asked: number }).asked =
        ((globalThis as unknown as { asked?: number }).asked ?? 0) + 1
      return Promise.resolve({ canceled: target === null, filePath: target ?? '' })
    }
  }, filePath)
}

/** How often the system's dialog was opened. */
const asked = (): Promise<number> => desk.app.evaluate(() => (globalThis as unknown as { asked?: number }).asked ?? 0)

beforeAll(async () => {
  mkdirSync(profileDir, { recursive: true })
  const made = openTestDesk({ profileDir, keep: true })
  nameEditor(made.context, '小羽毛')
  const maildir = path.join(folder, 'maildir')
  for (const sub of ['new', 'cur', 'tmp']) mkdirSync(path.join(maildir, sub), { recursive: true })
  await addMaildir(made.context, maildir)
  await takeMail(made.context, corpusMail('02'))
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

async function look(name: string): Promise<void> {
  const { page } = desk
  await settled(page)
  await page.screenshot({ path: path.join(pictures, `${name}.png`) })
  expect([...(await violations(page)), ...(await unreadable(page))]).toEqual([])
}

test('the menu opens by its key, and looks right in both sizes', async () => {
  const { page, app } = desk
  await page.keyboard.press('Control+Shift+KeyS')
  await page.getByTestId('export-bundle').waitFor()
  await look('menu-1280')
  await resize(app, { width: 1920, height: 1080 })
  await look('menu-1920')
  await resize(app, { width: 1280, height: 800 })
  await page.keyboard.press('Escape')
  await page.getByTestId('export-bundle').waitFor({ state: 'detached' })
})

test('copies rich text for 公众号: styles, pictures and closing lines, and plain text beside it', async () => {
  const { page, app } = desk
  await page.getByTestId('export-menu').click()
  await page.getByTestId('copy-wechat').click()
  await page.getByText('到公众号编辑器的正文里粘贴').waitFor()
  // Read in the shell: the page may not.
  const html = await app.evaluate(({ clipboard }) => (clipboard as unknown as { readHTML(): string }).readHTML())
  expect(html).toContain('style="')
  expect(html).toMatch(/<img[^>]+src="data:image\/png;base64,/)
  expect(html).toContain('本文为作者独立观点')
  const text = await app.evaluate(({ clipboard }) => clipboard.readText())
  expect(text).toContain('本文为作者独立观点')
})

test('copies for the site by its key', async () => {
  const { page, app } = desk
  await app.evaluate(({ clipboard }) => clipboard.writeText('nothing'))
  await page.keyboard.press('Control+Shift+KeyC')
  await page.getByText('到网站后台的正文里粘贴').first().waitFor()
  const html = await app.evaluate(({ clipboard }) => (clipboard as unknown as { readHTML(): string }).readHTML())
  expect(html).toContain('<p>')
})

test('prints a PDF with the text and its picture in it, and leaves nothing behind', async () => {
  const { page } = desk
  const out = path.join(folder, '稿.pdf')
  await nextSave(out)
  await page.getByTestId('export-menu').click()
  await page.getByTestId('export-pdf').click()
  await page.getByText('已存好').first().waitFor()
  const pdf = readFileSync(out)
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pdf.includes('/Subtype /Image')).toBe(true)
  expect(readdirSync(path.join(profileDir, 'made'))).toEqual([])
})

test('a page that is saved runs and fetches nothing; a cancelled dialog says nothing and keeps nothing', async () => {
  const { page } = desk
  const out = path.join(folder, '稿.html')
  await nextSave(out)
  await page.getByTestId('export-menu').click()
  await page.getByTestId('export-html').click()
  await expect.poll(() => readdirSync(folder)).toContain('稿.html')
  expect(readFileSync(out, 'utf8')).toContain("default-src 'none'")
  await nextSave(null)
  const before = await asked()
  await page.getByTestId('export-menu').click()
  await page.getByTestId('export-md').click()
  await expect.poll(asked).toBe(before + 1)
  await expect.poll(() => readdirSync(path.join(profileDir, 'made'))).toEqual([])
})

test('a place that cannot be written is said, and what is safe', async () => {
  const { page } = desk
  await nextSave(path.join(folder, 'no', 'such', 'folder', 'x.zip'))
  await page.getByTestId('export-menu').click()
  await page.getByTestId('export-bundle').click()
  await page.getByText('稿件没有变动').waitFor()
})

test('what goes with a piece is set in the settings, and a wrong statement is refused', async () => {
  const { page } = desk
  await page.getByTestId('nav-settings').click()
  await page.getByTestId('settings-nav-export').click()
  await page.getByTestId('settings-export-statement').fill('{{ signatur }}')
  await page.getByTestId('settings-export-save').click()
  await page.getByText('花括号没写对').waitFor()
  await look('settings-refused')
  await page.getByTestId('settings-export-statement').fill('本文由 {{ signature }} 授权发布。')
  await page.getByTestId('settings-export-save').click()
  await page.getByText('已保存').waitFor()
  await look('settings-1280')
})

test('a letter template is changed in the settings: tried while it is written, kept as a version, brought back', async () => {
  const { page } = desk
  await page.getByTestId('settings-nav-letters').click()
  await page.getByTestId('template-edit-accept').click()
  const source = page.getByTestId('template-source')
  const preview = page.getByTestId('template-preview')
  await preview.filter({ hasText: '2609-041' }).waitFor()
  const before = await source.inputValue()
  await source.fill('您好：\n{{ autor }}')
  await page.getByTestId('template-problem').filter({ hasText: '第 2 行：没有“autor”这一项' }).waitFor()
  await expect.poll(() => page.getByTestId('template-save').isDisabled()).toBe(true)
  await look('template-problem')
  // What was written is not lost to a stray key.
  await page.keyboard.press('Escape')
  expect(await source.inputValue()).toContain('autor')
  await source.fill('您好：稿号 ')
  await page.getByTestId('template-insert-number').click()
  await preview.filter({ hasText: '您好：稿号 2609-041' }).waitFor()
  await page.getByTestId('template-piece').click()
  await page.getByTestId('piece-choice').first().click()
  await preview.filter({ hasNotText: '2609-041' }).waitFor()
  await page.getByTestId('template-save').click()
  await page.getByTestId('template-version').filter({ hasText: '第 1 版' }).waitFor()
  expect(await source.inputValue()).toBe('您好：稿号 {{ number }}')
  await look('template-saved')
  await page.getByTestId('template-take-shipped').click()
  expect(await source.inputValue()).toBe(before)
  await page.getByTestId('template-save').click()
  await page.getByTestId('template-version').filter({ hasText: '恢复原装' }).waitFor()
  await page.keyboard.press('Escape')
  await source.waitFor({ state: 'detached' })
  await page.getByText('已恢复原装').waitFor()
})

test('a letter without a decision is drafted from its template in the thread, and waits to be looked over', async () => {
  const { page } = desk
  await page.getByTestId('nav-review').click()
  await page.getByTestId('tab-thread').click()
  await page.getByTestId('write-letter').click()
  await page.getByTestId('write-receipt').waitFor()
  await look('write-letter')
  await page.getByTestId('write-receipt').click()
  const text = page.getByTestId('held-text')
  await text.waitFor()
  expect(await text.inputValue()).toContain('稿号 2609-001。一经录用，会有专人和您联系。')
  await page.getByTestId('held-editor').getByText('收稿回执').waitFor()
  expect(desk.problems).toEqual([])
})
