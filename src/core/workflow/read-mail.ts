/** Reads a kept mail with the workers' help: what it says, and the manuscript in it. Nothing is decided here. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Node } from 'prosemirror-model'
import { canonicalJson } from '@shared/canonical-json'
import type { ParsedMessage, QuarantineReason } from '@shared/domain/mail'
import type { ConversionRefusal, ImportNote, ManuscriptImage } from '@shared/domain/manuscript'
import { assertNever, fail, ok, type Result } from '@shared/domain/result'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { countWords, plainText } from '@shared/manuscript/text'
import { wellFormed } from '@shared/well-formed'
import type { ManuscriptConversion } from '../manuscript'
import { arrivalOf, messageStage, putParsed, setStage } from '../store/repositories/messages'
import { transact, type DeskContext } from './context'

/** A manuscript whose document and pictures lie in the blobs. */
export interface ReadManuscript {
  readonly title: string
  readonly byline: string
  readonly words: number
  readonly images: ManuscriptImage[]
  readonly contentHash: string
  readonly sourceFilename: string | null
  readonly sourceSha256: string | null
  readonly report: ImportNote[]
}

export interface ReadMail {
  readonly message: ParsedMessage
  /** UTC milliseconds. */
  readonly receivedAt: number
  /** Null when nobody would look for one in it. */
  readonly manuscript: Result<ReadManuscript, ConversionRefusal> | null
}

/** A writer's clock may be a day ahead. One that is further ahead would lead every list until that day comes. */
const CLOCK_TOLERANCE = 24 * 3_600_000

type BytesOf = (sha256: string) => Uint8Array

export async function readMail(
  context: DeskContext,
  hash: string,
): Promise<Result<ReadMail, { readonly reason: QuarantineReason; readonly detail: string }>> {
  const raw = context.blobs.get(hash)
  if (raw === null) throw new Error('its raw bytes are missing')
  const run = await context.tasks.run('parse', { raw })
  if (!run.ok) return fail({ reason: run.error.code, detail: run.error.detail })
  if (!run.value.ok) return run.value
  const { message, attachmentBytes } = run.value.value
  const bytes = new Map(attachmentBytes.map((attachment) => [attachment.sha256, attachment.bytes]))
  for (const each of bytes.values()) await keep(context, each)
  const receivedAt = receivedAtOf(context, hash, message)
  transact(context, () => {
    // A retry beside the sync may have been faster: taken for unsorted again, the mail would be registered twice.
    if (messageStage(context.db, hash)?.stage === 'sorted') return
    putParsed(context.db, hash, message, receivedAt)
    setStage(context.db, hash, 'parsed')
  })
  if (!mayCarryManuscript(message)) return ok({ message, receivedAt, manuscript: null })
  const conversion = await convert(context, message, (sha256) => {
    const found = bytes.get(sha256)
    if (found === undefined) throw new Error(`attachment ${sha256} was described and not delivered`)
    return found
  })
  return ok({
    message,
    receivedAt,
    manuscript: conversion.ok ? ok(await keepManuscript(context, conversion.value)) : conversion,
  })
}

/** When a mail was written; when it arrived if it does not say, or says a time to come. */
function receivedAtOf(context: DeskContext, hash: string, message: ParsedMessage): number {
  const arrived = arrivalOf(context.db, hash) ?? context.now()
  return message.date === null || message.date > arrived + CLOCK_TOLERANCE ? arrived : message.date
}

/** What people wrote that is a piece or comes with a file; the words of a short question are no manuscript. */
function mayCarryManuscript(message: ParsedMessage): boolean {
  switch (message.kind) {
    case 'bounce':
    case 'autoreply':
    case 'recall':
    case 'duplicate':
    case 'junk':
    case 'sent':
      return false
    case 'submission':
    case 'forward':
    case 'revision':
      return true
    case 'reply':
    case 'inquiry':
    case 'promotion':
    case 'complaint':
      return message.attachments.some((attachment) => !attachment.inline)
    default:
      return assertNever(message.kind)
  }
}

async function convert(
  context: DeskContext,
  message: ParsedMessage,
  bytesOf: BytesOf,
): Promise<Result<ManuscriptConversion, ConversionRefusal>> {
  // Of a forward, the inner mail is the author's; what stands above it is a colleague's note.
  const { subject, text, html } = message.forwarded ?? message
  const run = await context.tasks.run('convert', {
    kind: 'mail',
    subject,
    text,
    html,
    attachments: message.attachments.map((attachment) => ({
      filename: attachment.filename,
      contentType: attachment.contentType,
      sha256: attachment.sha256,
      contentId: attachment.contentId,
      inline: attachment.inline,
      bytes: bytesOf(attachment.sha256),
    })),
  })
  if (run.ok) return run.value
  return fail({ code: run.error.code === 'timeout' ? 'timeout' : 'corrupt', detail: run.error.detail })
}

/** Keeps a manuscript's parts before the record names them. */
async function keepManuscript(context: DeskContext, version: ManuscriptConversion): Promise<ReadManuscript> {
  for (const image of version.images) await keep(context, image.bytes)
  const document: Node = manuscriptSchema.nodeFromJSON(wellFormed(version.document))
  document.check()
  return {
    title: version.title,
    byline: version.byline,
    words: countWords(plainText(document)),
    images: version.images.map(({ sha256, contentType, alt }) => ({ sha256, contentType, alt })),
    contentHash: await keep(context, Buffer.from(canonicalJson(document.toJSON()), 'utf8')),
    sourceFilename: version.sourceFilename,
    sourceSha256: version.sourceSha256,
    report: [...version.report],
  }
}

/** Keeping syncs to the disk: between two files, whoever waits for the core has a turn. */
async function keep(context: DeskContext, bytes: Uint8Array): Promise<string> {
  const sha256 = context.blobs.put(bytes)
  await nextTurn()
  return sha256
}
