package bundle

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// written returns the files of a bundle by name.
func written(t *testing.T, o policy.Options) map[string]string {
	t.Helper()
	var b, again bytes.Buffer
	for _, w := range []io.Writer{&b, &again} {
		if err := Write(w, o, "1.2.3"); err != nil {
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
	dir := filepath.Join("..", "..", "testdata", "examples", "own-rules", "policies")
	set, err := policy.Load(policy.Folder{Name: "policies", Abs: dir})
	if err != nil {
		t.Fatal(err)
	}
	rules := slices.DeleteFunc(slices.Clone(set.Rules()), func(r *rule.Rule) bool { return r.ID == "domain/initial-name" || r.ID == "partner/guests" })
	files := written(t, policy.Options{Set: set, Rules: rules, Residency: []policy.Residency{{Class: "ours", AllowedLocations: []string{"europe"}}}})
	for name, there := range map[string]bool{
		"/policies/lib/lib.rego":                    true,
		"/policies/domain/federated-once/rule.rego": true,
		"/policies/domain/initial-name/rule.rego":   false,
		"/policies/schema/unknown-key/rule.rego":    false,
		"/own/1/naming/environment/rule.rego":       true,
		"/own/1/lib/naming.rego":                    true,
		"/own/1/partner/guests/rule.rego":           false,
	} {
		if _, ok := files[name]; ok != there {
			t.Errorf("%s is there: %v", name, ok)
		}
	}
	for name := range files {
		if strings.HasSuffix(name, "_test.rego") {
			t.Errorf("%s is a test", name)
		}
	}
	var data struct {
		Facts struct {
			Stages    map[string]string `json:"stages"`
			Residency struct {
				Entries []struct {
					Class string `json:"class"`
				} `json:"entries"`
			} `json:"residency"`
		} `json:"facts"`
	}
	if err := json.Unmarshal([]byte(files["/data.json"]), &data); err != nil {
		t.Fatal(err)
	}
	if data.Facts.Stages["production"] != "prod" {
		t.Errorf("the user's data is %v", data.Facts.Stages)
	}
	if e := data.Facts.Residency.Entries; len(e) == 0 || e[len(e)-1].Class != "ours" {
		t.Errorf("what the configuration adds is missing in %v", e)
	}
	var m manifest
	if err := json.Unmarshal([]byte(files["/.manifest"]), &m); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(m.Revision, "sha256:") {
		t.Errorf("revision %q", m.Revision)
	}
	m.Revision = ""
	want := manifest{Roots: []string{"facts", "lib", "tenantlint"}, RegoVersion: 1, Metadata: metadata{Tenantlint: "1.2.3", Input: topology.InputVersion}}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Errorf("manifest (-want +got):\n%s", diff)
	}
	if _, ok := written(t, policy.Options{Rules: policy.Rules()})["/policies/domain/initial-name/rule.rego"]; !ok {
		t.Error("without rules of the user the bundle is empty")
	}
}
