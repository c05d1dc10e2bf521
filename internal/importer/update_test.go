package importer_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/importer"
)

var update = flag.Bool("update", false, "write the edited manifests to the golden files")

// TestUpdate edits manifests that were written by hand: comments, order, names and fields that no export contains are
// preserved.
func TestUpdate(t *testing.T) {
	exports := syntheticExports(t, "bap-environments.json", "graph-groups.json", "graph-organization.json", "graph-federation.json", "graph-users-page.json")
	for _, name := range []string{"block.yaml", "flow.yaml", "plain.json", "documents.yaml"} {
		for _, prune := range []bool{false, true} {
			for _, crlf := range []bool{false, true} {
				path := filepath.Join("testdata", "edit", name)
				// The extension .before hides the manifests from lint runs on this repository, whose examples have the same ids.
				before, err := os.ReadFile(path + ".before")
				if err != nil {
					t.Fatal(err)
				}
				if crlf {
					before = bytes.ReplaceAll(before, []byte("\n"), []byte("\r\n"))
				}
				golden := path + ".after"
				if prune {
					golden = path + ".pruned"
				}
				t.Run(golden, func(t *testing.T) {
					after, messages := importInto(t, importer.Export{Path: name, Data: before}, exports, prune)
					if again, _ := importInto(t, importer.Export{Path: name, Data: after}, exports, prune); !bytes.Equal(again, after) {
						t.Errorf("the second import changes it:\n%s", cmp.Diff(string(after), string(again)))
					}
					if crlf && bytes.Count(after, []byte("\n")) != bytes.Count(after, []byte("\r\n")) {
						t.Error("line breaks are mixed")
					}
					got := strings.ReplaceAll(string(after), "\r\n", "\n") + "--\n" + messages
					filetest.Golden(t, golden, got, *update)
				})
			}
		}
	}
}

func importInto(t *testing.T, before importer.Export, exports []importer.Export, prune bool) (after []byte, messages string) {
	t.Helper()
	known, err := importer.KnownTenants([]importer.Export{before})
	if err != nil {
		t.Fatal(err)
	}
	o := importer.Options{KnownTenants: known}
	r, err := importer.Import(exports, o)
	if err != nil {
		t.Fatal(err)
	}
	changes, notes, err := importer.Update([]importer.Export{before}, r, o, prune)
	if err != nil {
		t.Fatal(err)
	}
	after = before.Data
	for _, c := range changes {
		if c.Path != before.Path {
			t.Errorf("unexpected new file %s", c.Path)
		}
		after = c.After
	}
	for _, n := range notes {
		messages += n.Message + "\n"
	}
	return after, messages
}

func TestUpdateRefusesInvalidManifests(t *testing.T) {
	_, err := importer.KnownTenants([]importer.Export{inline("broken.yaml", "apiVersion: tenantlint/v1\nkind: Tenant\nname: [\n")})
	if err == nil || !strings.Contains(err.Error(), `"broken.yaml" cannot be read: `) {
		t.Fatal(err)
	}
}

// TestDeploymentsStay checks that a completed draft of a deployment is not changed, and that a new draft refers to
// environments by their names in the manifests.
func TestDeploymentsStay(t *testing.T) {
	tenant := inline("main.yaml", "apiVersion: tenantlint/v1\nkind: Tenant\nname: main\nid: 5a1f0000-1111-4c00-8a00-000000000001\nenvironments:\n  - {name: ours, id: e0e00000-0000-4b00-8b00-000000000001, type: Sandbox}\n")
	done := inline("done.yaml", "apiVersion: tenantlint/v1\nkind: Deployment\nname: done\nscenario: enterprise\napplication: {appId: A0A00000-0000-4b00-8b00-000000000002}\n")
	existing := []importer.Export{tenant, done}
	known, err := importer.KnownTenants(existing)
	if err != nil {
		t.Fatal(err)
	}
	o := importer.Options{KnownTenants: known}
	r, err := importer.Import(syntheticExports(t, "azure-devops.json", "bap-environments.json"), o)
	if err != nil {
		t.Fatal(err)
	}
	changes, _, err := importer.Update(existing, r, o, false)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, c := range changes {
		paths = append(paths, c.Path)
		if c.Path == "azure-devops-larkspur-dev.yaml" && !strings.Contains(string(c.After), "- main/ours\n") {
			t.Errorf("%s", c.After)
		}
	}
	if got := strings.Join(paths, " "); got != "azure-devops-larkspur-dev.yaml main.yaml" {
		t.Error(got)
	}
}
