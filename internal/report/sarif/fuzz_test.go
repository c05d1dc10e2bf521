package sarif_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/sarif"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

// hostile returns a run in which every string is untrusted input, and its two files. Paths and contents are arbitrary bytes;
// text from rules and manifests has passed a parser and is UTF-8.
func hostile(one, two string, start, end int) (run *result.Run, files []*source.File) {
	files = []*source.File{source.NewFile(cmp.Or(one, "a"), []byte(two)), source.NewFile(cmp.Or(two, "a"), []byte(one))}
	// The names of files and rules, and texts, are never empty.
	one, two = cmp.Or(strings.ToValidUTF8(one, "?"), "a"), cmp.Or(strings.ToValidUTF8(two, "?"), "a")
	at := func(i int, label, object string) problem.Location {
		return problem.Location{File: files[i], Span: source.Span{Start: start, End: end}, Label: problem.Literal(label), Object: object}
	}
	rules := []*rule.Rule{
		{ID: one, Group: two, Name: one, Title: two, Description: one, Help: two, Level: problem.Error, Sources: []rule.Reference{{Document: one, Heading: two}}},
		{ID: "parse/syntax", Group: "parse", Name: "syntax", Title: one, Level: problem.Warning, Tags: []string{one, two}},
	}
	run = &result.Run{Rules: rules[1:], Version: one, ExitCode: 1, HasBaseline: true, Notices: []result.Notice{{Path: files[1].Path, Message: one}, {Message: two}}}
	problems := []problem.Problem{
		{Message: problem.Literal(one), Locations: []problem.Location{at(0, two, one), at(1, one, two)}, Related: []problem.Location{at(0, one, "")}, Notes: []problem.Text{problem.Literal(two)}, Help: problem.Literal(one)},
		{
			Message: problem.Say(`value "{value}" is {words} of "{list}"`, problem.Args{"value": two, "words": one, "list": []string{one, two}}), Locations: []problem.Location{at(1, "", "")},
			Fix: &problem.Fix{File: files[1], Span: source.Span{Start: start, End: end}, Text: one, Description: two},
		},
	}
	for i, p := range problems {
		run.Findings = append(run.Findings, finding.New(p, rules[i]))
	}
	run.Known = []finding.Finding{finding.New(problems[1], rules[0])}
	run.Suppressed = []finding.Suppressed{{Finding: finding.New(problems[0], rules[1]), By: &finding.Suppression{Reason: one, Until: two, File: files[0], Span: source.Span{Start: start, End: end}}}}
	finding.Identify(run.Findings)
	return run, files
}

// fuzzLog is the part of a log that FuzzSARIF reads.
type fuzzLog struct {
	Runs []struct {
		Tool struct {
			Driver struct {
				Rules []struct {
					ID             string
					MessageStrings map[string]struct{ Text string }
				}
			}
		}
		Results []struct {
			RuleID    string
			RuleIndex int
			Message   struct {
				ID, Text  string
				Arguments []string
			}
			Locations, RelatedLocations []fuzzLocation
			PartialFingerprints         struct{ PrimaryLocationLineHash string }
			Fixes                       []struct {
				ArtifactChanges []struct {
					Replacements []struct{ DeletedRegion fuzzRegion }
				}
			}
		}
		LogicalLocations []struct{ FullyQualifiedName string }
	}
}

type fuzzLocation struct {
	ID               int
	PhysicalLocation struct {
		ArtifactLocation      struct{ URI string }
		Region, ContextRegion *fuzzRegion
	}
	LogicalLocations []struct {
		FullyQualifiedName string
		Index              int
	}
}

type fuzzRegion struct{ StartLine, StartColumn, EndLine, EndColumn int }

// before reports whether a position is before another one.
func before(line, column, otherLine, otherColumn int) bool {
	return line < otherLine || line == otherLine && column < otherColumn
}

// check fails if a region is invalid or not within any of the files.
func (r *fuzzRegion) check(t *testing.T, files []*source.File) {
	t.Helper()
	if r.StartLine < 1 || r.StartColumn < 1 || before(r.EndLine, r.EndColumn, r.StartLine, r.StartColumn) {
		t.Errorf("invalid region %+v", *r)
	}
	for _, f := range files {
		if end := f.Position(len(f.Data)); !before(end.Line, end.UTF16, r.EndLine, min(r.EndColumn, end.UTF16)) {
			return
		}
	}
	t.Errorf("region %+v is past the end of the file", *r)
}

var (
	placeholder     = regexp.MustCompile(`'\{(\d+)\}'`)
	lineHashPattern = regexp.MustCompile(`^[0-9a-f]{1,16}:[1-9]\d*$`)
)

// containsNull reports whether a JSON document contains null anywhere.
func containsNull(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case []any:
		return slices.ContainsFunc(v, containsNull)
	case map[string]any:
		return slices.ContainsFunc(slices.Collect(maps.Values(v)), containsNull)
	}
	return false
}

