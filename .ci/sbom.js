// Validates an SBOM and compares it with the modules that are linked into a program. Usage: sbom.js SBOM MODULES VERSION,
// where MODULES is the output of "go version -m" for the program.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const { Spec, Validation } = require('@cyclonedx/cyclonedx-library');

const [file, modules, version] = process.argv.slice(2);

async function main() {
  const text = fs.readFileSync(file, 'utf8');
  const sbom = JSON.parse(text);
  const wrong = await new Validation.JsonStrictValidator(Spec.Version[`v${sbom.specVersion.replace('.', 'dot')}`]).validate(text);
  assert.equal(wrong, null, `${file} does not follow its schema: ${JSON.stringify(wrong)}`);

  const lines = fs.readFileSync(modules, 'utf8').split('\n').map((line) => line.trim().split(/\s+/));
  const of = (kind) => lines.filter(([word]) => word === kind);
  const go = lines[0].at(-1);
  const want = [['std', go], ...of('dep').map(([, path, v]) => [path, v])].map((pair) => pair.join('@')).sort();
  assert(want.length > 10, `${modules} names ${want.length} modules`);
  assert.deepEqual(sbom.components.map((c) => `${c.name}@${c.version}`).sort(), want);
  for (const c of sbom.components) {
    assert(c.purl?.startsWith(`pkg:golang/${c.name}@${c.version}`), `${c.name} has the package URL ${c.purl}`);
    assert(c.name === 'std' || c.hashes?.length > 0, `${c.name} has no hash`);
  }
  const { name, version: own } = sbom.metadata.component;
  assert.deepEqual([name, own], [of('mod')[0][1], version]);
  console.log(`${want.length} modules in ${file.split('/').at(-1)}`);
}

main().catch((err) => { console.error(err.message); process.exit(1); });
