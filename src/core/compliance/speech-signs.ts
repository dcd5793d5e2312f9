/** The signs by which the check sees that a word is not the author's own: see `speech.ts` for where each is looked for. */

/** 不要错过 urges; it forbids nothing. Taken out before `negation` is looked for. */
export const urging = /(?:不要|别|切勿|千万别)(?:再)?(?:错过|犹豫|等|客气|忘|担心|着急|走开|划走)/gu

/** Shortly before the hit: it is denied, forbidden or warned of. */
export const negation =
  /(?:不要|不得|不能|不可|不应|不该|不许|不准|不再|不会|不是(?![^,。]{1,10}[就便]是)|不算|并非|从不|绝不|未必|拒绝|禁止|严禁|切勿|请勿|勿|反对|避免|谨防|警惕|当心|抵制|打击|杜绝|防止|遏制|整治|远离|没有|(?<![特级区告个类性分识辨差离])别(?![人的墅处样致]))/u

/** Right before the hit: 不讨厌, 没骗. Not 能不, 要不, 还不, which ask or urge. */
export const bareNegation = /(?<![能可要还好])[不没]$/u

/** Between the parts of a hit: 河南人并不偷东西. Not 没有素质, which is the insult itself. */
export const negationInside =
  /(?:并不|不(?=小气|讨厌|歧视|蠢|笨|懒|坏|丑|抠|排外|装|骗|偷|抢|打)|不是(?![^,。]{1,10}[就便]是)|并非|从不|从来不|从没|不会|不再|不全是|不都是|未必|哪有|没有(?!素质|教养|礼貌|文化|规矩|良心|人性|底线|道德|一个好|好))/u

/** In the same sentence: someone else says so, or it is news. */
export const reporting =
  /(?:网传|谣言|辟谣|所谓|自称|声称|宣称|号称|有人[说骂称叫把留]|有些人[说骂称叫]|总有人|老有人|网友[称说评留骂]|被(?:人)?(?:骂|说|黑|喷|称为|叫做|叫成|当成|扣|嘲|辱)|说成|骂成|骂[我人]|都说|老说|总说|调侃|自黑|自嘲|玩笑|涉嫌|举报|曝光|被判|警方|民警|公安|检方|通报|查处|处罚|被罚|整治|骗局|诈骗(?!犯)|骗子(?:说|称|自称|以|冒充|会|往往|常|的话术|用)|受害者|黑产|话术|套路|违规行为|属于违法|被封|道歉)/u

/** The word itself is spoken of: 一词, 是骂人的话, 这种称呼, 什么意思. */
export const definition = {
  before: /(?:所谓的?|叫做|称为|称作|俗称|蔑称|贬称|一词|这个词|这词|词语|术语|词汇)[^,。]{0,6}$/u,
  after:
    /^[^,。!?]{0,4}(?:一词|这个词|这词|二字|三个字|两个字|这种称呼|这个称呼|这种说法|这个说法|这种词|这个梗|是什么意思|什么意思|指的是|的意思是|是指|是贬义|是蔑称|是骂人|用来骂|用于骂|源于|出自|最早)/u,
}

/** In the same sentence as a quotation: who said so, or that it is a word. */
export const citing = /[骂称说叫喊词写]|评论|留言|弹幕|回复|私信|标题|口号|标签|绰号|外号|称呼|用语|威胁|问/u

/** In the same sentence: a stand is taken. */
export const protest =
  /(?:反对|抵制|谴责|控诉|声讨|呼吁|倡导|抗议|抵触|二次伤害|仇恨犯罪|歧视性|歧视是|不算歧视|何尝不是|谁规定|难道说)/u

/** In the hit's sentence or one beside it: the author argues against prejudice, or against judging all by some. */
export const opposition =
  /(?:地域黑|地图炮|地域歧视|刻板印象|偏见|成见|以偏概全|一概而论|一棒子打|一竿子打|妖魔化|污名|贴标签|标签化|抹黑|人身攻击|网络暴力|网暴|(?:反|反对|消除|拒绝|抵制|停止|禁止|遭受|遭到)[^,。]{0,6}歧视|(?:不要|不该|不应|不能|别|请勿)[^,。]{0,8}(?:歧视|骂|攻击|嘲笑|侮辱|黑我们|一棍子)|(?:侮辱|不尊重|贬低|冒犯)(?:了)?(?:女性|男性|女生|他人|别人|黑人|民族|人)|(?:哪里|哪儿|哪|到处|各地|什么地方|每个地方|哪个地方|哪个地区|哪个省)都?(?:有|没)(?:好|坏|这样|这种|这么)?|好坏之分|有好有坏|有好人|好人(?:比较|还是|更)?多|不能?代表|代表不了|并不是所有|不是所有|不是每个|不是全部|(?:只是|不过是)(?:一)?(?:个别|少数|小部分|部分)|一小撮|极少数|个别人|(?:大部分|大多数|绝大多数)[^,。]{0,10}(?:好|善良|热情|朴实|正面|友善|友好)|善良|朴实|热情好客|应该尊重|互相尊重|相互尊重|谴责|反思)/u

/** A question that doubts what it names: 凭什么说, 难道, 谁说, 拿出证据. */
export const question = {
  before:
    /(?:凭什么|凭啥|难道(?!不|没|还不)|谁说|哪位说|谁告诉你|为什么(?:你们|总|老|都|要|一提|就)|为啥(?:你们|总|老|都|要|一提|就)|干嘛(?:要|老|总)|怎么就|哪来的结论|请问)[^。!]{0,24}$/u,
  after:
    /^[^,。!]{0,6}(?:了\?|怎么来的|的证据|(?:请)?拿(?:出)?证据|有证据吗|证据呢|有什么依据|有依据吗|是从哪|哪来的|从何说起)/u,
}

/** Shortly before, in the sentence: the author speaks of himself, or of his own: 我真是个傻子, 作为河南人. */
export const selfMention =
  /(?:我(?:自己)?(?:真|可真|也|就|简直|真的|果然)?(?:是|像)(?:一?个|一名|不是)?(?:大|十足的|彻头彻尾的)?|(?:作为|身为)(?:一?个|一名)?[^,。]{1,6}|我也?是[^,。]{1,4}人)[^,。!?]{0,2},?[^,。!?]{0,4}$|(?:作为|身为)$/u
