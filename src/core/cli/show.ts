/** `show ID`: one submission with all that the desk knows of it. */
import type { ParsedMessage } from '@shared/domain/mail'
import { plainText } from '@shared/manuscript/text'
import type { SubmissionDetail } from '@shared/contract/contract'
import { listAnnotations } from '../store/repositories/annotations'
import { getParsed } from '../store/repositories/messages'
import { mailsOfSubmissions } from '../store/repositories/submissions'
import { currentDocument, reviewFindings } from '../workflow/checking'
import type { DeskContext } from '../workflow/context'
import { submissionDetail } from '../workflow/submissions'
import type { Cli, Outcome } from './command'
import { submissionNamed } from './find-submission'
import { isoTimes } from './iso-times'
import { listed, sayFindings } from './list'
import { attachmentsOf } from './message'
import { manyLines, oneLine } from './text-columns'
import { readDesk } from './with-desk'

export function showCommand(cli: Cli, named: string): Promise<Outcome> {
  return readDesk(cli, (context) => {
    const id = submissionNamed(context.db, named)
    const detail = submissionDetail(context, id)
    const [current] = detail.versions
    const check = current === undefined ? null : reviewFindings(context, current.id)
    const mails = detail.messages
      .filter(({ kind }) => kind !== 'duplicate')
      .flatMap(({ hash }) => getParsed(context.db, hash) ?? [])
    const manuscript = manuscriptOf(context, detail)
    const json = {
      ...listed(detail.row, mailsOfSubmissions(context.db, id).get(id)),
      author: detail.row.author,
      links: linksOf(mails),
      attachments: uniqueBy(mails.flatMap(attachmentsOf), ({ sha256, filename }) => `${sha256} ${filename}`),
      manuscript,
      versions: detail.versions,
      annotations: listAnnotations(context.db, id),
      findings: check?.findings ?? [],
      checklist: check?.checklist ?? [],
      decisions: detail.decisions,
      letters: detail.letters,
    }
    // `findings` of a row are counts; here they are the findings themselves, as the table has it.
    return { json: isoTimes(json), text: () => sayDetail(cli, detail, manuscript?.text ?? '') }
  })
}

/** Null while there is none; one that was refused has no text, and its report says why. */
function manuscriptOf(context: DeskContext, { versions, conversion }: SubmissionDetail) {
  const [current] = versions
  if (current !== undefined) {
    const { title, byline, images, ordinal, report } = current
    const text = plainText(currentDocument(context, current.contentHash))
    return { title, byline, text, images, version: ordinal, report }
  }
  if (conversion.kind !== 'refused') return null
  const { code, detail } = conversion.refusal
  const note = code === 'not-supported' ? 'format-not-supported' : 'conversion-refused'
  const report = [{ code: note, detail: [code, detail].filter((part) => part !== '').join(': ') }]
  return { title: '', byline: '', text: '', images: [], version: 0, report }
}

function linksOf(mails: readonly ParsedMessage[]): { url: string; expiring: boolean }[] {
  return uniqueBy(
    mails.flatMap(({ links }) => links.map(({ url, expiring }) => ({ url, expiring }))),
    ({ url }) => url,
  )
}

function uniqueBy<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return [...new Map(values.toReversed().map((value) => [keyOf(value), value])).values()].toReversed()
}

function sayDetail(
  cli: Cli,
  { row, decisions, letters, messages, conversion }: SubmissionDetail,
  text: string,
): string {
  const { say } = cli
  const facts = [say(`state.${row.state}`), say('words.count', { count: row.words }), sayFindings(cli, row.findings)]
  return [
    `${row.number}  ${oneLine(row.title) || say('title.none')}`,
    facts.filter((fact) => fact !== '').join(' · '),
    say('cli.show.author', {
      name: oneLine(row.author.name) || say('author.nameless'),
      address: oneLine(row.author.address),
      identity: say(`identity.${row.author.identity}`),
      accepted: say('author.accepted', { accepted: row.author.acceptedCount, total: row.author.submissionCount }),
      wechat: say(`wechat.${row.author.wechat}`),
    }),
    '',
    ...messages.map(({ date, kind, subject, messageId }) =>
      [new Date(date).toISOString(), say(`mail-kind.${kind}`), oneLine(subject), oneLine(messageId)].join('  '),
    ),
    ...decisions.map((decision) =>
      [new Date(decision.at).toISOString(), say(`verdict.${decision.verdict}`), oneLine(decision.reason)].join('  '),
    ),
    ...letters.map((letter) =>
      [say(`letter-state.${letter.state}`), oneLine(letter.to.address), oneLine(letter.subject)].join('  '),
    ),
    ...(conversion.kind === 'refused' ? ['', say('cli.show.refused', { code: conversion.refusal.code })] : []),
    ...(text === '' ? [] : ['', manyLines(text)]),
  ].join('\n')
}
