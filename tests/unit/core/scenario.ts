/** A long day at the desk: every use case that appends an event at least once. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { openOutbox } from '@core/jobs/outbox'
import { listLetters } from '@core/store/repositories/decisions'
import { listAccounts } from '@core/store/repositories/desk'
import { getCheck, listVersions } from '@core/store/repositories/manuscripts'
import { getSubmission } from '@core/store/repositories/submissions'
import { submissionOfMessage } from '@core/store/repositories/messages'
import { addAccount, changeAccount, removeAccount, setIntake } from '@core/workflow/accounts'
import { setIdentity, setWechat } from '@core/workflow/authors'
import { importAuthors, revertImport } from '@core/workflow/author-import'
import { addNote, addNoteFiles, editNote, pinNote, removeNote } from '@core/workflow/contact-notes'
import { addFollowUp, closeFollowUp, moveFollowUp, passTime } from '@core/workflow/follow-ups'
import { endListing, listAuthor, raiseObjection, settleObjection } from '@core/workflow/internal-list'
import { keepApart, mergeAuthors, unmergeAuthors } from '@core/workflow/merge-authors'
import {
  addAddress,
  removeAddress,
  renameAuthor,
  setFact,
  setKeepInTouch,
  setPenName,
  setTag,
} from '@core/workflow/person'
import {
  carryOutSanction,
  dropSanction,
  enterAppeal,
  liftSanction,
  notePublication,
  noteSiteAccount,
  proposeSanction,
  removePublication,
  removeSiteAccount,
  settleAppeal,
} from '@core/workflow/sanctions'
import { documentOf, waiveFinding, withdrawWaiver } from '@core/workflow/checking'
import { setReplyBy, setUrgent } from '@core/workflow/complaints'
import { append, transact, type DeskContext } from '@core/workflow/context'
import { threadChanges } from '@core/workflow/imported-threads'
import { assignSubmission } from '@core/workflow/assignment'
import { draftDecision, recordDecision, revertDecision } from '@core/workflow/decisions'
import { submissionFiles } from '@core/workflow/files'
import { addEntry, withdrawEntry } from '@core/workflow/allow-list'
import { proposeChange, saveProposal, type PackChange } from '@core/workflow/pack-proposals'
import { removePack, switchPack, switchRule } from '@core/workflow/rule-packs'
import { addFile } from '@core/workflow/handed-over'
import { noteLink } from '@core/workflow/link-guard'
import { createSubmission } from '@core/workflow/new-submission'
import { eraseAuthor } from '@core/workflow/erase-author'
import { cancelLetter, sendFromAccount } from '@core/workflow/letters'
import { describePicture, noteDetail } from '@core/workflow/piece'
import { keepEdit, recordEdit } from '@core/workflow/edits'
import { addEditor, nameEditor, setExportSettings, setFollowUpNotices, setLetterSettings } from '@core/workflow/desk'
import { keepFile } from '@core/workflow/handed-over'
import { changeReason, editLetter, releaseLetters } from '@core/workflow/held-letters'
import { readTemplate, saveTemplate } from '@core/workflow/letter-templates'
import { correctKind } from '@core/workflow/correct'
import { mergeSubmissions } from '@core/workflow/merge'
import { linkPieces, setArchived, unlinkPieces } from '@core/workflow/organise'
import {
  addAnnotation,
  answerRequest,
  editComment,
  labelAnnotation,
  placeAnnotation,
  openSubmission,
  removeAnnotation,
  replyToAnnotation,
  restoreAnnotation,
  setAnnotationAudience,
  setAnnotationState,
  setProvenance,
} from '@core/workflow/review'
import { sortPiece, undoSorting } from '@core/workflow/triage'
import { approveProposal, proposeDecision, settleProposal } from '@core/workflow/proposals'
import { changePublication, draftPublished } from '@core/workflow/publication'
import { retireEditor, saveEditor, setApproval, switchEditor } from '@core/workflow/roles'
import { noteGuardian, noteTerms } from '@core/workflow/terms'
import { moveMessage, splitMessage } from '@core/workflow/split'
import { undoAct, unmergeSubmission } from '@core/workflow/undo'
import { followUpsOfAuthor, notesOf } from '@core/store/repositories/authors'
import { objectionsOf, publicationsOf, sanctionsOf, siteAccountsOf } from '@core/store/repositories/sanctions'
import { DEFAULT_EXPORT_SETTINGS } from '@shared/domain/export'
import { DEFAULT_INTAKE } from '@shared/domain/intake'
import type { Verdict } from '@shared/domain/decision'
import type { LetterDraft } from '@shared/domain/letter'
import type { PublicationRequest } from '@shared/domain/publication'
import { makeAnchor } from '@shared/manuscript/anchor'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { textBlocks } from '@shared/manuscript/text'
import { Fragment, Slice } from 'prosemirror-model'
import type { TestDesk } from '../../support/desk'
import { ARTICLE, addMaildir, corpusMail, rawMail, takeMail, takeSubmission } from '../../support/mails'

/** Makes the folders of a Maildir under the profile and adds it as the desk's account; its path. */
export async function giveMaildir(desk: TestDesk): Promise<string> {
  const folder = path.join(desk.profileDir, 'maildir')
  for (const sub of ['new', 'cur', 'tmp']) mkdirSync(path.join(folder, sub), { recursive: true })
  await addMaildir(desk.context, folder)
  return folder
}

