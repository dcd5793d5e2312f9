/** Pictures and what is settled by channel, in the real window: a code that leads to a drive, facts that stay, keys, English. */
import { mkdirSync, mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nameEditor } from '@core/workflow/desk'
import { settled, unreadable, violations } from '../support/axe'
import { codePicture, docxWithPicture } from '../support/code-picture'
import { launchDesk, resize, temporaryFolder, type DeskApp } from '../support/desk-app'
import { openTestDesk } from '../support/desk'
import { addMaildir, rawMail, takeMail } from '../support/mails'

const { folder, remove } = temporaryFolder('pictures')
const profileDir = path.join(folder, 'profile')
const shots = mkdtempSync(path.join(os.tmpdir(), 'tougao-pictures-'))
const DRIVE = 'https://pan.baidu.com/s/1abcDEF'
let desk: DeskApp

async function open(): Promise<void> {
  desk = await launchDesk({ profileDir, size: { width: 1280, height: 800 } })
  const { page } = desk
  await page.getByTestId('nav-inbox').click()
  await page.getByTestId('inbox-row').first().click()
  await page.getByTestId('start-review').click()
  await page.getByTestId('manuscript').waitFor()
}

beforeAll(async () => {
  mkdirSync(profileDir, { recursive: true })
  const made = openTestDesk({ profileDir, keep: true })
  nameEditor(made.context, '小羽毛')
  const maildir = path.join(folder, 'maildir')
  for (const sub of ['new', 'cur', 'tmp']) mkdirSync(path.join(maildir, sub), { recursive: true })
  await addMaildir(made.context, maildir)
  const bytes = await docxWithPicture('带图的稿子', await codePicture(DRIVE))
  const attachment = { filename: '稿.docx', contentType: 'application/octet-stream', bytes }
  await takeMail(made.context, rawMail({ subject: '投稿：带图的稿子', text: '附件是稿子', attachment }))
  made.close()
  await open()
})
afterAll(async () => {
  await desk.close()
  process.stderr.write(`Pictures of the screens: ${shots}\n`)
  remove()
})

async function look(name: string): Promise<void> {
  const { page, app } = desk
  for (const size of [
    { width: 1280, height: 800 },
    { width: 1920, height: 1080 },
  ]) {
    await resize(app, size)
    await settled(page)
    await page.screenshot({ path: path.join(shots, `${name}-${size.width}.png`) })
  }
  expect([...(await violations(page)), ...(await unreadable(page))]).toEqual([])
}

test('a code that leads to a drive is a finding with its address', async () => {
  const { page } = desk
  const card = page.getByTestId('finding-card').filter({ hasText: DRIVE })
  await card.waitFor()
  expect(await card.innerText()).toContain('图里的码')
})

test('each picture is described with the mouse, and what was said stays', async () => {
  const { page } = desk
  await page.getByTestId('provenance-pictures').click()
  await page.getByTestId('open-piece-pictures').click()
  const picture = page.getByTestId('piece-picture')
  expect(await picture.getByTestId('picture-code').innerText()).toBe(DRIVE)
  await picture.getByTestId('picture-source').fill('作者自摄')
  await picture.getByTestId('picture-licence').selectOption('own')
  await picture.getByTestId('picture-minor').getByText('没有').click()
  await look('pictures')
  await page.keyboard.press('Escape')
  await page.getByTestId('pictures-dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('Shift+KeyI')
  expect(await page.getByTestId('picture-source').inputValue()).toBe('作者自摄')
  expect(await page.getByTestId('picture-licence').inputValue()).toBe('own')
  await page.keyboard.press('Escape')
  await page.getByTestId('pictures-dialog').waitFor({ state: 'detached' })
})

test('署名 and titles are settled by the keyboard, for all channels and for one', async () => {
  const { page } = desk
  await page.keyboard.press('Shift+KeyT')
  await page.getByTestId('detail-signature').fill('周舟')
  await page.getByTestId('detail-final-title').fill('第二年')
  await page.keyboard.press('Tab')
  await page.getByTestId('details-channel').getByText('公众号').click()
  await expect.poll(() => page.getByTestId('detail-signature').getAttribute('placeholder')).toBe('同全部渠道：周舟')
  await page.getByTestId('detail-signature').fill('周舟（内容团队）')
  await look('details')
  await page.keyboard.press('Escape')
  await page.getByTestId('details-dialog').waitFor({ state: 'detached' })
})

test('a restart keeps all of it', async () => {
  await desk.close()
  await open()
  const { page } = desk
  await page.keyboard.press('Shift+KeyT')
  expect(await page.getByTestId('detail-final-title').inputValue()).toBe('第二年')
  await page.getByTestId('details-channel').getByText('公众号').click()
  expect(await page.getByTestId('detail-signature').inputValue()).toBe('周舟（内容团队）')
  expect(desk.problems).toEqual([])
})
