/** What a person would look at: pictures of a screen, and what axe and the eye of contrast find wrong in it. */
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Locale } from '@shared/i18n/translate'
import { settled, unreadable, violations } from './axe'
import { resize, type DeskApp } from './desk-app'

const SMALL = { width: 1280, height: 800 }
const LARGE = { width: 1920, height: 1080 }

/**
 * Pictures in both themes and both sizes, in `folder`; nothing may be found wrong in any of them. The window is `after` in size then.
 */
export async function lookAt(desk: DeskApp, folder: string, name: string, after = SMALL): Promise<void> {
  const { page } = desk
  const faults: string[] = []
  for (const size of [SMALL, LARGE]) {
    await sized(desk, size)
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.mouse.move(640, 2)
      await settled(page)
      await page.screenshot({ path: path.join(folder, `${name}-${scheme}-${size.width}.png`) })
      const found = [...(await violations(page)), ...(await unreadable(page))]
      faults.push(...found.map((fault) => `${scheme} ${size.width}: ${fault}`))
    }
  }
  await sized(desk, after)
  await page.emulateMedia({ colorScheme: 'light' })
  await settled(page)
  expect(faults, name).toEqual([])
}

/** The window has a size when its page has; a screen without room to spare takes a pixel. */
async function sized({ app, page }: DeskApp, size: typeof SMALL): Promise<void> {
  await resize(app, size)
  await page.waitForFunction((width) => Math.abs(window.innerWidth - width) <= 2, size.width)
}

/** One picture of what is on the screen, for another language; nothing may be found wrong in it. */
export async function glanceAt({ page }: DeskApp, folder: string, name: string): Promise<void> {
  await page.mouse.move(640, 2)
  await settled(page)
  await page.screenshot({ path: path.join(folder, `${name}.png`) })
  expect([...(await violations(page)), ...(await unreadable(page))], name).toEqual([])
}

/** The window in a language, as the settings keep it. */
export async function speak(page: Page, locale: Locale): Promise<void> {
  await page.evaluate((wanted) => {
    const kept = JSON.parse(localStorage.getItem('tougao.view') ?? '{}') as { state: object }
    localStorage.setItem('tougao.view', JSON.stringify({ ...kept, state: { ...kept.state, locale: wanted } }))
  }, locale)
  await page.reload()
  // Before the frame is there, nobody hears a key.
  await page.getByTestId('nav-inbox').waitFor()
}
