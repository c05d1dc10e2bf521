package cli

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// option describes one flag. The parser, the help, the manual page and the completion are generated from it.
type option struct {
	name, short string
	// value is the placeholder of the value in the help; it is empty for a switch.
	value string
	// repeatable is true if the flag may be repeated.
	repeatable bool
	// closed is true if only the words that values returns are valid.
	closed bool
	values func() []string
	// env is true if the flag can be set by the environment variable TENANTLINT_<NAME>.
	env bool
	// group is the heading under which the help shows the flag.
	group, summary string
}

// envVar returns the name of the flag's environment variable.
func (o *option) envVar() string {
	return "TENANTLINT_" + strings.ToUpper(strings.ReplaceAll(o.name, "-", "_"))
}

// Headings of the flags in the help.
const (
	groupInput  = "File selection"
	groupRules  = "Rule selection"
	groupReport = "Output"
)

func levelValues() []string { return []string{"error", "warning", "note"} }

func failOnValues() []string { return append(levelValues(), never) }

// never is the value of --fail-on with which no finding fails the run, and of --color without color.
const never = "never"

func colorValues() []string { return []string{"auto", "always", never} }

// ruleIDs returns the ids of all rules.
func ruleIDs() []string {
	rules := policy.Rules()
	ids := make([]string, len(rules))
	for i, rule := range rules {
		ids[i] = rule.ID
	}
	return ids
}

// ruleNames returns the ids of all rules, then their groups.
func ruleNames() []string {
	ids := ruleIDs()
	groups := make([]string, len(ids))
	for i, id := range ids {
		groups[i], _, _ = strings.Cut(id, "/")
	}
	slices.Sort(groups)
	return append(ids, slices.Compact(groups)...)
}

// ruleSetOptions returns the flags that define the set of rules.
func ruleSetOptions() []option {
	return []option{
		{
			name:       "policy",
			value:      "DIR",
			repeatable: true,
			env:        true,
			group:      groupRules,
			summary:    "add custom rules from DIR, which contains GROUP/NAME/rule.rego",
		},
	}
}

// configFileOptions returns the flags that select the configuration.
func configFileOptions() []option {
	return slices.DeleteFunc(inputOptions(), func(o option) bool { return o.name != "config" && o.name != "no-config" })
}

// explainOptions returns the flags of explain.
func explainOptions() []option {
	return append(
		[]option{{name: "examples", summary: "show every failing and passing example"}},
		ruleOptions(explainFormats, "text (default) or markdown")...)
}

// explainTopics returns the rules, their groups and the kinds of manifest.
func explainTopics() []string { return append(ruleNames(), vocabulary.Kinds()...) }

// ruleOptions returns the flags of a command that prints rules in one of several formats.
func ruleOptions(formats func() []string, summary string) []option {
	format := option{name: "format", value: "FORMAT", values: formats, closed: true, summary: summary}
	options := []option{format}
	for _, o := range slices.Concat(ruleSetOptions(), configFileOptions()) {
		o.group = ""
		options = append(options, o)
	}
	return options
}

// inputOptions returns the flags that select files. All commands that read manifests share them.
func inputOptions() []option {
	return []option{
		{
			name:       "exclude",
			value:      "GLOB",
			repeatable: true,
			env:        true,
			group:      groupInput,
			summary:    "exclude paths that match GLOB (relative to the repository root)",
		},
		{name: "tracked-only", env: true, group: groupInput, summary: "check only files that git tracks"},
		{name: "stdin-filename", value: "PATH", env: true, group: groupInput, summary: `treat standard input ("-") as the content of PATH`},
		{name: "config", value: "FILE", env: true, group: groupInput, summary: "use FILE as the configuration instead of .tenantlint.yaml"},
		{name: "no-config", env: true, group: groupInput, summary: "ignore .tenantlint.yaml"},
		{name: "allow-empty", env: true, group: groupInput, summary: "exit 0 rather than 3 if there is nothing to check"},
	}
}

