/**
 * Comments, highlights and findings in the real window: with the mouse, with the keyboard alone, with an input method,
 * in English, over a restart, and with a thousand of each.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { convertManuscript } from '@core/manuscript'
import { exportDocx } from '@core/manuscript/export-docx/export-docx'
import { importDocuments } from '@core/workflow/import-documents'
import { addAnnotation } from '@core/workflow/review'
import { checkVersion, documentOf } from '@core/workflow/checking'
import { addEditor } from '@core/workflow/desk'
import { listVersions } from '@core/store/repositories/manuscripts'
import { makeAnchor } from '@shared/manuscript/anchor'
import { projectedBlocks } from '@shared/manuscript/projection'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { keepPicture, launchDesk, STEP_LIMIT, temporaryFolder, type DeskApp } from '../support/desk-app'
import { lookAt } from '../support/look'
import { importPage, withDesk } from '../support/manuscript-desk'

const PICTURE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAYAAABzenr0AAAAL0lEQVR42u3OMQEAAAgDIN8/9MzgFhEQ0iS1VVVVVVVVVVVVVVVVVVVVVVVV9XIBpwADHcDmHq4AAAAASUVORK5CYII='
const PAGE = `<!doctype html><meta charset="utf-8"><title>春羽手记</title><body>
<h1>留存比拉新更要紧</h1>
<p>过去三年，团队把预算的八成花在拉新上，留下来的人却越来越少。</p>
<p>有同行说这是全网最低价的获客方式，想了解的加薇信 ngbj2026 详聊。</p>
<p>数据显示，次日留存提高五个点，半年后的收入提高两成，这才是增长的<b>真正来源</b>。</p>
<figure><img src="${PICTURE}" alt="留存曲线"><figcaption>图一：六个月的留存曲线</figcaption></figure>
<table><tr><th>渠道</th><th>次日留存</th></tr><tr><td>自然流量</td><td>百分之四十二</td></tr></table>
<p>留存不是运营一个部门的事，产品、客服和编辑都在其中。</p>
${Array.from({ length: 30 }, (_, index) => `<p>第${index + 1}节：先看谁走了，再看为什么走，最后才谈怎么留，一步也省不得。</p>`).join('\n')}
</body>`

const { folder, remove } = temporaryFolder('threads')
const profileDir = path.join(folder, 'profile')
const pictures = mkdtempSync(path.join(os.tmpdir(), 'tougao-threads-'))
let desk: DeskApp
let submissionId: string

beforeAll(async () => {
  process.stderr.write(`Pictures of threads: ${pictures}\n`)
  submissionId = await importPage(profileDir, '苏打', PAGE)
  await withDesk(profileDir, async (context) => {
    const file = path.join(folder, '县城消费.docx')
    writeFileSync(file, await withFootnotes())
    await importDocuments(context, [file])
    const version = listVersions(context.db, submissionId)[0]
    if (version === undefined) throw new Error('no version')
    await checkVersion(context, version.id)
    const colleague = addEditor(context, '老白')
    addEditor(context, '林夕')
    const block = projectedBlocks(documentOf(context, version.contentHash), 'current').find(({ text }) =>
      text.includes('留存不是运营'),
    )
    if (block === undefined) throw new Error('no such paragraph')
    addAnnotation(
      { ...context, editorId: colleague.id },
      {
        versionId: version.id,
        kind: 'comment',
        anchor: makeAnchor(version.contentHash, block, 0, 9),
        audience: 'editors',
        text: '@苏打 这句要不要放到开头？',
        mentions: [context.editorId],
      },
    )
  })
  desk = await launchDesk({ profileDir })
  await openPiece(desk.page)
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepPicture(desk.page, 'threads')
})
afterAll(async () => {
  await desk?.close()
  remove()
})

/** A Word file whose second footnote is a screen below its reference. */
function withFootnotes(): Promise<Uint8Array> {
  const text = (words: string) => [{ type: 'text', text: words }]
  const paragraph = (id: string, content: readonly object[]) => ({ type: 'paragraph', attrs: { id }, content })
  const footnote = (note: string, words: string) => ({
    type: 'footnote',
    attrs: { note },
    content: [paragraph(`${note}p`, text(words))],
  })
  const content = [
    { type: 'title', attrs: { id: 'title' }, content: text('县城里的钱花在哪里') },
    paragraph('p1', [
      ...text('过去一年的账本里有两笔大的'),
      { type: 'footnoteRef', attrs: { note: 'n1' } },
      ...text('。'),
    ]),
    ...Array.from({ length: 40 }, (_, index) =>
      paragraph(`f${index}`, text(`第${index + 1}家店：先问租金，再问客单价，最后问老板睡不睡得着。`)),
    ),
    paragraph('p2', [...text('结论是都不便宜'), { type: 'footnoteRef', attrs: { note: 'n2' } }, ...text('。')]),
    footnote('n1', '账本由作者本人记录。'),
    footnote('n2', '租金数据来自当地统计局的年报。'),
  ]
  return exportDocx({ document: { type: 'doc', content }, byline: '', threads: [], pictures: new Map(), closing: [] })
}

