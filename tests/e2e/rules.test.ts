/** Rules changed in the real window: switched, written, tried, saved, taken back, imported; words let pass from a finding; verdicts replayed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nameEditor } from '@core/workflow/desk'
import { proposeChange, saveProposal as saveChange } from '@core/workflow/pack-proposals'
import { openTestDesk, RESOURCES_DIR, shippedFolder } from '../support/desk'
import { keepPicture, launchDesk, temporaryFolder, type DeskApp } from '../support/desk-app'
import { lookAt } from '../support/look'

const { folder, remove } = temporaryFolder('rules')
const pictures = mkdtempSync(path.join(os.tmpdir(), 'tougao-rules-'))
let desk: DeskApp
beforeAll(async () => {
  await changeOlderPack()
  desk = await launchDesk({ profileDir: folder, demo: true, size: { width: 1280, height: 800 } })
  process.stderr.write(`Pictures: ${pictures}\n`)
})
afterAll(async () => {
  await desk.close()
  remove()
})

/**
 * A desk that changed a pack of an older program: of the headlines' two rules, which that had said otherwise, it changed one,
 * and it has a rule of its own. The program that opens next brings today's pack.
 */
async function changeOlderPack(): Promise<void> {
  const shipped = path.join(RESOURCES_DIR, 'rule-packs')
  const packs = Object.fromEntries(
    readdirSync(shipped).map((name) => [name, readFileSync(path.join(shipped, name), 'utf8')]),
  )
  const today = packs['headline.yaml'] ?? ''
  const [long = '', short = ''] = ['long', 'short'].map((rule) => messageOf(today, rule))
  const older = today
    .replace(/^version: .*$/mu, 'version: 0.0.9')
    .replace(long, '标题过长')
    .replace(short, '标题过短')
  const resourcesDir = shippedFolder({ ...packs, 'headline.yaml': older })
  const made = openTestDesk({ profileDir: folder, keep: true, resourcesDir })
  try {
    nameEditor(made.context, '小羽毛')
    const own = older.replace('标题过长', '标题太长，手机上显示不全').replace('rules:\n', `rules:\n${OWN_RULE}`)
    const change = { kind: 'text', pack: 'headline', yaml: own, imported: false } as const
    const proposed = await proposeChange(made.context, change)
    if (proposed.kind !== 'proposal') throw new Error(JSON.stringify(proposed))
    await saveChange(made.context, proposed.proposal.proposalId, '手机编辑部定的')
  } finally {
    made.close()
    rmSync(resourcesDir, { recursive: true, force: true })
  }
}

const OWN_RULE = `  - id: headline/column
    clause: headline/3
    level: note
    message: 标题带了栏目名
    reason: 栏目名由系统加上
    suggestion: 去掉
    patterns: [{ headline: { lexicon: [春羽周刊] } }]
    examples: { hits: [春羽周刊：留存], misses: [留存] }
`

function messageOf(yaml: string, rule: string): string {
  const message = new RegExp(`id: headline/${rule}\\n(?:.*\\n)*?    message: (.*)\\n`, 'u').exec(yaml)?.[1]
  if (message === undefined) throw new Error(`the pack of headlines has no rule ${rule}`)
  return message
}

const look = (name: string): Promise<void> => lookAt(desk, pictures, name)

/** What the system's dialogs answer. */
async function answerDialogs(file: string): Promise<void> {
  await desk.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
  }, file)
}

