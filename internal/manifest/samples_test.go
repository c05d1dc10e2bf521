package manifest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/source"
)

// The files are exports of the tools whose data manifests are written from.
func TestRealExports(t *testing.T) {
	paths, err := filepath.Glob("../../../shared/samples/*.json")
	if err != nil || len(paths) == 0 {
		t.Skip("the samples are not beside the checkout")
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			f := source.NewFile("a.json", data)
			if foreignEncoding(f) != nil {
				t.Skip("a manifest is UTF-8")
			}
			in, found := newText(f, false, nil)
			if found != nil && found.Rule == ruleEncoding && strings.Contains(path, ".utf16") {
				return // it says what to do
			}
			if found != nil {
				t.Fatal(show(*found))
			}
			r := jsonReader{text: in, limits: DefaultLimits(), used: &budget{}, slabs: &slabs{}, pos: in.start, end: len(data)}
			root, found := r.document()
			if found != nil {
				t.Fatal(show(*found))
			}
			sameJSON(t, data, root)
			if Candidate(data) {
				t.Error("is a candidate")
			}
		})
	}
}
