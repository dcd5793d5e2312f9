/** Delivery reports: RFC 3464, and the letters of providers that write none. */
import { firstField, readHeaderBlock, type HeaderFields } from './mime/header-fields'

export interface DeliveryReport {
  /** Recipients whose delivery failed for good, in lower case. */
  readonly failed: readonly string[]
  /** Every action named: failed, delayed, delivered, relayed, expanded. */
  readonly actions: readonly string[]
}

/** Groups read of one report: one a recipient, and a letter of this desk has few. */
export const MAX_REPORT_GROUPS = 200

/** Reads the body of a `message/delivery-status` part. */
export function readDeliveryStatus(body: Buffer): DeliveryReport {
  const groups: HeaderFields[] = []
  let position = 0
  while (position < body.length && groups.length < MAX_REPORT_GROUPS) {
    const block = readHeaderBlock(body, position, body.length, body.length, () => false)
    if (block === null || block.bodyStart <= position) break
    if (block.fields.length > 0) groups.push(block.fields)
    position = block.bodyStart
  }
  const recipients = groups.map((fields) => ({
    action: (firstField(fields, 'action') ?? '').toLowerCase(),
    address: addressOf(firstField(fields, 'original-recipient')) ?? addressOf(firstField(fields, 'final-recipient')),
  }))
  return {
    failed: recipients.flatMap((one) => (one.action === 'failed' && one.address !== null ? [one.address] : [])),
    actions: recipients.map((one) => one.action).filter((action) => action !== ''),
  }
}

/** `rfc822; a@b`: the type, then the address. */
function addressOf(value: string | null): string | null {
  const address = (value ?? '').split(';').at(-1)?.trim().replace(/^<|>$/g, '').toLowerCase() ?? ''
  return address.includes('@') ? address : null
}

/** The first address in a bounce's text that is not the sender of the bounce: where no report says it. */
export function failedRecipientInText(text: string, ignore: readonly string[]): string | null {
  const head = text.slice(0, 4000)
  for (const match of head.matchAll(/[A-Za-z0-9._%+=-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}/g)) {
    const address = match[0].toLowerCase()
    if (!ignore.includes(address) && !/^(mailer-daemon|postmaster)@/.test(address)) return address
  }
  return null
}