func lintOptions() []option {
	return append(inputOptions(), []option{
		{name: "list-files", env: true, group: groupInput, summary: "list the files that contain manifests, one per line, without checking them"},
		{name: "null", short: "0", group: groupInput, summary: "separate the names of --list-files with NUL, for xargs -0"},
		{
			name:    "against",
			value:   "REV",
			env:     true,
			group:   groupInput,
			summary: "also report what changed since REV: a git revision, or a folder of manifests or exports",
		},
		{
			name:       "findings",
			value:      "FILE",
			repeatable: true,
			group:      groupInput,
			summary:    "report what servers of OPA found in the shards of tenantlint input, instead of evaluating",
		},
		ruleSetOptions()[0],
		{name: "enable", value: "RULE", repeatable: true, values: ruleNames, env: true, group: groupRules, summary: "turn on a rule or group"},
		{name: "disable", value: "RULE", repeatable: true, values: ruleNames, env: true, group: groupRules, summary: "turn off a rule or group"},
		{name: "only", value: "RULE", repeatable: true, values: ruleNames, env: true, group: groupRules, summary: "run only these rules or groups"},
		{name: "severity", value: "RULE=LEVEL", repeatable: true, env: true, group: groupRules, summary: "change the level of a rule or group"},
		{
			name:    "min-severity",
			value:   "LEVEL",
			values:  levelValues,
			closed:  true,
			env:     true,
			group:   groupRules,
			summary: "hide findings below LEVEL: error, warning or note",
		},
		{
			name:    "config-from",
			value:   "REV",
			env:     true,
			group:   groupRules,
			summary: "take configuration, baseline and policies from a git revision instead of the working tree",
		},
		{name: "new-only", env: true, group: groupReport, summary: "with --against, hide findings that already exist in REV"},
		{name: "baseline", value: "FILE", env: true, group: groupReport, summary: "hide the findings recorded in FILE"},
		{name: "write-baseline", value: "FILE", group: groupReport, summary: "record the current findings in FILE, and hide them from now on"},
		{name: "prune-baseline", group: groupReport, summary: "remove baseline entries that no longer match a finding; adds none"},
		{name: "no-ignores", env: true, group: groupReport, summary: "also report suppressed findings"},
		{name: "today", value: "DATE", env: true, group: groupReport, summary: "use DATE as today, such as 2027-01-31, to expire suppressions"},
		{
			name:    "fail-on",
			value:   "LEVEL",
			values:  failOnValues,
			closed:  true,
			env:     true,
			group:   groupReport,
			summary: "exit 1 if there is a finding at or above LEVEL: error (default), warning, note or never",
		},
		{name: "exit-zero", env: true, group: groupReport, summary: "always exit 0, even with findings"},
		{
			name:    "format",
			value:   "FORMAT",
			values:  formatNames,
			closed:  true,
			env:     true,
			group:   groupReport,
			summary: "format of the report on standard output, see below",
		},
		{
			name:       "output",
			value:      "FORMAT=PATH",
			repeatable: true,
			env:        true,
			group:      groupReport,
			summary:    `also write a report to PATH; "-" is standard output`,
		},
		{
			name:    "sarif-suppressed",
			env:     true,
			group:   groupReport,
			summary: "include suppressed and baselined findings in SARIF, marked as suppressed",
		},
		{name: "color", value: "WHEN", values: colorValues, closed: true, env: true, group: groupReport, summary: "auto (default), always or never"},
		{name: "all", env: true, group: groupReport, summary: "show every finding; by default text shows a few of many alike in a file"},
		{name: "statistics", env: true, group: groupReport, summary: "show the number of findings per rule instead of the findings"},
		{name: "quiet", short: "q", env: true, group: groupReport, summary: "print nothing if there are no findings"},
		{name: "verbose", short: "v", env: true, group: groupReport, summary: "print to standard error what was read and what was skipped"},
		{
			name:    "stats",
			env:     true,
			group:   groupReport,
			summary: "print to standard error how long each stage and the slowest rules took; all rules with -v",
		},
		{name: "cpuprofile", value: "FILE", env: true, group: groupReport, summary: "write a CPU profile to FILE, for go tool pprof"},
	}...)
}

// exclusiveFlags are pairs of flags that exclude each other. A flag on the command line overrides an excluded one from
// the environment.
var exclusiveFlags = [][2]string{
	{"quiet", "verbose"},
	{"all", "statistics"},
	{"statistics", "format"},
	{"config", "no-config"},
	{"config", "config-from"},
	{"config-from", "no-config"},
	{"config-from", "write-baseline"},
	{"config-from", "prune-baseline"},
	{"baseline", "write-baseline"},
	{"list-files", "write-baseline"},
	{"prune-baseline", "write-baseline"},
	{"list-files", "prune-baseline"},
	{"only", "enable"},
	{"exit-zero", "fail-on"},
	{"list-files", "format"},
	{"list-files", "output"},
	{"list-files", "against"},
	{"list-files", "stats"},
	{"diff", "write"},
}

// multiValue collects the values of a repeated flag. The library's own slices split at commas, which globs may contain.
type multiValue []string

// Set adds a value.
func (v *multiValue) Set(s string) error {
	*v = append(*v, s)
	return nil
}

// String joins the values; the library requires it.
func (v *multiValue) String() string { return strings.Join(*v, " ") }

// libraryFlags converts options to flags of the library.
func libraryFlags(options []*option) []cli.Flag {
	flags := make([]cli.Flag, 0, len(options))
	for _, o := range options {
		switch {
		case o.value == "":
			flags = append(flags, &cli.BoolFlag{Name: o.name})
		case o.repeatable:
			flags = append(flags, &cli.GenericFlag{Name: o.name, Value: &multiValue{}})
		default:
			flags = append(flags, &cli.StringFlag{Name: o.name})
		}
	}
	return flags
}

// flagValues returns the values of a repeated flag.
func flagValues(ctx *cli.Context, name string) []string {
	if v, ok := ctx.Generic(name).(*multiValue); ok {
		return *v
	}
	return nil
}
