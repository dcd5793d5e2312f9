// npm start: gets what is missing, builds what has changed, opens the app. Arguments go to the app: npm start -- --profile DIR
import { runMain } from './lib/console.mjs'
import { launch } from './lib/launch.mjs'
import { prepare } from './lib/prepare.mjs'

await runMain(async () => {
  const electron = await prepare()
  return launch(electron.path, process.argv.slice(2))
})