/** Decides with the letter that the desk proposes. */
export function decideWithLetter(
  context: DeskContext,
  submissionId: string,
  verdict: Verdict,
  override: string | null = null,
): ReturnType<typeof recordDecision> {
  const reason = '结构完整，数据有出处'
  const { letter } = draftDecision(context, submissionId, verdict, reason, new Map())
  return recordDecision(context, { submissionId, verdict, reason, override, letter, signedClauses: 'all' })
}

/** An anchor over the beginning of a block of a submission's newest version. */
export function anchorIn(context: DeskContext, submissionId: string, blockIndex = 1) {
  const version = listVersions(context.db, submissionId)[0]
  if (version === undefined) throw new Error('there is no version')
  const block = textBlocks(documentOf(context, version.contentHash))[blockIndex]
  if (block === undefined) throw new Error('there is no such block')
  return { versionId: version.id, anchor: makeAnchor(version.contentHash, block, 0, Math.min(8, block.text.length)) }
}

export function authorOf(context: DeskContext, submissionId: string): string {
  const submission = getSubmission(context.db, submissionId)
  if (submission === null) throw new Error('there is no such submission')
  return submission.authorId
}

/** 初筛 with its letters looked over, one of them changed, and some of it taken back. */
async function screening(context: DeskContext): Promise<void> {
  const pieces: string[] = []
  for (const name of ['乙', '丙', '丁']) pieces.push(await takeSubmission(context, { from: `${name}@mail.example` }))
  const [rejected = '', given = '', asked = ''] = pieces
  const colleague = addEditor(context, '老白')
  const out = sortPiece(context, { submissionId: rejected, action: { choice: 'reject', reason: null } })
  const kept = sortPiece(context, { submissionId: given, action: { choice: 'assign', editorId: colleague.id } })
  const question = sortPiece(context, { submissionId: asked, action: { choice: 'ask' } })
  undoSorting(context, kept, '按错了')
  assignSubmission(context, given, colleague.id)
  changeReason(context, out.letterId ?? '', '缺少一手数据。')
  editLetter(context, question.letterId ?? '', { subject: '请教首发', text: '请问这篇是首发吗？' })
  releaseLetters(context, [out.letterId ?? ''])
}

