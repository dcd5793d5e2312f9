/** Open findings by clause: a table whose last column is drawn, so it needs no other form. */
import { Table, UnstyledButton } from '@mantine/core'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { openClause } from '@renderer/features/rules/rules-view'
import { useRulePacks } from '@renderer/features/rules/use-rule-packs'
import type { Stats } from '@shared/domain/desk'
import classes from './findings-by-clause.module.css'
import { Panel } from './panel'

export function FindingsByClause({ rows }: { readonly rows: Stats['findingsByClause'] }) {
  const t = useText()
  const format = useFormat()
  const clauses = useRulePacks().data?.flatMap((pack) => pack.clauses) ?? []
  const most = Math.max(1, ...rows.map((row) => row.count))
  return (
    <Panel title={t('dashboard.findings')} what={t('dashboard.findings-what')}>
      {rows.length === 0 ? (
        <p className={classes['none']}>{t('dashboard.findings-none')}</p>
      ) : (
        <Table verticalSpacing={5} className={classes['table'] ?? ''} data-testid="dashboard-findings">
          <Table.Thead className="visually-hidden">
            <Table.Tr>
              <Table.Th scope="col">{t('dashboard.column.clause')}</Table.Th>
              <Table.Th scope="col">{t('dashboard.column.count')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ clause, count }) => {
              const known = clauses.find((each) => each.number === clause)
              return (
                <Table.Tr key={clause}>
                  <Table.Th scope="row" fw={400} className={classes['clause'] ?? ''}>
                    <UnstyledButton
                      className={classes['link'] ?? ''}
                      onClick={() => openClause(clause)}
                      title={known?.text ?? clause}
                      data-clause={clause}
                    >
                      <span className={classes['number']}>{clause}</span>
                      <span className={classes['text']}>{known?.text ?? ''}</span>
                    </UnstyledButton>
                  </Table.Th>
                  <Table.Td>
                    <div className={classes['measure']}>
                      <div
                        className={classes['bar']}
                        style={{ width: `${(count / most) * 100}%` }}
                        aria-hidden="true"
                      />
                      <span>{format.number(count)}</span>
                    </div>
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  )
}