test('rules are changed in the window', async () => {
  const { page, problems } = desk
  const at = (id: string) => page.getByTestId(id)
  const saveProposal = async (note = ''): Promise<void> => {
    if (note !== '') await at('proposal-note').fill(note)
    await at('proposal-save').click()
    await at('proposal').waitFor({ state: 'detached' })
  }
  try {
    await at('inbox-row').first().waitFor()
    await page.keyboard.press('Control+5')
    await at('rules-clause').first().waitFor()
    await look('list')

    // The keys go through clauses and rules; a word of a list finds its rule.
    await at('rules-clause').first().click()
    await page.keyboard.press('KeyJ')
    expect(await page.locator('[aria-current="true"][data-row]').count()).toBe(1)
    await at('rules-filter').fill('13800138000')
    await at('rules-rule').first().waitFor()
    await at('rules-rule').first().click()
    await at('rule-detail').waitFor()
    await look('rule')
    await at('rules-filter').fill('')

    // The program brought another version of a pack that the desk changed: rule by rule, whose it is to be.
    const headline = page.locator('[data-pack="headline"]')
    await headline.getByTestId('pack-update').getByRole('button').click()
    await at('pack-update-page').waitFor()
    await look('update')
    const ours = at('pack-update-page').getByTestId('rule-diff')
    await ours.filter({ hasText: '手机上显示不全' }).getByText('用本刊的').click()
    await at('update-merge').click()
    await at('proposal').waitFor()
    expect(await at('proposal-version').textContent()).toContain('0.1.1')
    await saveProposal('手机上的说法留着')
    await headline.getByTestId('pack-update').waitFor({ state: 'detached' })
    // What was made of it stands in the changelog, in the place of the page that dealt with it.
    await at('pack-version').first().filter({ hasText: '手机上的说法留着' }).waitFor()
    expect(await headline.textContent()).toContain('0.1.1')

    // A pack of the desk's own.
    await at('rules-add').click()
    await at('rules-new-pack').click()
    for (const [field, value] of Object.entries({
      title: '本刊用语',
      name: 'house-words',
      item: '用语',
      text: '不写空话',
    })) {
      await at(`new-pack-${field}`).fill(value)
    }
    await at('new-pack-propose').click()
    await at('proposal').waitFor()
    await saveProposal()
    await at('clause-add-rule').waitFor()

    // A rule, with what is wrong at its field, and its examples as one types.
    await at('clause-add-rule').click()
    await at('rule-form').waitFor()
    await page.getByText('不能为空').first().waitFor()
    await look('form-empty')
    await at('rule-id').fill('house-words/hollow')
    await at('rule-message').fill('空话')
    await at('rule-reason').fill('说了等于没说')
    await at('rule-suggestion').fill('换成做了什么')
    await at('pattern-words').fill('的')
    await at('examples-hits').getByTestId('example-text').fill('我们的方法')
    await at('examples-misses').getByTestId('example-text').fill('这是他的方法')
    await page.getByText('有例子不符合').waitFor()
    await look('form-wrong')
    await at('examples-misses').getByTestId('example-text').fill('方法')
    await page.getByText('例子全部符合').waitFor()
    await at('try-text').fill('数据的来源')
    await at('try-found').filter({ hasText: '命中 1 处' }).waitFor()
    await look('form')

    // Tried over every manuscript before it is saved.
    await at('rule-propose').click()
    await at('trial-start').click()
    await at('trial-sum').filter({ hasText: '都检查了' }).waitFor()
    await at('trial-finding').first().waitFor()
    await look('trial')
    await saveProposal('编辑会定的')
    await at('rule-detail').waitFor()
    await at('rules-recheck').waitFor({ state: 'detached' })

    // Off, and on again by the key of undo.
    const row = page.locator('[data-id="house-words/hollow"]')
    const toggle = row.locator('xpath=..').getByTestId('rule-switch')
    await toggle.click()
    await page.getByText('已停用：空话').waitFor()
    await page.keyboard.press('KeyZ')
    await page.getByText('已停用：空话').waitFor({ state: 'detached' })
    await expect.poll(() => toggle.isChecked()).toBe(true)

    // As text: problems by line.
    const pack = page.locator('[data-pack="house-words"]')
    await pack.getByTestId('pack-menu').click()
    await at('pack-text').click()
    const yaml = await at('pack-yaml').inputValue()
    await at('pack-yaml').fill(yaml.replace('level: warning', 'level: loud'))
    await at('pack-text-propose').click()
    await at('problems')
      .filter({ hasText: /第 \d+ 行/ })
      .waitFor()
    await look('text')
    await at('pack-yaml').fill(yaml.replace('level: warning', 'level: note'))
    await at('pack-text-propose').click()
    await at('proposal').waitFor()
    await saveProposal()

    // Back to an earlier version.
    await pack.getByTestId('pack-menu').click()
    await at('pack-changelog').click()
    await at('pack-version').nth(2).waitFor()
    await look('changelog')
    await at('back-to-version').first().click()
    await at('proposal').waitFor()
    await saveProposal()
    await at('pack-version').nth(3).waitFor()

    // Out to a file and in again, and one that is wrong.
    const file = path.join(folder, 'house-words.yaml')
    await answerDialogs(file)
    await pack.getByTestId('pack-menu').click()
    await at('pack-export').click()
    await expect.poll(() => exists(file)).toBe(true)
    writeFileSync(file, readFileSync(file, 'utf8').replace('空话', '套话'))
    await at('rules-add').click()
    await at('rules-import').click()
    await at('proposal').waitFor()
    await saveProposal()
    writeFileSync(file, 'name: [')
    await at('rules-add').click()
    await at('rules-import').click()
    await at('problems').waitFor()
    await look('problems')
    await page.keyboard.press('Escape')

    // From a finding: its words are let pass, with a reason; the check of the version is made again as it was.
    await page.keyboard.press('Control+1')
    await page.locator('[data-testid="inbox-row"]').filter({ hasText: '必改' }).first().dblclick()
    await at('finding-card').first().click()
    await at('finding-waive').first().click()
    await at('waive-allow').click()
    await at('allow-reason').fill('栏目名')
    await look('allow-form')
    await at('allow-save').click()
    await at('finding-allowed').first().waitFor()
    await at('verdicts-open').click()
    await at('verdict-replay').first().click()
    await at('replay-outcome').filter({ hasText: '结果一样' }).waitFor()
    await look('replay')
    await page.keyboard.press('Escape')
    await at('finding-allowed').first().click()
    await at('allow-entry').waitFor()
    await look('allow-list')
    await at('allow-withdraw').click()
    await page.getByText('已撤回').waitFor()
    expect(problems).toEqual([])
  } catch (error) {
    await keepPicture(page, 'rules')
    throw error
  }
})

function exists(file: string): boolean {
  try {
    return readFileSync(file, 'utf8').includes('house-words')
  } catch {
    return false
  }
}
