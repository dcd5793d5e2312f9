/** Which section of the settings is open. Survives a restart, and lets other pages point at one. */
import { useViewState } from '@renderer/state/view-state'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export const settingsSections = [
  'accounts',
  'editor',
  'letters',
  'export',
  'appearance',
  'keys',
  'published',
  'data',
  'audit',
  'about',
] as const
export type SettingsSection = (typeof settingsSections)[number]

interface SettingsView {
  readonly section: SettingsSection
  show(section: SettingsSection): void
}

export const useSettingsView = create<SettingsView>()(
  persist(
    (set) => ({
      section: 'accounts',
      show: (section) => set({ section }),
    }),
    { name: 'tougao.settings', version: 1 },
  ),
)

/** Goes to the settings page at a section. */
export function openSettings(section: SettingsSection): void {
  useSettingsView.getState().show(section)
  useViewState.getState().set({ page: 'settings' })
}
