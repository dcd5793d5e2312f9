/**
 * 修订 in the real window, with composition events as an input method sends them: the document, the text on screen and the
 * caret after each; then everything rejected, which gives the text as it was, and everything accepted.
 */
import Database from 'better-sqlite3'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { inlineTaskRunner } from '@core/workers/pool'
import { addAccount } from '@core/workflow/accounts'
import { nameEditor } from '@core/workflow/desk'
import { openDesk } from '@core/workflow/open-desk'
import { noKeyring } from '@core/workflow/secrets'
import { projectDir } from '../../scripts/lib/paths.mjs'
import { keepPicture, launchDesk, temporaryFolder, type DeskApp } from '../support/desk-app'
import { lookAt } from '../support/look'
import { ARTICLE, rawMail } from '../support/mails'

const { folder, remove } = temporaryFolder('suggestions')
const profileDir = path.join(folder, 'profile')
const maildir = path.join(profileDir, 'mailbox')
const pictures = mkdtempSync(path.join(os.tmpdir(), 'tougao-suggestions-'))
const SUBJECT = '投稿：内容团队的第三年'

let desk: DeskApp
let keyboard: CDPSession

async function prepare(): Promise<void> {
  for (const sub of ['new', 'cur', 'tmp']) mkdirSync(path.join(maildir, sub), { recursive: true })
  const raw = rawMail({ from: '周 <zhou@mail.example>', subject: SUBJECT, text: `您好，投稿一篇。\n\n${ARTICLE}` })
  writeFileSync(path.join(maildir, 'new', '1788900000.M1P1.test'), raw)
  const opened = openDesk({
    profileDir,
    resourcesDir: path.join(projectDir, 'resources'),
    tasks: inlineTaskRunner(),
    keyring: noKeyring,
    mode: 'write',
  })
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  const { context, close } = opened.value
  nameEditor(context, '苏打')
  await addAccount(context, {
    config: { kind: 'maildir', address: 'tougao@appcpx.com', displayName: '投稿', path: maildir },
    password: null,
    keep: null,
  })
  close()
}

beforeAll(async () => {
  await prepare()
  desk = await launchDesk({ profileDir })
  keyboard = await desk.page.context().newCDPSession(desk.page)
  const { page } = desk
  await page.getByTestId('inbox-row').filter({ hasText: '内容团队的第三年' }).first().click()
  await page.keyboard.press('Enter')
  await page.getByTestId('manuscript').waitFor()
  await page.getByTestId('tab-comments').click()
  await page.getByTestId('suggest-toggle').click()
  await page.locator('[data-testid="manuscript"][contenteditable="true"]').waitFor()
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepPicture(desk.page, 'suggestions')
  // Whoever the changes are of, the core made nothing of it that it had to give up.
  expect(await desk.page.getByText('Internal server error').count()).toBe(0)
})
afterAll(async () => {
  await desk.close()
  remove()
  process.stderr.write(`Screens of the suggested changes: ${pictures}\n`)
})

interface PageEditor {
  readonly state: {
    readonly doc: { toJSON(): unknown; readonly content: { readonly size: number } }
    readonly selection: { readonly head: number }
    readonly tr: { setDocAttribute(name: string, value: unknown): { setMeta(name: string, value: unknown): object } }
  }
  readonly view: { posAtDOM(node: Node, offset: number): number; focus(): void; dispatch(tr: object): void }
  readonly storage: { readonly suggestChanges: { readonly composition: unknown } }
  readonly commands: {
    setContent(content: unknown): boolean
    setTextSelection(place: { from: number; to: number }): boolean
  }
}

interface Seen {
  /** The document as a line: `[+x]` inserted, `[-x]` deleted, `¶+` and `¶-` ends, the caret as `^`. */
  readonly told: string
  /** What the page shows, block by block. */
  readonly screen: string
  readonly caretOnScreen: boolean
}

