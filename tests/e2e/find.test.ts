/** Finding and reading in the real window: outline, the text alone, paper; find and replace: words, patterns, one that never ends, replacing plainly and as suggestions. */
import path from 'node:path'
import { mkdtempSync, mkdirSync, readdirSync } from 'node:fs'
import os from 'node:os'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { nameEditor } from '@core/workflow/desk'
import { settled, unreadable, violations } from '../support/axe'
import { launchDesk, resize, temporaryFolder, type DeskApp } from '../support/desk-app'
import { openTestDesk } from '../support/desk'
import { takeSubmission } from '../support/mails'

const { folder, remove } = temporaryFolder('find')
const profileDir = path.join(folder, 'profile')
const pictures = mkdtempSync(path.join(os.tmpdir(), 'tougao-find-'))
const PARAGRAPHS = Array.from(
  { length: 12 },
  (_, index) =>
    `第${index + 1}段：把一件事的背景、经过、数字和结果都写清楚，读者才会愿意一直看到最后，也才会记得这篇文章说了什么，又是谁说的，后来怎样。`,
)
let desk: DeskApp

beforeAll(async () => {
  mkdirSync(profileDir, { recursive: true })
  const made = openTestDesk({ profileDir, keep: true })
  nameEditor(made.context, '小羽毛')
  const text = ['第二年的留存', ...PARAGRAPHS, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab 收尾的一段。'].join('\n\n')
  await takeSubmission(made.context, { subject: '投稿：第二年的留存', text })
  made.close()
  desk = await launchDesk({ profileDir, size: { width: 1280, height: 800 } })
  const { page } = desk
  await page.getByTestId('inbox-row').first().click()
  await page.keyboard.press('Enter')
  await page.getByTestId('manuscript').getByText('第3段').waitFor()
})
afterAll(async () => {
  await desk.close()
  process.stderr.write(`Pictures of the screens: ${pictures}\n`)
  remove()
})

const text = () => desk.page.getByTestId('manuscript')
const count = () => desk.page.getByTestId('find-count')
const mod = (key: string): Promise<void> => desk.page.keyboard.press(`Control+${key}`)

async function look(name: string): Promise<void> {
  for (const width of [1280, 1920]) {
    await resize(desk.app, { width, height: width === 1280 ? 800 : 1080 })
    await settled(desk.page)
    await desk.page.screenshot({ path: path.join(pictures, `${name}-${width}.png`) })
  }
  await resize(desk.app, { width: 1280, height: 800 })
  expect([...(await violations(desk.page)), ...(await unreadable(desk.page))]).toEqual([])
}

test('finds while reading, by the keyboard, and goes round', async () => {
  const { page } = desk
  await mod('KeyF')
  // What the bar said meanwhile: nothing until the answer is there.
  const said = await count().evaluateHandle((output) => {
    const texts: string[] = []
    const note = (): void => void texts.push((output as HTMLElement).innerText)
    new MutationObserver(note).observe(output, { childList: true, characterData: true, subtree: true })
    return texts
  })
  await page.getByTestId('find-words').fill('数字')
  await expect.poll(() => count().innerText()).toBe('12 处')
  await page.getByTestId('find-words').fill('没有这样的话')
  await expect.poll(() => count().innerText()).toBe('没有找到')
  await page.getByTestId('find-words').fill('数字')
  await page.keyboard.press('Enter')
  await expect.poll(() => count().innerText()).toBe('1 / 12')
  const told = (await said.jsonValue()).filter((text) => text !== '' && text !== '正在查找…')
  expect(told.slice(0, 2)).toEqual(['12 处', '没有找到'])
  expect(told.at(-1)).toBe('1 / 12')
  expect(told.filter((text) => text === '没有找到')).toHaveLength(1)
  await expect.poll(() => count().innerText()).toBe('1 / 12')
  await page.keyboard.press('Shift+Enter')
  await expect.poll(() => count().innerText()).toBe('12 / 12')
  expect(await page.getByTestId('found-active').first().innerText()).toBe('数字')
  await look('find')
})

test('replaces nothing while reading, and says why', async () => {
  const { page } = desk
  await mod('KeyH')
  await page.getByTestId('replace-all').waitFor()
  expect(await page.getByTestId('replace-all').isDisabled()).toBe(true)
  await page.getByText('先打开编辑或修订').waitFor()
})

test('a pattern that is none is said; one that never ends is ended, and the window lives', async () => {
  const { page } = desk
  await page.getByTestId('find-pattern').click()
  await page.getByTestId('find-words').fill('(')
  await expect.poll(() => count().innerText()).toBe('正则没写对')
  await page.getByTestId('find-words').fill('(a+)+$')
  await expect.poll(() => count().innerText(), { timeout: 30_000 }).toBe('这个正则找得太久，已停下')
  await page.getByTestId('find-words').fill('第(\\d+)段')
  await expect.poll(() => count().innerText()).toBe('12 处')
})

test('replaces all by a pattern in one step that one undo takes back', async () => {
  const { page } = desk
  await page.keyboard.press('F2')
  await page.locator('[data-testid="manuscript"][contenteditable="true"]').waitFor()
  await page.getByTestId('find-replacement').fill('段落$1')
  await expect.poll(() => count().innerText()).toContain('12')
  await page.getByTestId('replace-all').click()
  await text().getByText('段落3：').waitFor()
  await page.getByRole('alert').getByRole('button', { name: '关闭' }).click()
  expect(
    await text()
      .getByText(/第\d+段/)
      .count(),
  ).toBe(0)
  await text().focus()
  await mod('KeyZ')
  await text().getByText('第3段').waitFor()
  expect(
    await text()
      .getByText(/段落\d/)
      .count(),
  ).toBe(0)
})

test('in 修订模式 a replacement is a suggestion', async () => {
  const { page } = desk
  await mod('Shift+KeyE')
  await page.getByTestId('find-words').fill('第(4)段')
  // At once, before the pause after typing is over.
  await page.getByTestId('replace-one').click()
  await text().locator('del', { hasText: '第4段' }).waitFor()
  await text().locator('ins', { hasText: '段落4' }).waitFor()
  await look('replaced')
  // Off again it is what it was: editing.
  await mod('Shift+KeyE')
  await page.locator('[data-testid="edit-toggle"][aria-pressed="true"]').waitFor()
  await mod('Shift+KeyE')
  await page.getByTestId('find-words').press('Escape')
  await page.getByTestId('find-bar').waitFor({ state: 'detached' })
})

test('the outline jumps, the text stands alone, and a comment brings the panel back', async () => {
  const { page } = desk
  await page.keyboard.press('F9')
  await page.getByTestId('inbox-row').first().waitFor({ state: 'detached' })
  await look('focus')
  await mod('Shift+KeyO')
  expect(await page.getByTestId('outline-entry').first().innerText()).toBe('第二年的留存')
  await page.getByTestId('outline-entry').first().click()
  await page.getByTestId('outline-entry').first().waitFor({ state: 'detached' })
  // Keys are not taken for a moment after a menu has closed.
  await vi.waitFor(
    async () => {
      await mod('Alt+KeyM')
      await page.getByTestId('comment-composer').waitFor({ timeout: 1_000 })
    },
    { timeout: 20_000 },
  )
  await page.getByTestId('inbox-row').first().waitFor()
})

test('prints the clean text through the shell, in a window without scripts, and leaves nothing behind', async () => {
  const { page, app } = desk
  await app.evaluate(({ app: shell }) => {
    shell.on('web-contents-created', (_event, contents) => {
      contents.print = (_options, done) => {
        const kept = globalThis as unknown as { printed: string }
        kept.printed = contents.getURL()
        done?.(true, '')
      }
    })
  })
  await mod('KeyP')
  const printed = () => app.evaluate(() => (globalThis as unknown as { printed?: string }).printed ?? '')
  await expect.poll(printed).toMatch(/^app:\/\/made\//)
  await expect.poll(() => readdirSync(path.join(profileDir, 'made'))).toEqual([])
  expect(await page.getByText('没有打印').count()).toBe(0)
  expect(desk.problems).toEqual([])
})
