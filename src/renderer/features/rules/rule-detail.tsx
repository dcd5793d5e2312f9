/** One rule in full: what it finds, its examples, how right it was; and everything that is done with it. */
import { Button, Group, Switch } from '@mantine/core'
import { IconCopy, IconPencil, IconTrash } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { ErrorNotice } from '@renderer/components/report-error'
import { ChangeDialog } from '@renderer/features/authors/change-dialog'
import type { ListedPack, ListedRule, PlainRule } from '@shared/domain/rules'
import { useState, type ReactNode } from 'react'
import { PatternText } from './pattern-text'
import { examplesOf, isObject, listOf, textOf, wordsOf } from './plain-rule'
import { precisionWords } from './precision-words'
import { copyOfRule } from './rule-draft'
import classes from './rule-detail.module.css'
import { draftKey, useRulesView } from './rules-view'
import { usePackActions } from './use-pack-actions'
import { useRuleDetail } from './use-rules'
import type { Switches } from './use-switches'

export function RuleDetailView({
  pack,
  rule,
  switches,
}: {
  readonly pack: ListedPack
  readonly rule: ListedRule
  readonly switches: Switches
}) {
  const t = useText()
  const { open, drafts, keepDraft } = useRulesView()
  const { propose } = usePackActions()
  const [asking, setAsking] = useState(false)
  const detail = useRuleDetail(pack.name, rule.id)
  const plain = detail.data?.rule
  const clause = pack.clauses.find(({ number }) => number === rule.clause)
  const hasDraft = drafts[draftKey(pack.name, rule.id)] !== undefined
  const duplicate = (): void => {
    if (plain === undefined) return
    keepDraft(draftKey(pack.name, null), copyOfRule(plain, pack))
    open({ kind: 'write', pack: pack.name, ruleId: null })
  }
  return (
    <article className={classes['rule']} data-testid="rule-detail">
      <header className={classes['head']}>
        <p className={classes['pack']}>
          {pack.title} · {rule.clause} {clause?.item}
        </p>
        <h2 lang="zh-CN">
          <Chip tone={rule.level}>{t(`level.${rule.level}`)}</Chip> {rule.message}
        </h2>
        <p className={classes['pack']}>
          <code>{rule.id}</code>
        </p>
      </header>
      <Group gap="xs">
        <Button
          leftSection={<IconPencil size={14} />}
          onClick={() => open({ kind: 'write', pack: pack.name, ruleId: rule.id })}
          disabled={plain === undefined}
          data-testid="rule-edit"
        >
          {t(hasDraft ? 'rules.edit-on' : 'rules.edit')}
        </Button>
        <Button variant="default" leftSection={<IconCopy size={14} />} onClick={duplicate} data-testid="rule-copy">
          {t('rules.copy')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconTrash size={14} />}
          onClick={() => propose({ kind: 'remove-rule', pack: pack.name, ruleId: rule.id })}
          data-testid="rule-remove"
        >
          {t('rules.remove-rule')}
        </Button>
        <Switch
          checked={rule.on}
          disabled={!pack.on || switches.pending}
          label={t(rule.on ? 'rules.on' : 'rules.off')}
          onChange={(event) => {
            if (event.currentTarget.checked) switches.rule(pack.name, rule.id, rule.message, true)
            else setAsking(true)
          }}
        />
      </Group>
      <ChangeDialog
        opened={asking}
        title={t('rules.switch-off-title', { name: rule.message })}
        reasonLabel={t('rules.switch-off-reason')}
        reasonNeeded={false}
        explanation={t('rules.switch-off-what')}
        error={null}
        pending={false}
        onChange={(reason) => {
          setAsking(false)
          switches.rule(pack.name, rule.id, rule.message, false, reason)
        }}
        onClose={() => setAsking(false)}
      />
      {detail.data?.switchedOff != null && (
        <p className={classes['off']}>
          {t('rules.switched-off-by', { name: detail.data.switchedOff.editorName })}
          <DateText at={detail.data.switchedOff.at} as="moment" /> {detail.data.switchedOff.reason}
        </p>
      )}
      <p data-testid="rule-precision-words">{precisionWords(t, rule.precision)}</p>
      <ErrorNotice error={detail.error} always />
      {plain !== undefined && <Facts rule={plain} />}
    </article>
  )
}

function Facts({ rule }: { readonly rule: PlainRule }) {
  const t = useText()
  const except = isObject(rule['except']) ? rule['except'] : {}
  return (
    <dl className={classes['facts']} lang="zh-CN">
      <Fact label={t('rules.field.statute')} text={textOf(rule['statute'])} />
      <Fact label={t('rules.field.reason')} text={textOf(rule['reason'])} />
      <Fact label={t('rules.field.suggestion')} text={textOf(rule['suggestion'])} />
      <Row label={t('rules.field.patterns')}>
        <ul className={classes['list']}>
          {listOf(rule['patterns']).map((pattern, index) => (
            <li key={index}>
              <PatternText pattern={pattern} />
            </li>
          ))}
        </ul>
      </Row>
      {(['inside', 'before', 'after', 'sentence'] as const).map((where) => {
        const words = wordsOf(except[where])
        return words.length === 0 ? null : (
          <Fact key={where} label={t(`rules.except.${where}`)} text={words.join('、')} />
        )
      })}
      <Examples label={t('rules.field.examples.hits')} texts={examplesOf(rule, 'hits')} />
      <Examples label={t('rules.field.examples.misses')} texts={examplesOf(rule, 'misses')} />
    </dl>
  )
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Fact({ label, text }: { readonly label: string; readonly text: string }) {
  return text === '' ? null : <Row label={label}>{text}</Row>
}

function Examples({ label, texts }: { readonly label: string; readonly texts: readonly string[] }) {
  if (texts.length === 0) return null
  return (
    <Row label={label}>
      <ul className={classes['list']}>
        {texts.map((text, index) => (
          // Examples are a fixed list; two may be worded alike.
          <li key={index}>{text}</li>
        ))}
      </ul>
    </Row>
  )
}
