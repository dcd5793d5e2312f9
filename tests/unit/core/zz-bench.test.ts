import { it } from 'vitest'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { openTestDesk } from '../../support/desk'
import { openDatabase } from '@core/store/open-database'
import { listSubmissions, getSubmission } from '@core/store/repositories/submissions'
import { listAuthors } from '@core/store/repositories/authors'
import { listLetters, dueLetters } from '@core/store/repositories/decisions'
import { readStats } from '@core/store/repositories/statistics'
import { uncheckedVersions } from '@core/store/repositories/manuscripts'
import { verifyChain } from '@core/record/verify-chain'
import { verifyDesk } from '@core/workflow/verify'
import { deskCounts } from '@core/workflow/desk'
import { receive, processMessage } from '@core/workflow/intake'
import { append, transact } from '@core/workflow/context'
import { change } from '@shared/domain/event'
import { corpusManifest, corpusMail, takeMail, rawMail } from '../../support/mails'
import { submissionDetail } from '@core/workflow/submissions'
import { openSecrets, noKeyring } from '@core/workflow/secrets'
import { documentOf } from '@core/workflow/checking'
import { textBlocks } from '@shared/manuscript/text'
import { addAnnotation } from '@core/workflow/review'
import { anchorIn, authorOf, giveMaildir, decideWithLetter } from './scenario'

