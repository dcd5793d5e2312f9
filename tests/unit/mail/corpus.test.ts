import { describe, expect, test } from 'vitest'
import type { ParsedMessage } from '@shared/domain/mail'
import { parseMessage } from '@core/mail'
import { readCorpusMail, readManifest, type ManifestEntry } from './corpus'
import { KNOWN_GAPS } from './known-gaps'

interface Claim {
  readonly field: string
  readonly expected: unknown
  readonly actual: (message: ParsedMessage) => unknown
}

/** Documents are read by the manuscript importer; a mail with one has its manuscript there and not in its text. */
const hasDocument = (entry: ManifestEntry): boolean => (entry.attachments ?? []).length > 0

const bare = (text: string): string => text.replace(/\s+/g, '')

/** Every field of the manifest that a single mail can answer. */
function claimsOf(entry: ManifestEntry): Claim[] {
  const claims: Claim[] = []
  const claim = (field: string, expected: unknown, actual: Claim['actual']): void => {
    if (expected !== undefined) claims.push({ field, expected, actual })
  }
  claim('messageId', entry.messageId ?? entry.duplicateOf, (message) => message.messageId)
  claim('date', entry.date, (message) =>
    message.date === null ? null : new Date(message.date).toISOString().replace('.000Z', 'Z'),
  )
  if (entry.kind !== 'any') claim('kind', entry.kind, (message) => message.kind)
  claim('from', entry.from, (message) => message.from)
  claim('subject', entry.subject, (message) => message.subject)
  claim('attachments', entry.attachments, (message) =>
    message.attachments.filter((one) => !one.inline).map(({ filename, sha256, size }) => ({ filename, sha256, size })),
  )
  claim('zipEntries', entry.zipEntries, (message) => message.attachments.find((one) => one.entries !== null)?.entries)
  claim('expiringLinks', entry.expiringLinks, (message) =>
    message.links.filter((link) => link.expiring).map((link) => new URL(link.url).hostname),
  )
  claim('failedRecipient', entry.failedRecipient, (message) => message.failedRecipient)
  claim('innerFrom', entry.innerFrom, (message) => message.originalSender?.address)
  claim('threadOf', entry.threadOf, (message) =>
    message.references.includes(message.inReplyTo ?? '') ? message.inReplyTo : null,
  )
  if (!hasDocument(entry)) {
    claim(
      'manuscriptContains',
      entry.manuscriptContains?.map(() => true),
      (message) => entry.manuscriptContains?.map((sentence) => bare(message.text).includes(bare(sentence))),
    )
    claim(
      'manuscriptImages',
      entry.manuscriptImages,
      (message) => message.attachments.filter((one) => one.inline).length,
    )
  }
  claim(
    'manuscriptLacks',
    entry.manuscriptLacks?.map(() => false),
    (message) => entry.manuscriptLacks?.map((sentence) => bare(message.text).includes(bare(sentence))),
  )
  return claims
}

const manifest = readManifest()

test('the corpus is whole', () => {
  expect(manifest).toHaveLength(29)
  expect(manifest.flatMap(claimsOf).length).toBeGreaterThan(180)
})

describe.each(manifest)('$file', (entry) => {
  test.each(claimsOf(entry))('$field', async ({ field, expected, actual }) => {
    const result = await parseMessage(readCorpusMail(entry.file))
    if (!result.ok) throw new Error(`${entry.file} was refused: ${result.error.reason} ${result.error.detail}`)
    const found = actual(result.value.message)
    const gap = KNOWN_GAPS.some((known) => known.file === entry.file && known.field === field)
    if (gap) expect(found, 'this gap has closed: take it out of known-gaps.ts').not.toEqual(expected)
    else expect(found).toEqual(expected)
  })
})

test('every known gap names a claim that is tested', () => {
  const names = new Set(manifest.flatMap((entry) => claimsOf(entry).map((claim) => `${entry.file} ${claim.field}`)))
  for (const gap of KNOWN_GAPS) expect(names).toContain(`${gap.file} ${gap.field}`)
})

test('the bytes of every attachment are handed over under their hash', async () => {
  for (const entry of manifest) {
    const result = await parseMessage(readCorpusMail(entry.file))
    if (!result.ok) throw new Error(entry.file)
    const { message, attachmentBytes } = result.value
    expect(new Set(attachmentBytes.map((one) => one.sha256))).toEqual(
      new Set(message.attachments.map((one) => one.sha256)),
    )
    for (const { bytes } of attachmentBytes) expect(bytes.buffer.byteLength).toBe(bytes.length)
  }
})

test('two deliveries of one mail have the same body hash, another author’s near-duplicate has not', async () => {
  const hashOf = async (file: string): Promise<string> => {
    const result = await parseMessage(readCorpusMail(file))
    if (!result.ok) throw new Error(file)
    return result.value.message.bodyHash
  }
  const first = await hashOf('02-qq-html-body-inline-image.eml')
  expect(await hashOf('28-duplicate-delivery.eml')).toBe(first)
  expect(await hashOf('29-near-duplicate-other-author.eml')).not.toBe(first)
})