/** Sorting corrected, mail split, moved and merged, complaints, a bounce and a recall; some of it taken back. */
async function organising({ context }: TestDesk, submissionId: string, otherId: string): Promise<void> {
  await takeMail(context, corpusMail('13'))
  const letter = listLetters(context.db, 1)[0]
  await takeMail(
    context,
    rawMail({
      from: 'MAILER-DAEMON@mail.example',
      subject: 'Undelivered Mail Returned to Sender',
      headers: ['Return-Path: <>'],
      inReplyTo: letter?.messageId ?? '',
      text: `<${letter?.to.address ?? ''}>: 550 5.1.1 no such user`,
    }),
  )
  const { hash } = await takeMail(
    context,
    rawMail({ from: '李律师 <li@law.example>', subject: '律师函：要求下架', text: '贵站文章侵权，请立即下架。' }),
  )
  const complaint = submissionOfMessage(context.db, hash) ?? ''
  setReplyBy(context, complaint, '2026-09-30')
  setUrgent(context, complaint, false, '已答复')
  const archived = setArchived(context, otherId, true)
  if (archived !== null) undoAct(context, archived)
  linkPieces(context, complaint, submissionId)
  unlinkPieces(context, complaint, submissionId)

  const again = await takeSubmission(context, { messageId: '<again@mail.example>' })
  const { hash: reply } = await takeMail(context, rawMail({ inReplyTo: '<again@mail.example>', text: '收到了吗' }))
  correctKind(context, reply, 'inquiry')
  const split = splitMessage(context, reply)
  const { hash: second } = await takeMail(context, rawMail({ inReplyTo: '<again@mail.example>', text: '补充一点' }))
  moveMessage(context, second, split.submissionId ?? '')
  mergeSubmissions(context, split.submissionId ?? '', again)
  unmergeSubmission(context, split.submissionId ?? '')
  const filed = await takeMail(context, corpusMail('12'))
  const made = correctKind(context, filed.hash, 'submission')
  if (made.undo !== null) undoAct(context, made.undo)
}

/** A pack of the desk's own made, filled, switched and taken away; a shipped one changed; words let pass. */
async function changingRules(context: DeskContext, submissionId: string): Promise<void> {
  const save = async (change: PackChange, note: string): Promise<void> => {
    const proposed = await proposeChange(context, change)
    if (proposed.kind !== 'proposal') throw new Error(`nothing to save: ${JSON.stringify(proposed)}`)
    await saveProposal(context, proposed.proposal.proposalId, note)
  }
  await save({ kind: 'new', name: 'desk-words', title: '本刊用语', item: '用语', text: '不写空话' }, '')
  const rule = {
    id: 'desk-words/empty',
    clause: 'desk-words/1',
    level: 'note',
    message: '空话',
    reason: '说了等于没说',
    suggestion: '换成做了什么',
    patterns: [{ lexicon: ['赋能抓手'] }],
    examples: { hits: ['找到赋能抓手'], misses: ['找到方法'] },
  }
  await save({ kind: 'put-rule', pack: 'desk-words', ruleId: null, rule }, '编辑会定的')
  await switchPack(context, 'desk-words', false, '先停一停')
  await switchPack(context, 'desk-words', true, '')
  await removePack(context, 'desk-words', '不用了')
  await switchRule(context, { pack: 'privacy', ruleId: 'privacy/bank-card', on: false, reason: '误报多' })
  const scopes = ['desk', 'author', 'submission'] as const
  const [, ofAuthor] = scopes.map((scope) =>
    addEntry(context, { scope, submissionId, ruleId: null, words: '官方数据', reason: '栏目名', expiresOn: null }),
  )
  withdrawEntry(context, ofAuthor?.id ?? '', '不再合作')
}

