/** Codes that were read in pictures: derived, kept by the picture. */
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { pictureCodeSchema, type PictureCode } from '@shared/domain/piece'

/** What looking at a picture gave: its codes, null when it could not be looked at. A picture that was not looked at is not in the map. */
export function codesOfPictures(
  db: Database,
  sha256s: readonly string[],
): ReadonlyMap<string, readonly PictureCode[] | null> {
  const get = db.prepare('SELECT codes FROM picture_codes WHERE sha256 = ?')
  const found = new Map<string, readonly PictureCode[] | null>()
  for (const sha256 of sha256s) {
    const row = get.get(sha256) as { codes: string | null } | undefined
    if (row === undefined) continue
    found.set(sha256, row.codes === null ? null : z.array(pictureCodeSchema).parse(JSON.parse(row.codes)))
  }
  return found
}

export function putPictureCodes(
  db: Database,
  sha256: string,
  codes: readonly PictureCode[] | null,
  lookedAt: number,
): void {
  db.prepare(
    `INSERT INTO picture_codes (sha256, codes, looked_at) VALUES (?, ?, ?)
     ON CONFLICT (sha256) DO UPDATE SET codes = excluded.codes, looked_at = excluded.looked_at`,
  ).run(sha256, codes === null ? null : JSON.stringify(codes), lookedAt)
}
