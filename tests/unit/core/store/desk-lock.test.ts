import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformWithOxc } from 'vite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acquireDeskLock } from '@core/store/desk-lock'
import { openDesk } from '@core/workflow/open-desk'
import { deskOptions, openTestDesk, temporaryFolder } from '../../../support/desk'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
let folder: string
let child: ChildProcess | null

beforeEach(() => {
  folder = temporaryFolder()
  child = null
})
afterEach(() => {
  child?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** Another process that tries to take the lock and says what came of it. */
async function takeInAnotherProcess(file: string): Promise<string> {
  const source = path.join(root, 'src/core/store/desk-lock.ts')
  const { code } = await transformWithOxc(readFileSync(source, 'utf8'), source)
  const script = `${code}
    console.log(acquireDeskLock(process.argv[1]) === null ? 'refused' : 'held')
    setInterval(() => undefined, 1000)`
  child = spawn(process.execPath, ['--input-type=module', '-e', script, file], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [chunk] = (await once(child.stdout!, 'data')) as [Buffer]
  return chunk.toString('utf8').trim()
}

describe('the lock of a profile', () => {
  it('is held by one process and free again when that process is killed', async () => {
    const file = path.join(folder, 'desk.lock')
    expect(await takeInAnotherProcess(file)).toBe('held')
    expect(acquireDeskLock(file)).toBeNull()

    child!.kill('SIGKILL')
    await once(child!, 'exit')
    const lock = acquireDeskLock(file)
    expect(lock).not.toBeNull()
    lock?.release()
  })

  it('refuses another process while this one holds it', async () => {
    const file = path.join(folder, 'desk.lock')
    const lock = acquireDeskLock(file)
    expect(await takeInAnotherProcess(file)).toBe('refused')
    lock?.release()
  })

  it('can be taken again after it was released', () => {
    const file = path.join(folder, 'desk.lock')
    acquireDeskLock(file)?.release()
    const again = acquireDeskLock(file)
    expect(again).not.toBeNull()
    again?.release()
  })
})

describe('a profile that is open', () => {
  it('is refused to a second writer and open to readers', () => {
    const desk = openTestDesk({ profileDir: folder })
    expect(openDesk(deskOptions(folder))).toEqual({ ok: false, error: { code: 'locked' } })
    const reader = openDesk(deskOptions(folder, { mode: 'read' }))
    expect(reader.ok && reader.value.context.deskId).toBe(desk.context.deskId)
    if (reader.ok) {
      expect(() => reader.value.context.db.exec('DELETE FROM editors')).toThrow(/readonly/)
      expect(() => reader.value.context.blobs.put(new Uint8Array(1))).toThrow(/reading only/)
      reader.value.close()
    }
    desk.close()
  })

  it('is not opened over something that is no lock', () => {
    mkdirSync(path.join(folder, 'desk.lock'))
    expect(openDesk(deskOptions(folder))).toMatchObject({ ok: false, error: { code: 'not-writable' } })
  })
})
