/** How events are chained: each carries its predecessor's hash and covers its payload by a salted hash. */
import { hash } from 'node:crypto'
import { canonicalJson } from '@shared/canonical-json'

/** `prevHash` of the first event. */
export const GENESIS_HASH = '0'.repeat(64)

/** What the hash of an event covers. */
export interface EventEnvelope {
  readonly id: string
  readonly deskId: string
  readonly seq: number
  readonly prevHash: string
  readonly type: string
  readonly v: number
  /** UTC milliseconds. */
  readonly at: number
  readonly editorId: string
  readonly subject: string
  readonly salt: string
  readonly payloadHash: string
}

/**
 * sha256 of salt and canonical JSON (RFC 8785). The salt keeps a short payload from being guessed
 * from its hash after it was erased.
 */
export function hashPayload(salt: string, payloadJson: string): string {
  return hash('sha256', `${salt}\n${payloadJson}`, 'hex')
}

/** sha256 of the envelope's canonical JSON, its predecessor's hash included. */
export function hashEnvelope(envelope: EventEnvelope): string {
  return hash('sha256', canonicalJson(envelope), 'hex')
}
