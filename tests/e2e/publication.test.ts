/** What follows a decision, in the real window and from the keyboard: a day, the addresses with a letter, taken down again. */
import { mkdirSync, mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addEditor, nameEditor } from '@core/workflow/desk'
import { openTestDesk, testClock } from '../support/desk'
import { keepPicture, launchDesk, temporaryFolder, type DeskApp } from '../support/desk-app'
import { glanceAt, lookAt, speak } from '../support/look'
import { addMaildir, rawMail, takeMail, ARTICLE } from '../support/mails'
import { decideWithLetter } from '../unit/core/scenario'

const { folder, remove } = temporaryFolder('publication')
const profileDir = path.join(folder, 'profile')
const maildir = path.join(folder, 'maildir')
const pictures = mkdtempSync(path.join(os.tmpdir(), 'tougao-publication-'))
let desk: DeskApp

const writers = ['周舟', '林夕', '陈默'] as const

beforeAll(async () => {
  mkdirSync(profileDir, { recursive: true })
  // The window has the machine's clock: what was decided before lies a day back.
  const made = openTestDesk({ profileDir, keep: true, clock: testClock(Date.now() - 24 * 3_600_000) })
  const { context } = made
  nameEditor(context, '小羽毛')
  addEditor(context, '小实')
  for (const sub of ['new', 'cur', 'tmp']) mkdirSync(path.join(maildir, sub), { recursive: true })
  await addMaildir(context, maildir)
  for (const [index, name] of writers.entries()) {
    const { outcome } = await takeMail(
      context,
      rawMail({
        messageId: `<${index}@mail.example>`,
        from: `${name} <writer${index}@mail.example>`,
        subject: `投稿：${name}谈增长`,
        text: `${name}谈增长\n\n${ARTICLE}\n\n第 ${index + 1} 位作者的补充：每一家的做法都不一样。`,
        date: new Date(context.now() - (index + 1) * 3_600_000).toUTCString(),
      }),
    )
    if (outcome.kind !== 'registered') throw new Error('not registered')
    if (index === 0) decideWithLetter(context, outcome.submissionId, 'accept', '已商定')
  }
  made.close()
  desk = await launchDesk({ profileDir, size: { width: 1280, height: 800 } })
  process.stderr.write(`Pictures: ${pictures}\n`)
})
afterAll(async () => {
  const problems = desk.problems
  await desk.close()
  remove()
  expect(problems).toEqual([])
})

const look = (name: string): Promise<void> => lookAt(desk, pictures, name)

async function step(name: string, run: (page: Page) => Promise<void>): Promise<void> {
  try {
    await run(desk.page)
  } catch (error) {
    await keepPicture(desk.page, `publication-${name}`)
    throw error
  }
}

/** A filter of the inbox, whether it has room in the bar or stands behind "more". */
async function choose(page: Page, filter: string): Promise<void> {
  const item = page.getByTestId(`inbox-filter-${filter}`)
  await page.getByTestId('inbox-filter-more').waitFor()
  if (!(await item.isVisible())) await page.getByTestId('inbox-filter-more').click()
  await item.click()
}

const state = (page: Page, word: string) => page.getByTestId('publication-state').filter({ hasText: word })

test('an accepted piece gets a day with the keyboard, and the day can be taken back while it counts down', async () => {
  await step('schedule', async (page) => {
    await choose(page, 'to-schedule')
    await page.getByTestId('inbox-row').filter({ hasText: '周舟谈增长' }).click()
    await page.getByTestId('start-review').click()
    await page.getByTestId('publication-bar').waitFor()
    await state(page, '待排期').waitFor()
    await page.keyboard.press('Shift+KeyB')
    await page.getByTestId('publication-dialog').waitFor()
    await page.getByTestId('publication-column').fill('运营')
    await page.getByTestId('publication-other-channels').fill('知乎')
    await look('schedule')
    await page.keyboard.press('Enter')
    await state(page, '已排期').waitFor()
    await page.getByTestId('publication-undo').waitFor()
    await page.keyboard.press('KeyZ')
    await state(page, '待排期').waitFor()
    await page.keyboard.press('Shift+KeyB')
    await page.getByTestId('publication-dialog').waitFor()
    await page.getByTestId('publication-channel-wechat').check()
    await page.getByTestId('publication-column').fill('运营')
    await page.getByTestId('publication-column').press('Enter')
    await state(page, '已排期').waitFor()
    expect(await page.getByTestId('publication-bar').innerText()).toContain('运营 · 网站、公众号')
    await look('scheduled')
  })
})

test('publishing wants an address a channel and writes the letter with it', async () => {
  await step('publish', async (page) => {
    await page.keyboard.press('Shift+KeyB')
    await page.getByTestId('publication-dialog').waitFor()
    await page.getByTestId('publication-address-site').fill('javascript:alert(1)')
    await page.getByTestId('publication-confirm').click()
    await page.getByTestId('publication-error').filter({ hasText: '不是网址' }).waitFor()
    await page.getByTestId('publication-address-site').fill('https://www.niaogebiji.example/article-1.html')
    await page.getByTestId('publication-address-wechat').fill('https://mp.weixin.example/s/abc')
    await page.waitForFunction(() =>
      document
        .querySelector<HTMLTextAreaElement>('[data-testid="decision-letter"]')
        ?.value.includes('公众号：https://mp.'),
    )
    await look('publish')
    await page.getByTestId('publication-address-wechat').press('Enter')
    await state(page, '已发布').waitFor()
    expect(await page.getByTestId('publication-bar').innerText()).toContain(
      'https://www.niaogebiji.example/article-1.html',
    )
    await page.getByTestId('tab-thread').click()
    // The letter of the acceptance, and the one with the addresses.
    await page.getByTestId('panel-thread').getByText('Re: 投稿：周舟谈增长').nth(1).waitFor()
    await look('published')
  })
})

test('what is out is taken down with a reason and put up again', async () => {
  await step('take-down', async (page) => {
    await page.keyboard.press('Shift+KeyB')
    await page.getByTestId('publication-reason').fill('作者要求撤下')
    await page.getByTestId('publication-confirm').click()
    await state(page, '已下架').waitFor()
    expect(await page.getByTestId('publication-bar').innerText()).toContain('作者要求撤下')
    await look('taken-down')
    await page.keyboard.press('Shift+KeyB')
    await page.getByTestId('publication-reason').fill('又同意了')
    await page.getByTestId('publication-confirm').click()
    await state(page, '已发布').waitFor()
  })
})

test('and all of it in English', async () => {
  await step('english', async (page) => {
    await speak(page, 'en')
    await state(page, 'Published').waitFor()
    await glanceAt(desk, pictures, 'english-published')
    await page.keyboard.press('Shift+KeyB')
    await page.getByTestId('publication-reason').waitFor()
    await glanceAt(desk, pictures, 'english-take-down')
  })
})