const TITLE = '题目'
const FIRST = '天地玄黄宇宙洪荒'
const SECOND = '日月盈昃辰宿列张'
const ORIGINAL = `${TITLE} | ${FIRST} | ${SECOND}`
const text = (words: string) => [{ type: 'text', text: words }]
const content = {
  type: 'doc',
  content: [
    { type: 'title', attrs: { id: 'title' }, content: text(TITLE) },
    { type: 'paragraph', attrs: { id: 'p1' }, content: text(FIRST) },
    { type: 'paragraph', attrs: { id: 'p2' }, content: text(SECOND) },
  ],
}

const block = (id: string, words: string) => ({ type: 'paragraph', attrs: { id }, content: text(words) })
const item = (id: string, words: string) => ({ type: 'listItem', content: [block(id, words)] })
const cell = (id: string, words: string) => ({ type: 'tableCell', content: [block(id, words)] })
/** A list, a quote and a table. */
const STRUCTURED = {
  type: 'doc',
  content: [
    { type: 'title', attrs: { id: 'title' }, content: text(TITLE) },
    { type: 'bulletList', content: [item('p1', '天地玄黄'), item('p2', '宇宙洪荒'), item('p3', '项二')] },
    { type: 'blockquote', content: [block('p4', '日月盈昃')] },
    { type: 'table', content: [{ type: 'tableRow', content: [cell('p5', '寒来'), cell('p6', '暑往')] }] },
  ],
}
const STRUCTURED_ORIGINAL = '题目 | 天地玄黄 | 宇宙洪荒 | 项二 | 日月盈昃 | 寒来 | 暑往'

async function begin(of: object = content): Promise<void> {
  await desk.page.getByTestId('manuscript').evaluate((dom, json) => {
    const { editor } = dom as unknown as { readonly editor: PageEditor }
    editor.commands.setContent(json)
    // Who made what is the document's own, which its content does not carry.
    const { attrs } = json as { readonly attrs?: { readonly suggestions: unknown } }
    if (attrs !== undefined) {
      // Not a change to suggest, as the content is none.
      const { tr } = editor.state
      editor.view.dispatch(tr.setDocAttribute('suggestions', attrs.suggestions).setMeta('preventUpdate', true))
    }
    editor.view.focus()
  }, of)
}

/** The caret behind words, or a selection over them. */
async function select(words: string, how: 'after' | 'before' | 'over'): Promise<void> {
  await desk.page.getByTestId('manuscript').evaluate(
    (dom, { words: wanted, how: where }) => {
      const { editor } = dom as unknown as { readonly editor: PageEditor }
      const walker = document.createTreeWalker(dom, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const at = node.textContent?.indexOf(wanted) ?? -1
        if (at < 0) continue
        const from = editor.view.posAtDOM(node, at)
        const to = editor.view.posAtDOM(node, at + wanted.length)
        editor.commands.setTextSelection(
          where === 'over' ? { from, to } : where === 'after' ? { from: to, to } : { from, to: from },
        )
        editor.view.focus()
        return
      }
      throw new Error(`no ${wanted}`)
    },
    { words, how },
  )
}

