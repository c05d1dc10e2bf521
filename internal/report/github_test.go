package report_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/reporttest"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
)

func github(t *testing.T, run *result.Run) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.GitHub(&b, run, report.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// command is a workflow command as parsed by the runner of GitHub Actions.
type command struct {
	name       string
	properties map[string]string
	message    string
}

var (
	decodeData     = strings.NewReplacer("%0D", "\r", "%0A", "\n", "%25", "%")
	decodeProperty = strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
)

// parseCommand parses a line like actions/runner (ActionCommand.TryParseV2): a command is everything between two colons at
// the start of the line, after optional whitespace, and the next two colons.
func parseCommand(line string) (command, bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(line), "::")
	if !ok {
		return command{}, false
	}
	head, message, ok := strings.Cut(rest, "::")
	if !ok {
		return command{}, false
	}
	c := command{properties: map[string]string{}, message: decodeData.Replace(message)}
	name, list, _ := strings.Cut(head, " ")
	c.name = name
	for pair := range strings.SplitSeq(list, ",") {
		if key, value, ok := strings.Cut(strings.TrimSpace(pair), "="); ok {
			c.properties[key] = decodeProperty.Replace(value)
		}
	}
	return c, true
}

// TestGitHubCommands checks that the runner finds one command for each location, with the message of the finding.
func TestGitHubCommands(t *testing.T) {
	run := reporttest.Run()
	var got []string
	for line := range strings.Lines(github(t, run)) {
		if c, ok := parseCommand(line); ok {
			location := c.properties["file"] + ":" + c.properties["line"]
			if !strings.HasPrefix(c.message, location+":") {
				t.Errorf("message %q of the command for %s does not start with the location", c.message, location)
			}
			got = append(got, c.name+" "+location+" "+c.properties["title"])
		}
	}
	names := map[problem.Level]string{problem.Error: "error", problem.Warning: "warning", problem.Note: "notice"}
	var want []string
	for _, f := range run.Findings {
		for _, s := range f.Locations {
			want = append(want, names[f.Level]+" "+s.File.Path+":"+strconv.Itoa(s.File.Position(s.Span.Start).Line)+" "+f.Rule.ID)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestGitHubEscape(t *testing.T) {
	for name, test := range map[string]struct{ path, message, file, want string }{
		"plain":             {"a.yaml", "m", "a.yaml", "a.yaml:1:1: m"},
		"percent":           {"100%25,a.yaml", "50% %0A", "100%25,a.yaml", "100%25,a.yaml:1:1: 50% %0A"},
		"colon and comma":   {"a:b,line=9.yaml", "x::y, z=1", "a:b,line=9.yaml", "a:b,line=9.yaml:1:1: x::y, z=1"},
		"end of a command":  {"a::b.yaml", "::error::x", "a::b.yaml", "a::b.yaml:1:1: ::error::x"},
		"line ends":         {"a\r\nb.yaml", "x\n::error::y", `a\x0d\x0ab.yaml`, `a\x0d\x0ab.yaml:1:1: x\x0a::error::y`},
		"another pipeline":  {"a.yaml", "##vso[task.complete]", "a.yaml", `a.yaml:1:1: \x23#vso[task.complete]`},
		"escape sequence":   {"a.yaml", "\x1b[31m", "a.yaml", `a.yaml:1:1: \x1b[31m`},
		"beyond the colons": {"größe & co.yaml", "東京", "größe & co.yaml", "größe & co.yaml:1:1: 東京"},
	} {
		t.Run(name, func(t *testing.T) {
			at := problem.Location{File: source.NewFile(test.path, []byte("a: 1\n")), Span: source.Span{Start: 0, End: 1}}
			run := &result.Run{Findings: []finding.Finding{finding.New(problem.Problem{Level: problem.Error, Message: problem.Literal(test.message), Locations: []problem.Location{at}}, plainRule)}}
			line, _, _ := strings.Cut(github(t, run), "\n")
			c, ok := parseCommand(line)
			if !ok || c.properties["file"] != test.file || c.message != test.want+" [a/b]" || len(c.properties) != 6 {
				t.Errorf("%q is parsed as %v %q", line, c.properties, c.message)
			}
		})
	}
}

// TestRepositoryPath checks that paths are relative to the root of the repository, even if the root of the run is a folder
// in it.
func TestRepositoryPath(t *testing.T) {
	nested := &result.Repository{Folder: "infra/tenants"}
	for _, test := range []struct {
		repository *result.Repository
		path, want string
	}{
		{nil, "a.yaml", "a.yaml"},
		{nil, "./a.yaml", "a.yaml"},
		{&result.Repository{}, "a/b.yaml", "a/b.yaml"},
		{nested, "a/b.yaml", "infra/tenants/a/b.yaml"},
		{nested, "..a.yaml", "infra/tenants/..a.yaml"},
		{nested, "../a.yaml", "../a.yaml"},
		{nested, "/srv/a.yaml", "/srv/a.yaml"},
		{nested, "C:/srv/a.yaml", "C:/srv/a.yaml"},
		{nested, "1:/a.yaml", "infra/tenants/1:/a.yaml"},
		{nested, "a:b.yaml", "infra/tenants/a:b.yaml"},
		{nested, source.StdinPath, source.StdinPath},
	} {
		if got := test.repository.Path(test.path); got != test.want {
			t.Errorf("Path(%q) = %q, want %q", test.path, got, test.want)
		}
	}
	run := reporttest.Run()
	run.Repository = nested
	first, _, _ := strings.Cut(github(t, run), "\n")
	if c, _ := parseCommand(first); c.properties["file"] != "infra/tenants/environments/broken.yaml" {
		t.Errorf("file %q", c.properties["file"])
	}
}

// FuzzGitHub checks that the runner executes one command for each location and no other, for any strings in a run.
func FuzzGitHub(f *testing.F) {
	f.Add("a: 1\n", 0, 1)
	f.Add("\n::error file=x::y", 1, 4)
	f.Add(",line=1::x%0A%250A", 0, 3)
	f.Add("\r\r\n##[error]##vso[x]\xff\u2028::stop-commands::x", 2, 9)
	f.Fuzz(func(t *testing.T, s string, start, end int) {
		executed := 0
		for line := range strings.Lines(strings.ReplaceAll(github(t, hostile(s, start, end)), "\r", "\n")) {
			if strings.Contains(line, "##[") || strings.Contains(strings.ToLower(line), "##vso[") {
				t.Errorf("line %q contains a command", line)
			}
			for _, r := range strings.TrimSuffix(line, "\n") {
				if r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 {
					t.Errorf("line %q contains %U", line, r)
				}
			}
			c, ok := parseCommand(line)
			if !ok {
				continue
			}
			executed++
			for key := range c.properties {
				switch key {
				case "file", "line", "endLine", "col", "endColumn", "title":
				default:
					t.Errorf("unexpected property %q in %q", key, line)
				}
			}
			if c.name != "error" || strings.Contains(c.message, "\r") {
				t.Errorf("command %q, message %q", c.name, c.message)
			}
		}
		if executed != 2 {
			t.Errorf("%q: %d commands for two locations", s, executed)
		}
	})
}

// GitHub drops annotations above ten per level, so the log contains the number of dropped ones.
func TestGitHubAnnotationLimit(t *testing.T) {
	for n, want := range map[int]string{10: "", 13: "GitHub annotates 10 lines of each level in a step; this log lists 3 more."} {
		run := inOneFile(n, "\n")
		for i := range run.Findings {
			run.Findings[i].Level = problem.Error
		}
		got := github(t, run)
		if annotated := strings.Contains(got, "GitHub annotates"); annotated != (want != "") || !strings.Contains(got, want) {
			t.Errorf("%d errors:\n%s", n, got)
		}
	}
}
