/**
 * The whole way once, in the real window with real servers: mailbox → review → decision → letter →
 * author's record; then offline, and back.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openDesk } from '@core/workflow/open-desk'
import { verifyDesk } from '@core/workflow/verify'
import { noKeyring } from '@core/workflow/secrets'
import { inlineTaskRunner } from '@core/workers/pool'
import { differingTables, replay } from '@core/record/replay'
import { migrate } from '@core/store/open-database'
import Database from 'better-sqlite3'
import type { Locator, Page } from 'playwright-core'
import { projectDir } from '../../scripts/lib/paths.mjs'
import { corePid, keepPicture, launchDesk, temporaryFolder, type DeskApp } from '../support/desk-app'
import { ensureMailPackages } from '../support/mail-server/mail-packages'
import { startMailServer, type MailServer } from '../support/mail-server/mail-server'
import { startTcpProxy, type TcpProxy } from '../support/mail-server/tcp-proxy'

const PASSWORD = 's3cret-卷'
const PASSPHRASE = '春羽 作者 2026'
const SENTENCE = '要么核心功能被手机厂商们直接整合,要么商业模式单一,天花板有限,无法将海量用户转化为有效收入……'

const packages = await ensureMailPackages()
if (!packages.available) process.stderr.write(`Skipped, the journey with real mail servers: ${packages.reason}\n`)

describe.skipIf(!packages.available)('one submission from the mailbox to the answered author', () => {
  const profile = temporaryFolder('journey')
  const profileDir = path.join(profile.folder, 'profile')
  let server: MailServer
  let imap: TcpProxy
  let smtp: TcpProxy
  let desk: DeskApp | null = null
  let original: Buffer

  beforeAll(async () => {
    server = await startMailServer({ users: { tougao: PASSWORD, zhigang: PASSWORD, wutong: PASSWORD } })
    // Both servers behind a door of ours, so that "servers down" is one call.
    imap = await startTcpProxy({ port: server.imap.securePort })
    smtp = await startTcpProxy({ port: server.smtp.securePort })
    original = readFileSync(sampleMail())
    await server.deliver('tougao', original)
    await server.deliver('tougao', secondMail())
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail' && desk !== null) await keepPicture(desk.page, 'journey')
  })
  afterAll(async () => {
    await desk?.close()
    await imap.stop()
    await smtp.stop()
    await server.stop()
    profile.remove()
  })

  it('connects the mailbox, step by step, and takes the article in', async () => {
    desk = await launchDesk({ profileDir })
    const { page } = desk
    await page.getByTestId('first-run-name').fill('苏打')
    await page.getByTestId('first-run-next').click()
    await page.getByTestId('account-address').fill('tougao@niaoge.example')
    await fillServer(page, 'imap', imap.port)
    await fillServer(page, 'smtp', smtp.port)
    await page.getByTestId('account-password').fill(PASSWORD)
    // Without a keyring nothing is kept in plain text: the passphrase-encrypted file.
    await page.getByTestId('account-keep-file').click()
    await page.getByTestId('account-passphrase').fill(PASSPHRASE)
    await page.getByTestId('account-passphrase-again').fill(PASSPHRASE)
    await page.getByTestId('account-advanced').click()
    await page.getByTestId('account-ca').fill(readFileSync(server.caFile, 'utf8'))
    await page.getByTestId('account-test').click()
    await page.getByTestId('account-test-verdict').waitFor()
    const outcomes = await page
      .getByTestId('account-step')
      .evaluateAll((steps) => steps.map((step) => `${step.dataset['step']} ${step.dataset['outcome']}`))
    expect(outcomes).toContain('login passed')
    expect(outcomes).toContain('smtp-login passed')
    expect(outcomes.filter((outcome) => outcome.endsWith('failed'))).toEqual([])
    await page.getByTestId('account-save').click()
    await page.getByTestId('first-run-next').click()
    await page.getByTestId('first-run-next').click()
    await row(page, 'AI视频生成').waitFor()
    expect(await row(page, 'AI视频生成').innerText()).toContain('待初筛')
  })

  it('opens it, comments on a sentence and sees the findings', async () => {
    const { page } = open(desk)
    await row(page, 'AI视频生成').click()
    await page.keyboard.press('Enter')
    await page.getByTestId('manuscript').waitFor()
    await selectText(page.getByTestId('manuscript'), SENTENCE)
    await page.getByTestId('bubble-comment').click()
    await page.getByTestId('comment-text').fill('这里的判断请补充数据来源。')
    await page.getByTestId('comment-save').click()
    const card = page.getByTestId('comment-card')
    await card.getByText('这里的判断请补充数据来源。').waitFor()
    await page.getByTestId('tab-findings').click()
    await page.locator('[data-testid="clause-row"][data-clause="7.1"]').waitFor()
    expect(await page.getByTestId('clause-row').count()).toBeGreaterThanOrEqual(55)
  })

  it('accepts it: the author gets one letter, in the thread of the manuscript', async () => {
    const { page } = open(desk)
    await decide(page, '数据扎实,结构清楚。')
    const letters = await server.waitForMails('zhigang', 1)
    expect(letters).toHaveLength(1)
    const letter = letters[0]?.toString('utf8') ?? ''
    const messageId = /^Message-ID: (.+)$/im.exec(original.toString('latin1'))?.[1]?.trim() ?? 'none'
    expect(header(letter, 'In-Reply-To')).toBe(messageId)
    expect(header(letter, 'References')).toContain(messageId)
    expect(decodedText(letter)).toContain('ngbjxym')
    expect(decodedText(letter)).toMatch(/稿号 \d{4}-001/)
    await page.getByTestId('nav-outbox').click()
    await page.locator('[data-testid="outbox-letter"][data-state="sent"]').waitFor()
  })

  it("keeps the author's record: 过稿 1/1, 微信 未加, with a follow-up", async () => {
    const { page } = open(desk)
    await page.getByTestId('nav-authors').click()
    await page.getByTestId('author-row').filter({ hasText: '志刚' }).click()
    await expectText(page.getByTestId('author-accepted'), '1')
    expect(await page.getByTestId('author-record').innerText()).toMatch(/过稿\s*1\s*\/\s*1/)
    expect(await page.getByTestId('author-wechat').innerText()).toContain('未加')
    await page.locator('[data-testid="follow-up"][data-purpose="add-wechat"]').waitFor()
  })

  it('works with the servers down: everything is there, a note is added, a letter waits', async () => {
    await open(desk).close()
    await imap.refuse()
    await smtp.refuse()
    desk = await launchDesk({ profileDir })
    const { page } = desk
    await unlock(page)

    await page.getByTestId('nav-authors').click()
    await page.getByTestId('author-row').filter({ hasText: '志刚' }).click()
    await page.getByTestId('note-text').fill('电话里说愿意做 AI 视频系列。')
    await page.getByTestId('note-save').click()
    await page.getByTestId('contact-note').filter({ hasText: 'AI 视频系列' }).waitFor()

    await page.getByTestId('nav-inbox').click()
    await page.getByTestId('inbox-filter-all').click()
    await row(page, 'AI视频生成').click()
    await page.keyboard.press('Enter')
    await page.getByTestId('tab-comments').click()
    await page.getByTestId('comment-card').getByText('这里的判断请补充数据来源。').waitFor()

    await page.getByTestId('nav-inbox').click()
    await row(page, '留存比拉新更要紧').click()
    await page.keyboard.press('Enter')
    await page.getByTestId('manuscript').getByText('第8段').waitFor()
    await decide(page, '选题好。')
    await page.getByTestId('nav-outbox').click()
    const waiting = page.locator('[data-testid="outbox-letter"][data-state="queued"]')
    await waiting.filter({ hasText: /连不上|网络|离线/ }).waitFor()
    // It is put off, and said by chat meanwhile.
    await waiting.click()
    await page.getByTestId('letter-schedule').click()
    await page.getByTestId('letter-schedule-at').fill('2001-01-01T09:00')
    expect(await page.getByTestId('letter-schedule-set').isDisabled()).toBe(true)
    await page.getByTestId('letter-schedule-at').fill('2099-01-01T09:00')
    await page.getByTestId('letter-schedule-set').click()
    await waiting.filter({ hasText: '定于 2099年1月1日 09:00 发出' }).waitFor()
    await page.getByTestId('letter-copy-chat').click()
    await page.getByText('已复制，可以粘贴到微信').waitFor()
    const { app } = open(desk)
    const copied = await app.evaluate(({ clipboard }) => clipboard.readText())
    expect(copied).toMatch(/稿号 \d{4}-002/)
    expect(await server.readMailbox('wutong')).toHaveLength(0)
  })

  it('delivers the waiting letter once when the servers are back, though the core is killed meanwhile', async () => {
    const { app, page } = open(desk)
    const before = await corePid(app)
    if (before === null) throw new Error('there is no core')
    process.kill(before, 'SIGKILL')
    await page.locator('[data-testid="core-status"][data-core="restarting"]').waitFor()
    await page.locator('[data-testid="core-status"][data-core="ready"]').waitFor()
    expect(await corePid(app)).not.toBe(before)
    // The passphrase was in the dead core's memory only.
    await unlock(page)
    await imap.accept()
    await smtp.accept()
    const waiting = page.locator('[data-testid="outbox-letter"][data-state="queued"]')
    await waiting.click()
    await page.getByTestId('letter-retry').first().click()
    await page.locator('[data-testid="outbox-letter"][data-state="sent"]').nth(1).waitFor()
    expect(await server.waitForMails('wutong', 1)).toHaveLength(1)
    expect(await server.readMailbox('zhigang')).toHaveLength(1)
    // The verdict is changed though its letter left: taken back with a reason, and decided anew.
    await page.getByTestId('outbox-open-submission').click()
    await page.getByTestId('decision-revert').click()
    await page.getByTestId('decision-revert-reason').fill('还要再看一稿。')
    await page.getByTestId('decision-revert-confirm').click()
    await page.getByTestId('decision-bar').waitFor({ state: 'detached' })
    await page.getByTestId('decide-reserve').or(page.getByTestId('decide-more')).first().waitFor()
    // Both letters lie in the folder of sent mail, once each.
    const copies = await server.waitForMails('tougao', 2, 'Sent', 60_000)
    const ids = copies.map((raw) => header(raw.toString('utf8'), 'Message-ID'))
    expect([ids.length, new Set(ids).size]).toEqual([2, 2])
  })

  it('leaves a record that verifies and rebuilds every state table', async () => {
    const { problems } = open(desk)
    await open(desk).close()
    desk = null
    const opened = openDesk({
      profileDir,
      resourcesDir: path.join(projectDir, 'resources'),
      tasks: inlineTaskRunner(),
      keyring: noKeyring,
      mode: 'write',
    })
    if (!opened.ok) throw new Error(JSON.stringify(opened.error))
    const { context, close } = opened.value
    expect(await verifyDesk(context, false)).toMatchObject({ ok: true, problems: [] })
    const rebuilt = new Database(':memory:')
    migrate(rebuilt)
    replay(context.db, rebuilt)
    expect(differingTables(context.db, rebuilt)).toEqual([])
    close()
    const kept = readFileSync(path.join(profileDir, 'secrets.json'), 'utf8')
    expect(kept).not.toContain(PASSWORD)
    expect(problems).toEqual([])
  })
})

function open(desk: DeskApp | null): DeskApp {
  if (desk === null) throw new Error('the app is not running: an earlier step failed')
  return desk
}

function row(page: Page, title: string): Locator {
  return page.getByTestId('inbox-row').filter({ hasText: title }).first()
}

async function expectText(locator: Locator, text: string): Promise<void> {
  await locator.filter({ hasText: text }).waitFor()
}

async function fillServer(page: Page, kind: 'imap' | 'smtp', port: number): Promise<void> {
  const host = page.getByTestId(`account-${kind}-host`)
  if (!(await host.isVisible())) await page.getByTestId('account-servers-edit').click()
  await host.fill('localhost')
  await page.getByTestId(`account-${kind}-port`).fill(String(port))
  await page.getByTestId(`account-${kind}-security`).click()
  await page.getByRole('option', { name: /^(SSL\/)?TLS/ }).click()
}

/** Selects words in the manuscript as a mouse would: from before the first to after the last character. */
async function selectText(manuscript: Locator, text: string): Promise<void> {
  await manuscript.evaluate((root, wanted) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1
      if (at < 0) continue
      node.parentElement?.scrollIntoView({ block: 'center' })
      return
    }
    throw new Error(`the manuscript does not hold: ${wanted}`)
  }, text)
  const box = await manuscript.evaluate((root, wanted) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + wanted.length)
      const rects = [...range.getClientRects()]
      const first = rects[0]
      const last = rects.at(-1)
      if (first === undefined || last === undefined) break
      return {
        x1: first.left + 1,
        y1: first.top + first.height / 2,
        x2: last.right - 1,
        y2: last.top + last.height / 2,
      }
    }
    throw new Error(`the manuscript does not show: ${wanted}`)
  }, text)
  const { mouse } = manuscript.page()
  await mouse.move(box.x1, box.y1)
  await mouse.down()
  await mouse.move((box.x1 + box.x2) / 2, box.y2, { steps: 4 })
  await mouse.move(box.x2, box.y2, { steps: 4 })
  await mouse.up()
}

