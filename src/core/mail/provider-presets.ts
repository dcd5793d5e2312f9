/** The table lies in `shared`, because the window's account form fills itself in from it too. */
export { presetFor, PROVIDER_PRESETS, type PasswordKind, type ProviderPreset } from '@shared/domain/provider-presets'
