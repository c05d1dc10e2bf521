package cli

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

// commandLine is a parsed command line. The library mistakes a flag after a path for a path, so it gets the flags
// first.
type commandLine struct {
	command *command
	help    bool
	flags   []givenFlag
	rest    []string
	// afterDashes is the number of words of rest that came after "--".
	afterDashes int
}

// givenFlag is a flag that was set.
type givenFlag struct {
	option *option
	value  string
	// origin is what messages call the flag: "--format", or the variable that set it.
	origin  string
	fromEnv bool
}

// canonical returns the arguments for the library: program, command, flags by their long names, and all other words.
func (l *commandLine) canonical() []string {
	args := []string{"tenantlint", l.command.name}
	for _, f := range l.flags {
		args = append(args, "--"+f.option.name+"="+f.value)
	}
	return append(append(args, "--"), l.rest...)
}

// options returns the flags that were set, without duplicates.
func (l *commandLine) options() []*option {
	var all []*option
	for _, g := range l.flags {
		if !slices.Contains(all, g.option) {
			all = append(all, g.option)
		}
	}
	return all
}

// has reports whether the command line itself sets a flag, not the environment.
func (l *commandLine) has(name string) bool {
	return slices.ContainsFunc(l.flags, func(g givenFlag) bool { return g.option.name == name && !g.fromEnv })
}

// parse parses args. Flags and other words may come in any order; after "--" nothing is a flag or a command. The first
// word is the command if it is the name of one.
func parse(args []string, dir string, lookup func(string) (string, bool)) (commandLine, error) {
	var l commandLine
	s := l.scan(args)
	if err := l.resolveCommand(s, dir); err != nil || l.help {
		return l, err
	}
	if s.unknown != "" {
		return l, l.unknownFlag(s.unknown)
	}
	if err := l.resolveFlags(); err != nil {
		return l, err
	}
	if maxArgs := l.command.maxArgs; maxArgs >= 0 && len(l.rest) > maxArgs {
		return l, l.usage("unexpected argument " + quoted(l.rest[maxArgs]))
	}
	l.addEnvironment(lookup)
	return l, l.validate()
}

// scanResult is the result of scanning a command line.
type scanResult struct {
	hasWord bool   // a word comes before "--"
	version bool   // --version
	unknown string // the first flag that no command has
}

// scan separates flags, their values and words, before the command is known.
func (l *commandLine) scan(args []string) scanResult {
	var s scanResult
	first := ""
	if len(args) > 0 {
		first = args[0]
	}
	known := knownFlags(first)
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			l.rest = append(l.rest, args[i+1:]...)
			l.afterDashes = len(args) - i - 1
			break
		}
		if !isFlag(arg) {
			l.rest = append(l.rest, arg)
			s.hasWord = true
			continue
		}
		name, value, hasValue := strings.Cut(arg, "=")
		o := known[name]
		switch {
		case name == "--help" || name == "-h":
			l.help = true
		case name == "--version":
			s.version = true
		case o == nil:
			s.unknown = cmp.Or(s.unknown, name)
		case o.value == "" && !hasValue:
			l.add(o, "true")
		case o.value != "" && !hasValue && i+1 < len(args) && !isFlag(args[i+1]):
			i++
			l.add(o, args[i])
		default:
			l.add(o, value)
		}
	}
	return s
}

func (l *commandLine) add(o *option, value string) {
	l.flags = append(l.flags, givenFlag{option: o, value: value, origin: "--" + o.name})
}

// knownFlags returns the flags of all commands as they are typed. If several commands have a flag of one name, any of
// them will do, because either all of them take a value or none does. Where that is not so, the flag of the command
// that the first word names takes precedence, or else that of lint.
func knownFlags(first string) map[string]*option {
	known := map[string]*option{}
	current := lookupCommand(first)
	if current == nil {
		current = lookupCommand("lint")
	}
	for _, c := range slices.Concat(commands(), []*command{current}) {
		for i := range c.flags {
			known["--"+c.flags[i].name] = &c.flags[i]
			if c.flags[i].short != "" {
				known["-"+c.flags[i].short] = &c.flags[i]
			}
		}
	}
	return known
}

// isFlag reports whether arg is a flag; a value that looks like one must be given after "=".
func isFlag(arg string) bool { return len(arg) > 1 && arg[0] == '-' }

