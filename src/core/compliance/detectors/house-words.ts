/**
 * How the house spells names and words: collected for this project from the owners' own spelling and from usage on the mainland;
 * no list was taken over.
 */

/** Wrong spellings of names, by what the owner writes. Right ones never stand here: `APP` and `WiFi` are left to the author. */
const brands: Readonly<Record<string, string>> = {
  iPhone: 'iphone Iphone IPhone IPHONE',
  iPad: 'ipad Ipad IPad IPAD',
  iOS: 'ios Ios IOS',
  macOS: 'macos Macos MacOS MACOS',
  MacBook: 'macbook Macbook MACBOOK',
  AirPods: 'airpods Airpods',
  GitHub: 'github Github GITHUB gitHub',
  ChatGPT: 'chatgpt Chatgpt ChatGpt chatGPT CHATGPT',
  OpenAI: 'openai Openai OpenAi OPENAI openAI',
  DeepSeek: 'deepseek Deepseek DEEPSEEK deepSeek',
  TikTok: 'tiktok Tiktok TIKTOK tikTok',
  YouTube: 'youtube Youtube YOUTUBE',
  LinkedIn: 'linkedin Linkedin LinkedIN',
  WeChat: 'wechat Wechat',
  Facebook: 'facebook FaceBook faceBook',
  Instagram: 'instagram',
  WhatsApp: 'whatsapp Whatsapp WhatsAPP',
  PayPal: 'paypal Paypal',
  Photoshop: 'photoshop PhotoShop',
  PowerPoint: 'powerpoint Powerpoint',
  JavaScript: 'javascript Javascript JavaSript',
  TypeScript: 'typescript Typescript',
  MySQL: 'mysql Mysql MYSQL',
  NVIDIA: 'nvidia Nvidia nVidia',
  Midjourney: 'midjourney MidJourney MidJounery',
  HarmonyOS: 'harmonyos Harmonyos HarmonyOs',
  SaaS: 'saas Saas SAAS SaAS',
  B站: 'b站',
  公众号: '公从号 公种号 工众号 公众好',
  小程序: '小程续 小城序',
  微信公众号: '威信公众号',
  微信群: '威信群',
  微信支付: '威信支付',
  微信小程序: '威信小程序',
  微信好友: '威信好友',
  微信朋友圈: '威信朋友圈',
  支付宝: '支付保 之付宝',
  抖音: '抖因 斗音',
  拼多多: '拼夕夕 并夕夕',
  字节跳动: '字节条动 字节挑动',
  英伟达: '英伟哒 英韦达',
}

/** Words that are not used on the mainland, or no longer, and the ones in their place. */
const words: Readonly<Record<string, string>> = {
  朝鲜: '北韩',
  韩国: '南韩',
  老挝: '寮国',
  新西兰: '纽西兰',
  沙特阿拉伯: '沙乌地阿拉伯',
  特朗普: '川普',
  奥巴马: '欧巴马',
  普京: '普丁',
  泽连斯基: '泽伦斯基',
  扎克伯格: '祖克柏',
  埃隆·马斯克: '伊隆·马斯克 伊龙·马斯克',
  台湾当局: '台湾政府',
  残疾人: '残废人',
  艾滋病: '爱滋病',
  人工智能: '人工智慧',
  智能手机: '智慧型手机',
  服务器: '伺服器',
  网络: '网路',
  芯片: '晶片',
  屏幕: '萤幕',
  鼠标: '滑鼠',
  硬盘: '硬碟',
  内存: '记忆体',
  源代码: '原始码 程式码',
  程序员: '程式设计师',
  算法: '演算法',
  分辨率: '解析度',
  数码相机: '数位相机',
  数字化转型: '数位转型',
  激光: '雷射',
  博客: '部落格',
  出租车: '计程车',
  打印机: '印表机',
  社交网络: '社群网路 社交网路',
}

function byWrong(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(table).flatMap(([right, wrong]) => wrong.split(' ').map((one): [string, string] => [one, right])),
  )
}

export const spellings = byWrong(brands)
export const houseWords = byWrong(words)
