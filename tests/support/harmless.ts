/** What must hold of every mail that was read, whatever was in it. */
import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import {
  parsedMessageSchema,
  type MailAddress,
  type ParsedAttachmentBytes,
  type ParsedMessage,
} from '@shared/domain/mail'

/** Control characters, and those that reorder or hide text. */
export const HOSTILE_CHARACTERS = /[\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\u2028\u2029]/

export function expectHarmless(message: ParsedMessage): void {
  parsedMessageSchema.parse(message)
  for (const { filename, entries } of message.attachments) {
    expect(filename).not.toMatch(HOSTILE_CHARACTERS)
    expect(filename).not.toMatch(/[/\\]|^\.*$/)
    for (const entry of entries ?? []) expect(entry).not.toMatch(HOSTILE_CHARACTERS)
  }
  const forwarded = message.forwarded?.from ?? null
  const people: (MailAddress | null)[] = [
    message.from,
    message.replyTo,
    message.originalSender,
    forwarded,
    ...message.to,
    ...message.cc,
  ]
  for (const person of people) {
    if (person === null) continue
    expect(person.name).not.toMatch(HOSTILE_CHARACTERS)
    expect(person.address).not.toMatch(HOSTILE_CHARACTERS)
  }
  if (message.forwarded !== null) expect(message.forwarded.subject).not.toMatch(HOSTILE_CHARACTERS)
  expect(message.subject).not.toMatch(HOSTILE_CHARACTERS)
  for (const { url, name } of message.links) {
    expect(url).toMatch(/^https?:\/\//i)
    expect(name ?? '').not.toMatch(HOSTILE_CHARACTERS)
  }
}

/** Every attachment's bytes are there, and are what its description says. */
export function expectWhole(message: ParsedMessage, attachmentBytes: readonly ParsedAttachmentBytes[]): void {
  const held = new Map(attachmentBytes.map(({ sha256, bytes }) => [sha256, bytes]))
  expect(new Set(held.keys())).toEqual(new Set(message.attachments.map(({ sha256 }) => sha256)))
  for (const { sha256, size } of message.attachments) {
    const bytes = held.get(sha256) ?? new Uint8Array()
    expect(bytes.length).toBe(size)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
  }
}