async function look(): Promise<Seen> {
  const manuscript = desk.page.getByTestId('manuscript')
  const element = await manuscript.elementHandle()
  if (element === null) throw new Error('no manuscript')
  await desk.page.waitForFunction(
    (dom) => (dom as unknown as { readonly editor: PageEditor }).editor.storage.suggestChanges.composition === null,
    element,
  )
  return manuscript.evaluate((dom) => {
    const { editor } = dom as unknown as { readonly editor: PageEditor }
    interface Json {
      readonly type: string
      readonly text?: string
      readonly attrs?: { readonly paragraphMark?: { readonly kind: string } | null }
      readonly marks?: readonly { readonly type: string }[]
      readonly content?: readonly Json[]
    }
    const { head } = editor.state.selection
    let at = 0
    const blocks: string[] = []
    const tell = (node: Json): void => {
      if (node.type === 'doc') {
        for (const child of node.content ?? []) tell(child)
        return
      }
      at += 1
      if (['bulletList', 'listItem', 'blockquote', 'table', 'tableRow', 'tableCell'].includes(node.type)) {
        for (const child of node.content ?? []) tell(child)
        at += 1
        return
      }
      let line = ''
      for (const child of node.content ?? []) {
        const words = child.text ?? '?'
        const names = (child.marks ?? []).map(({ type }) => type)
        const signs = `${names.includes('insertion') ? '+' : ''}${names.includes('deletion') ? '-' : ''}`
        const inside =
          head > at && head < at + words.length ? `${words.slice(0, head - at)}^${words.slice(head - at)}` : words
        line += (head === at ? '^' : '') + (signs === '' ? inside : `[${signs}${inside}]`)
        at += words.length
      }
      if (head === at) line += '^'
      at += 1
      const end = node.attrs?.paragraphMark ?? null
      blocks.push(line + (end === null ? '' : end.kind === 'insertion' ? '¶+' : '¶-'))
    }
    tell(editor.state.doc.toJSON() as Json)
    const selection = window.getSelection()
    const { focusNode } = selection ?? { focusNode: null }
    return {
      told: blocks.join(' | '),
      screen: [...dom.querySelectorAll('[data-block]')].map((block) => block.textContent).join(' | '),
      caretOnScreen:
        focusNode !== null &&
        dom.contains(focusNode) &&
        editor.view.posAtDOM(focusNode, selection?.focusOffset ?? 0) === head,
    }
  })
}

/** The steps that the core keeps of what was written, as they are written down. */
function keptSteps(): string {
  const db = new Database(path.join(profileDir, 'desk.db'), { readonly: true })
  try {
    return (db.prepare('SELECT json FROM working_steps ORDER BY step').pluck().all() as string[]).join('\n')
  } finally {
    db.close()
  }
}

const compose = (stage: string) =>
  keyboard.send('Input.imeSetComposition', { text: stage, selectionStart: stage.length, selectionEnd: stage.length })
const commit = (words: string) => keyboard.send('Input.insertText', { text: words })

async function settleAll(verdict: 'accept' | 'reject'): Promise<string> {
  const { page } = desk
  await page.getByTestId('suggestions-menu').click()
  await page.getByTestId(`suggestions-${verdict}-all`).click()
  await page.getByTestId('suggestion-bar').waitFor({ state: 'detached' })
  return (await look()).screen
}

/** Writes, looks, then once rejects and once accepts everything. */
async function story(
  write: () => Promise<void>,
  expected: { told: string; accepted: string },
  of: object = content,
  original = ORIGINAL,
): Promise<void> {
  const { told, accepted } = expected
  for (const verdict of ['reject', 'accept'] as const) {
    await begin(of)
    await write()
    const seen = await look()
    const bare = told.replaceAll(/\[[+-]+|\]|¶[+-]|\^/g, '')
    expect({ verdict, ...seen }).toEqual({ verdict, told, screen: bare, caretOnScreen: true })
    if (told.replaceAll('^', '') === original) continue
    expect(await settleAll(verdict)).toBe(verdict === 'reject' ? original : accepted)
  }
}