// resolveCommand determines the command, which is lint unless the first word is the name of another.
func (l *commandLine) resolveCommand(s scanResult, dir string) error {
	l.command = lookupCommand("lint")
	if s.version {
		l.command = lookupCommand("version")
		return nil
	}
	if !s.hasWord {
		if l.help {
			l.command = nil
		}
		return nil
	}
	first := l.rest[0]
	if first == "help" {
		l.help = true
		l.command = nil
		return l.resolveTopic(l.rest[1:])
	}
	if c := lookupCommand(first); c != nil {
		l.command, l.rest = c, l.rest[1:]
		return nil
	}
	if _, err := os.Lstat(filepath.Join(dir, first)); err == nil || l.help {
		return nil
	}
	if isRule(first) {
		return &usageError{message: quoted(first) + " is a rule; to read about it: tenantlint explain " + first}
	}
	if near, ok := suggest.Nearest(first, commandNames()); ok && !strings.ContainsAny(first, `./\`) {
		return &usageError{message: "unknown command " + quoted(first) + didYouMean(near, ok)}
	}
	return nil
}

// resolveTopic determines which help was requested.
func (l *commandLine) resolveTopic(words []string) error {
	if len(words) == 0 {
		return nil
	}
	if l.command = lookupCommand(words[0]); l.command != nil || words[0] == "help" {
		return nil
	}
	if isRule(words[0]) {
		return &usageError{message: quoted(words[0]) + " is a rule; to read about it: tenantlint explain " + words[0]}
	}
	near, ok := suggest.Nearest(words[0], commandNames())
	return &usageError{message: "no help on " + quoted(words[0]) + didYouMean(near, ok)}
}

func isRule(word string) bool {
	_, ok := policy.Lookup(word)
	return ok
}

// unknownFlag returns the error for a flag that no command has.
func (l *commandLine) unknownFlag(name string) error {
	names := []string{"help"}
	for i := range l.command.flags {
		names = append(names, l.command.flags[i].name)
	}
	// Compare without the dashes: "-format" then suggests "--format", and "--x" nothing.
	near, ok := suggest.Nearest(strings.TrimLeft(name, "-"), names)
	return l.usage("unknown flag " + quoted(name) + didYouMean("--"+near, ok))
}

// resolveFlags replaces each flag with that of the command, because other commands may have a flag of the same name.
func (l *commandLine) resolveFlags() error {
	for i := range l.flags {
		name := l.flags[i].option.name
		if l.flags[i].option = l.command.option(name); l.flags[i].option == nil {
			return l.usage(quoted("--"+name) + " is not a flag of " + quoted("tenantlint "+l.command.name))
		}
	}
	return nil
}

// isOverridden reports whether the command line itself sets the flag, or one that excludes it.
func (l *commandLine) isOverridden(name string) bool {
	return l.has(name) || slices.ContainsFunc(exclusiveFlags, func(pair [2]string) bool {
		return pair[0] == name && l.has(pair[1]) || pair[1] == name && l.has(pair[0])
	})
}

// addEnvironment adds the flags that environment variables set, unless the command line overrides them.
func (l *commandLine) addEnvironment(lookup func(string) (string, bool)) {
	for i := range l.command.flags {
		o := &l.command.flags[i]
		text, _ := lookup(o.envVar())
		if !o.env || text == "" || l.isOverridden(o.name) {
			continue
		}
		values := []string{text}
		if o.repeatable {
			values = strings.Split(text, "\n")
		}
		for _, value := range values {
			if value = strings.TrimSpace(value); value != "" {
				l.flags = append(l.flags, givenFlag{option: o, value: value, origin: o.envVar(), fromEnv: true})
			}
		}
	}
}

// validate returns an error for invalid values, and for flags that exclude each other.
func (l *commandLine) validate() error {
	seen := map[string]givenFlag{}
	for i := range l.flags {
		f := &l.flags[i]
		switch {
		case f.value == "":
			return l.usage(f.origin + " needs a value: " + f.option.value)
		case f.option.value == "":
			on, err := strconv.ParseBool(f.value)
			if err != nil {
				return l.usage(f.origin + " takes true or false, not " + quoted(f.value))
			}
			f.value = strconv.FormatBool(on)
		case f.option.closed:
			if words := f.option.values(); !slices.Contains(words, f.value) {
				near, ok := suggest.Nearest(f.value, words)
				return l.usage("invalid value " + quoted(f.value) + " for " + f.origin + ": want " + strings.Join(words, ", ") + didYouMean(near, ok))
			}
		}
		if before, ok := seen[f.option.name]; ok && !f.option.repeatable && before.value != f.value {
			return l.usage(f.origin + " is given twice, as " + quoted(before.value) + " and " + quoted(f.value))
		}
		seen[f.option.name] = *f
	}
	for _, pair := range exclusiveFlags {
		a, okA := seen[pair[0]]
		b, okB := seen[pair[1]]
		if okA && okB && a.value != "false" && b.value != "false" {
			return l.usage(a.origin + " and " + b.origin + " contradict each other; leave one out")
		}
	}
	return nil
}

func (l *commandLine) usage(message string) error {
	return &usageError{message: message, help: l.command.name}
}

func quoted(s string) string { return strconv.Quote(s) }

// didYouMean returns the end of a message that suggests a similar word, or nothing if ok is false.
func didYouMean(near string, ok bool) string {
	if !ok {
		return ""
	}
	return "; did you mean " + quoted(near) + "?"
}
