package bundle

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// writeBundle returns the files of a bundle by name.
func writeBundle(t *testing.T, o Options) map[string]string {
	t.Helper()
	var b, again bytes.Buffer
	for _, w := range []io.Writer{&b, &again} {
		if err := Write(w, o); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("two bundles of the same policies differ")
	}
	z, err := gzip.NewReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[h.Name] = string(text)
	}
}

func TestWrite(t *testing.T) {
	dir := filepath.Join("..", "..", "testdata", "examples", "custom-rules", "policies")
	set, err := policy.Load(policy.Folder{Name: "policies", Abs: dir})
	if err != nil {
		t.Fatal(err)
	}
	rules := slices.DeleteFunc(slices.Clone(set.Rules()), func(r *rule.Rule) bool { return r.ID == "domain/initial-name" || r.ID == "partner/guests" })
	files := writeBundle(t, Options{Version: "1.2.3", Rules: rules, Options: policy.Options{Set: set, Residency: []policy.Residency{{Class: "ours", AllowedLocations: []string{"europe"}}}}})
	for name, want := range map[string]bool{
		"/policies/lib/lib.rego":                    true,
		"/policies/domain/federated-once/rule.rego": true,
		"/policies/domain/initial-name/rule.rego":   false,
		"/policies/schema/unknown-key/rule.rego":    false,
		"/own/1/naming/environment/rule.rego":       true,
		"/own/1/lib/naming.rego":                    true,
		"/own/1/partner/guests/rule.rego":           false,
	} {
		if _, ok := files[name]; ok != want {
			t.Errorf("%s exists: %v, want %v", name, ok, want)
		}
	}
	for name := range files {
		if strings.HasSuffix(name, "_test.rego") {
			t.Errorf("%s is a test", name)
		}
	}
	var data struct {
		Tenantlint struct {
			Facts struct {
				Stages    map[string]string `json:"stages"`
				Residency struct {
					Entries []struct {
						Class string `json:"class"`
					} `json:"entries"`
				} `json:"residency"`
			} `json:"facts"`
		} `json:"tenantlint"`
	}
	if err := json.Unmarshal([]byte(files["/data.json"]), &data); err != nil {
		t.Fatal(err)
	}
	facts := data.Tenantlint.Facts
	if facts.Stages["production"] != "prod" {
		t.Errorf("custom data is %v", facts.Stages)
	}
	if e := facts.Residency.Entries; len(e) == 0 || e[len(e)-1].Class != "ours" {
		t.Errorf("the configured residency entry is missing in %v", e)
	}
	var m manifest
	if err := json.Unmarshal([]byte(files["/.manifest"]), &m); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(m.Revision, "sha256:") {
		t.Errorf("revision %q", m.Revision)
	}
	m.Revision = ""
	want := manifest{Roots: []string{"tenantlint"}, RegoVersion: 1, Metadata: metadata{Tenantlint: "1.2.3", Input: topology.InputVersion}}
	if text := files["/own/1/lib/naming.rego"]; !strings.Contains(text, "package tenantlint.own.lib.naming") || strings.Contains(text, "data.facts") {
		t.Errorf("the library is\n%s", text)
	}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Errorf("manifest (-want +got):\n%s", diff)
	}
	if _, ok := writeBundle(t, Options{Rules: policy.Rules()})["/policies/domain/initial-name/rule.rego"]; !ok {
		t.Error("a bundle without custom rules lacks a built-in rule")
	}
}

// TestAdapter checks that a bundle contains an adapter and the levels that it needs only if the adapter is requested.
func TestAdapter(t *testing.T) {
	rules, severity, err := rule.Selection{Only: []string{"domain"}, Severity: map[string]problem.Level{"domain/initial-name": problem.Note}}.Apply(policy.Rules())
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Adapter: "conftest", Severity: severity, Rules: rules}
	files := writeBundle(t, o)
	if text := files["/adapter/conftest.rego"]; !strings.Contains(text, "package tenantlint.conftest") {
		t.Errorf("the adapter is %q", text)
	}
	modules := map[string]*ast.Module{}
	for name, text := range files {
		if strings.HasSuffix(name, ".rego") {
			modules[name] = ast.MustParseModuleWithOpts(text, ast.ParserOptions{RegoVersion: ast.RegoV1})
		}
	}
	c := ast.NewCompiler().WithDefaultRegoVersion(ast.RegoV1)
	if c.Compile(modules); c.Failed() {
		t.Fatal(c.Errors)
	}
	var data struct {
		Tenantlint struct {
			Levels   map[string]string `json:"levels"`
			Severity map[string]string `json:"severity"`
		} `json:"tenantlint"`
	}
	if err := json.Unmarshal([]byte(files["/data.json"]), &data); err != nil {
		t.Fatal(err)
	}
	if got := data.Tenantlint; got.Levels["domain/federated-once"] != "error" || !maps.Equal(got.Severity, map[string]string{"domain/initial-name": "note"}) {
		t.Errorf("default levels are %v, configured levels %v", got.Levels, got.Severity)
	}
	o.Adapter = ""
	if files := writeBundle(t, o); files["/adapter/conftest.rego"] != "" || strings.Contains(files["/data.json"], `"severity"`) {
		t.Error("the bundle contains an adapter that was not requested")
	}
}
