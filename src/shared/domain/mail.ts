/** Mail as IMAP (RFC 3501) and RFC 5322 say it, and what the desk makes of a message. */
import { z } from 'zod'

export const mailAddressSchema = z.object({
  /** The display name, decoded; empty when there is none. */
  name: z.string(),
  /** The addr-spec in lower case; empty when the header had none. */
  address: z.string(),
})
export type MailAddress = z.infer<typeof mailAddressSchema>

export const messageKindSchema = z.enum([
  'submission',
  'revision',
  'reply',
  'forward',
  'inquiry',
  'promotion',
  'complaint',
  'bounce',
  'autoreply',
  'recall',
  'duplicate',
  'junk',
  /** From the Sent folder: what somebody here wrote with another program. */
  'sent',
])
export type MessageKind = z.infer<typeof messageKindSchema>

/** How files inside a message are kept: content-addressed blobs. */
export const attachmentSchema = z.object({
  /** Made harmless: no path, no control or bidi characters. Never empty. */
  filename: z.string(),
  contentType: z.string(),
  sha256: z.string(),
  /** Decoded bytes. */
  size: z.number().int().nonnegative(),
  /** Without angle brackets; null when the part has none. */
  contentId: z.string().nullable(),
  inline: z.boolean(),
  /**
   * Entry names of a zip in the archive's order, folders too, decoded (UTF-8 flag, else GB18030 when it fits), without
   * control and bidi characters; null when it is no zip. A place in this list is what an entry is asked for by.
   */
  entries: z.array(z.string()).nullable(),
})
export type Attachment = z.infer<typeof attachmentSchema>

export const mailLinkSchema = z.object({
  url: z.string(),
  /** A share of a mail provider or network disk that stops working by itself. */
  expiring: z.boolean(),
  /** Of a share: when it is gone, UTC milliseconds, as the mail says beside the link; null when it does not say. */
  expiresAt: z.number().int().nullable().default(null),
  /** Of a share: the file's name as the mail writes it, made harmless. */
  name: z.string().nullable().default(null),
  /** Of a share: bytes, as exact as the mail writes them (`38.2M`). */
  size: z.number().int().nonnegative().nullable().default(null),
})
export type MailLink = z.infer<typeof mailLinkSchema>

/** A mail inside a mail: as an attached message, or typed below a forward's separator. Its writer is the author. */
export const forwardedMailSchema = z.object({
  messageId: z.string().nullable(),
  from: mailAddressSchema.nullable(),
  subject: z.string(),
  /** UTC milliseconds; null when missing or senseless. */
  date: z.number().int().nullable(),
  text: z.string(),
  /** Hostile until sanitised; null when there is none. */
  html: z.string().nullable(),
})
export type ForwardedMail = z.infer<typeof forwardedMailSchema>

/** Everything the desk reads out of one raw message. Derived: it can be made again from the raw bytes. */
export const parsedMessageSchema = z.object({
  /** With angle brackets; one derived from the hash of the raw bytes when the header is missing. */
  messageId: z.string(),
  from: mailAddressSchema,
  replyTo: mailAddressSchema.nullable(),
  to: z.array(mailAddressSchema),
  cc: z.array(mailAddressSchema),
  /** Only the copy in the Sent folder says it. */
  bcc: z.array(mailAddressSchema).optional(),
  subject: z.string(),
  /** The Date header, UTC milliseconds; null when missing or senseless. */
  date: z.number().int().nullable(),
  inReplyTo: z.string().nullable(),
  references: z.array(z.string()),
  /** The plain text body; made from the HTML when there is no text part. */
  text: z.string(),
  /** The HTML body as written (hostile until sanitised); null when there is none. */
  html: z.string().nullable(),
  attachments: z.array(attachmentSchema),
  links: z.array(mailLinkSchema),
  /** Sorted without knowledge of other mails: the desk refines `submission` to `revision`, `reply`, `duplicate` by thread. */
  kind: messageKindSchema,
  /** Of a bounce (RFC 3464). */
  failedRecipient: z.string().nullable(),
  /** Of a forward: who wrote the inner mail. */
  originalSender: mailAddressSchema.nullable(),
  /** Of a forward: the inner mail, the manuscript's source; `text` holds its text too, `attachments` its files. */
  forwarded: forwardedMailSchema.nullable(),
  /** Of a bounce: the Message-ID of the letter that came back; null when the report does not tell. */
  returnedMessageId: z.string().nullable(),
  /** Of a recall notice: the subject of the mail that its sender took back; null when the notice does not tell. */
  recalledSubject: z.string().nullable().default(null),
  /** Hash of the normalised body, to group copies with the same Message-ID. */
  bodyHash: z.string(),
})
export type ParsedMessage = z.infer<typeof parsedMessageSchema>

