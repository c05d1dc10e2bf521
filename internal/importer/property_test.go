package importer_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/importer"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/tier"
	"github.com/tenantlint/tenantlint/internal/topology"
)

const fallback = "5a1f0000-1111-4c00-8a00-000000000001"

// canaries contains the placeholders for secrets in the sample exports.
var canaries = []string{"LEAK-CANARY", "REDACTED-SAMPLE", "MIIC-INVENTED"}

// files returns the files of a folder, or nil if there is none.
func files(t testing.TB, dir string) []importer.Export {
	t.Helper()
	var all []importer.Export
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(p) == ".md" {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		all = append(all, importer.Export{Path: filepath.ToSlash(rel), Data: data})
		return err
	})
	if err != nil {
		return nil
	}
	return all
}

// sampleFolders returns the sample exports by folder; the shared samples may be missing.
func sampleFolders(t testing.TB) map[string][]importer.Export {
	t.Helper()
	all := map[string][]importer.Export{
		"synthetic": files(t, filepath.Join("testdata", "exports")),
		"example":   files(t, filepath.Join("..", "..", "testdata", "examples", "exports")),
	}
	if shared := files(t, filepath.Join("..", "..", "..", "shared", "samples")); len(shared) > 0 {
		all["shared"] = shared
	}
	for name, exports := range all {
		if len(exports) == 0 {
			t.Fatalf("no exports in %s", name)
		}
	}
	return all
}

