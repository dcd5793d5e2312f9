/**
 * Every screen in both themes and both languages: no fault of accessibility, nothing cut off, no error said.
 * A picture of each goes into a folder that is printed; with UPDATE_SCREENSHOTS=1 the README's are made anew.
 */
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acquireDeskLock } from '@core/store/desk-lock'
import type { Locale } from '@shared/i18n/translate'
import { projectDir } from '../../scripts/lib/paths.mjs'
import { settled, unreadable, violations } from '../support/axe'
import { launchDesk, resize, temporaryFolder, type DeskApp } from '../support/desk-app'

type Scheme = 'light' | 'dark'
interface Look {
  readonly locale: Locale
  readonly scheme: Scheme
}
const looks: readonly Look[] = [
  { locale: 'zh-CN', scheme: 'light' },
  { locale: 'zh-CN', scheme: 'dark' },
  { locale: 'en', scheme: 'light' },
  { locale: 'en', scheme: 'dark' },
]

const COMPACT = { width: 1280, height: 800 }
const FULL = { width: 1920, height: 1080 }
const pictures = mkdtempSync(path.join(os.tmpdir(), 'tougao-screens-'))

/** Changes what the page remembers of its view, and loads it with that. */
async function withView(page: Page, change: object): Promise<void> {
  await page.evaluate((changed) => {
    const kept = JSON.parse(localStorage.getItem('tougao.view') ?? '{"state":{},"version":1}') as { state: object }
    localStorage.setItem('tougao.view', JSON.stringify({ ...kept, state: { ...kept.state, ...changed } }))
  }, change)
  await page.reload()
}

const setLook = (page: Page, { locale, scheme }: Look): Promise<void> => withView(page, { locale, colorScheme: scheme })

/** Looks at the screen as it is now; faults come back with its name. */
async function inspect(desk: DeskApp, name: string): Promise<string[]> {
  const { page } = desk
  await page.mouse.move(640, 2)
  await settled(page)
  await page.screenshot({ path: path.join(pictures, `${name}.png`) })
  const faults = [...(await violations(page)), ...(await unreadable(page)), ...desk.problems.splice(0)]
  return faults.map((fault) => `${name}: ${fault}`)
}

interface Screen {
  readonly name: string
  readonly go: (page: Page) => Promise<void>
  /** Also looked at in the large window. */
  readonly large?: boolean
}

const visit =
  (nav: string, then: string) =>
  async (page: Page): Promise<void> => {
    await page.getByTestId(`nav-${nav}`).click()
    await page.getByTestId(then).first().waitFor()
  }
const openTab = (tab: string) => async (page: Page) => {
  await page.getByTestId(`tab-${tab}`).click()
  await page.getByTestId(`panel-${tab}`).waitFor()
}
const openSection = (section: string) => async (page: Page) => {
  await page.getByTestId('nav-settings').click()
  await page.getByTestId(`settings-nav-${section}`).click()
  await page.getByRole('tabpanel').waitFor()
}
const dialog = (page: Page) => page.getByRole('dialog').last()
const leave = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** The title of the piece with the most findings, and the author of the one that was answered. */
let PIECE = ''
let DECIDED = ''

async function openPiece(page: Page): Promise<void> {
  await page.getByTestId('nav-inbox').click()
  await page.getByTestId('inbox-filter-all').click()
  await page.getByTestId('inbox-row').filter({ hasText: PIECE }).click()
  await page.getByTestId('inbox-preview').filter({ hasText: PIECE }).waitFor()
  await page.getByTestId('start-review').click()
  await page.getByTestId('manuscript').waitFor()
}

