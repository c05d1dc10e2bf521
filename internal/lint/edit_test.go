package lint_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/lint/gen"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/tier"
)

// TestEdits checks that after any edits a run with a memory reports byte for byte what a run without one reports. In
// both runs, files that do not parse have the content of when they last did.
func TestEdits(t *testing.T) {
	generated := map[string][]byte{}
	for _, f := range gen.Files(gen.Plan{Environments: 40, Federated: 1, Databases: 1, Groups: 2, Regions: 2, Keys: 1, AllKinds: true, Mistakes: 1, Conflicts: 1, ConflictSize: 2, Seed: 1}) {
		generated["/"+f.Path] = f.Data
	}
	example := map[string][]byte{}
	for path, text := range contoso(t) {
		example[path] = []byte(text)
	}
	for _, c := range []struct {
		name  string
		files map[string][]byte
		seeds int
	}{{"contoso", example, tier.Of(6, 200)}, {"generated", generated, tier.Of(1, 20)}} {
		t.Run(c.name, func(t *testing.T) {
			for seed := range uint64(c.seeds) {
				engine, err := lint.Prepare(lint.Options{})
				if err != nil {
					t.Fatal(err)
				}
				options := lint.Options{Engine: engine, AllowEmpty: true, Today: "2026-12-31"}
				memory := lint.NewFineMemory()
				e := editor{random: rand.New(rand.NewPCG(seed, 1)), original: c.files, files: maps.Clone(c.files)}
				history, lastGood := []string{"open"}, map[string][]byte{}
				for range tier.Of(12, 25) {
					withMemory := options
					withMemory.Find = source.FindOptions{Overlay: maps.Clone(e.files)}
					withMemory.Memory, withMemory.SameDisk, withMemory.LastGood = memory, true, maps.Clone(lastGood) // there are no files on disk
					result, err := lint.Run(t.Context(), withMemory)
					if err != nil {
						t.Fatal(err)
					}
					effective := maps.Clone(e.files)
					for path := range result.Unparsed {
						effective[path] = lastGood[path]
					}
					options.Find = source.FindOptions{Overlay: effective}
					if diff := cmp.Diff(runSARIF(t, options), sarifLog(t, result)); diff != "" {
						t.Fatalf("seed %d, after %s:\n%s", seed, strings.Join(history, "; "), diff)
					}
					if lastGood = effective; seed%2 == 1 {
						lastGood = nil // as when an editor starts
					}
					history = append(history, e.edit())
				}
			}
		})
	}
}

// editor makes random edits of the kind that people make.
type editor struct {
	random          *rand.Rand
	original, files map[string][]byte
}

var (
	wordPattern   = regexp.MustCompile(`[A-Za-z0-9][A-Za-z0-9._@-]+`)
	tenantPattern = regexp.MustCompile(`(?m)^tenant: (\S+)$`)
)

// edit changes the files and returns a description of the change.
func (e *editor) edit() string {
	path := e.path()
	text := e.files[path]
	lines := bytes.SplitAfter(text, []byte("\n"))
	at := e.random.IntN(len(lines))
	var description string
	switch e.random.IntN(12) {
	case 0:
		description, text = "comment", slices.Concat([]byte("# a comment\n"), text)
	case 1:
		description, text = fmt.Sprintf("delete line %d", at), bytes.Join(slices.Delete(lines, at, at+1), nil)
	case 2:
		description, text = fmt.Sprintf("duplicate line %d", at), bytes.Join(slices.Insert(lines, at, lines[at]), nil)
	case 3, 4: // a value from another file
		from, to := e.word(text), e.word(e.files[e.path()])
		description, text = fmt.Sprintf("%s for %s", to, from), bytes.Replace(text, from, to, 1)
	case 5: // half a word
		word := e.word(text)
		description, text = fmt.Sprintf("half of %s", word), bytes.Replace(text, word, word[:(len(word)+1)/2], 1)
	case 6: // in another tenant
		if to := tenantPattern.FindSubmatch(e.files[e.path()]); to != nil {
			description, text = fmt.Sprintf("tenant %s", to[1]), tenantPattern.ReplaceAll(text, to[0])
		}
	case 7: // rename throughout
		from := e.word(text)
		description = fmt.Sprintf("rename %s", from)
		for p := range e.files {
			e.files[p] = bytes.ReplaceAll(e.files[p], from, slices.Concat(from, []byte("x")))
		}
		text = e.files[path]
	case 8:
		description, text = "break", slices.Concat(bytes.Join(lines[:at], nil), []byte("  - {name: [\n"), bytes.Join(lines[at:], nil))
	case 9:
		description, text = "add", e.original[path]
		e.files[path[:strings.LastIndexByte(path, '/')]+fmt.Sprintf("/a%d.yaml", e.random.IntN(9))] = text
	case 10: // typed and deleted again
		return "nothing"
	case 11:
		if len(e.files) > 2 {
			delete(e.files, path)
			return "remove " + path
		}
	}
	if e.random.IntN(4) == 0 {
		description, text = description+", restore", e.original[path]
	}
	if text != nil {
		e.files[path] = text
	}
	return description + " in " + path
}

func (e *editor) path() string {
	paths := slices.Sorted(maps.Keys(e.files))
	return paths[e.random.IntN(len(paths))]
}

func (e *editor) word(text []byte) []byte {
	all := wordPattern.FindAll(text, -1)
	if len(all) == 0 {
		return []byte("none")
	}
	return all[e.random.IntN(len(all))]
}