describe('suggested changes with an input method', () => {
  it('composing at a caret, the candidate changing, then committed', () =>
    story(
      async () => {
        await select('天地', 'after')
        for (const stage of ['x', 'xi', 'xin', '新', '心']) await compose(stage)
        await commit('新')
      },
      { told: `题目 | 天地[+新]^玄黄宇宙洪荒 | ${SECOND}`, accepted: `题目 | 天地新玄黄宇宙洪荒 | ${SECOND}` },
    ))

  it('composing over a selection: what was selected is marked, the new words stand behind', () =>
    story(
      async () => {
        await select('玄黄', 'over')
        for (const stage of ['g', 'ga', 'gai', '改']) await compose(stage)
        await commit('改过')
      },
      { told: `题目 | 天地[-玄黄][+改过]^宇宙洪荒 | ${SECOND}`, accepted: `题目 | 天地改过宇宙洪荒 | ${SECOND}` },
    ))

  it('composing at the beginning and at the end of a paragraph', () =>
    story(
      async () => {
        await select('天地', 'before')
        await compose('k')
        await commit('开')
        await select('洪荒', 'after')
        await compose('w')
        await commit('尾')
      },
      { told: `题目 | [+开]天地玄黄宇宙洪荒[+尾]^ | ${SECOND}`, accepted: `题目 | 开天地玄黄宇宙洪荒尾 | ${SECOND}` },
    ))

  it('cancelled at a caret: nothing', () =>
    story(
      async () => {
        await select('天地', 'after')
        for (const stage of ['x', 'xi', '']) await compose(stage)
      },
      { told: `题目 | 天地^玄黄宇宙洪荒 | ${SECOND}`, accepted: ORIGINAL },
    ))

  it('cancelled over a selection: that is marked, nothing is lost', () =>
    story(
      async () => {
        await select('玄黄', 'over')
        for (const stage of ['x', 'xi', '']) await compose(stage)
      },
      { told: `题目 | 天地[-玄黄]^宇宙洪荒 | ${SECOND}`, accepted: `题目 | 天地宇宙洪荒 | ${SECOND}` },
    ))

  it('composing inside of an insertion, and on at its end', () =>
    story(
      async () => {
        await select('天地', 'after')
        await compose('y')
        await commit('一二')
        await compose('s')
        await commit('三')
        await select('一', 'after')
        for (const stage of ['b', 'ban', '半']) await compose(stage)
        await commit('半')
      },
      {
        told: `题目 | 天地[+一半^二三]玄黄宇宙洪荒 | ${SECOND}`,
        accepted: `题目 | 天地一半二三玄黄宇宙洪荒 | ${SECOND}`,
      },
    ))

  it('composing next to a deletion, before it and inside', () =>
    story(
      async () => {
        await select('玄黄', 'over')
        await desk.page.keyboard.press('Backspace')
        await compose('q')
        await commit('前')
        await select('玄', 'after')
        await compose('z')
        await commit('中')
      },
      {
        told: `题目 | 天地[+前][-玄][+中]^[-黄]宇宙洪荒 | ${SECOND}`,
        accepted: `题目 | 天地前中宇宙洪荒 | ${SECOND}`,
      },
    ))

  it('composing in the title, over part of it', () =>
    story(
      async () => {
        await select('题', 'over')
        for (const stage of ['b', 'bi', 'biao', '标']) await compose(stage)
        await commit('标')
      },
      { told: `[-题][+标]^目 | ${FIRST} | ${SECOND}`, accepted: `标目 | ${FIRST} | ${SECOND}` },
    ))

  it('composing in a list item, a quote and a cell: over words, behind a split, over two items', () =>
    story(
      async () => {
        const { page } = desk
        await select('玄黄', 'over')
        for (const stage of ['g', 'gai', '改']) await compose(stage)
        await commit('改')
        await select('洪', 'after')
        await page.keyboard.press('Enter')
        for (const stage of ['x', 'xin', '新']) await compose(stage)
        await commit('新')
        await select('盈昃', 'over')
        for (const stage of ['y', 'yin', '引']) await compose(stage)
        await commit('引')
        await select('来', 'after')
        for (const stage of ['b', 'biao', '表']) await compose(stage)
        await commit('表')
        await select('项', 'before')
        await page.keyboard.press('Backspace')
        await compose('h')
        await commit('合')
      },
      {
        told: '题目 | 天地[-玄黄][+改] | 宇宙洪¶+ | [+新]荒[+合]^¶- | 项二 | 日月[-盈昃][+引] | 寒来[+表] | 暑往',
        accepted: '题目 | 天地改 | 宇宙洪 | 新荒合项二 | 日月引 | 寒来表 | 暑往',
      },
      STRUCTURED,
      STRUCTURED_ORIGINAL,
    ))

  it('composing over a selection of two paragraphs', () =>
    story(
      async () => {
        const { page } = desk
        await select('洪荒', 'before')
        for (let count = 0; count < 4; count += 1) await page.keyboard.press('Shift+ArrowRight')
        // As an input method does: the key is taken before it composes.
        const key = { code: 'KeyH', key: 'Process', windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 }
        await keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key })
        for (const stage of ['h', 'he', '合']) await compose(stage)
        await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
        await commit('合')
      },
      {
        told: `题目 | 天地玄黄宇宙[-洪荒]¶- | [-日][+合]^月盈昃辰宿列张`,
        accepted: `题目 | 天地玄黄宇宙合月盈昃辰宿列张`,
      },
    ))

  it('is not kept while it composes: a kill then would leave its letters as text of nobody’s', async () => {
    const { page } = desk
    await begin()
    await expect.poll(keptSteps).toContain(FIRST)
    await page.clock.install()
    await select('玄黄', 'over')
    await compose('nihao')
    // Past every pause after which is saved; the mark on the selected words was made before the composition.
    await page.clock.runFor(5_000)
    await expect.poll(keptSteps).toContain('"deletion"')
    expect(keptSteps()).not.toContain('nihao')
    await commit('你好')
    await page.clock.runFor(5_000)
    await expect.poll(keptSteps).toContain('你好')
  })

  it('plain keys: typing, Enter, Backspace over an edge', () =>
    story(
      async () => {
        const { page } = desk
        await select('天地', 'after')
        await page.keyboard.type('ab')
        await page.keyboard.press('Enter')
        await page.keyboard.type('c')
        await select('日月', 'before')
        await page.keyboard.press('Backspace')
        await page.keyboard.press('Backspace')
      },
      {
        told: `题目 | 天地[+ab]¶+ | [+c]玄黄宇宙洪^[-荒]¶- | ${SECOND}`,
        accepted: `题目 | 天地ab | c玄黄宇宙洪${SECOND}`,
      },
    ))
})

