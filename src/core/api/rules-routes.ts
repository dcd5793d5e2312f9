/** Rule packs as editors work on them, and the allow-list. The contract's part over its use cases. */
import { listTrialFindings } from '../store/repositories/trials'
import { addEntry, allowedWords, withdrawEntry } from '../workflow/allow-list'
import { makeFile } from '../workflow/made-files'
import { dropProposal, proposeChange, proposeFile, saveProposal } from '../workflow/pack-proposals'
import { givenVerdicts, replayVerdict } from '../workflow/replay-verdict'
import {
  findRules,
  packChangelog,
  packNamed,
  packText,
  packUpdate,
  removePack,
  ruleDetail,
  rulesOverview,
  switchPack,
  switchRule,
  taskDone,
} from '../workflow/rule-packs'
import { nothing, type DoorContext, type Os } from './door'

export function rulesRoutes(os: Os, door: DoorContext) {
  const { desk, recheck, ruleTrial } = door
  return {
    rules: {
      overview: os.rules.overview.handler(() => rulesOverview(desk, recheck.state())),
      rule: os.rules.rule.handler(({ input }) => ruleDetail(desk, input.pack, input.ruleId)),
      find: os.rules.find.handler(({ input }) => findRules(desk, input.query)),
      text: os.rules.text.handler(({ input }) => packText(desk, input.pack)),
      changelog: os.rules.changelog.handler(({ input }) => packChangelog(desk, input.pack)),
      update: os.rules.update.handler(({ input }) => packUpdate(desk, input.pack)),
      switchPack: os.rules.switchPack.handler(async ({ input }) => {
        await switchPack(desk, input.pack, input.on, input.reason)
        recheck.start()
        return nothing
      }),
      switchRule: os.rules.switchRule.handler(async ({ input }) => {
        await switchRule(desk, input)
        recheck.start()
        return nothing
      }),
      removePack: os.rules.removePack.handler(async ({ input }) => {
        await removePack(desk, input.pack, input.reason)
        recheck.start()
        return nothing
      }),
      try: os.rules.try.handler(async ({ input: { pack, ...rule } }) => {
        const { digest, file } = await packNamed(desk, pack)
        return taskDone(await desk.tasks.run('try-rule', { pack: { hash: digest.hash, file }, ...rule }))
      }),
      propose: os.rules.propose.handler(({ input }) =>
        proposeChange(desk, input.kind === 'text' ? { ...input, imported: false } : input),
      ),
      importFile: os.rules.importFile.handler(async () => {
        const [file] = await door.asks.chooseFiles('rule-packs', 'files')
        return file === undefined ? { kind: 'nothing' } : proposeFile(desk, file)
      }),
      exportFile: os.rules.exportFile.handler(async ({ input }) => {
        const { yaml } = await packText(desk, input.pack)
        return door.asks.saveMade(await makeFile(desk, yaml), `${input.pack}.yaml`, 'as-is')
      }),
      save: os.rules.save.handler(async ({ input }) => {
        await saveProposal(desk, input.proposalId, input.note)
        recheck.start()
        return nothing
      }),
      drop: os.rules.drop.handler(({ input }) => {
        dropProposal(desk, input.proposalId)
        return nothing
      }),
      trial: os.rules.trial.handler(() => ruleTrial.state()),
      startTrial: os.rules.startTrial.handler(({ input }) => {
        ruleTrial.start(input.proposalId)
        return nothing
      }),
      cancelTrial: os.rules.cancelTrial.handler(() => {
        ruleTrial.cancel()
        return nothing
      }),
      trialFindings: os.rules.trialFindings.handler(({ input }) => listTrialFindings(desk.db, input)),
      stopRecheck: os.rules.stopRecheck.handler(() => {
        recheck.stop()
        return nothing
      }),
      verdicts: os.rules.verdicts.handler(({ input }) => givenVerdicts(desk, input.versionId)),
      replay: os.rules.replay.handler(({ input }) => replayVerdict(desk, input.versionId, input.checkedAt)),
    },
    allowList: {
      list: os.allowList.list.handler(({ input }) => allowedWords(desk, input)),
      add: os.allowList.add.handler(({ input }) => addEntry(desk, input)),
      withdraw: os.allowList.withdraw.handler(({ input }) => {
        withdrawEntry(desk, input.entryId, input.reason)
        return nothing
      }),
    },
  }
}
