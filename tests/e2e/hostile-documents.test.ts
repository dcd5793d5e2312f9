/**
 * Manuscripts of strangers in the real app: taken in from mails, read, edited, pasted into and exported, beside a server on
 * loopback that notes every connection. The same payloads in a window without guards show that they work.
 */
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Parser } from 'htmlparser2'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { unpackZip } from '@core/manuscript/zip'
import { projectDir } from '../../scripts/lib/paths.mjs'
import { launchDesk, temporaryFolder, type DeskApp } from '../support/desk-app'
import {
  forgedSlices,
  hostileDocx,
  hostileMarkdown,
  hostileOdt,
  hostilePdf,
  hostileRtf,
  markup,
  wordClipboard,
} from '../support/hostile-documents'
import { hostileHtml } from '../support/hostile-mail'
import { rawMail } from '../support/mails'
import { openTrap, type Trap } from '../support/trap'

interface Attack {
  /** The author, and so the piece. */
  readonly name: string
  readonly filename: string
  readonly contentType: string
  readonly bytes: Buffer
  /** What must still be readable. */
  readonly readable: readonly string[]
}

const CHINESE = ['正文第一段', '正文最后一段']

const profile = temporaryFolder('hostile')
const saved = temporaryFolder('hostile-saved')
let trap: Trap
let desk: DeskApp
let page: Page
let attacks: readonly Attack[]
const dialogs: string[] = []
/** Addresses that the page asked for, whether or not it got them, besides its own. */
const requested: string[] = []

async function attacksOn(base: string): Promise<Attack[]> {
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  return [
    {
      name: 'Word',
      filename: 'manuscript.docx',
      contentType: word,
      bytes: await hostileDocx(base, '文档'),
      readable: [...CHINESE, '这一句有批注，', '插入的字', '坏链接0', '好链接', '<script>'],
    },
    {
      name: 'Macros',
      filename: 'macros.docx',
      contentType: word,
      bytes: await hostileDocx(base, '宏文档', { macros: true }),
      readable: CHINESE,
    },
    {
      name: 'Writer',
      filename: 'manuscript.odt',
      contentType: 'application/vnd.oasis.opendocument.text',
      bytes: await hostileOdt(base, '开放文档'),
      readable: [...CHINESE, '坏链接0', '好链接', '脚本旁边的字', '<script>'],
    },
    {
      name: 'Rich',
      filename: 'manuscript.rtf',
      contentType: 'application/rtf',
      bytes: hostileRtf(base, '富文本'),
      readable: [...CHINESE, '坏链接0', '好链接', '<script>'],
    },
    {
      name: 'Portable',
      filename: 'manuscript.pdf',
      contentType: 'application/pdf',
      bytes: hostilePdf(base),
      readable: ['First paragraph of the piece', 'Last paragraph of the piece', '<script>'],
    },
    {
      name: 'Page',
      filename: 'manuscript.html',
      contentType: 'text/html',
      bytes: Buffer.from(hostileHtml(`${base}/html`)),
      readable: CHINESE,
    },
    {
      name: 'Marked',
      filename: 'manuscript.md',
      contentType: 'text/markdown',
      bytes: Buffer.from(hostileMarkdown(base, '标记')),
      readable: [...CHINESE, '坏链接0', '好链接'],
    },
  ]
}

/** Notes what the page's policy had to stop; installed in every page that is loaded. */
function listen(): void {
  const violations: string[] = []
  Object.assign(window, { violationsInTest: violations })
  document.addEventListener('securitypolicyviolation', (event) => {
    // The page's own: its validator tries whether it may make functions, and does without.
    if (event.blockedURI !== 'eval') violations.push(`${event.effectiveDirective} ${event.blockedURI}`)
  })
}