/** A file by WeChat, one from a link that expires, a link that is dead, and a piece that came without a mail. */
async function filesAndLinks(context: DeskContext, submissionId: string): Promise<void> {
  const text = { filename: '补充.txt', bytes: Buffer.from('补充一段。\n\n' + ARTICLE) }
  await addFile(context, submissionId, text)
  const { hash: messageHash, outcome } = await takeMail(context, corpusMail('08'))
  if (outcome.kind !== 'registered') throw new Error('mail 08 is a submission')
  const [link] = submissionFiles(context, outcome.submissionId).links
  const place = { messageHash, index: link?.index ?? -1 }
  noteLink(context, place, 'expired')
  noteLink(context, place, 'open')
  await addFile(context, outcome.submissionId, text, place)
  await createSubmission(context, {
    author: { kind: 'new', name: '小白', address: '' },
    origin: 'paste',
    title: '粘贴来的稿件',
    channel: 'wechat',
    note: '微信名：小白',
    receivedAt: context.now(),
    provenance: [{ field: 'first-publication', value: '仅首发鸟哥笔记', saidIn: '微信' }],
    file: { filename: '粘贴.html', bytes: Buffer.from(`<p>${ARTICLE}</p>`) },
  })
}

/** The text worked on, an annotation placed again, what is settled about the piece and its pictures. */
async function editing(context: DeskContext, submissionId: string, annotationId: string): Promise<void> {
  const { versionId, anchor } = anchorIn(context, submissionId, 2)
  const document = documentOf(context, anchor.contentHash)
  const edited = document.replace(
    textBlocks(document)[1]?.from ?? 0,
    textBlocks(document)[1]?.from ?? 0,
    new Slice(
      Fragment.from(manuscriptSchema.text('另：', [manuscriptSchema.marks.insertion.create({ id: 's1' })])),
      0,
      0,
    ),
  )
  recordEdit(context, versionId, anchor.contentHash, await keepEdit(context, edited), [])
  placeAnnotation(context, annotationId, versionId, anchorIn(context, submissionId, 2).anchor)
  answerRequest(context, annotationId, versionId, 'otherwise')
  answerRequest(context, annotationId, versionId, null)
  answerRequest(context, annotationId, versionId, 'done')
  const thread = {
    anchor: anchorIn(context, submissionId, 2).anchor,
    state: 'open' as const,
    comments: [{ name: '周舟', at: null, text: '这里我不确定' }],
  }
  transact(context, () => append(context, threadChanges(context, submissionId, versionId, [thread])))
  noteDetail(context, submissionId, { channel: '', field: 'signature', value: '周舟', saidIn: '邮件' })
  noteDetail(context, submissionId, { channel: 'wechat', field: 'final-title', value: '第二年', saidIn: '' })
  noteDetail(context, submissionId, { channel: 'wechat', field: 'final-title', value: '', saidIn: '' })
  describePicture(context, submissionId, 'a'.repeat(64), {
    source: '作者自摄',
    licence: 'own',
    evidence: '邮件里说的',
    minor: 'no',
    boughtFont: 'unknown',
  })
  const template = readTemplate(context, { name: 'accept', language: 'zh' })
  const shorter = `${template.source}\n祝好`
  for (const [version, source] of [shorter, template.source, shorter].entries()) {
    saveTemplate(context, { name: 'accept', language: 'zh', source, base: version })
  }
  saveTemplate(context, { name: 'accept', language: 'zh', source: template.source, base: 3 })
  setExportSettings(context, { ...DEFAULT_EXPORT_SETTINGS, closing: '本文为作者独立观点，不代表鸟哥笔记立场。' })
}

