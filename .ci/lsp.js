// An editor session with the language server, step by step. Usage: lsp.js PROGRAM FOLDER
'use strict';
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const lsp = require('vscode-languageserver-protocol/node');

const [program, folder] = process.argv.slice(2);
const environments = 1000, perTenant = 20, keystrokes = 20;

const write = (name, text) => {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return pathToFileURL(file).href;
};
const guid = (kind, n) => `${kind}0000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const tenant = (name, id, more) => `apiVersion: tenantlint/v1
kind: Tenant
name: ${name}
id: ${id}
reason: a company of its own
administrators:
  - {userPrincipalName: admin@${name}.onmicrosoft.com, roles: [PowerPlatformAdministrator]}
domains:
  - {name: ${name}.onmicrosoft.com, isInitial: true}
${more}`;
const federated = '  - {name: contoso.com, authenticationType: Federated}\n';

async function main() {
  write('.tenantlint.yaml', 'version: 1\n');
  const euText = tenant('contoso-eu', guid('1', 1), `${federated}groups: [{name: makers}]
environments:
  - {name: crm, type: Production, stage: production, location: europe, securtyGroup: makers}
`);
  const eu = write('tenants/eu.yaml', euText);
  const us = write('tenants/us.yaml', tenant('contoso-us', guid('1', 2), federated));
  const data = write('customers.yaml', `apiVersion: tenantlint/v1
kind: MasterData
name: customers
entities: [account]
master: contoso-eu/crm
scope: [contoso-eu/crm]
`);

  const server = spawn(program, ['lsp', '--stdio', `--clientProcessId=${process.pid}`], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  const client = lsp.createProtocolConnection(new lsp.StreamMessageReader(server.stdout), new lsp.StreamMessageWriter(server.stdin));
  const shown = new Map(), waiting = [];
  client.onNotification(lsp.PublishDiagnosticsNotification.type, (p) => {
    p.diagnostics.forEach((d) => assert(lsp.Diagnostic.is(d), JSON.stringify(d)));
    shown.set(p.uri, p);
    waiting.splice(0).forEach((w) => (w.holds() ? w.resolve() : waiting.push(w)));
  });
  const until = (what, holds) => holds() ? Promise.resolve() : new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`waited in vain: ${what}; shown: ${JSON.stringify([...shown.values()], null, 1)}`)), 120_000);
    waiting.push({ holds, resolve: () => { clearTimeout(late); resolve(); } });
  });
  const codes = (uri) => (shown.get(uri)?.diagnostics ?? []).map((d) => d.code).sort();
  const watched = new Promise((resolve) => client.onRequest(lsp.RegistrationRequest.type, (p) => resolve(p.registrations)));
  client.onNotification(lsp.ShowMessageNotification.type, (p) => assert.fail(p.message));
  client.listen();

  const begun = await client.sendRequest(lsp.InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'topology' }],
    capabilities: {
      general: { positionEncodings: ['utf-16'] },
      textDocument: {
        publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } }, isPreferredSupport: true },
        hover: { contentFormat: ['markdown', 'plaintext'] },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        rename: { prepareSupport: true },
      },
      workspace: { workspaceFolders: true, workspaceEdit: { documentChanges: true }, didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true } },
    },
  });
  assert.equal(begun.capabilities.positionEncoding, 'utf-16');
  await client.sendNotification(lsp.InitializedNotification.type, {});
  assert.equal((await watched)[0].method, 'workspace/didChangeWatchedFiles');

  // Findings appear in both files before any file is open, each with a link to the other location.
  await until('a conflict at both ends', () => codes(eu).includes('domain/federated-once') && codes(us).includes('domain/federated-once'));
  const conflict = shown.get(us).diagnostics.find((d) => d.code === 'domain/federated-once');
  assert.equal(conflict.relatedInformation[0].location.uri, eu);
  assert.match(conflict.codeDescription.href, /domain\/federated-once/);

  const id = { uri: eu };
  const explained = await client.sendRequest(lsp.HoverRequest.type, { textDocument: { uri: us }, position: conflict.range.start });
  assert(lsp.Hover.is(explained) && explained.contents.value.includes('domain/federated-once'));

  // An unsaved edit clears both.
  await client.sendNotification(lsp.DidOpenTextDocumentNotification.type, { textDocument: { ...id, languageId: 'yaml', version: 1, text: euText } });
  await until('the version opened', () => shown.get(eu).version === 1);
  let document = lsp.TextDocument.create(eu, 'yaml', 1, euText);
  const change = async (edits, version) => {
    await client.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
      textDocument: { ...id, version },
      contentChanges: edits.map((e) => ({ range: e.range, text: e.newText })),
    });
    document = lsp.TextDocument.create(eu, 'yaml', version, lsp.TextDocument.applyEdits(document, edits));
  };
  const here = (text) => {
    const at = document.getText().indexOf(text);
    assert(at >= 0, text);
    return { start: document.positionAt(at), end: document.positionAt(at + text.length) };
  };
  await change([{ range: here('contoso.com'), newText: 'eu.contoso.com' }], 2);
  await until('no conflict', () => !codes(eu).includes('domain/federated-once') && shown.get(us).diagnostics.length === 0);

  // The quick fix resolves its finding.
  const actions = await client.sendRequest(lsp.CodeActionRequest.type, { textDocument: id, range: here('securtyGroup'), context: { diagnostics: shown.get(eu).diagnostics } });
  actions.forEach((a) => assert(lsp.CodeAction.is(a), JSON.stringify(a)));
  const fix = actions.find((a) => a.isPreferred);
  const [edit] = fix.edit.documentChanges;
  assert.deepEqual(edit.textDocument, { uri: eu, version: 2 });
  await change(edit.edits, 3);
  await until('the key mended', () => shown.get(eu).version === 3 && codes(eu).length === 0);

  // Go to definition and find references work on names.
  const at = { textDocument: { uri: data }, position: { line: 4, character: 'master: contoso-eu/c'.length } };
  const declared = await client.sendRequest(lsp.DefinitionRequest.type, at);
  assert.deepEqual(declared, [{ uri: eu, range: here('crm') }]);
  const used = await client.sendRequest(lsp.ReferencesRequest.type, { textDocument: id, position: here('crm').start, context: { includeDeclaration: false } });
  assert.deepEqual(used.map((l) => [l.uri, l.range.start.line]), [[data, 4], [data, 5]]);
  const outline = await client.sendRequest(lsp.DocumentSymbolRequest.type, { textDocument: id });
  outline.forEach((s) => assert(lsp.DocumentSymbol.is(s), JSON.stringify(s)));
  assert.equal(outline[0].name, 'contoso-eu');

  // Rename edits all files.
  assert.equal((await client.sendRequest(lsp.PrepareRenameRequest.type, at)).placeholder, 'crm');
  const renamed = await client.sendRequest(lsp.RenameRequest.type, { ...at, newName: 'sales' });
  assert(lsp.WorkspaceEdit.is(renamed), JSON.stringify(renamed));
  assert.deepEqual(renamed.documentChanges.map((d) => [d.textDocument.uri, d.edits.length]), [[data, 2], [eu, 1]]);

  // Hover describes keys, and the objects that names refer to.
  const meaning = await client.sendRequest(lsp.HoverRequest.type, { textDocument: id, position: here('stage').start });
  assert.match(meaning.contents.value, /purpose/);
  assert.match((await client.sendRequest(lsp.HoverRequest.type, at)).contents.value, /contoso-eu\/crm[^]*Production/);

  // Keys, values and names complete in an unfinished line, and edit no other file.
  const labels = async (position) => {
    const list = await client.sendRequest(lsp.CompletionRequest.type, { textDocument: id, position });
    list.items.forEach((i) => assert(i.label && lsp.TextEdit.is(i.textEdit), JSON.stringify(i)));
    return list.items.map((i) => i.label);
  };
  const typed = async (text, version) => {
    const end = document.positionAt(document.getText().length);
    await change([{ range: { start: end, end }, newText: text }], version);
    return labels(document.positionAt(document.getText().length));
  };
  const others = shown.get(data);
  assert((await typed('  - {name: dr, ty', 4)).includes('type'));
  await until('half a line', () => shown.get(eu).version === 4 && codes(eu).includes('parse/syntax'));
  assert.equal(shown.get(data), others);
  assert((await typed('pe: ', 5)).includes('Sandbox'));
  assert((await typed('Sandbox, securityGroup: ', 6)).includes('makers'));
  assert((await typed('makers, location: europe, stage: test}\n# tenantlint:ignore domain/f', 7)).includes('domain/federated-once'));
  await until('the line whole', () => shown.get(eu).version === 7 && !codes(eu).includes('parse/syntax'));

  // After closing, the contents on disk apply.
  await client.sendNotification(lsp.DidCloseTextDocumentNotification.type, { textDocument: id });
  await until('the conflict again', () => codes(us).includes('domain/federated-once'));

  // A thousand environments appear on disk; then the user types in one of them.
  for (let t = 0; t < environments / perTenant; t++) {
    write(`many/unit-${t}.yaml`, tenant(`unit-${t}`, guid('2', t), 'groups: [{name: staff}]\n'));
  }
  const text = (e, group) => `apiVersion: tenantlint/v1
