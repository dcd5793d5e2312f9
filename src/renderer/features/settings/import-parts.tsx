/** What every import from files shows: the two ways to choose, how far it is, and what was not read. */
import { Button, Progress } from '@mantine/core'
import { IconFileImport, IconFolderOpen } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import classes from './import-parts.module.css'

export type ImportFrom = 'folder' | 'files'

export function ImportButtons({
  name,
  labels,
  running,
  choosing,
  onChoose,
}: {
  /** Begins the test ids. */
  readonly name: string
  readonly labels: Readonly<Record<ImportFrom, string>>
  readonly running: boolean
  /** The system's dialog is open. */
  readonly choosing: boolean
  readonly onChoose: (from: ImportFrom) => void
}) {
  return (
    <div className={classes['actions']}>
      <Button
        variant="default"
        leftSection={<IconFolderOpen size={15} aria-hidden="true" />}
        disabled={running || choosing}
        onClick={() => onChoose('folder')}
        data-testid={`${name}-folder`}
      >
        {labels.folder}
      </Button>
      <Button
        variant="default"
        leftSection={<IconFileImport size={15} aria-hidden="true" />}
        disabled={running || choosing}
        onClick={() => onChoose('files')}
        data-testid={`${name}-files`}
      >
        {labels.files}
      </Button>
    </div>
  )
}

export function ImportProgress({
  name,
  words,
  label,
  done,
  total,
  onCancel,
}: {
  readonly name: string
  readonly words: string
  /** Of the bar, for who cannot see it. */
  readonly label: string
  readonly done: number
  /** Null while nobody has counted. */
  readonly total: number | null
  readonly onCancel: () => void
}) {
  const t = useText()
  return (
    <div className={classes['state']}>
      <output>{words}</output>
      <Progress
        value={total === null ? 100 : total === 0 ? 0 : (done / total) * 100}
        animated={total === null}
        aria-label={label}
      />
      <div>
        <Button variant="default" onClick={onCancel} data-testid={`${name}-cancel`}>
          {t('action.cancel')}
        </Button>
      </div>
    </div>
  )
}

export function ImportReport({
  name,
  words,
  refusedLabel,
  refused,
}: {
  readonly name: string
  /** One line each. */
  readonly words: readonly string[]
  readonly refusedLabel: string
  /** A line a file, with its reason. */
  readonly refused: readonly string[]
}) {
  return (
    <div className={classes['state']} data-testid={`${name}-report`}>
      <output>
        {words.map((line) => (
          <div key={line}>{line}</div>
        ))}
      </output>
      {refused.length > 0 && (
        <ul className={classes['refused']} aria-label={refusedLabel}>
          {refused.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

export function ImportFailed({ words }: { readonly words: string }) {
  return (
    <p className={classes['state']} role="alert">
      {words}
    </p>
  )
}