/** One person's record: what is known, merged and taken apart, listed, sanctioned, appealed, kept in touch with. */
async function people({ context, clock }: TestDesk, author: string): Promise<void> {
  renameAuthor(context, author, '周小舟')
  addAddress(context, author, 'zhou.old@mail.example')
  removeAddress(context, author, 'zhou.old@mail.example')
  setPenName(context, author, '舟行', true)
  setPenName(context, author, '舟行', false)
  setFact(context, author, 'wechat', 'zhou_zhou')
  setFact(context, author, 'own:擅长', '私域')
  setFact(context, author, 'own:擅长', '')
  setTag(context, author, '增长', true)
  setTag(context, author, '增长', false)
  setKeepInTouch(context, author, 4)

  const rejected = await takeSubmission(context, { from: '周舟 <zhou2@mail.example>', messageId: '<two@mail.example>' })
  const other = authorOf(context, rejected)
  setFact(context, other, 'phone', '13800000000')
  setTag(context, other, '老作者', true)
  addNote(context, { authorId: other, channel: 'wechat', text: '换了邮箱' })
  mergeAuthors(context, author, other, '同一微信')
  await takeSubmission(context, { from: '周舟 <zhou2@mail.example>', messageId: '<three@mail.example>' })
  unmergeAuthors(context, other, '其实是他同事')
  keepApart(context, author, other)

  listAuthor(context, { authorId: other, level: 'careful', reason: '一稿多投', reviewOn: '2026-12-01' })
  listAuthor(context, { authorId: other, level: 'refuse', reason: '又一次', reviewOn: '2026-12-01' })
  endListing(context, other, '说清楚了')
  decideWithLetter(context, rejected, 'reject')
  raiseObjection(context, rejected, '为什么退')
  settleObjection(context, {
    objectionId: objectionsOf(context.db, other)[0]?.id ?? '',
    readerId: addEditor(context, '老白').id,
    outcome: 'reopened',
    answer: '再看一遍',
  })

  noteSiteAccount(context, author, '舟行', '')
  notePublication(context, { authorId: author, url: 'https://www.niaoge.example/1', title: '一', submissionId: null })
  const [account] = siteAccountsOf(context.db, author)
  const [publication] = publicationsOf(context.db, author)
  for (const measure of ['mute-1', 'mute-7', 'ban'] as const) {
    proposeSanction(context, {
      authorId: author,
      accountId: account?.id ?? '',
      publication: { kind: 'noted', publicationId: publication?.id ?? '' },
      measure,
      findings: [{ submissionId: '', clause: '3.1', words: '加微信' }],
      aggravating: measure === 'ban' ? ['many-accounts'] : [],
      reason: '多次发广告',
    })
    clock.advance(1_000)
  }
  const [ban, week, day] = sanctionsOf(context.db, author)
  dropSanction(context, ban?.id ?? '', '太重')
  carryOutSanction(context, week?.id ?? '', '站务小林', context.now())
  enterAppeal(context, week?.id ?? '', '不是我发的')
  settleAppeal(context, sanctionsOf(context.db, author)[1]?.appeals[0]?.id ?? '', 'granted', '查实是误判')
  liftSanction(context, week?.id ?? '', '站务小林', '申诉成立')
  carryOutSanction(context, day?.id ?? '', '站务小林', context.now())
  noteSiteAccount(context, author, '马甲', '')
  removeSiteAccount(context, author, siteAccountsOf(context.db, author)[1]?.id ?? '')
  removePublication(context, author, publication?.id ?? '')

  const sheet = {
    rows: [
      { line: 1, cells: ['姓名', '邮箱'] },
      { line: 2, cells: ['导入的', 'imported@mail.example'] },
    ],
  }
  revertImport(context, importAuthors(context, '作者.csv', sheet, ['name', 'address']).importId, '导错了')
  setPenName(context, author, '小舟', true)

  addNote(context, {
    authorId: author,
    channel: 'wechat',
    text: '周舟 10:02\n好的',
    happenedAt: context.now() - 1_000,
    chat: [{ speaker: '周舟', side: 'author', at: null, text: '好的' }],
    files: [await keepFile(context, { filename: '名片.txt', bytes: Buffer.from('周舟') })],
  })
  const note = notesOf(context.db, author)[0]?.id ?? ''
  pinNote(context, note, true)
  addNoteFiles(context, note, [await keepFile(context, { filename: '报价.txt', bytes: Buffer.from('三百') })])
  editNote(context, note, '约好了')
  removeNote(context, note, true)
  addFollowUp(context, {
    authorId: author,
    submissionId: null,
    text: '问选题',
    due: '2026-09-11',
    repeat: { every: 1, unit: 'month' },
  })
  const monthly = followUpsOfAuthor(context.db, author).find(({ repeat }) => repeat !== null)?.id ?? ''
  moveFollowUp(context, monthly, '2026-09-12')
  clock.advance(3 * 86_400_000)
  passTime(context)
  closeFollowUp(context, monthly, 'done')
}

