package policies_test

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// estate maps paths to manifests.
type estate = map[string]string

// refactoring rewrites an estate without changing its meaning. It returns nil if there is nothing to rewrite.
type refactoring struct {
	name  string
	apply func(estate) estate
}

var refactorings = []refactoring{
	{"files moved", func(e estate) estate {
		out := estate{}
		for path, text := range e {
			out["elsewhere/z-"+strings.ReplaceAll(path, "/", "-")] = text
		}
		return out
	}},
	{"YAML to JSON", func(e estate) estate { return asJSON(e, func(docs []tree) []tree { return docs }) }},
	{"environments in separate documents", func(e estate) estate { return asJSON(e, splitEnvironments) }},
	{"environments in their tenants", func(e estate) estate { return asJSON(e, nestEnvironments) }},
	{"documents in reverse order", func(e estate) estate {
		return asJSON(e, func(docs []tree) []tree { slices.Reverse(docs); return docs })
	}},
	{"ids added", func(e estate) estate {
		if out := withIDs(e); !maps.Equal(out, e) {
			return out
		}
		return nil
	}},
	{"tenants renamed", renameTenants},
}

// allRefactorings returns the refactorings, including those to other forms of references.
func allRefactorings() []refactoring {
	all := slices.Clone(refactorings)
	for _, f := range forms {
		if f.kind == "account" {
			continue
		}
		all = append(all, refactoring{"references by " + f.name, func(e estate) estate {
			if out, n := rewrite(e, f); n > 0 {
				return out
			}
			return nil
		}})
	}
	return all
}

// TestChangeMatrix checks that refactorings do not affect the change rules: each of their failing examples has the same
// findings with the state before, the state after, or both refactored.
func TestChangeMatrix(t *testing.T) {
	fired := map[string]map[string]int{}
	for _, r := range policy.Rules() {
		if r.Group != "change" {
			continue
		}
		fail, _, err := policy.Examples(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range fail {
			if e.Before == "" || r.ID == "change/gate-weakened" { // it checks changes of configuration
				continue
			}
			before, after := estate{"contoso.yaml": e.Before}, estate{"contoso.yaml": e.Text}
			want := changeFindings(t, before, after)
			if len(want) == 0 {
				t.Errorf("%s: no finding", e.Path)
			}
			for _, re := range allRefactorings() {
				x, y := re.apply(before), re.apply(after)
				for what, states := range map[string][2]estate{"before": {x, after}, "after": {before, y}, "both": {x, y}} {
					if states[0] == nil || states[1] == nil {
						continue
					}
					if what != "both" && re.name == "ids added" && (x == nil || y == nil) {
						continue
					}
					if diff := gocmp.Diff(want, changeFindings(t, states[0], states[1])); diff != "" {
						t.Errorf("%s, %s %s (-want +got):\n%s", e.Path, re.name, what, diff)
						continue
					}
					if fired[r.ID] == nil {
						fired[r.ID] = map[string]int{}
					}
					fired[r.ID][re.name]++
				}
			}
		}
		for _, re := range refactorings {
			rare := []string{"environments in their tenants", "environments in separate documents", "ids added"}
			if r.ID != "change/gate-weakened" && fired[r.ID][re.name] == 0 && !slices.Contains(rare, re.name) {
				t.Errorf("%s: no example with %s", r.ID, re.name)
			}
		}
	}
}

// TestRefactoringsAreNoChange checks that no change rule reports a refactoring.
func TestRefactoringsAreNoChange(t *testing.T) {
	estates := map[string]estate{}
	paths, err := filepath.Glob("change/*/*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if !strings.HasSuffix(path, ".before.yaml") {
			estates[path] = estate{"contoso.yaml": filetest.Read(t, path)}
		}
	}
	applied := map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(estates)) {
		before := estates[name]
		for _, re := range allRefactorings() {
			after := re.apply(before)
			if after == nil {
				continue
			}
			applied[re.name]++
			if got := changeFindings(t, before, after); len(got) > 0 {
				t.Errorf("%s, %s: %s", name, re.name, got)
			}
			if re.name != "environments in separate documents" && re.name != "ids added" {
				continue
			}
			if got := changeFindings(t, after, before); len(got) > 0 {
				t.Errorf("%s, %s reverted: %s", name, re.name, got)
			}
		}
	}
	for _, re := range refactorings {
		if applied[re.name] < 5 && re.name != "environments in their tenants" { // the reverse of the one before
			t.Errorf("%d estates with %s", applied[re.name], re.name)
		}
	}
}

