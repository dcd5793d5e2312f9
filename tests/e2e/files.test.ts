/**
 * Files in the real window: looked at, kept, opened outside; links that expire; submissions without a mail. What leaves the desk
 * is caught in the shell, so nothing is opened and no dialog waits.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { nameEditor } from '@core/workflow/desk'
import { keepPicture, launchDesk, resize, temporaryFolder, type DeskApp } from '../support/desk-app'
import { glanceAt } from '../support/look'
import { openTestDesk } from '../support/desk'
import { addMaildir, ARTICLE, corpusMail, rawMail, takeMail } from '../support/mails'
import { longPdf } from '../unit/manuscript/support/documents'

const { folder, remove } = temporaryFolder('files')
const profileDir = path.join(folder, 'profile')
const pictures = mkdtempSync(path.join(os.tmpdir(), 'tougao-files-'))
const PROGRAM = '内容团队的第二年'
const HOSTILE = '会动的一份文件'
const BROKEN = '坏掉的一份文件'
let desk: DeskApp

/** A PDF that runs a script when it is opened, loads from the network, and claims a page far too large to draw. */
function hostilePdf(): Buffer {
  const stream = 'BT /F1 24 Tf 100 100 Td (drawn all the same) Tj ET'
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL("http://127.0.0.1:9/hit")) >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 14000 14000] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>
      /AA << /O << /S /URI /URI (http://127.0.0.1:9/hit) >> >> >>`,
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    // A standard font that is not in the file: one of the app's own stands in.
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FontMatrix [0.001 0 0 0.001 0 (1\\); window.hit = 1;//)] >>',
  ]
  let body = '%PDF-1.7\n'
  const places = objects.map((object, at) => {
    const place = body.length
    body += `${at + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const end = `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF`
  return Buffer.from(`${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${end}`, 'latin1')
}

/** What the shell was asked to do with the system. */
interface Caught {
  saved: string[]
  opened: string[]
  links: string[]
}
const caught = (): Promise<Caught> => desk.app.evaluate(() => (globalThis as unknown as { caught: Caught }).caught)

/** Where the next save goes; null: the editor cancels. */
async function nextSave(filePath: string | null): Promise<void> {
  await desk.app.evaluate(({ dialog }, target) => {
    dialog.showSaveDialog = (...given: unknown[]) => {
      const { defaultPath } = given.at(-1) as { defaultPath: string }
      ;(globalThis as unknown as { caught: Caught }).caught.saved.push(defaultPath)
      return Promise.resolve({ canceled: target === null, filePath: target ?? '' })
    }
  }, filePath)
}

beforeAll(async () => {
  mkdirSync(profileDir, { recursive: true })
  const made = openTestDesk({ profileDir, keep: true })
  nameEditor(made.context, '小羽毛')
  const maildir = path.join(folder, 'maildir')
  for (const sub of ['new', 'cur', 'tmp']) mkdirSync(path.join(maildir, sub), { recursive: true })
  await addMaildir(made.context, maildir)
  for (const number of ['02', '06', '07', '08']) await takeMail(made.context, corpusMail(number))
  await takeMail(
    made.context,
    rawMail({
      subject: `投稿：${PROGRAM}`,
      attachment: {
        filename: '..\\..\\合同.docx.exe',
        contentType: 'application/msword',
        bytes: Buffer.from('MZ\u0000'),
      },
    }),
  )
  await takeMail(
    made.context,
    rawMail({
      subject: `投稿：${HOSTILE}`,
      text: `${HOSTILE}\n\n${ARTICLE}`,
      attachment: { filename: '动作.pdf', contentType: 'application/pdf', bytes: hostilePdf() },
    }),
  )
  await takeMail(
    made.context,
    rawMail({
      subject: `投稿：${BROKEN}`,
      text: `${BROKEN}\n\n${ARTICLE}`,
      attachment: {
        filename: '坏.pdf',
        contentType: 'application/pdf',
        bytes: Buffer.from('%PDF-1.7\nnothing of one'),
      },
    }),
  )
  made.close()
  desk = await launchDesk({ profileDir, size: { width: 1280, height: 800 } })
  await desk.app.evaluate(({ shell }) => {
    const kept = { saved: [], opened: [], links: [] } as Caught
    ;(globalThis as unknown as { caught: Caught }).caught = kept
    shell.openPath = (file) => (kept.opened.push(file), Promise.resolve(''))
    shell.openExternal = (url) => (kept.links.push(url), Promise.resolve())
  })
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepPicture(desk.page, 'files')
})
afterAll(async () => {
  await desk.close()
  process.stderr.write(`Pictures of the screens: ${pictures}\n`)
  remove()
})

const look = (name: string): Promise<void> => glanceAt(desk, pictures, name)

/** Opens the thread of the piece whose row says something, with its first mail open. */
async function openThread(page: Page, said: string | RegExp, without = '（不会有的字）'): Promise<void> {
  await page.getByTestId('nav-inbox').click()
  await page.getByTestId('inbox-filter-all').click()
  const row = page.getByTestId('inbox-row').filter({ hasText: said, hasNotText: without })
  const title = (await row.locator('[class*="title"]').first().innerText()).trim()
  const id = await row.getAttribute('data-submission-id')
  await row.click()
  await page.locator(`[aria-selected="true"] [data-submission-id="${id}"]`).waitFor()
  await page.getByTestId('inbox-preview').filter({ hasText: title }).waitFor()
  await page.getByTestId('start-review').click()
  await page.getByTestId('tab-thread').click()
  const head = page.getByTestId('thread-item').first().getByRole('button').first()
  if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click()
}

const viewer = (page: Page) => page.getByTestId('file-viewer')
async function closeViewer(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await viewer(page).waitFor({ state: 'detached' })
}

describe('a file that came by mail', () => {
  test('a PDF is drawn inside the window, with its words, and the page turned', async () => {
    const { page } = desk
    await openThread(page, 'AI搜索')
    await page.getByTestId('file-name').filter({ hasText: '.pdf' }).first().click()
    await page.locator('[data-testid="pdf-canvas"][data-drawn]').waitFor()
    expect(await page.getByTestId('pdf-text').innerText()).toMatch(/[一-龥]{2}/)
    // Something was drawn, and not a white sheet.
    const inked = await page.getByTestId('pdf-canvas').evaluate((element) => {
      const canvas = element as HTMLCanvasElement
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      return data.some((value, at) => at % 4 !== 3 && value < 128)
    })
    expect(inked).toBe(true)
    await look('pdf')
    await closeViewer(page)
  })

  test('a PDF that wants to act is only drawn, within bounds; a broken one says so', async () => {
    const { page } = desk
    await openThread(page, HOSTILE)
    await page.getByTestId('file-name').filter({ hasText: '动作.pdf' }).click()
    const canvas = page.locator('[data-testid="pdf-canvas"][data-drawn]')
    await canvas.waitFor()
    expect(await page.getByTestId('pdf-text').innerText()).toContain('drawn all the same')
    const pixels = await canvas.evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement
      return width * height
    })
    expect(pixels).toBeLessThanOrEqual(16_100_000)
    expect(await page.evaluate(() => 'hit' in window)).toBe(false)
    expect((await caught()).links).toEqual([])
    await closeViewer(page)
    await openThread(page, BROKEN)
    await page.getByTestId('file-name').filter({ hasText: '坏.pdf' }).click()
    await viewer(page).getByText('这个 PDF 读不出来').waitFor()
    await closeViewer(page)
  })

  test('an entry of an archive with GBK names is listed, looked at and saved under its own name', async () => {
    const { page } = desk
    await openThread(page, /图 1.*附件 1/s, 'AI搜索')
    await page.getByTestId('file-entries').click()
    const entry = page
      .getByTestId('file-item')
      .getByTestId('file-name')
      .filter({ hasText: /\.(txt|md|docx|jpg|png)$/ })
    const name = (await entry.first().innerText()).trim()
    expect(name).toMatch(/[一-龥]/)
    await look('archive')
    await entry.first().click()
    await viewer(page).getByTestId('file-preview').waitFor()
    const target = path.join(folder, '存下的文件')
    await nextSave(target)
    await viewer(page).getByTestId('file-save').click()
    await page.getByText('已另存').waitFor()
    expect(path.basename((await caught()).saved.at(-1) ?? '')).toBe(name)
    expect(statSync(target).size).toBeGreaterThan(0)
    await closeViewer(page)
  })

  test('a picture inside a mail is shown where it stands, and by itself', async () => {
    const { page } = desk
    await openThread(page, '图 1', '附件')
    const frame = page.frameLocator('[data-testid="mail-frame"]')
    await frame.locator('img[src^="data:image/"]').first().waitFor()
    await page
      .getByTestId('file-name')
      .filter({ hasText: /\.(png|jpe?g|gif)$/ })
      .first()
      .click()
    const picture = viewer(page).locator('img')
    await picture.waitFor()
    expect(await picture.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBeGreaterThan(0)
    await closeViewer(page)
  })

  test('what runs is shown with its word, cannot be opened, and its name leads nowhere', async () => {
    const { page } = desk
    await openThread(page, PROGRAM)
    const row = page.getByTestId('file-item').first()
    expect(await row.innerText()).toContain('能运行的文件')
    expect(await row.innerText()).not.toContain('..')
    await row.getByTestId('file-menu').click()
    await page.getByTestId('file-menu-save').waitFor()
    expect(await page.getByTestId('file-menu-open').count()).toBe(0)
    await nextSave(null)
    await page.getByTestId('file-menu-save').click()
    await expect.poll(async () => path.basename((await caught()).saved.at(-1) ?? '')).toBe('合同.docx.exe')
    expect((await caught()).opened).toEqual([])
  })

  test('a document is opened as a read-only copy outside the profile, after a warning', async () => {
    const { page } = desk
    await openThread(page, 'AI搜索')
    await page.getByTestId('file-item').first().getByTestId('file-menu').click()
    await page.getByTestId('file-menu-open').click()
    await page.getByTestId('open-outside').getByText('PDF').first().waitFor()
    await look('open-outside')
    await page.getByTestId('open-outside-confirm').click()
    await page.getByTestId('open-outside').waitFor({ state: 'detached' })
    const [copy = ''] = (await caught()).opened
    expect(path.basename(copy)).toBe('attachment.pdf')
    expect(copy.startsWith(profileDir)).toBe(false)
    expect(statSync(copy).mode & 0o777).toBe(0o400)
    expect(readFileSync(copy).toString('latin1', 0, 5)).toBe('%PDF-')
  })
})

describe('links that expire', () => {
  test('say how long they live, open by their place after the host was shown, and are marked dead with a way back', async () => {
    const { page } = desk
    await openThread(page, '超大附件')
    const items = page.getByTestId('link-item')
    await items.nth(2).waitFor()
    expect(await items.nth(2).innerText()).toContain('有效期未写明')
    await look('links')
    const first = items.first()
    await first.getByTestId('link-open').click()
    expect(await page.getByTestId('open-link-host').innerText()).toBe('mail.163.com')
    await look('open-link')
    await page.getByTestId('open-link-confirm').click()
    await page.getByTestId('open-link').waitFor({ state: 'detached' })
    const { links } = await caught()
    expect(links).toHaveLength(1)
    expect(new URL(links[0] ?? '').hostname).toBe('mail.163.com')

    await first.getByTestId('link-expired').click()
    await page.getByTestId('link-undo').click()
    await expect.poll(() => page.getByTestId('link-state').filter({ hasText: '已失效' }).count()).toBe(0)
    await first.getByTestId('link-expired').click()
    const dead = items.filter({ has: page.getByTestId('link-state').filter({ hasText: '已失效' }) })
    await dead.getByTestId('link-resend').click()
    expect(await page.getByTestId('resend-text').inputValue()).toContain('mail.163.com')
    await look('resend')
    await page.getByTestId('resend-send').click()
    await page.getByTestId('resend-letter').waitFor({ state: 'detached' })
    await page.getByTestId('thread-item').nth(1).waitFor()
    await page.getByText('请重发的信已放入发件箱').waitFor()
  })

  test('take the file that was downloaded', async () => {
    const { page } = desk
    const item = page.getByTestId('link-item').first()
    const file = path.join(folder, '品牌出海.txt')
    writeFileSync(file, `品牌出海的第三年\n\n${ARTICLE}`)
    const chooser = page.waitForEvent('filechooser')
    await item.getByTestId('link-add-file').click()
    await (await chooser).setFiles(file)
    await page.getByTestId('link-item').filter({ hasText: '已存' }).waitFor()
    await page.getByTestId('handed-over').getByText('品牌出海.txt').waitFor()
    await page.getByTestId('tab-versions').click()
    await page.getByTestId('version-card').filter({ hasText: '品牌出海.txt' }).waitFor()
  })
})

/** A file dragged from the system onto an element: Chromium's own event, with the file in it. */
async function drop(page: Page, selector: string, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ({ filename, words }) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([words], filename, { type: 'text/plain' }))
      return transfer
    },
    { filename: name, words: text },
  )
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.locator(selector).dispatchEvent(type, { dataTransfer: data })
  }
}

describe('a PDF that takes long to read', () => {
  const long = longPdf(500)

  test('shows its page and is stopped, in the dialog that it was dropped into', async () => {
    const { page } = desk
    await drop(page, 'main', '长稿.pdf', long.toString('latin1'))
    const dialog = page.getByTestId('new-submission')
    const progress = dialog.getByTestId('conversion-progress')
    await progress.getByText(/第 \d+ 页，共 500 页/).waitFor()
    await look('long-file')
    await progress.getByTestId('conversion-stop').click()
    await dialog.getByTestId('new-refused').filter({ hasText: '读取被停止了' }).waitFor()
    await progress.waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  test('and by mail in its place in the review, where it is read again; the mail stays', async () => {
    const { page } = desk
    const mail = rawMail({
      from: '长文作者 <long@example.com>',
      subject: '投稿：很长的一稿',
      messageId: '<long@example.com>',
      text: '稿件见附件，请查收。',
      attachment: { filename: '长稿.pdf', contentType: 'application/pdf', bytes: long },
    })
    writeFileSync(path.join(folder, 'maildir', 'new', 'long.test'), mail)
    await page.getByTestId('nav-inbox').click()
    await page.getByTestId('sync-now').click()
    await page.getByTestId('inbox-row').filter({ hasText: '很长的一稿' }).click()
    await page.getByTestId('inbox-preview').filter({ hasText: '很长的一稿' }).waitFor()
    await page.getByTestId('start-review').click()
    const pane = page.getByTestId('no-manuscript')
    for (const round of ['first', 'again']) {
      await pane.getByText(/第 \d+ 页，共 500 页/).waitFor()
      await look(`long-mail-${round}`)
      await pane.getByTestId('conversion-stop').click()
      await pane.getByText('附件没有读成稿件：读取被停止了').waitFor()
      if (round === 'first') await pane.getByTestId('read-again').click()
    }
    await look('long-mail-stopped')
    await page.getByTestId('tab-thread').click()
    await page.getByTestId('thread-item').first().getByText('稿件见附件，请查收。').first().waitFor()
  })
})

describe('a submission without a mail', () => {
  test('from a file dropped on the window, with the mouse', async () => {
    const { page } = desk
    await drop(page, 'main', '直播间的灯.txt', `直播间的灯为什么越来越亮\n\n${ARTICLE}`)
    const dialog = page.getByTestId('new-submission')
    await dialog.getByTestId('new-glance').waitFor()
    expect(await dialog.getByTestId('new-title').inputValue()).toBe('直播间的灯为什么越来越亮')
    await dialog.getByTestId('new-author').fill('小白')
    await dialog.getByTestId('new-wechat').fill('xiaobai')
    await look('new-file')
    await dialog.getByTestId('new-create').click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByTestId('inbox-preview').filter({ hasText: '直播间的灯为什么越来越亮' }).waitFor()
    await page.getByTestId('inbox-preview').getByText('直播间的灯.txt').waitFor()
    await look('preview')
  })

  test('from a pasted page, by the keyboard alone', async () => {
    const { page } = desk
    await page.keyboard.press('Control+n')
    const dialog = page.getByTestId('new-submission')
    await dialog.waitFor()
    await dialog.getByRole('radio', { name: '粘贴文字' }).focus()
    await page.keyboard.press('Space')
    const area = dialog.getByTestId('new-paste')
    await area.focus()
    await area.evaluate((element, words) => {
      const data = new DataTransfer()
      const html = `<h1>奶茶店的第二杯</h1><p>${words}</p><img src="https://mmbiz.qpic.cn/x.jpg" onerror="window.hit=1">`
      data.setData('text/html', `${html}<script>window.hit=1</script>`)
      data.setData('text/plain', `奶茶店的第二杯\n${words}`)
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, ARTICLE)
    await dialog.getByText('按带格式的内容收入').waitFor()
    await dialog.getByTestId('new-glance').getByText('mmbiz.qpic.cn').waitFor()
    expect(await dialog.getByTestId('new-title').inputValue()).toBe('奶茶店的第二杯')
    await dialog.getByTestId('new-author').focus()
    await page.keyboard.type('老王')
    await look('new-paste')
    await dialog.getByTestId('new-title').focus()
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.getByTestId('inbox-preview').filter({ hasText: '奶茶店的第二杯' }).waitFor()
    expect(await page.evaluate(() => 'hit' in window)).toBe(false)
  })

  test('of an author without an address is decided without a letter, and says how to answer', async () => {
    const { page } = desk
    await page.getByTestId('start-review').click()
    await page.getByTestId('manuscript').waitFor()
    await page.getByTestId('open-original').click()
    // Beside the text, as it was read in; a second press puts the list back.
    await page.getByTestId('original-pane').getByText('奶茶店的第二杯').first().waitFor()
    await page.getByTestId('open-original').click()
    await page.getByTestId('original-pane').waitFor({ state: 'detached' })
    await page.getByTestId('decide-reject').click()
    const sheet = page.getByTestId('decision-sheet')
    await sheet.getByText('没有邮箱地址，用微信回复').waitFor()
    await look('no-address')
    await page.keyboard.press('Escape')
  })

  test('looks right in both languages, themes and sizes', async () => {
    const { page, app } = desk
    for (const [locale, colorScheme, size] of [
      ['en', 'dark', { width: 1920, height: 1080 }],
      ['zh-CN', 'dark', { width: 1280, height: 800 }],
      ['en', 'light', { width: 1280, height: 800 }],
    ] as const) {
      await page.evaluate(
        (changed) => {
          const kept = JSON.parse(localStorage.getItem('tougao.view') ?? '{}') as { state: object }
          localStorage.setItem('tougao.view', JSON.stringify({ ...kept, state: { ...kept.state, ...changed } }))
        },
        { locale, colorScheme },
      )
      await resize(app, size)
      await page.reload()
      await page.getByTestId('nav-inbox').click()
      await page.getByTestId('inbox-filter-all').click()
      await page
        .getByTestId('inbox-row')
        .filter({ hasText: '超大附件' })
        .or(page.getByTestId('link-mark'))
        .first()
        .click()
      await page.getByTestId('link-guard').waitFor()
      await look(`inbox-${locale}-${colorScheme}`)
      await page.getByTestId('start-review').click()
      await page.getByTestId('tab-thread').click()
      await page.getByTestId('link-item').first().waitFor()
      await look(`thread-${locale}-${colorScheme}`)
      await page.getByTestId('new-submission-button').click()
      await page.getByTestId('new-submission').waitFor()
      await look(`new-${locale}-${colorScheme}`)
      await page.keyboard.press('Escape')
      await page.getByTestId('new-submission').waitFor({ state: 'detached' })
    }
  })
})

test('nothing went wrong, and the copies are gone when the desk is closed', async () => {
  expect(desk.problems).toEqual([])
  const [copy = ''] = (await caught()).opened
  expect(existsSync(copy)).toBe(true)
  await desk.close()
  expect(existsSync(copy)).toBe(false)
})
