/** 导入作者: a sheet, what its columns hold, what each line would do; then it is taken in, and can be taken back. */
import { Button, Group, Modal, Select, Table } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreQuery } from '@renderer/client/use-core'
import { DateText } from '@renderer/components/date-text'
import { ErrorNotice } from '@renderer/components/report-error'
import { ChooseFile } from '@renderer/features/files/choose-file'
import { upload } from '@renderer/features/files/upload'
import { useViewState } from '@renderer/state/view-state'
import { sheetColumnSchema, type AuthorImport, type SheetColumn, type SheetHead } from '@shared/domain/author-sheet'
import { useState } from 'react'
import { ChangeDialog } from './change-dialog'
import classes from './parts.module.css'

/** Lines of the preview that are shown; the counts are of all. */
const SHOWN = 50

export function ImportAuthors({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const t = useText()
  return (
    <Modal opened={opened} onClose={onClose} title={t('sheet.import')} size={760}>
      <Steps onClose={onClose} />
    </Modal>
  )
}

interface Given {
  readonly uploadId: string
  readonly head: SheetHead
  readonly mapping: readonly SheetColumn[]
}

function Steps({ onClose }: { readonly onClose: () => void }) {
  const t = useText()
  const [file, setFile] = useState<File | null>(null)
  const [given, setGiven] = useState<Given | null>(null)
  const read = useCoreCommand(async (client, chosen: File) => {
    const uploadId = await upload(client, chosen)
    const head = await client.authors.sheetHead({ uploadId })
    return { uploadId, head, mapping: head.guess }
  })
  if (given !== null) return <Preview given={given} onGiven={setGiven} onClose={onClose} />
  return (
    <div className={classes['form']}>
      <p className={classes['quiet']}>{t('sheet.import-note')}</p>
      <ChooseFile
        file={file}
        onFile={(chosen) => {
          setFile(chosen)
          if (chosen !== null) read.mutate(chosen, { onSuccess: setGiven })
        }}
      />
      <ErrorNotice error={read.error} />
      <PastImports />
    </div>
  )
}

function Preview({
  given,
  onGiven,
  onClose,
}: {
  readonly given: Given
  readonly onGiven: (given: Given) => void
  readonly onClose: () => void
}) {
  const t = useText()
  const locale = useViewState((state) => state.locale)
  const { uploadId, head, mapping } = given
  const request = { uploadId, mapping: [...mapping] }
  const preview = useCoreQuery(['authors', 'import-preview', uploadId, mapping], (client) =>
    client.authors.previewImport(request),
  )
  const take = useCoreCommand((client, input: typeof request) => client.authors.importSheet(input))
  const failed = useCoreCommand((client, input: typeof request) => client.authors.saveFailedRows({ ...input, locale }))
  const counts = preview.data
  const usable = mapping.includes('name') || mapping.includes('address') || mapping.includes('pen-name')
  return (
    <div className={classes['form']}>
      <p className={classes['quiet']}>{t('sheet.columns', { count: head.rows })}</p>
      <div className={classes['mapping']}>
        {head.header.map((name, index) => (
          <Select
            // A column is its place.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            size="xs"
            label={name || t('sheet.column', { number: String(index + 1) })}
            description={head.samples.map((cells) => cells[index] ?? '').find((cell) => cell !== '') ?? ''}
            value={mapping[index] ?? 'ignore'}
            allowDeselect={false}
            data={sheetColumnSchema.options.map((column) => ({ value: column, label: t(`sheet-column.${column}`) }))}
            onChange={(value) =>
              onGiven({
                ...given,
                mapping: mapping.map((column, at) => (at === index ? sheetColumnSchema.parse(value) : column)),
              })
            }
          />
        ))}
      </div>
      <ErrorNotice error={preview.error ?? take.error ?? failed.error} />
      {counts !== undefined && (
        <>
          <p data-testid="import-counts">
            {t('sheet.counts', {
              created: String(counts.created),
              changed: String(counts.changed),
              same: String(counts.same),
              failed: String(counts.failed),
            })}
          </p>
          <Table.ScrollContainer minWidth={0} mah={260}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('sheet.line')}</Table.Th>
                  <Table.Th>{t('author.name')}</Table.Th>
                  <Table.Th>{t('author.addresses')}</Table.Th>
                  <Table.Th>{t('sheet.outcome')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {counts.rows.slice(0, SHOWN).map((row) => (
                  <Table.Tr key={row.line} data-testid="import-row">
                    <Table.Td>{row.line}</Table.Td>
                    <Table.Td>{row.name}</Table.Td>
                    <Table.Td>{row.address}</Table.Td>
                    <Table.Td>
                      {row.problem === null ? t(`sheet-outcome.${row.outcome}`) : t(`sheet-problem.${row.problem}`)}
                      {row.kept > 0 && ` · ${t('sheet.kept', { count: row.kept })}`}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </>
      )}
      <Group justify="space-between" gap="xs">
        <Button
          variant="default"
          disabled={(counts?.failed ?? 0) === 0}
          loading={failed.isPending}
          onClick={() => failed.mutate(request)}
          data-testid="import-failed"
        >
          {t('sheet.save-failed')}
        </Button>
        <Group gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            loading={take.isPending}
            disabled={!usable || counts === undefined || counts.created + counts.changed === 0}
            onClick={() => take.mutate(request, { onSuccess: onClose })}
            data-testid="import-do"
          >
            {t('sheet.take-in')}
          </Button>
        </Group>
      </Group>
    </div>
  )
}

/** Imports of before, each with the way back. */
function PastImports() {
  const t = useText()
  const imports = useCoreQuery(['authors', 'imports'], (client) => client.authors.imports()).data ?? []
  const [undoing, setUndoing] = useState<AuthorImport | null>(null)
  const revert = useCoreCommand((client, input: { importId: string; reason: string }) =>
    client.authors.revertImport(input),
  )
  const close = (): void => {
    setUndoing(null)
    revert.reset()
  }
  if (imports.length === 0) return null
  return (
    <div>
      <p className={classes['quiet']}>{t('sheet.past')}</p>
      <ul className={classes['list']}>
        {imports.map((each) => (
          <li key={each.id} className={classes['line']} data-testid="past-import">
            <span>{each.filename}</span>
            <span className={classes['quiet']}>
              {t('sheet.past-counts', { created: String(each.created), changed: String(each.changed) })}
            </span>
            <DateText at={each.at} className={classes['when'] ?? ''} />
            {each.revertedAt === null ? (
              <Button
                size="compact-xs"
                variant="default"
                className={classes['push'] ?? ''}
                onClick={() => setUndoing(each)}
                data-testid="import-revert"
              >
                {t('sheet.revert')}
              </Button>
            ) : (
              <span className={`${classes['quiet']} ${classes['push']}`}>{t('sheet.reverted')}</span>
            )}
          </li>
        ))}
      </ul>
      <ChangeDialog
        opened={undoing !== null}
        title={t('sheet.revert')}
        reasonLabel={t('author.reason')}
        reasonNeeded
        explanation={t('sheet.revert-note')}
        error={revert.error}
        pending={revert.isPending}
        onChange={(reason) => undoing !== null && revert.mutate({ importId: undoing.id, reason }, { onSuccess: close })}
        onClose={close}
      />
    </div>
  )
}
