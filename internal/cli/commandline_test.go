package cli

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func noEnv(string) (string, bool) { return "", false }

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		name string
		args string
		want string // the arguments of the library, without the program's name
	}{
		{"nothing", "", "lint --"},
		{"a path", "a.yaml", "lint -- a.yaml"},
		{"the command and a path", "lint a.yaml", "lint -- a.yaml"},
		{"flags before", "--format json a.yaml b.yaml", "lint --format=json -- a.yaml b.yaml"},
		{"flags between and after", "a.yaml --format=json b.yaml -q", "lint --format=json --quiet=true -- a.yaml b.yaml"},
		{"flags before the command", "--format markdown rules", "rules --format=markdown --"},
		{"a switch takes no value", "-q a.yaml", "lint --quiet=true -- a.yaml"},
		{"a switch set to false", "--quiet=false a.yaml", "lint --quiet=false -- a.yaml"},
		{"a value with an equals sign", "--output sarif=C:\\out.sarif", "lint --output=sarif=C:\\out.sarif --"},
		{"a value that looks like a flag", "--exclude=-x .", "lint --exclude=-x -- ."},
		{"a value that is a hyphen", "--stdin-filename - -", "lint --stdin-filename=- -- -"},
		{"repeated", "--exclude a --exclude a,b .", "lint --exclude=a --exclude=a,b -- ."},
		{"after the dashes", "-q -- -v lint --format", "lint --quiet=true -- -v lint --format"},
		{"a command after the dashes", "-- rules", "lint -- rules"},
		{"the command's name twice", "lint lint", "lint -- lint"},
		{"the same value twice", "--format json --format json", "lint --format=json --format=json --"},
		{"version as a flag", "--version --json", "version --json=true --"},
		{"standard input", "- -q", "lint --quiet=true -- -"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, err := parse(strings.Fields(tt.args), t.TempDir(), noEnv)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(l.canonical()[1:], " "); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestParseEnvironment(t *testing.T) {
	for _, tt := range []struct {
		name string
		env  map[string]string
		args string
		want string
	}{
		{"a value", map[string]string{"TENANTLINT_FORMAT": "json"}, "", "lint --format=json --"},
		{"a switch", map[string]string{"TENANTLINT_TRACKED_ONLY": "1"}, "", "lint --tracked-only=true --"},
		{"an empty variable counts as unset", map[string]string{"TENANTLINT_FORMAT": ""}, "", "lint --"},
		{"one value per line", map[string]string{"TENANTLINT_EXCLUDE": " a,b \n\nc\r\n"}, "", "lint --exclude=a,b --exclude=c --"},
		{"the flag takes precedence", map[string]string{"TENANTLINT_FORMAT": "json", "TENANTLINT_EXCLUDE": "a"}, "--format sarif --exclude b", "lint --format=sarif --exclude=b --"},
		{"an excluding flag takes precedence", map[string]string{"TENANTLINT_QUIET": "true", "TENANTLINT_ONLY": "domain"}, "-v --enable parse", "lint --verbose=true --enable=parse --"},
		{"input has some of the flags", map[string]string{"TENANTLINT_EXCLUDE": "a", "TENANTLINT_FORMAT": "json"}, "input", "input --exclude=a --"},
		{"other commands ignore them", map[string]string{"TENANTLINT_FORMAT": "sarif", "TENANTLINT_JSON": "true"}, "version", "version --"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, err := parse(strings.Fields(tt.args), t.TempDir(), func(name string) (string, bool) {
				value, ok := tt.env[name]
				return value, ok
			})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(l.canonical()[1:], " "); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestFlagsAgree checks that a flag has one shape in all commands, because flags are parsed before the command is
// known.
func TestFlagsAgree(t *testing.T) {
	shapes := map[string]string{}
	for _, c := range commands() {
		for _, o := range c.flags {
			for _, name := range []string{"--" + o.name, "-" + o.short} {
				if name == "-" {
					continue
				}
				if c.name == "graph" && o.name == "findings" {
					continue // for lint it takes a value, see TestTwoMeanings
				}
				shape := o.name + ", a switch: " + map[bool]string{true: "yes", false: "no"}[o.value == ""]
				if before, ok := shapes[name]; ok && before != shape {
					t.Errorf("%s of %s: %s; elsewhere %s", name, c.name, shape, before)
				}
				shapes[name] = shape
			}
			if o.summary == "" {
				t.Errorf("--%s of %s has no help", o.name, c.name)
			}
		}
	}
	for _, pair := range exclusiveFlags {
		for _, name := range pair {
			if _, ok := shapes["--"+name]; !ok {
				t.Errorf("no flag --%s", name)
			}
		}
	}
}

// TestTwoMeanings checks that a flag with two meanings has that of the command before it.
func TestTwoMeanings(t *testing.T) {
	for line, want := range map[string]string{
		"graph --findings a.yaml":        "graph --findings=true -- a.yaml",
		"lint --findings a.json a.yaml":  "lint --findings=a.json -- a.yaml",
		"--findings a.json a.yaml":       "lint --findings=a.json -- a.yaml",
		"check --findings=a.json a.yaml": "lint --findings=a.json -- a.yaml",
	} {
		l, err := parse(strings.Fields(line), t.TempDir(), noEnv)
		if err != nil {
			l.command = lookupCommand("lint")
		}
		if got := strings.Join(l.canonical()[1:], " "); err != nil && !strings.Contains(err.Error(), "a.yaml") || got != want {
			t.Errorf("%s: %q, %v; want %q", line, got, err, want)
		}
	}
}

// FuzzParse checks that any command line either parses or is a usage error, and that the canonical arguments for the
// library parse to the same result.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"a.yaml --format json", "-q\x00--\x00rules", "help lint", "--output sarif=x --output=json=y -h", "--=", "-", "--exclude= .", "explain domain/x"} {
		f.Add(strings.ReplaceAll(seed, " ", "\x00"))
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, typed string) {
		args := strings.Split(typed, "\x00")
		l, err := parse(args, dir, noEnv)
		if err != nil {
			if _, ok := errors.AsType[*usageError](err); !ok {
				t.Fatalf("%q: %v is not a usage error", args, err)
			}
			return
		}
		if l.help { // the library is not called
			return
		}
		again, err := parse(l.canonical()[1:], dir, noEnv)
		if err != nil {
			t.Fatalf("%q: canonical: %v", args, err)
		}
		if diff := cmp.Diff(l.canonical(), again.canonical()); diff != "" {
			t.Errorf("%q (-first +again):\n%s", args, diff)
		}
	})
}

func TestCommandNames(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range commandNames() {
		seen[name] = true
	}
	if len(seen) != len(commandNames()) {
		t.Errorf("two commands share a name: %v", slices.Sorted(maps.Keys(seen)))
	}
}
