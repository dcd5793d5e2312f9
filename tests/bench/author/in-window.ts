/** Opening an author in the real window: from the click on the row to the painted frame with timeline and notes. */
import type { Page } from 'playwright-core'
import { launchDesk } from '../../support/desk-app'

/** Milliseconds of each round. The page is loaded anew for each, so that nothing of the author is known to it. */
export async function openInWindow(profileDir: string, name: string, rounds: number): Promise<number[]> {
  const desk = await launchDesk({ profileDir, size: { width: 1280, height: 800 } })
  try {
    const times: number[] = []
    // The first warms the core: its pages of the database, its code.
    for (let round = 0; round <= rounds; round += 1) {
      await desk.page.reload()
      await desk.page.getByTestId('nav-authors').click()
      await desk.page.getByTestId('author-row').filter({ hasText: name }).waitFor()
      const time = await clickToPaint(desk.page, name)
      if (round > 0) times.push(time)
      // Somebody else is open when the page is loaded again.
      await desk.page.getByTestId('author-row').filter({ hasNotText: name }).first().click()
      await desk.page.getByTestId('contact-note').first().waitFor({ state: 'detached' })
    }
    return times
  } finally {
    await desk.close()
  }
}

function clickToPaint(page: Page, name: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const row = [...document.querySelectorAll<HTMLElement>('[data-testid="author-row"]')].find((each) =>
          each.textContent.includes(wanted),
        )
        const began = performance.now()
        const isThere = (): boolean =>
          document.querySelector('[data-testid="author-record"] h2')?.textContent.includes(wanted) === true &&
          document.querySelector('[data-testid="timeline-entry"]') !== null &&
          document.querySelector('[data-testid="contact-note"]') !== null
        const look = (): void => {
          if (!isThere()) return void requestAnimationFrame(look)
          // What is there now is painted with the next frame.
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began), 0))
        }
        row?.click()
        look()
      }),
    name,
  )
}
