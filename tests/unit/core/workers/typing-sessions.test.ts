/** What a worker keeps of texts that are being written: at its limits and one past them, and that nothing hangs on it. */
import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkVersion } from '@core/workers/check-version'
import { readPacks } from '@core/workers/pack-files'
import { runTask } from '@core/workers/tasks'
import { keptSessions, MOST_KEPT, MOST_SESSIONS, recheck, typedText } from '@core/workers/typing-sessions'
import type { CheckBlock, CheckContext } from '@shared/domain/compliance'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { Fragment, Slice, type Node } from 'prosemirror-model'
import { ReplaceStep } from 'prosemirror-transform'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../support/desk'

const context: CheckContext = { links: [], imageCount: 0 }
const pack = fileURLToPath(new URL('../../../../resources/rule-packs/links-and-contacts.yaml', import.meta.url))
const hashOf = (file: string): string => {
  const [read] = readPacks([file])
  return read?.ok === true ? read.value.hash : ''
}
const paragraph = (text: string): CheckBlock => ({ id: 'a', kind: 'paragraph', text })
const check = (session: string, blocks: readonly CheckBlock[]) =>
  recheck({ session, packs: [{ hash: hashOf(pack), file: pack, off: [] }], blocks, context, versionKey: 'v' })

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(async () => {
  for (const session of keptSessions()) await runTask('end-typing', { session })
  rmSync(folder, { recursive: true, force: true })
})

describe('the sessions of a worker', () => {
  it('check as a whole check does, with the packs of today', () => {
    const blocks = [paragraph('有事打 13800138000')]
    const packs = [{ hash: hashOf(pack), file: pack, off: [] }]
    expect(check('x', blocks).findings).toHaveLength(1)
    expect(check('x', blocks)).toEqual(checkVersion({ packs, blocks, context, versionKey: 'v' }))
    const off = { packs: [{ hash: hashOf(pack), file: pack, off: 'all' as const }], blocks, context, versionKey: 'v' }
    expect(recheck({ session: 'x', ...off }).findings).toEqual([])
    expect(recheck({ session: 'x', ...off })).toEqual(checkVersion(off))
  })

  it('are a few: at the limit and one more', () => {
    const names = Array.from({ length: MOST_SESSIONS + 1 }, (_, index) => `s${index}`)
    for (const name of names.slice(0, -1)) check(name, [paragraph('字')])
    expect(keptSessions()).toEqual(names.slice(0, -1))
    // Asked for again, it is the last to be forgotten.
    check('s0', [paragraph('字')])
    check(names.at(-1) ?? '', [paragraph('字')])
    expect(keptSessions()).toEqual(['s2', 's3', 's0', 's4'])
  })

  it('keep so much and no more, of all texts or of one', () => {
    check('first', [paragraph('字'.repeat(MOST_KEPT / 2))])
    check('second', [paragraph('字'.repeat(MOST_KEPT / 2))])
    expect(keptSessions()).toEqual(['first', 'second'])
    check('third', [paragraph('字')])
    expect(keptSessions()).toEqual(['second', 'third'])
    const long = [paragraph(`有事打 13800138000。${'字'.repeat(MOST_KEPT)}`)]
    expect(check('long', long).findings).toHaveLength(1)
    expect(keptSessions()).toEqual(['second', 'third'])
  })

  it('end when the text is closed', async () => {
    check('x', [paragraph('字')])
    await runTask('end-typing', { session: 'x' })
    expect(keptSessions()).toEqual([])
  })
})

describe('what was typed', () => {
  const title = { type: 'title', attrs: { id: 'title' }, content: [{ type: 'text', text: '题' }] }
  const body = { type: 'paragraph', attrs: { id: 'p' }, content: [{ type: 'text', text: '正文。' }] }
  const base = manuscriptSchema.nodeFromJSON({ type: 'doc', content: [title, body] })
  const insert = (document: Node, at: number, text: string): { readonly json: string; readonly after: Node } => {
    const step = new ReplaceStep(at, at, new Slice(Fragment.from(manuscriptSchema.text(text)), 0, 0))
    return { json: JSON.stringify(step.toJSON()), after: step.apply(document).doc ?? document }
  }
  const read = (steps: readonly string[], baseHash = 'h') => {
    const file = path.join(folder, 'base.json')
    writeFileSync(file, JSON.stringify(base.toJSON()))
    const result = typedText({ session: 'x', baseHash, file, steps })
    rmSync(file)
    return result
  }
  /** The file is gone: what is kept has to do. */
  const readOn = (steps: readonly string[], baseHash = 'h') =>
    typedText({ session: 'x', baseHash, file: path.join(folder, 'base.json'), steps })
  const bodyOf = (result: ReturnType<typeof read>) => (result.ok ? result.value.blocks[1]?.text : result.error)

  it('is put into what is kept, step by step, and into the base where other steps lead', () => {
    const one = insert(base, 4, '一')
    const two = insert(one.after, 5, '二')
    const other = insert(base, 4, '另')
    expect(bodyOf(read([one.json]))).toBe('一正文。')
    expect(bodyOf(readOn([one.json, two.json]))).toBe('一二正文。')
    // Set aside and typed anew, or recorded under another hash: what is kept does not lead there.
    expect(() => readOn([other.json])).toThrow(/no such file/u)
    expect(bodyOf(read([other.json]))).toBe('另正文。')
    expect(() => readOn([other.json], 'another')).toThrow(/no such file/u)
    expect(bodyOf(read([one.json, two.json]))).toBe('一二正文。')
    expect(bodyOf(read([one.json]))).toBe('一正文。')
  })

  it('that makes no text names the step, and nothing half typed is kept', () => {
    const one = insert(base, 4, '一')
    const none = '{"stepType":"replace","from":9000,"to":9000}'
    expect(bodyOf(read([one.json]))).toBe('一正文。')
    expect(readOn([one.json, none])).toMatchObject({ ok: false, error: { code: 'step-refused', step: 1 } })
    expect(bodyOf(read([one.json]))).toBe('一正文。')
  })
})
