/** A picture out of its file, for what looks at it. */
import { readFileSync } from 'node:fs'
import type { PictureCode } from '@shared/domain/piece'
import { readPictureCodes } from '../manuscript/picture-codes'

export function readPicture(file: string): Promise<readonly PictureCode[] | null> {
  return readPictureCodes(readFileSync(file))
}
