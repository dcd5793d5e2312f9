/** What follows a decision, in the real window and from the keyboard: a day, the addresses with a letter, taken down again; the calendar. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addEditor, nameEditor } from '@core/workflow/desk'
import { addDays, localDate } from '@core/workflow/local-date'
import { changePublication } from '@core/workflow/publication'
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
let today: string

/** The first three are accepted already. */
const writers = ['周舟', '林夕', '陈默', '白露', '谷雨', '苏青'] as const

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
    const { submissionId } = outcome
    if (index > 2) continue
    decideWithLetter(context, submissionId, 'accept', '已商定')
    today = localDate(Date.now(), context.zone)
    if (index === 1) {
      const plan = { date: today, column: '增长', channels: ['site'] }
      changePublication(context, { submissionId, request: { step: 'schedule', plan, reason: '' }, letter: null })
    }
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

/** Selects a piece of the list and waits until it is the one beside it. */
async function pick(page: Page, title: string): Promise<void> {
  await page.getByTestId('inbox-row').filter({ hasText: title }).click()
  await page.getByTestId('inbox-preview').filter({ hasText: title }).waitFor()
}

const state = (page: Page, word: string) => page.getByTestId('publication-state').filter({ hasText: word })

/** Somebody else sits down, by the keyboard: the digit is the place in the menu. */
async function sitDown(page: Page, digit: number, name: string): Promise<void> {
  await page.getByTestId('editor-chip').waitFor()
  await page.keyboard.press('F8')
  await page
    .getByTestId('editor-option')
    .nth(digit - 1)
    .waitFor()
  await page.keyboard.press(`Digit${digit}`)
  await page.locator(`[data-testid="editor-chip"][data-editor="${name}"]`).waitFor()
}

test('editors have a name, a colour and a role, sit down by key, and see what is assigned to them', async () => {
  await step('editors', async (page) => {
    await pick(page, '苏青谈增长')
    await page.getByTestId('assign').click()
    await page.keyboard.press('Digit1')
    await page.getByTestId('assignee-mark').filter({ hasText: '小实' }).waitFor()
    await page.keyboard.press('Control+Comma')
    await page.getByTestId('settings-nav-editor').click()
    const line = page.locator('[data-testid="editor-line"][data-editor="小实"]')
    await line.getByTestId('editor-edit').click()
    await page.getByTestId('editor-color-rose').check()
    await page.getByTestId('editor-name-field').fill('小羽毛')
    await page.getByTestId('editor-save').click()
    await page.getByTestId('editor-error').filter({ hasText: '已经有一位编辑叫' }).waitFor()
    await page.getByTestId('editor-name-field').fill('小实')
    await look('editor-form')
    await page.keyboard.press('Enter')
    await page.getByTestId('editor-dialog').waitFor({ state: 'detached' })
    await page.getByTestId('editors-add').click()
    await page.getByTestId('editor-name-field').fill('阿泽')
    await page.getByTestId('editor-role').click()
    await page.getByRole('option', { name: '资深编辑' }).click()
    await page.getByTestId('editor-save').click()
    await page.locator('[data-testid="editor-line"][data-editor="阿泽"]').filter({ hasText: '资深编辑' }).waitFor()
    await look('editors')
    // Who leaves is offered nowhere, and comes back.
    await page.getByTestId('editors-add').click()
    await page.getByTestId('editor-name-field').fill('旧同事')
    await page.keyboard.press('Enter')
    const left = page.locator('[data-testid="editor-line"][data-editor="旧同事"]')
    await left.getByTestId('editor-retire').click()
    await page.getByTestId('editor-retired').filter({ hasText: '旧同事' }).waitFor()
    await left.waitFor({ state: 'detached' })
    await look('editor-retired')
    await page.keyboard.press('F8')
    await page.getByTestId('editor-option').nth(2).waitFor()
    expect(await page.getByTestId('editor-option').allInnerTexts()).toHaveLength(3)
    await page.keyboard.press('Escape')
    await page.getByTestId('editor-menu').waitFor({ state: 'detached' })
    await page.getByTestId('editor-reinstate').click()
    await left.waitFor()
    await left.getByTestId('editor-retire').click()
    await left.waitFor({ state: 'detached' })
    await page.getByTestId('editor-chip').click()
    await page.getByTestId('editor-menu').waitFor()
    await look('editor-menu')
    await page.keyboard.press('Escape')
    await sitDown(page, 2, '小实')
    // What is an owner's is said, and not offered.
    await page.getByTestId('approval-state').filter({ hasText: '没有打开' }).waitFor()
    expect(await page.getByTestId('approval-switch').count()).toBe(0)
    await page.keyboard.press('Control+Digit1')
    await choose(page, 'mine')
    await page.getByTestId('inbox-row').filter({ hasText: '苏青谈增长' }).waitFor()
    expect(await page.getByTestId('inbox-row').count()).toBe(1)
    await look('inbox-mine')
    await sitDown(page, 1, '小羽毛')
    await page.getByTestId('inbox-empty').waitFor()
    await choose(page, 'open')
  })
})