async function openPiece(page: Page, title = '留存比拉新更要紧'): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.getByTestId('nav-inbox').click()
  await page.getByTestId('inbox-row').filter({ hasText: title }).click()
  await page.getByTestId('start-review').click()
  await page.getByTestId('manuscript').waitFor()
}

/** Selects words with the mouse, as a reader does. */
async function selectWords(page: Page, words: string): Promise<void> {
  const box = await placeOf(page, words)
  await drag(page, box, { x: box.toX, y: box.toY })
  await page.getByTestId('selection-bubble').waitFor()
}

/** No hand is as fast as a machine: the text has the focus by the time the mouse moves on. */
async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame)
  })
  await page.mouse.move(to.x, to.y, { steps: 6 })
  await page.mouse.up()
}

/**
 * Where words stand, scrolled into view and at rest: paragraphs that were never laid out take their real height in the
 * frames after they came near, and push what was aimed at.
 */
function placeOf(page: Page, words: string): Promise<{ x: number; y: number; toX: number; toY: number }> {
  return page.getByTestId('manuscript').evaluate(async (root, wanted) => {
    const find = (): Range => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const at = node.textContent?.indexOf(wanted) ?? -1
        if (at < 0) continue
        const range = document.createRange()
        range.setStart(node, at)
        range.setEnd(node, at + wanted.length)
        return range
      }
      throw new Error(`the manuscript does not hold: ${wanted}`)
    }
    let top = Number.NaN
    for (let frame = 0, still = 0; frame < 120; frame += 1) {
      const range = find()
      range.startContainer.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' })
      const rects = [...range.getClientRects()]
      const [first, last] = [rects[0], rects.at(-1)]
      if (first === undefined || last === undefined) throw new Error(`nothing is drawn of: ${wanted}`)
      still = first.top === top ? still + 1 : 0
      top = first.top
      if (still === 5) {
        return {
          x: first.left + 1,
          y: first.top + first.height / 2,
          toX: last.right - 1,
          toY: last.top + last.height / 2,
        }
      }
      await new Promise(requestAnimationFrame)
    }
    throw new Error(`the text never came to rest around: ${wanted}`)
  }, words)
}

const cards = (page: Page): Locator => page.getByTestId('comment-card')
const cardWith = (page: Page, text: string): Locator => cards(page).filter({ hasText: text })

/** Both themes, both sizes: nothing that hinders, nothing cut off. */
const inspect = (name: string): Promise<void> => lookAt(desk, pictures, name, { width: 1440, height: 900 })

