package policies_test

import (
	"cmp"
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
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/tier"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// TestForms checks that references in any form resolve to the same object: an example has the same findings with all
// references of a kind written in another form.
func TestForms(t *testing.T) {
	examples := map[string]map[string]string{}
	for _, pattern := range []string{"*/*/fail/*.yaml", "*/*/pass/*.yaml"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			examples[path] = map[string]string{"m.yaml": filetest.Read(t, path)}
		}
	}
	for _, name := range []string{"contoso", "contoso-broken", "recorded"} {
		examples[name] = filetest.Manifests(t, filepath.Join("..", "testdata", "examples", name))
	}
	rewritten := map[string]int{}
	for i, name := range slices.Sorted(maps.Keys(examples)) {
		if len(examples[name]) == 1 && !tier.Takes(i, 5) {
			continue
		}
		files := withIDs(examples[name])
		want := lintFindings(t, files)
		for _, form := range forms {
			other, n := rewrite(files, form)
			if n == 0 {
				continue
			}
			rewritten[form.name] += n
			if diff := gocmp.Diff(want, lintFindings(t, other)); diff != "" {
				t.Errorf("%s with %s (-want +got):\n%s", name, form.name, diff)
			}
		}
	}
	for _, form := range forms {
		if rewritten[form.name] < tier.Of(1, 5) {
			t.Errorf("%d references written with %s", rewritten[form.name], form.name)
		}
	}
}

// lintFindings lints files and returns their findings as level, rule and lines, sorted.
func lintFindings(t *testing.T, files map[string]string) []string {
	t.Helper()
	dir := filetest.Dir(t, files)
	engine, err := engines[false]()
	if err != nil {
		t.Fatal(err)
	}
	result, err := lint.Run(t.Context(), lint.Options{Find: source.FindOptions{Dir: dir, Paths: []string{"."}}, Today: "2026-11-01", Engine: engine, AllowEmpty: true})
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, f := range result.Run.Findings {
		var lines []string
		for _, l := range f.Locations {
			lines = append(lines, fmt.Sprintf("%s:%d", l.File.Path, l.File.Position(l.Span.Start).Line))
		}
		slices.Sort(lines)
		found = append(found, fmt.Sprintf("%s %s at %s", f.Level, f.Rule.ID, strings.Join(slices.Compact(lines), " ")))
	}
	slices.Sort(found)
	return found
}

func parseFiles(files map[string]string) []topology.Checked {
	var documents []topology.Checked
	for _, path := range slices.Sorted(maps.Keys(files)) {
		for _, d := range manifest.Parse(source.NewFile(path, []byte(files[path])), manifest.DefaultLimits(), false).Documents {
			documents = append(documents, topology.Checked{Document: d})
		}
	}
	return documents
}

// edit replaces a span of a file with a text.
type edit struct {
	source.Span

	text string
}

func applyEdits(files map[string]string, edits map[string][]edit) map[string]string {
	out := maps.Clone(files)
	for path, list := range edits {
		slices.SortFunc(list, func(a, b edit) int { return cmp.Compare(b.Start, a.Start) })
		text, last := files[path], len(files[path])+1
		for _, e := range list {
			if e.End <= last { // an alias leads to the same location several times
				text, last = text[:e.Start]+e.text+text[e.End:], e.Start
			}
		}
		out[path] = text
	}
	return out
}

// withIDs adds an id to each environment, group, user and guest without one, unless its id is listed as unknown.
func withIDs(files map[string]string) map[string]string {
	edits := map[string][]edit{}
	n := 0
	addID := func(d *manifest.Document, object *manifest.Node, field string) {
		name := object.Pair(field)
		n++
		if name == nil || object.Get("id") != nil || strings.Contains(list(object, "unknown"), "id,") || text(object, "type") == "Default" {
			return
		}
		data, at := string(d.File.Data), name.Value.Span.End
		id := fmt.Sprintf("id: %08x-7777-4777-8777-777777777777", n)
		line := data[strings.LastIndexByte(data[:name.Key.Span.Start], '\n')+1 : name.Key.Span.Start]
		separator := "\n" + strings.Repeat(" ", len(line))
		if strings.Contains(line, "{") {
			separator = ", "
		}
		edits[d.File.Path] = append(edits[d.File.Path], edit{source.Span{Start: at, End: at}, separator + id})
	}
	for _, d := range parseFiles(files) {
		if d.Kind() == "Environment" {
			addID(d.Document, d.Root, "name")
		}
		for table, field := range map[string]string{"environments": "name", "groups": "name", "users": "userPrincipalName", "guests": "mail"} {
			for _, item := range items(d.Root, table) {
				addID(d.Document, item, field)
			}
		}
	}
	return applyEdits(files, edits)
}

func items(n *manifest.Node, key string) []*manifest.Node {
	if v := n.Get(key); v != nil {
		return v.Items
	}
	return nil
}

func text(n *manifest.Node, key string) string {
	if v := n.Get(key); v != nil {
		return v.Text
	}
	return ""
}

