/** The driver of `npm run bench:editor`: makes a desk, opens the window, types, opens, imports, and prints what it took. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { openDesk } from '@core/workflow/open-desk'
import { documentOf, reviewFindings } from '@core/workflow/checking'
import { nameEditor } from '@core/workflow/desk'
import { noKeyring } from '@core/workflow/secrets'
import { addAnnotation } from '@core/workflow/review'
import { inlineTaskRunner, openWorkerPool } from '@core/workers/pool'
import { listVersions } from '@core/store/repositories/manuscripts'
import { makeAnchor } from '@shared/manuscript/anchor'
import { projectedBlocks } from '@shared/manuscript/projection'
import { projectDir } from '../../../scripts/lib/paths.mjs'
import { launchDesk } from '../../support/desk-app'
import { rawMail, takeMail, takeSubmission } from '../../support/mails'
import { percentile, startClock, typeAndTime, type KeyTimes } from './key-times'
import { makePicturedDocx } from './make-docx'
import { measureLongWork, type LongWork } from './long-work'
import { makeParagraphs, revise, TITLE } from './make-manuscript'

const { values } = parseArgs({
  options: {
    characters: { type: 'string', default: '100000' },
    marks: { type: 'string', default: '1000' },
    keys: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    /** A folder for CPU profiles of the window. */
    profile: { type: 'string' },
  },
})
const whole = (name: 'characters' | 'marks' | 'keys' | 'rounds'): number => {
  const value = Number(values[name])
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a whole number`)
  return value
}
const [characters, marks, keys, rounds] = [whole('characters'), whole('marks'), whole('keys'), whole('rounds')]
const say = (text: string): void => void process.stderr.write(`${text}\n`)

const paragraphs = makeParagraphs(characters, marks)
/** The subject of the piece that came twice. */
const TWICE = '写了两遍的稿子'
/** What is read first of the long piece. */
const FIRST = paragraphs[0]?.slice(0, 20) ?? ''
const work = mkdtempSync(path.join(os.tmpdir(), 'tougao-bench-editor-'))
const profileDir = path.join(work, 'profile')

if (values.profile !== undefined) mkdirSync(values.profile, { recursive: true })
try {
  const counts = await makeDesk()
  say(`${characters} characters, ${counts.comments} comments, ${counts.findings} findings.`)
  const typing = await inTheWindow()
  const importing = await importDocx()
  report({ ...counts, ...typing, ...importing })
} finally {
  rmSync(work, { recursive: true, force: true })
}

/** The long piece with its comments and findings, a short one beside it, and one as long that its author has revised. */
async function makeDesk(): Promise<{ comments: number; findings: number }> {
  const opened = openDesk({
    profileDir,
    resourcesDir: path.join(projectDir, 'resources'),
    tasks: inlineTaskRunner(),
    keyring: noKeyring,
    mode: 'write',
  })
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  const { context, close } = opened.value
  nameEditor(context, '小羽毛')
  await takeSubmission(context, { from: 'short@mail.example' })
  const id = await takeSubmission(context, {
    from: 'long@mail.example',
    subject: `投稿：${TITLE}`,
    text: [TITLE, ...paragraphs].join('\n\n'),
  })
  for (const [number, lines] of [paragraphs, revise(paragraphs)].entries()) {
    await takeMail(
      context,
      rawMail({
        from: 'twice@mail.example',
        subject: `${number === 0 ? '' : '回复：'}投稿：${TWICE}`,
        messageId: `<twice-${number}@mail.example>`,
        ...(number > 0 && { inReplyTo: '<twice-0@mail.example>', date: 'Thu, 10 Sep 2026 09:00:00 +0800' }),
        attachment: {
          filename: '稿件.txt',
          contentType: 'text/plain; charset=utf-8',
          bytes: Buffer.from([TWICE, ...lines].join('\n\n'), 'utf8'),
        },
      }),
    )
  }
  const version = listVersions(context.db, id)[0]
  if (version === undefined) throw new Error('the piece was not converted')
  const blocks = projectedBlocks(documentOf(context, version.contentHash), 'current').filter(
    ({ text }) => text.length > 40,
  )
  let comments = 0
  for (let mark = 0; mark < marks; mark++) {
    const block = blocks[mark % blocks.length]
    if (block === undefined) break
    const start = 20 + (mark % 10)
    addAnnotation(context, {
      versionId: version.id,
      kind: 'comment',
      anchor: makeAnchor(version.contentHash, block, start, start + 8),
      audience: 'author',
      text: `请补出处（${mark + 1}）`,
    })
    comments += 1
  }
  const findings = reviewFindings(context, version.id).findings.length
  close()
  // Otherwise fewer marks would be measured than the figures are said to be of: rules change, and this text has to follow.
  if (comments < marks || findings < marks)
    throw new Error(`${comments} comments and ${findings} findings, not ${marks}`)
  return { comments, findings }
}

interface InTheWindow {
  readonly bare: KeyTimes
  readonly editing: KeyTimes
  /** Null: this build has no suggest mode. */
  readonly suggesting: KeyTimes | null
  /** Milliseconds from the click on the row to the painted text. */
  readonly opening: readonly number[]
  readonly longWork: LongWork
}

async function inTheWindow(): Promise<InTheWindow> {
  const desk = await launchDesk({ profileDir })
  const { page } = desk
  try {
    await page.getByTestId('inbox-row').first().waitFor()
    await page.evaluate(readFileSync(path.join(projectDir, 'out', 'bench-editor', 'bare-editor.js'), 'utf8'))
    await page.getByTestId('inbox-row').filter({ hasText: 'short' }).click()
    await page.keyboard.press('Enter')
    await page.getByTestId('manuscript').waitFor()
    const opening: number[] = []
    const keepProfile = async (what: string): Promise<void> => {
      if (profiler === null || values.profile === undefined) return
      const { profile } = await profiler.send('Profiler.stop')
      writeFileSync(path.join(values.profile, `${what}.cpuprofile`), JSON.stringify(profile))
    }
    const profiler = values.profile === undefined ? null : await page.context().newCDPSession(page)
    await profiler?.send('Profiler.enable')
    for (let round = 0; round < rounds; round++) {
      await profiler?.send('Profiler.start')
      opening.push(await openAndTime(page))
      await keepProfile('opening')
      if (round < rounds - 1) await openShort(page)
    }
    await startClock(page)
    const all: Record<'bare' | 'editing' | 'suggesting', { painted: number[]; work: number[] }> = {
      bare: { painted: [], work: [] },
      editing: { painted: [], work: [] },
      suggesting: { painted: [], work: [] },
    }
    const note = (name: keyof typeof all, times: KeyTimes): void => {
      all[name].painted.push(...times.painted)
      all[name].work.push(...times.work)
    }
    const hasSuggest = (await page.getByTestId('suggest-toggle').count()) > 0
    for (let round = 0; round < rounds; round++) {
      note('bare', await bare(page))
      await profiler?.send('Profiler.start')
      note('editing', await ours(page, 'edit-toggle', round))
      await keepProfile('editing')
      if (hasSuggest) note('suggesting', await ours(page, 'suggest-toggle', round))
      say(`round ${round + 1}: ${line(all.bare)} bare, ${line(all.editing)} editing`)
    }
    const longWork = await measureLongWork(page, {
      long: () => openOther(page, TITLE),
      short: () => openShort(page),
      twoVersions: () => openOther(page, TWICE),
    })
    return { bare: all.bare, editing: all.editing, suggesting: hasSuggest ? all.suggesting : null, opening, longWork }
  } finally {
    await desk.close()
  }
}

async function openShort(page: Page): Promise<void> {
  await page.getByTestId('inbox-row').filter({ hasText: 'short' }).click()
  await page.getByTestId('manuscript').filter({ hasNotText: FIRST }).waitFor()
}

/** A long piece, until its text is there. */
async function openOther(page: Page, title: string): Promise<void> {
  await page.getByTestId('inbox-row').filter({ hasText: title }).click()
  await page.getByTestId('manuscript').filter({ hasText: title }).waitFor()
  await page
    .getByTestId('manuscript')
    .filter({ hasText: FIRST.slice(0, 6) })
    .waitFor()
  await page.waitForTimeout(500)
}

async function openAndTime(page: Page): Promise<number> {
  const row = page.getByTestId('inbox-row').filter({ hasText: TITLE })
  await page.evaluate((first) => {
    const painted = new Promise<number>((resolve) => {
      window.addEventListener(
        'mousedown',
        (event) => {
          const pressed = event.timeStamp
          const look = (): void => {
            const shown = document.querySelector('[data-testid="manuscript"]')?.textContent.includes(first) === true
            if (!shown) requestAnimationFrame(look)
            else
              requestAnimationFrame(() => {
                const { port1, port2 } = new MessageChannel()
                port1.addEventListener('message', () => resolve(performance.now() - pressed))
                port1.start()
                port2.postMessage(null)
              })
          }
          requestAnimationFrame(look)
        },
        { capture: true, once: true },
      )
    })
    Object.assign(window, { benchOpened: painted })
  }, FIRST)
  await row.click()
  return page.evaluate(() => (window as unknown as { benchOpened: Promise<number> }).benchOpened)
}

async function bare(page: Page): Promise<KeyTimes> {
  await page.evaluate(
    ({ words, like }) =>
      (window as unknown as { openBare(paragraphs: readonly string[], like: string): void }).openBare(words, like),
    { words: [TITLE, ...paragraphs], like: '[data-testid="manuscript"]' },
  )
  await caretIn(page, '[data-testid="bare"]')
  const times = await typeAndTime(page, keys)
  await page.evaluate(() => (window as unknown as { closeBare(): void }).closeBare())
  return times
}

async function ours(page: Page, toggle: string, round: number): Promise<KeyTimes> {
  await page.getByTestId(toggle).click()
  await page.locator('[data-testid="manuscript"][contenteditable="true"]').waitFor()
  await caretIn(page, '[data-testid="manuscript"]')
  const times = await typeAndTime(page, keys)
  await page.getByTestId(toggle).click()
  await page.locator(`[data-testid="manuscript"]:not([contenteditable="true"])`).waitFor()
  // What was typed is settled before anything else is measured.
  await page.waitForTimeout(round === 0 ? 1_500 : 1_000)
  return times
}

/** In the middle of the document, at the end of a paragraph. */
async function caretIn(page: Page, selector: string): Promise<void> {
  const paragraph = page.locator(`${selector} p`).nth(Math.floor(marks / 2))
  await paragraph.scrollIntoViewIfNeeded()
  await paragraph.click()
  await page.keyboard.press('End')
  await page.waitForTimeout(500)
}

async function importDocx(): Promise<{ docx: { readonly milliseconds: readonly number[]; readonly bytes: number } }> {
  const bytes = await makePicturedDocx(TITLE, paragraphs, 50)
  const pool = openWorkerPool({ file: path.join(projectDir, 'out', 'main', 'worker.js'), size: 1 })
  const milliseconds: number[] = []
  try {
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now()
      const run = await pool.run('convert', { kind: 'file', filename: 'long.docx', bytes: new Uint8Array(bytes) })
      milliseconds.push(performance.now() - begun)
      if (!run.ok || !run.value.ok) throw new Error(`the document was refused: ${JSON.stringify(run)}`)
      const { images, document } = run.value.value
      if (images.length !== 50 || JSON.stringify(document).length < characters)
        throw new Error('the document came out short')
    }
  } finally {
    await pool.close()
  }
  return { docx: { milliseconds, bytes: bytes.length } }
}

function line({ painted }: KeyTimes): string {
  return `${percentile(painted, 0.5).toFixed(1)} / ${percentile(painted, 0.95).toFixed(1)} ms`
}

function report(
  outcome: InTheWindow & Awaited<ReturnType<typeof importDocx>> & Awaited<ReturnType<typeof makeDesk>>,
): void {
  const figures = (times: KeyTimes) => ({
    painted: { p50: percentile(times.painted, 0.5), p95: percentile(times.painted, 0.95) },
    work: { p50: percentile(times.work, 0.5), p95: percentile(times.work, 0.95) },
    keys: times.painted.length,
  })
  const base = figures(outcome.bare)
  const beside = (times: KeyTimes) => {
    const own = figures(times)
    return {
      ...own,
      ratio: { p50: own.painted.p50 / base.painted.p50, p95: own.painted.p95 / base.painted.p95 },
      workRatio: { p50: own.work.p50 / base.work.p50, p95: own.work.p95 / base.work.p95 },
    }
  }
  const result = {
    characters,
    comments: outcome.comments,
    findings: outcome.findings,
    bare: base,
    editing: beside(outcome.editing),
    suggesting: outcome.suggesting === null ? null : beside(outcome.suggesting),
    longWorkMs: outcome.longWork.milliseconds,
    heapMegabytes: outcome.longWork.heap,
    openingMs: { first: outcome.opening[0], median: percentile(outcome.opening, 0.5) },
    docx: {
      bytes: outcome.docx.bytes,
      firstMs: outcome.docx.milliseconds[0],
      medianMs: percentile(outcome.docx.milliseconds, 0.5),
    },
  }
  if (values.json) {
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
    return
  }
  const row = (
    name: string,
    own: ReturnType<typeof figures>,
    ratio?: { p50: number; p95: number },
    of?: { p50: number; p95: number },
  ) =>
    [
      name.padEnd(24),
      `${own.painted.p50.toFixed(1)} / ${own.painted.p95.toFixed(1)} ms`.padEnd(18),
      (ratio === undefined ? '' : `${ratio.p50.toFixed(2)} / ${ratio.p95.toFixed(2)}`).padEnd(14),
      `${own.work.p50.toFixed(1)} / ${own.work.p95.toFixed(1)} ms`.padEnd(18),
      of === undefined ? '' : `${of.p50.toFixed(2)} / ${of.p95.toFixed(2)}`,
    ].join('')
  const { editing, suggesting, heapMegabytes: heap } = result
  process.stdout.write(
    [
      `${characters} characters, ${outcome.comments} comments, ${outcome.findings} findings; p50 / p95 of ${base.keys} keys`,
      `${''.padEnd(24)}${'key to frame'.padEnd(18)}${'ratio'.padEnd(14)}${'work in the page'.padEnd(18)}ratio`,
      row('bare StarterKit', base),
      row('editing', editing, editing.ratio, editing.workRatio),
      suggesting === null
        ? 'suggesting              (not in this build)'
        : row('suggesting', suggesting, suggesting.ratio, suggesting.workRatio),
      `opening                 ${result.openingMs.first?.toFixed(0)} ms first, ${result.openingMs.median.toFixed(0)} ms median`,
      ...Object.entries(result.longWorkMs).map(([name, ms]) => `${name.padEnd(24)}${ms.toFixed(0)} ms`),
      `heap of the window      ${heap.first.toFixed(0)} MB, ${heap.last.toFixed(0)} MB after ${heap.openings} openings`,
      `.docx, 50 pictures      ${result.docx.firstMs?.toFixed(0)} ms first, ${result.docx.medianMs.toFixed(0)} ms median (${(result.docx.bytes / 1e6).toFixed(1)} MB)`,
      '',
    ].join('\n'),
  )
}