async function speak(language: 'English' | '中文'): Promise<void> {
  const { page } = desk
  await page.keyboard.press('Control+K')
  await page.getByRole('dialog').getByRole('textbox').fill(language)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Until a list has so many. */
async function count(locator: Locator, expected: number): Promise<void> {
  await expect.poll(() => locator.count(), { timeout: STEP_LIMIT }).toBe(expected)
}

describe('threads with the mouse', () => {
  it('comments on words: clause, colleague, for whom; the card has them all', async () => {
    const { page } = desk
    await selectWords(page, '预算的八成')
    await page.getByTestId('bubble-comment').click()
    const text = page.getByTestId('comment-text')
    await text.pressSequentially('@老')
    await page.getByTestId('mention-option').filter({ hasText: '老白' }).click()
    await text.pressSequentially('请补充出处')
    expect(await text.inputValue()).toBe('@老白 请补充出处')
    await page.getByTestId('clause-picker').click()
    await page.getByTestId('clause-picker').fill('7.2')
    await page.getByRole('option', { name: /^7\.2 / }).click()
    await inspect('composer')
    // Named, a colleague reads it; the author never does.
    await page.getByTestId('reader-hint').filter({ hasText: '只有编辑能看到' }).waitFor()
    await page.getByTestId('comment-audience').getByText('仅编辑可见').click()
    await page.getByTestId('comment-save').click()
    const card = cardWith(page, '请补充出处')
    await card.waitFor()
    expect(await card.getByTestId('mention').innerText()).toBe('@老白')
    expect(await card.innerText()).toContain('仅编辑可见')
    await card.getByTestId('clause-chip').filter({ hasText: '7.2' }).click()
    await page.locator('[data-testid="clause-row"][data-clause="7.2"][data-open]').waitFor()
    await page.getByTestId('tab-comments').click()
  })

  it('replies, corrects itself, is resolved and reopened, deleted and brought back', async () => {
    const { page } = desk
    const card = cardWith(page, '请补充出处')
    await card.getByRole('button').first().click()
    await card.getByTestId('comment-reply').fill('我去问作者')
    await card.getByTestId('comment-reply').press('Control+Enter')
    // Its own words, not those still in the field: otherwise the last to be corrected is the first comment.
    await count(card.getByTestId('comment-entry'), 2)
    await card.getByTestId('comment-edit').last().click()
    await card.getByTestId('comment-edit-text').fill('我明天去问作者')
    await card.getByTestId('comment-edit-save').click()
    await card.getByTestId('comment-edited').waitFor()
    await inspect('thread')
    await card.getByTestId('comment-resolve').click()
    await page.getByTestId('undo').click()
    await page.locator('[data-testid="comment-card"][data-state="open"]').filter({ hasText: '请补充出处' }).waitFor()
    await cardWith(page, '请补充出处').getByRole('button').first().click()
    await cardWith(page, '请补充出处').getByTestId('comment-delete').click()
    await count(cardWith(page, '请补充出处'), 0)
    await page.getByTestId('undo').last().click()
    await cardWith(page, '我明天去问作者').waitFor()
  })

  it('comments on a picture, which its card shows, on a caption, a cell and a whole paragraph', async () => {
    const { page } = desk
    const picture = page.getByTestId('manuscript').locator('img[alt="留存曲线"]')
    await picture.scrollIntoViewIfNeeded()
    await picture.click()
    await page.getByTestId('bubble-comment').click()
    await page.getByTestId('comment-text').fill('图从哪里来？')
    await page.getByTestId('comment-save').click()
    await cardWith(page, '图从哪里来？').getByTestId('quoted-picture').waitFor()
    for (const [words, said] of [
      ['六个月的留存曲线', '图注写清口径'],
      ['百分之四十二', '这一格改成数字'],
      ['留存不是运营', '这一段很好'],
    ] as const) {
      const block = page.getByTestId('manuscript').locator('[data-block]').filter({ hasText: words })
      await block.scrollIntoViewIfNeeded()
      await block.hover()
      await page.getByTestId('block-comment').click()
      expect(await page.getByTestId('comment-composer').innerText()).toContain(words)
      await page.getByTestId('comment-text').fill(said)
      await page.getByTestId('comment-save').click()
      await cardWith(page, said).waitFor()
    }
    await inspect('picture')
  })

  it('comments on words of several paragraphs, all of them marked and said on the card', async () => {
    const { page } = desk
    const from = await placeOf(page, '同行说这是')
    const to = await placeOf(page, '次日留存提高五个点')
    await drag(page, from, { x: to.toX, y: to.toY })
    await page.getByTestId('bubble-comment').click()
    await page.getByTestId('comment-text').fill('这两段合起来说')
    await page.getByTestId('comment-save').click()
    const card = cardWith(page, '这两段合起来说')
    await card.waitFor()
    expect(await card.innerText()).toMatch(/同行说这是.*¶.*次日留存提高五个点/s)
    const marked = page.getByTestId('manuscript').locator('[data-block] .mark-comment')
    await marked.filter({ hasText: '同行说这是' }).waitFor()
    await marked.filter({ hasText: '次日留存提高五个点' }).waitFor()
    await inspect('several-paragraphs')
  })

  it('highlights with a label: a usual one and an own one', async () => {
    const { page } = desk
    await selectWords(page, '真正来源')
    await page.getByTestId('bubble-highlight').click()
    const golden = page.locator('[data-testid="comment-card"][data-kind="highlight"]').filter({ hasText: '金句' })
    await golden.waitFor()
    await page.locator('.mark-highlight[data-tone="golden"]').first().waitFor()
    await selectWords(page, '半年后的收入')
    await page.getByTestId('bubble-labels').click()
    await inspect('labels')
    await page.getByTestId('label-own').fill('要配图')
    await page.getByTestId('label-own').press('Enter')
    await page.locator('[data-testid="comment-card"][data-kind="highlight"]').filter({ hasText: '要配图' }).waitFor()
    await page.locator('.mark-highlight[data-tone="own"]').waitFor()
  })
})

describe('findings are threads', () => {
  it('asks the author about one, notes on it, and lets it pass, each with a way back', async () => {
    const { page } = desk
    await page.getByTestId('tab-findings').click()
    const card = page.getByTestId('finding-card').first()
    // Before the click: the list moves to the chosen card, and another one is its first then.
    const id = (await card.getAttribute('data-finding-id')) ?? ''
    await card.getByRole('button').first().click()
    const same = page.locator(`[data-testid="finding-card"][data-finding-id="${id}"]`)
    await same.getByTestId('finding-ask').click()
    expect((await page.getByTestId('comment-text').inputValue()).length).toBeGreaterThan(4)
    await page.getByTestId('comment-text').fill('这句请改成不带承诺的说法')
    await page.getByTestId('comment-save').click()
    await cardWith(page, '这句请改成不带承诺的说法').getByTestId('finding-link').click()
    await same.getByTestId('finding-asked').waitFor()
    await same.getByTestId('finding-note').click()
    await same.getByTestId('finding-note-text').fill('上次也写过')
    await same.getByTestId('finding-note-text').press('Control+Enter')
    await same.getByText('上次也写过').waitFor()
    await inspect('finding')
    await same.getByTestId('finding-waive').click()
    await page.getByRole('button', { name: '规则误判' }).click()
    await page.getByTestId('waive-save').click()
    await count(same, 0)
    await page.getByTestId('undo').last().click()
    await same.waitFor()
  })
})

describe('a finding is fixed', () => {
  it('by what its rule offers, as a suggested change among the threads, and taken back', async () => {
    const { page } = desk
    await page.getByTestId('tab-comments').click()
    const card = page.getByTestId('finding-card').filter({ hasText: '加薇信 ngbj2026' })
    await card.getByRole('button').first().click()
    await page.keyboard.press('g')
    await page.getByTestId('fix-offer').first().click()
    await page.getByTestId('manuscript').locator('del').filter({ hasText: 'ngbj2026' }).waitFor()
    await page.getByTestId('undo-fix').click()
    await count(page.getByTestId('manuscript').locator('del'), 0)
  })
})

describe('the panel', () => {
  it('shows what mentions me, says when nothing is left, and forgets the filter by one key', async () => {
    const { page } = desk
    await page.getByTestId('tab-comments').click()
    const all = await page.getByTestId('panel-list').locator('article').count()
    expect(all).toBeGreaterThan(3)
    await page.keyboard.press('Shift+F')
    await page.getByTestId('panel-facet-mention').click()
    await inspect('filter')
    await page.keyboard.press('Escape')
    await count(cards(page), 1)
    expect(await cards(page).innerText()).toContain('放到开头')
    await page.getByTestId('panel-kind-highlight').click()
    await page.getByText('没有符合筛选的内容').waitFor()
    await inspect('filtered-empty')
    await page.keyboard.press('0')
    // All is back; how far down the comments are drawn is the list's affair.
    await page.getByTestId('panel-list').locator('article').nth(3).waitFor()
  })

  it.each(['kind', 'clause', 'person', 'text'])('is ordered by %s', async (order) => {
    const { page } = desk
    await page.getByTestId('panel-order').click()
    await page.getByTestId(`panel-order-${order}`).click()
    const heads = page.getByTestId('panel-list').locator('h3')
    if (order === 'text') await count(heads, 0)
    else await heads.first().waitFor()
  })
})

describe('with the keyboard alone', () => {
  it('goes through everything shown, comments, answers and resolves', async () => {
    const { page } = desk
    await page.getByTestId('tab-comments').click()
    await page.keyboard.press('Escape')
    const actives: string[] = []
    for (let step = 0; step < 4; step += 1) {
      await page.keyboard.press('n')
      const active = page.getByTestId('panel-list').locator('article[data-active]')
      await active.waitFor()
      actives.push((await active.innerText()).slice(0, 40))
    }
    expect(new Set(actives).size).toBe(4)
    await page.keyboard.press('p')
    expect((await page.getByTestId('panel-list').locator('article[data-active]').innerText()).slice(0, 40)).toBe(
      actives[2],
    )
    // Beside a paragraph: reached with Tab from the text, moved with the arrows.
    await page.getByTestId('manuscript').focus()
    await page.keyboard.press('Tab')
    const button = page.getByTestId('block-comment')
    await expect
      .poll(() => button.evaluate((element) => element === document.activeElement), { timeout: STEP_LIMIT })
      .toBe(true)
    const first = await button.getAttribute('data-for-block')
    await page.keyboard.press('ArrowDown')
    expect(await button.getAttribute('data-for-block')).not.toBe(first)
    await page.keyboard.press('c')
    await page.getByTestId('comment-text').waitFor()
    await page.keyboard.type('键盘写的批注')
    await page.keyboard.press('Control+Enter')
    const card = cardWith(page, '键盘写的批注')
    await card.waitFor()
    await page.getByTestId('manuscript').focus()
    await page.keyboard.press('h')
    await page.keyboard.type('键盘写的回复')
    await page.keyboard.press('Control+Enter')
    await card.getByText('键盘写的回复').waitFor()
    await page.getByTestId('manuscript').focus()
    await page.keyboard.press('d')
    await page
      .locator('[data-testid="comment-card"][data-state="resolved"]')
      .filter({ hasText: '键盘写的批注' })
      .waitFor()
  })
})

describe('with an input method', () => {
  it('composes in the field: Enter that ends a composition sends nothing, a name can be composed after @', async () => {
    const { page } = desk
    const input = await page.context().newCDPSession(page)
    await page.getByTestId('manuscript').focus()
    await page.keyboard.press('c')
    const text = page.getByTestId('comment-text')
    await text.waitFor()
    await input.send('Input.imeSetComposition', { text: 'qing', selectionStart: 4, selectionEnd: 4 })
    const key = { code: 'Enter', key: 'Process', windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 }
    await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key, modifiers: 2 })
    await input.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key, modifiers: 2 })
    expect(await page.getByTestId('comment-composer').count()).toBe(1)
    await input.send('Input.insertText', { text: '请' })
    expect(await text.inputValue()).toBe('请')
    await page.keyboard.type('@')
    await page.getByTestId('mention-list').waitFor()
    await input.send('Input.imeSetComposition', { text: 'lin', selectionStart: 3, selectionEnd: 3 })
    await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key })
    await input.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
    await input.send('Input.insertText', { text: '林' })
    await page.getByTestId('mention-option').filter({ hasText: '林夕' }).waitFor()
    await page.keyboard.press('Enter')
    expect(await text.inputValue()).toBe('请@林夕 ')
    await input.send('Input.insertText', { text: '看一眼' })
    await page.keyboard.press('Control+Enter')
    expect(await cardWith(page, '看一眼').getByTestId('mention').innerText()).toBe('@林夕')
  })
})