func list(n *manifest.Node, key string) string {
	var b strings.Builder
	for _, item := range items(n, key) {
		b.WriteString(item.Text + ",")
	}
	return b.String()
}

// form is a form of references to a kind of object. reference returns the reference to an object of a tenant.
type form struct {
	name, kind string
	reference  func(tenant *manifest.Node, object *manifest.Node) string
}

var forms = []form{
	{"tenant ids", "tenant", func(_, t *manifest.Node) string { return text(t, "id") }},
	{"tenant ids in capitals", "tenant", func(_, t *manifest.Node) string { return strings.ToUpper(text(t, "id")) }},
	{"domains", "tenant", func(_, t *manifest.Node) string {
		for _, d := range items(t, "domains") {
			if text(d, "isInitial") == "true" {
				return text(d, "name")
			}
		}
		return ""
	}},
	{"environment ids", "environment", func(_, e *manifest.Node) string { return text(e, "id") }},
	{"hosts", "environment", func(_, e *manifest.Node) string {
		if v := e.Get("dataverse"); v != nil {
			return strings.TrimSuffix(strings.TrimPrefix(text(v, "url"), "https://"), "/")
		}
		return ""
	}},
	{"group ids", "group", func(_, g *manifest.Node) string { return text(g, "id") }},
	{"group names with their tenants", "group", func(t, g *manifest.Node) string { return text(t, "name") + "/" + text(g, "name") }},
	{"account ids", "account", func(_, a *manifest.Node) string { return text(a, "id") }},
	{"mail addresses", "account", func(_, a *manifest.Node) string { return text(a, "mail") }},
}

// rewrite writes references in another form, if the object has that form and no other object has the same. It returns
// the number of rewritten references.
func rewrite(files map[string]string, f form) (out map[string]string, n int) {
	documents := parseFiles(files)
	written, seen := map[string]string{}, map[string]int{}
	note := func(key string, t, object *manifest.Node) {
		s := f.reference(t, object)
		seen["key "+key]++
		seen[strings.ToLower(s)]++
		written[key] = s
	}
	tenants := map[string]*manifest.Node{}
	for _, d := range documents {
		if d.Kind() == "Tenant" {
			tenants[d.Name()] = d.Root
		}
	}
	for _, d := range documents {
		switch {
		case d.Kind() == "Environment" && f.kind == "environment":
			note(text(d.Root, "tenant")+"/"+d.Name(), nil, d.Root)
		case d.Kind() != "Tenant":
		case f.kind == "tenant":
			note(d.Name(), nil, d.Root)
		case f.kind == "environment" || f.kind == "group":
			for _, item := range items(d.Root, f.kind+"s") {
				note(d.Name()+"/"+text(item, "name"), d.Root, item)
			}
		default:
			for _, table := range []string{"users", "guests"} {
				for _, item := range items(d.Root, table) {
					if id := text(item, "id"); id != "" {
						seen[strings.ToLower(id)] = 0
					}
					note(strings.ToLower(cmp.Or(text(item, "userPrincipalName"), text(item, "mail"))), d.Root, item)
				}
			}
		}
	}
	edits := map[string][]edit{}
	put := func(file *source.File, key string, span source.Span) {
		s := written[key]
		if s == "" || seen[strings.ToLower(s)] > 1 || seen["key "+key] > 1 {
			return
		}
		edits[file.Path] = append(edits[file.Path], edit{span, s})
		n++
	}
	if f.kind == "account" {
		for _, d := range documents {
			visitAccounts(d.Root, func(v *manifest.Node) {
				put(d.File, strings.ToLower(v.Text), v.Span)
			})
		}
		return applyEdits(files, edits), n
	}
	index := topology.NewReferenceIndex(documents)
	for _, d := range documents {
		for offset := d.Span.Start; offset < d.Span.End; offset++ {
			r, ok := index.At(d.File, offset)
			if !ok || r.Span.Start != offset || r.Declares || r.Kind != f.kind {
				continue
			}
			start := r.Span.Start
			if data := string(d.File.Data); f.kind != "tenant" && start > 0 && data[start-1] == '/' { // include the tenant before the name
				start = strings.LastIndexAny(data[:start], " \t\"'[{,:\n") + 1
			}
			put(d.File, r.Key, source.Span{Start: start, End: r.Span.End})
		}
	}
	return applyEdits(files, edits), n
}

// visitAccounts yields the values that refer to accounts.
func visitAccounts(n *manifest.Node, yield func(*manifest.Node)) {
	for i := range n.Pairs {
		key, v := n.Pairs[i].Key.Text, n.Pairs[i].Value
		switch key {
		case "owner", "user", "requesters":
			yield(v)
		case "members", "access", "approvers":
			for _, item := range v.Items {
				yield(item)
			}
		default:
			visitAccounts(v, yield)
		}
	}
	for _, item := range n.Items {
		visitAccounts(item, yield)
	}
}
