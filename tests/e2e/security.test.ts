/** What the shell and the page refuse, in the real app: a stranger's mail, the page itself, the scheme, the shell's ears. */
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { FuseV1Options } from '@electron/fuses'
import { projectDir } from '../../scripts/lib/paths.mjs'
import { launchDesk, temporaryFolder, type DeskApp } from '../support/desk-app'
import { hostileHtml, htmlMail } from '../support/hostile-mail'
import { openTrap, type Trap } from '../support/trap'

/** Who wrote the mail that tries everything, and who the corpus's hostile mail. */
const EVERYTHING = '什么都想做'
const CORPUS = '攻击者'

const profile = temporaryFolder('security')
let trap: Trap
let desk: DeskApp
let page: Page
const dialogs: string[] = []

beforeAll(async () => {
  trap = await openTrap()
  const maildir = path.join(profile.folder, 'sample-mailbox')
  for (const each of ['cur', 'new', 'tmp']) mkdirSync(path.join(maildir, each), { recursive: true })
  const mail = htmlMail({ from: EVERYTHING, subject: '投稿：一篇稿子', html: hostileHtml(`${trap.origin}/mail`) })
  writeFileSync(path.join(maildir, 'new', '1788573120.M1P1.test'), mail)
  copyFileSync(
    path.join(projectDir, 'tests', 'fixtures', 'corpus', '14-hostile-html.eml'),
    path.join(maildir, 'new', '1788573121.M2P1.test'),
  )
  desk = await launchDesk({ profileDir: profile.folder, demo: true })
  page = desk.page
  page.setDefaultTimeout(20_000)
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  const listen = (): void => {
    const heard: unknown[] = []
    Object.assign(window, { heardInTest: heard })
    window.addEventListener('message', (event) => {
      if (event.source !== window) heard.push(event.data)
    })
  }
  await page.addInitScript(listen)
  await page.evaluate(listen)
  await page.getByTestId('inbox-row').nth(1).waitFor()
})

afterAll(async () => {
  await desk?.close()
  await trap.close()
  profile.remove()
})

/** Opens a mail in 往来, the way an editor does. */
async function openMail(author: string): Promise<FrameLocator> {
  await page.getByTestId('nav-inbox').click()
  await page.getByTestId('inbox-row').filter({ hasText: author }).click()
  await page.getByTestId('inbox-preview').filter({ hasText: author }).waitFor()
  await page.getByTestId('start-review').click()
  await page.getByTestId('tab-thread').click()
  const item = page.getByTestId('thread-item').first()
  if ((await item.getAttribute('data-open')) === null) await item.getByRole('button').first().click()
  const frame = page.getByTestId('mail-frame')
  await frame.waitFor()
  return frame.contentFrame()
}

async function nothingRan(): Promise<void> {
  const found = await page.evaluate(() => ({
    flag: '__pwned' in window,
    heard: (window as unknown as { heardInTest: unknown[] }).heardInTest,
  }))
  expect(found).toEqual({ flag: false, heard: [] })
  expect(dialogs).toEqual([])
}

/**
 * The same HTML in a window without any guard, opened later: what it fetches shows that the vectors work,
 * and when it is done, whatever the desk would have fetched had its time.
 */
async function runUnguarded(): Promise<void> {
  const before = trap.asked.length
  const html = Buffer.from(hostileHtml(`${trap.origin}/control`)).toString('base64')
  await desk.app.evaluate(async ({ BrowserWindow, session }, encoded) => {
    const unguarded = session.fromPartition(`control-${Date.now()}`)
    unguarded.webRequest.onBeforeRequest(null)
    const window = new BrowserWindow({
      show: false,
      webPreferences: { session: unguarded, sandbox: true, disableDialogs: true },
    })
    await window.loadURL(`data:text/html;charset=utf-8;base64,${encoded}`)
  }, html)
  const expected = ['img', 'css-import-url', 'css-font', 'style-attribute-escaped', 'iframe-srcdoc', 'link-preload']
  await vi.waitFor(
    () => {
      const asked = trap.asked.slice(before).map((each) => each.replace('/control/', ''))
      expect(asked).toEqual(expect.arrayContaining([...expected, 'video-poster', 'svg-image', 'script-ran']))
      expect(new Set(asked).size).toBeGreaterThan(40)
    },
    { timeout: 30_000 },
  )
  await desk.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows().slice(0, -1)) window.destroy()
  })
  await vi.waitFor(() => expect(desk.app.windows()).toHaveLength(1))
}

