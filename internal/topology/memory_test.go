package topology_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/lint/gen"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/policy/plan"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/tier"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// TestMemory checks that, after any edits, a topology built from the previous one equals one built from scratch.
func TestMemory(t *testing.T) {
	for name, files := range editableFiles(t) {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(tier.Of(5, 400)) {
				random := rand.New(rand.NewPCG(seed, 2))
				compareEdits(t, files, func(n int) int { return random.IntN(n) }, tier.Of(15, 40))
			}
		})
	}
}

// FuzzMemory is TestMemory with edits chosen by the fuzzer.
func FuzzMemory(f *testing.F) {
	files := editableFiles(f)
	f.Add([]byte("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09"), true)
	f.Add([]byte("name and id"), false)
	f.Fuzz(func(t *testing.T, choices []byte, generated bool) {
		of := files["contoso"]
		if generated {
			of = files["generated"]
		}
		compareEdits(t, of, func(n int) int {
			if len(choices) == 0 {
				return 0
			}
			c := int(choices[0])
			choices = choices[1:]
			return c * n / 256
		}, min(len(choices)/4, 20))
	})
}

// editableFiles returns topologies to edit: an example, and a generated one with objects of all kinds that refer to
// each other.
func editableFiles(t testing.TB) map[string]map[string][]byte {
	t.Helper()
	generated := map[string][]byte{}
	for _, f := range gen.Files(gen.Plan{
		Environments: 12, Federated: 1, Databases: 1, Groups: 2, Regions: 2, Keys: 1, AllKinds: true, Mistakes: 1, Conflicts: 1, ConflictSize: 2, Seed: 1,
	}) {
		generated[f.Path] = f.Data
	}
	example := map[string][]byte{}
	root := filepath.FromSlash("../../testdata/examples/contoso-broken")
	paths, err := filepath.Glob(filepath.Join(root, "*", "*.yaml"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no manifests", err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		example[path[len(root):]] = data
	}
	return map[string]map[string][]byte{"contoso": example, "generated": generated}
}

// compareEdits edits files, and compares the results with and without a memory after each edit.
func compareEdits(t *testing.T, original map[string][]byte, choose func(n int) int, edits int) {
	t.Helper()
	e := editor{choose: choose, original: original, files: maps.Clone(original)}
	memory := topology.Memory{DocumentsPerShard: 2}
	parsed := map[string][]topology.Checked{}
	done := []string{"open"}
	for range edits + 1 {
		var documents []topology.Checked
		var unread topology.Unread
		for _, path := range slices.Sorted(maps.Keys(e.files)) {
			text := e.files[path]
			key := path + "\x00" + string(text)
			if parsed[key] == nil {
				for _, d := range manifest.Parse(source.NewFile(path, text), manifest.DefaultLimits(), false).Documents {
					parsed[key] = append(parsed[key], topology.Checked{Document: d, Invalid: conform.Check(d).Invalid})
				}
			}
			documents = append(documents, parsed[key]...)
			if bytes.HasPrefix(text, []byte("# unread")) {
				unread.Add(text)
			}
		}
		want, wantProblems := topology.Build(documents, unread)
		got, gotProblems := memory.Build(documents, unread)
		if diff := cmp.Diff(content(want, wantProblems), content(got, gotProblems)); diff != "" {
			t.Fatalf("after %s:\n%s", strings.Join(done, "; "), diff)
		}
		if a, b := want.View(0, 1).Value.(plan.View), got.View(0, 1).Value.(plan.View); !a.Equal(b) {
			t.Fatalf("after %s the input differs:\n%s", strings.Join(done, "; "), inputDiff(want.Input(0, 1), got.Input(0, 1)))
		}
		checkShards(t, got)
		done = append(done, e.edit())
	}
}

// inputDiff returns the first difference between two inputs.
func inputDiff(want, got ast.Object) string {
	for _, key := range want.Keys() {
		if a, b := want.Get(key), got.Get(key); !a.Equal(b) {
			return cmp.Diff(strings.Split(a.String(), "}, {"), strings.Split(b.String(), "}, {"))
		}
	}
	return "additional entries"
}

// checkShards checks that the shards of a topology contain each of its rows once.
func checkShards(t *testing.T, top *topology.Topology) {
	t.Helper()
	count := map[string]int{}
	for _, shard := range top.Shards() {
		for _, table := range topology.Tables() {
			list, err := shard.Value.Find(ast.Ref{ast.StringTerm(table)})
			if err != nil {
				t.Fatal(table, err)
			}
			count[table] += list.(interface{ Len() int }).Len()
		}
	}
	for _, table := range topology.Tables() {
		if n := len(slices.Collect(top.Rows(table))); n != count[table] {
			t.Errorf("%d rows of %s in shards, %d in the topology", count[table], table, n)
		}
	}
}

// content returns the contents of a topology apart from its rows.
func content(top *topology.Topology, problems []problem.Problem) []string {
	all := []string{fmt.Sprint(top.Tenants, top.Environments, top.UncheckedReferences(), top.UnknownFields())}
	if d := top.TenantWithoutID(); d != nil {
		all = append(all, d.File.Path+" is anonymous")
	}
	locations := func(all []problem.Location) string {
		var b strings.Builder
		for _, l := range all {
			fmt.Fprintf(&b, " %s:%v %v %q %s %s", l.File.Path, l.Span, l.Anchor, l.Label.String(), l.Suggestion, l.Object)
		}
		return b.String()
	}
	for _, p := range problems {
		text := fmt.Sprint(p.Rule, p.Level, p.Message.String(), p.Help.String(), locations(p.Locations), locations(p.Related))
		for _, n := range p.Notes {
			text += n.String()
		}
		if p.Fix != nil {
			text += fmt.Sprint(p.Fix.File.Path, p.Fix.Span, p.Fix.Text)
		}
		all = append(all, text)
	}
	kept, held := top.HoldBack(problems)
	all = append(all, fmt.Sprint(len(kept), held))
	slices.Sort(all)
	return all
}

// editor makes edits, mostly of the fields that identify entities.
type editor struct {
	choose          func(n int) int
	original, files map[string][]byte
}

var pair = regexp.MustCompile(`^( *(?:- )?)([A-Za-z]+): (\S.*)$`)

// edit changes the files, and returns a description of the change.
func (e *editor) edit() string {
	path := e.path()
	lines := strings.Split(string(e.files[path]), "\n")
	at := e.pair(lines, "")
	if at < 0 {
		at = e.choose(len(lines))
	}
	line := lines[at]
	what := "nothing"
	parts := pair.FindStringSubmatch(line)
	if parts == nil {
		parts = []string{"", "", "none", line}
	}
	set := func(value string) {
		lines[at] = parts[1] + parts[2] + ": " + value
		what = lines[at]
	}
	switch e.choose(13) {
	case 0, 1, 2: // the value from another object
		others := strings.Split(string(e.files[e.path()]), "\n")
		if i := e.pair(others, parts[2]); i >= 0 {
			set(pair.FindStringSubmatch(others[i])[3])
		}
	case 3:
		set(parts[3][:(len(parts[3])+1)/2])
	case 4:
		set(parts[3] + "x")
	case 5:
		what = "delete " + line
		lines = slices.Delete(lines, at, at+1)
	case 6:
		what = "duplicate " + line
		lines = slices.Insert(lines, at, line)
	case 7:
		what = "comment"
		lines = slices.Insert(lines, 0, "# a comment")
	case 8:
		lines[at] = parts[1] + "unknown: [" + parts[2] + "]"
		what = lines[at]
	case 9:
		if len(e.files) > 2 {
			delete(e.files, path)
			return "remove " + path
		}
	case 10:
		e.files[filepath.Dir(path)+fmt.Sprintf("/a%d.yaml", e.choose(9))] = e.original[path]
		return "add " + path
	case 11:
		what = "mark as unread"
		lines = slices.Insert(lines, 0, "# unread")
	case 12:
		e.files = maps.Clone(e.original)
		return "restore"
	}
	e.files[path] = []byte(strings.Join(lines, "\n"))
	return what + " in " + path
}

func (e *editor) path() string {
	paths := slices.Sorted(maps.Keys(e.files))
	return paths[e.choose(len(paths))]
}

// pair returns the index of a random line with a key and a value, for the given key if it is not "", or -1.
func (e *editor) pair(lines []string, key string) int {
	var all []int
	for i, line := range lines {
		if parts := pair.FindStringSubmatch(line); len(parts) > 0 && (key == "" || parts[2] == key) {
			all = append(all, i)
		}
	}
	if len(all) == 0 {
		return -1
	}
	return all[e.choose(len(all))]
}
