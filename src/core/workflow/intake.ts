/**
 * Intake: mailbox → message → submission → manuscript version → findings.
 *
 * Raw bytes are kept first (`receive`). Each message then goes through `processMessage`: parsed in a
 * worker, its manuscript converted in a worker, and joined to the record in one transaction. A crash
 * in between leaves the message where it was; it is done again at the next start.
 */
import { v7 as uuidv7 } from 'uuid'
import type { Node } from 'prosemirror-model'
import { canonicalJson } from '@shared/canonical-json'
import { change, type DeskChange } from '@shared/domain/event'
import type { ParsedMessage, QuarantineReason } from '@shared/domain/mail'
import { assertNever, fail, ok, type Result } from '@shared/domain/result'
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { countWords, plainText } from '@shared/manuscript/text'
import { wellFormed } from '@shared/well-formed'
import type { ManuscriptConversion } from '../manuscript'
import type { ParseOutcome } from '../mail'
import { authorOfAddress } from '../store/repositories/authors'
import {
  arrivalOf,
  getParsed,
  insertMessage,
  insertPlace,
  messageStage,
  putParsed,
  quarantineMessage,
  setCursor,
  setMessageKind,
  setStage,
  submissionOfMessage,
  type MessagePlace,
  type SyncCursor,
} from '../store/repositories/messages'
import { getSubmission, lastNumberOfMonth } from '../store/repositories/submissions'
import { checkVersion } from './checking'
import { announce, append, DESK_ITSELF, transact, type DeskContext } from './context'
import { monthCode } from './local-date'
import { placeMessage, type Placement } from './placement'
import { refusalFrom } from './refuse'

/** Characters kept of why a message could not be taken. */
const QUARANTINE_DETAIL = 500
/** A writer's clock may be a day ahead. One that is further ahead would lead every list until that day comes. */
const CLOCK_TOLERANCE = 24 * 3_600_000

/** Keeps a raw message and where it lay, before anything reads it. Returns its hash and whether it is new. */
export function receive(
  context: DeskContext,
  raw: Uint8Array,
  place: MessagePlace | null,
  arrivedAt: number,
  cursor: SyncCursor | null = null,
): { hash: string; isNew: boolean } {
  const hash = context.blobs.put(raw)
  const isNew = transact(context, () => {
    const inserted = insertMessage(context.db, { hash, size: raw.byteLength, arrivedAt })
    if (place !== null) insertPlace(context.db, { ...place, hash })
    if (place !== null && cursor !== null) setCursor(context.db, place.accountId, place.folder, cursor, context.now())
    return inserted
  })
  return { hash, isNew }
}

/** What became of one message. */
export type IntakeOutcome =
  | { readonly kind: 'registered'; readonly submissionId: string }
  | { readonly kind: 'joined'; readonly submissionId: string }
  | { readonly kind: 'filed' }
  | { readonly kind: 'quarantined' }

/**
 * Takes a kept message all the way. Safe to call again for one that was interrupted. A message that makes
 * the desk itself stumble goes to quarantine like one that cannot be parsed, so that the next has its turn;
 * a disk that is full or unwritable is not the message's fault and throws.
 */
export async function processMessage(context: DeskContext, hash: string): Promise<IntakeOutcome> {
  try {
    return await takeIn(context, hash)
  } catch (error) {
    if (refusalFrom(error) !== null) throw error
    const detail = error instanceof Error ? error.message : String(error)
    quarantine(context, hash, 'unparsable', detail)
    return { kind: 'quarantined' }
  }
}

async function takeIn(context: DeskContext, hash: string): Promise<IntakeOutcome> {
  const parsed = await parse(context, hash)
  if (!parsed.ok) return { kind: 'quarantined' }
  const { message, bytesOf } = parsed.value
  const conversion = mayCarryManuscript(message) ? await convert(context, message, bytesOf) : null
  const outcome = transact(context, () => join(context, hash, message, conversion))
  announce(context, 'submissions', 'manuscripts', 'authors', 'desk')
  if (outcome.versionId !== null) await checkVersion(context, outcome.versionId)
  return outcome.result
}

