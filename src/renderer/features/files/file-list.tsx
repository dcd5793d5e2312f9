/** Files in a row each: name, size, what is in an archive; to be looked at, kept or opened. */
import { ActionIcon, Menu, UnstyledButton } from '@mantine/core'
import {
  IconChevronDown,
  IconChevronRight,
  IconDeviceFloppy,
  IconDots,
  IconExternalLink,
  IconEye,
  IconFile,
  IconFileTypePdf,
  IconFileZip,
  IconPhoto,
  IconReplace,
} from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useFilesView, type NamedRef } from '@renderer/state/files-view'
import type { FileRef } from '@shared/domain/file'
import { extensionOf, fileDanger } from '@shared/files/file-danger'
import { useState } from 'react'
import { OpenOutside } from './open-outside'
import { useChooseManuscript } from './use-choose-manuscript'
import { useSaveFile } from './use-save-file'
import classes from './file-list.module.css'

export interface ListedFile {
  readonly ref: FileRef
  readonly filename: string
  readonly contentType: string
  readonly size: number
  readonly entries: readonly string[] | null
}

/** Entries of an archive that are listed at once; the rest is counted. */
const MOST_ENTRIES = 200

/** Asked by name alone, before the file is taken out of its mail; the core looks at the bytes. */
const NO_BYTES = new Uint8Array()

export function FileList({
  files,
  label,
  submissionId = null,
}: {
  readonly files: readonly ListedFile[]
  readonly label: string
  /** The piece whose manuscript one of them may be made; null where that is not done. */
  readonly submissionId?: string | null
}) {
  if (files.length === 0) return null
  return (
    <ul className={classes['list']} aria-label={label} data-testid="file-list">
      {files.map((file) => (
        <FileItem key={`${file.ref.sha256} ${file.filename}`} file={file} submissionId={submissionId} />
      ))}
    </ul>
  )
}

function FileItem({ file, submissionId }: { readonly file: ListedFile; readonly submissionId: string | null }) {
  const t = useText()
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const { entries, filename, contentType, size } = file
  const isArchive = entries !== null && entries.length > 0
  return (
    <li data-testid="file-item">
      <FileRow
        file={file}
        facts={`${typeOf(filename, contentType)} · ${format.bytes(size)}`}
        submissionId={isArchive ? null : submissionId}
      />
      {isArchive && (
        <UnstyledButton
          className={classes['toggle']}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          data-testid="file-entries"
        >
          {open ? <IconChevronDown size={14} aria-hidden="true" /> : <IconChevronRight size={14} aria-hidden="true" />}
          {t('file.entries', { count: entries.length })}
        </UnstyledButton>
      )}
      {open && isArchive && <Entries file={file} entries={entries} submissionId={submissionId} />}
    </li>
  )
}

/** The tree of an archive, as its names say: folders are only headings. */
function Entries({
  file,
  entries,
  submissionId,
}: {
  readonly file: ListedFile
  readonly entries: readonly string[]
  readonly submissionId: string | null
}) {
  const t = useText()
  return (
    <ul className={classes['entries']}>
      {entries.slice(0, MOST_ENTRIES).map((name, entry) => {
        const parts = name.split(/[\\/]/).filter((part) => part !== '')
        const depth = Math.min(parts.length - 1, 6)
        const last = parts.at(-1) ?? name
        return (
          <li key={`${entry} ${name}`} style={{ paddingInlineStart: depth * 14 }} title={name}>
            {/[\\/]$/.test(name) ? (
              <span className={classes['folder']}>{last}/</span>
            ) : (
              <FileRow
                file={{ ref: { ...file.ref, entry }, filename: last }}
                facts={typeOf(last, '')}
                submissionId={submissionId}
                small
              />
            )}
          </li>
        )
      })}
      {entries.length > MOST_ENTRIES && (
        <li className={classes['folder']}>{t('file.more-entries', { count: entries.length - MOST_ENTRIES })}</li>
      )}
    </ul>
  )
}

function FileRow({
  file,
  facts,
  submissionId,
  small = false,
}: {
  readonly file: NamedRef
  readonly facts: string
  readonly submissionId: string | null
  readonly small?: boolean
}) {
  const t = useText()
  const show = useFilesView((state) => state.show)
  const save = useSaveFile()
  const { choose, busy } = useChooseManuscript(submissionId ?? '')
  const [opening, setOpening] = useState(false)
  const { filename, ref } = file
  const danger = fileDanger(filename, NO_BYTES)
  const look = (): void => show({ ref: file.ref, filename })
  return (
    <div className={classes['row']} data-small={small || undefined} data-danger={danger}>
      <UnstyledButton className={classes['name']} onClick={look} title={filename} data-testid="file-name">
        <FileIcon filename={filename} />
        <span className={classes['words']}>{filename}</span>
      </UnstyledButton>
      {danger === 'program' && <span className={classes['danger']}>{t('file.danger.program')}</span>}
      <span className={classes['facts']}>{facts}</span>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label={t('file.actions', { name: filename })}
            data-testid="file-menu"
          >
            <IconDots size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconEye size={15} />} onClick={look}>
            {t('file.look')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDeviceFloppy size={15} />}
            onClick={() => save(file)}
            data-testid="file-menu-save"
          >
            {t('file.save')}
          </Menu.Item>
          {submissionId !== null && ref.of !== 'note' && danger !== 'program' && (
            <Menu.Item
              leftSection={<IconReplace size={15} />}
              disabled={busy}
              onClick={() => choose({ choice: ref, name: filename })}
              data-testid="file-menu-manuscript"
            >
              {t('file.as-manuscript')}
            </Menu.Item>
          )}
          {danger !== 'program' && (
            <Menu.Item
              leftSection={<IconExternalLink size={15} />}
              onClick={() => setOpening(true)}
              data-testid="file-menu-open"
            >
              {t('file.open-outside')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {opening && <OpenOutside file={file} danger={danger} onClose={() => setOpening(false)} />}
    </div>
  )
}

function FileIcon({ filename }: { readonly filename: string }) {
  const extension = extensionOf(filename)
  const Icon = ['png', 'jpg', 'jpeg', 'gif', 'webp'].includes(extension)
    ? IconPhoto
    : extension === 'pdf'
      ? IconFileTypePdf
      : ['zip', 'rar', '7z'].includes(extension)
        ? IconFileZip
        : IconFile
  return <Icon size={15} aria-hidden="true" />
}

/** The extension as people know it; for a name without one, what the mail says. */
function typeOf(filename: string, contentType: string): string {
  const extension = extensionOf(filename)
  return extension === '' || extension.length > 8 ? contentType || '?' : extension.toUpperCase()
}
