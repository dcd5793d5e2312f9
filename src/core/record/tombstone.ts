/**
 * What is left of an event when the person it is about is erased: a **tombstone**, the same event with every word of or about
 * the person taken out. Ids, states, verdicts, numbers and times stay, since the figures, the states and later events rest on them.
 *
 * Every member of every payload is named here with what becomes of it; a new event type, or a new member of an old one, does
 * not compile until it is.
 */
import { canonicalJson } from '@shared/canonical-json'
import { eventPayloads, type EventPayload, type EventType } from '@shared/domain/event'
import type { AuthorMove } from '@shared/domain/author-events'
import type { ConversionState } from '@shared/domain/submission'
import type { Anchor } from '@shared/manuscript/anchor'
import type { Guardian, PieceTerms } from '@shared/domain/terms'
import type { PictureFacts } from '@shared/domain/piece'
import type { Publication } from '@shared/domain/publication'
import type { SubmissionShape } from '@shared/domain/work-item'

/** What stands for a word in tombstones. The same word gets the same stand-in within one erasure, and nothing leads back. */
export interface StandIns {
  /** Of a mail address; one that is another person's now is left. */
  readonly address: (address: string) => string
  /** Of a name, a tag, a link: what rows are found by; one that another person in the same event has is left. */
  readonly key: (word: string) => string
  /** Of a file that came another way than by mail, by its sha256; one that another person's piece has too is left. */
  readonly file: (sha256: string) => string
  /** Of a Message-ID. */
  readonly messageId: (id: string) => string
  /** sha256 of the document without a word, which takes the place of every version's. */
  readonly emptyDocument: string
}

type Treatment<V> = (value: V, standIns: StandIns) => V
type Treatments = {
  readonly [T in EventType]: { readonly [K in keyof EventPayload<T>]-?: Treatment<EventPayload<T>[K]> }
}

/** For members that may not be empty. */
const TAKEN_OUT = '—'

const keep = <V>(value: V): V => value
const blank = <V extends string | null | undefined>(value: V): V => (typeof value === 'string' ? '' : value) as V
const none = <V extends readonly unknown[] | undefined>(value: V): V =>
  (value === undefined ? undefined : []) as unknown as V
const absent = <V>(_value: V | undefined): V | undefined => undefined
const nothing = <V>(_value: V | null): V | null => null
const address: Treatment<string> = (value, { address: of }) => (value === '' ? '' : of(value))
const key: Treatment<string> = (value, { key: of }) => (value === '' ? '' : of(value))
const file: Treatment<string> = (value, { file: of }) => of(value)
const document: Treatment<string> = (_value, { emptyDocument }) => emptyDocument

const anchor: Treatment<Anchor> = ({ projection }, { emptyDocument }) => ({
  contentHash: emptyDocument,
  projection,
  block: 'title',
  start: 0,
  end: 0,
  quote: '',
  prefix: '',
  suffix: '',
})

const publication: Treatment<Publication> = (value) => {
  switch (value.kind) {
    case 'none':
    case 'unscheduled':
    case 'scheduled':
      return value
    case 'published':
      return { ...value, addresses: value.addresses.map(({ channel }) => ({ channel, url: '' })) }
    case 'taken-down':
      return { ...value, reason: '', addresses: value.addresses.map(({ channel }) => ({ channel, url: '' })) }
  }
}

const conversion = (state: ConversionState): ConversionState =>
  state.kind === 'refused' ? { kind: 'refused', refusal: { code: state.refusal.code, detail: '' } } : state

const shape: Treatment<SubmissionShape> = (value) => ({ ...value, title: '', conversion: conversion(value.conversion) })

const terms: Treatment<PieceTerms> = ({ fee, contract }) => ({
  fee: fee === null ? null : { ...fee, note: '' },
  contract: contract === null ? null : { ...contract, number: TAKEN_OUT, note: '' },
})

const NO_GUARDIAN: Guardian = { minor: false, consent: null }

const pictureFacts = (facts: PictureFacts): PictureFacts => ({ ...facts, source: '', evidence: '' })

const moved: Treatment<AuthorMove> = (value, standIns) => ({
  ...value,
  addresses: value.addresses.map((each) => address(each, standIns)),
  penNames: value.penNames.map((each) => key(each, standIns)),
  facts: value.facts.map((fact) => ({ field: fact.field, value: key(fact.value, standIns) })),
  tags: value.tags.map((each) => key(each, standIns)),
})