// lint returns the problems that the parser, the schema and the resolution of names report for manifests.
func lint(texts map[string][]byte) []problem.Problem {
	var all []problem.Problem
	var documents []topology.Checked
	for _, path := range sortedKeys(texts) {
		parsed := manifest.Parse(source.NewFile(path, texts[path]), manifest.DefaultLimits(), true)
		all = append(all, parsed.Problems...)
		for _, d := range parsed.Documents {
			checked := conform.Check(d)
			all = append(all, checked.Problems...)
			documents = append(documents, topology.Checked{Document: d, Invalid: checked.Invalid})
		}
	}
	_, problems := topology.Build(documents, topology.Unread{})
	return append(all, problems...)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// importAndCheck imports exports, updates manifests with them and checks the invariants of the result.
func importAndCheck(t *testing.T, exports []importer.Export, before map[string][]byte, o importer.Options) map[string][]byte {
	t.Helper()
	var existing []importer.Export
	for _, path := range sortedKeys(before) {
		existing = append(existing, importer.Export{Path: path, Data: before[path]})
	}
	var err error
	if o.KnownTenants, err = importer.KnownTenants(existing); err != nil {
		t.Fatal(err)
	}
	r, err := importer.Import(exports, o)
	if err != nil {
		t.Fatalf("import: %v", err)
	}
	changes, notes, err := importer.Update(existing, r, o, o.Users)
	if err != nil {
		t.Fatalf("update: %v", err)
	}
	after := map[string][]byte{}
	maps.Copy(after, before)
	for _, c := range changes {
		after[c.Path] = c.After
	}
	// One export may refer to an object that another one does not list: that is a correct note about the exports.
	problems := slices.DeleteFunc(lint(after), func(p problem.Problem) bool { return p.Rule == "reference/unlisted" })
	if o.Users { // fields that no export contains may refer to pruned objects
		problems = slices.DeleteFunc(problems, func(p problem.Problem) bool { return p.Rule == "reference/unknown" && len(before) > 0 })
	}
	if len(problems) > 0 {
		p := problems[0]
		t.Fatalf("%s: %s [%s]\n%s", p.Locations[0].File.Path, p.Message, p.Rule, after[p.Locations[0].File.Path])
	}
	var output strings.Builder
	for _, n := range append(slices.Clone(r.Notes), notes...) {
		output.WriteString(n.Path + ": " + n.Message + "\n")
	}
	for _, f := range r.Files {
		output.WriteString(f.String() + "\n")
	}
	for _, canary := range canaries {
		if strings.Contains(output.String(), canary) {
			t.Fatalf("a note contains %s: %s", canary, output.String())
		}
		for path, text := range after {
			if bytes.Contains(text, []byte(canary)) {
				t.Fatalf("%s contains %s", path, canary)
			}
		}
	}
	return after
}

// checkStable imports exports and checks that a second import and another order of the exports do not change the result.
func checkStable(t *testing.T, exports []importer.Export, o importer.Options) map[string][]byte {
	t.Helper()
	first := importAndCheck(t, exports, nil, o)
	again := importAndCheck(t, exports, first, o)
	checkSame(t, "the second import", first, again)
	reversed := slices.Clone(exports)
	slices.Reverse(reversed)
	checkSame(t, "reversing the order", first, importAndCheck(t, reversed, nil, o))
	return first
}

func checkSame(t *testing.T, what string, a, b map[string][]byte) {
	t.Helper()
	if len(a) != len(b) {
		t.Fatalf("%s: %v, then %v", what, sortedKeys(a), sortedKeys(b))
	}
	for path := range a {
		if !bytes.Equal(a[path], b[path]) {
			t.Fatalf("%s changes %s:\n%s\n--- then\n%s", what, path, a[path], b[path])
		}
	}
}

func TestExportsAlone(t *testing.T) {
	for name, exports := range sampleFolders(t) {
		for _, e := range exports {
			t.Run(name+"/"+e.Path, func(t *testing.T) {
				for _, o := range []importer.Options{{Tenant: fallback}, {Tenant: fallback, JSON: true}, {Tenant: fallback, Users: true}, {Tenant: "some-tenant"}} {
					checkStable(t, []importer.Export{e}, o)
				}
			})
		}
	}
}

func TestExportsTogether(t *testing.T) {
	for name, exports := range sampleFolders(t) {
		t.Run(name, func(t *testing.T) {
			if name == "shared" { // contains two tenants that conflict intentionally
				exports = slices.DeleteFunc(slices.Clone(exports), func(e importer.Export) bool { return strings.HasPrefix(e.Path, "two-tenants/") })
			}
			for _, o := range []importer.Options{{Tenant: fallback}, {Tenant: fallback, JSON: true}, {Tenant: fallback, Users: true}} {
				checkStable(t, exports, o)
			}
		})
	}
}

// TestMutatedExports imports damaged exports.
func TestMutatedExports(t *testing.T) {
	rounds := tier.Of(2, 8)
	for name, exports := range sampleFolders(t) {
		t.Run(name, func(t *testing.T) {
			for seed := range rounds {
				random := rand.New(rand.NewPCG(uint64(seed), 7))
				var damaged []importer.Export
				for _, e := range exports {
					s := mutate(e, random)
					if s == nil {
						continue
					}
					t.Run(fmt.Sprintf("%d/%s", seed, e.Path), func(t *testing.T) {
						checkStable(t, []importer.Export{*s}, importer.Options{Tenant: fallback, Users: seed%2 == 0, JSON: seed%3 == 0})
					})
					if !strings.Contains(e.Path, "two-tenants/") {
						damaged = append(damaged, *s)
					}
				}
				// Import the intact exports, then the damaged ones, then the intact ones again.
				t.Run(fmt.Sprintf("%d/together", seed), func(t *testing.T) {
					o := importer.Options{Tenant: fallback, Users: seed%2 == 0, JSON: seed%3 == 0}
					var whole []importer.Export
					for _, e := range exports {
						if !strings.Contains(e.Path, "two-tenants/") {
							whole = append(whole, e)
						}
					}
					before := importAndCheck(t, whole, nil, o)
					after := importAndCheck(t, damaged, before, o)
					checkSame(t, "the second import", after, importAndCheck(t, damaged, after, o))
					importAndCheck(t, whole, after, o)
				})
			}
		})
	}
}

// mutate damages an export in a few places; it returns nil if the export is not JSON.
func mutate(e importer.Export, random *rand.Rand) *importer.Export {
	text := e.Data
	switch {
	case bytes.HasPrefix(text, []byte{0xFF, 0xFE}):
		units := make([]uint16, len(text)/2-1)
		for i := range units {
			units[i] = uint16(text[2*i+2]) | uint16(text[2*i+3])<<8
		}
		text = []byte(string(utf16.Decode(units)))
	case bytes.HasPrefix(text, []byte("\uFEFF")):
		text = text[3:]
	}
	var v any
	if json.Unmarshal(text, &v) != nil {
		return nil
	}
	for range 1 + random.IntN(6) {
		v = damage(v, random, 0)
	}
	out, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return &importer.Export{Path: e.Path, Data: out}
}

// oddValues contains unexpected values to replace others with.
var oddValues = []any{
	nil, "", "-", true, 3.5, -1.0, 1e300,
	[]any{},
	map[string]any{},
	[]any{nil},
	"x/y", "a b@c d", "@{a=b}", "${{ secrets.X }}", "\u202e\u0007\x00", "Ünïcode: #1",
	"00000000-0000-0000-0000-000000000000", "5a1f0000-9999-4c00-8a00-000000000009", "Default-5a1f0000-9999-4c00-8a00-000000000009", "null", "~", "yes", "0x10", "1e3", ".onmicrosoft.com",
	"name#EXT#@other.example", strings.Repeat("long ", 60), "external", "default", "group:x", "2026-01-01", "AllUsers", "Federated", "- a\n- b", "'quoted' \"twice\"",
}

func damage(v any, random *rand.Rand, depth int) any {
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 {
			return v
		}
		key := sortedKeys(v)[random.IntN(len(v))]
		if depth < 6 && random.IntN(4) > 0 {
			v[key] = damage(v[key], random, depth+1)
			return v
		}
		if random.IntN(3) == 0 {
			delete(v, key)
		} else {
			v[key] = oddValues[random.IntN(len(oddValues))]
		}
		return v
	case []any:
		if len(v) == 0 {
			return v
		}
		i := random.IntN(len(v))
		switch random.IntN(6) {
		case 0:
			return append(v, v[i])
		case 1:
			slices.Reverse(v)
		case 2:
			return slices.Delete(v, i, i+1)
		case 3:
			return v[i]
		default:
			v[i] = damage(v[i], random, depth+1)
		}
		return v
	}
	return oddValues[random.IntN(len(oddValues))]
}
