/** Writing in the text, in the real window: kept every second, undone, annotated, typed with an input method, killed with -9. */
import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { openDesk } from '@core/workflow/open-desk'
import { verifyDesk } from '@core/workflow/verify'
import { openText, saveSteps } from '@core/workflow/working-copy'
import { documentOf } from '@core/workflow/checking'
import { nameEditor } from '@core/workflow/desk'
import { noKeyring } from '@core/workflow/secrets'
import { inlineTaskRunner } from '@core/workers/pool'
import { listAnnotations } from '@core/store/repositories/annotations'
import { listVersions } from '@core/store/repositories/manuscripts'
import { textBlocks } from '@shared/manuscript/text'
import Database from 'better-sqlite3'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { projectDir } from '../../scripts/lib/paths.mjs'
import { settled, unreadable, violations } from '../support/axe'
import { corePid, keepPicture, launchDesk, resize, temporaryFolder, type DeskApp } from '../support/desk-app'
import { takeSubmission } from '../support/mails'
import { randomNumbers } from '../support/random'

const { folder, remove } = temporaryFolder('editing')
const profileDir = path.join(folder, 'profile')
let desk: DeskApp
let submissionId = ''

beforeAll(async () => {
  await withProfile(async (context) => {
    nameEditor(context, '小羽毛')
    submissionId = await takeSubmission(context, {
      subject: '投稿：第二年的留存',
      text: ['第二年的留存', ...PARAGRAPHS].join('\n\n'),
    })
  })
  await launch()
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepPicture(desk.page, 'editing')
})
afterAll(async () => {
  await desk.close()
  remove()
})

const PARAGRAPHS = Array.from(
  { length: 12 },
  (_, index) =>
    `第${index + 1}段：把一件事的背景、经过、数字和结果都写清楚，读者才会愿意一直看到最后，也才会记得这篇文章说了什么，又是谁说的，后来怎样。`,
)

async function withProfile<T>(use: (context: Parameters<typeof nameEditor>[0]) => Promise<T>): Promise<T> {
  const opened = openDesk({
    profileDir,
    resourcesDir: path.join(projectDir, 'resources'),
    tasks: inlineTaskRunner(),
    keyring: noKeyring,
    mode: 'write',
  })
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  try {
    return await use(opened.value.context)
  } finally {
    opened.value.close()
  }
}

async function launch(): Promise<void> {
  desk = await launchDesk({ profileDir })
  const { page } = desk
  await page.getByTestId('inbox-row').first().click()
  await page.keyboard.press('Enter')
  await page.getByTestId('manuscript').getByText('第3段').waitFor()
}

const text = (page: Page) => page.getByTestId('manuscript')
const state = (page: Page, kind: string) => page.locator(`[data-testid="save-state"][data-kind="${kind}"]`)

/** Puts the caret at the beginning of a paragraph, with the mouse. */
async function caretAt(page: Page, words: string): Promise<void> {
  const paragraph = text(page).locator('p').filter({ hasText: words }).first()
  await paragraph.scrollIntoViewIfNeeded()
  await paragraph.click({ position: { x: 2, y: 12 } })
  await page.keyboard.press('Home')
}

/** The textblocks with their ids and words. */
function blocks(page: Page): Promise<(readonly [string, string])[]> {
  return text(page)
    .locator('[data-block]')
    .evaluateAll((all) =>
      all.map((block) => [(block as HTMLElement).dataset['block'] ?? '', block.textContent] as const),
    )
}

/** The same with words put before others. */
function prefixed(all: readonly (readonly [string, string])[], words: string, typed: string) {
  expect(all.filter(([, text]) => text.includes(words))).toHaveLength(1)
  return all.map(([id, text]) => [id, text.replace(words, `${typed}${words}`)])
}

async function edit(page: Page): Promise<void> {
  const toggle = page.getByTestId('edit-toggle')
  if ((await toggle.getAttribute('aria-pressed')) === 'false') await toggle.click()
  await page.locator('[data-testid="manuscript"][contenteditable="true"]').waitFor()
}

