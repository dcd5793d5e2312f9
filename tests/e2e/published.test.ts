/**
 * Published articles, two texts side by side, the search in the browser, and the warning before a second answer: in the real
 * window, over a profile with mail in it. The dialog and the browser are the system's: the test stands in for both.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { nameEditor } from '@core/workflow/desk'
import type { Page } from 'playwright-core'
import { settled, unreadable, violations } from '../support/axe'
import { openTestDesk } from '../support/desk'
import { keepPicture, launchDesk, temporaryFolder, type DeskApp } from '../support/desk-app'
import { addMaildir, rawMail, takeSent, takeSubmission } from '../support/mails'
import { article, random, rewritten, textOf } from '../unit/compliance/similarity/articles'

const SENTENCES = article(random(2026), 40)
const TITLE = '联名款卖完之后，门店还剩下什么'
const AUTHOR = 'zhou@mail.example'
const ASKED = '<asked@mail.example>'
const ARRIVED = '补充一句：这篇先不要用'

const { folder, remove } = temporaryFolder('published')
const profileDir = path.join(folder, 'profile')
const site = path.join(folder, 'site')
const maildir = path.join(folder, 'maildir')
let desk: DeskApp
let page: Page

async function fillProfile(): Promise<void> {
  const { context, close } = openTestDesk({ profileDir, keep: true })
  nameEditor(context, '苏打')
  for (const sub of ['new', 'cur', 'tmp']) mkdirSync(path.join(maildir, sub), { recursive: true })
  await addMaildir(context, maildir)
  await takeSubmission(context, {
    from: `周舟 <${AUTHOR}>`,
    subject: '投稿：另一篇不相干的稿子',
    text: `另一篇不相干的稿子\n\n${textOf(article(random(7), 30))}`,
    date: 'Mon, 07 Sep 2026 09:00:00 +0800',
  })
  await takeSubmission(context, {
    from: `周舟 <${AUTHOR}>`,
    subject: `投稿：${TITLE}`,
    text: `${TITLE}\n\n${textOf(rewritten(random(8), SENTENCES, 0.3))}`,
    messageId: ASKED,
    date: 'Wed, 09 Sep 2026 10:00:00 +0800',
  })
  await takeSent(
    context,
    rawMail({
      from: '小羽毛 <tougao@appcpx.com>',
      to: AUTHOR,
      subject: `回复：投稿：${TITLE}`,
      inReplyTo: ASKED,
      text: '收到，我们用。',
      date: 'Wed, 09 Sep 2026 15:00:00 +0800',
    }),
  )
  close()
  mkdirSync(site)
  const paragraphs = textOf(SENTENCES)
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('')
  writeFileSync(
    path.join(site, '42.html'),
    `<html><head><title>门店还剩什么 - 鸟哥笔记</title><meta name="author" content="志刚">
     <link rel="canonical" href="https://www.site.example/detail/42">
     <meta property="article:published_time" content="2026-08-20"></head><body><article>${paragraphs}</article></body></html>`,
  )
  writeFileSync(path.join(site, 'empty.html'), '<html><body></body></html>')
}

beforeAll(async () => {
  await fillProfile()
  desk = await launchDesk({ profileDir })
  page = desk.page
  await desk.app.evaluate(({ dialog, shell }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = (address) => {
      opened.push(address)
      return Promise.resolve()
    }
  }, site)
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepPicture(page, 'published')
})
afterAll(async () => {
  await desk.close()
  remove()
})

const opened = (): Promise<string[]> => desk.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
const row = () => page.getByTestId('inbox-row').filter({ hasText: TITLE })

/** Keys are the page's again once a dialog is gone. */
const closed = (): Promise<void> => page.locator('[aria-modal="true"]').waitFor({ state: 'detached' })

async function sound(): Promise<void> {
  await settled(page)
  expect([...(await violations(page)), ...(await unreadable(page))]).toEqual([])
}

