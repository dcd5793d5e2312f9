/** Small tables for what Unicode's compatibility decomposition (NFKC) leaves as it is. */
import { traditionalTable } from './tables/traditional-table'

/** Letters of other scripts that are drawn like Latin ones; lower case, because case is folded before. */
const lookAlikePairs =
  // Cyrillic
  'аaвbсcԁdеeгrһhіiјjкkӏlмmнhոnоoрpԛqѕsтtуyүyѵvԝwхxѡw' +
  // Greek
  'αaβbγyεeηnιiκkνvοoρpτtυuχxωwϲcϳj' +
  // Latin small capitals and a few phonetic letters
  'ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpꞯqʀrꜱsᴛtᴜuᴠvᴡwʏyᴢzɡgɑaıi'

export const lookAlikes: ReadonlyMap<string, string> = pairsOf(lookAlikePairs)

/**
 * Radicals that are used for the characters that they are (Unicode's EquivalentUnifiedIdeograph.txt): NFKC folds those of the
 * Kangxi block, but not these.
 */
const radicalPairs =
  '⺁厂⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻' +
  '⺯糹⺰纟⺱罓⺲罒⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣' +
  '⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟'

/** Signs that stand for a simplified character, by the character that they stand for. */
export const radicals: ReadonlyMap<string, string> = pairsOf(radicalPairs)
export const traditional: ReadonlyMap<string, string> = pairsOf(traditionalTable.replaceAll('\n', ''))

function pairsOf(pairs: string): Map<string, string> {
  return new Map(Array.from({ length: pairs.length / 2 }, (_, i) => [pairs.charAt(2 * i), pairs.charAt(2 * i + 1)]))
}

/** Enclosed letters and digits that have no decomposition: `[first code point, last, first result]`. */
const enclosedRanges: readonly (readonly [number, number, number])[] = [
  [0x1f150, 0x1f169, 0x61], // 🅐 negative circled capitals
  [0x1f170, 0x1f189, 0x61], // 🅰 negative squared capitals
  [0x1f1e6, 0x1f1ff, 0x61], // 🇦 regional indicators
  [0x2776, 0x277e, 0x31], // ❶ negative circled digits
  [0x2780, 0x2788, 0x31], // ➀ sans-serif circled digits
  [0x278a, 0x2792, 0x31], // ➊ negative sans-serif circled digits
  [0x24f5, 0x24fd, 0x31], // ⓵ double circled digits
  [0x24ff, 0x24ff, 0x30], // ⓿
  [0x1f10b, 0x1f10c, 0x30], // 🄋 🄌 circled zeros
]

/** The letter or digit inside an enclosed sign, or undefined. */
export function enclosed(codePoint: number): string | undefined {
  for (const [first, last, result] of enclosedRanges) {
    if (codePoint >= first && codePoint <= last) return String.fromCharCode(result + codePoint - first)
  }
  return undefined
}

/** Han digits as Arabic ones. 两 and 十 stay: they are words more often than digits of a number. */
export const hanDigits: ReadonlyMap<number, number> = new Map(
  ['零〇', '一壹幺', '二贰貳', '三叁參', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'].flatMap((signs, digit) =>
    [...signs].map((sign): [number, number] => [sign.charCodeAt(0), 0x30 + digit]),
  ),
)

/** Named entities that disguise text; the others stay as written. */
const namedEntities: ReadonlyMap<string, string> = new Map([
  ['nbsp', ' '],
  ['ensp', ' '],
  ['emsp', ' '],
  ['thinsp', ' '],
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['middot', '·'],
  ['bull', '•'],
  ['hellip', '…'],
  ['shy', '\u00ad'],
  ['zwj', '\u200d'],
  ['zwnj', '\u200c'],
  ['yen', '¥'],
  ['commat', '@'],
  ['period', '.'],
  ['colon', ':'],
  ['sol', '/'],
])

const entityPattern = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/y

/** The HTML character reference that begins at `at`, decoded once. */
export function entityAt(text: string, at: number): { readonly value: string; readonly length: number } | undefined {
  entityPattern.lastIndex = at
  const match = entityPattern.exec(text)
  if (match === null) return undefined
  const value = entityValue(match[1], match[2], match[3])
  return value === undefined ? undefined : { value, length: match[0].length }
}

function entityValue(decimal?: string, hex?: string, name?: string): string | undefined {
  if (name !== undefined) return namedEntities.get(name)
  const codePoint = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10)
  const scalar = codePoint > 0 && codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff)
  return scalar ? String.fromCodePoint(codePoint) : undefined
}