/** What sorting looks at: all of a mail but its pages, which may be megabytes. */
export type MailFacts = Omit<ParsedMessage, 'html' | 'forwarded'> & {
  readonly forwarded: Omit<ForwardedMail, 'text' | 'html'> | null
}

/** A part's bytes beside its description; the store keeps the bytes under `sha256`. */
export interface ParsedAttachmentBytes {
  readonly sha256: string
  readonly bytes: Uint8Array
}

/** Why an entry of an archive is not unpacked. */
export const unpackRefusalSchema = z.enum([
  'not-an-archive',
  'rar-not-supported',
  '7z-not-supported',
  'encrypted',
  /** There are fewer entries, or it is a folder. */
  'no-such-entry',
  'too-many-entries',
  /** It unpacks to more than the limit, or to absurdly more than it is packed. */
  'unpacks-too-large',
  /** Packed by another method than deflate. */
  'method-not-supported',
  'corrupt',
])
export type UnpackRefusal = z.infer<typeof unpackRefusalSchema>

/** Why an entry was not taken out: refused, or its worker did not answer. */
export const unpackReasonSchema = z.enum([...unpackRefusalSchema.options, 'timeout', 'worker-died'])

/** Why a message lies in quarantine (异常邮件). Codes; sentences are made by who shows them. */
export const quarantineReasonSchema = z.enum([
  'unparsable',
  'too-large',
  'too-deep',
  'too-many-parts',
  'timeout',
  'worker-died',
])
export type QuarantineReason = z.infer<typeof quarantineReasonSchema>

export const mailSecuritySchema = z.enum(['tls', 'starttls', 'none'])
export type MailSecurity = z.infer<typeof mailSecuritySchema>

export const mailServerSchema = z.object({
  host: z.string().min(1).max(253),
  port: z.number().int().min(1).max(65535),
  security: mailSecuritySchema,
})
export type MailServer = z.infer<typeof mailServerSchema>

/** An account: a mailbox on a server with its way out, or a local Maildir folder. */
export const accountConfigSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('imap'),
    address: z.string().min(3).max(320),
    displayName: z.string().max(200),
    login: z.string().min(1).max(320),
    imap: mailServerSchema,
    smtp: mailServerSchema,
    folder: z.string().min(1).max(500),
    /** PEM of an authority to trust besides the system's own; null for none. Verification is never switched off. */
    ca: z.string().max(200_000).nullable(),
  }),
  z.object({
    kind: z.literal('maildir'),
    address: z.string().min(3).max(320),
    displayName: z.string().max(200),
    /** Absolute path; `new/` and `cur/` are read, letters are written as .eml into `outgoing/`. */
    path: z.string().min(1).max(4096),
  }),
])
export type AccountConfig = z.infer<typeof accountConfigSchema>
export type ImapAccountConfig = Extract<AccountConfig, { kind: 'imap' }>
export type MaildirAccountConfig = Extract<AccountConfig, { kind: 'maildir' }>

/** The step at which a connection test or a sync stopped, and why. */
export const connectionFailureSchema = z.object({
  step: z.enum(['name', 'tcp', 'tls', 'login', 'folder', 'fetch', 'smtp-connect', 'smtp-login', 'from', 'disk']),
  code: z.enum([
    'unknown-host',
    'refused',
    'timeout',
    'tls-untrusted',
    'tls-failed',
    'wrong-password',
    'login-refused',
    'unsafe-login',
    'folder-missing',
    'connection-lost',
    'from-refused',
    'no-password',
    'not-found',
    'not-writable',
    'other',
  ]),
  /** The server's or system's own words, shown as such; never a password. */
  detail: z.string(),
})
export type ConnectionFailure = z.infer<typeof connectionFailureSchema>