describe('an editor', () => {
  it('imports a folder of published articles and sees what came of it', async () => {
    await row().waitFor()
    await page.keyboard.press('Control+,')
    await page.getByTestId('settings-nav-published').click()
    await page.getByTestId('published-folder').click()
    await page.getByTestId('published-report').filter({ hasText: '导入 1 篇' }).waitFor()
    await page.getByTestId('published-article').filter({ hasText: '门店还剩什么' }).waitFor()
    expect(await page.getByTestId('published-report').innerText()).toContain('empty.html')
    await sound()
  })

  it('sees the match and the same author in the row, and both texts side by side from there', async () => {
    await page.keyboard.press('Control+1')
    await row().getByTestId('published-mark').waitFor()
    expect(await row().getByTestId('recent-mark').innerText()).toBe('2 天前也来过')
    await row().click()
    await page.getByTestId('likeness').filter({ hasText: '门店还剩什么' }).waitFor()
    await sound()
    await row().getByTestId('published-mark').click()
    const there = page.getByTestId('compare-there')
    await there.locator('mark').first().waitFor()
    expect(await there.innerText()).toContain('https://www.site.example/detail/42')
    await sound()
    const standing = page.getByTestId('compare-standing')
    const active = page.locator('[data-testid="compare-there"] mark[data-active]')
    expect(await standing.innerText()).toMatch(/第 1\//u)
    const first = await active.innerText()
    await page.keyboard.press('n')
    await standing.filter({ hasText: '第 2/' }).waitFor()
    expect(await active.innerText()).not.toBe(first)
    await page.keyboard.press('p')
    await standing.filter({ hasText: '第 1/' }).waitFor()
    // A passage of one text leads to its counterpart in the other.
    await page.locator('[data-testid="compare-here"] mark[data-passage="2"]').first().click()
    await standing.filter({ hasText: '第 3/' }).waitFor()
    await page.keyboard.press('Escape')
    await closed()
    // The key does the same for the selected piece.
    await page.keyboard.press('v')
    await there.waitFor()
    await page.keyboard.press('Escape')
    await closed()
  })

  it('searches a distinctive sentence in the browser by one key, and keeps what was found', async () => {
    await page.keyboard.press('b')
    const sentence = await page.getByTestId('web-search-sentence').inputValue()
    expect(sentence.length).toBeGreaterThan(10)
    await sound()
    await page.getByTestId('web-search-start').click()
    await page.getByTestId('web-search-finding').waitFor()
    expect(await opened()).toEqual([`https://www.baidu.com/s?wd=${encodeURIComponent(`"${sentence}"`)}`])
    await page.getByTestId('found-elsewhere').click()
    await page.getByTestId('found-address').fill('https://elsewhere.example/1')
    await page.getByTestId('found-when').fill('2026-09-01')
    await sound()
    await page.getByTestId('found-save').click()
    await closed()
    await page.getByTestId('start-review').click()
    const provenance = page.getByTestId('provenance-first-publication')
    await provenance.filter({ hasText: '已发他处：https://elsewhere.example/1（2026-09-01）' }).waitFor()
    expect(await provenance.getAttribute('title')).toContain(`用百度搜“${sentence}”`)
  })

  it('is warned before a second answer, and before one that a new mail overtook; both are asked once', async () => {
    await page.getByTestId('tab-thread').click()
    await page.getByTestId('thread-item').filter({ hasText: '小羽毛' }).waitFor()
    await page.getByTestId('decide-revise').click()
    await page.getByTestId('decision-reason').fill('请补充数据出处')
    const warning = page.getByTestId('second-answer')
    await warning.filter({ hasText: '小羽毛' }).waitFor()
    await sound()
    const send = page.getByTestId('decision-record-and-send')
    await send.click()
    await send.filter({ hasText: '仍然发送' }).waitFor()
    await page.getByTestId('second-answer-read').first().click()
    // The author writes while the sheet is open.
    writeFileSync(
      path.join(maildir, 'new', '1.author'),
      rawMail({
        from: `周舟 <${AUTHOR}>`,
        inReplyTo: ASKED,
        subject: ARRIVED,
        text: ARRIVED,
        date: 'Thu, 10 Sep 2026 09:00:00 +0800',
      }),
    )
    await page.keyboard.press('F5')
    await warning.filter({ hasText: ARRIVED }).waitFor()
    await send.filter({ hasText: '退改并发信' }).waitFor()
    // The author's mail came after the colleague's answer: that one is answered, this one is not.
    await warning.filter({ hasNotText: '小羽毛' }).waitFor()
    await send.click()
    await send.filter({ hasText: '仍然发送' }).waitFor()
    await send.click()
    await page.getByTestId('decision-sheet').waitFor({ state: 'hidden' })
    expect(desk.problems).toEqual([])
  })

  it('imports mails that were saved as files, and sees what came of it', async () => {
    const saved = path.join(folder, 'saved')
    mkdirSync(saved)
    writeFileSync(
      path.join(saved, 'one.eml'),
      rawMail({ from: '叶知秋 <ye@mail.example>', subject: '投稿：存成文件的一篇', messageId: '<saved@mail.example>' }),
    )
    writeFileSync(path.join(saved, 'old.pst'), 'a store of Outlook')
    await desk.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    }, saved)
    await page.keyboard.press('Control+,')
    await page.getByTestId('settings-nav-data').click()
    await page.getByTestId('mail-import-folder').click()
    const report = page.getByTestId('mail-import-report')
    await report.filter({ hasText: '导入 1 封' }).waitFor()
    expect(await report.innerText()).toContain('old.pst')
    await sound()
    await page.keyboard.press('Control+1')
    await page.getByTestId('inbox-row').filter({ hasText: '存成文件的一篇' }).waitFor()
    expect(desk.problems).toEqual([])
  })
})
