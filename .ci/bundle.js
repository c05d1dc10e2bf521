// Compares the findings of Open Policy Agent and conftest, which load a bundle, with those of the program.
// Usage: node bundle.js TENANTLINT OPA FOLDER [CONFTEST], in the root of the repository; output goes to FOLDER.
"use strict";
const { spawn, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const net = require("node:net");
const path = require("node:path");

const [tenantlint, opa, work, conftest] = process.argv.slice(2);
const examples = "testdata/examples";

function fail(message) {
	process.stderr.write(`check-bundle: ${message}\n`);
	process.exitCode = 1;
	throw new Error(message);
}

// run returns the output of a program, which must exit with one of the codes.
function run(program, args, { input, cwd, codes = [0] } = {}) {
	const ended = spawnSync(program, args, { input, cwd, maxBuffer: 1 << 30, encoding: "utf8" });
	if (!codes.includes(ended.status)) fail(`${path.basename(program)} ${args.join(" ")}: exit ${ended.status}: ${ended.stderr}`);
	return ended.stdout;
}

// The rules of these groups check the text of manifests, which policies cannot read.
const builtin = ["parse/", "schema/", "reference/", "suppression/"];

// line formats a finding for comparison: its rule, its message and the files of its locations.
function line(rule, message, locations, related) {
	return `${rule}: ${message} (in ${locations.sort().join(", ")}, related ${related.sort().join(", ")})`;
}

// ofOPA parses findings whose paths start with the index of an input document.
function ofOPA(findings, documents) {
	const files = (locations) => (locations ?? []).map(({ at }) => documents[at[0]].file);
	return findings.map(({ rule, finding: f }) => line(rule, f.message, files(f.locations ?? [f]), files(f.related))).sort();
}

// ofConftest parses the output of conftest, which has each finding with its level and full message. Denials are errors,
// warnings are not.
function ofConftest(results) {
	const read = (list, denied) => (list ?? []).map(({ msg, metadata: { level } }) => `${level}${(level === "error") === denied ? "" : " in the wrong list"}: ${msg}`);
	return results.flatMap(({ failures, warnings }) => [...read(failures, true), ...read(warnings, false)]).sort();
}

function ofProgram(dir, args, read) {
	const report = JSON.parse(run(tenantlint, ["--format", "json", "--no-ignores", "--fail-on", "never", ...args], { cwd: dir }));
	return report.findings
		.filter((f) => !builtin.some((group) => f.rule.startsWith(group)))
		.map(read)
		.sort();
}

// Findings of the program are compared in two forms: with OPA by message template, with conftest by rendered message.
const template = (f) => line(f.rule, f.template ?? f.message, f.locations.map((s) => s.path), f.related.map((s) => s.path));
const sentence = (f) => {
	const [first, ...others] = f.locations.map((s) => s.path).sort();
	return `${f.level}: ${first}: ${f.message}${others.length > 0 ? ` (also ${others.join(", ")})` : ""} [${f.rule}]`;
};

function same(what, want, got) {
	if (JSON.stringify(want) === JSON.stringify(got)) {
		process.stdout.write(`${what}: ${got.length} findings\n`);
		return;
	}
	const missing = want.filter((w) => !got.includes(w));
	const more = got.filter((g) => !want.includes(g));
	fail(`${what}: the program finds ${want.length}, the engine ${got.length}\n${missing.map((m) => "- " + m).join("\n")}\n${more.map((m) => "+ " + m).join("\n")}`);
}

// port returns a free port of the loopback interface.
function port() {
	return new Promise((resolve) => {
		const server = net.createServer();
		server.listen(0, "127.0.0.1", () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}

// serve starts a server with a bundle and waits until it responds.
async function serve(bundle) {
	const address = `127.0.0.1:${await port()}`;
	const child = spawn(opa, ["run", "--server", "--skip-version-check", "--log-level", "error", "--addr", address, "--bundle", bundle], { stdio: ["ignore", "ignore", "pipe"] });
	let said = "";
	child.stderr.on("data", (text) => (said += text));
	for (let i = 0; i < 300; i++) {
		try {
			if ((await fetch(`http://${address}/health?bundles`)).ok) return { child, address };
		} catch {
			// not listening yet
		}
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	child.kill();
	return fail(`a server of OPA does not answer: ${said}`);
}

// evaluate returns the response of a server to a shard of the input.
async function evaluate(server, input) {
	const answer = await fetch(`http://${server.address}/v1/data/tenantlint/answer?strict-builtin-errors`, {
		method: "POST", headers: { "Content-Type": "application/json" }, body: `{"input": ${input}}`,
	});
	if (!answer.ok) fail(`a server of OPA answers ${answer.status}: ${await answer.text()}`);
	return answer.text();
}

// reports checks that the program's report of server findings equals its own report, byte for byte.
function reports(name, dir, args, answers) {
	const files = answers.map((text, i) => {
		const file = path.join(work, `${name}-${i}.json`);
		fs.writeFileSync(file, text);
		return file;
	});
	const taken = (...of) => of.flatMap((i) => ["--findings", files[i]]);
	for (const format of ["sarif", "json", "text"]) {
		const lint = (...more) => run(tenantlint, ["--format", format, "--fail-on", "never", "--today", "2026-11-28", ...args, ...more], { cwd: dir });
		if (lint() !== lint(...taken(...files.keys()))) fail(`${name}, ${format}: the report of server findings differs`);
	}
	const rejected = (what, ...of) => {
		const ended = spawnSync(tenantlint, [...args, ...taken(...of)], { cwd: dir, encoding: "utf8" });
		if (ended.status !== 2 || !ended.stderr.includes(what)) fail(`${name}: exit ${ended.status}, not "${what}": ${ended.stderr}`);
	};
	rejected("is missing", ...[...files.keys()].slice(1));
	rejected("use each shard once", ...files.keys(), 0);
}

async function main() {
	let all = 0;
	for (const name of fs.readdirSync(examples).sort()) {
		const dir = path.join(examples, name);
		if (!fs.statSync(dir).isDirectory() || name === "exports") continue; // exports are no manifests
		const flags = fs.existsSync(path.join(dir, ".tenantlint.yaml")) ? [] : ["--no-config"];
		const paths = ["."];
		const bundle = path.join(work, `${name}.tar.gz`);
		run(tenantlint, ["bundle", "--output", bundle, ...flags], { cwd: dir });
		const again = run(tenantlint, ["bundle", "--output", `${bundle}.again`, ...flags], { cwd: dir });
		if (again === "" || !fs.readFileSync(bundle).equals(fs.readFileSync(`${bundle}.again`))) fail(`${name}: two bundles differ`);
		const want = ofProgram(dir, [...flags, ...paths], template);
		const input = run(tenantlint, ["input", ...flags, ...paths], { cwd: dir });
		const { documents } = JSON.parse(input);
		const result = JSON.parse(run(opa, ["eval", "--bundle", bundle, "--stdin-input", "--strict-builtin-errors", "--format", "json", "data.tenantlint.main.findings"], { input }));
		same(`${name}, opa eval`, want, ofOPA(result.result[0].expressions[0].value, documents));
		all += want.length;

		if (conftest) {
			const folder = path.join(work, name);
			run(tenantlint, ["bundle", "--adapter", "conftest", "--output", bundle, ...flags], { cwd: dir });
			fs.mkdirSync(folder);
			run("tar", ["xzf", bundle, "-C", folder]);
			const output = run(conftest, ["test", "--parser", "json", "--policy", folder, "--data", folder, "--namespace", "tenantlint.conftest", "--output", "json", "-"], { input, codes: [0, 1] });
			same(`${name}, conftest`, ofProgram(dir, [...flags, ...paths], sentence), ofConftest(JSON.parse(output)));
		}

		const servers = [];
		try {
			servers.push(await serve(bundle), await serve(bundle), await serve(bundle));
			const shards = servers.map((server, i) => evaluate(server, run(tenantlint, ["input", "--shard", `${i + 1}/${servers.length}`, ...flags, ...paths], { cwd: dir })));
			const answers = await Promise.all(shards);
			same(`${name}, three servers`, want, ofOPA(answers.flatMap((text) => JSON.parse(text).result.findings), documents));
			reports(name, dir, [...flags, ...paths], answers);
		} finally {
			for (const { child } of servers) child.kill();
		}
	}
	if (all === 0) fail("no example has a finding, so that nothing was compared");
}

main().catch((error) => {
	process.exitCode = 1;
	process.stderr.write(`${error.stack}\n`);
});
