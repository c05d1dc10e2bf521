// Follows the README block by block and command by command. Usage: readme.js FOLDER, with the programs on PATH.
'use strict';
const assert = require('node:assert');
const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const yaml = require('yaml');

const [work] = process.argv.slice(2);
const checkout = process.cwd();
// CI.md continues the README and is tested with it.
const pages = ['README.md', 'internal/cli/CI.md'];
const readme = pages.map((page) => fs.readFileSync(page, 'utf8')).join('\n');
const log = (text) => process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);

// Lines that are not run here, with the reason. A line that is neither listed nor run is an error.
const elsewhere = new Map([
  ['docker run --rm --network none --volume "$PWD:/repo:ro" ghcr.io/tenantlint/tenantlint:0.1.0', 'needs the published image; check-image builds it and runs it like that'],
  ['gh attestation verify tenantlint_0.1.0_linux_amd64.tar.gz --repo tenantlint/tenantlint', 'needs a published release; check-release makes the archive'],
  ['go test ./...', 'is a step of .ci/run'],
]);

// sh runs a command unchanged and returns its output and exit code, which must be one of codes.
const sh = (command, dir, codes, environment = {}) => {
  log(`${path.basename(dir)}$ ${command}`);
  const env = { ...process.env, ...environment };
  const r = spawnSync('bash', ['-c', `{ ${command}\n} 2>&1`], { cwd: dir, env, encoding: 'utf8', input: '', maxBuffer: 1 << 28 });
  log(r.stdout.split('\n').length > 60 ? `${r.stdout.split('\n').slice(0, 12).join('\n')}\n[...]` : r.stdout);
  assert(codes.includes(r.status), `"${command}" exits with ${r.status}, not with ${codes.join(' or ')}`);
  return r;
};
const write = (dir, files) => {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  }
};
// repository creates a git repository with the files committed.
const repository = (name, files) => {
  const dir = path.join(work, name);
  fs.mkdirSync(dir);
  write(dir, files);
  execFileSync('bash', ['-c', 'git init -q && git remote add origin https://example.invalid/contoso/topology.git && git add -A && git commit -q --allow-empty -m topology'], { cwd: dir });
  return dir;
};

