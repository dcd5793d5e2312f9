/**
 * What the learned weights are learned from, beside the older sets: what authors write in a line, without a file and not as an
 * answer. The English ones looked like junk to the weights before.
 */
import { practice } from './sorted-mail'

export const PRACTICE_NOTES = practice('submission', [
  ['漏字', '第七行“没”后面少了一个“有”字。'],
  ['图注', '第二张图的图注改成：清晨六点的批发市场。'],
  ['日期', '文中写的周三，应当是周四，烦请更正。'],
  ['顺序', '把第四节挪到第二节前面，读起来顺一些。'],
  ['笔名', '发的时候用“阿渡”，不要用真名。'],
  ['谢词', '文末请加：感谢三位受访者。'],
  ['结尾', '最后一句删掉吧，太用力了。'],
  ['补充材料', '那家店的老板姓何，不姓贺。'],
  ['不急', '您慢慢看，我这边不赶时间。'],
  ['作者照片', '就用去年那张，不换了。'],
  ['更换标题', '新标题：《米线、暗号和第三个人》'],
  ['单位', '三斤应为三公斤，前后共两处。'],
  ['一行诗', '开头引用的那句，出处是《诗经》。'],
  ['撤回上一封', '上一封发错人了，请忽略。'],
  ['稿子名', '文件名写错了，内容是对的。'],
  ['人名', 'He Wei 统一写成“何薇”。'],
  ['Typo', 'Line seven: "their" should be "there".'],
  ['Order', 'Could the third section come first? It reads better.'],
  ['Byline', 'Please use A. Ferry as the byline.'],
  ['Caption', 'The caption under the second picture: the market at six.'],
  ['Ending', 'I would drop the last sentence.'],
  ['Name', 'The owner is called He, not Ho.'],
  ['No hurry', 'Take all the time you need.'],
  ['Title', 'New title: The third person at the table.'],
  ['Spelling', 'Please spell it "colour" everywhere.'],
  ['One more thing', 'The shop closed in 2019, not 2018. Could you fix that?'],
  ['Figures', 'The number in paragraph four is per month, sorry.'],
  ['Quote', 'The quotation at the top is from her second letter.'],
  ['Shorter version', 'Feel free to cut the middle part if it is too long.'],
  ['Names', 'I changed all names, please mention this at the end.'],
  ['Waiting', 'I will send the last chapter after the weekend.'],
  ['Picture', 'My sister took the photographs. Her name is Mei Tan.'],
])
