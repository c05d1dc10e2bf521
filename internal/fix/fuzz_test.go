package fix_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/fix"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

// FuzzFix repairs arbitrary input. A repair loses no document, adds no parse error, keeps the style of line breaks and
// every comment that has a line of its own, and a second repair changes nothing.
func FuzzFix(f *testing.F) {
	paths, err := filepath.Glob(filepath.Join("testdata", "*.*.*"))
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text, strings.HasSuffix(path, ".json"))
		f.Add([]byte(strings.ReplaceAll(string(text), "\n", "\r\n")), false)
	}
	for _, text := range []string{
		"cloud: &c GCC\ndisplayName: *c\n",
		"allowedLocations: [&a asia, *a, asia]\n",
		"environments:\n- ? location\n  : westeurope\n  name: a\n  type: sandbox\n",
		"environments: [{name: a, type: Sandbox, location: westeurope, <<: {stage: tset}}]\n",
	} {
		f.Add([]byte(header+text), false)
	}
	// Enable only the policies that offer fixes, for speed.
	rules := rule.Selection{Enable: []string{"environment/unknown-location", "domain/initial"}}
	for _, rule := range policy.Rules() {
		if !policy.IsNative(rule.ID) {
			rules.Disable = append(rules.Disable, rule.Group)
		}
	}
	prepared, err := lint.Prepare(lint.Options{Rules: rules})
	if err != nil {
		f.Fatal(err)
	}
	run := func(t *testing.T, path string, data []byte) *fix.Result {
		t.Helper()
		o := lint.Options{Find: source.FindOptions{Overlay: map[string][]byte{path: data}}, Rules: rules, AllowEmpty: true, Engine: prepared}
		r, err := fix.Run(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	f.Fuzz(func(t *testing.T, data []byte, json bool) {
		path := "/nowhere/m.yaml"
		if json {
			path = "/nowhere/m.json"
		}
		r := run(t, path, data)
		if len(r.Files) == 0 {
			return
		}
		now := r.Files[0].After
		before, after := manifest.Parse(source.NewFile(path, data), manifest.DefaultLimits(), true), manifest.Parse(source.NewFile(path, now), manifest.DefaultLimits(), true)
		if len(after.Documents) < len(before.Documents) || len(after.Problems) > len(before.Problems) {
			t.Errorf("%d documents and %d problems became %d and %d:\n%s", len(before.Documents), len(before.Problems), len(after.Documents), len(after.Problems), now)
		}
		if strings.Count(string(data), "\r\n") == strings.Count(string(data), "\n") && strings.Count(string(now), "\r\n") != strings.Count(string(now), "\n") {
			t.Errorf("line breaks are mixed:\n%q", now)
		}
		for line := range strings.Lines(string(data)) {
			if strings.HasPrefix(strings.TrimSpace(line), "#") && !strings.Contains(string(now), line) {
				t.Errorf("comment %q is lost:\n%s", line, now)
			}
		}
		if again := run(t, path, now); len(again.Files) > 0 {
			t.Errorf("a second repair produces\n%s\nfrom\n%s", again.Files[0].After, now)
		}
	})
}
