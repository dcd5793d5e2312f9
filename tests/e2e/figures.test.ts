/** 数据核对表 in the real window: figures, sources, sums, what is told in two ways; to the text, and to a question to the author. */
import path from 'node:path'
import { mkdirSync, mkdtempSync } from 'node:fs'
import os from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nameEditor } from '@core/workflow/desk'
import { settled, unreadable, violations } from '../support/axe'
import { launchDesk, resize, temporaryFolder, type DeskApp } from '../support/desk-app'
import { openTestDesk } from '../support/desk'
import { takeSubmission } from '../support/mails'

const { folder, remove } = temporaryFolder('figures')
const profileDir = path.join(folder, 'profile')
const pictures = mkdtempSync(path.join(os.tmpdir(), 'tougao-figures-'))
let desk: DeskApp

beforeAll(async () => {
  mkdirSync(profileDir, { recursive: true })
  const made = openTestDesk({ profileDir, keep: true })
  nameEditor(made.context, '小羽毛')
  const text = [
    '会员体系的第二年',
    '据公司年报数据，去年营收从1.5亿元增长到2.5亿元，增长120%，其中会员贡献了六成。',
    '三家门店分别带来120人、80人和50人，合计250人。我们在华东又开了35家门店，平均每家投入80万元。',
    '这家公司成立于2019年，总部在杭州。',
    ...Array.from(
      { length: 20 },
      (_, index) => `第${index + 1}个月，复购率是${30 + index}%，客单价是${100 + index}元。`,
    ),
    '2018年，这家公司成立，只有三个人。',
  ].join('\n\n')
  await takeSubmission(made.context, { subject: '投稿：会员体系的第二年', text })
  made.close()
  desk = await launchDesk({ profileDir, size: { width: 1280, height: 800 } })
  const { page } = desk
  await page.getByTestId('inbox-row').first().click()
  await page.keyboard.press('Enter')
  await page.getByTestId('manuscript').getByText('据公司年报').waitFor()
})
afterAll(async () => {
  await desk.close()
  process.stderr.write(`Pictures of the screens: ${pictures}\n`)
  remove()
})

async function look(name: string): Promise<void> {
  for (const width of [1280, 1920]) {
    await resize(desk.app, { width, height: width === 1280 ? 800 : 1080 })
    await settled(desk.page)
    await desk.page.screenshot({ path: path.join(pictures, `${name}-${width}.png`) })
  }
  await resize(desk.app, { width: 1280, height: 800 })
  expect([...(await violations(desk.page)), ...(await unreadable(desk.page))]).toEqual([])
}

test('the line above the findings says what there is, and opens the sheet', async () => {
  const { page } = desk
  await expect.poll(() => page.getByTestId('figures-open').innerText()).toContain('1 处对不上')
  await look('line')
  await page.getByTestId('figures-open').click()
  await page.getByTestId('figures-dialog').waitFor()
  const sum = page.getByTestId('figure-sum').first()
  expect(await sum.innerText()).toContain('66.67%')
  expect(await sum.getAttribute('data-verdict')).toBe('wrong')
  expect(await page.getByTestId('figure-told').count()).toBe(1)
  await look('all')
})

test('only what has no source, only sums', async () => {
  const { page } = desk
  await page.getByTestId('figures-view').getByText('算式').click()
  await expect.poll(() => page.getByTestId('figure-sum').count()).toBe(2)
  await look('sums')
  await page.getByTestId('figures-view').getByText('没写出处的').click()
  await expect.poll(() => page.getByTestId('figure-row').first().innerText()).toContain('120人')
})

test('goes to the words in the text', async () => {
  const { page } = desk
  await page.getByTestId('figures-view').getByText('全部数字').click()
  await page.getByTestId('figure-sum').first().getByTestId('figure-go').click()
  await expect.poll(() => page.evaluate(() => String(getSelection()))).toBe('120%')
  expect(await page.getByTestId('figures-dialog').count()).toBe(0)
})

test('asks the author, by the keyboard alone', async () => {
  const { page } = desk
  await page.getByTestId('review-tabs').or(page.getByRole('tablist')).first().focus()
  await page.keyboard.press('Shift+KeyD')
  await page.getByTestId('figures-dialog').waitFor()
  await page.getByTestId('figure-sum').first().getByTestId('figure-ask').focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByTestId('comment-text').inputValue()).toContain('66.67%')
  await look('asked')
})

test('looks right in English and in the dark', async () => {
  const { page } = desk
  for (const shown of [
    { locale: 'en', colorScheme: 'light' },
    { locale: 'zh-CN', colorScheme: 'dark' },
  ]) {
    await page.evaluate((changed) => {
      const kept = JSON.parse(localStorage.getItem('tougao.view') ?? '{}') as { state: object }
      localStorage.setItem('tougao.view', JSON.stringify({ ...kept, state: { ...kept.state, ...changed } }))
    }, shown)
    await page.reload()
    await page.getByTestId('tab-findings').click()
    await page.getByTestId('figures-open').click()
    await page.getByTestId('figure-sum').first().waitFor()
    await look(`${shown.locale}-${shown.colorScheme}`)
    await page.keyboard.press('Escape')
  }
})
