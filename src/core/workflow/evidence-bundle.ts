/**
 * 证据包: everything that the desk has about a piece in one zip, with a manifest of sha256 hashes, so that years later anybody
 * can show what came in, what was found, said, decided and sent. Nothing in it needs the desk to be read.
 */
import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import type { SubmissionDetail } from '@shared/contract/contract'
import { canonicalJson } from '@shared/canonical-json'
import type { Result } from '@shared/domain/result'
import { plainText } from '@shared/manuscript/text'
import { ZipFile } from 'yazl'
import { imageType } from '../manuscript/images'
import { listAnnotations } from '../store/repositories/annotations'
import { eventsAbout } from '../record/read-events'
import { getCheck } from '../store/repositories/manuscripts'
import { getParsed } from '../store/repositories/messages'
import { pictureFactsOf } from '../store/repositories/piece'
import type { TaskFailure } from '../workers/pool'
import { currentDocument, documentOf, reviewFindings } from './checking'
import type { DeskContext } from './context'
import { exportAsText, gatherExport, picturesOf } from './export'
import { isWithheld } from './roles'
import { submissionDetail } from './submissions'

/** Raised when a file of the bundle changes its meaning. */
export const BUNDLE_VERSION = 1

/** Events that one bundle holds at most; a piece with more was merged of very many. */
const MAX_EVENTS = 50_000

/** One file of a bundle. */
export interface BundleEntry {
  readonly path: string
  readonly size: number
  readonly sha256: string
  /** What it is, for who reads the manifest. */
  readonly what: string
}

export interface BundleManifest {
  readonly format: 'tougao-evidence'
  readonly version: typeof BUNDLE_VERSION
  readonly number: string
  readonly title: string
  /** UTC milliseconds. */
  readonly madeAt: number
  readonly deskId: string
  readonly files: readonly BundleEntry[]
  /** What should be in it and is not, with the reason. */
  readonly missing: readonly { readonly what: string; readonly reason: string }[]
}

/** Makes the annotated Word copy. */
export type MakeDocx = (versionId: string) => Promise<Result<Uint8Array, TaskFailure>>

/** The bundle as a stream, and its manifest, which is complete before the stream is read. */
export async function evidenceBundle(
  context: DeskContext,
  submissionId: string,
  makeDocx: MakeDocx,
): Promise<{ readonly stream: NodeJS.ReadableStream; readonly manifest: BundleManifest }> {
  const detail = submissionDetail(context, submissionId)
  const bundle = new Bundle(context)
  addMails(bundle, context, detail)
  await addVersions(bundle, context, detail, makeDocx)
  addPictures(bundle, context, detail)
  addRecord(bundle, context, detail)
  bundle.text('说明.txt', explanation(detail, context.now()), '这个包里有什么，怎样核对')
  const manifest: BundleManifest = {
    format: 'tougao-evidence',
    version: BUNDLE_VERSION,
    number: detail.row.number,
    title: detail.row.title,
    madeAt: context.now(),
    deskId: context.deskId,
    files: bundle.entries,
    missing: bundle.missing,
  }
  return { stream: bundle.end(manifest), manifest }
}

class Bundle {
  readonly entries: BundleEntry[] = []
  readonly missing: { what: string; reason: string }[] = []
  readonly #zip = new ZipFile()
  readonly #names = new Set<string>()
  readonly #context: DeskContext
  readonly #mtime: Date

  constructor(context: DeskContext) {
    this.#context = context
    this.#mtime = new Date(context.now())
  }

  /** A blob as it is; its name in the store is its hash. */
  blob(path: string, sha256: string, what: string): void {
    const file = this.#context.blobs.path(sha256)
    const size = statSync(file, { throwIfNoEntry: false })?.size
    if (size === undefined) {
      this.missing.push({ what: path, reason: 'the file is not in the store any more' })
      return
    }
    const name = this.#unused(path)
    this.#zip.addReadStreamLazy(name, { mtime: this.#mtime, size }, (given) => given(null, createReadStream(file)))
    this.entries.push({ path: name, size, sha256, what })
  }

  bytes(path: string, bytes: Uint8Array, what: string): void {
    const name = this.#unused(path)
    this.#zip.addBuffer(Buffer.from(bytes), name, { mtime: this.#mtime })
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    this.entries.push({ path: name, size: bytes.byteLength, sha256, what })
  }

  text(path: string, text: string, what: string): void {
    this.bytes(path, Buffer.from(text, 'utf8'), what)
  }

  json(path: string, value: unknown, what: string): void {
    this.text(path, `${JSON.stringify(value, null, 2)}\n`, what)
  }

  end(manifest: BundleManifest): NodeJS.ReadableStream {
    this.#zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`, 'utf8'), 'manifest.json', {
      mtime: this.#mtime,
    })
    this.#zip.end()
    return this.#zip.outputStream
  }

  #unused(path: string): string {
    let name = path
    for (let count = 2; this.#names.has(name.toLowerCase()); count += 1) {
      const dot = path.lastIndexOf('.')
      name = dot > path.lastIndexOf('/') ? `${path.slice(0, dot)} ${count}${path.slice(dot)}` : `${path} ${count}`
    }
    this.#names.add(name.toLowerCase())
    return name
  }
}

function addMails(bundle: Bundle, context: DeskContext, detail: SubmissionDetail): void {
  for (const [index, mail] of detail.messages.entries()) {
    const name = `${String(index + 1).padStart(2, '0')} ${day(mail.date)} ${fileName(mail.subject, '无主题')}`
    bundle.blob(`来信/${name}.eml`, mail.hash, `原信，一字节不差：${mail.messageId}`)
    if (getParsed(context.db, mail.hash) === null) {
      bundle.missing.push({ what: name, reason: 'the mail could not be read; its bytes are here' })
    }
  }
}

