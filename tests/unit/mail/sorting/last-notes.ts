/** Notes of authors, written after `practice-notes.ts` was learned from and measured with once: none may be put away. */
import { practice } from './sorted-mail'

export const LAST_NOTES = practice('submission', [
  ['错别字', '“再接再励”的励应为厉。'],
  ['导语', '导语那两行换成：冬天的码头没有游客。'],
  ['致编辑', '标点您随便改，内容别动就好。'],
  ['地点', '把“城南”统一写作“城西”，受访者的要求。'],
  ['照片说明', '第一张是我爷爷，1983年拍的。'],
  ['暂不署名', '先不要署名，等单位同意再说。'],
  ['尾声', '再添一句：船开走以后，绳子还湿着。'],
  ['已知悉', '三校我看过了，没有问题。'],
  ['Subtitle', 'Please delete the subtitle.'],
  ['Paragraph five', 'It should say "ferry", not "fairy".'],
  ['Dates', 'The trip was in March. I had written May.'],
  ['Credits', 'Translation by Tan Mei, drawings by me.'],
  ['Cut', 'You may cut the scene on the pier.'],
  ['Late', 'I am late with the revision, two more days please.'],
  ['About me', 'I repair boats and write at night.'],
  ['Proofs', 'I read the proofs and have nothing to add.'],
])
