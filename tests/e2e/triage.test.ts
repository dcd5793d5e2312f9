/**
 * 初筛 in the real window: new pieces sorted by single keys, however an input method names them; the letters looked over
 * once and delivered once; a core killed in between loses nothing.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openReadOnly } from '@core/store/open-database'
import { countPending } from '@core/store/repositories/messages'
import { parseMessage } from '@core/mail'
import { inlineTaskRunner } from '@core/workers/pool'
import { addAccount } from '@core/workflow/accounts'
import { addEditor, nameEditor, setLetterSettings } from '@core/workflow/desk'
import { openDesk } from '@core/workflow/open-desk'
import { noKeyring } from '@core/workflow/secrets'
import { projectDir } from '../../scripts/lib/paths.mjs'
import { corePid, keepPicture, launchDesk, STEP_LIMIT, temporaryFolder, type DeskApp } from '../support/desk-app'
import { lookAt } from '../support/look'
import { ARTICLE, rawMail } from '../support/mails'

const { folder, remove } = temporaryFolder('triage')
const profileDir = path.join(folder, 'profile')
const maildir = path.join(profileDir, 'mailbox')
const outgoing = path.join(maildir, 'outgoing')
const pictures = mkdtempSync(path.join(os.tmpdir(), 'tougao-triage-'))

let desk: DeskApp
let keyboard: CDPSession

/** A mailbox with the sample's mails and some more, an editor and a colleague; the app takes the mail in itself. */
async function prepare(): Promise<void> {
  for (const sub of ['new', 'cur', 'tmp']) {
    mkdirSync(path.join(maildir, sub), { recursive: true })
    const from = path.join(projectDir, 'resources', 'sample-mailbox', sub)
    cpSync(from, path.join(maildir, sub), { recursive: true })
  }
  const says = [
    '您好，附件这篇是首发，请审阅。',
    '本文首发于我的公众号。',
    '作者原创，可以开白。',
    '请看稿。',
    '投稿一篇。',
  ]
  for (const [index, line] of says.entries()) {
    const raw = rawMail({
      from: `作者${index} <author${index}@mail.example>`,
      subject: `投稿：第${index + 1}篇`,
      messageId: `<more-${index}@mail.example>`,
      text: `${line}\n\n${ARTICLE.replaceAll('内容团队', `第${index}个团队`)}`,
    })
    writeFileSync(path.join(maildir, 'new', `178890000${index}.M${index}P1.test`), raw)
  }
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
  addEditor(context, '老白')
  setLetterSettings(context, '鸟哥笔记 编辑部', 5)
  await addAccount(context, {
    config: { kind: 'maildir', address: 'tougao@appcpx.com', displayName: '鸟哥笔记投稿', path: maildir },
    password: null,
    keep: null,
  })
  close()
}

beforeAll(async () => {
  await prepare()
  await start()
  await vi.waitFor(
    () =>
      expect({ pending: look('SELECT count(*) FROM messages').first, left: pending() }).toEqual({
        pending: 18,
        left: 0,
      }),
    {
      timeout: STEP_LIMIT,
      interval: 100,
    },
  )
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepPicture(desk.page, 'triage')
})
afterAll(async () => {
  await desk.close()
  remove()
})

async function start(): Promise<void> {
  desk = await launchDesk({ profileDir })
  keyboard = await desk.page.context().newCDPSession(desk.page)
}

/** One column of the database as it is, read beside the running desk. */
function look(sql: string): { readonly first: unknown; readonly all: readonly unknown[] } {
  const opened = openReadOnly(path.join(profileDir, 'desk.db'))
  if (!opened.ok) return { first: opened.error.code, all: [] }
  try {
    const all = opened.value.prepare(sql).pluck().all()
    return { first: all[0], all }
  } finally {
    opened.value.close()
  }
}

function pending(): number {
  const opened = openReadOnly(path.join(profileDir, 'desk.db'))
  if (!opened.ok) return -1
  try {
    return countPending(opened.value)
  } finally {
    opened.value.close()
  }
}

const states = (): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const state of look('SELECT state FROM submissions').all)
    counts[String(state)] = (counts[String(state)] ?? 0) + 1
  return counts
}
const unsorted = (): number => states()['new'] ?? 0
const held = (): number => Number(look("SELECT count(*) FROM letters WHERE state = 'queued' AND reason = 'held'").first)

let presses = 0
/** A key as an input method lets it through: its place on the keyboard, and no letter. */
async function press(code: string): Promise<void> {
  presses += 1
  const key = { code, key: 'Process', windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 }
  await keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key })
  await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
}