test('with two-step approval a deputy’s decision waits, is sent back and approved, and only then its letter is queued', async () => {
  await step('approval', async (page) => {
    await page.keyboard.press('Control+Comma')
    await page.getByTestId('approval-switch').click({ force: true })
    await page.locator('[data-testid="approval-switch"]:checked:enabled').waitFor({ state: 'attached' })
    await look('approval-on')
    await sitDown(page, 2, '小实')
    await page.keyboard.press('Control+Digit1')
    await pick(page, '苏青谈增长')
    await page.getByTestId('start-review').click()
    await page.getByTestId('decide-reject').click()
    await page.getByTestId('decision-reason').fill('缺少一手数据')
    await page.getByTestId('decision-record-and-send').filter({ hasText: '连信提交审批' }).waitFor()
    await look('propose')
    await page.keyboard.press('Control+Enter')
    await page.getByTestId('proposal-state').filter({ hasText: '待审批' }).waitFor()
    await page.getByTestId('proposal-note').filter({ hasText: '等资深编辑批准' }).waitFor()
    expect(await page.getByTestId('proposal-approve').count()).toBe(0)
    expect(await page.getByTestId('decision-dock').count()).toBe(0)
    await look('proposed')
    await sitDown(page, 3, '阿泽')
    await page.keyboard.press('Control+Digit8')
    await page.getByTestId('today-drafts').getByText('苏青谈增长').waitFor()
    await look('today-drafts')
    await page.keyboard.press('Escape')
    await page.getByTestId('today-drafts').waitFor({ state: 'detached' })
    await page.getByTestId('approval-count').click()
    await page.getByTestId('work-mark').filter({ hasText: '待审批' }).waitFor()
    await look('approval-list')
    await pick(page, '苏青谈增长')
    await page.getByTestId('start-review').click()
    await page.getByTestId('proposal-letter').click()
    await page.getByTestId('proposal-letter-text').filter({ hasText: '缺少一手数据' }).waitFor()
    await look('proposal-letter')
    await page.keyboard.press('Escape')
    await page.getByTestId('proposal-letter-text').waitFor({ state: 'detached' })
    await page.keyboard.press('Shift+KeyX')
    await page.getByTestId('proposal-reason').fill('请写明缺哪些数据')
    await look('send-back')
    await page.getByTestId('proposal-send-back-confirm').click()
    await page.getByTestId('proposal-state').filter({ hasText: '草案被退回' }).waitFor()
    await sitDown(page, 2, '小实')
    await page.getByTestId('proposal-bar').filter({ hasText: '请写明缺哪些数据' }).waitFor()
    await look('sent-back')
    await page.getByTestId('proposal-again').click()
    expect(await page.getByTestId('decision-reason').inputValue()).toBe('缺少一手数据')
    await page.getByTestId('decision-reason').fill('缺少留存和成本的数据')
    await page.keyboard.press('Control+Enter')
    await page.getByTestId('proposal-state').filter({ hasText: '待审批' }).waitFor()
    await sitDown(page, 3, '阿泽')
    await page.getByTestId('proposal-approve').waitFor()
    await page.keyboard.press('Shift+KeyK')
    await page.getByTestId('decision-bar').filter({ hasText: '由小实起草' }).waitFor()
    await page.getByTestId('decision-undo').waitFor()
    await page.getByTestId('tab-author').click()
    await page.getByTestId('timeline-entry').filter({ hasText: '批准了结论草案' }).filter({ hasText: '阿泽' }).waitFor()
    await page.getByTestId('timeline-entry').filter({ hasText: '退回了结论草案' }).waitFor()
    await look('approved')
    await speak(page, 'en')
    await page.getByTestId('decision-bar').filter({ hasText: 'Drafted by 小实' }).waitFor()
    await glanceAt(desk, pictures, 'english-approved')
    await page.keyboard.press('Control+Comma')
    await page.getByTestId('editors-add').waitFor()
    await glanceAt(desk, pictures, 'english-editors')
    await speak(page, 'zh-CN')
    // Many at once and by single keys: drafts as well, and taken back like decisions.
    await sitDown(page, 2, '小实')
    await page.keyboard.press('Control+Digit1')
    await choose(page, 'all')
    const row = page.getByTestId('inbox-row').filter({ hasText: '白露谈增长' })
    await row.hover()
    await row.getByTestId('tick').click()
    await page.getByTestId('bulk-bar').getByText('已勾选 1 篇').waitFor()
    await page.keyboard.press('Shift+KeyA')
    await page.getByTestId('bulk-reason').fill('选题与栏目不合')
    await page.getByTestId('bulk-preview').click()
    await page.getByTestId('bulk-ready').waitFor()
    await look('bulk-drafts')
    await page.getByTestId('bulk-record').filter({ hasText: '提交审批：退稿 1 篇' }).click()
    await page.getByTestId('bulk-dialog').waitFor({ state: 'detached' })
    await row.filter({ hasText: '待审批' }).waitFor()
    await page.getByTestId('bulk-undo').click()
    await page.getByText('收回了 1 份草案').waitFor()
    await row.filter({ hasNotText: '待审批' }).waitFor()
    await page.keyboard.press('Shift+KeyS')
    await page.getByTestId('triage-said').filter({ hasText: '等资深编辑批准' }).waitFor()
    await page.getByTestId('triage-reject').and(page.locator(':enabled')).waitFor()
    await page.keyboard.press('KeyX')
    await page.getByTestId('triage-said').filter({ hasText: '已提交审批' }).waitFor()
    await page.keyboard.press('KeyZ')
    await page.getByTestId('triage-said').filter({ hasText: '已撤销' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByTestId('inbox-row').first().waitFor()
    await page.keyboard.press('Control+Comma')
    await sitDown(page, 1, '小羽毛')
    await page.getByTestId('approval-switch').click({ force: true })
    await page.locator('[data-testid="approval-switch"]:not(:checked):enabled').waitFor({ state: 'attached' })
    await page.keyboard.press('Control+Digit1')
  })
})

test('an accepted piece gets a day with the keyboard, and the day can be taken back while it counts down', async () => {
  await step('schedule', async (page) => {
    await choose(page, 'to-schedule')
    await pick(page, '周舟谈增长')
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

const piece = (page: Page, name: string) => page.getByTestId('calendar-piece').filter({ hasText: `${name}谈增长` })
const onDay = (page: Page, day: string) => page.locator(`[data-testid="calendar-day"][data-day="${day}"]`)

test('fee and contract are facts for seniors, with their history; no number of a card is kept', async () => {
  await step('terms', async (page) => {
    await page.getByTestId('terms-line').filter({ hasText: '没有记稿费和合同' }).waitFor()
    await page.keyboard.press('Shift+KeyC')
    await page.getByTestId('terms-amount').fill('八百')
    await page.getByTestId('terms-dialog').getByText('写成 800 或 1,200.50').waitFor()
    await page.getByTestId('terms-amount').fill('1,200.5')
    await page.getByTestId('terms-has-contract').check()
    await page.getByTestId('terms-number').fill('HT-2026-009')
    await page.getByTestId('terms-fee-note').fill('卡号 6222 0000 0000 0000 004')
    await page.getByTestId('terms-dialog').getByText('身份证号或银行卡号').waitFor()
    expect(await page.getByTestId('terms-save').isDisabled()).toBe(true)
    await look('terms-private')
    await page.getByTestId('terms-fee-note').fill('')
    await page.getByTestId('terms-number').press('Enter')
    await page.getByTestId('terms-line').filter({ hasText: '稿费 ¥1,200.50，未结；合同 HT-2026-009' }).waitFor()
    await page.keyboard.press('Shift+KeyC')
    await page.getByTestId('terms-settlement').click()
    await page.getByRole('option', { name: '已结' }).click()
    await page.getByTestId('terms-save').click()
    await page.getByTestId('terms-line').filter({ hasText: '已结' }).waitFor()
    await page.keyboard.press('Shift+KeyC')
    await page.getByTestId('terms-change').nth(1).filter({ hasText: '小羽毛' }).waitFor()
    await look('terms')
    await page.keyboard.press('Escape')
    await page.getByTestId('terms-dialog').waitFor({ state: 'detached' })
    await sitDown(page, 2, '小实')
    await page.getByTestId('terms-line').waitFor({ state: 'detached' })
    await sitDown(page, 1, '小羽毛')
    await page.getByTestId('terms-line').waitFor()
  })
})

test('a contributor under 18 needs a guardian’s consent, which is asked for where it is missing', async () => {
  await step('guardian', async (page) => {
    await page.keyboard.press('Control+Digit3')
    await page.getByTestId('author-row').filter({ hasText: '陈默' }).click()
    await page.getByRole('tab', { name: '资料' }).click()
    await page.getByTestId('guardian-open').click()
    await page.getByTestId('guardian-minor').check()
    await page.getByTestId('guardian-save').click()
    await page.getByTestId('notice-guardian').filter({ hasText: '还没有监护人同意' }).waitFor()
    await look('guardian-missing')
    await page.keyboard.press('Control+Digit1')
    await choose(page, 'to-schedule')
    await pick(page, '陈默谈增长')
    await page.getByTestId('start-review').click()
    await page.getByTestId('consent-missing').waitFor()
    await page.keyboard.press('Shift+KeyB')
    await page.getByTestId('publication-column').fill('增长')
    await page.getByTestId('publication-column').press('Enter')
    await page.getByTestId('publication-error').filter({ hasText: '未满 18 岁' }).waitFor()
    await look('consent-ask')
    await page.getByTestId('consent-ask').click()
    await page.getByTestId('guardian-given').check()
    await page.getByTestId('guardian-name').fill('陈父')
    await page.getByTestId('guardian-relation').fill('父亲')
    await page.getByTestId('guardian-said-in').fill('签过字的同意书')
    await look('guardian-form')
    await page.getByTestId('guardian-said-in').press('Enter')
    await page.getByTestId('guardian-dialog').waitFor({ state: 'detached' })
    await page.getByTestId('publication-error').waitFor({ state: 'detached' })
    await page.getByTestId('consent-missing').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.getByTestId('publication-dialog').waitFor({ state: 'detached' })
    await speak(page, 'en')
    await page.getByTestId('terms-line').filter({ hasText: 'No fee and no contract' }).waitFor()
    await page.keyboard.press('Shift+KeyC')
    await page.getByTestId('terms-has-contract').check()
    await glanceAt(desk, pictures, 'english-terms')
    await page.keyboard.press('Escape')
    await speak(page, 'zh-CN')
    await page.getByTestId('terms-line').waitFor()
  })
})

test('the calendar shows what is planned, and a piece is moved to another day by keys, and back', async () => {
  await step('calendar', async (page) => {
    await page.keyboard.press('Control+Digit9')
    await onDay(page, today).getByTestId('calendar-piece').filter({ hasText: '林夕谈增长' }).waitFor()
    expect(await piece(page, '陈默').count()).toBe(1)
    await page.getByTestId('calendar-unscheduled').getByText('陈默谈增长').waitFor()
    // 周舟's piece came out today, so it comes first or second; J goes from one to the next.
    await page.keyboard.press('KeyJ')
    await page.getByTestId('calendar-selected').waitFor()
    if (!(await page.getByTestId('calendar-selected').innerText()).includes('林夕')) await page.keyboard.press('KeyJ')
    await page.getByTestId('calendar-selected').getByText('林夕谈增长').waitFor()
    await look('calendar')
    await page.keyboard.press('Alt+ArrowRight')
    await onDay(page, addDays(today, 1)).getByText('林夕谈增长').waitFor()
    // Z takes back what was done last, so its offer has to be there.
    await page.getByText('已改期：林夕谈增长').waitFor()
    await page.keyboard.press('KeyZ')
    await onDay(page, today).getByText('林夕谈增长').waitFor()
    // Pressed as fast as one can: each starts from where the one before led.
    await page.keyboard.press('Alt+ArrowRight')
    await page.keyboard.press('Alt+ArrowRight')
    await page.keyboard.press('Alt+ArrowLeft')
    await onDay(page, addDays(today, 1)).getByText('林夕谈增长').waitFor()
    // Taken back one by one, as far as one went: two days on, one, none.
    for (const day of [2, 1, 0]) {
      await page.keyboard.press('KeyZ')
      await onDay(page, addDays(today, day)).getByText('林夕谈增长').waitFor()
    }
    await page.getByText('已退回原来的日子：林夕谈增长').and(page.locator(':not(:has-text("还有"))')).first().waitFor()
    await page.keyboard.press('Alt+ArrowRight')
    await onDay(page, addDays(today, 1)).getByText('林夕谈增长').waitFor()
    // A day that is over takes nothing.
    await page.keyboard.press('Alt+ArrowUp')
    await page.getByText('过去的日子不能再排').waitFor()
  })
})

test('a piece is dragged to another day; one without a day is asked for column and channels', async () => {
  await step('calendar-drag', async (page) => {
    await page.keyboard.press('Alt+ArrowDown')
    const day = addDays(today, 8)
    await onDay(page, day).getByText('林夕谈增长').waitFor()
    // Another day of the same week, which is in sight whatever the month.
    const monday = new Date(`${day}T00:00:00Z`).getUTCDay() === 1
    const other = addDays(day, monday ? 1 : -1)
    await piece(page, '林夕').dragTo(onDay(page, other))
    await onDay(page, other).getByText('林夕谈增长').waitFor()
    await piece(page, '陈默').dragTo(onDay(page, day))
    await page.getByTestId('publication-dialog').waitFor()
    expect(await page.getByTestId('publication-day').inputValue()).toBe(day)
    await page.getByTestId('publication-column').fill('产品')
    await page.getByTestId('publication-column').press('Enter')
    await onDay(page, day).getByText('陈默谈增长').waitFor()
    await page.getByTestId('calendar-empty').waitFor()
    await page.keyboard.press('Shift+KeyW')
    await onDay(page, day).getByText('产品 · 网站').waitFor()
    await look('calendar-week')
    await page.keyboard.press('Enter')
    await state(page, '已排期').waitFor()
    expect(await page.getByTestId('publication-bar').innerText()).toContain('产品')
    await page.keyboard.press('Control+Digit9')
    await page.keyboard.press('Shift+KeyW')
    // What was to be dragged back to the side is asked for its reason.
    await piece(page, '陈默').dragTo(page.getByTestId('calendar-unscheduled'))
    await page.getByTestId('publication-reason').fill('再等一篇')
    await page.getByTestId('publication-confirm').click()
    await page.getByTestId('calendar-unscheduled').getByText('陈默谈增长').waitFor()
    await page.keyboard.press('Period')
    await piece(page, '周舟').click()
    await page.keyboard.press('Enter')
    await state(page, '已发布').waitFor()
  })
})

test('what is ticked is decided together: one preview, one reason, and one undo', async () => {
  await step('bulk', async (page) => {
    await page.getByTestId('nav-inbox').click()
    await choose(page, 'all')
    const row = (name: string) => page.getByTestId('inbox-row').filter({ hasText: `${name}谈增长` })
    await row('白露').click()
    await page.keyboard.press('KeyS')
    await row('谷雨').hover()
    await row('谷雨').getByTestId('tick').click()
    await row('林夕').hover()
    await row('林夕').getByTestId('tick').click()
    await page.getByTestId('bulk-bar').getByText('已勾选 3 篇').waitFor()
    await look('ticked')
    await page.keyboard.press('Shift+KeyA')
    await page.getByTestId('bulk-reason').fill('选题与栏目不合')
    await look('bulk-order')
    await page.getByTestId('bulk-preview').click()
    await page.getByTestId('bulk-ready').nth(1).waitFor()
    await page.getByTestId('bulk-blocked').filter({ hasText: '林夕谈增长' }).getByText('已有结论').waitFor()
    await page.getByTestId('bulk-ready').first().getByText('致 ').click()
    await page.getByTestId('bulk-ready').first().getByText('白露您好').waitFor()
    await look('bulk-preview')
    await page.getByTestId('bulk-record').filter({ hasText: '退稿 2 篇并发信' }).click()
    await page.getByTestId('bulk-dialog').waitFor({ state: 'detached' })
    await page.getByText('已记录：退稿 2 篇').waitFor()
    for (const name of ['白露', '谷雨']) await row(name).filter({ hasText: '已退稿' }).waitFor()
    await page.getByTestId('bulk-bar').getByText('已勾选 1 篇').waitFor()
    await page.keyboard.press('KeyZ')
    await page.getByText('撤销了 2 篇的结论').waitFor()
    for (const name of ['白露', '谷雨']) await row(name).filter({ hasText: '待初筛' }).waitFor()
  })
})

test('accepting together asks for a reason where something is open, and what is left out stays as it is', async () => {
  await step('bulk-accept', async (page) => {
    await page.getByTestId('bulk-clear').click()
    const row = (name: string) => page.getByTestId('inbox-row').filter({ hasText: `${name}谈增长` })
    for (const name of ['白露', '谷雨']) {
      await row(name).hover()
      await row(name).getByTestId('tick').click()
    }
    await page.getByTestId('bulk-open').click()
    await page.getByTestId('bulk-verdict').getByText('录用').click()
    await page.getByTestId('bulk-reason').fill('数据扎实')
    await page.getByTestId('bulk-preview').click()
    const ready = page.getByTestId('bulk-ready')
    await ready.filter({ hasText: '谷雨' }).getByRole('checkbox').uncheck()
    expect(await page.getByTestId('bulk-record').isDisabled()).toBe(true)
    await ready.filter({ hasText: '未确认：首发、授权、AI 声明' }).first().waitFor()
    await page.getByTestId('bulk-override').fill('作者在电话里说清了')
    await look('bulk-accept')
    await page.getByTestId('bulk-record').click()
    await row('白露').filter({ hasText: '已录用' }).waitFor()
    await row('谷雨').filter({ hasText: '待初筛' }).waitFor()
    await row('周舟').dblclick()
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
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Digit9')
    await page.getByTestId('calendar-grid').waitFor()
    await glanceAt(desk, pictures, 'english-calendar')
    await page.keyboard.press('Control+Digit2')
    const left = page.getByTestId('inbox-row').filter({ hasText: '谷雨谈增长' })
    await left.hover()
    await left.getByTestId('tick').click()
    await glanceAt(desk, pictures, 'english-ticked')
    await page.keyboard.press('Shift+KeyA')
    await page.getByTestId('bulk-verdict').getByText('Accept').click()
    await page.getByTestId('bulk-reason').fill('Clear and sound')
    await page.getByTestId('bulk-preview').click()
    await page.getByTestId('bulk-override').waitFor()
    await glanceAt(desk, pictures, 'english-bulk')
  })
})

test('three authors, from their first mail to what is out, are 春羽作者', async () => {
  await step('three-authors', async (page) => {
    await speak(page, 'zh-CN')
    const authors = ['苏木', '江离', '何素']
    for (const [index, name] of authors.entries()) {
      const mail = rawMail({
        messageId: `<first-${index}@mail.example>`,
        from: `${name} <first${index}@mail.example>`,
        subject: `投稿：${name}谈产品`,
        text: `${name}谈产品\n\n${ARTICLE}\n\n${name}补充：每一家的做法都不一样。`,
        date: new Date(Date.now() - (index + 1) * 60_000).toUTCString(),
      })
      writeFileSync(path.join(maildir, 'new', `first.${index}`), mail)
    }
    const row = (name: string) => page.getByTestId('inbox-row').filter({ hasText: `${name}谈产品` })
    await page.keyboard.press('Control+Digit1')
    await choose(page, 'new')
    await page.getByTestId('sync-now').click()
    // Read, converted and checked: what is accepted before is refused.
    for (const name of authors) await row(name).filter({ hasText: '字' }).waitFor()
    for (const name of authors) {
      await row(name).hover()
      await row(name).getByTestId('tick').click()
    }
    await page.getByTestId('bulk-bar').getByText('已勾选 3 篇').waitFor()
    await page.keyboard.press('Shift+KeyA')
    await page.getByTestId('bulk-verdict').getByText('录用').click()
    await page.getByTestId('bulk-reason').fill('数据扎实')
    await page.getByTestId('bulk-preview').click()
    await page.getByTestId('bulk-ready').nth(2).waitFor()
    await page.getByTestId('bulk-override').fill('作者在电话里说清了')
    await page.getByTestId('bulk-record').click()
    await page.getByTestId('bulk-dialog').waitFor({ state: 'detached' })
    for (const [index, name] of authors.entries()) {
      await page.keyboard.press('Control+Digit1')
      await choose(page, 'accepted')
      await pick(page, `${name}谈产品`)
      await page.getByTestId('start-review').click()
      await page.getByTestId('publication-bar').waitFor()
      await state(page, '待排期').waitFor()
      await page.keyboard.press('Shift+KeyB')
      await page.getByTestId('publication-column').fill('产品')
      await page.getByTestId('publication-column').press('Enter')
      await state(page, '已排期').waitFor()
      await page.keyboard.press('Shift+KeyB')
      const address = `https://www.niaogebiji.example/${index + 10}.html`
      await page.getByTestId('publication-address-site').fill(address)
      await page.waitForFunction(
        (url) =>
          document.querySelector<HTMLTextAreaElement>('[data-testid="decision-letter"]')?.value.includes(url) === true,
        address,
      )
      await page.getByTestId('publication-address-site').press('Enter')
      await state(page, '已发布').waitFor()
      expect(await page.getByTestId('publication-bar').innerText()).toContain(address)
    }
    await page.keyboard.press('Control+Digit3')
    for (const name of authors) {
      await page.getByTestId('author-row').filter({ hasText: name }).click()
      await page.getByTestId('author-record').getByRole('heading', { name }).waitFor()
      expect(await page.getByTestId('author-accepted').innerText()).toBe('1 / 1')
      await page.getByTestId('author-identity').click()
      await page.getByTestId('author-identity-chunyu').click()
      await page.getByTestId('change-reason').fill('已有一篇发布，签约')
      await page.getByTestId('change-save').click()
      await page.locator('[data-testid="author-identity"][data-value="chunyu"]').waitFor()
      // The whole way stands in the record, from the mail on.
      const timeline = page.getByTestId('timeline-entry')
      for (const words of ['身份：非作者 → 春羽作者', '已发布', '录用', '收到来稿']) {
        await timeline.filter({ hasText: words }).first().waitFor()
      }
    }
    await page.getByTestId('authors-filter-chunyu').filter({ hasText: '3' }).waitFor()
    await look('three-authors')
  })
})