const blocks = [...readme.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map((m) => ({ kind: m[1], text: m[2], line: readme.slice(0, m.index).split('\n').length }));
const broken = Object.fromEntries(fs.readdirSync('testdata/examples/first/tenants').map((f) => [`tenants/${f}`, fs.readFileSync(`testdata/examples/first/tenants/${f}`, 'utf8')]));
const found = /domain\/federated-once/;
const manifest = () => blocks.find((b) => b.text.includes('\napiVersion: tenantlint/v1\nkind: Tenant')).text;

// installed puts a fake go first on PATH, which "installs" the program of this checkout.
const installed = () => {
  const dir = path.join(work, 'shim');
  write(dir, { go: `#!/bin/sh
case "$1 $2" in
"install github.com/tenantlint/tenantlint/cmd/tenantlint@v"[0-9]*) mkdir -p "\${GOPATH:-$HOME/go}/bin" && cp '${path.join(work, 'bin', 'tenantlint')}' "\${GOPATH:-$HOME/go}/bin/" ;;
*) echo "go $*: not a thing to run in a pipeline" >&2; exit 9 ;;
esac
` });
  fs.chmodSync(path.join(dir, 'go'), 0o755);
  return dir;
};
const junit = (file) => execFileSync('xmllint', ['--noout', '--nonet', '--schema', path.join(checkout, 'internal/report/testdata/junit.xsd'), file], { stdio: 'pipe' });
const judge = {
  codequality: (file) => { const all = JSON.parse(fs.readFileSync(file)); assert(all.some((i) => found.test(i.check_name) && i.fingerprint && i.location.lines.begin)); },
  junit: (file) => { junit(file); assert.match(fs.readFileSync(file, 'utf8'), found); },
  sarif: (file) => { const s = JSON.parse(fs.readFileSync(file)); assert.equal(s.version, '2.1.0'); assert(s.runs[0].results.some((r) => found.test(r.ruleId))); },
};

// The test for each kind of block.
const takes = {
  console({ text }) {
    let shown = '', code = 0;
    for (const line of text.trimEnd().split('\n')) {
      const command = line.startsWith('$ ') && line.slice(2);
      if (command === 'echo $?') shown += `$ echo $?\n${code}\n`;
      else if (command) {
        const r = sh(command, checkout, [0, 1]);
        code = r.status;
        shown += `$ ${command}\n${r.stdout.replace(/^exit status \d+\n/m, '')}`; // which "go run" adds
      }
    }
    assert.equal(shown, text);
  },

  sh({ text }) {
    if (elsewhere.has(text.trim())) return log(`not run: ${text.trim()}: ${elsewhere.get(text.trim())}`);
    if (text.startsWith('go install ')) {
      // A separate module cache prevents that this checkout is later taken for the release; -trimpath lets the build
      // cache serve anyway.
      const environment = { GOPROXY: process.env.INSTALL_GOPROXY, GONOSUMDB: 'github.com/tenantlint/tenantlint', GOMODCACHE: path.join(work, 'modules'), GOFLAGS: '-trimpath', GOBIN: path.join(work, 'bin') };
      sh(text.trimEnd(), checkout, [0], environment);
      return assert.match(sh('tenantlint version', checkout, [0]).stdout, /^tenantlint 0\.1\.0 /);
    }
    if (text.startsWith('tenantlint import ')) {
      const dir = repository('import', {});
      fs.cpSync('testdata/examples/exports', path.join(dir, 'testdata/examples/exports'), { recursive: true });
      fs.rmSync(path.join(dir, '.git'), { recursive: true });
      return assert.match(sh(text.trimEnd(), dir, [1]).stdout, found);
    }
    assert(text.startsWith('cd policies && find '), `nobody knows how to run: ${text}`);
    const digest = sh(text.trimEnd(), checkout, [0]).stdout.split(' ')[0];
    const version = JSON.parse(sh('tenantlint version --json', checkout, [0]).stdout);
    assert.equal(version.policies, `sha256:${digest}`);
    for (const key of ['version', 'go', 'opa', 'platform']) assert(version[key], `version --json has no ${key}`);
  },

  yaml({ text }) {
    const name = text.match(/^# (\S+\.ya?ml)\n/)?.[1];
    if (name === '.pre-commit-config.yaml') {
      const dir = repository('pre-commit', { [name]: text });
      sh('pre-commit validate-config', dir, [0]);
      const hooks = yaml.parse(fs.readFileSync('.pre-commit-hooks.yaml', 'utf8')).map((h) => h.id);
      for (const h of yaml.parse(text).repos[0].hooks) assert(hooks.includes(h.id), `there is no hook ${h.id}`);
      return undefined;
    }
    if (name === '.github/workflows/tenantlint.yml') {
      // The action is not published: in a copy of the checkout it is "./", whose inputs actionlint checks.
      const dir = repository('github', { [name]: text.replace(/tenantlint\/tenantlint@v[\d.]+/, './'), 'action.yml': fs.readFileSync('action.yml') });
      assert.notEqual(fs.readFileSync(path.join(dir, name), 'utf8'), text);
      return sh(`actionlint ${name}`, dir, [0]);
    }
    if (name === 'azure-pipelines.yml') return azure(text);
    if (/^ +(- go install|codequality:|sarif:)/m.test(text)) return gitlab(text);
    if (text.startsWith('version: 1\n')) return sh('tenantlint config verify', repository('configuration', { '.tenantlint.yaml': text }), [0]);
    if (text === manifest()) {
      const dir = repository('quick-start', { 'contoso.yaml': text });
      return assert.match(sh('tenantlint', dir, [0]).stdout, /^ok: 1 manifest, \d+ rules( \(\d+ had nothing to check\))?, no findings(; \d+ fields? unknown)?\n$/);
    }
    if (/^ +unknown: /.test(text)) {
      const dir = repository('unknown', { 'contoso.yaml': manifest().replace(/ +location: europe\n +openToTenant: true\n/, text) });
      return sh('tenantlint', dir, [0]);
    }
    if (text.includes('# tenantlint:ignore ')) {
      const example = 'policies/domain/verified-once/fail/verified-in-both.yaml';
      const both = fs.readFileSync(example, 'utf8');
      const dir = repository('suppress', { 'both.yaml': both.replace('  - {name: contoso.com}\n', text) });
      assert.match(sh('tenantlint --today 2027-01-31', dir, [0]).stdout, /1 suppressed/);
      return assert.match(sh('tenantlint --today 2027-02-01', dir, [1]).stdout, /suppression\/expired/);
    }
    throw new Error(`nobody knows what this is: ${text}`);
  },
};

// gitlab validates each job with GitLab's schema, runs it and checks the reports that it names.
function gitlab(text) {
  const jobs = yaml.parse(text);
  const dir = repository(`gitlab-${Object.keys(jobs)[0]}`, { ...broken, '.gitlab-ci.yml': text });
  const home = path.join(work, 'home');
  fs.mkdirSync(path.join(work, 'gitlab-state', 'builds'), { recursive: true });
  for (const [job, { script, artifacts }] of Object.entries(jobs)) {
    // The image has the install folder of "go install" on its PATH.
    const environment = { HOME: home, PATH: `${installed()}:${path.join(home, 'go', 'bin')}:${process.env.PATH}`, GOPATH: '' };
    const codes = script.some((line) => line.includes('--exit-zero')) ? [0] : [1];
    // GitLab 18.11 introduced the report; the schema of this version is older.
    const newer = artifacts.reports.sarif ? " --ignore-schema-paths '#/properties/reports/additionalProperties'" : '';
    sh(`gitlab-ci-local --force-shell-executor --state-dir ../gitlab-state${newer} ${job}`, dir, codes, environment);
    for (const [kind, file] of Object.entries(artifacts.reports)) {
      judge[kind](path.join(dir, file));
    }
    assert.equal(artifacts.when, codes[0] === 1 ? 'always' : undefined, `${job}: GitLab keeps the artifacts of a job that fails only with "when: always"`);
  }
}

// azure runs the steps as an agent does. No registry has a schema of Azure pipelines, so the inputs of the tasks are
// listed here, from their reference.
function azure(text) {
  const inputs = {
    'GoTool@0': ['version'],
    'PublishTestResults@2': ['testResultsFormat', 'testResultsFiles', 'searchFolder', 'testRunTitle'],
    'PublishBuildArtifacts@1': ['pathToPublish', 'artifactName'],
  };
  const dir = repository('azure', { ...broken, 'azure-pipelines.yml': text });
  const home = path.join(work, 'agent');
  const variables = { 'Build.ArtifactStagingDirectory': path.join(home, 'a'), 'Common.TestResultsDirectory': path.join(home, 'TestResults') };
  const expand = (value) => value.replace(/\$\(([\w.]+)\)/g, (all, name) => variables[name] ?? assert.fail(`${all} is not one of ${Object.keys(variables)}`));
  const environment = { HOME: home, GOPATH: '', PATH: `${installed()}:${process.env.PATH}` };
  for (const [name, value] of Object.entries(variables)) environment[name.replaceAll('.', '_').toUpperCase()] = value;
  fs.mkdirSync(variables['Build.ArtifactStagingDirectory'], { recursive: true });
  const pipeline = yaml.parse(text);
  assert.deepEqual(Object.keys(pipeline).sort(), ['pool', 'steps']);
  let failed = false;
  for (const { task, script, condition, ...step } of pipeline.steps) {
    if (failed) assert.equal(condition, 'succeededOrFailed()', `${task} does not run after findings`);
    if (script) {
      // A script step is a bash file on Linux; its last exit code counts.
      write(home, { 'step.sh': script });
      sh(`bash --noprofile --norc ${path.join(home, 'step.sh')}`, dir, [1], environment);
      failed = true;
      continue;
    }
    for (const key of Object.keys(step.inputs)) assert(inputs[task]?.includes(key), `${task} takes no ${key}`);
    const of = (key) => expand(step.inputs[key]);
    if (task === 'GoTool@0') assert(fs.readFileSync('go.mod', 'utf8').includes(`\ngo ${of('version')}\n`), 'go.mod asks for another Go');
    if (task === 'PublishTestResults@2') judge.junit(path.join(of('searchFolder'), of('testResultsFiles')));
    if (task === 'PublishBuildArtifacts@1') {
      const logs = fs.readdirSync(of('pathToPublish'));
      assert.deepEqual(logs.map((f) => path.extname(f)), ['.sarif']);
      judge.sarif(path.join(of('pathToPublish'), logs[0]));
    }
    log(`azure: ${task} has what it takes`);
  }
  assert(failed, 'no step runs tenantlint');
}

// The commands in the prose, in order, in one repository that "tenantlint init" starts; the values below replace the
// placeholders of the prose.
function inline() {
  const dir = repository('first-steps', {});
  const placeholders = { RULE: 'domain/federated-once', 'GROUP/NAME': 'own/first', PATH: 'manifests', EXPORT: 'exports' };
  const more = { 'tenantlint completion': ' bash', 'tenantlint policy check': ' policies', 'tenantlint policy test': ' policies', 'tenantlint lsp': ' </dev/null' };
  // A client that exits; no export; exports of other tenants.
  const codes = { 'tenantlint lsp': [1], 'tenantlint import': [2], 'tenantlint drift EXPORT': [0, 1] };
  fs.cpSync('testdata/examples/exports', path.join(dir, 'exports'), { recursive: true });
  sh('tenantlint', dir, [3]);
  const commands = new Set([...readme.matchAll(/`(tenantlint(?: [^`]*)?)`/g)].map((m) => m[1]));
  commands.delete('tenantlint init');
  for (const command of ['tenantlint init', ...commands]) {
    if (command === 'tenantlint bundle') fs.appendFileSync(path.join(dir, '.tenantlint.yaml'), 'policies: [policies]\n');
    sh(command.replace(/RULE|GROUP\/NAME|PATH|EXPORT/g, (word) => placeholders[word]) + (more[command] ?? ''), dir, codes[command] ?? [0]);
  }
  assert(commands.size > 15, `the text names ${commands.size} commands`);
}

for (const block of blocks) {
  log(`\n## README.md:${block.line} (${block.kind})`);
  assert(takes[block.kind], `line ${block.line}: nobody knows what to do with a block of ${block.kind}`);
  takes[block.kind](block);
}
for (const command of elsewhere.keys()) assert(readme.includes(command), `the README shows no more: ${command}`);
log('\n## the commands in the text');
inline();
for (const page of pages) {
  for (const [, target] of fs.readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)) {
    assert(fs.existsSync(path.join(path.dirname(page), target)), `${page} leads to ${target}, which is not there`);
  }
}
log(`\nREADME: ${blocks.length} blocks walked through`);