// changeFindings returns the level and rule of each finding of the change rules, sorted.
func changeFindings(t *testing.T, before, after estate) []string {
	t.Helper()
	dir := filetest.Dir(t, after)
	engine, err := engines[true]()
	if err != nil {
		t.Fatal(err)
	}
	result, err := lint.Run(t.Context(), lint.Options{
		Find: source.FindOptions{Dir: dir, Paths: []string{"."}, NoContext: true}, Today: "2026-11-01", Engine: engine, AllowEmpty: true,
		Against: &lint.Against{Name: "before", Files: func(context.Context) ([]*source.File, []string, error) {
			var files []*source.File
			for _, path := range slices.Sorted(maps.Keys(before)) {
				files = append(files, source.NewFile(path, []byte(before[path])))
			}
			return files, nil, nil
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	found := []string{}
	for _, f := range result.Run.Findings {
		if f.Rule.Group == "change" {
			found = append(found, fmt.Sprintf("%s %s", f.Level, f.Rule.ID))
		}
	}
	slices.Sort(found)
	return found
}

// tree is a document as pairs of keys and values.
type tree struct {
	kind, name string
	pairs      []manifest.Pair
}

// asJSON applies a change to the documents of an estate and writes them as JSON, one per file.
func asJSON(e estate, change func([]tree) []tree) estate {
	var docs []tree
	for _, d := range parseFiles(e) {
		docs = append(docs, tree{d.Kind(), d.Name(), d.Root.Pairs})
	}
	if docs = change(docs); docs == nil {
		return nil
	}
	out := estate{}
	for i, d := range docs {
		out[fmt.Sprintf("%03d-%s.json", i, d.kind)] = formatJSON(manifest.NewMapping(d.pairs...))
	}
	return out
}

func formatJSON(n *manifest.Node) string {
	var parts []string
	switch n.Kind {
	case manifest.Mapping:
		for i := range n.Pairs {
			parts = append(parts, manifest.QuoteJSON(n.Pairs[i].Key.Text)+": "+formatJSON(n.Pairs[i].Value))
		}
		return "{" + strings.Join(parts, ",\n ") + "}"
	case manifest.Sequence:
		for _, item := range n.Items {
			parts = append(parts, formatJSON(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case manifest.String:
		return manifest.QuoteJSON(n.Text)
	case manifest.Null:
		return "null"
	}
	return n.Text
}

func scalar(text string) *manifest.Node {
	return manifest.NewNode(manifest.String, text, source.Span{})
}

func pair(key, value string) manifest.Pair {
	return manifest.Pair{Key: manifest.Key{Text: key}, Value: scalar(value)}
}

// splitEnvironments moves the environments that tenants list into separate documents.
func splitEnvironments(docs []tree) []tree {
	var out []tree
	moved := false
	for _, d := range docs {
		var rest []manifest.Pair
		var rows []tree
		for _, p := range d.pairs {
			if d.kind != "Tenant" || p.Key.Text != "environments" {
				rest = append(rest, p)
				continue
			}
			for _, item := range p.Value.Items {
				head := []manifest.Pair{pair("apiVersion", "tenantlint/v1"), pair("kind", "Environment"), pair("tenant", d.name)}
				rows = append(rows, tree{"Environment", "", append(head, item.Pairs...)})
				moved = true
			}
		}
		out = append(append(out, tree{d.kind, d.name, rest}), rows...)
	}
	if !moved {
		return nil
	}
	return out
}

// nestEnvironments moves the documents of environments into their tenants.
func nestEnvironments(docs []tree) []tree {
	rows := map[string][]*manifest.Node{}
	var out []tree
	for _, d := range docs {
		if d.kind != "Environment" {
			out = append(out, d)
			continue
		}
		tenant, item := "", manifest.NewMapping()
		for _, p := range d.pairs {
			switch p.Key.Text {
			case "apiVersion", "kind":
			case "tenant":
				tenant = p.Value.Text
			default:
				item.Pairs = append(item.Pairs, p)
			}
		}
		rows[tenant] = append(rows[tenant], item)
	}
	moved := false
	for i, d := range out {
		items := rows[d.name]
		if d.kind != "Tenant" || len(items) == 0 {
			continue
		}
		moved = true
		delete(rows, d.name)
		at := slices.IndexFunc(d.pairs, func(p manifest.Pair) bool { return p.Key.Text == "environments" })
		pairs := slices.Clone(d.pairs)
		if at < 0 {
			at, pairs = len(pairs), append(pairs, pair("environments", ""))
		} else {
			items = append(slices.Clone(pairs[at].Value.Items), items...)
		}
		pairs[at].Value = manifest.NewSequence(items...)
		out[i].pairs = pairs
	}
	if !moved || len(rows) > 0 {
		return nil
	}
	return out
}

// renameTenants renames each tenant with an id or an initial domain, in its declaration and in all references.
func renameTenants(e estate) estate {
	documents := parseFiles(e)
	known := map[string]bool{}
	for _, d := range documents {
		if d.Kind() != "Tenant" {
			continue
		}
		initial := slices.ContainsFunc(items(d.Root, "domains"), func(n *manifest.Node) bool { return text(n, "isInitial") == "true" })
		known[d.Name()] = text(d.Root, "id") != "" || initial
	}
	index := topology.NewReferenceIndex(documents)
	edits := map[string][]edit{}
	for _, d := range documents {
		for offset := d.Span.Start; offset < d.Span.End; offset++ {
			r, ok := index.At(d.File, offset)
			if !ok || r.Span.Start != offset || r.Kind != "tenant" || !known[r.Key] || string(d.File.Data[r.Span.Start:r.Span.End]) != r.Key {
				continue
			}
			edits[d.File.Path] = append(edits[d.File.Path], edit{r.Span, r.Key + "-of-today"})
		}
	}
	if len(edits) == 0 {
		return nil
	}
	return applyEdits(e, edits)
}
