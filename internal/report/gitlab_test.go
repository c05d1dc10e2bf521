package report_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/reporttest"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

// issue is the part of an issue that the tests read.
type issue struct {
	Fingerprint string `json:"fingerprint"`
	Severity    string `json:"severity"`
	Location    struct {
		Path string `json:"path"`
	} `json:"location"`
}

// gitlab writes a run, and checks the report against the schema of GitLab.
func gitlab(t *testing.T, run *result.Run) []issue {
	t.Helper()
	var b bytes.Buffer
	if err := report.GitLab(&b, run, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := compileSchema(t, "testdata/gitlab.schema.json").Validate(decodeJSON(t, b.Bytes())); err != nil {
		t.Errorf("%#v", err)
	}
	var issues []issue
	if err := json.Unmarshal(b.Bytes(), &issues); err != nil {
		t.Fatal(err)
	}
	return issues
}

// Each location is an issue with a unique fingerprint, which does not change when lines move.
func TestGitLabFingerprint(t *testing.T) {
	fingerprints := func(head string) map[string]bool {
		file := source.NewFile("tenants/a.yaml", []byte(head+"name: a\nid: b\n"))
		run := &result.Run{}
		for _, key := range []string{"name", "id", "name"} {
			run.Findings = append(run.Findings, finding.New(problem.Problem{Message: problem.Literal(key), Level: problem.Error, Locations: []problem.Location{
				reporttest.At(file, key, 1, "", "a/"+key), reporttest.At(file, "b", 1, "", ""),
			}}, plainRule))
		}
		finding.Identify(run.Findings)
		seen := map[string]bool{}
		for _, i := range gitlab(t, run) {
			seen[i.Fingerprint] = true
		}
		return seen
	}
	before, after := fingerprints(""), fingerprints("# a tenant\n\n")
	if len(before) != 6 {
		t.Errorf("%d fingerprints for 6 locations", len(before))
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("fingerprints changed when lines moved (-before +after):\n%s", diff)
	}
}

func TestGitLabSeverity(t *testing.T) {
	secure := &rule.Rule{ID: "a/c", SecuritySeverity: "7.5"}
	for _, test := range []struct {
		rule  *rule.Rule
		level problem.Level
		want  string
	}{
		{plainRule, problem.Error, "major"},
		{secure, problem.Error, "critical"},
		{plainRule, problem.Warning, "minor"},
		{secure, problem.Warning, "minor"},
		{plainRule, problem.Note, "info"},
	} {
		run := &result.Run{Findings: []finding.Finding{finding.New(problem.Problem{Level: test.level, Message: problem.Literal("m"), Locations: []problem.Location{loc("«a»: 1\n", "")}}, test.rule)}}
		finding.Identify(run.Findings)
		if got := gitlab(t, run)[0].Severity; got != test.want {
			t.Errorf("severity of %s in %s is %s, want %s", test.level, test.rule.ID, got, test.want)
		}
	}
}

// The path has no leading ./ and starts at the root of the repository.
func TestGitLabPath(t *testing.T) {
	at := problem.Location{File: source.NewFile("./tenants//a.yaml", []byte("a: 1\n")), Span: source.Span{Start: 0, End: 1}}
	run := &result.Run{Findings: []finding.Finding{finding.New(problem.Problem{Level: problem.Note, Message: problem.Literal("m"), Locations: []problem.Location{at}}, plainRule)}}
	finding.Identify(run.Findings)
	if got := gitlab(t, run)[0].Location.Path; got != "tenants/a.yaml" {
		t.Errorf("path %q", got)
	}
	run.Repository = &result.Repository{Folder: "infra"}
	if got := gitlab(t, run)[0].Location.Path; got != "infra/tenants/a.yaml" {
		t.Errorf("path %q in a repository", got)
	}
}

func TestGitLabEmpty(t *testing.T) {
	var b bytes.Buffer
	if err := report.GitLab(&b, &result.Run{}, report.Options{}); err != nil || b.String() != "[]\n" {
		t.Errorf("%q, %v", b.String(), err)
	}
	if n := len(gitlab(t, reporttest.Run())); n != 13 {
		t.Errorf("%d issues", n)
	}
}
