/** The writing of the text on screen, for as long as it is there. */
import { useCoreConnection } from '@renderer/client/use-core'
import { useReportError } from '@renderer/components/report-error'
import { useEffect, useMemo } from 'react'
import { createTextSession, type TextSession } from './text-session'

/** One session for each text that an editor is opened with. */
export function useTextSession(versionId: string, contentHash: string): TextSession {
  const connection = useCoreConnection()
  const reportError = useReportError()
  const session = useMemo(
    () => createTextSession(connection, versionId, contentHash, reportError),
    [connection, versionId, contentHash, reportError],
  )
  useEffect(() => {
    session.open()
    return () => session.close()
  }, [session])
  return session
}
