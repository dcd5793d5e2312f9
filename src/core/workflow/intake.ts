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
import type { ParsedMessage } from '@shared/domain/mail'
import { fail, ok, type Result } from '@shared/domain/result'
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { countWords, plainText } from '@shared/manuscript/text'
import type { ManuscriptConversion } from '../manuscript'
import type { ParseOutcome } from '../mail'
import { authorOfAddress } from '../store/repositories/authors'
import {
  getParsed,
  insertMessage,
  insertPlace,
  putParsed,
  quarantineMessage,
  setCursor,
  setMessageKind,
  setStage,
  type MessagePlace,
  type SyncCursor,
} from '../store/repositories/messages'
import { getSubmission, lastNumberOfMonth } from '../store/repositories/submissions'
import { checkVersion } from './checking'
import { announce, append, DESK_ITSELF, transact, type DeskContext } from './context'
import { monthCode } from './local-date'
import { placeMessage, type Placement } from './placement'

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

/** Takes a kept message all the way. Safe to call again for one that was interrupted. */
export async function processMessage(context: DeskContext, hash: string): Promise<IntakeOutcome> {
  const parsed = await parse(context, hash)
  if (!parsed.ok) return { kind: 'quarantined' }
  const { message, bytesOf } = parsed.value
  const carriesManuscript = message.kind === 'submission' || message.kind === 'forward'
  const conversion = carriesManuscript ? await convert(context, message, bytesOf) : null
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
  if (raw === null) throw new Error(`the blob of message ${hash} is missing`)
  const run = await context.tasks.run('parse', { raw })
  const outcome: Result<ParseOutcome, { reason: 'timeout' | 'worker-died' | string; detail: string }> = run.ok
    ? run.value
    : fail({ reason: run.error.code, detail: run.error.detail })
  if (!outcome.ok) {
    const { reason, detail } = outcome.error
    transact(context, () => {
      quarantineMessage(context.db, hash, reason as Parameters<typeof quarantineMessage>[2], detail.slice(0, 500))
    })
    announce(context, 'quarantine', 'desk')
    return fail(null)
  }
  const { message, attachmentBytes } = outcome.value
  const bytes = new Map(attachmentBytes.map((attachment) => [attachment.sha256, attachment.bytes]))
  for (const attachment of attachmentBytes) context.blobs.put(attachment.bytes)
  transact(context, () => {
    putParsed(context.db, hash, message, message.date ?? context.now())
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

async function convert(
  context: DeskContext,
  message: ParsedMessage,
  bytesOf: (sha256: string) => Uint8Array,
): Promise<Result<ManuscriptConversion, ConversionRefusal>> {
  const run = await context.tasks.run('convert', {
    kind: 'mail',
    subject: message.subject,
    text: message.text,
    html: message.html,
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
      receivedAt: message.date ?? context.now(),
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
  const receivedAt = message.date ?? context.now()
  const month = monthCode(receivedAt, context.zone)
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
      receivedAt,
      messageHash: hash,
      attachments: message.attachments.filter((attachment) => !attachment.inline).length,
      expiringLinks: message.links.filter((link) => link.expiring).length,
    }),
    change('submission.message-joined', submissionId, {
      submissionId,
      messageHash: hash,
      kind: placement.messageKind,
      receivedAt,
      from: 'new',
      to: 'new',
    }),
  )
  const added = conversion === null ? null : versionChanges(context, submissionId, 1, hash, conversion)
  append(context, [...changes, ...(added?.changes ?? [])], DESK_ITSELF)
  return { result: { kind: 'registered', submissionId }, versionId: added?.versionId ?? null }
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
  const document: Node = manuscriptSchema.nodeFromJSON(version.document)
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