const t = (name: string, run: () => unknown, n = 3) => {
  const times: number[] = []
  for (let i = 0; i < n; i++) {
    const a = performance.now()
    run()
    times.push(performance.now() - a)
  }
  console.log(name.padEnd(60), times.map((x) => x.toFixed(1)).join(' / '), 'ms')
}
it('big desk', { timeout: 600_000 }, async () => {
  const desk = openTestDesk()
  const { db } = desk.context
  const N = 100_000,
    A = 30_000
  db.pragma('foreign_keys=OFF')
  const finding = JSON.stringify(
    Array.from({ length: 6 }, (_, i) => ({
      id: 'f' + i,
      ruleId: 'r' + i,
      clause: `${i}.1`,
      category: 'convention',
      level: 'warning',
      message: '消息消息消息',
      reason: '理由理由理由理由',
      suggestion: '建议建议',
      block: 'b',
      start: 1,
      end: 3,
      text: '文字',
      normalized: '文字',
      trace: [],
    })),
  )
  db.transaction(() => {
    const au = db.prepare("INSERT INTO authors VALUES (?,?,'non-author','none',0)")
    const ad = db.prepare('INSERT INTO author_addresses VALUES (?,?)')
    for (let i = 0; i < A; i++) {
      au.run('a' + i, '作者' + i)
      ad.run(`w${i}@x.example`, 'a' + i)
    }
    const su = db.prepare(
      `INSERT INTO submissions VALUES (?,?,?,?,'{"kind":"none"}',?,?,?,2000,1,1,0,1,?,'{"kind":"converted"}',?,?)`,
    )
    const ch = db.prepare(`INSERT INTO checks VALUES (?,'k',0,0,6,0,'{"1.1":2,"2.1":4}',?,'[]')`)
    const mv = db.prepare(`INSERT INTO manuscript_versions VALUES (?,?,1,'t','b',2000,'[]','',NULL,NULL,NULL,'[]',0)`)
    const sm = db.prepare(`INSERT INTO submission_messages VALUES (?,?,'submission',?)`)
    const de = db.prepare(
      `INSERT INTO decisions (id,submission_id,verdict,reason,round,version_id,findings,override,previous_state,previous_answered,letter_id,editor_id,at) VALUES (?,?,'reject','r',1,NULL,'{"error":0,"warning":0,"note":0}',NULL,'new',0,NULL,'e',?)`,
    )
    const le = db.prepare(
      `INSERT INTO letters VALUES (?,?,NULL,'acc','reject','n','a@b','f','f@b','subj',?,?,?,NULL,'[]','sent',NULL,'',1,0,?,1)`,
    )
    const states = ['accepted', 'rejected', 'rejected', 'rejected', 'junk']
    for (let i = 0; i < N; i++) {
      const state = i % 500 === 0 ? 'new' : states[i % 5]!
      su.run(
        's' + i,
        `2${i}`,
        'a' + (i % A),
        state,
        '一篇关于增长的文章' + i,
        '投稿：一篇关于增长的文章' + i,
        1.6e12 + i * 60000,
        'v' + i,
        i % 700 === 0 ? 1 : 0,
        0,
      )
      mv.run('v' + i, 's' + i)
      ch.run('v' + i, finding)
      sm.run('s' + i, 'h' + i, 1.6e12 + i * 60000)
      de.run('d' + i, 's' + i, 1.6e12 + i * 60000 + 3600_000)
      le.run('l' + i, 's' + i, '信'.repeat(300), '信'.repeat(400), `<${i}@x>`, i)
    }
  })()
  db.pragma('wal_checkpoint(TRUNCATE)')
  for (const filter of ['open', 'all', 'new', 'rejected'] as const)
    t(`inbox ${filter} first 100`, () => listSubmissions(db, { filter, query: '', offset: 0, limit: 100 }))
  t('inbox all offset 90000', () => listSubmissions(db, { filter: 'all', query: '', offset: 90_000, limit: 100 }))
  t('inbox all LIKE 增长的文章5', () =>
    listSubmissions(db, { filter: 'all', query: '增长的文章5', offset: 0, limit: 100 }),
  )
  t('inbox all LIKE nothing', () => listSubmissions(db, { filter: 'all', query: 'qqqq', offset: 0, limit: 100 }))
  t('deskCounts', () => deskCounts(desk.context))
  t('authors all', () => listAuthors(db, { query: '', filter: 'all', offset: 0, limit: 100 }))
  t('authors LIKE', () => listAuthors(db, { query: '作者29', filter: 'all', offset: 0, limit: 100 }))
  t('outbox list 500', () => listLetters(db, 500))
  t('due letters', () => dueLetters(db, 1e15))
  t('stats', () => readStats(db))
  t('uncheckedVersions none', () => uncheckedVersions(db, 'k', '', 100))
  db.exec('DELETE FROM authors; DELETE FROM author_addresses; DELETE FROM checks; DELETE FROM manuscript_versions')
  const ctx = desk.context
  const a0 = performance.now()
  for (let b = 0; b < 10; b++)
    transact(ctx, () =>
      append(
        ctx,
        Array.from({ length: 1000 }, (_, i) =>
          change('author.registered', `x${b}-${i}`, {
            authorId: `x${b}-${i}`,
            name: '周舟',
            address: `${b}-${i}@x.example`,
          }),
        ),
      ),
    )
  console.log('append 100k events', (performance.now() - a0).toFixed(0), 'ms')
  const a1 = performance.now()
  for (let i = 0; i < 200; i++)
    transact(ctx, () => append(ctx, [change('editor.named', ctx.editorId, { editorId: ctx.editorId, name: 'x' + i })]))
  console.log('one event a transaction', ((performance.now() - a1) / 200).toFixed(2), 'ms')
  t('verifyChain 100k', () => verifyChain(db), 1)
  const size = (db.pragma('page_count', { simple: true }) as number) * 4096
  t(`quick_check ${(size / 1e6).toFixed(0)} MB`, () => db.pragma('quick_check(1)'), 2)
  t('integrity_check', () => db.pragma('integrity_check'), 1)
  desk.close()
})
it('intake', { timeout: 600_000 }, async () => {
  const desk = openTestDesk()
  const ctx = desk.context
  await giveMaildir(desk)
  void ctx.packs
  for (const { file } of corpusManifest()) {
    const raw = corpusMail(file.slice(0, 2))
    const a = performance.now()
    const { hash } = receive(ctx, raw, null, ctx.now())
    const b = performance.now()
    const o = await processMessage(ctx, hash)
    const c = performance.now()
    console.log(
      file.padEnd(45),
      `${(raw.length / 1e3).toFixed(0)} kB receive ${(b - a).toFixed(1)} process(inline) ${(c - b).toFixed(0)}`,
      o.kind,
    )
  }
  let s = performance.now()
  for (let i = 0; i < 300; i++) receive(ctx, rawMail({ subject: 's' + i }), null, ctx.now())
  console.log('receive small, each', ((performance.now() - s) / 300).toFixed(2), 'ms')
  for (const mb of [1, 10, 50]) {
    const raw = Buffer.alloc(mb * 1e6, mb)
    t(`receive ${mb} MB`, () => {
      raw.writeDoubleLE(performance.now(), 0)
      receive(ctx, raw, null, 0)
    })
  }
  const text = Array.from({ length: 1000 }, (_, i) => `第${i}段。` + '内容团队要把结构写清楚，'.repeat(8)).join('\n\n')
  const { outcome } = await takeMail(ctx, rawMail({ text }))
  if (outcome.kind !== 'registered') throw new Error('x')
  const v = submissionDetail(ctx, outcome.submissionId).versions[0]!
  console.log('words', v.words)
  t('documentOf 100k', () => documentOf(ctx, v.contentHash))
  const d = documentOf(ctx, v.contentHash)
  t('textBlocks', () => textBlocks(d))
  t('addAnnotation in 100k', () =>
    addAnnotation(ctx, { ...anchorIn(ctx, outcome.submissionId, 500), kind: 'comment', audience: 'author', text: 'x' }),
  )
  for (let i = 0; i < 300; i++)
    addAnnotation(ctx, {
      ...anchorIn(ctx, outcome.submissionId, i + 1),
      kind: 'comment',
      audience: 'author',
      text: 'x',
    })
  t('submissionDetail 300 annotations', () => submissionDetail(ctx, outcome.submissionId))
  t('decide with letter (300 requests)', () => decideWithLetter(ctx, outcome.submissionId, 'revise'), 1)
  const sec = openSecrets(path.join(desk.profileDir, 'sec.json'), noKeyring)
  s = performance.now()
  await sec.keep('a', 'password', { place: 'file', passphrase: 'eight chars' })
  console.log('secrets keep', (performance.now() - s).toFixed(0), 'ms')
  s = performance.now()
  console.log((await verifyDesk(ctx, false)).problems, (performance.now() - s).toFixed(0), 'ms verify')
  desk.close()
})
