/** `message MESSAGE-ID`: one mail as it was read, with its copies. */
import type { Database } from 'better-sqlite3'
import type { ParsedMessage } from '@shared/domain/mail'
import {
  getParsed,
  hashesOfMessageId,
  messageStage,
  placesOfMessage,
  submissionOfMessage,
} from '../store/repositories/messages'
import type { Cli, Outcome } from './command'
import { CommandFailure } from './failure'
import { isoTime } from './iso-times'
import { manyLines, oneLine } from './text-columns'
import { readDesk } from './with-desk'

export function messageCommand(cli: Cli, named: string): Promise<Outcome> {
  return readDesk(cli, ({ db }) => {
    const [first, ...others] = hashesNamed(db, named.trim())
    const message = first === undefined ? null : getParsed(db, first)
    if (first === undefined || message === null) throw notThere(cli, db, named)
    const json = {
      messageId: message.messageId,
      subject: message.subject,
      from: { name: message.from.name, address: message.from.address },
      date: message.date === null ? null : isoTime(message.date),
      kind: message.kind,
      text: message.text,
      html: message.html,
      attachments: attachmentsOf(message),
      submission: submissionOfMessage(db, first),
      inReplyTo: message.inReplyTo,
      ...(message.failedRecipient === null ? {} : { failedRecipient: message.failedRecipient }),
      ...(message.originalSender === null ? {} : { originalSender: message.originalSender }),
      copies: [first, ...others].map((hash) => ({
        hash,
        kind: getParsed(db, hash)?.kind ?? null,
        submission: submissionOfMessage(db, hash),
        places: placesOfMessage(db, hash),
      })),
    }
    return { json, text: () => sayMessage(cli, message) }
  })
}

/** The files of a mail that its author attached; pictures of its body are not among them. */
export function attachmentsOf(
  message: ParsedMessage,
): { filename: string; sha256: string; size: number; entries?: readonly string[] }[] {
  return message.attachments
    .filter(({ inline }) => !inline)
    .map(({ filename, sha256, size, entries }) => ({
      filename,
      sha256,
      size,
      ...(entries === null ? {} : { entries }),
    }))
}

/** By Message-ID, with or without its angle brackets, or by the hash of its raw bytes. */
function hashesNamed(db: Database, named: string): string[] {
  const copies = [named, `<${named}>`].flatMap((messageId) => hashesOfMessageId(db, messageId))
  if (copies.length > 0) return copies.map(({ hash }) => hash)
  return getParsed(db, named) === null ? [] : [named]
}

function notThere(cli: Cli, db: Database, named: string): CommandFailure {
  const kept = messageStage(db, named)
  return kept?.stage === 'quarantined'
    ? new CommandFailure('quarantined', { id: named, reason: cli.say(`quarantine.${kept.reason ?? 'unparsable'}`) })
    : new CommandFailure('no-such-message', { id: named })
}

function sayMessage({ say }: Cli, message: ParsedMessage): string {
  return [
    `${say('cli.message.from')}  ${oneLine(`${message.from.name} <${message.from.address}>`)}`,
    `${say('cli.message.subject')}  ${oneLine(message.subject) || say('subject.none')}`,
    `${say('cli.message.date')}  ${message.date === null ? '' : isoTime(message.date)}`,
    `${say('cli.message.kind')}  ${say(`mail-kind.${message.kind}`)}`,
    ...attachmentsOf(message).map(({ filename, size }) => `${say('cli.message.file')}  ${oneLine(filename)} (${size})`),
    '',
    manyLines(message.text),
  ].join('\n')
}
