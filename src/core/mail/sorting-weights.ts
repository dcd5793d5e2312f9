/**
 * Weak signs of what a letter is, and how much each says. None decides by itself unless it is heavy enough: the words of an
 * offer, of a grievance and of a swindle are also what the authors of this desk write about.
 */
import {
  COMPLAINT_SIGNS,
  COMPLAINT_SUBJECT,
  JUNK_ALONE,
  JUNK_SIGNS,
  OWN_WORK,
  PROMOTION_SIGNS,
  PROMOTION_SUBJECT,
  type Sign,
} from './sorting-words'

export interface WeightedSign {
  readonly sign: Sign
  readonly weight: number
}

const weighted = (weight: number, ...signs: readonly Sign[]): WeightedSign[] => signs.map((sign) => ({ sign, weight }))

/** Signs of an offer: something is sold, bought, exchanged or made known. */
export const PROMOTION_WEIGHTS: readonly WeightedSign[] = [
  ...weighted(1.75, ...PROMOTION_SIGNS),
  // Who writes is a firm, and says what it does
  ...weighted(
    2,
    /(?:我们是|这(?:边|里)是|我们公司|我司|本公司|我公司|本工厂|我们(?:团队|平台|机构|工作室)|我们号|本站|我们的?(?:产品|项目|客户))/,
  ),
  ...weighted(1, /(?:专注|专业|主营|专门|致力于?|从事|提供|承接|接单|经营|旗下)[^。\n]{0,20}/),
  ...weighted(1.5, /客户[^。\n]{0,10}(?:稿|文章|软文|展示|投放|需求)|公关公司|广告公司|代理公司|\bour client/i),
  ...weighted(1, /站长|(?:网站|市场|运营|采购|商务)(?:部)?(?:的)?(?:负责人|同事|经理|对接人)|机构老师|各位老板|广告主/),
  // A paid place
  ...weighted(
    2,
    /(?:发|刊|登|上)(?:布|发|一下)?[^。\n]{0,10}(?:产品|品牌|客户|企业)(?:的)?(?:文章|稿|介绍|信息|新闻)|介绍我们|首页[^。\n]{0,8}(?:展示|位置|广告)|带(?:上)?(?:链接|二维码|外链)|有偿|排期/,
  ),
  ...weighted(
    1.5,
    /费用|价格|价钱|(?:渠道|打包|代理|一手|团购)价|怎么(?:卖|收)|单价|预算|\d+\s?元|千字\s?[\d一二三五十百]|付费|\bfees?\b|\bcosts?\b|\bquote\b|\bpackages?\b|\bpricing\b/i,
  ),
  ...weighted(
    2,
    /链接交换|交换[^。\n]{0,6}链接|锚文本|权重\s?\d|日均\s?IP|关键词排名|百度[^。\n]{0,10}(?:前[三几]页|排名)|\brank (?:much )?higher\b|\blink (?:to our|insertions?|building|placement)\b|\bincludes? a link\b/i,
  ),
  ...weighted(2, /(?:流量|粉丝|公众号|账号|资源)[^。\n]{0,4}(?:互换|互推|互导|置换)|互相?推荐/),
  ...weighted(2.5, /(?:收购|求购|回收|出售|转让|出租|买卖)[^。\n]{0,14}(?:号|域名|网站|店铺|粉丝|账号)/),
  // What firms sell to firms
  ...weighted(
    2,
    /代理记账|公司注册|商标注册|高新认定|财税|企业(?:短信|邮箱|培训|内训|定制|团建|年会|宣传片)|验证码|外呼|云(?:主机|服务器)|小程序(?:开发|定制)|建站|网站(?:建设|优化)|猎头|印刷|礼品|周年庆|团购|采购|供应商|货源|选品|一件(?:代发|起订)|工厂直[销供]/,
  ),
  ...weighted(
    2,
    /招生|开课|开班|训练营|实战班|(?:培训|课程|讲师|导师)[^。\n]{0,16}(?:报名|名额|上门|清单|优惠|元)|(?:大会|峰会|论坛|沙龙|展会|展览会?|博览会|选品会|发布会)[^。\n]{0,30}(?:举[行办]|召开|报名|参展|赞助|出席|邀)|参展|展位|邀请函|诚邀|招募|合伙人/,
  ),
  ...weighted(
    1.5,
    /原价|早鸟|仅需|立减|满\s?\d+\s?减|[一二三五六七八九\d]折|限时|名额|免费(?:试用|体验|领取|咨询)|不达标|满意再|返\s?\d+\s?[%％]|\d+\s?[%％]起|年费会员|回本|含税|包邮|优惠券|性价比|案例可/,
  ),
  ...weighted(
    1.5,
    /(?:体验|试用|产品)[^。\n]{0,6}测评|新品|新(?:推出|上线|出)了?一款|试用邀|\bwould love to (?:sponsor|partner|collaborate)\b/i,
  ),
  ...weighted(
    1,
    /(?<!\d)1[3-9]\d{9}(?!\d)|(?:电话|热线|手机)[：:]?\s?[\d-]{7,}|(?:加|\+)\s?(?:微|微信|V|QQ)|扫码|(?:联系|找|咨询)(?:我|客服|方式|小)|来电|详(?:聊|谈)|有意(?:者|请|向)?|感兴趣|有兴趣|欢迎(?:咨询|来电|了解|洽谈)|期待[^。\n]{0,10}合作|下单|留下联系/i,
  ),
  ...weighted(2, /退订|取消订阅|不想再收到|拒收请|回复\s?TD|\bunsubscribe\b|\bopt[- ]out\b/i),
  ...weighted(
    2,
    /(?:希望|求|请|想请|邀请?)[^。\n]{0,10}(?:报道|采访|专访|宣传)(?:一下|我们|我司)?|媒体(?:邀请|老师)|新闻发布会/,
  ),
  ...weighted(
    1.5,
    /解决方案|降本增效|SaaS|CRM|(?:产品)?演示|企业名录|客户名单|精准客户|获客(?:系统|软件|服务)|一站式|全程(?:扶持|代办|托管)|\bdemo\b/i,
  ),
  ...weighted(1.5, /(?:视频|短片)(?:拍摄|剪辑|制作)|剪辑|配音|翻译服务|logo设计|(?:封面|海报|平面)设计|排版服务|写手/i),
  ...weighted(2, /刷(?:量|粉|阅读|赞|票)|阅读量[^。\n]{0,6}(?:提升|保证|代刷)|投票|点赞[^。\n]{0,4}元|真人粉/),
]