beforeAll(async () => {
  trap = await openTrap()
  attacks = await attacksOn(trap.origin)
  const maildir = path.join(profile.folder, 'sample-mailbox')
  for (const each of ['cur', 'new', 'tmp']) mkdirSync(path.join(maildir, each), { recursive: true })
  const corpus = path.join(projectDir, 'tests', 'fixtures', 'corpus')
  for (const name of readdirSync(corpus).filter((each) => /^1[456]-.*\.eml$/.test(each))) {
    copyFileSync(path.join(corpus, name), path.join(maildir, 'new', `${name}.test`))
  }
  const entity = {
    name: 'Entity',
    filename: 'entity.docx',
    contentType: 'application/octet-stream',
    bytes: await hostileDocx(trap.origin, '实体', { entity: true }),
  }
  for (const { name, ...attachment } of [...attacks, entity]) {
    const mail = rawMail({
      from: `${name} <${name.toLowerCase()}@attacker.example>`,
      subject: `投稿：${markup(trap.origin, 'subject')}`,
      messageId: `<${name}@attacker.example>`,
      text: '稿件见附件，请查收。',
      attachment,
    })
    writeFileSync(path.join(maildir, 'new', `${name}.test`), mail)
  }
  desk = await launchDesk({ profileDir: profile.folder, demo: true })
  page = desk.page
  page.setDefaultTimeout(20_000)
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (!/^(?:app|data|blob):/.test(request.url())) requested.push(request.url())
  })
  await page.addInitScript(listen)
  await page.evaluate(listen)
  await desk.app.evaluate(({ BrowserWindow, app, dialog, shell }) => {
    const tried: string[] = []
    Object.assign(globalThis, { triedInTest: tried })
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.on('will-frame-navigate', (event) => tried.push(`navigate ${event.url}`))
    app.on('browser-window-created', () => tried.push('window'))
    shell.openExternal = (url) => Promise.resolve(void tried.push(`external ${url}`))
    shell.openPath = (file) => Promise.resolve((tried.push(`path ${file}`), ''))
    dialog.showMessageBox = () => Promise.resolve((tried.push('box'), { response: 0, checkboxChecked: false }))
  })
  await page.getByTestId('inbox-row').nth(9).waitFor()
})

afterAll(async () => {
  await desk?.close()
  await trap.close()
  profile.remove()
  saved.remove()
})

/** Opens a piece for review, as an editor does. */
async function openPiece(author: string): Promise<void> {
  await page.getByTestId('nav-inbox').click()
  await page.getByTestId('inbox-row').filter({ hasText: author }).first().click()
  await page.getByTestId('inbox-preview').filter({ hasText: author }).waitFor()
  await page.getByTestId('start-review').click()
  await page.getByTestId('manuscript').or(page.getByTestId('no-manuscript')).waitFor()
}