async function unlock(page: Page): Promise<void> {
  await page.getByTestId('unlock-passphrase').fill(PASSPHRASE)
  await page.getByTestId('unlock-do').click()
  await page.getByTestId('unlock-secrets').waitFor({ state: 'detached' })
}

async function decide(page: Page, reason: string): Promise<void> {
  await page.getByTestId('decide-accept').click()
  await page.getByTestId('decision-reason').fill(reason)
  await page.getByTestId('decision-letter').filter({ hasText: reason }).waitFor()
  await page.getByTestId('sign-check').check()
  await page.getByTestId('decision-record-and-send').click()
  // What the mails do not say of 首发, 授权 and AI is asked about.
  await page.getByTestId('facts-reason').fill('作者在微信里说清了')
  await page.getByTestId('facts-accept').click()
  await page.getByTestId('decision-sheet').waitFor({ state: 'detached' })
  await page.getByTestId('decision-bar').waitFor()
}

/** The article of the sample mailbox, as its author sent it. */
function sampleMail(): string {
  return path.join(projectDir, 'resources/sample-mailbox/cur/1788228751.M101P11.demo')
}

function secondMail(): string {
  const paragraphs = Array.from(
    { length: 8 },
    (_, index) =>
      `第${index + 1}段:运营要先看留存,再看拉新。我们在三个城市做了对照,结果都写在下面,口径和时间也一并给出。`,
  )
  return [
    `From: ${encodedWord('吴桐')} <wutong@liucun.example>`,
    'To: tougao@niaoge.example',
    `Subject: ${encodedWord('投稿：留存比拉新更要紧')}`,
    'Message-ID: <second-piece@liucun.example>',
    'Date: Thu, 03 Sep 2026 09:00:00 +0800',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(['留存比拉新更要紧', '', ...paragraphs].join('\r\n'), 'utf8')
      .toString('base64')
      .replaceAll(/(.{76})/g, '$1\r\n'),
    '',
  ].join('\r\n')
}

/** RFC 2047. */
function encodedWord(text: string): string {
  return `=?utf-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`
}

function header(mail: string, name: string): string {
  const unfolded = mail.replaceAll(/\r?\n[ \t]+/g, ' ')
  return new RegExp(`^${name}: (.+)$`, 'im').exec(unfolded)?.[1]?.trim() ?? ''
}

/** Every base64 and quoted-printable run of a mail, decoded: enough to look for words in it. */
function decodedText(mail: string): string {
  const base64 = mail.match(/^(?:[A-Za-z0-9+/]{40,}={0,2}\r?\n?)+(?:[A-Za-z0-9+/]+={0,2})?$/gm) ?? []
  const quoted = mail
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/((?:=[0-9A-F]{2})+)/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'))
  return [quoted, ...base64.map((run) => Buffer.from(run, 'base64').toString('utf8'))].join('\n')
}