async function addVersions(
  bundle: Bundle,
  context: DeskContext,
  detail: SubmissionDetail,
  makeDocx: MakeDocx,
): Promise<void> {
  for (const version of detail.versions.toReversed()) {
    const folder = `稿件/第${version.ordinal}稿`
    if (version.sourceSha256 !== null) {
      const name = fileName(version.sourceFilename ?? '', '原件')
      bundle.blob(`${folder}/原件 ${name}`, version.sourceSha256, '作者发来的文件，原样')
    }
    const original = documentOf(context, version.originalHash)
    bundle.text(`${folder}/原稿.txt`, `${plainText(original)}\n`, '读出来的原稿文字')
    bundle.blob(`${folder}/现稿.json`, version.contentHash, '现在的文稿，含修订（ProseMirror JSON）')
    const current = currentDocument(context, version.contentHash)
    if (version.contentHash !== version.originalHash) {
      bundle.text(`${folder}/现稿.txt`, `${plainText(current)}\n`, '编辑改过的文字')
    }
    const { text } = await exportAsText(context, await gatherExport(context, version.id, 'site', 'desk'), 'page')
    bundle.text(`${folder}/现稿.html`, text, '可在浏览器里看的现稿')
    const docx = await makeDocx(version.id)
    if (docx.ok) bundle.bytes(`${folder}/批注稿.docx`, docx.value, '带批注和修订的 Word 文件')
    else bundle.missing.push({ what: `${folder}/批注稿.docx`, reason: docx.error.detail })
    const check = reviewFindings(context, version.id)
    bundle.json(
      `${folder}/审核.json`,
      { checkedAt: iso(check.checkedAt), findings: check.findings, checklist: check.checklist },
      '规则查出的问题、放行的理由、逐条结论',
    )
    if (getCheck(context.db, version.id) === null) {
      bundle.missing.push({ what: `${folder}/审核.json`, reason: 'this version was not checked' })
    }
  }
}

function addPictures(bundle: Bundle, context: DeskContext, detail: SubmissionDetail): void {
  const facts = pictureFactsOf(context.db, detail.row.id)
  const said: unknown[] = []
  const seen = new Set<string>()
  for (const version of detail.versions) {
    for (const { sha256, contentType } of picturesOf(documentOf(context, version.contentHash))) {
      if (seen.has(sha256)) continue
      seen.add(sha256)
      const path = `图片/${seen.size}.${/^image\/(png|jpeg|gif|webp)$/.exec(contentType)?.[1] ?? 'bin'}`
      bundle.blob(path, sha256, '稿件里的图片')
      said.push({ picture: path, sha256, facts: facts.get(sha256) ?? null })
    }
  }
  bundle.json('图片/来源与授权.json', said, '每张图片的来源、授权和凭据；null 表示没有记')
}

function addRecord(bundle: Bundle, context: DeskContext, detail: SubmissionDetail): void {
  bundle.json(
    '首发与授权.json',
    { provenance: detail.provenance, details: detail.details },
    '首发、授权、AI 声明、署名和标题',
  )
  const portraits = new Set(detail.details.flatMap(({ field, value }) => (field === 'avatar' ? [value] : [])))
  for (const sha256 of portraits) bundle.blob(`头像.${extensionOf(context, sha256)}`, sha256, '作者的头像')
  bundle.json('批注.json', listAnnotations(context.db, detail.row.id), '全部批注，含只给编辑看的')
  bundle.json('审稿结论.json', detail.decisions, '每次结论，含撤回的')
  for (const [index, letter] of detail.letters.entries()) {
    const name = `${String(index + 1).padStart(2, '0')} ${fileName(letter.subject, '回信')}`
    bundle.json(`回信/${name}.json`, letter, '回信全文和投递经过')
  }
  const events = eventsAbout(context.db, detail.row.id, MAX_EVENTS).toReversed()
  bundle.text(
    '操作记录.jsonl',
    events
      .map((event) => (isWithheld(context, event.type) ? { ...event, payload: null } : event))
      .map((event) => `${canonicalJson({ ...event })}\n`)
      .join(''),
    '与这篇来稿有关的操作记录，每条带哈希，可与整条链核对',
  )
}

function explanation({ row }: SubmissionDetail, now: number): string {
  return `证据包：稿号 ${row.number}，《${row.title}》
制作时间：${iso(now) ?? ''}（UTC）

来信/        作者和编辑往来的原始邮件（.eml），一字节不差
稿件/        每一稿：作者发来的文件原样、读出的文字、编辑改过的文字、批注稿、审核结果
图片/        稿件里的图片，和每张的来源、授权、凭据
回信/        编辑部发出的信和投递经过
头像.*       记了的作者头像
首发与授权.json、批注.json、审稿结论.json、操作记录.jsonl

manifest.json 列出每个文件的大小和 SHA-256。核对：算出文件的 SHA-256，与清单里的一致，文件就没有改动。
机器“未发现”不等于合规；图片里的文字机器没有看。
`
}

/** By the bytes: a portrait has no name. */
function extensionOf(context: DeskContext, sha256: string): string {
  const bytes = context.blobs.get(sha256)
  return (bytes === null ? null : imageType(bytes))?.replace('image/', '') ?? 'bin'
}

/** A name that every system takes; a stranger's words, so nothing of a path stays in it. */
export function fileName(words: string, fallback: string): string {
  const harmless = words
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFC\uFFF9]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  const cut = [...harmless].slice(0, 60).join('').trim()
  return cut === '' ? fallback : cut
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
