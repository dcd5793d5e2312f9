/** Near-duplicates in the real window: marked in the list, compared in the review, one click from the other piece. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { settled, unreadable, violations } from '../support/axe'
import { launchDesk, temporaryFolder, type DeskApp } from '../support/desk-app'

const ORIGINAL = '联名款卖完之后，奶茶店还剩下什么'
const COPY = '联名活动结束以后，茶饮店到底剩下了什么'

const { folder, remove } = temporaryFolder('similar')
let desk: DeskApp
beforeAll(async () => {
  desk = await launchDesk({ profileDir: folder, demo: true })
})
afterAll(async () => {
  await desk.close()
  remove()
})

test('a copied piece is marked, shown beside its original, and leads to it', async () => {
  const { page } = desk
  const marked = page.getByTestId('inbox-row').filter({ has: page.getByTestId('similar-mark') })
  await marked.nth(1).waitFor()
  expect(await marked.count()).toBe(2)
  const copy = marked.filter({ hasText: COPY })
  expect(await copy.getByTestId('similar-mark').innerText()).toMatch(/^疑似重复 [89]\d%$/)

  // Rows move while mail still comes in.
  await copy.click()
  await page.getByTestId('inbox-preview').filter({ hasText: COPY }).waitFor()
  await page.getByTestId('start-review').click()
  await page.getByTestId('tab-versions').click()
  const piece = page.getByTestId('similar-piece')
  await piece.getByTestId('similar-passage').first().waitFor()
  await settled(page)
  expect([...(await violations(page)), ...(await unreadable(page))]).toEqual([])
  expect(await piece.getByTestId('similar-passage').count()).toBe(2)
  await piece.getByTestId('similar-all').click()
  expect(await piece.getByTestId('similar-passage').count()).toBeGreaterThan(2)

  await piece.getByRole('button', { name: ORIGINAL }).click()
  await page.getByTestId('similar-piece').getByRole('button', { name: COPY }).waitFor()
  expect(desk.problems).toEqual([])
})