/** Paths that were asked for by anything but the unguarded window. */
function askedByTheDesk(): string[] {
  return trap.asked.filter((each) => !each.startsWith('/control/') && each !== '/img-no-scheme')
}

describe("a stranger's mail", () => {
  test('fetches nothing and runs nothing when it is opened', async () => {
    const frame = await openMail(EVERYTHING)
    await frame.getByText('正文第一段').waitFor()
    await page.getByTestId('mail-blocked').waitFor()
    expect(trap.connections).toBe(0)
    await nothingRan()
  })

  test('its frame has a sandbox that allows nothing, and no address left to follow', async () => {
    const frame = page.getByTestId('mail-frame')
    expect(await frame.getAttribute('sandbox')).toBe('')
    expect(await frame.getAttribute('allow')).toBeNull()
    expect(await frame.getAttribute('src')).toBeNull()
    const html = (await frame.getAttribute('srcdoc')) ?? ''
    const shown = html.slice(html.indexOf('</head>'))
    expect(shown).not.toMatch(
      /<(?:script|iframe|object|embed|form|input|button|link|meta|base|svg|math|video|audio)\b/i,
    )
    expect(shown).not.toMatch(/\s(?:on\w+|href|src|srcset|action|background|poster|ping)\s*=/i)
    expect(shown).not.toMatch(/url\s*\(/i)
    // Nowhere but where it only shows: as a link's title.
    expect(shown.replaceAll(/ title="[^"]*"/g, '')).not.toContain(new URL(trap.origin).host)
  })

  test('the frame holds by itself: the same mail put into it as it came', async () => {
    const before = trap.connections
    await page.evaluate(
      (html) =>
        new Promise<void>((resolve) => {
          const frame = document.createElement('iframe')
          frame.setAttribute('sandbox', '')
          frame.id = 'raw'
          frame.srcdoc = html
          frame.addEventListener('load', () => resolve(), { once: true })
          document.body.append(frame)
        }),
      hostileHtml(`${trap.origin}/raw`),
    )
    const raw = page.locator('#raw').contentFrame()
    await raw.locator('#link').click({ force: true })
    await raw.locator('#f button').click({ force: true })
    expect(trap.connections).toBe(before)
    await nothingRan()
    await page.evaluate(() => document.getElementById('raw')?.remove())
  })

  test('without the guards the same HTML fetches and runs', async () => {
    await runUnguarded()
    expect(askedByTheDesk()).toEqual([])
    await nothingRan()
  })

  test('the hostile mail of the corpus shows its text and nothing else happens', async () => {
    const frame = await openMail(CORPUS)
    await frame.getByText('正文第一段').waitFor()
    await frame.getByText('正文最后一段').waitFor()
    await nothingRan()
  })
})

/** Does `act` in the page and waits until the shell has refused a navigation to `url`. */
async function refusesNavigation(url: string, act: () => Promise<unknown>): Promise<void> {
  const here = page.url()
  await desk.app.evaluate(({ BrowserWindow }) => {
    const seen: { url: string; prevented: boolean }[] = []
    Object.assign(globalThis, { navigationsInTest: seen })
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.on('will-frame-navigate', (event) => seen.push({ url: event.url, prevented: event.defaultPrevented }))
  })
  await act()
  await vi.waitFor(
    async () => {
      const seen = await desk.app.evaluate(
        () => (globalThis as unknown as { navigationsInTest: { url: string; prevented: boolean }[] }).navigationsInTest,
      )
      expect(seen).toContainEqual({ url, prevented: true })
      expect(seen.every((each) => each.prevented)).toBe(true)
    },
    { timeout: 20_000 },
  )
  expect(page.url()).toBe(here)
}

describe('the page', () => {
  // Playwright goes on waiting for a navigation that was refused.
  const fresh = (): Promise<unknown> => page.reload()

  test('cannot be led elsewhere', async () => {
    const outside = `${trap.origin}/navigated`
    for (const url of [
      outside,
      'https://example.com/',
      'app://desk/other.html',
      'app://blob/x',
      'mailto:a@b.example',
    ]) {
      await refusesNavigation(url, () => page.evaluate((to) => void (location.href = to), url))
    }
    // These Chromium refuses before anybody is asked.
    const here = page.url()
    for (const url of ['file:///etc/passwd', 'data:text/html,x', 'javascript:document.title="ran"']) {
      await page.evaluate((to) => void (location.href = to), url)
    }
    expect(await page.title()).not.toBe('ran')
    expect(page.url()).toBe(here)
    await refusesNavigation(outside, () =>
      page.evaluate((to) => {
        const link = document.createElement('a')
        link.href = to
        document.body.append(link)
        link.click()
        link.remove()
      }, outside),
    )
    await fresh()
  })

  test('opens no second window', async () => {
    const opened = await page.evaluate(
      (urls) => [
        ...urls.map((url) => window.open(url) === null),
        ...urls.map((url) => {
          const link = document.createElement('a')
          link.href = url
          link.target = '_blank'
          document.body.append(link)
          link.click()
          link.remove()
          return true
        }),
      ],
      [`${trap.origin}/opened`, 'app://desk/index.html', 'about:blank'],
    )
    expect(opened.every(Boolean)).toBe(true)
    const windows = await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
    expect(windows).toBe(1)
  })

  test('stays when a file or a link is dropped on it', async () => {
    const here = page.url()
    const devtools = await page.context().newCDPSession(page)
    const file = path.join(projectDir, 'package.json')
    const data = {
      items: [{ mimeType: 'text/uri-list', data: `${trap.origin}/dropped`, title: 'dropped' }],
      files: [file],
      dragOperationsMask: 1,
    }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, x: 700, y: 450, data })
    }
    await devtools.detach()
    expect(await page.evaluate(() => location.href)).toBe(here)
    expect(desk.app.windows()).toHaveLength(1)
    await fresh()
  })

  test('is given no permission but to put text on the clipboard', async () => {
    const asked = await page.evaluate(async () => {
      const refused = async (ask: () => Promise<unknown>): Promise<string> => {
        try {
          await ask()
          return 'granted'
        } catch (error) {
          return error instanceof Error ? error.name : String((error as { code?: unknown }).code)
        }
      }
      return {
        notifications: await Notification.requestPermission(),
        clipboardRead: await refused(() => navigator.clipboard.readText()),
        geolocation: await refused(
          () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
        ),
        camera: await refused(() => navigator.mediaDevices.getUserMedia({ video: true })),
        microphone: await refused(() => navigator.mediaDevices.getUserMedia({ audio: true })),
        screen: await refused(() => navigator.mediaDevices.getDisplayMedia()),
        midi: await refused(() => navigator.requestMIDIAccess()),
        states: await Promise.all(
          ['geolocation', 'notifications', 'clipboard-read', 'camera', 'microphone'].map(
            async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
          ),
        ),
        copying: await refused(() => navigator.clipboard.writeText('复制的字')),
      }
    })
    const { states, notifications, copying, ...others } = asked
    expect(states).toEqual(states.map(() => 'denied'))
    expect(notifications).toBe('denied')
    expect(Object.entries(others).filter(([, answer]) => answer === 'granted')).toEqual([])
    expect(copying).toBe('granted')
    expect(await desk.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('复制的字')
  })

  test('reaches no network: neither the policy nor the session lets it', async () => {
    const before = trap.connections
    const outcome = await page.evaluate(async (origin) => {
      const violations: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
      const refused = (ask: () => Promise<unknown>): Promise<boolean> =>
        ask().then(
          () => false,
          () => true,
        )
      const failed = (target: EventTarget): Promise<boolean> =>
        new Promise((resolve) => {
          target.addEventListener('error', () => resolve(true))
          target.addEventListener('load', () => resolve(false))
          target.addEventListener('open', () => resolve(false))
        })
      const element = <Name extends 'img' | 'script' | 'link'>(name: Name, given: object) => {
        const made = Object.assign(document.createElement(name), given)
        const done = failed(made)
        document.head.append(made)
        return done
      }
      const request = new XMLHttpRequest()
      request.open('GET', `${origin}/xhr`)
      const asked = failed(request)
      request.send()
      return {
        fetch: await refused(() => fetch(`${origin}/fetch`)),
        ownScheme: await refused(() => fetch('app://desk/index.html')),
        xhr: await asked,
        webSocket: await failed(new WebSocket(`${origin.replace('http', 'ws')}/socket`)),
        eventSource: await failed(new EventSource(`${origin}/events`)),
        beacon: !navigator.sendBeacon(`${origin}/beacon`) || violations.length > 0,
        img: await element('img', { src: `${origin}/img` }),
        script: await element('script', { src: `${origin}/script` }),
        sheet: await element('link', { rel: 'stylesheet', href: `${origin}/sheet` }),
        inlineScript: await (async () => {
          const script = document.createElement('script')
          script.textContent = 'window.inlineRan = true'
          document.head.append(script)
          return !('inlineRan' in window)
        })(),
        worker: await refused(async () => {
          const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))
          await new Promise((resolve, reject) => {
            worker.addEventListener('message', resolve)
            worker.addEventListener('error', reject)
          })
        }),
        violations: new Set(violations).size > 3,
      }
    }, trap.origin)
    expect(Object.entries(outcome).filter(([, held]) => !held)).toEqual([])
    // As text: the test runner would rewrite an import.
    const imported = `import(${JSON.stringify(`${trap.origin}/module.js`)}).then(() => true, () => false)`
    expect(await page.evaluate(imported)).toBe(false)

    // The layer below, asked by the shell itself, which no policy of a page binds.
    const below = await desk.app.evaluate(async ({ net }, origin) => {
      const errors: string[] = []
      for (const url of [`${origin}/net`, 'https://example.com/', 'ftp://example.com/']) {
        errors.push(
          await net.fetch(url).then(
            () => 'fetched',
            (error: Error) => error.message,
          ),
        )
      }
      return errors
    }, trap.origin)
    expect(below).toEqual(below.map(() => expect.stringMatching(/ERR_BLOCKED_BY_CLIENT/)))
    expect(trap.connections).toBe(before)
  })

  test('has nothing of Node or Electron, and of the shell four words', async () => {
    const found = await page.evaluate(() => ({
      globals: [
        'require',
        'process',
        'module',
        'exports',
        'Buffer',
        'global',
        'electron',
        '__dirname',
        'setImmediate',
      ].filter((name) => name in window),
      shell: Object.keys((window as unknown as { tougaoShell: object }).tougaoShell).toSorted(),
    }))
    // Later, in a turn of the page's own: what Playwright evaluates itself is exempt from the policy.
    const later = `try { resolve(Boolean(new Function('return 1')())) } catch { resolve(false) }`
    const evaluates = await page.evaluate(`new Promise((resolve) => setTimeout(() => { ${later} }))`)
    expect(found.globals).toEqual([])
    expect(found.shell).toEqual(['quit', 'ready', 'reopen', 'showProfile'])
    expect(evaluates).toBe(false)
  })

  test('runs in a hardened renderer', async () => {
    const preferences = await desk.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as
        { getLastWebPreferences(): Record<string, unknown> } | undefined
      return contents?.getLastWebPreferences()
    })
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
      webviewTag: false,
    })
  })

  test('comes with the policy that docs/security.md promises', async () => {
    const documented = /```csp\n([\s\S]*?)```/.exec(readFileSync(path.join(projectDir, 'docs', 'security.md'), 'utf8'))
    const policy = (documented?.[1] ?? '').trim().split('\n').join(' ')
    const headers = await desk.app.evaluate(async ({ net }) => {
      const response = await net.fetch('app://desk/index.html')
      return Object.fromEntries(response.headers.entries())
    })
    expect(headers).toMatchObject({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
  })
})

