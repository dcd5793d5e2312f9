/** A manuscript of 100,000 characters with 1,000 comments and 1,000 findings: the panel draws what is seen, and the keys go through all of it. */
import path from 'node:path'
import { checkVersion, documentOf, reviewFindings } from '@core/workflow/checking'
import { addAnnotation } from '@core/workflow/review'
import { listVersions } from '@core/store/repositories/manuscripts'
import { makeAnchor } from '@shared/manuscript/anchor'
import { projectedBlocks } from '@shared/manuscript/projection'
import type { CDPSession, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { keepPicture, launchDesk, STEP_LIMIT, temporaryFolder, type DeskApp } from '../support/desk-app'
import { importPage, withDesk } from '../support/manuscript-desk'

const PARAGRAPHS = 500
const COMMENTS = 1000
const FINDINGS = 1000
const FILLER =
  '先看谁走了，再看为什么走，最后才谈怎么留，一步也省不得；留下来的人为什么留下，走了的人去了哪里，团队每周都要说清楚，说不清楚的就去问，问不到的就去看，看不明白的先记下来，过一个月再翻出来看一遍。'.repeat(
    2,
  )

const { folder, remove } = temporaryFolder('many-threads')
const profileDir = path.join(folder, 'profile')
let desk: DeskApp
let devtools: CDPSession

beforeAll(async () => {
  const paragraphs = Array.from(
    { length: PARAGRAPHS },
    (_, index) => `<p>第${index + 1}节：想了解的加薇信 ngbj${2000 + index} 详聊。${FILLER}</p>`,
  )
  const submissionId = await importPage(profileDir, '苏打', `<h1>一千条批注的稿子</h1>${paragraphs.join('\n')}`)
  await withDesk(profileDir, async (context) => {
    const version = listVersions(context.db, submissionId)[0]
    if (version === undefined) throw new Error('no version')
    await checkVersion(context, version.id)
    expect(reviewFindings(context, version.id).findings.length).toBeGreaterThanOrEqual(FINDINGS)
    const blocks = projectedBlocks(documentOf(context, version.contentHash), 'current').filter(
      ({ text }) => text.length > 200,
    )
    expect(blocks).toHaveLength(PARAGRAPHS)
    for (let index = 0; index < COMMENTS; index += 1) {
      const block = blocks[index % PARAGRAPHS]
      if (block === undefined) throw new Error('no block')
      const start = 40 + 60 * Math.floor(index / PARAGRAPHS)
      addAnnotation(context, {
        versionId: version.id,
        kind: 'comment',
        anchor: makeAnchor(version.contentHash, block, start, start + 12),
        audience: index % 2 === 0 ? 'author' : 'editors',
        text: `批注 ${index}`,
      })
    }
  })
  desk = await launchDesk({ profileDir })
  const { page } = desk
  devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.getByTestId('nav-inbox').click()
  await page.getByTestId('inbox-row').first().click()
  await page.getByTestId('start-review').click()
  await page.getByTestId('manuscript').waitFor()
}, 180_000)
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepPicture(desk.page, 'many-threads')
})
afterAll(async () => {
  await desk?.close()
  remove()
})

/** Presses a key so often and measures each time until the frame that shows it; milliseconds, sorted. */
async function pressAndMeasure(code: string, times: number): Promise<number[]> {
  return desk.page.evaluate(
    async ([key, presses]) => {
      const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
      const taken: number[] = []
      for (let press = 0; press < presses; press += 1) {
        await frame()
        const begun = performance.now()
        window.dispatchEvent(new KeyboardEvent('keydown', { code: key, bubbles: true }))
        await frame()
        await frame()
        taken.push(performance.now() - begun)
      }
      return taken.toSorted((a, b) => a - b)
    },
    [code, times] as const,
  )
}

/** Milliseconds of script, style and layout that the page has used so far. */
async function work(): Promise<Record<string, number>> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  const wanted = ['ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration']
  return Object.fromEntries(
    metrics.filter(({ name }) => wanted.includes(name)).map(({ name, value }) => [name, value * 1000]),
  )
}

/** Whether it is where the window shows it. */
function inWindow(place: Locator): Promise<boolean> {
  return place.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return bottom > 0 && top < window.innerHeight
  })
}

const report = (what: string, taken: readonly number[]): void => {
  const at = (share: number): string => (taken[Math.floor((taken.length - 1) * share)] ?? 0).toFixed(0)
  process.stderr.write(`${what}: median ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms, two frames included\n`)
}

it('lists them all, and draws few', async () => {
  const { page } = desk
  await page.getByTestId('tab-comments').click()
  await page.getByTestId('panel-list').locator('article').first().waitFor()
  await expect.poll(() => page.getByTestId('panel-kind-comment').innerText(), { timeout: STEP_LIMIT }).toMatch(/1000/)
  expect(await page.getByTestId('panel-list').locator('article').count()).toBeLessThan(60)
  await page.getByTestId('annotation-mark').first().waitFor()
  expect(await page.getByTestId('annotation-mark').count()).toBeLessThan(COMMENTS / 2)
})

it('goes through them with n and p, and filters them', async () => {
  const { page } = desk
  await page.getByTestId('manuscript').focus()
  const before = await work()
  report('n with 1,000 comments and 1,000 findings', await pressAndMeasure('KeyN', 60))
  const each = Object.entries(await work()).map(
    ([name, ms]) => `${name} ${((ms - (before[name] ?? 0)) / 60).toFixed(1)}`,
  )
  process.stderr.write(`of these, milliseconds a press: ${each.join(', ')}\n`)
  await page.locator('[data-testid="panel-list"] article[data-active]').waitFor()
  report('p', await pressAndMeasure('KeyP', 30))
  // Around the end: the last of all is brought into view from the first.
  for (let step = 0; step < 30; step += 1) await page.keyboard.press('p')
  const last = page.locator('[data-testid="panel-list"] article[data-active]')
  await expect.poll(() => last.innerText(), { timeout: STEP_LIMIT }).toContain(`批注 ${COMMENTS - 1}`)
  expect(await last.isVisible()).toBe(true)
  // In the text too: its mark is drawn where nothing was before, and those around it.
  const emphasis = page.locator('[data-active-mark]').first()
  const id = (await emphasis.getAttribute('data-active-mark')) ?? ''
  await page.locator(`[data-testid="annotation-mark"][data-mark-id="${id}"]`).first().waitFor()
  await expect.poll(() => inWindow(emphasis), { timeout: STEP_LIMIT }).toBe(true)
  expect(await page.getByTestId('annotation-mark').count()).toBeGreaterThan(5)
  const begun = performance.now()
  await page.getByTestId('panel-kind-finding').click()
  await expect
    .poll(() => page.getByTestId('panel-list').getByTestId('comment-card').count(), { timeout: STEP_LIMIT })
    .toBe(1)
  process.stderr.write(`a filter: ${(performance.now() - begun).toFixed(0)} ms with the test's own way\n`)
  expect(await page.getByTestId('panel-list').locator('article').count()).toBeLessThan(60)
})

it('shows findings by clause as cheaply', async () => {
  const { page } = desk
  await page.keyboard.press('0')
  await page.getByTestId('tab-findings').click()
  await page.getByTestId('panel-list').getByTestId('finding-card').first().waitFor()
  expect(await page.getByTestId('panel-list').locator('article').count()).toBeLessThan(60)
})