export const PROMOTION_SUBJECT_WEIGHT = 2.5
export const PROMOTION_SUBJECTS: readonly Sign[] = [
  PROMOTION_SUBJECT,
  /合作(?:$|邀|意向|咨询|洽谈|需求|方案)|寻求合作|谈.{0,3}合作|换.{0,3}(?:友链|链接)|有偿|求购|收购|招生|招募|邀请函|诚邀|参展|优惠(?:$|活动|券)|\bproposal\b|\bcollaboration\b|\bpartnership\b|周报$|订阅/i,
]
/** Names of files that go with an offer. */
export const PROMOTION_FILES: Sign =
  /报价|刊例|价格|价目|资源|图册|画册|清单|方案|手册|名录|介绍|产品|赞助|邀请|课程|\bmedia ?kit\b|rate ?card/i

/** Signs of a grievance: what was done, what it harms, what is asked for, with what it is backed. */
export const COMPLAINT_WEIGHTS: readonly WeightedSign[] = [
  ...weighted(2, ...COMPLAINT_SIGNS),
  ...weighted(
    2,
    /(?:抄|用|偷|拿|盗|转|搬)(?:了|的是)?(?:我|本人|我们|我司)的|几乎一样|[连照]着抄|没换|署(?:的)?(?:是|成|错)|署名权|冒充|打码|真名|实名|骗|私下[^。\n]{0,8}收/,
  ),
  ...weighted(
    2,
    /没(?:有)?(?:跟|和|同|给|向)?(?:我|本人|我们)?[^。\n]{0,6}(?:打过?招呼|说过|商量|联系过|问过|同意过|授权)|不知情|(?:未经|没有?)(?:许可|授权|同意)|\bwithout (?:a |any )?licen[cs]e/i,
  ),
  ...weighted(
    1.5,
    /有误|误导|影响(?:我|本人|了?我司|公司)|歪曲|造谣|抹黑|捏造|与事实|恶劣|损失|涉诉|(?:是|是由)(?:我|本人)(?:拍|画|写|做|设计)的|(?:写|指|说)的(?:那个|就)[^。\n]{0,10}(?:就)?是(?:我|本人)/,
  ),
  ...weighted(
    1.5,
    /(?:请|要求|恳请|麻烦|望)[^。\n]{0,16}(?:拿下|撤|删|下线|屏蔽|断开|更正|改(?:过来|正)|核查|说明|处理|停止|移除|消除|澄清)|(?:拿|撤|删|下)(?:下来|掉|了吧|一下)|删稿|停止使用|\bplease (?:remove|delete|take)/i,
  ),
  ...weighted(
    1.5,
    /权利人|当事人|委托|函告|法院|法律|依法|保全|《[^》]{2,20}法》|民法典|授权委托|公章|盖章|商标权|肖像权|著作权|名誉权|\bcopyright\b/i,
  ),
  ...weighted(1.5, /12315|12345|主管部门|反馈结果|核查|监管|工商|公安|派出所/),
  ...weighted(
    1,
    /(?:你们|贵(?:站|平台|号|司|方|刊|网站|单位|公众号|社)|鸟哥)[^。\n]{0,20}(?:文章|发布|推送|推的|刊[登载]|图|报道|作者|那篇|用了|引用|转载|数据|评论|收录)|\byour (?:site|website|page|article)\b/i,
  ),
  ...weighted(
    1,
    /否则|不然|逾期|保留[^。\n]{0,10}权利|(?:\d+|[一二两三五七十]+)\s?个?(?:小时|工作日|日|天)(?:之?内)|今天之?内|立即|马上|限期|\bwithin \d+ (?:hours|days)/i,
  ),
  ...weighted(1, /管不管|给[^。\n]{0,4}(?:解释|说法|交代)|太过分|气愤|忍无可忍|公开说/),
  ...weighted(
    1.5,
    /拖欠|(?:没|未|不)(?:有)?(?:付|支付|结算|退|给)[^。\n]{0,6}(?:稿费|钱|款)|退(?:款|钱)|泄露|曝光了?我|合法权[益利]/,
  ),
  ...weighted(
    2,
    /(?:有|用了?|是|把)(?:我|本人|我女儿|我儿子|我孩子)的?(?:脸|头像|照片|名字|真名|肖像|视频)|没(?:有)?答应/,
  ),
]
export const COMPLAINT_SUBJECT_WEIGHT = 3.5
export const COMPLAINT_SUBJECTS: readonly Sign[] = [
  COMPLAINT_SUBJECT,
  /(?:律师|告知|通知|警告|声明|交涉|转办)(?:函|书|件)|(?:不实|虚假|失实)[^。\n]{0,8}(?:信息|报道|内容|文章)|(?:要求|请|申请|恳请)[^。\n]{0,8}(?:删|撤|更正|下架)|侵权|\bcopyright\b/i,
]
export const COMPLAINT_FILES: Sign = /律师函|侵权|告知|通知书|委托书|转办|公证|证据|权属|函(?:$|[-_（(.])|授权书/

/** Signs of what nobody asked for and nobody wants. */
export const JUNK_WEIGHTS: readonly WeightedSign[] = [
  ...weighted(1.75, ...JUNK_SIGNS),
  ...weighted(3.5, JUNK_ALONE),
  ...weighted(
    2,
    /(?:开具|代开|多余|转让|提供|各类|可开)[^。\n]{0,10}(?:发票|专票|普票|票据)|税点|(?:专票|普票)|(?:发票|票)[^。\n]{0,12}(?:可?查验|先验|转让)/,
  ),
  ...weighted(3.5, /棋牌|彩票|时时彩|快三|PK10|捕鱼|电子游艺|带单|跟投|首[充存]送|秒提|开户送|菠菜/i),
  ...weighted(
    3,
    /少妇|约(?:炮|妹|会软件)|无码|私密(?:直播|视频)|同城(?:交友|约)|成人(?:电影|网站|用品)|\bsexy?\b|\bhot girls?\b|\bxxx\b/i,
  ),
  ...weighted(3.5, /文凭|学信网|驾照[^。\n]{0,6}办|包过|快速出证|办理[^。\n]{0,8}(?:文凭|学历|证)|四六级/),
  ...weighted(3, /即可贷|当[天日]放款|黑户|白户|不看征信|秒批|额度\s?\d|急用钱|信用卡提额|网贷/),
  ...weighted(
    2.25,
    /(?:邮箱|邮件|邮局|存储空间|容量|账[户号]|密码|证书|系统)[^。\n]{0,20}(?:已满|上限|不足|到期|过期|停用|停止收发|冻结|异[常地]|扩容|失效|锁定|注销)|\b(?:mailbox|account|password|storage|quota)\b[^.\n]{0,30}\b(?:full|suspend|expir|deactivat|lock|limit|verif|re-?validat)/i,
  ),
  ...weighted(
    2,
    /(?:点击|点开|打开|登录|扫描|扫码|访问)[^。\n]{0,16}(?:链接|核实|验证|扩容|升级|此处|下方|身份|补充|登记|领取|进入|下载)|\bclick (?:here|the link|below)|\b(?:log ?in|sign in) (?:here|now|below)|\bre-?validate\b|\bconfirm your (?:account|bank|password|details|identity)/i,
  ),
  ...weighted(2, /(?:快件|包裹|快递|货物)[^。\n]{0,20}(?:滞留|退回|异常|补|扣留|无法派送)|重新派送/),
  ...weighted(
    2.5,
    /USDT|虚拟币|数字货币|量化[^。\n]{0,6}(?:理财|交易)|日息|稳[赚赢]|保本|随存随取|内部消息|牛股|涨停/i,
  ),
  ...weighted(
    2,
    /\b(?:attached|see|find) (?:is )?(?:the |your )?(?:invoice|statement|swift|remittance|purchase order)|\burgent (?:payment|transfer)|\bwire transfer|\bbank account\b/i,
  ),
  ...weighted(
    2,
    /壮阳|减肥|祛斑|丰胸|增高|治(?:愈|好)[^。\n]{0,8}(?:糖尿病|高血压|脱发)|祖传|特效药|\bpharmacy\b|\bpills\b/i,
  ),
  ...weighted(2.5, /一等奖|中奖|幸运(?:观众|儿|号码|用户)|被抽中|\bprize\b|\bwinner\b|\blottery\b/i),
  ...weighted(1.5, /领奖|奖品|奖金|手续费|公证费|保证金|\bclaim your\b/i),
  ...weighted(2.5, /(?:日|周|月)(?:入|赚|结)[^。\n]{0,8}[\d一二三五万千]|手机就能做|在家(?:就)?(?:可|能)[做赚]|轻松赚/),
  ...weighted(2, /兼职|打字(?:员|录入)|无需(?:押金|经验)|领取任务|宝妈|刷(?:单|赞|信誉)/),
  ...weighted(2.5, /\bnext of kin\b|\bdeceased\b|\bbeneficiary\b|\binheritance\b|\bcompensation fund\b|\bwidow\b/i),
  ...weighted(2, /\bbarrister\b|\bmillion\b|\busd\s?[\d.]|\bconsignment\b|\bconfidential\b|\bmy late\b/i),
  ...weighted(
    3.5,
    /莆田|1\s?[:：]\s?1|(?:名表|名包|大牌|潮鞋|劳力士|爱马仕)[^。\n]{0,8}(?:复刻|高仿|同款|直发)|复刻|A货|原单/,
  ),
  ...weighted(2.5, /私家侦探|婚外情|手机定位|通话记录|跟踪取证|开房记录|黑客|木马|盗号|监听|窃听/),
  ...weighted(2.5, /摄像头[^。\n]{0,8}录|录下了?你|\bhacked\b|\bwebcam\b|\bwallet\b|\bairdrop\b|空投/i),
  ...weighted(
    2,
    /(?:建|拉|进)(?:一?个)?(?:QQ|微信|工作)?群[^。\n]{0,16}(?:老板|领导|财务|发我|群号)|发(?:一份)?[^。\n]{0,6}通讯录|对公(?:账户|转账)|汇款[^。\n]{0,8}(?:账号|账户)/i,
  ),
  ...weighted(2.5, /(?:低价|免税|正品|整条)?(?:香烟|外烟|细烟|茅台)[^。\n]{0,10}(?:批发|直供|货到|低价|加)|迷药|催情/),
  ...weighted(1, /(?:加|\+)\s?(?:微|V|Q)|客服(?:电话|微信|QQ)?|24\s?小时/i),
  ...weighted(
    2,
    /(?:大专|本科|硕士|自考|成考|学历)[^。\n]{0,12}(?:提升|代办|包过|免考|可查|在读)|免考|国家承认|代(?:考|写论文)/,
  ),
  ...weighted(2, /(?:信用|房|车|企业|抵押)[^。\n]{0,2}(?:贷|抵)|低息|(?:当天|最快|秒)[^。\n]{0,6}到账|下款/),
  ...weighted(2, /返水|提款|提现|注册(?:即)?送|首存|彩金|下分|上分/),
  ...weighted(
    1.5,
    /(?:ETC|医保|社保|公积金|电费|话费|违章|罚单)[^。\n]{0,12}(?:停用|失效|认证|异常|逾期|处理|补缴)|重新(?:认证|登记|激活)/i,
  ),
  ...weighted(
    2,
    /\benable (?:content|macros|editing)\b|\bopen the (?:file|attachment|document)\b|\byour (?:invoice|parcel|package|order|payment)\b/i,
  ),
]
/** Senders that give themselves an office; whoever holds that office at the desk does not write to it. */
export const JUNK_SENDER: Sign =
  /系统|管理员|邮件中心|邮箱(?:中心|管理)|客服中心|财务部|人事部|社保|税务|\badmin|\bsupport\b|\bsecurity\b|\bhelp ?desk\b|\bmail (?:service|team)/i

/** Files that do something when they are opened. */
export const JUNK_FILES: Sign = /\.(?:exe|scr|com|bat|cmd|js|vbs|lnk|iso|img|html?|xlsm|docm|hta|jar)$/i

/** What only somebody says who sends a piece of their own. */
export const OWN_PIECE: Sign =
  /投稿(?!咨询|须知|方式|流程|要求|规则|问题|指南|进度|结果)|来稿|供稿|(?:我|本人|笔者)(?:新|刚|最近|近期)?写(?:了|的|好)|(?:新|刚|最近|近期)写(?:了|的|完|好)|写了一篇|这(?:是|篇)[^。\n]{0,12}(?:谈|讲|写|说|关于|观察|回忆|文章)|(?:第[二三四五]|\d)\s?(?:稿|版)|按[^。\n]{0,8}(?:意见|您说的|要求)(?:改|修)|字数\s?\d|[\d一二三四五六七八两几多]+\s?[千万]?多?字(?:左右|上下)?[，,。]|首发|(?:系|是|为|本人)原创|(?:稿子|稿件|文章|正文|终稿|初稿)(?:在|见|如下|请见|放)|配图(?:另|也|已|见|附|在)|业余写作|(?:看看|瞧瞧)(?:合不合适|行不行|能不能用)|您看行吗|盼(?:采用|录用|回复)|\bmy (?:article|draft|piece|manuscript)\b|\bdraft attached\b/i

/** Courtesies that go with a piece and with any other letter. */
export const HANDS_IN: Sign = OWN_WORK

/** A headline: it makes a point, tells of something or asks; a letter's subject names a matter. */
export const HEADLINE: Sign =
  /[：:].{4,}|[？?]$|怎么(?!联系|合作|收费)|如何|为什么|为何|背后|复盘|拆解|指南|解析|盘点|观察|思考|逻辑|方法论|真相|趋势|自白|回忆|故事|生意|风波|这一?年|十年|之[路道战死]|与.{2,}(?:管理|关系|边界)|的[\d一二三四五六七八九十几]+[个条句点种次件]|没人|还(?:值得|能)|是怎[么样]|差在|谁在/