describe('the scheme', () => {
  const statuses = (urls: readonly string[], method = 'GET'): Promise<string[]> =>
    desk.app.evaluate(
      async ({ net }, asked) => {
        const answers: string[] = []
        for (const url of asked.urls) {
          const response = await net.fetch(url, { method: asked.method })
          answers.push(`${response.status} ${response.headers.get('content-type') ?? ''}`.trim())
        }
        return answers
      },
      { urls, method },
    )

  test('serves the page and nothing beside it', async () => {
    expect(await statuses(['app://desk/index.html'])).toEqual(['200 text/html; charset=utf-8'])
    const elsewhere = [
      'app://desk/',
      'app://desk/../../etc/passwd',
      'app://desk/../main/index.js',
      'app://desk/%2e%2e/main/index.js',
      'app://desk/..%2fmain%2findex.js',
      'app://desk/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd',
      'app://desk/..%5c..%5cmain%5cindex.js',
      'app://desk//etc/passwd',
      'app://desk/assets/..%2f..%2fmain%2findex.js',
      'app://desk/index.html%00.js',
      'app://desk/%ff',
      'app://desk/%',
      'app://other/index.html',
      'app://blob.desk/index.html',
      'app://blob/../desk.db',
      'app://blob/desk.db',
      `app://blob/${'0'.repeat(64)}`,
      `app://blob/${'A'.repeat(64)}`,
      `app://blob/${'0'.repeat(64)}/../../desk.db`,
    ]
    expect(await statuses(elsewhere)).toEqual(elsewhere.map(() => '404'))
    expect(await statuses(['app://desk/index.html'], 'POST')).toEqual(['404'])
  })

  test('serves pictures of the profile, by what they are, and no other blob', async () => {
    const keep = (bytes: Buffer): string => {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const folder = path.join(profile.folder, 'blobs', hash.slice(0, 2))
      mkdirSync(folder, { recursive: true })
      writeFileSync(path.join(folder, hash), bytes)
      return `app://blob/${hash}`
    }
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    const served = await statuses([
      keep(png),
      keep(svg),
      keep(Buffer.from('<!doctype html><script>alert(1)</script>')),
      keep(Buffer.from('%PDF-1.7')),
      keep(Buffer.from('Subject: a mail\r\n\r\n')),
    ])
    expect(served).toEqual(['200 image/png', '404', '404', '404', '404'])
  })

  test('its pages cannot be framed by another', async () => {
    const blocked = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const frame = document.createElement('iframe')
          frame.src = 'app://desk/index.html'
          frame.addEventListener('load', () => {
            // A refused frame shows an error page of another origin.
            resolve(frame.contentDocument === null ? 'refused' : 'framed')
            frame.remove()
          })
          document.body.append(frame)
        }),
    )
    expect(blocked).toBe('refused')
  })
})