describe('the cards and views', () => {
  it('rows of a table are put in and taken out, shown so, and settled', async () => {
    const { page } = desk
    const rows = ['寒来', '秋收'].map((words, at) => ({
      type: 'tableRow',
      content: [cell(`a${at}`, words), cell(`b${at}`, '格')],
    }))
    await begin({ type: 'doc', content: [content.content[0], { type: 'table', content: rows }, block('p9', '尾')] })
    const choose = async (name: string): Promise<void> => {
      await page.getByTestId('format-table').click()
      await page.getByRole('menuitem', { name, exact: true }).click()
      await page.getByRole('menu').waitFor({ state: 'detached' })
    }
    await select('秋收', 'after')
    await choose('删除这一行')
    await select('寒来', 'after')
    await choose('在下方加一行')
    const manuscript = page.getByTestId('manuscript')
    await manuscript.locator('tbody > ins > tr').waitFor()
    await manuscript.locator('tbody > del > tr').waitFor()
    const card = page.getByTestId('suggestion-card')
    await card.first().waitFor()
    await inspect('rows')
    // Rows that are marked lie under one another as the others do.
    const lefts = await manuscript
      .locator('tr')
      .evaluateAll((all) => all.map((row) => row.getBoundingClientRect().left))
    expect(new Set(lefts).size).toBe(1)
    await page.getByTestId('suggestions-menu').click()
    await page.getByTestId('suggestions-accept-all').click()
    await page.getByTestId('suggestion-bar').waitFor({ state: 'detached' })
    expect(await manuscript.locator('tr').allTextContents()).toEqual(['寒来格', ''])
  })

  it('lists them, accepts one and goes on, shows the text as it would be and as it was', async () => {
    const { page } = desk
    await begin()
    await select('玄黄', 'over')
    await page.keyboard.type('X')
    await select('日月', 'over')
    await page.keyboard.press('Delete')
    await select('列张', 'after')
    await page.keyboard.press('Enter')
    const cards = page.getByTestId('suggestion-card')
    await cards.nth(2).waitFor()
    expect(await cards.evaluateAll((all) => all.map((card) => card.dataset['kind']))).toEqual([
      'replace',
      'delete',
      'split',
    ])
    await cards.first().getByRole('button').first().click()
    await page.getByTestId('suggestion-accept').waitFor()
    await inspect('cards')

    await page.getByTestId('marks-view').click()
    await page.getByTestId('marks-view-simple').click()
    expect(await visibleText(page)).toContain('天地X宇宙洪荒')
    await inspect('simple')
    await page.getByTestId('marks-view').click()
    await page.getByTestId('marks-view-original').click()
    expect(await visibleText(page)).toContain('天地玄黄宇宙洪荒')
    await page.getByTestId('marks-view').click()
    await page.getByTestId('marks-view-all').click()

    await page.getByTestId('suggestion-accept').click()
    await page.locator('[data-testid="suggestion-card"][data-active][data-kind="delete"]').waitFor()
    expect((await look()).screen.startsWith('题目 | 天地X宇宙洪荒')).toBe(true)
    await page.getByTestId('suggestion-reject').click()
    await page.locator('[data-testid="suggestion-card"][data-active][data-kind="split"]').waitFor()
    await page.waitForFunction(() => document.querySelectorAll('[data-testid="suggestion-card"]').length === 1)
    expect(await page.getByTestId('suggest-toggle').getAttribute('aria-pressed')).toBe('true')
    expect(desk.problems).toEqual([])
  })
})

