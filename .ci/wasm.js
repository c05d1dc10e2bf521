// The test of check-wasm. Usage: wasm.js GOROOT WASM WORK.
'use strict';
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const zlib = require('zlib');
const [goroot, wasm, work] = process.argv.slice(2);

const text = `apiVersion: tenantlint/v1
kind: Tenant
name: contoso
id: 11111111-1111-4111-8111-111111111111
domains:
  - {name: contoso.onmicrosoft.com, isInitial: true, authenticationType: Federated}
`;
const dir = path.join(work, 'empty');
fs.mkdirSync(dir);
const run = (input, ...args) => {
  const start = Date.now();
  // Pass no variable of the caller: the environment and the arguments share a small buffer.
  const r = spawnSync(process.execPath, ['--stack-size=8192', path.join(goroot, 'lib/wasm/wasm_exec_node.js'), wasm, ...args],
    { cwd: dir, input, encoding: 'utf8', env: { PATH: process.env.PATH } });
  return { ...r, took: Date.now() - start };
};
const fail = (what, r) => { console.error(`check-wasm: ${what}: exit ${r.status}\n${r.stdout}${r.stderr}`); process.exit(1); };

const bad = run(text, '--no-config', '--format', 'json', '-');
let rules = [];
try { rules = JSON.parse(bad.stdout).findings.map((f) => f.rule); } catch { fail('no JSON', bad); }
if (bad.status !== 1 || !rules.includes('domain/initial-federated')) fail('the mistake is not found', bad);
const good = run(text.replace('Federated', 'Managed'), '--no-config', '--format', 'concise', '--only', 'domain', '-');
if (good.status !== 0 || good.stdout !== '') fail('a correct manifest has findings', good);
const picture = run(text, 'graph', '--no-config', '-');
if (picture.status !== 0 || !picture.stdout.includes('flowchart')) fail('no picture', picture);
const size = fs.readFileSync(wasm);
console.log(`ok: lints and draws a string under Node.js; ${(size.length / 1e6).toFixed(1)} MB (${(zlib.gzipSync(size).length / 1e6).toFixed(1)} MB packed), ${bad.took} ms with start`);
