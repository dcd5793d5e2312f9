/** `node bin/tougao.mjs` for real, over the whole corpus. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acquireDeskLock } from '@core/store/desk-lock'
import { ensureBuilt } from '../../scripts/lib/build-output.mjs'
import { ensureSqlite } from '../../scripts/lib/native-sqlite.mjs'
import { startTougao, tougao, tougaoJson } from '../support/tougao'
import { claimsOf, corpus, CORPUS_DIR, type MessageJson, type SeenMail, type SubmissionJson } from './corpus-claims'
import { KNOWN_GAPS } from './known-gaps'

interface ImportJson {
  readonly imported: number
  readonly duplicates: number
  readonly quarantined: readonly { readonly path: string; readonly reason: string }[]
  readonly submissions: readonly string[]
}
interface VerifyJson {
  readonly ok: boolean
  readonly auditEvents: number
  readonly problems: readonly string[]
}
type ListJson = readonly { readonly id: string; readonly messageIds: readonly string[]; readonly title: string }[]

const folder = mkdtempSync(path.join(os.tmpdir(), 'tougao-cli-'))
const profile = path.join(folder, '资料 夹')
const inProfile = { profile }

beforeAll(async () => {
  await ensureSqlite()
  await ensureBuilt()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the corpus through the command line', () => {
  let imported: ImportJson
  /** How long a whole import takes here, in milliseconds: kills fall inside it. */
  let importTook: number
  let list: ListJson
  const seen = new Map<string, SeenMail>()

  beforeAll(async () => {
    const started = performance.now()
    imported = await tougaoJson<ImportJson>(['import', CORPUS_DIR], inProfile)
    importTook = performance.now() - started
    list = await tougaoJson<ListJson>(['list'], inProfile)
    const shown = new Map<string, SubmissionJson>()
    for (const { id } of list) shown.set(id, await tougaoJson<SubmissionJson>(['show', id], inProfile))
    const messages = new Map<string, MessageJson>()
    const message = async (messageId: string | undefined): Promise<MessageJson | null> => {
      if (messageId === undefined) return null
      const known = messages.get(messageId) ?? (await tougaoJson<MessageJson>(['message', messageId], inProfile))
      messages.set(messageId, known)
      return known
    }
    for (const entry of corpus) {
      const one = await message(entry.messageId ?? entry.duplicateOf)
      if (one === null) throw new Error(`the manifest names no Message-ID for ${entry.file}`)
      const submission = one.submission === null ? null : (shown.get(one.submission) ?? null)
      const other = await message(entry.threadOf ?? entry.duplicateOf ?? entry.nearDuplicateOf)
      const similar = entry.nearDuplicateOf === undefined ? [] : await similarTo(submission?.id ?? '')
      seen.set(entry.file, { message: one, submission, similar, other })
    }
  }, 300_000)

  async function similarTo(id: string): Promise<string[]> {
    const { matches } = await tougaoJson<{ matches: { id: string }[] }>(['similar', id], inProfile)
    return matches.map((match) => match.id)
  }

  it('takes every mail in and says so', () => {
    expect(corpus).toHaveLength(29)
    expect(imported).toMatchObject({ imported: 28, duplicates: 1, quarantined: [] })
    expect(new Set(imported.submissions)).toEqual(new Set(list.map(({ id }) => id)))
  })

  it.each(corpus)('$file is what the manifest says, known gaps excepted', (entry) => {
    const mail = seen.get(entry.file)
    if (mail === undefined) throw new Error('it was not looked at')
    const claims = claimsOf(entry, mail)
    const failing = claims.filter(({ expected, actual }) => {
      try {
        expect(actual).toEqual(expected)
        return false
      } catch {
        return true
      }
    })
    const gaps = KNOWN_GAPS.filter(({ file }) => file === entry.file).map(({ field }) => field)
    expect(
      failing.filter(({ field }) => !gaps.includes(field)),
      'these claims fail',
    ).toEqual([])
    const closed = gaps.filter((gap) => !failing.some(({ field }) => field === gap))
    expect(closed, 'these gaps have closed: take them out of known-gaps.ts').toEqual([])
  })

  it('makes no error of ordinary manuscripts', () => {
    for (const [file, { submission }] of seen) {
      if (!/^0[2-7]-/u.test(file)) continue
      expect(submission?.findings.filter(({ level }) => level === 'error') ?? [], file).toEqual([])
    }
  })

  it('has no known gap that names nothing', () => {
    const claimed = corpus.flatMap((entry) => Object.keys(entry).map((field) => `${entry.file} ${field}`))
    for (const { file, field } of KNOWN_GAPS) expect(claimed).toContain(`${file} ${field}`)
  })

  it('leaves a whole profile', async () => {
    expect(await tougaoJson<VerifyJson>(['verify'], inProfile)).toMatchObject({ ok: true, problems: [] })
    expect(await tougaoJson<VerifyJson>(['verify', '--quick'], inProfile)).toMatchObject({ ok: true })
  })

  it('takes nothing twice', async () => {
    const before = await tougaoJson<VerifyJson>(['verify', '--quick'], inProfile)
    expect(await tougaoJson<ImportJson>(['import', CORPUS_DIR], inProfile)).toEqual({
      imported: 0,
      duplicates: 29,
      quarantined: [],
      submissions: [],
    })
    expect(await tougaoJson<VerifyJson>(['verify', '--quick'], inProfile)).toEqual(before)
    expect(await tougaoJson<ListJson>(['list'], inProfile)).toEqual(list)
  })

  it('exports the same bytes twice', async () => {
    const id = list[0]?.id ?? ''
    const out = path.join(folder, '稿.json')
    const written = await tougaoJson<{ path: string; bytes: number }>(['export', id, '--to', 'json', out], inProfile)
    const first = readFileSync(out)
    expect(written).toEqual({ path: out, bytes: first.length })
    await tougaoJson(['export', id, '--to', 'json', out], inProfile)
    expect(readFileSync(out).equals(first)).toBe(true)
    expect(JSON.parse(first.toString('utf8'))).toMatchObject({ format: 'tougao-manuscript', title: list[0]?.title })
  })

  it('exports a page, Markdown with its pictures beside it, and a bundle of everything', async () => {
    const withPicture = seen.get('02-qq-html-body-inline-image.eml')?.submission
    const id = withPicture?.id ?? ''
    const file = (name: string): string => path.join(folder, name)
    await tougaoJson(['export', id, '--to', 'html', file('稿.html')], inProfile)
    expect(readFileSync(file('稿.html'), 'utf8')).toMatch(/^<!doctype html>[^]*<img src="data:image\/png;base64,/)
    await tougaoJson(['export', id, '--to', 'md', file('稿.md')], inProfile)
    expect(readFileSync(file('稿.md'), 'utf8')).toContain('(<稿.pictures/1.png>)')
    expect(readFileSync(file('稿.pictures/1.png')).subarray(1, 4).toString()).toBe('PNG')
    const bundle = await tougaoJson<{ bytes: number }>(['export', id, '--to', 'bundle', file('证据.zip')], inProfile)
    expect(readFileSync(file('证据.zip'))).toHaveLength(bundle.bytes)
    expect(readFileSync(file('证据.zip')).subarray(0, 2).toString()).toBe('PK')
  })

  it('prints a PDF with the app’s own Chromium, and leaves nothing beside it', async () => {
    const id = list[0]?.id ?? ''
    const place = mkdtempSync(path.join(folder, 'pdf-'))
    const out = path.join(place, '稿.pdf')
    const { bytes } = await tougaoJson<{ bytes: number }>(['export', id, '--to', 'pdf', out], inProfile)
    const pdf = readFileSync(out)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf).toHaveLength(bytes)
    expect(readdirSync(place)).toEqual(['稿.pdf'])
  })

  it('exports a hostile mail without anything that runs or fetches', async () => {
    const hostile = seen.get('14-hostile-html.eml')?.submission
    const out = path.join(folder, 'hostile.json')
    await tougaoJson(['export', hostile?.id ?? '', '--to', 'json', out], inProfile)
    const { document } = JSON.parse(readFileSync(out, 'utf8')) as { document: unknown }
    expect(JSON.stringify(document)).not.toMatch(/__pwned|javascript:|127\.0\.0\.1|file:|<script/i)
  })

  it('checks a text from standard input without a profile', async () => {
    const nowhere = { profile: path.join(folder, 'nowhere'), stdin: '加微信 ngb123 领资料\n' }
    const { findings } = await tougaoJson<{ findings: { clause: string; text: string }[] }>(['check', '-'], nowhere)
    expect(findings.map(({ clause }) => clause)).toContain('3.1')
    expect((await tougao(['list'], nowhere)).code).toBe(1)
  })

  it('reads beside a desk that is open, and writes nothing', async () => {
    const before = await tougaoJson<VerifyJson>(['verify', '--quick'], inProfile)
    const lock = acquireDeskLock(path.join(profile, 'desk.lock'))
    expect(lock).not.toBeNull()
    try {
      expect(await tougaoJson<ListJson>(['list'], inProfile)).toEqual(list)
      const id = list[0]?.id ?? ''
      for (const args of [
        ['import', CORPUS_DIR],
        ['sync'],
        ['decide', id, 'reject', '--reason', '不合适'],
        ['outbox', '--deliver'],
        ['account', 'add', '--maildir', folder],
      ]) {
        const refused = await tougao([...args, '--json'], inProfile)
        expect([args[0], refused.code]).toEqual([args[0], 1])
        expect(JSON.parse(refused.stdout)).toEqual({ error: { code: 'profile-locked', params: {} } })
        expect(refused.stderr).toContain('nothing was changed here')
      }
    } finally {
      lock?.release()
    }
    expect(await tougaoJson<VerifyJson>(['verify', '--quick'], inProfile)).toEqual(before)
  })

  it('survives kill -9 in the middle of an import: nothing lost, nothing double', async () => {
    const seed = Number(process.env['TOUGAO_TEST_SEED'] ?? Date.now() % 1_000_000)
    process.stderr.write(`The moments of the kills: TOUGAO_TEST_SEED=${seed}\n`)
    const random = randomOf(seed)
    const killed = { profile: path.join(folder, 'killed') }
    let kills = 0
    for (let round = 0; round < 6; round++) {
      const { child, done } = startTougao(['import', CORPUS_DIR, '--json'], killed)
      await Promise.race([sleep(importTook * (0.05 + 0.75 * random())), done])
      if (child.kill('SIGKILL')) kills += 1
      await done
    }
    expect(kills).toBeGreaterThan(0)

    const finished = await tougaoJson<ImportJson>(['import', CORPUS_DIR], killed)
    expect(finished.imported + finished.duplicates).toBe(29)
    expect(await tougaoJson<VerifyJson>(['verify'], killed)).toMatchObject({ ok: true, problems: [] })
    // Numbers, threads, versions and findings as if nothing had happened; only ids are another desk's.
    const withoutIds = (rows: ListJson) => rows.map((row) => ({ ...row, id: '' }))
    expect(withoutIds(await tougaoJson<ListJson>(['list'], killed))).toEqual(withoutIds(list))
    expect(await tougaoJson<ImportJson>(['import', CORPUS_DIR], killed)).toMatchObject({ imported: 0, duplicates: 29 })
  }, 300_000)
})

/** mulberry32: the same seed gives the same moments. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