/** Three changes, of two people, one of them as a rule offered it. */
const OF_TWO = {
  type: 'doc',
  attrs: {
    suggestions: {
      s1: { editorId: 'a', name: '苏打', at: 1_788_000_000_000 },
      s2: { editorId: 'b', name: '小羽毛', at: 1_788_000_000_000 },
      s3: { editorId: 'b', name: '小羽毛', at: 1_788_000_000_000, ruleId: 'ads.absolute' },
    },
  },
  content: [
    { type: 'title', attrs: { id: 'title' }, content: text(TITLE) },
    {
      type: 'paragraph',
      attrs: { id: 'p1' },
      content: [
        ...text('天地'),
        { type: 'text', text: '甲', marks: [{ type: 'insertion', attrs: { id: 's1' } }] },
        ...text('玄黄'),
        { type: 'text', text: '乙', marks: [{ type: 'insertion', attrs: { id: 's2' } }] },
        ...text('宇宙'),
        { type: 'text', text: '洪荒', marks: [{ type: 'deletion', attrs: { id: 's3' } }] },
      ],
    },
    { type: 'paragraph', attrs: { id: 'p2' }, content: text(SECOND) },
  ],
}

describe('settled from the keyboard and together', () => {
  const told = async (): Promise<string> => (await look()).told.replaceAll('^', '').replace(` | ${SECOND}`, '')
  const cards = () => desk.page.getByTestId('suggestion-card')
  const ALL = '题目 | 天地[+甲]玄黄[+乙]宇宙[-洪荒]'
  /** The first card selected, the keys outside of the text. */
  async function select1(): Promise<void> {
    await begin(OF_TWO)
    await cards().nth(2).waitFor()
    await cards().first().getByRole('button').first().click()
    await desk.page.getByTestId('suggestion-accept').waitFor()
  }

  it('Y accepts and Shift+Y rejects, each goes on; undone one by one with Ctrl+Z in the text', async () => {
    const { page } = desk
    await select1()
    await page.keyboard.press('y')
    await expect.poll(told).toBe('题目 | 天地甲玄黄[+乙]宇宙[-洪荒]')
    await page.locator('[data-testid="suggestion-card"][data-active][data-kind="insert"]').waitFor()
    await page.keyboard.press('Shift+Y')
    await expect.poll(told).toBe('题目 | 天地甲玄黄宇宙[-洪荒]')
    await page.locator('[data-testid="suggestion-card"][data-active][data-kind="delete"]').waitFor()
    await page.keyboard.press('Shift+Y')
    await expect.poll(told).toBe('题目 | 天地甲玄黄宇宙洪荒')
    await select('日月', 'before')
    for (const before of ['题目 | 天地甲玄黄宇宙[-洪荒]', '题目 | 天地甲玄黄[+乙]宇宙[-洪荒]', ALL]) {
      await page.keyboard.press('Control+z')
      await expect.poll(told).toBe(before)
    }
    await page.keyboard.press('Control+y')
    await expect.poll(told).toBe('题目 | 天地甲玄黄[+乙]宇宙[-洪荒]')
  })

  it('the offer on the toast takes back what was settled last, is withdrawn by the next change, and once used', async () => {
    const { page } = desk
    const offer = page.getByTestId('undo-suggestions')
    await select1()
    await page.keyboard.press('y')
    await expect.poll(told).toBe('题目 | 天地甲玄黄[+乙]宇宙[-洪荒]')
    await offer.waitFor()
    // Well within the time of the first.
    await page.keyboard.press('Shift+Y')
    await expect.poll(told).toBe('题目 | 天地甲玄黄宇宙[-洪荒]')
    await page.getByText('拒绝了 1 处修订').waitFor()
    await page.getByText('接受了 1 处修订').waitFor({ state: 'detached' })
    expect(await offer.count()).toBe(1)
    await offer.click()
    await expect.poll(told).toBe('题目 | 天地甲玄黄[+乙]宇宙[-洪荒]')
    await offer.waitFor({ state: 'detached' })
    // The list is made anew when the text rests: what came back is a card of it again.
    await cards().nth(1).waitFor()
    await cards().first().getByRole('button').first().click()
    await page.keyboard.press('y')
    await expect.poll(told).toBe('题目 | 天地甲玄黄乙宇宙[-洪荒]')
    await offer.waitFor()
    await select('日月', 'before')
    await page.keyboard.type('z')
    await offer.waitFor({ state: 'detached' })
  })

  it('Ctrl+Alt+Y accepts and with Shift rejects while one writes; the other letters go on being written', async () => {
    const { page } = desk
    await begin(OF_TWO)
    await cards().nth(2).waitFor()
    const text = page.getByTestId('manuscript')
    // The caret is in the text, in the first change.
    await text.locator('ins', { hasText: '甲' }).click()
    await page.locator('[data-testid="suggestion-card"][data-active]', { hasText: '甲' }).waitFor()
    await page.keyboard.press('y')
    // Somebody else's change stays theirs.
    await expect.poll(told).toMatch(/天地(?:\[\+甲\]\[\+y\]|\[\+y\]\[\+甲\])玄黄/)
    await page.keyboard.press('Backspace')
    await expect.poll(told).toBe(ALL)
    await page.keyboard.press('Control+Alt+y')
    await expect.poll(told).toBe('题目 | 天地甲玄黄[+乙]宇宙[-洪荒]')
    await page.locator('[data-testid="suggestion-card"][data-active]', { hasText: '乙' }).waitFor()
    await page.keyboard.press('Control+Alt+Shift+Y')
    await expect.poll(told).toBe('题目 | 天地甲玄黄宇宙[-洪荒]')
    expect(await text.evaluate((dom) => dom.contains(document.activeElement))).toBe(true)
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect.poll(told).toBe(ALL)
  })

  it.each([
    ['accept', 'name 苏打', '题目 | 天地甲玄黄[+乙]宇宙[-洪荒]'],
    ['reject', 'name 小羽毛', '题目 | 天地[+甲]玄黄宇宙洪荒'],
    ['accept', 'rule ads.absolute', '题目 | 天地[+甲]玄黄[+乙]宇宙'],
    ['reject', 'rule ads.absolute', '题目 | 天地[+甲]玄黄[+乙]宇宙洪荒'],
    ['accept', 'all', '题目 | 天地甲玄黄乙宇宙'],
  ])('%s %s, and nothing else; one step to undo', async (verdict, whose, after) => {
    const { page } = desk
    await begin(OF_TWO)
    await cards().nth(2).waitFor()
    await page.getByTestId('suggestions-menu').click()
    await page.getByTestId(`suggestions-${verdict}-${whose}`).click()
    await expect.poll(told).toBe(after)
    await select('日月', 'before')
    await page.keyboard.press('Control+z')
    await expect.poll(told).toBe(ALL)
  })
})

/** What is really drawn of the text. */
async function visibleText(page: Page): Promise<string> {
  return page.getByTestId('manuscript').innerText()
}

/** Both themes, both sizes: nothing that hinders. */
const inspect = (name: string): Promise<void> => lookAt(desk, pictures, name, { width: 1440, height: 900 })
