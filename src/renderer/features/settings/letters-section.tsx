/** 信件: the templates that letters are drafted from, by what they are for. */
import { Button, Skeleton } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useFormat } from '@renderer/app/format'
import { useCoreQuery } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import {
  noticeTemplateSchema,
  publishedTemplateSchema,
  questionTemplateSchema,
  verdictTemplateSchema,
  type TemplateName,
} from '@shared/domain/letter'
import type { TemplateRow } from '@shared/domain/letter-template'
import { useState } from 'react'
import { Group, Row, Section } from './section'
import { TemplateDialog } from './template-dialog'

const groups: readonly { readonly title: TemplateGroup; readonly names: readonly TemplateName[] }[] = [
  { title: 'decisions', names: verdictTemplateSchema.options },
  { title: 'questions', names: questionTemplateSchema.options },
  { title: 'notices', names: noticeTemplateSchema.options },
  { title: 'publication', names: publishedTemplateSchema.options },
]
type TemplateGroup = 'decisions' | 'questions' | 'notices' | 'publication'

export function LettersSection() {
  const t = useText()
  const { data, error } = useCoreQuery(['templates'], (client) => client.templates.list())
  const [open, setOpen] = useState<TemplateRow | null>(null)
  return (
    <Section title={t('settings.section.letters')} what={t('settings.letters.what')}>
      <ErrorNotice error={error} />
      {data === undefined ? (
        <Skeleton height={320} />
      ) : (
        groups.map(({ title, names }) => (
          <Group key={title} title={t(`letter-templates.${title}`)}>
            {data
              .filter(({ name }) => names.includes(name))
              .map((row) => (
                <TemplateLine key={`${row.name} ${row.language}`} row={row} onEdit={() => setOpen(row)} />
              ))}
          </Group>
        ))
      )}
      {open !== null && <TemplateDialog name={open.name} language={open.language} onClose={() => setOpen(null)} />}
    </Section>
  )
}

function TemplateLine({ row, onEdit }: { readonly row: TemplateRow; readonly onEdit: () => void }) {
  const t = useText()
  const name = t(`letter-template.${row.name}`)
  return (
    <Row label={name} what={useChanged(row)}>
      <Button
        variant="default"
        onClick={onEdit}
        aria-label={t('letter-templates.edit-one', { name })}
        data-testid={`template-edit-${row.name}`}
      >
        {t('letter-templates.edit')}
      </Button>
    </Row>
  )
}

/** Whose words they are. */
function useChanged({ saved, shipped, version }: TemplateRow): string {
  const t = useText()
  const format = useFormat()
  if (saved === null) return t('letter-templates.as-shipped')
  const facts = { name: saved.editorName || t('audit.nameless'), when: format.moment(saved.at) }
  return shipped ? t('letter-templates.back', facts) : t('letter-templates.changed', { ...facts, version })
}
