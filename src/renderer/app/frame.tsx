/** The window: rail, title bar, the page, and what lies over all pages. */
import { AfterAWhile, ListSkeleton } from '@renderer/components/list-skeleton'
import { useFilesView } from '@renderer/state/files-view'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { useCoreConnection } from '@renderer/client/use-core'
import { DueToday } from '@renderer/features/authors/due-today'
import { BulkDialog } from '@renderer/features/bulk/bulk-dialog'
import { CompareDialog } from '@renderer/features/compare/compare-dialog'
import { VersionsDialog } from '@renderer/features/compare/versions-dialog'
import { FilesUnderWay } from '@renderer/features/files/conversion-progress'
import { FileViewer } from '@renderer/features/files/file-viewer'
import { NewSubmissionDialog } from '@renderer/features/files/new-submission-dialog'
import { WindowDrop } from '@renderer/features/files/window-drop'
import { useNetworkNotice } from '@renderer/features/outbox/use-network-notice'
import { OpenFailedPage } from '@renderer/features/open-failed/open-failed-page'
import { OrganiseDialogs } from '@renderer/features/organise/organise-dialogs'
import { UnlockSecrets } from '@renderer/features/settings/unlock-secrets'
import { GuardianDialog } from '@renderer/features/terms/guardian-dialog'
import { TermsDialog } from '@renderer/features/terms/terms-dialog'
import { WebSearchDialog } from '@renderer/features/web-search/web-search-dialog'
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { CommandPalette } from './command-palette'
import { CoreStatusBar } from './core-status'
import { useDeskEvents } from './desk-events'
import { Head } from './head'
import { useText } from './i18n'
import { listenToKeys } from './keys'
import { KeysSheet } from './keys-sheet'
import { PageSwitch } from './page-switch'
import { Rail } from './rail'
import classes from './frame.module.css'

const FirstRunPage = lazy(async () => ({
  default: (await import('@renderer/features/first-run/first-run-page')).FirstRunPage,
}))

export function Frame() {
  const t = useText()
  useDeskEvents()
  useNetworkNotice()
  useEffect(() => listenToKeys(window), [])
  const info = useDeskInfo()
  const creating = useFilesView((state) => state.creating !== null)
  const connection = useCoreConnection()
  const failure = useSyncExternalStore(connection.subscribe, connection.failure)

  if (failure !== null) {
    return (
      <main className={classes['alone']}>
        <OpenFailedPage failure={failure} />
      </main>
    )
  }
  if (info.data === undefined) {
    return (
      <div className={classes['opening']}>
        <AfterAWhile>
          <output>{t('core.connecting')}</output>
        </AfterAWhile>
      </div>
    )
  }
  if (info.data.firstRun) {
    return (
      <main className={classes['alone']}>
        <CoreStatusBar />
        <Suspense fallback={<ListSkeleton />}>
          <FirstRunPage />
        </Suspense>
      </main>
    )
  }
  return (
    <div className={classes['desk']}>
      <Rail />
      <Head />
      <div className={classes['notices']}>
        <CoreStatusBar />
        <UnlockSecrets dismissible />
        {/* The dialog of a new submission shows them itself. */}
        {!creating && <FilesUnderWay />}
      </div>
      <main className={classes['page']}>
        <PageSwitch />
      </main>
      <OrganiseDialogs />
      <BulkDialog />
      <CommandPalette />
      <KeysSheet />
      <FileViewer />
      <NewSubmissionDialog />
      <WindowDrop />
      <CompareDialog />
      <VersionsDialog />
      <WebSearchDialog />
      <DueToday />
      <TermsDialog />
      <GuardianDialog />
    </div>
  )
}
