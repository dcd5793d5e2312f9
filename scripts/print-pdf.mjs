// Prints one page that the command line made: print-pdf.mjs ROOT NAME OUT. Every word goes to stderr.
import { runMain } from './lib/console.mjs'
import { launch } from './lib/launch.mjs'
import { prepare } from './lib/prepare.mjs'

await runMain(async () => {
  const [root = '', name = '', out = ''] = process.argv.slice(2)
  const electron = await prepare()
  return launch(electron.path, [`--print-root=${root}`, `--print-page=${name}`, `--print-out=${out}`])
})
