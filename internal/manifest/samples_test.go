package manifest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/source"
)

// TestRealExports parses exports of the tools from whose data manifests are written.
func TestRealExports(t *testing.T) {
	paths, err := filepath.Glob("../../../shared/samples/*.json")
	if err != nil || len(paths) == 0 {
		t.Skip("there are no samples next to the checkout")
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			f := source.NewFile("a.json", data)
			if encodingProblem(f) != nil {
				t.Skip("not UTF-8, unlike manifests")
			}
			text, found := newText(f, false, nil)
			if found != nil && found.Rule == ruleEncoding && strings.Contains(path, ".utf16") {
				return // the problem has a help text
			}
			if found != nil {
				t.Fatal(format(*found))
			}
			r := jsonReader{sourceText: text, limits: DefaultLimits(), used: &usage{}, slabs: &slabs{}, pos: text.start, end: len(data)}
			root, found := r.document()
			if found != nil {
				t.Fatal(format(*found))
			}
			checkJSON(t, data, root)
			if Candidate(data) {
				t.Error("is a candidate")
			}
		})
	}
}
