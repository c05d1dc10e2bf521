// The JSON checks of check-reports. Every command exits with 1 and prints the reason if a check fails.
//
//   schema SCHEMA FILE        validates a file
//   canary SARIF COPY         writes a copy of the log without its $schema
//   verdict OUT SARIF...      checks that the SARIF validator read all logs and found nothing
//   agree BASE...             checks that BASE.json, .sarif, .gitlab, .github and .junit have the same findings
'use strict';
const fs = require('fs');
const path = require('path');
const [command, ...args] = process.argv.slice(2);
const text = (file) => fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
const read = (file) => JSON.parse(text(file));
const complaints = [];

const commands = {
  schema(schemaFile, file) {
    const schema = read(schemaFile);
    const Ajv = require(schema.$schema.includes('2020-12') ? 'ajv/dist/2020' : 'ajv').default;
    const validator = new Ajv({ allErrors: true, strict: false });
    require('ajv-formats').default(validator);
    const valid = validator.compile(schema);
    if (!valid(read(file))) for (const e of valid.errors) complaints.push(`${file}: ${e.instancePath || '/'} ${e.message}`);
  },

  canary(file, copy) {
    const log = read(file);
    delete log.$schema;
    fs.writeFileSync(copy, JSON.stringify(log));
  },

  verdict(outFile, ...logs) {
    const { runs } = read(outFile);
    const by = new Map(logs.map((log) => [path.basename(log), []]));
    for (const run of runs) {
      for (const r of run.results || []) {
        const name = path.basename(decodeURIComponent(r.locations?.[0]?.physicalLocation?.artifactLocation?.uri || ''));
        if (by.has(name)) by.get(name).push(r);
        else complaints.push(`the validator speaks of no log: ${r.ruleId}: ${JSON.stringify(r.message)}`);
      }
      for (const i of run.invocations || []) {
        for (const n of [...(i.toolExecutionNotifications || []), ...(i.toolConfigurationNotifications || [])]) {
          if (n.level === 'error') complaints.push(`the validator reports: ${n.message.text}`);
        }
      }
    }
    for (const [name, results] of by) {
      if (name.endsWith('.canary.sarif')) {
        if (!results.some((r) => r.ruleId === 'SARIF2008')) complaints.push(`the validator does not read ${name.replace('.canary', '')}`);
        continue;
      }
      for (const r of results) {
        const at = r.locations[0].physicalLocation.region?.startLine || 0;
        complaints.push(`${name}:${at}: ${r.level || 'warning'} ${r.ruleId}: ${r.message.text || r.message.id} ${(r.message.arguments || []).join(' | ')}`);
      }
    }
  },

  agree(...bases) {
    for (const base of bases) {
      const findings = read(base + '.json').findings;
      const locations = findings.flatMap((f) => f.locations.map((s) => `${f.rule} ${s.path}:${s.start.line}`)).sort();
      const same = (name, got) => {
        got.sort();
        if (JSON.stringify(got) !== JSON.stringify(locations)) complaints.push(`${base}: ${name} has ${got.length} locations, json ${locations.length}, or different ones`);
      };
      const issues = read(base + '.gitlab');
      same('gitlab', issues.map((i) => `${i.check_name} ${i.location.path}:${i.location.lines.begin}`));
      if (new Set(issues.map((i) => i.fingerprint)).size !== issues.length) complaints.push(`${base}.gitlab: a fingerprint stands twice`);
      same('sarif', read(base + '.sarif').runs[0].results.map((r) => {
        const p = r.locations[0].physicalLocation;
        return `${r.ruleId} ${decodeURIComponent(p.artifactLocation.uri)}:${p.region.startLine}`;
      }));
      same('github', [...text(base + '.github').matchAll(/^::\w+ file=([^,]*),line=(\d+),.*?title=(.*?)::/gm)].map((m) => `${m[3]} ${m[1]}:${m[2]}`));
      const told = [...text(base + '.junit').matchAll(/<(failure|skipped) /g)].length;
      if (told !== findings.length) complaints.push(`${base}: junit tells of ${told} findings, json of ${findings.length}`);
    }
  },
};

if (!commands[command]) throw new Error(`unknown command ${command}`);
commands[command](...args);
for (const c of complaints) console.error(c);
process.exitCode = complaints.length > 0 ? 1 : 0;
