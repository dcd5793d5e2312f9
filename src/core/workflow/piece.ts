/** What an editor settles about a piece besides its text: 署名, titles, and where its pictures are from. */
import { change } from '@shared/domain/event'
import type { PictureFacts, PieceDetail } from '@shared/domain/piece'
import { listDetails, pictureFactsOf } from '../store/repositories/piece'
import { getSubmission } from '../store/repositories/submissions'
import { bitmapSize } from '../manuscript/bitmap-size'
import { imageType } from '../manuscript/images'
import { outdate } from './checking'
import { announce, append, transact, type DeskContext } from './context'
import { refuse } from './refuse'

/** Notes one field of a piece for a channel (`''`: all of them). An empty value takes it back. */
export function noteDetail(context: DeskContext, submissionId: string, detail: PieceDetail): void {
  transact(context, () => {
    if (getSubmission(context.db, submissionId) === null) refuse('not-found')
    const before = listDetails(context.db, submissionId).find(
      ({ channel, field }) => channel === detail.channel && field === detail.field,
    )
    const from = before?.value ?? ''
    if (from === detail.value && (before?.saidIn ?? '') === detail.saidIn) return
    append(context, [change('submission.detail-noted', submissionId, { submissionId, detail, from })])
  })
  announce(context, 'submissions')
}

/**
 * Notes where a picture is from and what may be done with it. Returns the version that is to be checked again for that; null when
 * the check asks for nothing new.
 */
export function describePicture(
  context: DeskContext,
  submissionId: string,
  sha256: string,
  facts: PictureFacts,
): string | null {
  const outdated = transact(context, () => {
    if (getSubmission(context.db, submissionId) === null) refuse('not-found')
    const from = pictureFactsOf(context.db, submissionId).get(sha256) ?? null
    if (JSON.stringify(from) === JSON.stringify(facts)) return null
    append(context, [change('submission.picture-described', submissionId, { submissionId, sha256, facts, from })])
    const isSourced = (said: PictureFacts | null): boolean => (said?.source ?? '').trim() !== ''
    return isSourced(from) === isSourced(facts) ? null : outdate(context, submissionId)
  })
  announce(context, 'submissions')
  return outdated
}

/** Bytes of a picture that an editor hands over: a photograph as a telephone makes it. */
export const MAX_PICTURE_BYTES = 10 * 1024 * 1024

/** Keeps a picture that an editor handed over. What is no bitmap that the window shows is refused. */
export async function keepPicture(
  context: DeskContext,
  file: { readonly filename: string; readonly bytes: Buffer },
): Promise<{ readonly sha256: string; readonly contentType: string }> {
  if (file.bytes.byteLength > MAX_PICTURE_BYTES) {
    refuse('file-too-large', { name: file.filename, limit: MAX_PICTURE_BYTES })
  }
  const contentType = imageType(file.bytes)
  if (contentType === null || bitmapSize(file.bytes) === null) return refuse('no-picture', { name: file.filename })
  const [sha256 = ''] = await context.blobs.putAll([file.bytes])
  return { sha256, contentType }
}