const treatments: Treatments = {
  'desk.created': { zone: keep },
  'desk.letter-settings-changed': { signature: keep, undoSeconds: keep },
  'desk.export-settings-changed': { settings: keep },
  'editor.named': { editorId: keep, name: keep },
  'editor.role-changed': { editorId: keep, from: keep, to: keep },
  'editor.retired': { editorId: keep, retired: keep },
  'editor.coloured': { editorId: keep, color: keep },
  'desk.editor-switched': { from: keep, to: keep },
  'desk.approval-changed': { from: keep, to: keep },
  'desk.notices-changed': { followUps: keep },
  'template.saved': { name: keep, language: keep, version: keep, source: keep, restored: keep },
  'account.added': { accountId: keep, config: keep },
  'account.changed': { accountId: keep, config: keep },
  'account.intake-changed': { accountId: keep, settings: keep },
  'account.removed': { accountId: keep },
  'author.registered': { authorId: keep, name: blank, address },
  'author.renamed': { authorId: keep, from: blank, name: blank },
  'author.address-noted': { authorId: keep, address, present: keep },
  'author.pen-name-noted': { authorId: keep, name: key, present: keep },
  'author.fact-noted': { authorId: keep, field: keep, value: blank, from: blank },
  'author.tagged': { authorId: keep, tag: key, present: keep },
  'author.merged': { authorId: keep, otherId: keep, reason: blank, moved, identity: keep, wechat: keep },
  'author.unmerged': {
    authorId: keep,
    otherId: keep,
    reason: blank,
    moved,
    identity: keep,
    wechat: keep,
    events: keep,
  },
  'author.kept-apart': { authorId: keep, otherId: keep },
  'author.identity-changed': { authorId: keep, from: keep, to: keep, reason: blank },
  'author.wechat-changed': { authorId: keep, from: keep, to: keep, reason: blank },
  'author.keep-in-touch-set': { authorId: keep, from: keep, weeks: keep },
  'author.listed': { listingId: keep, authorId: keep, level: keep, reason: blank, reviewOn: keep },
  'author.listing-ended': { listingId: keep, authorId: keep, reason: blank },
  'author.publication-noted': {
    publicationId: keep,
    authorId: keep,
    url: blank,
    title: blank,
    submissionId: keep,
    present: keep,
  },
  'author.site-account-noted': { accountId: keep, authorId: keep, name: blank, link: blank, present: keep },
  'author.contact-noted': {
    noteId: keep,
    authorId: keep,
    channel: keep,
    text: blank,
    happenedAt: keep,
    chat: absent,
    files: absent,
  },
  'author.note-pinned': { noteId: keep, authorId: keep, pinned: keep },
  'author.note-files-changed': { noteId: keep, authorId: keep, from: none, files: none },
  'author.note-changed': { noteId: keep, authorId: keep, from: blank, text: blank },
  'author.note-removed': { noteId: keep, authorId: keep, removed: keep },
  // Of no one person: who came by it has events of their own.
  'authors.imported': { importId: keep, filename: keep, created: keep, changed: keep, failed: keep, events: keep },
  'authors.import-reverted': { importId: keep, reason: keep },
  'author.removed': { authorId: keep, reason: blank },
  'author.erased': { authorId: keep, ground: keep, mergedIds: keep, sealed: keep },
  'author.guardian-noted': { authorId: keep, from: nothing, to: () => NO_GUARDIAN },
  // The sentence is the convention's, `by` one of the site's staff.
  'sanction.proposed': {
    sanctionId: keep,
    authorId: keep,
    accountId: keep,
    publicationId: keep,
    measure: keep,
    sentence: keep,
    findings: (findings) => findings.map((finding) => ({ ...finding, words: '' })),
    aggravating: keep,
    reason: blank,
  },
  'sanction.carried-out': { sanctionId: keep, authorId: keep, by: keep, startsAt: keep, endsAt: keep },
  'sanction.lifted': { sanctionId: keep, authorId: keep, by: keep, reason: blank },
  'sanction.ended': { sanctionId: keep, authorId: keep },
  'sanction.dropped': { sanctionId: keep, authorId: keep, reason: blank },
  'appeal.entered': { appealId: keep, sanctionId: keep, authorId: keep, words: blank },
  'appeal.settled': { appealId: keep, sanctionId: keep, authorId: keep, outcome: keep, answer: blank },
  'objection.raised': { objectionId: keep, submissionId: keep, authorId: keep, decisionId: keep, words: blank },
  'objection.settled': { objectionId: keep, submissionId: keep, authorId: keep, outcome: keep, answer: blank },
  'follow-up.created': {
    followUpId: keep,
    authorId: keep,
    submissionId: keep,
    purpose: keep,
    text: blank,
    due: keep,
    repeat: keep,
  },
  'follow-up.moved': { followUpId: keep, authorId: keep, from: keep, due: keep },
  'follow-up.reminded': { followUpId: keep, authorId: keep, due: keep },
  'follow-up.closed': { followUpId: keep, authorId: keep, state: keep, reason: blank },
  'submission.registered': {
    submissionId: keep,
    number: keep,
    authorId: keep,
    title: blank,
    subject: blank,
    receivedAt: keep,
    messageHash: keep,
    attachments: keep,
    expiringLinks: keep,
    origin: keep,
  },
  'submission.message-joined': {
    submissionId: keep,
    messageHash: keep,
    kind: keep,
    receivedAt: keep,
    from: keep,
    to: keep,
  },
  'submission.review-started': { submissionId: keep, from: keep, to: keep },
  'submission.read': { submissionId: keep },
  'submission.unread': { submissionId: keep },
  'submission.review-undone': { submissionId: keep, from: keep, to: keep },
  'submission.archived': { submissionId: keep, archived: keep },
  'submission.assigned': { submissionId: keep, from: keep, to: keep },
  'submission.complaint-noted': { submissionId: keep, messageHash: keep, replyBy: keep, from: keep },
  'submission.reply-by-changed': { submissionId: keep, from: keep, replyBy: keep },
  'submission.urgency-changed': { submissionId: keep, urgent: keep, reason: blank },
  'submission.message-sorted': { submissionId: keep, messageHash: keep, from: keep, to: keep },
  'submission.message-recalled': { submissionId: keep, messageHash: keep, noticeHash: keep },
  'submission.awaiting-changed': { submissionId: keep, awaitsAuthor: keep },
  'submission.linked': { submissionId: keep, otherId: keep, kind: keep },
  'submission.unlinked': { submissionId: keep, otherId: keep, kind: keep },
  'submission.rearranged': {
    submissionId: keep,
    otherId: keep,
    operation: keep,
    messages: keep,
    versions: keep,
    letters: keep,
    followUps: keep,
    files: (files, standIns) => files.map((each) => file(each, standIns)),
    links: (links, standIns) => links.map((each) => key(each, standIns)),
    provenance: keep,
  },
  'submission.reshaped': { submissionId: keep, versions: keep, versionsBefore: keep, from: shape, to: shape },
  'submission.dissolved': { submissionId: keep, otherId: keep },
  'submission.file-added': {
    submissionId: keep,
    sha256: file,
    filename: blank,
    contentType: keep,
    size: keep,
    entries: nothing,
  },
  'submission.link-noted': { submissionId: keep, url: key, state: keep, sha256: nothing },
  'submission.provenance-noted': {
    submissionId: keep,
    entry: ({ field }) => ({ field, value: '', saidIn: '' }),
  },
  'submission.detail-noted': {
    submissionId: keep,
    detail: ({ channel, field }) => ({ channel, field, value: '', saidIn: '' }),
    from: blank,
  },
  'submission.picture-described': {
    submissionId: keep,
    sha256: file,
    facts: pictureFacts,
    from: (facts) => (facts === null ? null : pictureFacts(facts)),
  },
  'manuscript.version-added': {
    versionId: keep,
    submissionId: keep,
    ordinal: keep,
    title: blank,
    byline: blank,
    words: keep,
    images: none,
    contentHash: document,
    sourceFilename: nothing,
    sourceSha256: nothing,
    messageHash: keep,
    report: none,
    suggestions: keep,
  },
  'manuscript.edited': {
    versionId: keep,
    submissionId: keep,
    from: document,
    contentHash: document,
    title: blank,
    words: keep,
    suggestions: keep,
    images: none,
    anchors: (anchors, standIns) =>
      anchors.map(({ annotationId, anchor: place }) => ({ annotationId, anchor: anchor(place, standIns) })),
  },
  'manuscript.refused': {
    submissionId: keep,
    messageHash: keep,
    refusal: ({ code }) => ({ code, detail: '' }),
  },
  'annotation.added': {
    annotationId: keep,
    submissionId: keep,
    versionId: keep,
    kind: keep,
    anchor,
    audience: keep,
    commentId: keep,
    text: blank,
    clause: keep,
    label: blank,
    mentions: keep,
    finding: keep,
  },
  'annotation.imported': {
    annotationId: keep,
    submissionId: keep,
    versionId: keep,
    thread: (thread, standIns) => ({
      anchor: anchor(thread.anchor, standIns),
      state: thread.state,
      comments: thread.comments.map(({ at }) => ({ name: '', at, text: '' })),
    }),
    commentIds: keep,
  },
  'annotation.replied': { annotationId: keep, submissionId: keep, commentId: keep, text: blank, mentions: keep },
  'annotation.comment-edited': {
    annotationId: keep,
    submissionId: keep,
    commentId: keep,
    from: blank,
    text: blank,
    mentions: keep,
  },
  'annotation.labelled': {
    annotationId: keep,
    submissionId: keep,
    from: ({ clause }) => ({ label: '', clause }),
    label: blank,
    clause: keep,
  },
  'annotation.placed': { annotationId: keep, submissionId: keep, from: anchor, anchor },
  'annotation.answered': { annotationId: keep, submissionId: keep, versionId: keep, outcome: keep },
  'annotation.state-changed': { annotationId: keep, submissionId: keep, state: keep },
  'annotation.audience-changed': { annotationId: keep, submissionId: keep, audience: keep },
  'annotation.removed': { annotationId: keep, submissionId: keep },
  'annotation.restored': { annotationId: keep, submissionId: keep },
  'finding.waived': { submissionId: keep, versionId: keep, findingId: keep, ruleId: keep, reason: blank },
  'finding.waiver-withdrawn': { submissionId: keep, versionId: keep, findingId: keep },
  'rule-pack.saved': {
    name: keep,
    version: keep,
    hash: keep,
    source: keep,
    baseHash: keep,
    how: keep,
    changes: keep,
    note: keep,
  },
  'rule-pack.switched': { name: keep, on: keep, reason: keep },
  'rule-pack.removed': { name: keep, reason: keep },
  'rule.switched': { ruleId: keep, pack: keep, on: keep, reason: keep },
  // One of an author or a piece; the desk's own concern nobody and are never erased.
  'allow-entry.added': {
    entryId: keep,
    scope: keep,
    authorId: keep,
    submissionId: keep,
    ruleId: keep,
    words: blank,
    folded: blank,
    reason: blank,
    expiresOn: keep,
  },
  'allow-entry.withdrawn': { entryId: keep, authorId: keep, submissionId: keep, words: blank, reason: blank },
  'decision.recorded': {
    decisionId: keep,
    submissionId: keep,
    authorId: keep,
    verdict: keep,
    reason: blank,
    round: keep,
    versionId: keep,
    findings: keep,
    override: blank,
    signedClauses: keep,
    unsignedClauses: keep,
    openFacts: keep,
    proposedBy: keep,
    from: keep,
    to: keep,
    publication,
    publicationBefore: (value, standIns) => (value === undefined ? undefined : publication(value, standIns)),
    letterId: keep,
  },
  'decision.proposed': {
    proposalId: keep,
    submissionId: keep,
    verdict: keep,
    reason: blank,
    round: keep,
    versionId: keep,
    request: (request) => ({ ...request, override: blank(request.override), letter: null }),
  },
  'decision.proposal-settled': { proposalId: keep, submissionId: keep, state: keep, reason: blank, decisionId: keep },
  'submission.publication-changed': {
    submissionId: keep,
    step: keep,
    from: publication,
    to: publication,
    reason: blank,
    letterId: keep,
  },
  'submission.terms-noted': { submissionId: keep, from: terms, to: terms },
  'decision.reverted': { decisionId: keep, submissionId: keep, to: keep, publication, reason: blank },
  'decision.reason-changed': { decisionId: keep, submissionId: keep, from: blank, to: blank },
  // The sender is the desk.
  'letter.queued': {
    letterId: keep,
    submissionId: keep,
    decisionId: keep,
    accountId: keep,
    template: keep,
    to: (to, standIns) => ({ name: '', address: address(to.address, standIns) }),
    from: keep,
    subject: blank,
    text: blank,
    html: blank,
    messageId: (value, { messageId }) => messageId(value),
    inReplyTo: nothing,
    references: none,
    notBefore: keep,
  },
  'letter.state-changed': {
    letterId: keep,
    submissionId: keep,
    from: keep,
    to: keep,
    reason: keep,
    detail: blank,
    attempts: keep,
    notBefore: keep,
  },
  'letter.account-changed': { letterId: keep, submissionId: keep, accountId: keep, from: keep },
  'letter.edited': { letterId: keep, submissionId: keep, subject: blank, text: blank, html: blank },
  'letter.bounced': { letterId: keep, submissionId: keep, recipient: address, messageHash: keep, detail: blank },
}

/** The canonical JSON of the tombstone of a payload that is given as it is stored. */
export function tombstoneOf(type: string, payloadJson: string, standIns: StandIns): string {
  if (!(type in treatments)) throw new Error(`an event of the unknown type ${type} cannot be erased`)
  const known = type as EventType
  const payload = eventPayloads[known].parse(JSON.parse(payloadJson)) as Readonly<Record<string, unknown>>
  const treat = treatments[known] as Readonly<Record<string, Treatment<unknown>>>
  const left: Record<string, unknown> = {}
  for (const [member, value] of Object.entries(payload)) {
    const treatment = treat[member]
    if (treatment === undefined) throw new Error(`nobody says what becomes of ${member} of ${type}`)
    const stays = treatment(value, standIns)
    if (stays !== undefined) left[member] = stays
  }
  // A tombstone is read as any other payload.
  return canonicalJson(eventPayloads[known].parse(left))
}