kind: Environment
tenant: unit-${Math.floor(e / perTenant)}
name: env-${e}
type: Production
stage: production
location: europe
securityGroup: ${group}
dataverse: {organizationId: ${guid('3', e)}, uniqueName: org${e}, url: "https://env-${e}.crm4.dynamics.com/"}
data:
  - {name: data-${e}, class: sample}
`;
  let last;
  for (let e = 0; e < environments; e++) {
    last = write(`many/env-${e}.yaml`, text(e, 'staff'));
  }
  await client.sendNotification(lsp.DidOpenTextDocumentNotification.type, { textDocument: { uri: last, languageId: 'yaml', version: 0, text: text(environments - 1, 'nobody-0') } });
  await until('the first of many', () => codes(last).includes('reference/unknown'));
  const times = [];
  for (let version = 1; version <= keystrokes; version++) {
    const before = performance.now();
    await client.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
      textDocument: { uri: last, version },
      contentChanges: [{ text: text(environments - 1, `nobody-${version}`) }],
    });
    await until(`keystroke ${version}`, () => shown.get(last).version === version);
    times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);

  await client.sendRequest(lsp.ShutdownRequest.type);
  await client.sendNotification(lsp.ExitNotification.type);
  assert.equal(await ended, 0);
  client.dispose();

  // A client that exits without a shutdown request.
  const left = spawn(program, ['lsp'], { cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] });
  left.stdin.end();
  assert.equal(await new Promise((resolve) => left.on('exit', resolve)), 1);

  const ms = (share) => `${Math.round(times[Math.floor((times.length - 1) * share)])} ms`;
  console.log(`check-lsp: ok; keystroke to diagnostics with ${environments} environments, the wait for the next keystroke of 150 ms included: median ${ms(0.5)}, worst ${ms(1)}`);
}

main().then(() => process.exit(0), (err) => {
  console.error(err);
  process.exit(1);
});
