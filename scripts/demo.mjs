// npm run demo: the app on a profile of its own with a sample mailbox. Without a display, the first steps are taken
// under Xvfb and end in a screenshot. `--screenshot FILE` says where, and takes those steps even with a display.
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { runMain, say } from './lib/console.mjs'
import { withDisplay } from './lib/display.mjs'
import { firstSteps } from './lib/first-steps.mjs'
import { launch } from './lib/launch.mjs'
import { prepare } from './lib/prepare.mjs'
import { hasDisplay } from './lib/system-libraries.mjs'

await runMain(async () => {
  const { values, positionals } = parseArgs({
    options: { screenshot: { type: 'string' }, profile: { type: 'string' } },
    allowPositionals: true,
  })
  const args = ['--demo', ...(values.profile ? ['--profile', values.profile] : []), ...positionals]
  const electron = await prepare()
  if (hasDisplay() && !values.screenshot) return launch(electron.path, args)

  if (!hasDisplay()) say('No display here: taking the first steps in a virtual one.')
  const display = await withDisplay()
  try {
    await firstSteps({
      executable: electron.path,
      env: display.env,
      args,
      screenshot: path.resolve(values.screenshot ?? path.join(os.tmpdir(), 'tougao-demo.png')),
    })
  } finally {
    await display.stop()
  }
})
