/** Articles as this house gets them, made of words of its trade: the same for the same random numbers. */
import type { RandomNumbers } from '../../support/random'

const subjects =
  '品牌方 运营团队 直播间 这家公司 头部主播 新消费品牌 内容平台 私域社群 本地商家 短视频账号 下沉市场 年轻用户 门店导购 算法推荐 会员体系 中小卖家 投放团队 产品经理 行业观察者 小红书博主 电商平台 供应链工厂 公众号作者 线下商圈 数据团队'.split(
    ' ',
  )
const times =
  '去年双十一期间 今年上半年 三个月之内 从二季度开始 疫情之后 过去五年里 上线首周 618 之前 春节档 最近一次复盘中 2025 年 在冷启动阶段 到了年底'.split(
    ' ',
  )
const verbs =
  '重新调整了 逐步放弃了 悄悄测试了 大规模推广 主动压缩了 全面升级了 反复验证过 公开承认过 低估了 一直依赖 率先尝试了 成倍放大了 重新定义了 花重金买下 临时叫停了'.split(
    ' ',
  )
const objects =
  '用户增长模型 投放预算 会员权益 选品逻辑 裂变活动 内容矩阵 价格体系 达人合作名单 复购率考核 私域转化路径 直播话术 品牌定位 渠道分成 售后流程 标题写法 社群运营手册 新品首发节奏 退货政策 粉丝画像 客服机器人'.split(
    ' ',
  )
const results =
  '转化率提高了 N 个百分点 获客成本降到 N 元 复购人数翻了一倍 日活突破 N 万 退货率反而上升 评论区出现大量质疑 客单价稳定在 N 元左右 团队规模缩减到 N 人 毛利润跌破 N% 新增用户超过 N 万 完播率只有 N% 同行纷纷跟进 营收环比增长 N%'.split(
    / (?!N|个|元|万|人|%|左右|百)/,
  )
const links =
  '但 因此 与此同时 换句话说 更关键的是 有意思的是 从结果看 反过来说 不过 具体来说 说到底 值得注意的是'.split(' ')
const manners =
  '几乎 并没有 正在 曾经 打算 不得不 迟迟没有 已经 又一次 从来没有 试图 悄无声息地 按计划 只在华东 分三批 顶着压力 一夜之间 连夜'.split(
    ' ',
  )
const kinds =
  '第一批 最赚钱的 没人看好的 老板亲自盯的 三线城市的 刚上线的 亏损的 去掉折扣的 面向妈妈群体的 由实习生负责的 外包出去的 按月结算的 临时拼起来的 口碑最好的 排名垫底的'.split(
    ' ',
  )
const openings =
  '这件事 所谓增长 一个好标题 免费的流量 没有预算的日子 老用户的沉默 降价 复盘会 对手的模仿 平台的规则 团队的耐心 一次失败的活动'.split(
    ' ',
  )
const middles =
  '从来都是 往往只是 终究会变成 很少能替代 远比不上 不过是 常常毁于 其实取决于 换不来 躲不开 经不起'.split(' ')
const endings =
  '执行的细节 时间的检验 一句空话 老板的一时兴起 长期的投入 别人的嫁衣 用户的耐心 组织的惯性 现金流的压力 数据口径的差别 一线员工的判断 下一次机会 供给侧的变化'.split(
    ' ',
  )
const surnames = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎'
const givens = '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂立志海云龙飞鹏宇欣怡梓涵晨曦若溪浩然博文子墨'
const trades = '茶饮 美妆 母婴 健身 宠物 知识付费 露营 潮玩 生鲜 家居 咖啡 女装 教培 文旅 二手车'.split(' ')
const headings =
  '一个被忽略的细节 为什么是现在 数据背后的真相 三个常见误区 案例拆解 写在最后 怎么做才有效 谁在赚钱 结语 增长的代价'.split(
    ' ',
  )

export function pick<T>(random: RandomNumbers, list: readonly T[]): T {
  const chosen = list[random.below(list.length)]
  if (chosen === undefined) throw new Error('nothing to choose from')
  return chosen
}

/** Somebody or some company that no other sentence speaks of. */
function aName(random: RandomNumbers): string {
  const given = pick(random, [...givens]) + pick(random, [...givens])
  return random.below(2) === 0
    ? `${pick(random, [...surnames])}${given}`
    : `${pick(random, trades)}品牌“${given}${pick(random, [...givens])}”`
}

export function aWord(random: RandomNumbers): string {
  return pick(random, pick(random, [subjects, times, objects, verbs, manners, trades]))
}

export function aClause(random: RandomNumbers): string {
  if (random.below(4) === 0) return `${pick(random, openings)}${pick(random, middles)}${pick(random, endings)}`
  const who = random.below(2) === 0 ? aName(random) : `${pick(random, trades)}${pick(random, subjects)}`
  const how = random.below(2) === 0 ? pick(random, manners) : ''
  const which = random.below(2) === 0 ? pick(random, kinds) : ''
  return `${who}${how}${pick(random, verbs)}${which}${pick(random, objects)}`
}

export function aSentence(random: RandomNumbers): string {
  const figure = pick(random, results).replace('N', String(2 + random.below(900)))
  const clauses = [
    ...(random.below(3) === 0 ? [pick(random, links)] : []),
    ...(random.below(2) === 0 ? [pick(random, times)] : []),
    aClause(random),
    ...(random.below(2) === 0 ? [figure] : []),
    ...(random.below(4) === 0 ? [aClause(random)] : []),
    ...(random.below(6) === 0
      ? [`用${aName(random)}的话说，${pick(random, openings)}${pick(random, middles)}${pick(random, endings)}`]
      : []),
  ]
  return `${clauses.join('，')}${pick(random, ['。', '。', '。', '！', '？', '；'])}`
}

export function aHeading(random: RandomNumbers): string {
  return pick(random, headings)
}

/** Paragraphs as lists of sentences, a heading now and then, of about so many characters. */
export function anArticle(random: RandomNumbers, characters: number): string[][] {
  const paragraphs: string[][] = [[`${pick(random, subjects)}为什么${pick(random, verbs)}${pick(random, objects)}`]]
  let written = 0
  while (written < characters) {
    const isHeading = random.below(9) === 0
    const sentences = isHeading
      ? [aHeading(random)]
      : Array.from({ length: 1 + random.below(6) }, () => aSentence(random))
    paragraphs.push(sentences)
    written += sentences.join('').length
  }
  return paragraphs
}
