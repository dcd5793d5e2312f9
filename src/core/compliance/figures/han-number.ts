/** Numbers in Han digits: 一百二十万, 三千六, 两亿. */
const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const steps: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 }
const sections: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 }

/** The value, or undefined where the signs are no number (一一, 十千). `点` begins decimals: 三点五. */
export function hanNumber(text: string): number | undefined {
  const [whole = '', decimals] = text.split('点', 2)
  let value = 0
  let section = 0
  let digit: number | undefined
  let lastStep = Infinity
  for (const sign of whole) {
    const step = steps[sign]
    const large = sections[sign]
    if (digits[sign] !== undefined) {
      if (digit !== undefined && digit !== 0) return undefined
      digit = digits[sign]
    } else if (step !== undefined) {
      if (step >= lastStep) return undefined
      section += (digit ?? (step === 10 ? 1 : 0)) * step
      digit = undefined
      lastStep = step
    } else if (large !== undefined) {
      // 万亿 multiplies what is there already.
      value = section + (digit ?? 0) === 0 ? value * large : value + (section + (digit ?? 0)) * large
      section = 0
      digit = undefined
      lastStep = Infinity
    } else return undefined
  }
  // 三千六 is 3,600: a digit behind a step counts in the next lower one.
  const colloquial = digit !== undefined && digit > 0 && lastStep > 10 && lastStep !== Infinity && !whole.includes('零')
  const sum = value + section + (digit ?? 0) * (colloquial ? lastStep / 10 : 1)
  if (decimals === undefined) return sum
  const places = [...decimals].map((sign) => digits[sign])
  if (places.length === 0 || places.includes(undefined)) return undefined
  return Number(`${sum}.${places.join('')}`)
}
