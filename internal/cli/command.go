package cli

import (
	"slices"
	"sync"

	"github.com/urfave/cli/v2"
)

// command describes one command. The parser, the help, the manual page and the completion are generated from it.
type command struct {
	name string
	// aliases are other names of the command.
	aliases []string
	// args shows the arguments in the help; maxArgs is the maximum number of them, or -1 for any number.
	args    string
	maxArgs int
	// summary is a single line; details contains the paragraphs of the command's help.
	summary string
	details string
	flags   []option
	// completions returns the arguments that the completion offers instead of file names.
	completions func() []string
	run         func(*session, *cli.Context) error
}

func (c *command) option(name string) *option {
	for i := range c.flags {
		if c.flags[i].name == name {
			return &c.flags[i]
		}
	}
	return nil
}

// commandTable contains all commands. It is built on first use: an initializer would refer to itself, because some
// commands print the table.
var commandTable struct {
	once     sync.Once
	commands []*command
}

// commands returns all commands in the order of the help.
func commands() []*command {
	commandTable.once.Do(func() { commandTable.commands = newCommands() })
	return commandTable.commands
}

func newCommands() []*command {
	return []*command{
		{
			name: "lint", aliases: []string{"check", "validate"}, args: "[PATH...]", maxArgs: -1, flags: lintOptions(), run: (*session).lint,
			summary: "check manifests (default command)",
			details: lintHelp,
		},
		{
			name: "fix", args: "[PATH...]", maxArgs: -1, flags: fixOptions(), run: (*session).fix,
			summary: "fix findings that have a single correct repair; prints a diff unless --write is given",
			details: fixHelp,
		},
		{
			name: "import", args: "PATH...", maxArgs: -1, flags: importOptions(), run: (*session).importExports,
			summary: "create manifests from exports; prints a diff unless --write is given",
			details: importHelp,
		},
		{
			name: "drift", args: "EXPORT... [-- PATH...]", maxArgs: -1, flags: driftOptions(), run: (*session).drift,
			summary: "compare exports of the live tenants with the manifests",
			details: driftHelp,
		},
		{
			name: "explain", args: "RULE|GROUP|KIND[.FIELD]", maxArgs: 1, completions: explainTopics, run: (*session).explain,
			flags:   explainOptions(),
			summary: "explain a rule, list a group, or describe a kind of manifest or a field",
		},
		{
			name: "rules", maxArgs: 0, run: (*session).rules,
			flags:   ruleOptions(rulesFormats, "text (default), json or markdown"),
			summary: "list the rules",
		},
		{
			name: "data", maxArgs: 0, run: (*session).data,
			flags:   []option{{name: "format", value: "FORMAT", values: rulesFormats, closed: true, summary: "text (default), json or markdown"}},
			summary: "list the locations, types, roles and products that the rules know, and how old the data is",
		},
		{
			name: "schema", args: "[manifest|config|output|input]", maxArgs: 1, completions: schemaNames, run: (*session).schema,
			summary: "print a JSON Schema: of a manifest (default), the configuration, the report or the input",
		},
		{
			name: "config", args: "[show|verify]", maxArgs: 1, flags: configOptions(), completions: configActions, run: (*session).config,
			summary: "show the effective settings and where each comes from, or check the configuration",
		},
		{
			name: "init", maxArgs: 0, run: (*session).init,
			summary: "create a configuration and a first manifest",
		},
		{
			name:        "policy",
			args:        "new GROUP/NAME [DIR] | check [DIR...] | test [DIR...]",
			maxArgs:     -1,
			flags:       policyOptions(),
			completions: policyActions,
			run:         (*session).policy,
			summary:     "create, check and test custom rules",
			details:     policyHelp,
		},
		{
			name: "input", args: "[PATH...]", maxArgs: -1, flags: shardOptions(), run: (*session).input,
			summary: "print the input that the policies evaluate, as JSON",
			details: inputHelp,
		},
		{
			name: "graph", args: "[PATH...]", maxArgs: -1, flags: graphOptions(), run: (*session).graph,
			summary: "draw the topology as Mermaid, Graphviz, SVG or JSON",
			details: graphHelp,
		},
		{
			name: "bundle", maxArgs: 0, flags: bundleOptions(), run: (*session).bundle,
			summary: "write the policies as a bundle for Open Policy Agent",
			details: bundleHelp,
		},
		{
			name: "lsp", maxArgs: 0, flags: lspOptions(), run: (*session).lsp,
			summary: "run the language server for editors (LSP)",
			details: lspHelp,
		},
		{
			name: "version", maxArgs: 0, run: (*session).version,
			flags:   []option{{name: "json", summary: "print JSON"}},
			summary: "print the version",
		},
		{
			name: "completion", args: "SHELL", maxArgs: 1, completions: shellNames, run: (*session).completion,
			summary: "print a shell completion script",
			details: completionHelp,
		},
		{
			name: "man", maxArgs: 0, run: (*session).man,
			summary: "print the manual page",
		},
	}
}

// lookupCommand returns the command with a name or alias, or nil.
func lookupCommand(name string) *command {
	all := commands()
	if i := slices.IndexFunc(all, func(c *command) bool { return c.name == name || slices.Contains(c.aliases, name) }); i >= 0 {
		return all[i]
	}
	return nil
}

// commandNames returns the names and aliases of all commands, and help, which the parser handles itself.
func commandNames() []string {
	var names []string
	for _, c := range commands() {
		names = append(append(names, c.name), c.aliases...)
	}
	return append(names, "help")
}
