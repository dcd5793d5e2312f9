// The first steps a newcomer would take in the demo, taken by Playwright where nobody can see the window.
import { _electron } from 'playwright-core'
import { say } from './console.mjs'
import { projectDir } from './paths.mjs'
import { sandboxArguments } from './sandbox.mjs'

const STEP_LIMIT_MS = 60_000

/** Part of the title of the sample mail that breaks rules, so that there is something to see. */
const SAMPLE_TITLE = '99%'

/**
 * @param {object} options
 * @param {string} options.executable Electron's
 * @param {NodeJS.ProcessEnv} options.env with a display
 * @param {readonly string[]} options.args the app's
 * @param {string} options.screenshot where to write it
 */
export async function firstSteps({ executable, env, args, screenshot }) {
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = env
  const app = await _electron.launch({
    executablePath: executable,
    args: [...sandboxArguments(executable), projectDir, ...args],
    env: /** @type {{[key: string]: string}} */ (environment),
    timeout: STEP_LIMIT_MS,
  })
  try {
    const page = await app.firstWindow({ timeout: STEP_LIMIT_MS })
    page.setDefaultTimeout(STEP_LIMIT_MS)
    try {
      const rows = page.getByTestId('inbox-row')
      await rows.first().waitFor()
      say('The inbox fills.')
      await rows.filter({ hasText: SAMPLE_TITLE }).first().click()
      await page.keyboard.press('Enter')
      await page.getByTestId('manuscript').waitFor()
      say('A manuscript is open.')
      await page.getByTestId('finding-card').first().click()
      say(`The check shows ${await page.getByTestId('finding-card').count()} findings.`)
      await page.keyboard.press('c')
      await page.getByTestId('comment-text').fill('…')
      await page.getByTestId('comment-save').click()
      await page.getByTestId('comment-card').first().waitFor()
      say('A comment stands beside the text.')
      await page.getByTestId('decide-reject').click()
      await page.getByTestId('decision-letter').filter({ hasText: 'ngbjxym' }).waitFor()
      say('The decision sheet shows the letter that would go out.')
    } finally {
      // Where a step failed, the picture shows how far it got.
      await page.screenshot({ path: screenshot }).catch(() => {})
      say(`Screenshot: ${screenshot}`)
    }
  } finally {
    await app.close()
  }
}