async function until(what: () => unknown, expected: unknown): Promise<void> {
  await vi.waitFor(() => expect(what()).toEqual(expected), { timeout: STEP_LIMIT, interval: 50 })
}

const title = (page: Page): Promise<string> =>
  page.getByTestId('triage-preview').getByRole('heading').first().innerText()

/** Both themes, both sizes: nothing that hinders, nothing cut off. */
const inspect = (name: string): Promise<void> => lookAt(desk, pictures, name, { width: 1440, height: 900 })

/** Changes the language as an editor does, without leaving the mode. */
async function speak(language: 'English' | '中文'): Promise<void> {
  const { page } = desk
  await page.keyboard.press('Control+K')
  await page.getByRole('dialog').getByRole('textbox').fill(language)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

describe('初筛', () => {
  it('is entered by a key, named in the head, and shows what decides without a click', async () => {
    process.stderr.write(`Pictures of 初筛: ${pictures}\n`)
    const { page } = desk
    await page.getByTestId('triage-enter').waitFor()
    await page.keyboard.press('Shift+S')
    await page.getByTestId('triage-preview').waitFor()
    expect(unsorted()).toBeGreaterThanOrEqual(14)
    await page.getByRole('heading', { level: 1, name: `初筛 0/${unsorted()}` }).waitFor()
    for (const fact of ['first-publication', 'authorization', 'length', 'attachments', 'links', 'similar', 'others']) {
      await page.getByTestId(`triage-${fact}`).waitFor()
    }
    await page.getByTestId('triage-first-publication').getByText('首发').first().waitFor()
    // Its manuscript is still being converted, maybe: then it comes by itself.
    await page.locator('[data-testid="triage-text"]:not([data-mail])').waitFor()
    await inspect('sort')
    await speak('English')
    await inspect('sort-en')
    await speak('中文')
  })

  it('sorts twelve pieces by keys, two a piece at most, an input method on', async () => {
    const { page } = desk
    const before = unsorted()
    const keys = [
      ['KeyX'],
      ['KeyD'],
      ['KeyS'],
      ['KeyG'],
      ['KeyF', 'Digit1'],
      ['KeyX'],
      ['KeyX'],
      ['KeyS'],
      ['KeyD'],
      ['KeyF', 'Digit0'],
      ['KeyX'],
      ['KeyG'],
    ]
    presses = 0
    for (const [index, sequence] of keys.entries()) {
      const shown = await title(page)
      const sofar = presses
      for (const code of sequence) {
        await press(code)
        // The picker takes its key once it has the focus.
        if (code === 'KeyF') await page.locator('[data-testid="editor-choice"]:focus').waitFor()
      }
      expect(presses - sofar).toBeLessThanOrEqual(2)
      // The next shows by itself.
      if (index < keys.length - 1)
        await vi.waitFor(async () => expect(await title(page)).not.toBe(shown), { timeout: STEP_LIMIT })
    }
    expect(presses).toBeLessThanOrEqual(2 * keys.length)
    await until(unsorted, before - 12)
    expect(states()).toMatchObject({ rejected: 4, junk: 2 })
    expect(new Set(look('SELECT e.name FROM submissions s JOIN editors e ON e.id = s.assignee_id').all)).toEqual(
      new Set(['老白', '苏打']),
    )
    expect(held()).toBe(6)
    await page.getByRole('heading', { level: 1, name: `初筛 12/${before}` }).waitFor()
    expect(readdirSync(maildir)).not.toContain('outgoing')
  })

  it('takes the last three back by z, and shows each again', async () => {
    const { page } = desk
    const before = unsorted()
    for (let at = 1; at <= 3; at += 1) await press('KeyZ')
    await until(unsorted, before + 3)
    expect(states()).toMatchObject({ rejected: 3, junk: 1 })
    expect(held()).toBe(5)
    await page.getByTestId('triage-said').getByText('已撤销').waitFor()
    // Moving decides nothing.
    await press('KeyJ')
    await press('KeyK')
    expect(unsorted()).toBe(before + 3)
  })

  it('goes on where a killed core left it: a key pressed meanwhile counts once', async () => {
    const before = unsorted()
    const pid = await corePid(desk.app)
    process.kill(pid ?? 0, 'SIGKILL')
    await press('KeyX')
    await until(unsorted, before - 1)
    await press('KeyX')
    await until(unsorted, before - 2)
    expect(states()).toMatchObject({ rejected: 5 })
    expect(held()).toBe(7)
  })

  it('takes in what comes meanwhile, and keeps its place', async () => {
    const { page } = desk
    const shown = await title(page)
    const before = unsorted()
    const raw = rawMail({ from: 'late@mail.example', subject: '投稿：刚到的', messageId: '<late@mail.example>' })
    writeFileSync(path.join(maildir, 'new', '1789000000.M1P1.test'), raw)
    await page.keyboard.press('F5')
    await until(unsorted, before + 1)
    await page.getByTestId('inbox-row').filter({ hasText: '刚到的' }).waitFor()
    expect(await title(page)).toBe(shown)
  })

  it('ends by saying so, with the letters that wait', async () => {
    const { page } = desk
    for (let left = unsorted(); left > 0; left -= 1) {
      await page.getByTestId('triage-preview').waitFor()
      await press('KeyD')
      await until(unsorted, left - 1)
    }
    await page.getByTestId('triage-done').getByText('还有 7 封信').waitFor()
    await inspect('done')
  })

  it('loses no letter when the app is closed: the inbox says how many wait', async () => {
    await desk.close()
    await start()
    await desk.page.getByTestId('triage-held-notice').getByText('还有 7 封初筛信没发').waitFor()
    await inspect('notice')
    // Outside of the mode a piece is given by a button, and taken back by a key.
    const { page } = desk
    const button = page.getByTestId('assign')
    const before = await button.innerText()
    await button.click()
    await page.locator('[data-testid="editor-choice"]:focus').waitFor()
    await press('Digit1')
    await button.getByText('老白').waitFor()
    await page.getByTestId('assign-undo').waitFor()
    await press('KeyZ')
    await vi.waitFor(async () => expect(await button.innerText()).toBe(before))
  })

  it('shows the letters once: one is changed, one dropped, one given another reason, the rest sent', async () => {
    const { page } = desk
    await page.getByTestId('triage-held-look').click()
    await page.getByTestId('held-letter').nth(6).waitFor()
    await inspect('letters')
    await speak('English')
    await inspect('letters-en')
    await speak('中文')
    const choose = async (at: number): Promise<void> => {
      await page.getByTestId('held-letter').nth(at).click()
      await page
        .locator('[data-testid="held-letter"][aria-current]')
        .and(page.getByTestId('held-letter').nth(at))
        .waitFor()
    }
    await choose(1)
    await page.getByTestId('held-text').fill('您好：\n\n这一篇我们改过的信。')
    await choose(2)
    await page.getByTestId('held-drop').click()
    await until(held, 6)
    await choose(0)
    await page.getByTestId('held-reason').click()
    await page.getByRole('option', { name: /首发稿/ }).click()
    await vi.waitFor(async () => expect(await page.getByTestId('held-text').inputValue()).toContain('只收首发稿'))

    await page.keyboard.press('Control+Enter')
    await page.getByTestId('held-undo').waitFor()
    // The list is empty before it is full again: only then is there something to send.
    await page.getByTestId('held-none').waitFor()
    await page.keyboard.press('z')
    await until(held, 6)
    await page.getByTestId('held-letter').nth(5).waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByTestId('held-none').waitFor()
    await vi.waitFor(() => expect(readdirSync(outgoing)).toHaveLength(6), { timeout: STEP_LIMIT, interval: 100 })
    await until(() => look("SELECT count(*) FROM letters WHERE state = 'sent'").first, 6)
    const sent = readdirSync(outgoing).map((name) => readFileSync(path.join(outgoing, name)))
    const read = await Promise.all(sent.map((raw) => parseMessage(raw)))
    const messages = read.flatMap((each) => (each.ok ? [each.value.message] : []))
    expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(6)
    expect(messages.filter(({ text }) => text.includes('我们改过的信'))).toHaveLength(1)
    expect(messages.filter(({ text }) => text.includes('只收首发稿'))).toHaveLength(1)
  })

  it('asks from a review too: the letter waits to be looked over, and dropped it asks nothing', async () => {
    const { page } = desk
    await page.getByTestId('held-leave').click()
    await page.getByTestId('inbox-filter-open').click()
    await page.getByTestId('inbox-row').first().click()
    await page.getByTestId('start-review').click()
    await page.getByTestId('decide-more').click()
    await page.getByTestId('decide-ask').click()
    await page.getByTestId('held-text').waitFor()
    expect(await page.getByTestId('held-text').inputValue()).toContain('首发在鸟哥笔记')
    expect(held()).toBe(1)
    const waiting = (): unknown => look('SELECT count(*) FROM submissions WHERE awaits_author = 1').first
    const before = Number(waiting())
    await page.getByTestId('held-drop').click()
    await until(waiting, before - 1)
    await page.getByTestId('held-none').waitFor()
  })

  it('ends without an error', () => {
    expect(desk.problems).toEqual([])
  })
})
