/** What a page owes everybody who looks at it: axe's rules, nothing cut off without a way to read it, nothing to scroll sideways. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** All rules, none switched off. A mail's frame runs no scripts, so nothing can be asked inside it. */
const options: RunOptions = { resultTypes: ['violations'], iframes: false }

/** Waits until nothing on the page moves any more; a spinner goes round for ever and does not count. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (each) =>
          each.playState !== 'running' || each.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY,
      ),
  )
}

/** Violations that hinder somebody: serious and critical ones, each with where it is. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated by the debugger and not put into the page: its policy lets no foreign script in.
  await page.evaluate(`window.axe === undefined && (() => { ${source} })()`)
  const found = await page.evaluate(
    (given) => (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(given),
    options as object,
  )
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, impact, nodes }) =>
      nodes.map((node) => {
        const why = [...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ')
        return `${id} (${impact}) ${node.target.join(' ')}: ${why}`
      }),
    )
}

/** What cannot be read: text cut off without its whole in a title or label, and a page wider than its window. */
export async function unreadable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    const root = document.documentElement
    for (const element of [root, document.body]) {
      if (element.scrollWidth > window.innerWidth) {
        faults.push(`the page is ${element.scrollWidth} wide in a window of ${window.innerWidth}`)
      }
    }
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(element)
      if (style.textOverflow !== 'ellipsis' || element.scrollWidth <= element.clientWidth + 1) continue
      if (element instanceof HTMLInputElement || !element.checkVisibility({ visibilityProperty: true })) continue
      if (element.closest('[title], :is(button, a)[aria-label], .visually-hidden') !== null) continue
      faults.push(`cut off: <${element.localName} class="${element.className}"> ${element.textContent.slice(0, 60)}`)
    }
    return faults
  })
}
