package importer_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/importer"
)

// FuzzImport imports arbitrary files and checks that the resulting manifests pass lint.
func FuzzImport(f *testing.F) {
	for _, e := range files(f, filepath.Join("testdata", "exports")) {
		f.Add(e.Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		exports := []importer.Export{{Path: "x.json", Data: data}}
		for _, from := range append(importer.Forms(), "") {
			importAndCheck(t, exports, nil, importer.Options{Tenant: fallback, From: from, Users: true})
		}
	})
}

// FuzzUpdate updates arbitrary manifests and checks that invalid ones and edits that would break them are rejected with
// the documented errors.
func FuzzUpdate(f *testing.F) {
	for _, e := range files(f, filepath.Join("testdata", "edit")) {
		if filepath.Ext(e.Path) == ".before" {
			f.Add(e.Data, false)
			f.Add(e.Data, true)
		}
	}
	f.Add([]byte("apiVersion: tenantlint/v1\nkind: Tenant\nname: a\nid: &id 5a1f0000-1111-4c00-8a00-000000000001\ngroups: &g\n- &x {name: Makers, id: *id}\nguests: []\nx: *g\n"), true)
	exports := files(f, filepath.Join("testdata", "exports"))[:12]
	f.Fuzz(func(t *testing.T, data []byte, prune bool) {
		before := []importer.Export{{Path: "x.yaml", Data: data}}
		known, err := importer.KnownTenants(before)
		if err != nil {
			if !strings.HasSuffix(err.Error(), "; correct it first, see tenantlint lint") {
				t.Error(err)
			}
			return
		}
		o := importer.Options{Tenant: fallback, KnownTenants: known}
		r, err := importer.Import(exports, o)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err = importer.Update(before, r, o, prune); err != nil && !strings.HasSuffix(err.Error(), "; write it in block style, a key a line, and try again") {
			t.Error(err)
		}
	})
}
