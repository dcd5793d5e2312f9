/** The right side of the rules page: whatever is open. */
import { useText } from '@renderer/app/i18n'
import { EmptyState } from '@renderer/components/empty-state'
import { IconFileUnknown } from '@tabler/icons-react'
import { assertNever } from '@shared/domain/result'
import type { ListedPack, RulesOverview } from '@shared/domain/rules'
import { AllowList } from './allow-list'
import { ClauseDetail } from './clause-detail'
import { NewPackForm } from './new-pack-form'
import { PackChangelog } from './pack-changelog'
import { PackText } from './pack-text'
import { PackUpdateView } from './pack-update'
import { RuleDetailView } from './rule-detail'
import { RuleEditor } from './rule-editor'
import type { OpenedInRules } from './rules-view'
import type { Switches } from './use-switches'

export function RulesPane({
  overview,
  opened,
  switches,
}: {
  readonly overview: RulesOverview
  readonly opened: OpenedInRules
  readonly switches: Switches
}) {
  const packOf = (name: string): ListedPack | undefined => overview.packs.find((pack) => pack.name === name)
  switch (opened.kind) {
    case 'clause': {
      const pack = overview.packs.find(({ clauses }) => clauses.some(({ number }) => number === opened.clause))
      const clause = pack?.clauses.find(({ number }) => number === opened.clause)
      if (pack === undefined || clause === undefined) return <Gone />
      const rules = pack.rules.filter((rule) => rule.clause === clause.number)
      return <ClauseDetail packName={pack.name} packTitle={pack.title} clause={clause} rules={rules} />
    }
    case 'rule': {
      const pack = packOf(opened.pack)
      const rule = pack?.rules.find(({ id }) => id === opened.ruleId)
      if (pack === undefined || rule === undefined) return <Gone />
      return <RuleDetailView key={`${pack.name} ${rule.id}`} pack={pack} rule={rule} switches={switches} />
    }
    case 'write': {
      const pack = packOf(opened.pack)
      if (pack === undefined) return <Gone />
      return (
        <RuleEditor
          key={`${pack.name} ${opened.ruleId ?? ''}`}
          pack={pack}
          ruleId={opened.ruleId}
          format={overview.format}
        />
      )
    }
    case 'changelog':
    case 'text':
    case 'update': {
      const pack = packOf(opened.pack)
      if (pack === undefined) return <Gone />
      // An update that was dealt with stands in the changelog, with what was made of it.
      const isSettled = opened.kind === 'update' && pack.update === null
      if (opened.kind === 'changelog' || isSettled) return <PackChangelog key={pack.name} pack={pack} />
      if (opened.kind === 'text') return <PackText key={pack.name} pack={pack} />
      return <PackUpdateView key={pack.name} pack={pack} />
    }
    case 'new-pack':
      return <NewPackForm />
    case 'allow-list':
      return <AllowList />
    default:
      return assertNever(opened)
  }
}

/** What was open is not there any more: another version of the pack, or a pack that was taken away. */
function Gone() {
  const t = useText()
  return <EmptyState icon={<IconFileUnknown size={24} stroke={1.6} />} title={t('rules.gone')} testId="rules-gone" />
}
