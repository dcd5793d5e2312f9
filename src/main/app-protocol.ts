/** The desk's own scheme: `app://desk/…` is the built page, `app://blob/<sha256>` a picture of the profile. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { protocol } from 'electron'
import { MADE_NAME } from '@shared/shell-messages'

export const APP_ORIGIN = 'app://desk'

/** Pages that the desk made to be printed. */
export const MADE_ORIGIN = 'app://made'

/** Such a page holds its pictures and styles itself. */
const MADE_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"

/** `style-src 'unsafe-inline'` is Mantine's: it sets styles on elements. Scripts come from the page's own files only. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' app://blob data: blob:",
  "font-src 'self'",
  "connect-src 'none'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

const PAGE_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const JPEG_SIGNATURE = Buffer.from([0xff, 0xd8, 0xff])

/** Call before `ready`. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: false, corsEnabled: false } },
  ])
}

/** Serves the page from `pageDir` and blobs from the profile; anything else is not found. */
export function serveAppScheme(pageDir: string, profileDir: string): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    if (request.method !== 'GET') return notFound()
    switch (url.host) {
      case 'desk':
        return page(pageDir, url.pathname)
      case 'blob':
        return blob(profileDir, url.pathname.slice(1))
      case 'made':
        return made(profileDir, url.pathname.slice(1))
      default:
        return notFound()
    }
  })
}

/** Serves pages to be printed from the folder `made/` below `root`, and nothing else. */
export function serveMade(root: string): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    if (request.method !== 'GET' || url.host !== 'made') return notFound()
    return made(root, url.pathname.slice(1))
  })
}

async function made(root: string, name: string): Promise<Response> {
  if (!MADE_NAME.test(name)) return notFound()
  return respond(await bytesOf(path.join(root, 'made', name)), 'text/html; charset=utf-8', MADE_POLICY)
}

async function page(pageDir: string, pathname: string): Promise<Response> {
  const decoded = decodePath(pathname)
  if (decoded === null) return notFound()
  const file = path.join(pageDir, path.normalize(decoded))
  const type = PAGE_TYPES[path.extname(file)]
  if (!file.startsWith(pageDir + path.sep) || type === undefined) return notFound()
  return respond(await bytesOf(file), type, CONTENT_SECURITY_POLICY)
}

/** Null for what is no UTF-8 (`%ff`). */
function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return null
  }
}

async function blob(profileDir: string, sha256: string): Promise<Response> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return notFound()
  const bytes = await bytesOf(path.join(profileDir, 'blobs', sha256.slice(0, 2), sha256))
  return respond(bytes, bytes === null ? null : pictureType(bytes), "default-src 'none'; sandbox")
}

/** Blobs come from strangers: only what begins like a bitmap is served, as that. SVG is not: it can carry scripts. */
function pictureType(bytes: Buffer): string | null {
  if (bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return 'image/png'
  if (bytes.subarray(0, 3).equals(JPEG_SIGNATURE)) return 'image/jpeg'
  if (bytes.toString('latin1', 0, 4) === 'GIF8') return 'image/gif'
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
  return isWebp ? 'image/webp' : null
}

async function bytesOf(file: string): Promise<Buffer | null> {
  return readFile(file).catch(() => null)
}

function respond(bytes: Buffer | null, type: string | null, policy: string): Response {
  if (bytes === null || type === null) return notFound()
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  })
}

function notFound(): Response {
  return new Response(null, { status: 404 })
}
