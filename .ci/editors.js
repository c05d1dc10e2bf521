// Completion, hover and validation of a manifest in the YAML language server; usage: editors.js SERVER CHECKOUT
'use strict';
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const lsp = require('vscode-languageserver-protocol/node');

const [program, checkout] = process.argv.slice(2);
const examples = path.join(checkout, 'testdata', 'examples');

async function main() {
  const server = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const client = lsp.createProtocolConnection(new lsp.StreamMessageReader(server.stdout), new lsp.StreamMessageWriter(server.stdin));
  const shown = new Map(), waiting = new Map();
  client.onNotification(lsp.PublishDiagnosticsNotification.type, (p) => {
    shown.set(p.uri, p.diagnostics);
    waiting.get(p.uri)?.(p.diagnostics);
  });
  client.onRequest(lsp.ConfigurationRequest.type, (p) => p.items.map(() => ({ validate: true, hover: true, completion: true, schemaStore: { enable: false } })));
  client.onRequest(lsp.RegistrationRequest.type, () => undefined);
  client.onUnhandledNotification(() => undefined);
  client.listen();
  await client.sendRequest(lsp.InitializeRequest.type, {
    processId: process.pid, rootUri: pathToFileURL(checkout).href, workspaceFolders: null,
    capabilities: { workspace: { configuration: true }, textDocument: { publishDiagnostics: {}, hover: { contentFormat: ['markdown'] }, completion: {} } },
  });
  await client.sendNotification(lsp.InitializedNotification.type, {});
  await client.sendNotification(lsp.DidChangeConfigurationNotification.type, { settings: { yaml: { validate: true, hover: true, completion: true, schemaStore: { enable: false } } } });

  const open = (file, text) => {
    const uri = pathToFileURL(file).href;
    const diagnostics = new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no diagnostics of ${file}`)), 60_000);
      waiting.set(uri, (d) => { clearTimeout(late); resolve(d); });
    });
    client.sendNotification(lsp.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    return { uri, diagnostics };
  };
  const place = (text, needle, after = 0) => {
    const i = text.indexOf(needle) + after;
    const before = text.slice(0, i).split('\n');
    return { line: before.length - 1, character: before.at(-1).length };
  };

  // Every example names its schema in the first line; examples that are meant to be valid must conform to it.
  let manifests = 0;
  const here = 'https://raw.githubusercontent.com/tenantlint/tenantlint/main/';
  // The URL of a schema in this checkout resolves to the local file.
  const valid = async (file, text) => {
    assert.deepStrictEqual((await open(file, text.replace(here, `${pathToFileURL(checkout).href}/`)).diagnostics).map((d) => d.message), [], file);
    manifests++;
  };
  for (const file of fs.readdirSync(examples, { recursive: true })) {
    if (!file.endsWith('.yaml') || file.includes('policies')) continue; // beside a rule lie its own manifests
    const full = path.join(examples, file);
    const text = fs.readFileSync(full, 'utf8');
    assert(text.startsWith('# yaml-language-server: $schema='), `${file} names no schema`);
    if (!/^(first|contoso-broken)\b/.test(file)) await valid(full, text);
  }
  assert(manifests > 15, `${manifests} manifests`);
  // The files of "tenantlint init" name their schema by URL.
  const starter = path.join(checkout, 'internal', 'config', 'starter');
  for (const file of fs.readdirSync(starter)) {
    const text = fs.readFileSync(path.join(starter, file), 'utf8');
    assert(text.startsWith(`# yaml-language-server: $schema=${here}schema/`), `${file} names no schema`);
    await valid(path.join(starter, file), text);
  }

  const head = '# yaml-language-server: $schema=../../../schema/manifest.schema.json\napiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\nid: 11111111-1111-4111-8111-111111111111\n';
  // A misspelled key is reported once, at the key.
  const wrong = head + 'domains:\n  - name: contoso.com\n    authentificationType: Federated\n';
  const mistakes = await open(path.join(examples, 'first', 'wrong.yaml'), wrong).diagnostics;
  assert.strictEqual(mistakes.length, 1, JSON.stringify(mistakes));
  assert.deepStrictEqual(mistakes[0].range.start, place(wrong, 'authentificationType'));

  // Keys complete inside a list, values where the schema has an enum.
  const typing = head + 'domains:\n  - name: contoso.com\n    auth\nenvironments:\n  - name: crm\n    type: \n';
  const doc = open(path.join(examples, 'first', 'typing.yaml'), typing);
  await doc.diagnostics;
  const completes = async (position) => {
    const r = await client.sendRequest(lsp.CompletionRequest.type, { textDocument: { uri: doc.uri }, position });
    return (Array.isArray(r) ? r : r.items).map((i) => i.label);
  };
  assert((await completes(place(typing, '    auth', 8))).includes('authenticationType'));
  assert((await completes(place(typing, 'type: ', 6))).includes('Sandbox'));

  // Hovering over a key shows its description.
  const schema = JSON.parse(fs.readFileSync(path.join(checkout, 'schema', 'manifest.schema.json'), 'utf8'));
  const hover = await client.sendRequest(lsp.HoverRequest.type, { textDocument: { uri: doc.uri }, position: place(typing, 'domains:', 2) });
  const words = schema.definitions.tenant.properties.domains.description.split(' ').slice(0, 3).join(' ');
  assert(JSON.stringify(hover.contents).includes(words), JSON.stringify(hover));

  // The configuration has a separate schema.
  const config = '# yaml-language-server: $schema=../../../schema/config.schema.json\nversion: 1\nfail-onn: error\n';
  const settings = await open(path.join(examples, 'first', '.tenantlint.yaml'), config).diagnostics;
  assert.deepStrictEqual(settings.map((d) => d.range.start), [place(config, 'fail-onn')], JSON.stringify(settings));

  await client.sendRequest(lsp.ShutdownRequest.type);
  server.kill();
  console.log(`${manifests} files valid; validation, completion and hover work`);
}

main().then(() => process.exit(0), (err) => { console.error(err); process.exit(1); });