const screens: readonly Screen[] = [
  {
    name: 'inbox',
    large: true,
    go: async (page) => {
      await visit('inbox', 'inbox-row')(page)
      await page.getByTestId('inbox-filter-all').click()
      const row = page.getByTestId('inbox-row').first()
      await row.click()
      const title = (await row.locator('[class*="title"]').first().textContent()) ?? ''
      await page.getByTestId('inbox-preview').getByRole('heading', { name: title }).waitFor()
    },
  },
  {
    name: 'inbox-quarantine',
    go: async (page) => {
      await page.getByTestId('inbox-filter-quarantine').click()
      await page.getByTestId('inbox-row').first().waitFor({ state: 'detached' })
    },
  },
  { name: 'review-findings', large: true, go: async (page) => (await openPiece(page), openTab('findings')(page)) },
  { name: 'review-comments', go: openTab('comments') },
  {
    name: 'review-thread',
    go: async (page) => {
      await openTab('thread')(page)
      const item = page.getByTestId('thread-item').first()
      if ((await item.getAttribute('data-open')) === null) await item.getByRole('button').first().click()
      await item.locator('dl').waitFor()
    },
  },
  { name: 'review-versions', go: openTab('versions') },
  { name: 'review-author', go: openTab('author') },
  {
    name: 'review-provenance',
    go: async (page) => {
      await page
        .getByTestId(/^provenance-/)
        .first()
        .click()
      await page.getByTestId('provenance-value').first().waitFor()
    },
  },
  {
    name: 'decision-reject',
    large: true,
    go: async (page) => {
      await leave(page).catch(() => undefined)
      await openTab('findings')(page)
      await page.getByTestId('decide-reject').click()
      await page.getByTestId('decision-letter').waitFor()
    },
  },
  {
    name: 'decision-accept',
    go: async (page) => {
      await page.getByTestId('decide-accept').click()
      await page.getByTestId('decision-sheet').and(page.locator('[data-verdict="accept"]')).waitFor()
      await page.getByTestId('decision-letter').waitFor()
    },
  },
  {
    name: 'authors',
    large: true,
    go: async (page) => {
      await page.getByTestId('decision-sheet').press('Escape')
      await visit('authors', 'author-row')(page)
      await page.getByTestId('author-row').filter({ hasText: DECIDED }).first().click()
      await page.getByTestId('timeline').waitFor()
    },
  },
  {
    name: 'outbox',
    large: true,
    go: async (page) => {
      await visit('outbox', 'outbox-letter')(page)
      await page.getByTestId('outbox-letter').first().click()
      await page.getByTestId('letter-text').waitFor()
    },
  },
  {
    name: 'rules',
    large: true,
    go: async (page) => {
      await visit('rules', 'rules-clause')(page)
      await page.getByTestId('rules-clause').nth(2).click()
      await page.getByTestId('rules-detail').waitFor()
    },
  },
  { name: 'dashboard', large: true, go: visit('dashboard', 'dashboard-figure') },
  {
    name: 'settings-accounts',
    go: async (page) => (await openSection('accounts')(page), page.getByTestId('account-card').waitFor()),
  },
  {
    name: 'account-imap',
    go: async (page) => {
      await page.getByTestId('account-add').click()
      await dialog(page).getByTestId('account-kind-imap').click()
      await page.getByTestId('account-address').fill('desk@example.com')
    },
  },
  {
    name: 'account-maildir',
    go: async (page) => {
      await dialog(page).getByTestId('account-kind-maildir').click()
      await page.getByTestId('account-path').waitFor()
    },
  },
  { name: 'settings-editor', go: async (page) => (await leave(page), openSection('editor')(page)) },
  { name: 'settings-appearance', go: openSection('appearance') },
  { name: 'settings-keys', go: openSection('keys') },
  {
    name: 'settings-data',
    large: true,
    go: async (page) => {
      await openSection('data')(page)
      await page.getByTestId('verify-now').click()
      await page.getByTestId('verify-result').waitFor()
    },
  },
  {
    name: 'settings-audit',
    go: async (page) => {
      await openSection('audit')(page)
      await page.getByTestId('audit-row').first().click()
      await page.getByTestId('audit-detail').locator('pre').waitFor()
    },
  },
  { name: 'settings-about', go: openSection('about') },
  {
    name: 'keys-sheet',
    go: async (page) => {
      await page.keyboard.press('Shift+Slash')
      await page.getByTestId('keys-sheet').waitFor()
    },
  },
  {
    name: 'command-palette',
    go: async (page) => {
      await leave(page)
      await page.keyboard.press('Control+k')
      await dialog(page).getByRole('textbox').waitFor()
    },
  },
]

