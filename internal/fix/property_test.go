package fix_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/fix"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/tier"
)

// TestRepairsChangeNoMeaning misspells the keys of passing manifests in the ways people do, and repairs the result:
// either this restores the manifest, or the repair causes no new finding.
func TestRepairsChangeNoMeaning(t *testing.T) {
	paths, err := filepath.Glob("../../policies/*/*/pass/*")
	if err != nil || len(paths) < 200 {
		t.Fatal(len(paths), err)
	}
	words := synonyms(t)
	prepared, err := engine()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	tried, repaired, checked := 0, 0, 0
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range documents(path, data) {
			for at, key := range keySpans(d.Root, d.Kind()) {
				name := key.path[strings.LastIndexByte(key.path, '/')+1:]
				if seen[key.path]++; seen[key.path] > tier.Of(1, 2) { // skip further keys of the same kind
					continue
				}
				for _, wrong := range append(misspellings(name), words[name]...) {
					changed := slices.Concat(data[:at.Start], []byte(wrong), data[at.End:])
					tried++
					fixes := schemaFixes(path, changed)
					if len(fixes) == 0 {
						continue
					}
					repaired++
					if len(fixes) == 1 && bytes.Equal(applyFix(changed, fixes[0]), data) {
						continue
					}
					checked++
					checkNoNewFindings(t, prepared, path, changed)
				}
			}
		}
	}
	t.Logf("%d misspelled keys, %d repaired, %d of them to another key", tried, repaired, checked)
}

// checkNoNewFindings repairs a file and checks that no new finding results.
func checkNoNewFindings(t *testing.T, prepared *policy.Engine, path string, data []byte) {
	t.Helper()
	name := "/nowhere/" + filepath.Base(path)
	options := func(data []byte) lint.Options {
		return lint.Options{Find: source.FindOptions{Overlay: map[string][]byte{name: data}}, AllowEmpty: true, Engine: prepared}
	}
	before, err := lint.Run(t.Context(), options(data))
	if err != nil {
		t.Fatal(err)
	}
	after, err := fix.Run(t.Context(), options(data))
	if err != nil {
		t.Fatal(err)
	}
	describe := func(f finding.Finding) string { return f.Rule.ID + ": " + f.Message.String() }
	known := map[string]bool{}
	for _, f := range before.Run.Findings {
		known[describe(f)] = true
	}
	for _, f := range after.Remaining {
		if !known[describe(f)] {
			t.Errorf("%s: %s\nafter the repair of\n%s", path, describe(f), data)
		}
	}
}

func documents(path string, data []byte) []*manifest.Document {
	return manifest.Parse(source.NewFile(path, data), manifest.DefaultLimits(), false).Documents
}

// documentKey is the path of a key in its document.
type documentKey struct{ path string }

// keySpans returns the unquoted keys of a document by their spans.
func keySpans(n *manifest.Node, path string) map[source.Span]documentKey {
	all := map[source.Span]documentKey{}
	for _, p := range n.Pairs {
		below := path + "/" + p.Key.Text
		if p.Key.Span.End-p.Key.Span.Start == len(p.Key.Text) {
			all[p.Key.Span] = documentKey{below}
		}
		maps.Copy(all, keySpans(p.Value, below))
	}
	for _, item := range n.Items {
		maps.Copy(all, keySpans(item, path))
	}
	return all
}

// misspellings returns common misspellings of a word.
func misspellings(word string) []string {
	all := []string{strings.ToLower(word), strings.ToUpper(word), word + "s", strings.TrimSuffix(word, "s"), word + "Id", word + "Name", word + "Type"}
	for i := range len(word) {
		all = append(all, word[:i]+word[i+1:], word[:i]+"e"+word[i+1:], word[:i]+word[i:i+1]+word[i:])
		if i+1 < len(word) {
			all = append(all, word[:i]+word[i+1:i+2]+word[i:i+1]+word[i+2:])
		}
		if 'A' <= word[i] && word[i] <= 'Z' {
			all = append(all, word[:i]+"_"+strings.ToLower(word[i:]))
		}
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(s string) bool { return s == word || s == "" })
}

// synonyms returns the synonyms of each key.
func synonyms(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile("../suggest/synonyms.json")
	if err != nil {
		t.Fatal(err)
	}
	var table struct {
		Keys map[string]map[string][]string `json:"keys"`
	}
	if err := json.Unmarshal(text, &table); err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for _, lists := range table.Keys {
		for name, words := range lists {
			name = strings.TrimSuffix(name, "?")
			all[name] = append(all[name], words...)
		}
	}
	for name, words := range all {
		slices.Sort(words)
		all[name] = slices.Compact(words)
	}
	return all
}

// schemaFixes returns the fixes that schema validation offers.
func schemaFixes(path string, data []byte) []*problem.Fix {
	var fixes []*problem.Fix
	for _, d := range documents(path, data) {
		for _, p := range conform.Check(d).Problems {
			if p.Fix != nil {
				fixes = append(fixes, p.Fix)
			}
		}
	}
	return fixes
}

func applyFix(data []byte, f *problem.Fix) []byte {
	return slices.Concat(data[:f.Span.Start], []byte(f.Text), data[f.Span.End:])
}
