/** A long article, the same every time: paragraphs of Chinese with something in each for the rules to find. */
export const TITLE = '一百天里的一千个数字'

const WORDS =
  '把一件事的背景、经过、数字和结果都写清楚，读者才会愿意一直看到最后，也才会记得这篇文章说了什么，又是谁说的，后来怎样；写的人要回到现场，问当事的人，查能查到的表格，再把它们排成一条线。'

/** Stands once in every paragraph. What follows it there is a contact, another one each, that a rule of the shipped packs finds. */
export const FOUND = '想看全表请加微信'

/** Paragraphs of together about so many characters. */
export function makeParagraphs(characters: number, count: number): string[] {
  const each = Math.floor(characters / count)
  return Array.from({ length: count }, (_, index) => {
    const head = `第${index + 1}段，${FOUND} abc${100_000 + index}。`
    const shift = (index * 7) % WORDS.length
    return `${head}${(WORDS.slice(shift) + WORDS + WORDS).slice(0, Math.max(0, each - head.length - 1))}。`
  })
}

/** What an author made of them: a fifth of the paragraphs changed, some of them cut, new ones between. */
export function revise(paragraphs: readonly string[]): string[] {
  return paragraphs.flatMap((text, index) => {
    if (index % 25 === 3) return []
    if (index % 25 === 7) return [text, `新写的一段，说第${index}件事后来怎样了。`]
    return index % 5 === 0 ? [`${text.replace('经过', '前因后果').replace('数字', '数据')}这句是后加的。`] : [text]
  })
}
