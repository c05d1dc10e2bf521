// Compares what Open Policy Agent and conftest find by a bundle with what the program finds.
// Usage: node bundle.js TENANTLINT OPA FOLDER [CONFTEST], in the root of the repository; FOLDER is for what is written.
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

// run returns what a program prints; it must end with one of the codes.
function run(program, args, { input, cwd, codes = [0] } = {}) {
	const ended = spawnSync(program, args, { input, cwd, maxBuffer: 1 << 30, encoding: "utf8" });
	if (!codes.includes(ended.status)) fail(`${path.basename(program)} ${args.join(" ")}: exit ${ended.status}: ${ended.stderr}`);
	return ended.stdout;
}

// The rules of these groups judge the text of manifests, which no policy sees.
const builtin = ["parse/", "schema/", "reference/", "suppression/"];

// line writes a finding as text to compare: its rule, its message and the files of its places.
function line(rule, message, locations, related) {
	return `${rule}: ${message} (in ${locations.sort().join(", ")}, related ${related.sort().join(", ")})`;
}

// ofOPA reads findings whose paths begin with the index of a document of the input.
function ofOPA(findings, documents) {
	const files = (locations) => (locations ?? []).map(({ at }) => documents[at[0]].file);
	return findings.map(({ rule, finding: f }) => line(rule, f.message, files(f.locations ?? [f]), files(f.related))).sort();
}

// ofConftest reads what conftest prints, each finding with its level and its message in full. What it denies are errors,
// what it warns of are not.
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

// The two forms in which a finding of the program is compared: with OPA by its template, with conftest as people read it.
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

// port returns one that is free on the loopback.
function port() {
	return new Promise((resolve) => {
		const server = net.createServer();
		server.listen(0, "127.0.0.1", () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}

// serve starts a server with a bundle, and waits until it answers.
async function serve(bundle) {
	const address = `127.0.0.1:${await port()}`;
	const child = spawn(opa, ["run", "--server", "--skip-version-check", "--log-level", "error", "--addr", address, "--bundle", bundle], { stdio: ["ignore", "ignore", "pipe"] });
	let said = "";
	child.stderr.on("data", (text) => (said += text));
	for (let i = 0; i < 300; i++) {
		try {
			if ((await fetch(`http://${address}/health?bundles`)).ok) return { child, address };
		} catch {
			// it does not listen yet
		}
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	child.kill();
	return fail(`a server of OPA does not answer: ${said}`);
}

// judge returns what a server answers about a part of the input.
async function judge(server, input) {
	const answer = await fetch(`http://${server.address}/v1/data/tenantlint/answer?strict-builtin-errors`, {
		method: "POST", headers: { "Content-Type": "application/json" }, body: `{"input": ${input}}`,
	});
	if (!answer.ok) fail(`a server of OPA answers ${answer.status}: ${await answer.text()}`);
	return answer.text();
}

// reports holds what the program reports of what servers found to what it reports of its own, byte for byte.
function reports(name, dir, args, answers) {
	const files = answers.map((text, i) => {
		const file = path.join(work, `${name}-${i}.json`);
		fs.writeFileSync(file, text);
		return file;
	});
	const taken = (...of) => of.flatMap((i) => ["--findings", files[i]]);
	for (const format of ["sarif", "json", "text"]) {
		const lint = (...more) => run(tenantlint, ["--format", format, "--fail-on", "never", "--today", "2026-11-28", ...args, ...more], { cwd: dir });
		if (lint() !== lint(...taken(...files.keys()))) fail(`${name}, ${format}: the report of what servers found is another one`);
	}
	const refused = (what, ...of) => {
		const ended = spawnSync(tenantlint, [...args, ...taken(...of)], { cwd: dir, encoding: "utf8" });
		if (ended.status !== 2 || !ended.stderr.includes(what)) fail(`${name}: exit ${ended.status}, not "${what}": ${ended.stderr}`);
	};
	refused("is missing", ...[...files.keys()].slice(1));
	refused("give each part once", ...files.keys(), 0);
}

async function main() {
	let all = 0;
	for (const name of fs.readdirSync(examples).sort()) {
		const dir = path.join(examples, name);
		if (!fs.statSync(dir).isDirectory() || name === "exports") continue; // exports are no manifests
		const own = fs.existsSync(path.join(dir, ".tenantlint.yaml")) ? [] : ["--no-config"];
		const paths = ["."];
		const bundle = path.join(work, `${name}.tar.gz`);
		run(tenantlint, ["bundle", "--output", bundle, ...own], { cwd: dir });
		const again = run(tenantlint, ["bundle", "--output", `${bundle}.again`, ...own], { cwd: dir });
		if (again === "" || !fs.readFileSync(bundle).equals(fs.readFileSync(`${bundle}.again`))) fail(`${name}: two bundles differ`);
		const want = ofProgram(dir, [...own, ...paths], template);
		const input = run(tenantlint, ["input", ...own, ...paths], { cwd: dir });
		const { documents } = JSON.parse(input);
		const result = JSON.parse(run(opa, ["eval", "--bundle", bundle, "--stdin-input", "--strict-builtin-errors", "--format", "json", "data.tenantlint.main.findings"], { input }));
		same(`${name}, opa eval`, want, ofOPA(result.result[0].expressions[0].value, documents));
		all += want.length;

		if (conftest) {
			const folder = path.join(work, name);
			run(tenantlint, ["bundle", "--adapter", "conftest", "--output", bundle, ...own], { cwd: dir });
			fs.mkdirSync(folder);
			run("tar", ["xzf", bundle, "-C", folder]);
			const said = run(conftest, ["test", "--parser", "json", "--policy", folder, "--data", folder, "--namespace", "tenantlint.conftest", "--output", "json", "-"], { input, codes: [0, 1] });
			same(`${name}, conftest`, ofProgram(dir, [...own, ...paths], sentence), ofConftest(JSON.parse(said)));
		}

		const servers = [];
		try {
			servers.push(await serve(bundle), await serve(bundle), await serve(bundle));
			const parts = servers.map((server, i) => judge(server, run(tenantlint, ["input", "--shard", `${i + 1}/${servers.length}`, ...own, ...paths], { cwd: dir })));
			const answers = await Promise.all(parts);
			same(`${name}, three servers`, want, ofOPA(answers.flatMap((text) => JSON.parse(text).result.findings), documents));
			reports(name, dir, [...own, ...paths], answers);
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
