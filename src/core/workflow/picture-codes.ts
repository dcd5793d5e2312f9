/** Codes in the pictures of a piece: read here, in a worker, and followed by the rules for links. */
import type { CheckLink } from '@shared/domain/compliance'
import { PICTURE_LINK } from '../manuscript/links-in'
import { codesOfPictures, putPictureCodes } from '../store/repositories/picture-codes'
import { transact, type DeskContext } from './context'

/**
 * Puts in the place of each picture the addresses that its codes lead to. Pictures that nobody looked at yet are looked at
 * first; one that kills its worker or takes too long counts as one that cannot be looked at, and is not tried again.
 */
export async function followPictures(context: DeskContext, links: readonly CheckLink[]): Promise<CheckLink[]> {
  const pictures = new Set(links.flatMap(({ url }) => pictureIn(url) ?? []))
  await lookAt(context, [...pictures])
  const codes = codesOfPictures(context.db, [...pictures])
  return links.flatMap((link) => {
    const sha256 = pictureIn(link.url)
    if (sha256 === null) return [link]
    return (codes.get(sha256) ?? []).map(({ text }) => ({ ...link, url: text }))
  })
}

async function lookAt(context: DeskContext, sha256s: readonly string[]): Promise<void> {
  const known = codesOfPictures(context.db, sha256s)
  for (const sha256 of sha256s) {
    if (known.has(sha256) || !context.blobs.has(sha256)) continue
    const run = await context.tasks.run('picture-codes', { file: context.blobs.path(sha256) })
    const codes = run.ok ? run.value : null
    transact(context, () => putPictureCodes(context.db, sha256, codes, context.now()))
  }
}

function pictureIn(url: string): string | null {
  return url.startsWith(PICTURE_LINK) ? url.slice(PICTURE_LINK.length) : null
}
