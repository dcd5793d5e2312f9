/**
 * 处罚 and 申诉: the desk proposes and records; whoever works in the site's own backend carries out and lifts. A sanction needs
 * a site account and a published address: the convention binds registered users and what they published.
 */
import { v7 as uuidv7 } from 'uuid'
import { change, type DeskChange } from '@shared/domain/event'
import { assertNever } from '@shared/domain/result'
import type {
  Aggravating,
  ConfirmedFinding,
  Measure,
  SanctionBasis,
  SanctionedPublication,
  SanctionState,
} from '@shared/domain/sanction'
import {
  complaintsAbout,
  findingsOfAuthor,
  getAppeal,
  getSanction,
  openAppeal,
  pieceAddressesOf,
  publicationsOf,
  sanctionsOf,
  siteAccountsOf,
} from '../store/repositories/sanctions'
import { appealSteps, mayStep, sanctionSteps } from './author-steps'
import { announce, append, transact, type DeskContext } from './context'
import { refuse } from './refuse'
import { standing } from './standing-author'

/** 公约, 二、违规处罚, word for word. */
export const PENALTY_SENTENCE =
  '当一个用户发布违规内容时,本网站将依据相关用户违规情节严重程度,对帐号进行禁言 1 天、7 天、15 天直至永久禁言或封停账号的处罚。'
export const AGGRAVATING_SENTENCE =
  '当涉及欺凌未成年人、危害未成年人身心健康、通过作弊手段注册、使用帐号,或者滥用多个帐号发布违规内容时,本网站将加重处罚。'

const DAY = 86_400_000

/** What a sanction of an author is weighed with. */
export function sanctionBasis(context: DeskContext, authorId: string): SanctionBasis {
  const { db } = context
  const publications = publicationsOf(db, authorId)
  return {
    accounts: siteAccountsOf(db, authorId),
    publications,
    ofPieces: pieceAddressesOf(db, authorId).filter(({ url }) => publications.every((noted) => noted.url !== url)),
    findings: findingsOfAuthor(db, authorId),
    history: sanctionsOf(db, authorId),
    complaints: complaintsAbout(db, authorId),
    sentence: PENALTY_SENTENCE,
    aggravatingSentence: AGGRAVATING_SENTENCE,
  }
}

/** A registered user's account; `present` false takes it back. */
export function noteSiteAccount(context: DeskContext, id: string, name: string, link: string): void {
  transact(context, () => {
    const authorId = standing(context, id)
    if (siteAccountsOf(context.db, authorId).some((account) => account.name === name)) refuse('already-noted')
    const accountId = uuidv7({ msecs: context.now() })
    append(context, [
      change('author.site-account-noted', accountId, { accountId, authorId, name, link, present: true }),
    ])
  })
  announce(context, 'authors')
}

export function removeSiteAccount(context: DeskContext, id: string, accountId: string): void {
  transact(context, () => {
    const authorId = standing(context, id)
    const account = siteAccountsOf(context.db, authorId).find((each) => each.id === accountId) ?? refuse('not-found')
    const { name, link } = account
    append(context, [
      change('author.site-account-noted', accountId, { accountId, authorId, name, link, present: false }),
    ])
  })
  announce(context, 'authors')
}

export interface NewPublication {
  readonly authorId: string
  readonly url: string
  readonly title: string
  readonly submissionId: string | null
}

/** Where something of the author's was published. */
export function notePublication(context: DeskContext, request: NewPublication): void {
  transact(context, () => {
    const { url, title, submissionId } = request
    const authorId = standing(context, request.authorId)
    if (publicationsOf(context.db, authorId).some((each) => each.url === url)) refuse('already-noted')
    append(context, [notedPublication(uuidv7({ msecs: context.now() }), { authorId, url, title, submissionId })])
  })
  announce(context, 'authors')
}

function notedPublication(publicationId: string, publication: NewPublication): DeskChange {
  return change('author.publication-noted', publicationId, { publicationId, ...publication, present: true })
}

export function removePublication(context: DeskContext, id: string, publicationId: string): void {
  transact(context, () => {
    const authorId = standing(context, id)
    const { url, title, submissionId } =
      publicationsOf(context.db, authorId).find((each) => each.id === publicationId) ?? refuse('not-found')
    append(context, [
      change('author.publication-noted', publicationId, {
        publicationId,
        authorId,
        url,
        title,
        submissionId,
        present: false,
      }),
    ])
  })
  announce(context, 'authors')
}

export interface NewSanction {
  readonly authorId: string
  readonly accountId: string
  readonly publication: SanctionedPublication
  readonly measure: Measure
  readonly findings: readonly ConfirmedFinding[]
  readonly aggravating: readonly Aggravating[]
  readonly reason: string
}