// checkLog checks the properties of a log that consumers rely on.
func checkLog(t *testing.T, data []byte, files []*source.File) {
	t.Helper()
	var l fuzzLog
	if err := json.Unmarshal(data, &l); err != nil || !utf8.Valid(data) { //nolint:musttag // the names match but for the case
		t.Fatalf("invalid JSON or UTF-8: %v", err)
	}
	var all any
	if err := json.Unmarshal(data, &all); err != nil || containsNull(all) {
		t.Error("the log contains null", err)
	}
	run := l.Runs[0]
	checkLocations := func(all []fuzzLocation) {
		for _, at := range all {
			loc := at.PhysicalLocation
			if _, err := url.Parse(loc.ArtifactLocation.URI); err != nil || loc.ArtifactLocation.URI == "" {
				t.Errorf("uri %q: %v", loc.ArtifactLocation.URI, err)
			}
			loc.Region.check(t, files)
			if c, r := loc.ContextRegion, loc.Region; c != nil {
				c.check(t, files)
				if before(r.StartLine, r.StartColumn, c.StartLine, c.StartColumn) {
					t.Errorf("region %+v starts before its context %+v", *r, *c)
				}
			}
			for _, object := range at.LogicalLocations {
				if run.LogicalLocations[object.Index].FullyQualifiedName != object.FullyQualifiedName {
					t.Errorf("object %d is not %q", object.Index, object.FullyQualifiedName)
				}
			}
		}
	}
	for _, r := range run.Results {
		rule := run.Tool.Driver.Rules[r.RuleIndex]
		template, known := rule.MessageStrings[r.Message.ID]
		if rule.ID != r.RuleID || !known {
			t.Errorf("rule %d is %q, want %q; message %q exists: %t", r.RuleIndex, rule.ID, r.RuleID, r.Message.ID, known)
		}
		filled := placeholder.ReplaceAllStringFunc(template.Text, func(s string) string {
			i, _ := strconv.Atoi(s[2 : len(s)-2])
			return "'" + strings.NewReplacer("{", "{{", "}", "}}").Replace(r.Message.Arguments[i]) + "'"
		})
		if filled != r.Message.Text || r.Message.Text == "" {
			t.Errorf("%q with its arguments is %q, not %q", template.Text, filled, r.Message.Text)
		}
		for _, at := range r.RelatedLocations {
			if at.ID < 1 || !strings.Contains(r.Message.Text, "]("+strconv.Itoa(at.ID)+")") {
				t.Errorf("no link to location %d in %q", at.ID, r.Message.Text)
			}
		}
		if len(r.Locations) != 1 || !lineHashPattern.MatchString(r.PartialFingerprints.PrimaryLocationLineHash) {
			t.Errorf("%d locations, hash %q", len(r.Locations), r.PartialFingerprints.PrimaryLocationLineHash)
		}
		checkLocations(r.Locations)
		checkLocations(r.RelatedLocations)
		for _, fix := range r.Fixes {
			fix.ArtifactChanges[0].Replacements[0].DeletedRegion.check(t, files)
		}
	}
}

// FuzzSARIF checks, for any strings in a run, that references in the log resolve and that the log conforms to the schema of
// the standard, if a copy of that is available.
func FuzzSARIF(f *testing.F) {
	f.Add("tenants/a.yaml", "name: a\nid: b\n", 6, 7)
	f.Add("a\x00b\x1b[31m", "\xff\xfe\r\r\n\u2028", 1, 4)
	f.Add("../[x](1)/{0}.yaml", "a '{1}' \"](2)\" {", 0, 30)
	f.Add("C:/a b%20?#\\.yaml", "\ufeff\U0001f600: [\n\n", 3, 9)
	f.Add(strings.Repeat("größe/", 50), strings.Repeat("東京 \"x\" ", 100), 2, 5000)
	f.Add("", ": null", -1, -1)
	f.Add("a", "", 0, 0)
	f.Add("//host/share", "<b>`c`</b> | ${{ x }} ##[error] ::error::", 0, 1)
	var standard *jsonschema.Schema
	if _, err := os.Stat(standardSchema); err == nil {
		if standard, err = jsonschema.Compile(standardSchema); err != nil {
			f.Fatal(err)
		}
	}
	f.Fuzz(func(t *testing.T, one, two string, start, end int) {
		run, files := hostile(one, two, max(0, start), end) // parsers return no other locations, which FuzzRun checks
		for _, accepted := range []bool{false, true} {
			var b bytes.Buffer
			if err := sarif.Write(&b, run, report.Options{Accepted: accepted}); err != nil {
				t.Fatal(err)
			}
			checkLog(t, b.Bytes(), files)
			if standard == nil || !accepted { // validation is slow, and the log without accepted findings is a subset
				continue
			}
			var doc any
			if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
				t.Fatal(err)
			}
			if err := standard.Validate(doc); err != nil {
				t.Errorf("%#v", err)
			}
		}
	})
}
