// Gives the edits of the sweep to other tools that compare documents, and counts what they say: edits that break callers and are found,
// edits that do not and are called breaking, edits after which Rust callers compile and get something else, and the time. Knows how each
// tool says "breaking"; must not know the edits.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const bin = join(process.env.INTEROP_NODE, '.bin')
const pairs = join(process.env.INTEROP_TARGET, 'pairs')
const version = (name) => JSON.parse(readFileSync(join(process.env.INTEROP_NODE, name, 'package.json'), 'utf8')).version

function run(tool, ...rest) {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' }
  return spawnSync(join(bin, tool), rest, { encoding: 'utf8', env, maxBuffer: 1 << 28 })
}

// Each says 'breaking', 'other' if it tells anything else, or 'nothing'; an error is what it did not read.
const tools = {
  [`@redocly/cli ${version('@redocly/cli')}`]: (before, after) => {
    const { stdout, stderr } = run('redocly', 'diff', before, after, '--format=json', '--fail-on=none')
    const said = JSON.parse(stdout || `{"error": ${JSON.stringify(stderr.slice(-200))}}`)
    if (said.error) throw new Error(said.error)
    if (said.changes.some((change) => change.impact === 'major')) return 'breaking'
    return said.changes.length ? 'other' : 'nothing'
  },
  [`openapi-diff ${version('openapi-diff')}`]: (before, after) => {
    const { stdout, stderr } = run('openapi-diff', before, after)
    if (/^Breaking changes found/m.test(stdout)) return 'breaking'
    if (/^No changes found/m.test(stdout)) return 'nothing'
    if (!/^Non breaking changes found/mi.test(stdout)) throw new Error((stdout + stderr).slice(-200))
    return 'other'
  },
}

const lines = readFileSync(join(pairs, 'truth.tsv'), 'utf8').trim().split('\n').map((line) => line.split('\t'))
const edits = lines.map(([name, wire, silent, said, rust]) => ({ name, wire, silent: silent === 'true', said, rust }))
const ours = { name: 'ours', of: (edit) => (edit.said === 'breaking' ? 'breaking' : edit.said === 'none' ? 'nothing' : 'other') }
const judges = [ours, ...Object.entries(tools).map(([name, judge]) => ({ name, of: ({ name }) => judge(join(pairs, name, 'before.json'), join(pairs, name, 'after.json')) }))]
const harmless = ['none', 'documentation', 'compatible']

console.log('| tool | breaking, found | harmless, called breaking | dangerous, told | silent, told as such | seconds |\n|---|---|---|---|---|---|')
const remarks = []
for (const judge of judges) {
  const [start, counts] = [performance.now(), { breaking: [0, 0], harmless: [0, 0], dangerous: [0, 0], silent: [0, 0] }]
  const count = (kind, is) => { counts[kind][0] += Number(is); counts[kind][1] += 1 }
  for (const edit of edits) {
    let said
    try { said = judge.of(edit) } catch (error) { said = 'error'; remarks.push(`${judge.name}: ${edit.name}: ${error.message}`) }
    if (edit.wire === 'breaking') count('breaking', said === 'breaking')
    if (edit.wire === 'dangerous') count('dangerous', said !== 'nothing' && said !== 'error')
    if (harmless.includes(edit.wire)) count('harmless', said === 'breaking')
    // No other tool knows Rust callers.
    if (edit.silent) count('silent', judge === ours && edit.rust === 'silent')
    const isWrong = edit.wire === 'breaking' ? said !== 'breaking' : harmless.includes(edit.wire) && said === 'breaking'
    if (isWrong) remarks.push(`${judge.name}: ${edit.name}: is ${edit.wire}, said is ${said}`)
  }
  const shown = Object.values(counts).map(([found, all]) => `${found} of ${all}`)
  const seconds = judge === ours ? 'in the test' : ((performance.now() - start) / 1000).toFixed(0)
  console.log(`| ${judge.name} | ${[shown[0], shown[1], shown[2], shown[3], seconds].join(' | ')} |`)
}
console.log(`\n${remarks.join('\n')}`)
