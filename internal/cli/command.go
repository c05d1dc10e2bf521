package cli

import (
	"slices"
	"sync"

	"github.com/urfave/cli/v2"
)

// command is one command as the table has it.
type command struct {
	name string
	// aliases are words that do the same.
	aliases []string
	// args names what may follow it, at most so many words; -1 is any number.
	args string
	most int
	// about is one line; more are the paragraphs of the command's own help.
	about string
	more  string
	flags []option
	// words are what the completion offers in place of files.
	words func() []string
	run   func(*session, *cli.Context) error
}

func (c *command) option(name string) *option {
	for i := range c.flags {
		if c.flags[i].name == name {
			return &c.flags[i]
		}
	}
	return nil
}

// table holds all commands, once they are asked for. It has no initial value, as some commands show it.
var table struct {
	once     sync.Once
	commands []*command
}

// commands are all commands, in the order of the help.
func commands() []*command {
	table.once.Do(func() { table.commands = newCommands() })
	return table.commands
}

func newCommands() []*command {
	return []*command{
		{
			name: "lint", aliases: []string{"check", "validate"}, args: "[PATH...]", most: -1, flags: lintOptions(), run: (*session).lint,
			about: "check manifests (default command)",
			more:  lintHelp,
		},
		{
			name: "fix", args: "[PATH...]", most: -1, flags: fixOptions(), run: (*session).fix,
			about: "fix findings that have a single correct repair; prints a diff unless --write is given",
			more:  fixHelp,
		},
		{
			name: "import", args: "PATH...", most: -1, flags: importOptions(), run: (*session).importExports,
			about: "create manifests from exports; prints a diff unless --write is given",
			more:  importHelp,
		},
		{
			name: "drift", args: "EXPORT... [-- PATH...]", most: -1, flags: driftOptions(), run: (*session).drift,
			about: "compare exports of the live tenants with the manifests",
			more:  driftHelp,
		},
		{
			name: "explain", args: "RULE|GROUP|KIND[.FIELD]", most: 1, words: explainWords, run: (*session).explain,
			flags: explainOptions(),
			about: "explain a rule, list a group, or describe a kind of manifest or a field",
		},
		{
			name: "rules", most: 0, run: (*session).rules,
			flags: ruleOptions(rulesFormats, "text (default), json or markdown"),
			about: "list the rules",
		},
		{
			name: "data", most: 0, run: (*session).data,
			flags: []option{{name: "format", value: "FORMAT", words: rulesFormats, closed: true, about: "text (default), json or markdown"}},
			about: "list the locations, types, roles and products that the rules know, and how old the data is",
		},
		{
			name: "schema", args: "[manifest|config|output|input]", most: 1, words: schemaNames, run: (*session).schema,
			about: "print a JSON Schema: of a manifest (default), the configuration, the report or the input",
		},
		{
			name: "config", args: "[show|verify]", most: 1, flags: configOptions(), words: configWords, run: (*session).config,
			about: "show the effective settings and where each comes from, or check the configuration",
		},
		{
			name: "init", most: 0, run: (*session).init,
			about: "create a configuration and a first manifest",
		},
		{
			name:  "policy",
			args:  "new GROUP/NAME [DIR] | check [DIR...] | test [DIR...]",
			most:  -1,
			flags: policyOptions(),
			words: policyWords,
			run:   (*session).policy,
			about: "create, check and test custom rules",
			more:  policyHelp,
		},
		{
			name: "input", args: "[PATH...]", most: -1, flags: shardOptions(), run: (*session).input,
			about: "print the input that the policies evaluate, as JSON",
			more:  inputHelp,
		},
		{
			name: "graph", args: "[PATH...]", most: -1, flags: graphOptions(), run: (*session).graph,
			about: "draw the topology as Mermaid, Graphviz, SVG or JSON",
			more:  graphHelp,
		},
		{
			name: "bundle", most: 0, flags: bundleOptions(), run: (*session).bundle,
			about: "write the policies as a bundle for Open Policy Agent",
			more:  bundleHelp,
		},
		{
			name: "lsp", most: 0, flags: lspOptions(), run: (*session).lsp,
			about: "run the language server for editors (LSP)",
			more:  lspHelp,
		},
		{
			name: "version", most: 0, run: (*session).version,
			flags: []option{{name: "json", about: "print JSON"}},
			about: "print the version",
		},
		{
			name: "completion", args: "SHELL", most: 1, words: shellNames, run: (*session).completion,
			about: "print a shell completion script",
			more:  completionHelp,
		},
		{
			name: "man", most: 0, run: (*session).man,
			about: "print the manual page",
		},
	}
}

// commandNamed returns the command, or nil.
func commandNamed(name string) *command {
	all := commands()
	if i := slices.IndexFunc(all, func(c *command) bool { return c.name == name || slices.Contains(c.aliases, name) }); i >= 0 {
		return all[i]
	}
	return nil
}

// commandNames are the names of all commands and of help, which the parser itself obeys.
func commandNames() []string {
	var names []string
	for _, c := range commands() {
		names = append(append(names, c.name), c.aliases...)
	}
	return append(names, "help")
}
