/** A revision by mail in the real window: compared, its comments carried over, one placed again, a request marked done. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getCheck, listVersions } from '@core/store/repositories/manuscripts'
import { documentOf, waiveFinding } from '@core/workflow/checking'
import { nameEditor } from '@core/workflow/desk'
import { addAnnotation } from '@core/workflow/review'
import { makeAnchor } from '@shared/manuscript/anchor'
import { projectedBlocks } from '@shared/manuscript/projection'
import { openTestDesk } from '../support/desk'
import { launchDesk, temporaryFolder, type DeskApp } from '../support/desk-app'
import { lookAt } from '../support/look'
import { addMaildir, rawMail, takeMail } from '../support/mails'

const { folder, remove } = temporaryFolder('versions')
const profileDir = path.join(folder, 'profile')
const maildir = path.join(folder, 'maildir')
const pictures = mkdtempSync(path.join(os.tmpdir(), 'tougao-versions-'))
let desk: DeskApp

const subjects = ['直播间', '小红书博主', '供应链工厂', '私域社群', '本地商家', '头部主播', '门店导购', '新消费品牌']
const objects = ['选品逻辑', '会员权益', '退货政策', '裂变活动', '投放预算', '直播话术', '标题写法', '复购率考核']
const paragraphs = Array.from(
  { length: 24 },
  (_none, at) =>
    `第${at}节：${subjects[at % 8]}在第 ${at + 3} 个月调整了${objects[(at * 3) % 8]}，${subjects[(at + 5) % 8]}跟进得很慢，团队只好重新核算每一笔投入，再决定要不要继续做${objects[(at * 5 + 1) % 8]}。`,
)
const request = '行业第一的增速'
const rewritten = '转化率提升了百分之三百'
const dropped = '第4节：本地商家'
const violating = '想了解更多请加微信 abc123456 咨询详情。'
const wandering = '然后群里每个人都在问同一个问题：这笔钱花到哪里去了？'
/** The sentence at the end of one of the sections. */
const withSentence = (section: number): string[] =>
  paragraphs.map((text, at) => (at === section ? `${text}${wandering}` : text))
const first = [
  ...paragraphs.slice(0, 4),
  `去年这家公司保持了${request}，同行都在学。`,
  `活动结束以后，${rewritten}，团队松了一口气。`,
  ...withSentence(10).slice(4),
  violating,
]
const second = [
  // One that moved to the end, one that is gone, words that were changed, a sentence that went six sections on.
  ...paragraphs.slice(0, 2),
  paragraphs[3],
  '去年这家公司保持了较快的增速，同行都在学。',
  '活动结束以后，下单的人比平时多出一截，团队松了一口气。',
  ...withSentence(16).slice(5),
  violating,
  paragraphs[2],
]
const file = (lines: readonly (string | undefined)[]) => ({
  filename: '稿件.txt',
  contentType: 'text/plain; charset=utf-8',
  bytes: Buffer.from(lines.join('\n\n'), 'utf8'),
})

beforeAll(async () => {
  mkdirSync(profileDir, { recursive: true })
  const made = openTestDesk({ profileDir, keep: true })
  const { context } = made
  nameEditor(context, '小羽毛')
  for (const sub of ['new', 'cur', 'tmp']) mkdirSync(path.join(maildir, sub), { recursive: true })
  await addMaildir(context, maildir)
  const { outcome } = await takeMail(
    context,
    rawMail({ messageId: '<first@mail.example>', subject: '投稿：增长的代价', attachment: file(first) }),
  )
  if (outcome.kind !== 'registered') throw new Error('not registered')
  const [version] = listVersions(context.db, outcome.submissionId)
  if (version === undefined) throw new Error('no version')
  const blocks = projectedBlocks(documentOf(context, version.contentHash), 'current')
  const comment = (quote: string, text: string): void => {
    const block = blocks.find((each) => each.text.includes(quote))
    if (block === undefined) throw new Error(`no ${quote}`)
    const start = block.text.indexOf(quote)
    const anchor = makeAnchor(version.contentHash, block, start, start + quote.length)
    addAnnotation(context, { versionId: version.id, kind: 'comment', anchor, audience: 'author', text })
  }
  comment(request, '绝对化用语，请改成“较快的增速”')
  comment(rewritten, '请补数据出处')
  comment(dropped, '这一节可以并到前面')
  const finding = getCheck(context.db, version.id)?.findings.find(({ text }) => text.includes('微信'))
  if (finding === undefined) throw new Error('nothing was found')
  waiveFinding(context, version.id, finding.id, '作者本人的号，已核实')
  made.close()
  desk = await launchDesk({ profileDir, size: { width: 1280, height: 800 } })
  const { page } = desk
  await page.getByTestId('inbox-row').first().click()
  await page.getByTestId('start-review').click()
  await page.getByTestId('manuscript').waitFor()
})
afterAll(async () => {
  await desk.close()
  process.stderr.write(`Pictures of the screens: ${pictures}\n`)
  remove()
})

const look = (name: string): Promise<void> => lookAt(desk, pictures, name)

test('a revision by mail becomes the version on screen', async () => {
  const { page } = desk
  writeFileSync(
    path.join(maildir, 'new', '1.revision'),
    rawMail({
      messageId: '<second@mail.example>',
      inReplyTo: '<first@mail.example>',
      subject: '回复：投稿：增长的代价',
      date: 'Thu, 10 Sep 2026 09:00:00 +0800',
      attachment: file(second),
    }),
  )
  await page.keyboard.press('F5')
  await page.getByTestId('version-picker').filter({ hasText: '第 2 稿' }).waitFor()
})

