/**
 * Mails written after the rules were done, in other words than the sets before, and never worked on: the figures that
 * say most. None of it may be used to change the rules; write new ones instead.
 */
import type { SortedMail } from './sorted-mail'

const ESSAY = [
  '我们小区门口有三家快递驿站，去年还是五家。剩下的三家里，有一家是夫妻店，一天进件一千二，出件不到八十。',
  '老板娘给我看后台：每件派费四毛五，扣掉短信、扫码枪租金、货架折旧，真正落袋的是一毛七。她说靠这个发不了财，靠的是顺手卖水果。',
  '驿站卖水果这件事，平台是知道的，也睁一只眼闭一只眼。因为没有水果，驿站就关门；驿站关门，快递就得送上楼；送上楼，成本就回到快递公司头上。',
  '这是一个很妙的平衡：每一方都亏一点点，但谁也不愿意先掀桌子。直到有人发明了更便宜的水果，或者更便宜的货架。',
  '我连着三个晚上在店里帮忙找件，发现取件的人里四成是老人，他们记不住取件码，只记得自己家的门牌号。系统没有为他们设计任何东西。',
  '所以当我们谈用户体验的时候，也许应该先去驿站站一个晚上，看看那些不在用户画像里的人是怎么用我们的产品的。',
].join('\n\n')