describe("the shell's ears", () => {
  test('hear six words and answer none', async () => {
    const heard = await desk.app.evaluate(({ ipcMain }) => ({
      channels: ipcMain
        .eventNames()
        .map(String)
        .filter((name) => name !== 'error'),
      handlers: [...((ipcMain as unknown as { _invokeHandlers?: Map<string, unknown> })._invokeHandlers?.keys() ?? [])],
    }))
    expect(heard.channels.toSorted()).toEqual([
      'desk:offline',
      'desk:online',
      'desk:quit',
      'desk:ready',
      'desk:reopen',
      'desk:show-profile',
    ])
    expect(heard.handlers).toEqual([])
  })

  test('are deaf to every frame but the page', async () => {
    await openMail(EVERYTHING)
    const posted = await desk.app.evaluate(({ BrowserWindow, ipcMain }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      if (contents === undefined) throw new Error('no window')
      const messages: string[] = []
      const post = contents.postMessage.bind(contents)
      contents.postMessage = (channel) => void messages.push(channel)
      const frames = contents.mainFrame.framesInSubtree
      const ask = (sender: unknown, senderFrame: unknown): void => {
        ipcMain.emit('desk:ready', { sender, senderFrame, ports: [] })
        ipcMain.emit('desk:quit', { sender, senderFrame, ports: [] })
      }
      for (const frame of frames.slice(1)) ask(contents, frame)
      ask(contents, null)
      ask({}, contents.mainFrame)
      ask(contents, { parent: null, url: 'app://desk/index.html.evil/' })
      ask(contents, { parent: null, url: 'https://desk/index.html' })
      const refused = [...messages]
      // The page itself is heard: the test would notice if nobody were.
      ipcMain.emit('desk:ready', { sender: contents, senderFrame: contents.mainFrame, ports: [] })
      contents.postMessage = post
      return { frames: frames.length, refused, accepted: messages }
    })
    expect(posted.frames).toBeGreaterThan(1)
    expect(posted).toMatchObject({ refused: [], accepted: ['desk:core-port'] })
    expect(await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })
})

test('nothing ever reached the trap', async () => {
  expect(askedByTheDesk()).toEqual([])
  await nothingRan()
})

test('packaging sets every fuse there is', async () => {
  const { fuses } = await import('../../scripts/lib/fuses.mjs')
  const known = Object.values(FuseV1Options).filter((each) => typeof each === 'string')
  expect(Object.keys(fuses).toSorted()).toEqual(known.toSorted())
  expect(fuses).toMatchObject({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    GrantFileProtocolExtraPrivileges: false,
  })
  expect(readFileSync(path.join(projectDir, 'electron-builder.yml'), 'utf8')).toMatch(
    /^afterPack: \.\/scripts\/lib\/fuses\.mjs$/m,
  )
})
