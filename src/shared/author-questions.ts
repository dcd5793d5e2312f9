/** What the author is asked about a figure, to begin with. Authors read Chinese, whatever the desk's language is. */
import type { Calculation, Discrepancy, Figure } from './domain/figures'

export function askForSource({ text }: Figure): string {
  return `“${text}”这个数字出自哪里？请补上来源。`
}

export function askAboutSum({ claimed, expected, kind }: Calculation): string {
  const shown = kind === 'growth' || kind === 'share' ? `${expected}%` : String(expected)
  return `“${claimed.text}”和前面的数对不上：按文中的数算是 ${shown}，请核对。`
}

export function askWhichHolds({ places }: Discrepancy): string {
  return `${places.map(({ text }) => `“${text}”`).join('和')}写得不一样，以哪个为准？`
}