interface ParsedWithBytes {
  readonly message: ParsedMessage
  readonly bytesOf: (sha256: string) => Uint8Array
}

async function parse(context: DeskContext, hash: string): Promise<Result<ParsedWithBytes, null>> {
  const raw = context.blobs.get(hash)
  if (raw === null) throw new Error('its raw bytes are missing')
  const run = await context.tasks.run('parse', { raw })
  const outcome: Result<ParseOutcome, { readonly reason: QuarantineReason; readonly detail: string }> = run.ok
    ? run.value
    : fail({ reason: run.error.code, detail: run.error.detail })
  if (!outcome.ok) {
    quarantine(context, hash, outcome.error.reason, outcome.error.detail)
    return fail(null)
  }
  const { message, attachmentBytes } = outcome.value
  const bytes = new Map(attachmentBytes.map((attachment) => [attachment.sha256, attachment.bytes]))
  for (const attachment of attachmentBytes) context.blobs.put(attachment.bytes)
  transact(context, () => {
    putParsed(context.db, hash, message, receivedAt(context, hash, message))
    setStage(context.db, hash, 'parsed')
  })
  return ok({
    message,
    bytesOf: (sha256) => {
      const found = bytes.get(sha256)
      if (found === undefined) throw new Error(`attachment ${sha256} was described and not delivered`)
      return found
    },
  })
}

function quarantine(context: DeskContext, hash: string, reason: QuarantineReason, detail: string): void {
  transact(context, () => quarantineMessage(context.db, hash, reason, detail.slice(0, QUARANTINE_DETAIL)))
  announce(context, 'quarantine', 'submissions', 'desk')
}