/** Whatever the desk did: nothing was fetched, asked for, run, opened or left, and no policy had to stop an attempt. */
async function nothingHappened(): Promise<void> {
  const found = await page.evaluate(() => ({
    flag: '__pwned' in window,
    violations: (window as unknown as { violationsInTest: string[] }).violationsInTest,
    address: location.href.replace(/[?#].*$/, ''),
    frames: document.querySelectorAll('iframe:not([data-testid="mail-frame"]), object, embed').length,
  }))
  expect(found).toEqual({ flag: false, violations: [], address: 'app://desk/index.html', frames: 0 })
  expect(await desk.app.evaluate(() => (globalThis as unknown as { triedInTest: string[] }).triedInTest)).toEqual([])
  expect({ requested, dialogs, asked: trap.asked.filter((each) => !each.startsWith('/control/')) }).toEqual({
    requested: [],
    dialogs: [],
    asked: [],
  })
  expect(trap.connections).toBe(controlConnections)
  expect(desk.app.windows()).toHaveLength(1)
  expect(desk.problems).toEqual([])
}

/** Connections that the window without guards made. */
let controlConnections = 0

/** Elements of the text on the page that could do something, and attributes that could. */
function dangerousInText(): Promise<string[]> {
  return page.getByTestId('manuscript').evaluate((root) => {
    const dangerous: string[] = []
    for (const element of root.querySelectorAll('*')) {
      if (
        /^(?:script|iframe|frame|object|embed|form|input|button|link|meta|base|style|svg|math|video|audio|a)$/i.test(
          element.localName,
        )
      ) {
        dangerous.push(element.localName)
      }
      for (const { name, value } of element.attributes) {
        if (/^on|^style$|href|^action|srcset|^background|^poster|^ping|^data$/i.test(name)) dangerous.push(name)
        if (name === 'src' && !/^app:\/\/blob\/[\da-f]{64}$/.test(value)) dangerous.push(value)
      }
    }
    return dangerous
  })
}

/** Addresses of links in the text, which are shown when the pointer rests on them. */
function addressesInText(): Promise<string[]> {
  return page
    .getByTestId('manuscript')
    .locator('.link')
    .evaluateAll((links) => links.map((link) => (link as HTMLElement).title))
}

/** Whether the text is edited is remembered while the desk is open. */
async function startEditing(): Promise<void> {
  const toggle = page.getByTestId('edit-toggle')
  if ((await toggle.getAttribute('aria-pressed')) !== 'true') await toggle.click()
  await page.locator('[data-testid="manuscript"][contenteditable="true"]').waitFor()
}

describe('a hostile manuscript', () => {
  test.each(['Word', 'Macros', 'Writer', 'Rich', 'Portable', 'Page', 'Marked'])(
    '%s: its text is read and edited, and nothing else happens',
    async (name) => {
      await openPiece(name)
      const text = page.getByTestId('manuscript')
      await text.waitFor()
      const words = (await text.textContent()) ?? ''
      for (const each of attacks.find((attack) => attack.name === name)?.readable ?? []) expect(words).toContain(each)
      expect(await dangerousInText()).toEqual([])
      for (const address of await addressesInText()) expect(address).toMatch(/^(?:https?:\/\/|mailto:)/)
      for (const tab of ['tab-comments', 'tab-findings', 'tab-versions', 'tab-author', 'tab-thread']) {
        const button = page.getByTestId(tab)
        if ((await button.count()) === 0) continue
        await button.click()
      }
      await startEditing()
      for (const link of (await text.locator('.link').all()).slice(0, 3)) await link.click({ modifiers: ['Control'] })
      expect(await dangerousInText()).toEqual([])
      await nothingHappened()
    },
  )

  test('an entity from outside is refused by name, and neither it nor the bomb and the broken mail of the corpus do anything', async () => {
    for (const author of ['Entity', '断线的作者']) {
      await openPiece(author)
      const shown = page.getByTestId(author === 'Entity' ? 'no-manuscript' : 'manuscript')
      await shown.getByText(author === 'Entity' ? '文件引用了外部内容，为安全起见没有读取' : '断裂之前的正文').waitFor()
      await nothingHappened()
    }
    for (const row of [0, 1]) {
      await page.getByTestId('nav-inbox').click()
      await page.getByTestId('inbox-row').filter({ hasText: '攻击者' }).nth(row).click()
      await page.getByTestId('start-review').click()
      await page.getByTestId('manuscript').or(page.getByTestId('no-manuscript')).waitFor()
      await nothingHappened()
    }
  })
})

/** Pastes or drops as Chromium would, with what stands on the clipboard of a stranger. */
async function hand(kind: 'paste' | 'drop', data: Readonly<Record<string, string>>, file?: string): Promise<void> {
  await page.getByTestId('manuscript').evaluate(
    (root, given) => {
      const transfer = new DataTransfer()
      for (const [type, value] of Object.entries(given.data)) transfer.setData(type, value)
      if (given.file !== undefined) transfer.items.add(new File([given.file], 'x.html', { type: 'text/html' }))
      const last = root.querySelector('p:last-of-type') ?? root
      const place = last.getBoundingClientRect()
      const event =
        given.kind === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })
          : new DragEvent('drop', {
              dataTransfer: transfer,
              bubbles: true,
              cancelable: true,
              clientX: place.left + 4,
              clientY: place.top + 4,
            })
      last.dispatchEvent(event)
    },
    { kind, data, file },
  )
}

