/** The corpus of raw mails and what its manifest says about each. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface ManifestEntry {
  readonly file: string
  readonly messageId?: string
  readonly date?: string
  readonly kind: string
  readonly from?: { readonly name: string; readonly address: string }
  readonly subject?: string
  readonly attachments?: readonly { readonly filename: string; readonly sha256: string; readonly size: number }[]
  readonly zipEntries?: readonly string[]
  readonly expiringLinks?: readonly string[]
  readonly failedRecipient?: string
  readonly innerFrom?: string
  readonly threadOf?: string
  readonly duplicateOf?: string
  readonly manuscriptContains?: readonly string[]
  readonly manuscriptLacks?: readonly string[]
  readonly manuscriptImages?: number
  readonly manuscriptTitle?: string
}

const folder = new URL('../../fixtures/corpus/', import.meta.url)

export function corpusPath(file: string): string {
  return fileURLToPath(new URL(file, folder))
}

export function readCorpusMail(file: string): Buffer {
  return readFileSync(corpusPath(file))
}

export function readManifest(): ManifestEntry[] {
  return JSON.parse(readFileSync(corpusPath('manifest.json'), 'utf8')) as ManifestEntry[]
}