/** What follows 录用: a day is set and changed, the piece comes out, is taken down and put up; what is agreed about it. */
function publishing(context: DeskContext, submissionId: string): void {
  const step = (request: PublicationRequest, letter: LetterDraft | null = null): void => {
    changePublication(context, { submissionId, request, letter })
  }
  const plan = { date: '2026-09-15', column: '运营', channels: ['site', 'wechat'] }
  const addresses = [{ channel: 'site', url: 'https://www.niaogebiji.example/article-1.html' }]
  const author = authorOf(context, submissionId)
  noteGuardian(context, author, { minor: true, consent: null })
  const consent = { guardian: '周父', relation: '父亲', saidIn: '签字扫描件', on: '2026-09-09' }
  noteGuardian(context, author, { minor: true, consent })
  step({ step: 'schedule', plan, reason: '' })
  step({ step: 'reschedule', plan: { ...plan, date: '2026-09-16' }, reason: '' })
  const date = '2026-09-10'
  step({ step: 'publish', date, addresses, reason: '' }, draftPublished(context, submissionId, addresses))
  step({ step: 'take-down', reason: '作者要求' })
  step({ step: 'restore', reason: '又同意了' })
  const fee = { amount: 50_000, settlement: 'open', settledOn: null, note: '' } as const
  noteTerms(context, submissionId, { fee, contract: null })
  const contract = { number: 'HT-2026-009', from: '2026-09-01', until: '2027-08-31', note: '' }
  noteTerms(context, submissionId, { fee, contract })
}

/** A deputy drafts; one draft is sent back, one approved. */
async function approving(context: DeskContext): Promise<void> {
  const piece = await takeSubmission(context, { from: '戊@mail.example' })
  const owner = context.editorId
  const deputy = addEditor(context, '小实')
  setApproval(context, 'two-step')
  switchEditor(context, deputy.id)
  const request = { submissionId: piece, verdict: 'reject', reason: '选题不合', override: null, letter: null } as const
  const first = proposeDecision(context, request)
  switchEditor(context, owner)
  settleProposal(context, first.id, 'sent-back', '请写具体些')
  switchEditor(context, deputy.id)
  const second = proposeDecision(context, { ...request, reason: '缺少一手数据' })
  switchEditor(context, owner)
  approveProposal(context, second.id)
  saveEditor(context, deputy.id, { name: '小实', color: 'rose', role: 'senior' })
  setApproval(context, 'none')
}