describe('the desk', () => {
  const profile = temporaryFolder('screens')
  let desk: DeskApp

  beforeAll(async () => {
    console.info(`Pictures: ${pictures}`)
    desk = await launchDesk({ profileDir: profile.folder, demo: true, size: COMPACT })
    const { page } = desk
    page.setDefaultTimeout(20_000)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.getByTestId('inbox-row').nth(8).waitFor()
    await page.getByTestId('sync-status').filter({ hasNotText: /正在/ }).waitFor()
    await prepareDesk(page)
  })
  afterAll(async () => {
    await desk?.close()
    profile.remove()
  })

  /** Something of everything: a decision with its letter, a comment, a note. */
  async function prepareDesk(page: Page): Promise<void> {
    const rows = page.getByTestId('inbox-row')
    // Manuscripts are made and checked after the mail is sorted: until then titles are subjects.
    await rows.locator('[title^="必改"]').first().waitFor()
    const titles = await rows.evaluateAll((elements) =>
      elements.map((row) => ({
        title: row.querySelector('[class*="title"]')?.textContent ?? '',
        name: row.querySelector('[class*="name"]')?.textContent ?? '',
        errors: Number(row.querySelector('[class*="error"] [aria-hidden]:nth-child(2)')?.textContent ?? 0),
      })),
    )
    const worst = titles.toSorted((a, b) => b.errors - a.errors)[0]
    const other = titles.find((row) => row.title !== worst?.title && row.errors === 0)
    PIECE = worst?.title ?? ''
    DECIDED = other?.name ?? ''
    await rows
      .filter({ hasText: other?.title ?? '' })
      .first()
      .click()
    await page
      .getByTestId('inbox-preview')
      .filter({ hasText: other?.title ?? '' })
      .waitFor()
    await page.getByTestId('start-review').click()
    await page.getByTestId('manuscript').waitFor()
    await page.keyboard.press('c')
    await page.getByTestId('comment-text').fill('这里的数字请给出处。')
    await page.getByTestId('comment-save').click()
    await page.getByTestId('comment-card').waitFor()
    await page.getByTestId('decide-revise').click()
    await page.getByTestId('decision-reason').fill('材料扎实，请补上数据的出处。')
    await page.getByTestId('decision-record-and-send').click()
    await page.getByTestId('decision-sheet').waitFor({ state: 'detached' })
  }

  test('switches language and theme in the settings, at once', async () => {
    const { page } = desk
    await openSection('appearance')(page)
    await page.getByTestId('settings-language').getByText('English').click()
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    await page.getByTestId('settings-scheme').getByText('Dark').click()
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor()
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(Math.max(...(ground.match(/\d+/g) ?? []).slice(0, 3).map(Number))).toBeLessThan(80)
  })

  test.each(looks)('$locale, $scheme: every screen at 1280 × 800', async (look) => {
    await resize(desk.app, COMPACT)
    await setLook(desk.page, look)
    const faults: string[] = []
    for (const { name, go } of screens) {
      await go(desk.page)
      faults.push(...(await inspect(desk, `${look.locale}-${look.scheme}-${name}`)))
    }
    await leave(desk.page)
    expect(faults).toEqual([])
  })

  test.each([looks[0], looks[3]] as Look[])('$locale, $scheme: the main screens at 1920 × 1080', async (look) => {
    await setLook(desk.page, look)
    await resize(desk.app, FULL)
    const faults: string[] = []
    for (const { name, go } of screens.filter((screen) => screen.large === true)) {
      await go(desk.page)
      faults.push(...(await inspect(desk, `${look.locale}-${look.scheme}-large-${name}`)))
    }
    expect(faults).toEqual([])
  })

  const takeReadmePictures = async (): Promise<void> => {
    await resize(desk.app, { width: 1440, height: 900 })
    for (const [locale, file] of [
      ['zh-CN', 'screenshot.png'],
      ['en', 'screenshot-en.png'],
    ] as const) {
      await setLook(desk.page, { locale, scheme: 'light' })
      await openPiece(desk.page)
      await openTab('findings')(desk.page)
      await desk.page.getByTestId('inbox-filter-open').click()
      await desk.page.getByTestId('finding-card').first().click()
      await desk.page.mouse.move(640, 2)
      await settled(desk.page)
      await desk.page.screenshot({ path: path.join(projectDir, 'docs', file) })
    }
  }
  // Not a skipped test otherwise: there is nothing that it would have shown.
  if (process.env['UPDATE_SCREENSHOTS'] === '1') test("the README's pictures are made", takeReadmePictures)
})

describe('before the desk', () => {
  test.each(looks)('$locale, $scheme: the first run', async (look) => {
    const profile = temporaryFolder('first-run')
    const desk = await launchDesk({ profileDir: profile.folder, size: COMPACT })
    const { page } = desk
    const faults: string[] = []
    const name = (step: string): string => `${look.locale}-${look.scheme}-first-run-${step}`
    try {
      await page.getByTestId('first-run').waitFor()
      await setLook(page, look)
      await page.getByTestId('first-run-name').fill('值班编辑')
      faults.push(...(await inspect(desk, name('who'))))
      await page.getByTestId('first-run-next').click()
      await page.getByTestId('account-form').waitFor()
      faults.push(...(await inspect(desk, name('mailbox'))))
      await page.getByTestId('first-run-skip').click()
      await page.getByTestId('first-run-next').waitFor()
      faults.push(...(await inspect(desk, name('intake'))))
      await page.getByTestId('first-run-next').click()
      await page.getByTestId('inbox-filter-open').waitFor()
      await page.locator('main h2, main h3, main [class*="title"]').first().waitFor()
      faults.push(...(await inspect(desk, name('then-an-empty-inbox'))))
    } finally {
      await desk.close()
      profile.remove()
    }
    expect(faults).toEqual([])
  })

  test('a profile that cannot be opened', async () => {
    const profile = temporaryFolder('refused')
    const lock = acquireDeskLock(path.join(profile.folder, 'desk.lock'))
    const desk = await launchDesk({ profileDir: profile.folder, size: COMPACT })
    const faults: string[] = []
    try {
      for (const look of looks) {
        await setLook(desk.page, look)
        await desk.page.getByTestId('open-failed').waitFor()
        faults.push(...(await inspect(desk, `${look.locale}-${look.scheme}-open-failed`)))
      }
    } finally {
      await desk.close()
      lock?.release()
      profile.remove()
    }
    expect(faults).toEqual([])
  })
})