test('the two versions are compared: counts, changes by key, what moved, the other layout', async () => {
  const { page } = desk
  await page.getByTestId('versions-compare').waitFor()
  await page.keyboard.press('Shift+KeyV')
  const counts = page.getByTestId('versions-counts')
  await counts.filter({ hasText: '改 2 段' }).waitFor()
  expect(await counts.innerText()).toBe('改 2 段、删 1 段、移 1 段、挪句子 1 处')
  await page.getByTestId('diff-fold').first().waitFor()
  await page.keyboard.press('KeyN')
  await page.locator('[data-testid=diff-row][data-active]').waitFor()
  await look('compare-columns')
  const edited = page.locator('[data-testid=diff-row][data-kind=edited]').first()
  expect(await edited.locator('del').first().innerText()).toContain('行业第一')
  const moved = page.locator('[data-testid=diff-row][data-kind=moved-away]')
  expect(await moved.locator('del').count()).toBe(0)
  await moved.getByTestId('diff-jump').click()
  await page.locator('[data-testid=diff-row][data-kind=moved][data-active]').waitFor()
  // A sentence that went from one paragraph to another is at neither end removed or added, and leads to the other one.
  const sentence = page.getByTestId('moved-sentence')
  const ends = (side: 'old' | 'new') => page.locator(`[data-testid=moved-sentence][data-side=${side}]`)
  await page.getByRole('region', { name: '比较两稿' }).focus()
  await page.keyboard.press('Home')
  await ends('old').getByRole('button', { name: '看“然后群里每个人都在问同一…”新的位置' }).click()
  await page.locator('[data-testid=moved-sentence][data-side=new][data-active]').waitFor()
  expect(await ends('new').textContent()).toContain(`移来：${wandering}（完）`)
  expect(await page.locator('[data-testid=diff-row] :is(ins, del)').filter({ hasText: wandering }).count()).toBe(0)
  await look('compare-sentence')
  await page.getByTestId('versions-layout').getByText('上下合一').click()
  await ends('new').getByTestId('moved-sentence-jump').click()
  await page.locator('[data-testid=moved-sentence][data-side=old][data-active]').waitFor()
  expect(await sentence.first().textContent()).toContain(`移走：${wandering}（完）`)
  await look('compare-sentence-inline')
  await page.locator('[data-testid=diff-row][data-layout=inline]').first().waitFor()
  await page.getByTestId('versions-previous').click()
  await look('compare-inline')
  await page.keyboard.press('Escape')
  await counts.waitFor({ state: 'detached' })
})

test('an uncertain comment is placed again, a request is marked done, what was let pass is let pass again', async () => {
  const { page } = desk
  await page.getByTestId('tab-comments').click()
  const met = page.getByTestId('comment-card').filter({ hasText: '绝对化用语' })
  const lost = page.getByTestId('comment-card').filter({ hasText: '请补数据出处' })
  await met.getByTestId('request-guess').waitFor()
  expect(await met.getByTestId('request-guess').getAttribute('data-guess')).toBe('done')
  await lost.getByTestId('re-place').waitFor()
  await lost.getByRole('button').first().click()
  await lost.getByTestId('re-place-here').waitFor()
  expect(await lost.getByTestId('re-place-proposed').locator('mark').innerText()).toContain('下单的人')
  await look('re-place')
  await page.keyboard.press('KeyI')
  await lost.getByTestId('re-place').waitFor({ state: 'detached' })

  await met.getByRole('button').first().click()
  await met.getByTestId('request-done').waitFor()
  await look('request')
  await page.keyboard.press('Digit1')
  await met.locator('[data-testid=request-outcome][data-said=done]').waitFor()
  await page.keyboard.press('KeyR')
  await page.getByTestId('decision-requests').filter({ hasText: '请补数据出处' }).waitFor()
  expect(await page.getByTestId('decision-requests').innerText()).not.toContain('绝对化用语')
  await page.keyboard.press('Escape')

  await page.getByTestId('tab-findings').click()
  const card = page.getByTestId('finding-card').filter({ has: page.getByTestId('waived-before') })
  await card.waitFor()
  await card.getByRole('button').first().click()
  await card.getByTestId('waive-again').waitFor()
  await look('waived-before')
  await page.keyboard.press('KeyW')
  // Below what is still to be settled: only what is near the view is drawn.
  await page.getByTestId('finding-card').first().hover()
  await page.mouse.wheel(0, 1000)
  await page.getByTestId('finding-waived').filter({ hasText: '作者本人的号，已核实' }).waitFor()
  expect(desk.problems).toEqual([])
})

test('a comment is placed on words of a text that was typed into a moment ago', async () => {
  const { page } = desk
  await page.getByTestId('tab-comments').click()
  const lost = page.getByTestId('comment-card').filter({ hasText: '这一节可以并到前面' })
  await page.getByTestId('edit-toggle').click()
  await page.locator('[data-testid="manuscript"][contenteditable="true"]').waitFor()
  await page.getByTestId('manuscript').locator('p').filter({ hasText: '较快的增速' }).click()
  await page.keyboard.press('Home')
  await page.keyboard.type('据说，')
  for (let count = 0; count < 5; count++) await page.keyboard.press('Shift+ArrowRight')
  await lost.getByRole('button').first().click()
  // What was typed is not recorded yet: the text on screen has run ahead of the version.
  await lost.getByTestId('re-place-here').click()
  await lost.locator('[class*="quote"]').getByText('去年这家公', { exact: true }).waitFor()
  await lost.getByTestId('re-place').waitFor({ state: 'detached' })
  expect(desk.problems).toEqual([])
})