/** What people wrote that is a piece or comes with a file; the words of a short question are no manuscript. */
function mayCarryManuscript(message: ParsedMessage): boolean {
  switch (message.kind) {
    case 'bounce':
    case 'autoreply':
    case 'recall':
    case 'duplicate':
    case 'junk':
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
  bytesOf: (sha256: string) => Uint8Array,
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

interface Joined {
  readonly result: IntakeOutcome
  readonly versionId: string | null
}

/** Puts a message where it belongs; inside a transaction. */
function join(
  context: DeskContext,
  hash: string,
  message: ParsedMessage,
  conversion: Result<ManuscriptConversion, ConversionRefusal> | null,
): Joined {
  // A retry beside the sync may have been faster.
  if (messageStage(context.db, hash)?.stage === 'sorted') return { result: settled(context, hash), versionId: null }
  const placement = placeMessage(context.db, hash, message)
  setMessageKind(context.db, hash, placement.messageKind)
  setStage(context.db, hash, 'sorted')
  switch (placement.kind) {
    case 'file':
      return { result: { kind: 'filed' }, versionId: null }
    case 'join':
      return joinExisting(context, hash, message, placement, conversion)
    case 'register':
      return registerNew(context, hash, message, placement, conversion)
  }
}

/** What became of a message that was sorted before. */
function settled(context: DeskContext, hash: string): IntakeOutcome {
  const submissionId = submissionOfMessage(context.db, hash)
  return submissionId === null ? { kind: 'filed' } : { kind: 'joined', submissionId }
}

function joinExisting(
  context: DeskContext,
  hash: string,
  message: ParsedMessage,
  placement: Extract<Placement, { kind: 'join' }>,
  conversion: Result<ManuscriptConversion, ConversionRefusal> | null,
): Joined {
  const submission = getSubmission(context.db, placement.submissionId)
  if (submission === null) throw new Error(`submission ${placement.submissionId} is gone`)
  const { state } = submission.row
  const isRevision = placement.messageKind === 'revision'
  const changes: DeskChange[] = [
    change('submission.message-joined', placement.submissionId, {
      submissionId: placement.submissionId,
      messageHash: hash,
      kind: placement.messageKind,
      receivedAt: receivedAt(context, hash, message),
      from: state,
      // A revision by mail puts the piece back on the desk.
      to: isRevision && state === 'revising' ? 'reviewing' : state,
    }),
  ]
  const added =
    isRevision && conversion !== null
      ? versionChanges(context, placement.submissionId, submission.row.versions + 1, hash, conversion)
      : null
  append(context, [...changes, ...(added?.changes ?? [])], DESK_ITSELF)
  return { result: { kind: 'joined', submissionId: placement.submissionId }, versionId: added?.versionId ?? null }
}

function registerNew(
  context: DeskContext,
  hash: string,
  message: ParsedMessage,
  placement: Extract<Placement, { kind: 'register' }>,
  conversion: Result<ManuscriptConversion, ConversionRefusal> | null,
): Joined {
  const submissionId = uuidv7({ msecs: context.now() })
  const at = receivedAt(context, hash, message)
  const month = monthCode(at, context.zone)
  const running = lastNumberOfMonth(context.db, month) + 1
  const changes: DeskChange[] = []
  const known = authorOfAddress(context.db, placement.author.address)
  const authorId = known ?? uuidv7({ msecs: context.now() })
  if (known === null) {
    changes.push(change('author.registered', authorId, { authorId, ...placement.author }))
  }
  changes.push(
    change('submission.registered', submissionId, {
      submissionId,
      number: `${month}-${String(running).padStart(3, '0')}`,
      authorId,
      title: message.subject,
      subject: message.subject,
      receivedAt: at,
      messageHash: hash,
      attachments: message.attachments.filter((attachment) => !attachment.inline).length,
      expiringLinks: message.links.filter((link) => link.expiring).length,
    }),
    change('submission.message-joined', submissionId, {
      submissionId,
      messageHash: hash,
      kind: placement.messageKind,
      receivedAt: at,
      from: 'new',
      to: 'new',
    }),
  )
  const added = versionChanges(context, submissionId, 1, hash, conversion ?? NO_MANUSCRIPT)
  append(context, [...changes, ...added.changes], DESK_ITSELF)
  return { result: { kind: 'registered', submissionId }, versionId: added.versionId }
}

/** A mail that was never meant as a piece: the window says so instead of waiting for one. */
const NO_MANUSCRIPT = fail({ code: 'empty' as const, detail: '' })

/** When a mail was written, UTC milliseconds; when it arrived if it does not say, or says a time to come. */
function receivedAt(context: DeskContext, hash: string, message: ParsedMessage): number {
  const arrived = arrivalOf(context.db, hash) ?? context.now()
  return message.date === null || message.date > arrived + CLOCK_TOLERANCE ? arrived : message.date
}

function versionChanges(
  context: DeskContext,
  submissionId: string,
  ordinal: number,
  messageHash: string,
  conversion: Result<ManuscriptConversion, ConversionRefusal>,
): { changes: DeskChange[]; versionId: string | null } {
  if (!conversion.ok) {
    const refused = change('manuscript.refused', submissionId, { submissionId, messageHash, refusal: conversion.error })
    return { changes: [refused], versionId: null }
  }
  const version = conversion.value
  for (const image of version.images) context.blobs.put(image.bytes)
  const document: Node = manuscriptSchema.nodeFromJSON(wellFormed(version.document))
  document.check()
  const contentHash = context.blobs.put(Buffer.from(canonicalJson(document.toJSON()), 'utf8'))
  const versionId = uuidv7({ msecs: context.now() })
  const added = change('manuscript.version-added', versionId, {
    versionId,
    submissionId,
    ordinal,
    title: version.title,
    byline: version.byline,
    words: countWords(plainText(document)),
    images: version.images.map(({ sha256, contentType, alt }) => ({ sha256, contentType, alt })),
    contentHash,
    sourceFilename: version.sourceFilename,
    sourceSha256: version.sourceSha256,
    messageHash,
    report: [...version.report],
  })
  return { changes: [added], versionId }
}

/** A message as it was read; null when it was never read (or is in quarantine). */
export function readMessage(context: DeskContext, hash: string): ParsedMessage | null {
  return getParsed(context.db, hash)
}
