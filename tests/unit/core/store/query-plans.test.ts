/** What an editor waits for reads by index; the statements are those that the repositories really run. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOutbox, type Outbox } from '@core/jobs/outbox'
import { eventsAbout } from '@core/record/read-events'
import {
  acceptedPieces,
  eventThatMerged,
  isArrangedByHand,
  linkedPieces,
  filedFrom,
  listFiled,
  memberOf,
  mergedPieces,
  partsOf,
  readShape,
  registeredMail,
  standingSubmission,
} from '@core/store/repositories/arrangement'
import { keptInTouch, sharedTraits, stalledRequests } from '@core/store/repositories/people'
import { endedSanctions, listingsToReview, pieceAddressesOf } from '@core/store/repositories/sanctions'
import { listAnnotations } from '@core/store/repositories/annotations'
import {
  addressesOf,
  authorOfAddress,
  countDueFollowUps,
  followUpsOfAuthor,
  followUpsOfSubmission,
  getAuthor,
  notesOf,
  submissionsOfAuthor,
  unremindedFollowUps,
} from '@core/store/repositories/authors'
import {
  countHeldLetters,
  countUnsettledLetters,
  dueLetters,
  heldLetters,
  lettersInState,
  lettersOfSubmission,
  listDecisions,
  listLetters,
  newestLetterTo,
  queuedTimes,
  submissionOfLetter,
} from '@core/store/repositories/decisions'
import {
  guardianOf,
  knownPlaces,
  piecesOfDays,
  piecesToSchedule,
  proposalsOf,
  termsOf,
  waitingProposal,
} from '@core/store/repositories/publication'
import { getHandedOver, listHandedOver, notedLinks } from '@core/store/repositories/files'
import { getCheck, listVersions, listWaivers } from '@core/store/repositories/manuscripts'
import {
  countPresent,
  findInFolder,
  getCursor,
  hasOtherValidity,
  isNoted,
  leftOnServer,
  markGone,
  presentUids,
  setFlags,
} from '@core/store/repositories/mailboxes'
import {
  accountOfMessage,
  countPending,
  countQuarantined,
  filedMail,
  getParsed,
  hashesNaming,
  hashesOfMessageId,
  listQuarantined,
  mailsFromWithSubject,
  pendingMessages,
  recallsBy,
  submissionOfMessage,
} from '@core/store/repositories/messages'
import {
  accountsHolding,
  incomingMails,
  isChangePending,
  nextChange,
  placesIn,
} from '@core/store/repositories/server-changes'
import {
  countLists,
  findSubmissionId,
  getSubmission,
  lastNumberOfMonth,
  latestSubmissionOfAddress,
  listProvenance,
  listSubmissions,
  listUnsorted,
  listThread,
  recentPiecesOf,
} from '@core/store/repositories/submissions'
import type { Db } from '@core/store/open-database'
import { inboxFilterSchema } from '@shared/domain/submission'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { fullScans, fullSorts, plansOf } from '../../../support/query-plans'
import { takeSubmission } from '../../../support/mails'
import { giveMaildir } from '../scenario'

let desk: TestDesk
let db: Db
let outbox: Outbox
beforeAll(async () => {
  desk = openTestDesk()
  db = desk.context.db
  await giveMaildir(desk)
  await takeSubmission(desk.context)
  outbox = openOutbox(desk.context)
})
afterAll(() => desk.close())

describe('lists by page', () => {
  it.each(inboxFilterSchema.options)('the inbox, filter %s: by index and without sorting everything', (filter) => {
    const plans = plansOf(db, () => listSubmissions(db, { filter, query: '', offset: 0, limit: 100 }))
    // How many there are in all is counted in an index, or over the whole table without its rows.
    const [count, page] = plans
    expect(plans).toHaveLength(2)
    expect(fullScans([page!])).toEqual([])
    expect(fullScans([count!])).toEqual([])
    // The page is found in the order of an index; only its own rows are sorted.
    const inner = page!.sql.slice(page!.sql.indexOf('IN (SELECT s.rowid') + 4, page!.sql.lastIndexOf(')'))
    expect(fullSorts(plansOf(db, () => db.prepare(inner)))).toEqual([])
  })

  it('what is to be sorted: by index, in its order', () => {
    const plans = plansOf(db, () => listUnsorted(db, { offset: 0, limit: 100 }))
    expect(plans).toHaveLength(2)
    expect(fullScans(plans)).toEqual([])
    const page = plans[1]!
    const inner = page.sql.slice(page.sql.indexOf('IN (SELECT s.rowid') + 4, page.sql.lastIndexOf(')'))
    const order = plansOf(db, () => db.prepare(inner))
    expect(JSON.stringify(order)).toContain('submissions_triage')
    expect(fullSorts(order)).toEqual([])
  })

  it('mails that are in no piece: the newest first, without sorting all', () => {
    const [page] = plansOf(db, () => listFiled(db, 0, 100))
    expect(fullScans([page!])).toEqual([])
    expect(fullSorts([page!])).toEqual([])
    // Of one person they are few, and sorted.
    const ofPerson = plansOf(db, () => filedFrom(db, ['zhou@mail.example'], 300))
    expect(fullScans(ofPerson).filter((step) => !step.startsWith('SCAN a '))).toEqual([])
  })

  it('the outbox', () => {
    const plans = plansOf(db, () => listLetters(db, 500))
    expect(fullScans(plans)).toEqual([])
    // What is not settled is short and may be sorted; the long rest comes in the order of its index.
    expect(fullSorts(plans.filter(({ sql }) => sql.includes("'cancelled'")))).toEqual([])
  })
})

it('records that may be one person’s: what is shared comes from indexes, and the directory is not joined with itself', () => {
  const plans = plansOf(db, () => sharedTraits(db, 500))
  // Names, facts and mailboxes that a few share, and their pairs: tables of the statement itself.
  expect(fullScans(plans).filter((step) => !/^SCAN (?:n|f|m|x|p):/.test(step))).toEqual([])
})

const mailbox = { accountId: 'a', folder: 'f', uidValidity: '1' }

describe('single look-ups', () => {
  const looks: Record<string, () => unknown> = {
    'one submission': () => getSubmission(db, 'x'),
    'a submission by its number': () => findSubmissionId(db, '2609-001'),
    'the last number of a month': () => lastNumberOfMonth(db, '2609'),
    'the mails of a submission': () => listThread(db, 'x'),
    'its mails that came in': () => incomingMails(db, 'x'),
    'where a mail lies in an account': () => placesIn(db, 'x', 'x'),
    'the accounts that hold a mail': () => accountsHolding(db, 'x'),
    'what a sender took back': () => recallsBy(db, 'x'),
    'the next change of a mailbox': () => nextChange(db, 'x', 0),
    'whether a change of a mail waits': () => isChangePending(db, 'x', 'x', 'seen'),
    'the latest submission of an address': () => latestSubmissionOfAddress(db, 'x'),
    'open and unread': () => countLists(db, 'me'),
    provenance: () => listProvenance(db, 'x'),
    'what comes out when': () => piecesOfDays(db, '2026-09-01', '2026-09-30', 100),
    'columns and channels': () => knownPlaces(db),
    'what has no day yet': () => piecesToSchedule(db, 100),
    'fee and contract': () => termsOf(db, 'x'),
    'an author’s guardian': () => guardianOf(db, 'x'),
    'drafts of decisions': () => proposalsOf(db, 'x'),
    'the draft that waits': () => waitingProposal(db, 'x'),
    versions: () => listVersions(db, 'x'),
    'a check': () => getCheck(db, 'x'),
    waivers: () => listWaivers(db, 'x'),
    annotations: () => listAnnotations(db, 'x'),
    decisions: () => listDecisions(db, 'x'),
    'letters of a submission': () => lettersOfSubmission(db, 'x'),
    'a letter by its Message-ID': () => submissionOfLetter(db, '<x>'),
    'letters that are due': () => dueLetters(db, 0),
    'times of queued letters': () => queuedTimes(db),
    'letters in a state': () => lettersInState(db, 'sending'),
    'held letters': () => heldLetters(db, 500),
    'how many letters are held': () => countHeldLetters(db),
    'unsettled letters': () => countUnsettledLetters(db),
    'the outbox at work': () => outbox.nextDue(),
    'the timeline of an author': () => eventsAbout(db, 'x', 200),
    'copies by Message-ID': () => hashesOfMessageId(db, '<x>'),
    'where a message lies': () => accountOfMessage(db, 'x'),
    'whether a place is noted': () => isNoted(db, mailbox, '1'),
    'how many mails lie in a folder': () => countPresent(db, mailbox),
    'which mails lie in a folder': () => presentUids(db, mailbox),
    'what lay in a folder that was rebuilt': () => hasOtherValidity(db, mailbox, false),
    'a mail of a folder by its Message-ID': () =>
      findInFolder(db, mailbox, { messageId: '<x>', size: 1, arrivedAt: 1 }),
    'the flags of a mail': () => setFlags(db, mailbox, '1', []),
    'a mail that is gone': () => markGone(db, mailbox, '1', 0),
    'how far a folder is known': () => getCursor(db, mailbox),
    'what stays on the server': () => leftOnServer(db, 'a', 20),
    'what is to be taken in': () => pendingMessages(db, 1),
    'how much is to be taken in': () => countPending(db),
    quarantine: () => listQuarantined(db),
    'how much is in quarantine': () => countQuarantined(db),
    'a parsed message': () => getParsed(db, 'x'),
    'the submission of a message': () => submissionOfMessage(db, 'x'),
    'one author': () => getAuthor(db, 'x'),
    'the author of an address': () => authorOfAddress(db, 'x'),
    'addresses of an author': () => addressesOf(db, 'x'),
    'submissions of an author': () => submissionsOfAuthor(db, 'x'),
    'what a submission is made of': () => partsOf(db, 'x'),
    'how its row stands': () => readShape(db, 'x'),
    'where a mail is': () => memberOf(db, 'x'),
    'where a merged piece went': () => standingSubmission(db, 'x'),
    'whether somebody arranged it': () => isArrangedByHand(db, 'x', 'desk'),
    'the mail it was registered for': () => registeredMail(db, 'x'),
    'what belongs with it': () => linkedPieces(db, 'x'),
    'what was merged into it': () => mergedPieces(db, 'x'),
    'the event that merged it': () => eventThatMerged(db, 'x'),
    'accepted pieces': () => acceptedPieces(db),
    'its author’s recent pieces': () => recentPiecesOf(db, 'x', 1),
    'the mails that name a mail': () => hashesNaming(db, '<x>'),
    'a mail without a piece': () => filedMail(db, 'x'),
    'a sender’s mails of a subject': () => mailsFromWithSubject(db, 'x', 'y'),
    'the newest letter to an address': () => newestLetterTo(db, 'x'),
    'files of a submission': () => listHandedOver(db, 'x'),
    'one file of a submission': () => getHandedOver(db, 'x', 'y'),
    'what became of links': () => notedLinks(db, 'x'),
    'notes of an author': () => notesOf(db, 'x'),
    'follow-ups of an author': () => followUpsOfAuthor(db, 'x'),
    'follow-ups of a submission': () => followUpsOfSubmission(db, 'x'),
    'follow-ups that are due': () => countDueFollowUps(db, '2026-09-10'),
    'addresses of an author’s pieces': () => pieceAddressesOf(db, 'x'),
    // Asked every half minute.
    'follow-ups to be told of': () => unremindedFollowUps(db, '2026-09-10'),
    'sanctions that ended': () => endedSanctions(db, 0),
    'entries of the internal list to look at': () => listingsToReview(db, '2026-09-10'),
    'requests that nobody answered': () => stalledRequests(db, 0, '2026-09-10'),
    'who is to be kept in touch with': () => keptInTouch(db),
  }
  it.each(Object.entries(looks))('%s: by index', (_name, look) => {
    const plans = plansOf(db, look)
    expect(plans.length).toBeGreaterThan(0)
    expect(fullScans(plans)).toEqual([])
  })
})
