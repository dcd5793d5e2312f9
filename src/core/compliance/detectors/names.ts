/** The detectors that a pack's `structure` pattern can name; each is a file of this folder. */
export const detectorNames = [
  'identity-number',
  'bank-card',
  'arithmetic',
  'headline-figures',
  'headline-names',
  'own-repetition',
  'others-repetition',
  'keyword-stuffing',
  'look-alike-host',
  'undisclosed-promotion',
] as const
export type DetectorName = (typeof detectorNames)[number]
