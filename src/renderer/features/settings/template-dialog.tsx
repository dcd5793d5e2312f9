/** One template: its text, the variables to insert, the letter that it makes, its versions. */
import { Button, Modal, Skeleton, Textarea } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreQuery } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import type { TemplateName } from '@shared/domain/letter'
import {
  insertionOf,
  TEMPLATE_MAX,
  variablesFor,
  type TemplateDetail,
  type TemplateLanguage,
} from '@shared/domain/letter-template'
import { useId, useRef, useState } from 'react'
import { TemplatePreview } from './template-preview'
import { TemplateVersions } from './template-versions'
import { useTemplatePreview } from './use-template-preview'
import classes from './template-dialog.module.css'

interface Template {
  readonly name: TemplateName
  readonly language: TemplateLanguage
}

export function TemplateDialog({ name, language, onClose }: Template & { readonly onClose: () => void }) {
  const t = useText()
  const read = useCoreQuery(['templates', name, language], (client) => client.templates.read({ name, language }))
  const [dirty, setDirty] = useState(false)
  return (
    <Modal
      opened
      // What was written is not lost to a stray key.
      closeOnEscape={!dirty}
      closeOnClickOutside={!dirty}
      withCloseButton={!dirty}
      onClose={onClose}
      title={t('letter-templates.title', { name: t(`letter-template.${name}`) })}
      size={1080}
    >
      <ErrorNotice error={read.error} always />
      {read.data === undefined ? (
        <Skeleton height={420} />
      ) : (
        <TemplateForm detail={read.data} onDirty={setDirty} onClose={onClose} />
      )}
    </Modal>
  )
}

function TemplateForm({
  detail,
  onDirty,
  onClose,
}: {
  readonly detail: TemplateDetail
  readonly onDirty: (dirty: boolean) => void
  readonly onClose: () => void
}) {
  const t = useText()
  const { name, language } = detail
  const [source, setSource] = useState(detail.source)
  const problemId = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const preview = useTemplatePreview({ name, language, source })
  const save = useCoreCommand((client, written: string) =>
    client.templates.save({ name, language, source: written, base: detail.version }),
  )
  const write = (written: string): void => {
    setSource(written)
    onDirty(written !== detail.source)
    save.reset()
  }
  const insert = (words: string): void => {
    const { selectionStart: start = source.length, selectionEnd: end = source.length } = field.current ?? {}
    write(source.slice(0, start) + words + source.slice(end))
    // Once the text stands in the field.
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(start + words.length, start + words.length)
    })
  }
  const unchanged = source === detail.source
  const broken = preview.problem !== null
  return (
    <div className={classes['dialog']}>
      <div className={classes['columns']}>
        <div className={classes['column']}>
          <fieldset className={classes['insert']} aria-label={t('letter-templates.insert')}>
            <span className={classes['label']}>{t('letter-templates.insert')}</span>
            {variablesFor(name).map((variable) => {
              const word = t(`letter-variable.${variable}`)
              return (
                <Button
                  key={variable}
                  variant="default"
                  size="compact-sm"
                  onClick={() => insert(insertionOf(variable))}
                  aria-label={t('letter-templates.insert-one', { name: word })}
                  title={insertionOf(variable)}
                  data-testid={`template-insert-${variable}`}
                >
                  {word}
                </Button>
              )
            })}
          </fieldset>
          <Textarea
            ref={field}
            aria-label={t('letter-templates.text')}
            aria-describedby={problemId}
            aria-invalid={broken || undefined}
            value={source}
            onChange={(event) => write(event.currentTarget.value)}
            // What is too long is said, not cut.
            maxLength={TEMPLATE_MAX * 10}
            rows={18}
            spellCheck={false}
            classNames={{ input: classes['source'] ?? '' }}
            data-autofocus
            data-testid="template-source"
          />
          <output id={problemId} className={classes['problem']} data-testid="template-problem">
            {preview.problem}
          </output>
        </div>
        <TemplatePreview preview={preview} />
      </div>
      <ErrorNotice error={save.error} always />
      <div className={classes['foot']}>
        <Button
          disabled={unchanged || broken || preview.busy}
          loading={save.isPending}
          onClick={() =>
            save.mutate(source, {
              onSuccess: (saved) => {
                setSource(saved.source)
                onDirty(false)
              },
            })
          }
          data-testid="template-save"
        >
          {t('letter-templates.save')}
        </Button>
        {!unchanged && (
          <Button variant="default" onClick={onClose} data-testid="template-drop">
            {t('letter-templates.drop')}
          </Button>
        )}
        <output className={classes['said']} data-testid="template-said">
          {save.isSuccess && unchanged ? t('letter-templates.saved') : unchanged ? '' : t('letter-templates.unsaved')}
        </output>
      </div>
      <TemplateVersions detail={detail} shown={source} onTake={write} />
    </div>
  )
}