describe('in a footnote', () => {
  const note = (page: Page): Locator => page.getByTestId('manuscript').locator('section.footnote')

  it('words and a whole note are commented on, by the button and by the key', async () => {
    const { page } = desk
    await openPiece(page, '县城里的钱')
    await page.getByTestId('tab-comments').click()
    await selectWords(page, '统计局的年报')
    await page.getByTestId('bubble-comment').click()
    expect(await page.getByTestId('comment-composer').innerText()).toContain('统计局的年报')
    await page.getByTestId('comment-text').fill('哪一年的年报？')
    await page.getByTestId('comment-audience').getByText('给作者看').click()
    await page.getByTestId('comment-save').click()
    await cardWith(page, '哪一年的年报？').waitFor()
    await selectWords(page, '作者本人')
    await page.keyboard.press('c')
    await page.getByTestId('comment-text').waitFor()
    await page.keyboard.type('账本能给编辑看吗？')
    await page.keyboard.press('Control+Enter')
    await cardWith(page, '账本能给编辑看吗？').waitFor()
    const block = note(page).locator('[data-block]').last()
    await block.hover()
    await page.getByTestId('block-comment').click()
    expect(await page.getByTestId('comment-composer').innerText()).toContain('租金数据来自当地统计局的年报。')
    await page.keyboard.press('Escape')
    await page.getByTestId('comment-composer').waitFor({ state: 'detached' })
    await count(note(page).locator('.mark-comment'), 2)
  })

  it('the thread shows its words, and the keys go from one to the next, over the length of the text', async () => {
    const { page } = desk
    await page.keyboard.press('Escape')
    for (const [key, words, quote] of [
      ['n', '账本能给编辑看吗？', '作者本人'],
      ['n', '哪一年的年报？', '统计局的年报'],
      ['p', '账本能给编辑看吗？', '作者本人'],
    ] as const) {
      await page.getByTestId('manuscript').locator('h1, [data-block="title"]').first().scrollIntoViewIfNeeded()
      await page.keyboard.press(key)
      const active = page.getByTestId('panel-list').locator('article[data-active]')
      await active.filter({ hasText: words }).waitFor()
      expect(await active.locator('q').innerText()).toBe(quote)
      const mark = note(page).locator('[data-active-mark]')
      await mark.filter({ hasText: quote }).waitFor()
      await expect
        .poll(() => mark.evaluate((each) => each.getBoundingClientRect().bottom < window.innerHeight))
        .toBe(true)
    }
    await inspect('footnote')
  })

  it('leaves in Word before the reference of its note and comes back with every word', async () => {
    const { page } = desk
    const target = path.join(folder, '退改.docx')
    await desk.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, target)
    await page.getByTestId('export-menu').click()
    await page.getByTestId('export-docx').click()
    await page.getByText('已存好').first().waitFor()
    const back = await convertManuscript({ kind: 'file', filename: '退改.docx', bytes: readFileSync(target) })
    if (!back.ok) throw new Error(JSON.stringify(back.error))
    const found = back.value.threads.map(({ anchor, comments }) => [comments[0]?.text, anchor.quote.slice(0, 7)])
    expect(found).toHaveLength(2)
    expect(Object.fromEntries(found)).toEqual({
      '哪一年的年报？': '结论是都不便宜',
      '账本能给编辑看吗？': '过去一年的账本',
    })
    expect(JSON.stringify(back.value.document)).toContain('租金数据来自当地统计局的年报。')
    await openPiece(page)
  })
})

describe('afterwards', () => {
  it('says it all in English', async () => {
    await speak('English')
    await inspect('english-comments')
    await desk.page.getByTestId('tab-findings').click()
    await inspect('english-findings')
    await speak('中文')
  })

  it('keeps everything over a restart: threads, and how the panel was left', async () => {
    const { page, problems } = desk
    await page.getByTestId('tab-comments').click()
    await page.getByTestId('panel-kind-comment').click()
    await page.getByTestId('panel-filter-clear').waitFor()
    const before = await page.getByTestId('panel-filter').innerText()
    expect(problems).toEqual([])
    await desk.close()
    desk = await launchDesk({ profileDir })
    await openPiece(desk.page)
    await desk.page.getByTestId('tab-comments').click()
    await cardWith(desk.page, '我明天去问作者').waitFor()
    await cardWith(desk.page, '图从哪里来？').getByTestId('quoted-picture').waitFor()
    expect(await desk.page.getByTestId('panel-filter').innerText()).toBe(before)
    await desk.page.keyboard.press('0')
    // The first highlight of another day is offered the last label.
    await selectWords(desk.page, '省不得')
    expect(await desk.page.getByTestId('bubble-highlight').innerText()).toBe('要配图')
  })
})