/** What the schema says of the text as it is now; null when it has nothing to say. */
function complaint(): Promise<string | null> {
  return page.getByTestId('manuscript').evaluate((root) => {
    const { editor } = root as unknown as { editor: { state: { doc: { check(): void } } } }
    try {
      editor.state.doc.check()
      return null
    } catch (error) {
      return String(error)
    }
  })
}

describe('in the text while it is edited', () => {
  const text = () => page.getByTestId('manuscript')

  async function holds(words: readonly string[]): Promise<void> {
    const now = (await text().textContent()) ?? ''
    for (const each of words) expect(now).toContain(each)
    expect(await dangerousInText()).toEqual([])
    for (const address of await addressesInText()) expect(address).toMatch(/^(?:https?:\/\/|mailto:)/)
    expect(await complaint()).toBeNull()
    await nothingHappened()
  }

  test('a hostile page is pasted from the real clipboard', async () => {
    await openPiece('Rich')
    await startEditing()
    await text().locator('p').last().click()
    await page.keyboard.press('End')
    const html = `<p>从剪贴板来的</p>${hostileHtml(`${trap.origin}/paste`)}`
    await desk.app.evaluate(
      ({ clipboard }, given) => (clipboard as unknown as { writeHTML(html: string): void }).writeHTML(given),
      html,
    )
    await page.keyboard.press('Control+KeyV')
    await expect.poll(() => text().textContent()).toContain('从剪贴板来的')
    await holds(['正文第一段，里面什么都想做。'])
  })

  test('what a hostile Word put on the clipboard is pasted', async () => {
    await hand('paste', {
      'text/html': wordClipboard(`${trap.origin}/paste`),
      'text/plain': '从 Word 粘贴的一段',
      'text/rtf': hostileRtf(trap.origin, '剪贴板').toString('latin1'),
    })
    await expect.poll(() => text().textContent()).toContain('从 Word 粘贴的一段')
    await holds(['好链接'])
  })

  test('HTML that claims to be from this editor is not believed', async () => {
    for (const [index, html] of forgedSlices(trap.origin).entries()) {
      await hand('paste', { 'text/html': html })
      await expect.poll(() => text().textContent()).toContain(`伪造的一段${index}`)
      await holds([])
    }
    const json = await text().evaluate((root) =>
      JSON.stringify((root as unknown as { editor: { getJSON(): unknown } }).editor.getJSON()),
    )
    expect(json).not.toMatch(/forged|1000000000|svg\+xml/)
  })

  test('pages, links and files are dropped on it', async () => {
    await hand('drop', { 'text/html': `<p>拖来的</p>${wordClipboard(`${trap.origin}/drop`)}` })
    await hand('drop', { 'text/uri-list': `${trap.origin}/dropped-link`, 'text/plain': 'javascript:window.__pwned=1' })
    await hand('drop', { 'text/uri-list': 'file:///etc/passwd' })
    await hand('drop', {}, hostileHtml(`${trap.origin}/drop`))
    const devtools = await page.context().newCDPSession(page)
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', {
        type,
        x: 600,
        y: 500,
        data: {
          items: [{ mimeType: 'text/uri-list', data: `${trap.origin}/dropped`, title: 'dropped' }],
          files: [path.join(projectDir, 'package.json')],
          dragOperationsMask: 1,
        },
      })
    }
    await devtools.detach()
    // A file that is dropped on the window is offered as a submission, and waits for the editor's word.
    const offer = page.getByRole('dialog')
    await offer.first().waitFor()
    await holds([])
    await page.keyboard.press('Escape')
    await offer.first().waitFor({ state: 'detached' })
  })

  test('and it can be left as ever', async () => {
    await page.getByTestId('nav-inbox').click()
    await page.getByTestId('inbox-row').first().waitFor()
    await nothingHappened()
  })
})

