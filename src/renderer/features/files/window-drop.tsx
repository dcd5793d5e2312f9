/** A file dropped anywhere on the window, where nothing takes it itself, begins a new submission. */
import { useText } from '@renderer/app/i18n'
import { useFilesView } from '@renderer/state/files-view'
import { useEffect, useState } from 'react'
import { isFileDrag } from './use-drop-target'
import classes from './window-drop.module.css'

export function WindowDrop() {
  const t = useText()
  const create = useFilesView((state) => state.create)
  const [over, setOver] = useState(false)
  useEffect(() => {
    const onDragOver = (event: DragEvent): void => {
      if (!isFileDrag(event)) return
      // Left alone, the window would take the file for a page to go to; the shell refuses that as well.
      event.preventDefault()
      setOver(document.querySelector('[aria-modal="true"]') === null)
    }
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent): void => {
      if (!isFileDrag(event)) return
      event.preventDefault()
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (file !== undefined && document.querySelector('[aria-modal="true"]') === null) create({ file })
    }
    const end = (): void => setOver(false)
    window.addEventListener('dragover', onDragOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    // What a target of its own takes does not come up to the window.
    window.addEventListener('drop', end, true)
    return () => {
      window.removeEventListener('dragover', onDragOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
      window.removeEventListener('drop', end, true)
    }
  }, [create])
  if (!over) return null
  return <div className={classes['over']}>{t('new.drop-window')}</div>
}
