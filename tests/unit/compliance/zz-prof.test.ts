import { it } from 'vitest'
import { readFileSync } from 'node:fs'
import { packs } from './packs'
import { checkPlainText } from '@core/compliance'
it('prof', () => {
  for (const { f, title, text } of JSON.parse(readFileSync('/tmp/bodies.json', 'utf8'))) {
    const { findings } = checkPlainText({ title, text }, packs)
    console.log('##', f, findings.length, '\n' + findings.map((x) => `  ${x.level} ${x.ruleId} [${x.block}] ${JSON.stringify(x.text)} -> ${JSON.stringify(x.normalized)}`).join('\n'))
  }
})
