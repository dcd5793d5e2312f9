/** Sorting corrected and pieces put away, split, merged and taken back, in the real window and mostly from the keyboard. */
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepPicture, launchDesk, temporaryFolder, type DeskApp } from '../support/desk-app'
import { lookAt } from '../support/look'

const { folder, remove } = temporaryFolder('organise')
const pictures = mkdtempSync(path.join(os.tmpdir(), 'tougao-organise-'))
let desk: DeskApp
beforeAll(async () => {
  desk = await launchDesk({ profileDir: folder, demo: true, size: { width: 1280, height: 800 } })
  process.stderr.write(`Pictures: ${pictures}\n`)
})
afterAll(async () => {
  await desk.close()
  remove()
})

const rows = (page: Page) => page.getByTestId('inbox-row')
/** Takes the newest act back, which said this; older ones keep their own way back until their time is over. */
async function undone(page: Page, said: string): Promise<void> {
  const offer = page.locator('[id^="organise "]').filter({ hasText: said }).last()
  await offer.waitFor()
  const id = (await offer.getAttribute('id')) ?? ''
  await page.keyboard.press('KeyZ')
  await page.locator(`[id="${id}"]`).waitFor({ state: 'detached' })
}

const look = (name: string): Promise<void> => lookAt(desk, pictures, name)

async function select(page: Page, index: number): Promise<string> {
  const row = rows(page).nth(index)
  await row.click()
  const id = (await row.getAttribute('data-submission-id')) ?? ''
  await page.waitForFunction(
    (wanted) => document.querySelector('[role="option"][aria-selected="true"]')?.innerHTML.includes(wanted) === true,
    id,
  )
  return id
}

const row = (page: Page, id: string) => page.locator(`[data-submission-id="${id}"]`)

test('a piece is archived with one key and comes back with another', async () => {
  const { page } = desk
  try {
    await rows(page).nth(3).waitFor()
    // The sample mailbox is taken in before rows stand still.
    await page.getByTestId('sync-status').filter({ hasNotText: '…' }).waitFor()
    const id = await select(page, 1)
    await page.getByTestId('inbox-preview').waitFor()
    await page.keyboard.press('KeyJ')
    await page.keyboard.press('KeyK')
    await page.keyboard.press('KeyE')
    await row(page, id).waitFor({ state: 'detached' })
    await undone(page, '已归档')
    await row(page, id).waitFor()
  } catch (error) {
    await keepPicture(page, 'organise-archive')
    throw error
  }
})

test('a mail is called a complaint with two keys: its piece comes first with the days that are left, and back with z', async () => {
  const { page } = desk
  try {
    const id = await select(page, 2)
    await page.getByTestId('inbox-preview').waitFor()
    await page.keyboard.press('KeyM')
    await page.getByTestId('sort-dialog').waitFor()
    await look('sort-dialog')
    await page.keyboard.press('KeyC')
    await row(page, id).getByTestId('complaint-mark').waitFor()
    expect(await rows(page).first().getAttribute('data-submission-id')).toBe(id)
    expect(await row(page, id).getByTestId('complaint-mark').innerText()).toMatch(
      /^投诉 · (还剩 \d+ 天|今天到期|逾期 \d+ 天)$/,
    )
    await page.getByTestId('notice-complaint').waitFor()
    await look('complaint')
    await undone(page, '已归为投诉')
    await row(page, id).getByTestId('complaint-mark').waitFor({ state: 'detached' })
  } catch (error) {
    await keepPicture(page, 'organise-sort')
    throw error
  }
})

test('a complaint is settled with a reason', async () => {
  const { page } = desk
  try {
    const id = await select(page, 2)
    await page.getByTestId('inbox-preview').waitFor()
    await page.keyboard.press('KeyM')
    await page.getByTestId('sort-dialog').waitFor()
    await page.keyboard.press('KeyC')
    await page.getByTestId('complaint-settle').click()
    await page.getByTestId('change-reason').fill('已下架并复函')
    await page.getByTestId('change-save').click()
    await row(page, id).getByTestId('complaint-mark').filter({ hasText: '投诉已处理' }).waitFor()
  } catch (error) {
    await keepPicture(page, 'organise-settle')
    throw error
  }
})

test('a piece is merged into another from the keyboard, found by its number, and taken apart', async () => {
  const { page } = desk
  try {
    const target = await select(page, 0)
    const number =
      (await page.getByTestId('inbox-preview').locator('header').innerText()).match(/\d{4}-\d{3}/)?.[0] ?? ''
    const source = await select(page, 3)
    expect(source).not.toBe(target)
    await page.keyboard.press('Shift+KeyG')
    await page.getByTestId('piece-query').fill(number)
    await page.getByTestId('piece-choice').filter({ hasText: number }).waitFor()
    await look('piece-picker')
    await page.keyboard.press('Enter')
    await row(page, source).waitFor({ state: 'detached' })
    await page.getByTestId('notice-merged-from').waitFor()
    await look('merged')
    await page.getByTestId('unmerge').click()
    await row(page, source).waitFor()
    await page.getByTestId('notice-merged-from').waitFor({ state: 'detached' })
  } catch (error) {
    await keepPicture(page, 'organise-merge')
    throw error
  }
})

test('a revision is split off in its thread, the two lead to each other, and z puts it back', async () => {
  const { page } = desk
  try {
    const revised = rows(page).filter({ hasText: '第 2 稿' }).first()
    await revised.click()
    const id = (await revised.getAttribute('data-submission-id')) ?? ''
    await page.keyboard.press('Enter')
    await page.getByTestId('tab-thread').click()
    const items = page.getByTestId('panel-thread').getByTestId('thread-item')
    await items.nth(1).waitFor()
    const count = await items.count()
    const last = items.nth(count - 1)
    if ((await last.getAttribute('data-open')) === null) await last.getByRole('button').first().click()
    await last.getByTestId('mail-sort').waitFor()
    await look('thread')
    await last.getByTestId('mail-split').click()
    await page.getByTestId('notice-link').waitFor()
    expect(await items.count()).toBe(count - 1)
    await look('split')
    await undone(page, '已拆成单独的来稿')
    await page.getByTestId('notice-link').waitFor({ state: 'detached' })
    await items.nth(count - 1).waitFor()
    await page.keyboard.press('KeyU')
    await row(page, id).waitFor()
  } catch (error) {
    await keepPicture(page, 'organise-split')
    throw error
  }
})

test('mails that are in no submission are listed, and one is made a submission', async () => {
  const { page } = desk
  try {
    await page.getByTestId('inbox-filter-more').click()
    await page.getByTestId('inbox-filter-filed').click()
    const first = page.getByTestId('filed-mail').first()
    await first.waitFor()
    await look('filed')
    const count = await page.getByTestId('filed-mail').count()
    await first.getByTestId('filed-make').click()
    await page.getByTestId('organise-undo').last().waitFor()
    await page.getByTestId('inbox-preview').waitFor()
    await undone(page, '已作为来稿')
    await page.getByTestId('inbox-filter-more').click()
    await page.getByTestId('inbox-filter-filed').click()
    await page.waitForFunction(
      (wanted) => document.querySelectorAll('[data-testid="filed-mail"]').length === wanted,
      count,
    )
    expect(desk.problems).toEqual([])
  } catch (error) {
    await keepPicture(page, 'organise-filed')
    throw error
  }
})
