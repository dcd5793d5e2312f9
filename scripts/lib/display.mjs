// A display for machines without one: an Xvfb of our own, on a number it picks itself.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { SetupError } from './console.mjs'
import { hasDisplay } from './system-libraries.mjs'

const START_LIMIT_MS = 15_000

/**
 * @param {{width?: number, height?: number}} [screen]
 * @returns {Promise<{env: NodeJS.ProcessEnv, virtual: boolean, stop: () => Promise<void>}>} `env` is what the app is to be started with
 */
export async function withDisplay({ width = 1440, height = 900 } = {}) {
  if (hasDisplay()) return { env: process.env, virtual: false, stop: async () => {} }

  const args = ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset']
  // Its own group: a Ctrl+C at the terminal reaches the app first, and the display goes after it.
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true })
  const kill = () => server.kill('SIGTERM')
  let errors = ''
  server.stderr?.setEncoding('utf8').on('data', (text) => {
    errors = (errors + text).slice(-2000)
  })

  const number = await new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ reason) => {
      kill()
      reject(
        new SetupError(`Xvfb did not start (${reason.trim()}). Nothing was changed. Install xvfb, or set DISPLAY.`),
      )
    }
    const timer = setTimeout(() => fail(`no display after ${START_LIMIT_MS / 1000} s. ${errors}`), START_LIMIT_MS)
    let said = ''
    const pipe = /** @type {import('node:stream').Readable} */ (server.stdio[3])
    pipe.setEncoding('utf8').on('data', (text) => {
      said += text
      if (!said.includes('\n')) return
      clearTimeout(timer)
      resolve(said.trim())
    })
    server.once('error', (error) => fail(error.message))
    server.once('exit', (code) => {
      clearTimeout(timer)
      fail(`exit code ${code}. ${errors}`)
    })
  })

  process.once('exit', kill)
  server.unref()
  const errorPipe = /** @type {import('node:net').Socket} */ (server.stderr)
  errorPipe.unref()
  return {
    env: { ...process.env, DISPLAY: `:${number}` },
    virtual: true,
    stop: async () => {
      process.off('exit', kill)
      if (server.exitCode !== null || server.signalCode !== null) return
      server.ref()
      const gone = once(server, 'exit')
      kill()
      const timer = setTimeout(() => server.kill('SIGKILL'), 5000)
      await gone
      clearTimeout(timer)
    },
  }
}