/** The noted address that is meant; one of a piece is noted with the author by it. */
function publicationFor(
  context: DeskContext,
  authorId: string,
  publication: SanctionedPublication,
): { readonly publicationId: string; readonly noted: readonly DeskChange[] } {
  const known = publicationsOf(context.db, authorId)
  switch (publication.kind) {
    case 'noted': {
      const { id } = known.find((each) => each.id === publication.publicationId) ?? refuse('needs-publication')
      return { publicationId: id, noted: [] }
    }
    case 'piece': {
      const { submissionId, url } = publication
      const piece =
        pieceAddressesOf(context.db, authorId).find((each) => each.submissionId === submissionId && each.url === url) ??
        refuse('needs-publication')
      const same = known.find((each) => each.url === url)
      if (same !== undefined) return { publicationId: same.id, noted: [] }
      const publicationId = uuidv7({ msecs: context.now() })
      return { publicationId, noted: [notedPublication(publicationId, { authorId, ...piece })] }
    }
    default:
      return assertNever(publication)
  }
}

/** A proposal: nothing happens on the site by it. Refused without an account and an address of this author's. */
export function proposeSanction(context: DeskContext, request: NewSanction): void {
  transact(context, () => {
    const authorId = standing(context, request.authorId)
    const { accountId, measure, reason } = request
    if (!siteAccountsOf(context.db, authorId).some(({ id }) => id === accountId)) refuse('needs-site-account')
    const { publicationId, noted } = publicationFor(context, authorId, request.publication)
    const sanctionId = uuidv7({ msecs: context.now() })
    append(context, [
      ...noted,
      change('sanction.proposed', sanctionId, {
        sanctionId,
        authorId,
        accountId,
        publicationId,
        measure,
        sentence: request.aggravating.length === 0 ? PENALTY_SENTENCE : PENALTY_SENTENCE + AGGRAVATING_SENTENCE,
        findings: [...request.findings],
        aggravating: [...request.aggravating],
        reason,
      }),
    ])
  })
  announce(context, 'authors')
}

/** Milliseconds that a measure lasts; null: it does not end by itself. A day is 24 hours. */
export function durationOf(measure: Measure): number | null {
  switch (measure) {
    case 'mute-1':
      return DAY
    case 'mute-7':
      return 7 * DAY
    case 'mute-15':
      return 15 * DAY
    case 'mute-forever':
    case 'ban':
      return null
    default:
      return assertNever(measure)
  }
}

/** `by` did it in the site's backend at `startsAt` (UTC milliseconds, not later than now). Its end is fixed by this. */
export function carryOutSanction(context: DeskContext, sanctionId: string, by: string, startsAt: number): void {
  step(context, sanctionId, 'in-force', ({ authorId, measure }) => {
    if (startsAt > context.now()) refuse('time-to-come')
    const duration = durationOf(measure)
    const endsAt = duration === null ? null : startsAt + duration
    return [change('sanction.carried-out', sanctionId, { sanctionId, authorId, by, startsAt, endsAt })]
  })
}

/** `by` lifted it in the site's backend before its time. */
export function liftSanction(context: DeskContext, sanctionId: string, by: string, reason: string): void {
  step(context, sanctionId, 'lifted', ({ authorId }) => [
    change('sanction.lifted', sanctionId, { sanctionId, authorId, by, reason }),
  ])
}

export function dropSanction(context: DeskContext, sanctionId: string, reason: string): void {
  step(context, sanctionId, 'dropped', ({ authorId }) => [
    change('sanction.dropped', sanctionId, { sanctionId, authorId, reason }),
  ])
}

function step(
  context: DeskContext,
  sanctionId: string,
  to: SanctionState,
  changes: (sanction: NonNullable<ReturnType<typeof getSanction>>) => DeskChange[],
): void {
  transact(context, () => {
    const sanction = getSanction(context.db, sanctionId) ?? refuse('not-found')
    if (!mayStep(sanctionSteps, sanction.state, to)) refuse('sanction-step')
    append(context, changes(sanction))
  })
  announce(context, 'authors')
}

/** What the user wrote through 建议反馈, against a sanction that was carried out. One appeal at a time. */
export function enterAppeal(context: DeskContext, sanctionId: string, words: string): void {
  transact(context, () => {
    const { authorId, state } = getSanction(context.db, sanctionId) ?? refuse('not-found')
    if (state === 'proposed' || state === 'dropped') refuse('nothing-to-appeal')
    if (openAppeal(context.db, sanctionId) !== null) refuse('appeal-open')
    const appealId = uuidv7({ msecs: context.now() })
    append(context, [change('appeal.entered', appealId, { appealId, sanctionId, authorId, words })])
  })
  announce(context, 'authors')
}

/** 维持 or 支持申诉. Granting one lifts nothing by itself: that is done in the site's backend and recorded then. */
export function settleAppeal(
  context: DeskContext,
  appealId: string,
  outcome: 'upheld' | 'granted',
  answer: string,
): void {
  transact(context, () => {
    const { sanctionId, authorId, outcome: from } = getAppeal(context.db, appealId) ?? refuse('not-found')
    if (!mayStep(appealSteps, from, outcome)) refuse('appeal-settled')
    append(context, [change('appeal.settled', appealId, { appealId, sanctionId, authorId, outcome, answer })])
  })
  announce(context, 'authors')
}