/** A picture of one point. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

describe('writing', () => {
  it('is off until it is switched on: keys stay shortcuts', async () => {
    const { page } = desk
    const before = await text(page).innerText()
    await caretAt(page, '第3段')
    await page.keyboard.type('bbb')
    await page.keyboard.press('Escape')
    expect(await text(page).innerText()).toBe(before)
    expect(await page.getByTestId('edit-toggle').getAttribute('aria-pressed')).toBe('false')
  })

  it('is kept, undone and done again, whatever the marks do; single keys type', async () => {
    const { page } = desk
    await edit(page)
    await caretAt(page, '第3段')
    await page.keyboard.type('jk arx ')
    await state(page, 'saved').waitFor()
    expect(await text(page).innerText()).toContain('jk arx 第3段')
    await page.keyboard.press('Control+z')
    expect(await text(page).innerText()).not.toContain('jk arx')
    await page.keyboard.press('Control+y')
    await page.getByTestId('tab-comments').click()
    await page.getByTestId('tab-findings').click()
    await caretAt(page, 'jk arx')
    await page.keyboard.press('Control+z')
    expect(await text(page).innerText()).not.toContain('jk arx')
    await page.keyboard.press('Control+y')
    expect(await text(page).innerText()).toContain('jk arx 第3段')
  })

  it('names the piece anew in the head while its title is typed, and keeps one title', async () => {
    const { page } = desk
    await page.getByTestId('manuscript-title').click()
    await page.keyboard.press('End')
    await page.keyboard.type('X')
    await page.getByTestId('manuscript-pane').locator('header h2', { hasText: '留存X' }).waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Y')
    expect(await page.getByTestId('manuscript-title').count()).toBe(1)
    for (let time = 0; time < 4; time++) await page.keyboard.press('Control+z')
  })

  it('gives what is split and pasted ids of its own', async () => {
    const { page } = desk
    await caretAt(page, '第5段')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Control+c')
    await caretAt(page, '第6段')
    await page.keyboard.press('Control+v')
    await page.keyboard.press('Control+v')
    const ids = await text(page)
      .locator('[data-block]')
      .evaluateAll((blocks) => blocks.map((block) => (block as HTMLElement).dataset['block']))
    expect(ids.length).toBeGreaterThan(13)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('takes what is pasted from a web page as text of a manuscript, and says what it left out', async () => {
    const { page } = desk
    await caretAt(page, '第8段')
    await text(page).evaluate((root) => {
      const data = new DataTransfer()
      data.setData(
        'text/html',
        `<div onclick="window.hacked=1"><p style="color:red">网页<b>来的</b><img src="https://example.invalid/x.png" onerror="window.hacked=1"><script>window.hacked=1</script></p>
         <h1>小节</h1><ul><li>一</li><li>二</li></ul><a href="javascript:alert(1)">坏链接</a> <a href="https://example.com/a">好链接</a></div>`,
      )
      root.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    })
    await page.getByText('有 1 张图没有带入').waitFor()
    const html = await text(page).innerHTML()
    expect(html).toContain('网页<strong>来的</strong>')
    expect(html).toMatch(/<h3[^>]*>小节/)
    expect(html).toContain('title="https://example.com/a"')
    expect(html).not.toMatch(/javascript:|onclick|example\.invalid|color: ?red/)
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
  })

  it('keeps a picture that is pasted or dropped, which undo takes out; what is no picture is refused and said', async () => {
    const { page } = desk
    const images = text(page).locator('img[src^="app://blob/"]')
    const give = (how: 'paste' | 'drop', name: string, base64: string): Promise<void> =>
      text(page).evaluate(
        (root, given) => {
          const data = new DataTransfer()
          const bytes = Uint8Array.from(atob(given.base64), (one) => one.charCodeAt(0))
          data.items.add(new File([bytes], given.name, { type: 'image/png' }))
          // As a browser's "copy picture": its address comes along and is not asked.
          data.setData('text/html', '<img src="https://example.invalid/x.png">')
          const options = { bubbles: true, cancelable: true }
          const place = [...root.querySelectorAll('p')].find((one) => one.textContent.includes('第8段'))
          const { left, top } = (place ?? root).getBoundingClientRect()
          root.dispatchEvent(
            given.how === 'paste'
              ? new ClipboardEvent('paste', { ...options, clipboardData: data })
              : new DragEvent('drop', { ...options, dataTransfer: data, clientX: left + 20, clientY: top + 10 }),
          )
        },
        { how, name, base64 },
      )
    const before = await images.count()
    await caretAt(page, '第8段')
    await give('paste', 'image.png', PIXEL)
    await expect.poll(() => images.count()).toBe(before + 1)
    await page.keyboard.press('Control+z')
    await expect.poll(() => images.count()).toBe(before)
    await page.keyboard.press('Control+y')
    await give('drop', '曲线.png', PIXEL)
    await expect.poll(() => images.count()).toBe(before + 2)
    await text(page).locator('img[alt="曲线"]').waitFor()
    // For the text, not a new submission.
    expect(await page.getByRole('dialog').count()).toBe(0)
    await give('paste', '坏的.png', Buffer.from('no picture').toString('base64'))
    await page.getByText('坏的.png').first().waitFor()
    expect(await images.count()).toBe(before + 2)
    await state(page, 'saved').waitFor()
  })

  it('keeps pictures that stand in pasted HTML itself, where they stood; what is none is said, and one undo takes all out', async () => {
    const { page } = desk
    const images = text(page).locator('img[src^="app://blob/"]')
    const before = await images.count()
    await caretAt(page, '第8段')
    await text(page).evaluate((root, pixel) => {
      const data = new DataTransfer()
      data.setData('text/plain', '图前 图后')
      data.setData(
        'text/html',
        `<p>图前<img alt="内嵌的曲线" src="data:image/png;base64,${pixel}" onload="window.hacked=1">图后</p>
         <p><img src="data:image/svg+xml;base64,PHN2Zy8+"><img src="data:image/png;base64,%%%"><img src="https://example.invalid/y.png"></p>`,
      )
      root.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, PIXEL)
    await page.getByText('有 2 张图没有带入：不是 PNG、JPEG、GIF、WebP 图片').waitFor()
    await page.getByText('粘贴的内容里有 1 张图没有带入').last().waitFor()
    await expect.poll(() => images.count()).toBe(before + 1)
    const around = await text(page)
      .locator('img[alt="内嵌的曲线"]')
      .evaluate((image) => [image.previousSibling?.textContent, image.nextSibling?.textContent])
    expect(around[0]).toMatch(/图前$/)
    expect(around[1]).toMatch(/^图后/)
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
    await page.keyboard.press('Control+z')
    await expect.poll(() => images.count()).toBe(before)
    expect(await text(page).innerText()).not.toContain('图前')
    await page.keyboard.press('Control+y')
    await expect.poll(() => images.count()).toBe(before + 1)
    await state(page, 'saved').waitFor()
  })

  it('formats from the toolbar', async () => {
    const { page } = desk
    await caretAt(page, '第9段')
    await page.keyboard.press('Shift+End')
    await page.getByTestId('format-bold').click()
    expect(await page.getByTestId('format-bold').getAttribute('aria-pressed')).toBe('true')
    await page.getByTestId('format-kind').click()
    await page.getByRole('menuitem', { name: /中标题/ }).click()
    await text(page).locator('h4', { hasText: '第9段' }).waitFor()
    await page.getByTestId('format-table').click()
    await page.getByRole('menuitem', { name: /插入表格/ }).click()
    await text(page).locator('table').waitFor()
    await page.keyboard.type('甲')
    await page.keyboard.press('Tab')
    await page.keyboard.type('乙')
    await page.getByTestId('format-table').click()
    await page.getByRole('menuitem', { name: '在下方加一行' }).click()
    expect(await text(page).locator('tr').count()).toBe(4)
    // From the end of one cell into the one before it: both are meant.
    await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.press('Shift+ArrowLeft')
    await page.getByTestId('format-table').click()
    await page.getByRole('menuitem', { name: '合并选中的单元格' }).click()
    await text(page)
      .locator('th[colspan="2"]', { hasText: /甲\s*乙/ })
      .waitFor()
    await page.getByTestId('format-table').click()
    await page.getByRole('menuitem', { name: '拆分这个单元格' }).click()
    await text(page).locator('th[colspan="2"]').waitFor({ state: 'detached' })
    await caretAt(page, '第10段')
    await page.getByTestId('format-footnote').click()
    await page.keyboard.type('注文')
    await text(page).locator('section.footnote', { hasText: '注文' }).waitFor()
    await state(page, 'saved').waitFor()
  })

  it('is clean for axe while it is on, in both themes', async () => {
    const { page, app } = desk
    for (const [scheme, size] of [
      ['light', { width: 1280, height: 800 }],
      ['dark', { width: 1920, height: 1080 }],
    ] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await resize(app, size)
      await settled(page)
      expect([...(await violations(page)), ...(await unreadable(page))]).toEqual([])
      const pictures = process.env['EDITING_PICTURES']
      if (pictures !== undefined) await page.screenshot({ path: path.join(pictures, `editing-${scheme}.png`) })
    }
    await page.emulateMedia({ colorScheme: 'light' })
  })

  it('takes a comment on words that were just typed, and settles the text for it', async () => {
    const { page } = desk
    await caretAt(page, '第11段')
    await page.keyboard.type('新写的话')
    await page.keyboard.press('Shift+Home')
    await page.keyboard.press('Control+Alt+m')
    await page.getByTestId('comment-text').fill('请补出处')
    await page.getByTestId('comment-save').click()
    await page.getByTestId('comment-card').filter({ hasText: '请补出处' }).waitFor()
    await text(page).locator('[data-testid="annotation-mark"]', { hasText: '新写的话' }).waitFor()
    // Typing goes on in the same text, and so does its history.
    await caretAt(page, '新写的话')
    await page.keyboard.press('End')
    await page.keyboard.type('后来的')
    await state(page, 'saved').waitFor()
    await page.getByTestId('edit-toggle').click()
    expect(await text(page).innerText()).toContain('后来的')
  })

  it('takes Chinese from an input method', async () => {
    const { page } = desk
    await edit(page)
    await caretAt(page, '第12段')
    const cdp = await page.context().newCDPSession(page)
    for (const composed of ['n', 'ni', 'niao', "niao'ge", '鸟哥']) {
      await cdp.send('Input.imeSetComposition', {
        text: composed,
        selectionStart: composed.length,
        selectionEnd: composed.length,
      })
    }
    await cdp.send('Input.insertText', { text: '鸟哥' })
    await cdp.send('Input.imeSetComposition', { text: 'biji', selectionStart: 4, selectionEnd: 4 })
    await cdp.send('Input.insertText', { text: '笔记' })
    await state(page, 'saved').waitFor()
    expect(await text(page).innerText()).toContain('鸟哥笔记第12段')
    await page.getByTestId('edit-toggle').click()
  })

  it('leaves one recorded text when the piece is left', async () => {
    const { page } = desk
    await page.keyboard.press('u')
    await page.getByTestId('inbox-preview').waitFor()
    // Come back to, it is there to be read: single keys are shortcuts again.
    await page.getByTestId('nav-review').click()
    await text(page).waitFor()
    expect(await page.getByTestId('edit-toggle').getAttribute('aria-pressed')).toBe('false')
    expect(await text(page).getAttribute('contenteditable')).not.toBe('true')
    await desk.close()
    await withProfile(async (context) => {
      const version = listVersions(context.db, submissionId)[0]!
      const written = textBlocks(documentOf(context, version.contentHash)).map((block) => block.text)
      expect(written.join('\n')).toContain('鸟哥笔记第12段')
      expect(context.db.prepare('SELECT count(*) FROM working_steps').pluck().get()).toBe(0)
      const [annotation] = listAnnotations(context.db, submissionId)
      expect(annotation?.anchor).toMatchObject({ contentHash: version.contentHash, quote: '新写的话' })
      expect(await verifyDesk(context, false)).toMatchObject({ ok: true, problems: [] })
    })
    expect(desk.problems).toEqual([])
    await launch()
  })
})

describe('what was typed is given up', () => {
  it('goes back to the recorded text, and comes back from the toast or by undo', async () => {
    const { page } = desk
    const undo = page.getByTestId('undo')
    const discard = page.getByTestId('format-discard')
    await edit(page)
    const before = await blocks(page)
    await caretAt(page, '第7段')
    await page.keyboard.type('不要了')
    const typed = prefixed(before, '第7段', '不要了')
    expect(await blocks(page)).toEqual(typed)
    await discard.click()
    await expect.poll(() => blocks(page)).toEqual(before)
    await page.getByText('已回到上次归档的文字').waitFor()
    await undo.click()
    await expect.poll(() => blocks(page)).toEqual(typed)
    await undo.waitFor({ state: 'detached' })
    await discard.click()
    await expect.poll(() => blocks(page)).toEqual(before)
    // What is written next is not what the offer was about.
    await caretAt(page, '第8段')
    await page.keyboard.type('z')
    await undo.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await expect.poll(() => blocks(page)).toEqual(before)
    await page.keyboard.press('Control+z')
    await expect.poll(() => blocks(page)).toEqual(typed)
    await discard.click()
    await expect.poll(() => blocks(page)).toEqual(before)
    await state(page, 'saved').waitFor()
    await page.getByTestId('edit-toggle').click()
  })

  it('when it makes no text any more, is set aside whole into a file that is named, and the piece goes on', async () => {
    const before = await blocks(desk.page)
    await desk.close()
    const broken = JSON.stringify({ stepType: 'replace', from: 900_000, to: 900_001 })
    const versionId = await withProfile(async (context) => {
      const { id, contentHash } = listVersions(context.db, submissionId)[0]!
      const from = openText(context, id).step + 1
      saveSteps(context, { versionId: id, baseHash: contentHash, from, steps: [broken] })
      return Promise.resolve(id)
    })
    await launch()
    const { page } = desk
    await page.getByTestId('set-aside').click()
    const [, name = ''] = /set-aside：(.+?\.json)/.exec(await page.getByText('改动已存进').innerText()) ?? []
    const kept = JSON.parse(readFileSync(path.join(profileDir, 'set-aside', name), 'utf8')) as Record<string, unknown>
    expect(kept).toMatchObject({ versionId })
    // All that was typed since the recorded text, the last of it what did not fit.
    expect((kept['steps'] as string[]).at(-1)).toBe(broken)
    await page.getByTestId('set-aside').waitFor({ state: 'detached' })
    expect(await blocks(page)).toEqual(before)
    await edit(page)
    await caretAt(page, '第7段')
    await page.keyboard.type('接着写')
    await state(page, 'saved').waitFor()
    expect(await blocks(page)).toEqual(prefixed(before, '第7段', '接着写'))
    await page.getByTestId('edit-toggle').click()
  })
})

it.each(['the program is ended', 'the window is closed'])('what was typed right before %s is kept', async (how) => {
  const { page, app } = desk
  await edit(page)
  const before = await blocks(page)
  await caretAt(page, '第6段')
  await page.keyboard.type('最后几个字')
  await page.locator('[data-testid="save-state"]:not([data-kind="saved"])').waitFor()
  if (how === 'the window is closed') {
    const ended = new Promise((resolve) => app.process().once('exit', resolve))
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined)
    await ended
  }
  await desk.close().catch(() => undefined)
  await launch()
  expect(await blocks(desk.page)).toEqual(prefixed(before, '第6段', '最后几个字'))
})

describe('a kill with -9 while typing', () => {
  const random = randomNumbers('editing kill')
  process.stderr.write(`editing: seed ${random.seed}\n`)
  const letter = (index: number): string => 'abcdefghijklmnopqrstuvwxyz'[index % 26] ?? 'a'

  /** How many letters were typed and are on the disk: what a reader beside the app finds. */
  function keptLetters(): number {
    const db = new Database(path.join(profileDir, 'desk.db'), { readonly: true })
    try {
      const steps = db.prepare('SELECT json FROM working_steps ORDER BY step').pluck().all() as string[]
      return steps.reduce((sum, step) => sum + (/"text":"([a-z]+)"/.exec(step)?.[1]?.length ?? 0), 0)
    } finally {
      db.close()
    }
  }

  it.each([1, 2, 3, 4])('of the core, %i, loses nothing: the window says it again', async () => {
    const { page, app } = desk
    await edit(page)
    const before = await blocks(page)
    await caretAt(page, '第2段')
    const killAt = 5 + random.below(60)
    let typed = ''
    for (let index = 0; index < 80; index++) {
      if (index === killAt) process.kill((await corePid(app)) ?? 0, 'SIGKILL')
      await page.keyboard.press(letter(index))
      typed += letter(index)
    }
    await page.locator('[data-testid="core-status"][data-core="ready"]').waitFor()
    await state(page, 'saved').waitFor()
    await page.getByTestId('edit-toggle').click()
    expect(await blocks(page), `seed ${random.seed}, killed at ${killAt}`).toEqual(prefixed(before, '第2段', typed))
  })

  it('of the whole program keeps what was said to be saved, and changes nothing else', async () => {
    const { page, app } = desk
    await edit(page)
    const before = await blocks(page)
    await caretAt(page, '第4段')
    const core = (await corePid(app)) ?? 0
    let typed = ''
    const type = async (): Promise<void> => {
      const next = letter(typed.length)
      await page.keyboard.press(next)
      typed += next
    }
    const earlier = keptLetters()
    // Until a first save, and on to somewhere between two.
    while (keptLetters() === earlier) await type()
    const more = 10 + random.below(60)
    for (let index = 0; index < more; index++) await type()
    // It was the text that was typed in.
    expect(await blocks(page)).toEqual(prefixed(before, '第4段', typed))
    const saved = keptLetters() - earlier
    process.kill(core, 'SIGKILL')
    app.process().kill('SIGKILL')
    await new Promise((resolve) => app.process().once('exit', resolve))
    await desk.close().catch(() => undefined)
    await launch()
    const after = await blocks(desk.page)
    const found = /^([a-z]*)第4段/.exec(after.find(([, words]) => words.includes('第4段'))?.[1] ?? '')?.[1] ?? ''
    process.stderr.write(`editing: ${typed.length} typed, ${saved} saved when it was killed, ${found.length} kept\n`)
    expect(typed.startsWith(found)).toBe(true)
    expect(saved).toBeGreaterThan(0)
    expect(found.length, `seed ${random.seed}`).toBeGreaterThanOrEqual(saved)
    expect(after).toEqual(prefixed(before, '第4段', found))
  })
})

it('leaves a record that verifies', async () => {
  await desk.close()
  await withProfile(async (context) => {
    expect(await verifyDesk(context, false)).toMatchObject({ ok: true, problems: [] })
    // A text by the schema's rules, settled: nothing is left over.
    const version = listVersions(context.db, submissionId)[0]!
    documentOf(context, version.contentHash).check()
    expect(openText(context, version.id).steps).toEqual([])
  })
  expect(Buffer.byteLength(submissionId)).toBeGreaterThan(0)
  await launch()
})
