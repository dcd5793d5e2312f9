// The first steps a newcomer would take in the demo, taken by Playwright where nobody can see the window.
import { _electron } from 'playwright-core'
import { say } from './console.mjs'
import { projectDir } from './paths.mjs'
import { sandboxArguments } from './sandbox.mjs'

const STEP_LIMIT_MS = 60_000

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
      say(`The inbox shows ${await rows.count()} submissions.`)
      await rows.first().focus()
      await page.keyboard.press('Enter')
      await page.getByTestId('manuscript').waitFor()
      say('The first manuscript is open.')
    } finally {
      // Where a step failed, the picture shows how far it got.
      await page.screenshot({ path: screenshot }).catch(() => {})
      say(`Screenshot: ${screenshot}`)
    }
  } finally {
    await app.close()
  }
}