export const UNSEEN: readonly SortedMail[] = [
  { kind: 'submission', subject: '驿站、水果与门牌号', body: ESSAY },
  { kind: 'submission', subject: '投个稿', body: '随笔一篇，见附件。', files: ['驿站.docx'] },
  {
    kind: 'submission',
    subject: '8月选题交稿',
    body: '交作业啦，有两处引用我标黄了，数据待核',
    files: ['驿站观察-终.docx', '数据.xlsx'],
  },
  {
    kind: 'submission',
    subject: '快递驿站里的产品课',
    body: `编辑您好，这是我写的一篇观察，如合适请刊用。\n\n${ESSAY}`,
  },
  { kind: 'submission', subject: '重发：上封忘贴正文', body: ESSAY },
  { kind: 'submission', subject: '为什么甲方总说再看看报价', body: `为什么甲方总说再看看报价\n\n${ESSAY}` },
  {
    kind: 'submission',
    subject: 'Essay for your consideration',
    body: 'Please see the attached essay on parcel stations.',
    files: ['essay.docx'],
  },
  {
    kind: 'submission',
    subject: '答复: 退改意见',
    body: '三处都改了，另外补了一张图，打包发您',
    files: ['驿站二稿.zip'],
  },
  { kind: 'inquiry', subject: '投过去的文章石沉大海', body: '也不说用也不说不用，好歹吱一声呀' },
  { kind: 'inquiry', subject: '请问格式', body: 'word还是markdown，图片单独发还是插在文里' },
  { kind: 'inquiry', subject: '署名', body: '两个人合写的能署两个名字吗，稿费如何分' },
  { kind: 'inquiry', subject: '审稿周期', body: '你好 请问一般几个工作日能给答复' },
  {
    kind: 'inquiry',
    subject: '转载授权申请',
    body: '我们是某高校新媒体社团，希望转载《驿站、水果与门牌号》，会注明出处，不知是否可以',
  },
  {
    kind: 'inquiry',
    subject: 'Follow-up on my article',
    body: 'Just checking in on the piece I sent two weeks ago. Any news?',
  },
  { kind: 'inquiry', subject: '作者后台', body: '后台显示待审核已经四天，是卡住了吗' },
  { kind: 'inquiry', subject: '想加入作者群', body: '听朋友说有作者交流群，怎么进' },
  { kind: 'promotion', subject: '贵公众号接广吗', body: '我们做母婴的，想上一条，给个价' },
  {
    kind: 'promotion',
    subject: '【SaaS】邀请贵司免费试用',
    body: '我司推出智能客服系统，限时免费试用30天，期待与您建立合作关系，可安排演示',
  },
  { kind: 'promotion', subject: '短信群发平台', body: '三网合一，到达率99%，三分钱一条，支持测试，QQ 987654' },
  {
    kind: 'promotion',
    subject: 'Link insertion',
    body: 'I can pay $80 for a do-follow link in your existing article. Interested?',
  },
  {
    kind: 'promotion',
    subject: '双11资源合作',
    body: '手里有20个品牌找内容号种草，置换或付费都可以，方便的话留个微信对接',
  },
  {
    kind: 'promotion',
    subject: '培训招生',
    body: '新媒体运营实战班第12期开班，学费立减500，名额有限，报名从速',
    headers: { 'list-unsubscribe': '<mailto:x@y.example>' },
  },
  {
    kind: 'complaint',
    subject: '请尊重原创',
    body: '贵号今早那条跟我上个月的推文几乎一样，结构例子都没换，请删稿并说明情况',
  },
  {
    kind: 'complaint',
    subject: '关于不当使用我司LOGO的通知',
    body: '贵平台文章封面使用了我司标识，易造成公众误认，请于两日内撤换。',
  },
  {
    kind: 'complaint',
    subject: '侵害名誉',
    body: '文章里说我欠钱跑路，完全是瞎编，我要求你们登报说明，不处理就法庭见',
  },
  { kind: 'complaint', subject: '投诉信', body: '编辑态度恶劣，拖欠稿费半年不给，再不解决就去12345' },
  {
    kind: 'complaint',
    subject: 'Notice of plagiarism',
    body: 'The article published on Aug 3 is plagiarized from my thesis. I request its immediate removal.',
  },
  {
    kind: 'complaint',
    subject: '协查函',
    body: '因案件调查需要，请贵单位提供该文作者的注册信息，并在三日内停止传播相关内容。',
    files: ['协查函.pdf'],
  },
  {
    kind: 'junk',
    subject: '内部系统：密码到期提醒',
    body: '你的企业邮箱密码将在24小时后失效，立即续期：http://login.evil.example',
  },
  { kind: 'junk', subject: '棋牌代理高返水', body: '注册即送，充值秒到，日返千分之八' },
  { kind: 'junk', subject: '老中医祖传秘方', body: '三天见效，无效退款，加老师微信领取试用装' },
  {
    kind: 'junk',
    subject: 'Payment pending',
    body: 'Your wallet was credited 2.3 BTC, log in to withdraw before it expires',
  },
  {
    kind: 'forward',
    subject: 'Fwd: 快递驿站',
    body: 'Begin forwarded message:\n\nFrom: 阿岩 <yan@me.example>\nSubject: 快递驿站\nDate: 2 September 2026 at 9:12:00 AM CST\nTo: yu@appcpx.com\n\n见附件',
    files: ['驿站.docx'],
  },
  {
    kind: 'forward',
    subject: '转发：快递驿站（请初审）',
    body: '------------------转发邮件原文------------------\n发件人：阿岩 <yan@aliyun.example>\n日　期：2026年09月01日\n收件人：yu@appcpx.com\n主　题：快递驿站\n\n内容',
  },
  {
    kind: 'forward',
    subject: '帮转：快递驿站',
    body: '作者发我这了\n\n-----邮件原件-----\n发件人: 阿岩 <yan@corp.example>\n发送时间: 2026年9月1日 10:00\n收件人: yu@appcpx.com\n主题: 快递驿站\n\n内容',
  },
  {
    kind: 'bounce',
    from: 'noreply-postmaster@mail.example',
    subject: '投递状态通知（失败）',
    body: '以下地址投递失败：foo@bar.example',
    headers: { 'return-path': '<>' },
    failed: 'foo@bar.example',
  },
  {
    kind: 'bounce',
    from: 'postmaster@sohu.com',
    subject: '您的邮件被退回',
    body: '收件人 foo@sohu.example 不存在',
    failed: 'foo@sohu.example',
  },
  { kind: 'autoreply', subject: 'Re: 审稿结果', body: '【自动回复】感谢来信，我正在度假，9月15日后统一处理。' },
  {
    kind: 'autoreply',
    subject: '外出通知',
    body: '您好，我正在外地开会，无法及时查看邮件。',
    headers: { 'auto-submitted': 'auto-replied (vacation)' },
  },
  { kind: 'recall', subject: '发信方已撤回邮件：快递驿站', body: '', recalled: '快递驿站' },
  {
    kind: 'recall',
    subject: 'Recall: 快递驿站',
    body: '阿岩 would like to recall the message, "快递驿站".',
    recalled: '快递驿站',
  },
]
