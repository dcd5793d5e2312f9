/** A small pack of a test's own rules, so that tests of the engine do not depend on the shipped words. */
import { loadRulePack } from '@core/compliance'
import type { RulePack, RulePackProblem } from '@core/compliance'
import { stringify } from 'yaml'

export interface TestRule {
  readonly id?: string
  readonly clause?: string
  readonly level?: string
  readonly patterns: readonly unknown[]
  readonly [field: string]: unknown
}

export function packYaml(rules: readonly TestRule[], name = 'test'): string {
  const texts = { message: '消息', reason: '理由', suggestion: '建议' }
  return stringify({
    name,
    version: '1.0.0',
    title: '测试',
    changelog: [{ version: '1.0.0', date: '2026-01-01', changes: '首版' }],
    clauses: (['rules', 'partial', 'human', 'unchecked'] as const).map((coverage, index) => ({
      number: `${name}/${index + 1}`,
      item: '项',
      text: `测试条款第${index + 1}款的文字`,
      coverage,
      human: coverage === 'rules' ? '' : '人工',
    })),
    rules: rules.map((rule, index) => ({
      id: `${name}/rule-${index}`,
      clause: `${name}/1`,
      level: 'error',
      ...texts,
      examples: { hits: ['命中'], misses: ['不命中'] },
      ...rule,
    })),
  })
}

export function testPack(rules: readonly TestRule[], name?: string): RulePack {
  const loaded = loadRulePack(packYaml(rules, name))
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error))
  return loaded.value
}

export function problemsOf(yaml: string): readonly RulePackProblem['code'][] {
  const loaded = loadRulePack(yaml)
  return loaded.ok ? [] : loaded.error.map(({ code }) => code)
}