/** Runs the day. The desk's clock moves on; the outbox writes into the account's folder. */
export async function longDay(desk: TestDesk): Promise<void> {
  const { context, clock } = desk
  nameEditor(context, '小羽毛')
  setLetterSettings(context, '鸟哥笔记 编辑部', 10)
  setFollowUpNotices(context, false)
  await giveMaildir(desk)
  const outbox = openOutbox(context)

  const first = await takeSubmission(context, { messageId: '<one@mail.example>', from: '周舟 <zhou@mail.example>' })
  await takeMail(context, corpusMail('01'))
  await takeMail(context, corpusMail('02'))
  await takeMail(context, corpusMail('28'))
  await takeMail(context, corpusMail('10'))
  await takeMail(context, corpusMail('11'))
  const { outcome: risky } = await takeMail(context, corpusMail('18'))
  await takeMail(context, corpusMail('15'))
  if (risky.kind !== 'registered') throw new Error('mail 18 is a submission')
  clock.advance(60_000)

  openSubmission(context, first)
  setProvenance(context, first, { field: 'first-publication', value: '仅首发鸟哥笔记', saidIn: '邮件' })
  setProvenance(context, first, { field: 'pictures', value: '自有', saidIn: '电话' })
  setProvenance(context, first, { field: 'pictures', value: '', saidIn: '' })
  const comment = addAnnotation(context, {
    ...anchorIn(context, first),
    kind: 'comment',
    audience: 'author',
    text: '请补出处',
  })
  const highlight = addAnnotation(context, {
    ...anchorIn(context, first, 2),
    kind: 'highlight',
    audience: 'editors',
    text: '',
  })
  const reply = replyToAnnotation(context, comment.id, '第二段也是').comments.at(-1)
  editComment(context, comment.id, reply?.id ?? '', '第二、三段也是', [context.editorId])
  labelAnnotation(context, highlight.id, '金句', '7.1')
  await editing(context, first, comment.id)
  setAnnotationState(context, highlight.id, 'resolved')
  setAnnotationAudience(context, highlight.id, 'author')
  removeAnnotation(context, highlight.id)
  restoreAnnotation(context, highlight.id)

  const { letter: asked } = decideWithLetter(context, first, 'revise')
  clock.advance(11_000)
  await outbox.deliver()
  clock.advance(3_600_000)
  await takeMail(
    context,
    rawMail({
      from: '周舟 <zhou@mail.example>',
      subject: '回复：投稿：内容团队的第二年',
      inReplyTo: asked?.messageId ?? '',
      text: `${ARTICLE}\n\n修订：补充了出处。`,
      date: 'Thu, 10 Sep 2026 11:00:00 +0800',
    }),
  )
  const { decision } = decideWithLetter(context, first, 'accept')
  revertDecision(context, decision.id, '还要再看')
  decideWithLetter(context, first, 'accept')
  clock.advance(11_000)
  await outbox.deliver()

  const version = listVersions(context.db, risky.submissionId)[0]
  const findings = (version === undefined ? null : getCheck(context.db, version.id))?.findings ?? []
  const [waived, again] = findings
  if (version === undefined || waived === undefined || again === undefined) throw new Error('mail 18 has findings')
  waiveFinding(context, version.id, waived.id, '引用原话')
  waiveFinding(context, version.id, again.id, '误报')
  withdrawWaiver(context, version.id, again.id)
  const { letter } = decideWithLetter(context, risky.submissionId, 'accept', '已与作者商定修改')
  await changingRules(context, risky.submissionId)

  const author = authorOf(context, first)
  addNote(context, { authorId: author, channel: 'phone', text: '约了下周二通话' })
  addFollowUp(context, { authorId: author, submissionId: first, text: '问授权书', due: '2026-09-20' })
  const open = followUpsOfAuthor(context.db, author).find(({ purpose }) => purpose === 'other')
  closeFollowUp(context, open?.id ?? '', 'done')
  setIdentity(context, author, 'chunyu', '签约')
  setWechat(context, author, 'connected', '已加')
  const second = await addAccount(context, {
    config: { kind: 'maildir', address: 'alt@appcpx.com', displayName: '备用', path: '/nowhere' },
    password: null,
    keep: null,
  })
  await changeAccount(context, {
    accountId: second.id,
    config: { kind: 'maildir', address: 'alt@appcpx.com', displayName: '备用邮箱', path: '/nowhere/else' },
    password: null,
    keep: null,
  })
  setIntake(context, second.id, { ...DEFAULT_INTAKE, since: '2026-09-01' })
  // A letter that its account leaves behind is sent by the other.
  const [main] = listAccounts(context.db)
  sendFromAccount(context, letter?.id ?? '', second.id)
  await removeAccount(context, second.id)
  setIntake(context, main?.id ?? '', { ...DEFAULT_INTAKE, since: '2026-09-01' })
  sendFromAccount(context, letter?.id ?? '', main?.id ?? '')
  cancelLetter(context, letter?.id ?? '')
  publishing(context, first)
  await screening(context)
  await approving(context)
  await filesAndLinks(context, first)
  await organising(desk, first, risky.submissionId)
  await people(desk, author)
  const forgotten = await takeSubmission(context, { from: '己 <ji@mail.example>' })
  await eraseAuthor(context, authorOf(context, forgotten), 'person-asked')
  const leaving = addEditor(context, '小满')
  retireEditor(context, leaving.id, true)
  await outbox.close()
}
