/**
 * A mailbox from its address to what is written back into it, in the real window against real mail servers: added with a
 * cut-off date, a test that names what fails, folders, write-back, edited in place; each screen with axe in every look.
 */
import { mkdtempSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ensureMailPackages } from '../support/mail-server/mail-packages'
import { startMailServer, type MailServer } from '../support/mail-server/mail-server'
import { settled, unreadable, violations } from '../support/axe'
import { keepPicture, launchDesk, resize, temporaryFolder, type DeskApp } from '../support/desk-app'
import { ARTICLE, rawMail } from '../support/mails'

const packages = await ensureMailPackages()
if (!packages.available) process.stderr.write(`Skipped, accounts in the window: ${packages.reason}\n`)

const PASSWORD = 's3cret-授权码'
const pictures = mkdtempSync(path.join(os.tmpdir(), 'tougao-accounts-'))
const looks = [
  { locale: 'zh-CN', colorScheme: 'light' },
  { locale: 'zh-CN', colorScheme: 'dark' },
  { locale: 'en', colorScheme: 'light' },
  { locale: 'en', colorScheme: 'dark' },
] as const
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const

describe.skipIf(!packages.available)('a mail account', () => {
  const profile = temporaryFolder('accounts')
  let server: MailServer
  let desk: DeskApp | null = null
  const faults: string[] = []

  beforeAll(async () => {
    server = await startMailServer({ users: { tougao: PASSWORD } })
    await server.deliver('tougao', rawMail({ subject: '投稿：内容团队的第二年', text: ARTICLE }))
    await server.deliver('tougao', rawMail({ subject: '另一个文件夹', messageId: '<b@mail.example>' }), '投稿/转来的')
    process.stderr.write(`Pictures of the accounts: ${pictures}\n`)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail' && desk !== null) await keepPicture(desk.page, 'accounts')
  })
  afterAll(async () => {
    await desk?.close()
    await server.stop()
    profile.remove()
  })

  const open = (): Page => {
    if (desk === null) throw new Error('the app is not running: an earlier step failed')
    return desk.page
  }
  async function inspect(name: string): Promise<void> {
    const page = open()
    await page.mouse.move(640, 2)
    await settled(page)
    await page.screenshot({ path: path.join(pictures, `${name}.png`) })
    const found = [...(await violations(page)), ...(await unreadable(page)), ...(desk?.problems.splice(0) ?? [])]
    faults.push(...found.map((fault) => `${name}: ${fault}`))
  }
  const steps = (page: Page): Promise<string[]> =>
    page
      .getByTestId('account-step')
      .evaluateAll((all) => all.map((step) => `${step.dataset['step']} ${step.dataset['outcome']}`))
  async function test(page: Page): Promise<string[]> {
    await page.getByTestId('account-test').click()
    await page.getByTestId('account-test-verdict').waitFor()
    return steps(page)
  }
  async function fillServer(page: Page, kind: 'imap' | 'smtp', port: number): Promise<void> {
    await page.getByTestId(`account-${kind}-host`).fill('localhost')
    await page.getByTestId(`account-${kind}-port`).fill(String(port))
  }
  async function openMenu(page: Page, item: 'account-edit' | 'account-intake'): Promise<void> {
    await page.getByTestId('account-more').click()
    await page.getByTestId(item).click()
  }
  const openAccounts = async (page: Page): Promise<void> => {
    await page.getByTestId('nav-settings').click()
    await page.getByTestId('account-card').waitFor()
  }
  async function flags(): Promise<string> {
    return server.doveadm('-f', 'flow', 'fetch', '-u', 'tougao', 'flags', 'mailbox', 'INBOX', 'all')
  }

  it('asks who hosts a domain of one’s own, and says plainly what Microsoft refuses', async () => {
    desk = await launchDesk({ profileDir: path.join(profile.folder, 'profile'), size: sizes[0] })
    const { page } = desk
    await page.getByTestId('first-run-name').fill('苏打')
    await page.getByTestId('first-run-next').click()
    await page.getByTestId('account-address').fill('someone@hotmail.com')
    await page.getByTestId('account-refused').waitFor()
    expect(await page.getByTestId('account-test').isDisabled()).toBe(true)
    await inspect('first-run-refused')
    await page.getByTestId('account-address').fill('tougao@niaoge.example')
    await page.getByTestId('account-hosted-exmail').click()
    expect(await page.getByTestId('account-servers').innerText()).toContain('imap.exmail.qq.com:993')
    await page.getByTestId('account-hosted-any').click()
  })

  it('names the step that fails, shows the certificate, and what was not reached', async () => {
    const page = open()
    await fillServer(page, 'imap', server.imap.securePort)
    await fillServer(page, 'smtp', server.smtp.securePort)
    await page.getByTestId('account-password').fill('wrong')
    await page.getByTestId('account-keep-session').click()
    expect(await test(page)).toEqual([
      'name passed',
      'tcp passed',
      'tls failed',
      'login skipped',
      'folder skipped',
      'name passed',
      'smtp-connect passed',
      'tls failed',
      'smtp-login skipped',
      'from skipped',
    ])
    const certificate = await page.getByTestId('account-certificate').first().innerText()
    expect(certificate).toContain('自签名')
    expect(certificate).toMatch(/(?:[0-9A-F]{2}:){31}[0-9A-F]{2}/)
    await inspect('test-untrusted')
    await page.getByTestId('account-advanced').click()
    await page.getByTestId('account-ca').fill(readFileSync(server.caFile, 'utf8'))
    expect(await test(page)).toContain('login failed')
    await page.getByTestId('account-password').fill(PASSWORD)
    expect((await test(page)).filter((step) => !step.endsWith('passed'))).toEqual([])
    await inspect('test-passed')
  })

  it('asks from which day on before anything comes in', async () => {
    const page = open()
    await page.getByTestId('account-save').click()
    await page.getByTestId('first-run-pending').waitFor()
    await page.getByTestId('first-run-next').click()
    await page.getByTestId('cut-off-today').click()
    await inspect('first-run-cut-off')
    await page.getByTestId('first-run-next').click()
    await page.getByTestId('inbox-row').filter({ hasText: '内容团队' }).waitFor()
    await openAccounts(page)
    expect(await page.getByTestId('account-intake-line').innerText()).toContain('之前的只作资料')
  })

  it('takes in more folders and writes back what was read, once it may', async () => {
    const page = open()
    expect(await flags()).not.toContain('Seen')
    await openMenu(page, 'account-intake')
    await page.getByLabel('投稿/转来的').click()
    expect(await page.getByTestId('intake-folders').innerText()).toContain('1 封')
    await page.getByTestId('write-back-seen').click()
    await page.getByTestId('write-back-keywords').click()
    await page.getByTestId('intake-save').click()
    await page.getByTestId('intake-form').waitFor({ state: 'detached' })
    await page.getByTestId('account-intake-line').filter({ hasText: '写回邮箱' }).waitFor()
    expect(await page.getByTestId('account-intake-line').innerText()).toContain('另收 1 个文件夹')
    await page.getByTestId('nav-inbox').click()
    await page.getByTestId('inbox-row').filter({ hasText: '内容团队' }).click()
    await page.keyboard.press('Enter')
    await expect.poll(flags, { timeout: 60_000 }).toContain('\\Seen')
  })

  it('is changed in place, with the password that is kept', async () => {
    const page = open()
    await openAccounts(page)
    await openMenu(page, 'account-edit')
    await page.getByTestId('account-display-name').fill('鸟哥笔记投稿')
    expect((await test(page)).filter((step) => !step.endsWith('passed'))).toEqual([])
    await page.getByTestId('account-edit-save').click()
    await page.getByTestId('account-edit-form').waitFor({ state: 'detached' })
    await openMenu(page, 'account-edit')
    expect(await page.getByTestId('account-display-name').inputValue()).toBe('鸟哥笔记投稿')
    await page.keyboard.press('Escape')
  })

  it.each(looks)('$locale, $colorScheme: card, form, edit and intake in both sizes', async (look) => {
    const page = open()
    await page.evaluate((changed) => {
      const kept = JSON.parse(localStorage.getItem('tougao.view') ?? '{"state":{},"version":1}') as { state: object }
      localStorage.setItem('tougao.view', JSON.stringify({ ...kept, state: { ...kept.state, ...changed } }))
    }, look)
    await page.reload()
    for (const size of sizes) {
      if (desk !== null) await resize(desk.app, size)
      const name = (what: string): string => `${look.locale}-${look.colorScheme}-${size.width}-${what}`
      await openAccounts(page)
      await inspect(name('card'))
      await page.getByTestId('account-add').click()
      await page.getByTestId('account-address').fill('tougao@appcpx.com')
      await inspect(name('form'))
      await page.getByTestId('account-address').fill('a@outlook.com')
      await page.getByTestId('account-refused').waitFor()
      await inspect(name('refused'))
      await page.getByTestId('account-cancel').click()
      await openMenu(page, 'account-edit')
      await page.getByTestId('account-edit-form').waitFor()
      await inspect(name('edit'))
      await page.keyboard.press('Escape')
      await page.getByTestId('account-edit-form').waitFor({ state: 'detached' })
      await openMenu(page, 'account-intake')
      await page.getByLabel('投稿/转来的').waitFor()
      await inspect(name('intake'))
      await page.getByTestId('write-back-folders').click()
      await page.getByTestId('write-back-folder-rejected').scrollIntoViewIfNeeded()
      await inspect(name('write-back'))
      await page.keyboard.press('Escape')
      await page.getByTestId('intake-form').waitFor({ state: 'detached' })
    }
    expect(faults.splice(0)).toEqual([])
  })
})