/** Opens a page of the disk in a window without any guard; what it asked for, and whether it ran. */
async function openUnguarded(file: string): Promise<{ readonly asked: readonly string[]; readonly ran: boolean }> {
  const result = await desk.app.evaluate(async ({ BrowserWindow, session }, url) => {
    const unguarded = session.fromPartition(`control-${Date.now()}-${Math.random()}`)
    const asked: string[] = []
    unguarded.webRequest.onBeforeRequest((details, answer) => {
      if (details.url !== url && !details.url.startsWith('data:')) asked.push(details.url)
      answer({ cancel: false })
    })
    const tried = (globalThis as unknown as { triedInTest: string[] }).triedInTest
    const before = tried.length
    const window = new BrowserWindow({
      show: false,
      webPreferences: { session: unguarded, sandbox: true, disableDialogs: true },
    })
    try {
      await window.loadURL(url).catch(() => undefined)
      const ran = (await window.webContents.executeJavaScript("'__pwned' in window")) as boolean
      return { asked, ran }
    } finally {
      window.destroy()
      tried.length = before
    }
  }, pathToFileURL(file).href)
  await vi.waitFor(() => expect(desk.app.windows()).toHaveLength(1))
  return result
}

/** Everything in a page that is no plain text, checked against what an export may have. */
function foreignTo(html: string): string[] {
  const foreign: string[] = []
  const tags =
    /^(?:html|head|meta|title|style|body|article|section|h[1-6]|p|blockquote|ul|ol|li|pre|code|hr|table|tbody|tr|td|th|figure|figcaption|img|br|strong|em|u|s|sup|a|span|div)$/
  const parser = new Parser({
    onopentag(name, attributes) {
      if (!tags.test(name)) foreign.push(`<${name}>`)
      if (name === 'meta' && attributes['http-equiv'] === 'refresh') foreign.push('refresh')
      for (const [attribute, value] of Object.entries(attributes)) {
        const allowed =
          attribute === 'href'
            ? /^(?:https?:\/\/|mailto:|#)/.test(value)
            : attribute === 'src'
              ? /^data:image\/(?:png|jpeg|gif|webp);base64,/.test(value)
              : attribute === 'style'
                ? !/url|import|expression|\\/i.test(value)
                : /^(?:rel|alt|id|class|start|colspan|rowspan|lang|charset|http-equiv|content|name)$/.test(attribute)
        if (!allowed) foreign.push(`${name} ${attribute}=${value}`)
      }
    },
  })
  parser.write(html)
  parser.end()
  return foreign
}

/** Markdown without its code, what is said to be text, and the addresses of links; and those addresses. */
function readMarkdown(text: string): { readonly rest: string; readonly addresses: readonly string[] } {
  const addresses: string[] = []
  const rest = text
    .replaceAll(/^(`{3,})\n[\s\S]*?\n\1$/gm, '')
    .replaceAll(/\\[\s\S]/g, '')
    .replaceAll(/(`+)[^`][\s\S]*?\1/g, '')
    .replaceAll(/\]\(<([^>]*)>\)/g, (_, address: string) => (addresses.push(address), ''))
  return { rest, addresses }
}

describe('what leaves the desk', () => {
  async function nextSave(name: string): Promise<string> {
    const target = path.join(saved.folder, name)
    await desk.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, target)
    return target
  }

  async function save(name: string, format: string): Promise<string> {
    const target = await nextSave(name)
    await page.getByTestId('export-menu').click()
    await page.getByTestId(`export-${format}`).click()
    await expect.poll(() => readdirSync(saved.folder), { timeout: 60_000 }).toContain(name)
    await page.getByTestId(`export-${format}`).waitFor({ state: 'detached' })
    return target
  }

  async function copied(button: string): Promise<string> {
    await desk.app.evaluate(({ clipboard }) => clipboard.clear())
    await page.getByTestId('export-menu').click()
    await page.getByTestId(button).click()
    const read = () => desk.app.evaluate(({ clipboard }) => (clipboard as unknown as { readHTML(): string }).readHTML())
    await expect.poll(read, { timeout: 60_000 }).not.toBe('')
    await page.getByTestId(button).waitFor({ state: 'detached' })
    return read()
  }

  /** The text in the archive that holds it with its pictures. */
  async function savedMarkdown(name: string): Promise<string> {
    const files = await unpackZip(readFileSync(await save(`${name}.zip`, 'md')))
    if (!files.ok) throw new Error(JSON.stringify(files.error))
    const text = [...files.value].find(([file]) => file.endsWith('.md'))?.[1]
    if (text === undefined) throw new Error('there is no Markdown in the archive')
    return new TextDecoder().decode(text)
  }

  /** Held by itself, without the policy that a saved page comes with. */
  async function isHarmless(html: string, name: string): Promise<void> {
    expect(foreignTo(html)).toEqual([])
    const file = path.join(saved.folder, `${name}-bare.html`)
    writeFileSync(
      file,
      `<meta charset="utf-8">${html.replaceAll(/<meta http-equiv="Content-Security-Policy"[^>]*>/g, '')}`,
    )
    expect(await openUnguarded(file)).toEqual({ asked: [], ran: false })
  }

  test.each(['Word', 'Writer', 'Rich', 'Portable', 'Page', 'Marked'])(
    '%s: pages, rich text and Markdown fetch and run nothing where nothing holds them',
    async (name) => {
      await openPiece(name)
      const page_ = readFileSync(await save(`${name}.html`, 'html'), 'utf8')
      for (const each of attacks.find((attack) => attack.name === name)?.readable ?? []) {
        expect(page_).toContain(each.replaceAll('<', '&lt;').replaceAll('>', '&gt;'))
      }
      await isHarmless(page_, `${name}-page`)
      await isHarmless(await copied('copy-wechat'), `${name}-wechat`)
      await isHarmless(await copied('copy-site'), `${name}-site`)
      const { rest, addresses } = readMarkdown(await savedMarkdown(name))
      expect(rest).toContain(name === 'Portable' ? 'First paragraph' : '正文第一段')
      expect(rest).not.toMatch(/<[a-z!/?]/i)
      for (const address of addresses) expect(address).toMatch(/^(?:https?:\/\/|mailto:|[^:/]+\/\d+\.)/)
      await nothingHappened()
    },
  )

  test('a PDF has no script, no program and no address but of the web', async () => {
    await openPiece('Word')
    const pdf = readFileSync(await save('Word.pdf', 'pdf'), 'latin1')
    expect(pdf).toMatch(/^%PDF-/)
    expect(pdf).not.toMatch(/\/(?:JavaScript|JS|Launch|EmbeddedFile|OpenAction|AA|SubmitForm|GoToR)\b/)
    const addresses = [...pdf.matchAll(/\/URI \(([^)]*)\)/g)].map(([, address]) => address)
    expect(addresses).toContain('https://good.example/')
    for (const address of addresses) expect(address).toMatch(/^(?:https?:\/\/|mailto:)/)
    // The desk's own, hidden, that prints: where a script would not run.
    const printed = await desk.app.evaluate(() => {
      const { triedInTest } = globalThis as unknown as { triedInTest: string[] }
      return triedInTest.splice(0)
    })
    expect(printed).toEqual(['window'])
    await nothingHappened()
  })
})

test('without the guards the same payloads fetch and run', async () => {
  const base = `${trap.origin}/control`
  const file = path.join(saved.folder, 'control.html')
  const pieces = [
    ...['docx-title', 'docx-byline', 'docx-comment-author', 'docx-comment', 'odt-annotator', 'rtf-annotation'].map(
      (name) => markup(base, name),
    ),
    wordClipboard(base),
    hostileMarkdown(base, '标记'),
    hostileHtml(base),
  ]
  writeFileSync(file, `<meta charset="utf-8">${pieces.join('\n')}`)
  const { ran } = await openUnguarded(file)
  expect(ran).toBe(true)
  const expected = ['docx-title', 'docx-comment-author', 'docx-comment', 'word-img', 'md-html', 'img']
  await vi.waitFor(() => expect(trap.asked).toEqual(expect.arrayContaining(expected.map((name) => `/control/${name}`))))
  expect(foreignTo(pieces.join('\n')).length).toBeGreaterThan(40)
  controlConnections = trap.connections
  expect(controlConnections).toBeGreaterThan(0)
  trap.asked.splice(0, trap.asked.length, ...trap.asked.filter((each) => each !== '/img-no-scheme'))
  await nothingHappened()
})
