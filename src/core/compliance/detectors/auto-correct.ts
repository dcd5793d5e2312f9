/**
 * AutoCorrect (@huacnlee/autocorrect, MIT): rules of Chinese copy as a WebAssembly module. Loaded when it is first asked, so that
 * a check without the house-style pack pays nothing for its three megabytes.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as glue from '@huacnlee/autocorrect/autocorrect_bg.js'

let loaded = false

/** The text as AutoCorrect would have it. Slow (a few hundred thousand characters a second): give it sentences, not articles. */
export function autoCorrected(text: string): string {
  if (!loaded) load()
  return glue.format(text)
}

function load(): void {
  const file = createRequire(import.meta.url).resolve('@huacnlee/autocorrect/autocorrect_bg.wasm')
  // The package's own entry imports the .wasm as an ES module, which neither Node nor Electron does.
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), {
    './autocorrect_bg.js': { ...glue },
  })
  glue.__wbg_set_wasm(exports)
  const start = exports['__wbindgen_start']
  if (typeof start !== 'function') throw new Error('autocorrect_bg.wasm has no __wbindgen_start')
  start()
  loaded = true
}
