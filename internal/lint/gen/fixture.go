package gen

import (
	"embed"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
)

// The kinds of a fixture.
const (
	healthy  = "healthy"  // no finding
	mistake  = "mistake"  // one finding of its rule
	once     = "once"     // one finding of its rule for all copies
	conflict = "conflict" // one finding of its rule per conflict
	change   = "change"   // one finding of its rule compared with the state before
)

// fixture is a small set of manifests that do not interact with those of other fixtures. Its text contains placeholders
// for values that differ between copies:
//
//	$a $b $c $d  names, each of one tenant
//	$0           an id that all copies in one conflict share; $1 to $9 are ids of the copy
//	$n $s        the number of the copy, and the number of the first copy of the conflict
//	$f           the name $a of the first copy of the conflict
type fixture struct {
	kind, rule string
	// slug is the prefix of names; number makes the ids of fixtures distinct.
	slug   string
	number int
	// documents is the text of the fixture's file; lists contains items for manifests that exist only once.
	documents string
	lists     map[string]string
}

//go:embed fixtures/*.txt
var fixtureFiles embed.FS

// fixtures returns all fixtures. A file contains several fixtures, each after a line "== KIND RULE" and consisting of
// blocks: a heading, followed by entries that replace those of the template that the heading names; "!KEY" removes an
// entry. In fixtures of a change, lines that start with "<" belong to the state before and those with ">" to the state
// after.
var fixtures = sync.OnceValue(func() []*fixture {
	entries, err := fixtureFiles.ReadDir("fixtures")
	if err != nil {
		panic(err) // the files are embedded
	}
	var all []*fixture
	for _, e := range entries {
		data, err := fixtureFiles.ReadFile(path.Join("fixtures", e.Name()))
		if err != nil {
			panic(err)
		}
		for text := range strings.SplitSeq(string(data), "\n== ") {
			text = strings.TrimPrefix(text, "== ")
			head, body, _ := strings.Cut(text, "\n")
			kind, rule, _ := strings.Cut(head, " ")
			f := &fixture{kind: kind, rule: rule, slug: strings.ReplaceAll(rule, "/", "-"), number: len(all), lists: map[string]string{}}
			if kind == healthy {
				f.slug = "healthy-" + f.rule[strings.Index(rule, "/")+1:]
			}
			f.parse(strings.TrimSuffix(body, "\n"))
			all = append(all, f)
		}
	}
	return all
})

// parse parses the blocks of a fixture.
func (f *fixture) parse(body string) {
	var heading string
	var lines []string
	var documents []string
	flush := func() {
		switch kind, name, _ := strings.Cut(heading, " "); {
		case heading == "":
		case kind == "list":
			f.lists[name] += strings.Join(lines, "\n") + "\n"
		case kind == "text":
			documents = append(documents, strings.Join(lines, "\n"))
		default:
			for _, t := range templates(kind, name) {
				documents = append(documents, t.render(lines))
				lines = nil
			}
		}
	}
	for line := range strings.SplitSeq(body, "\n") {
		if kind, name, ok := strings.Cut(line, " "); ok && slices.Contains(headings, kind) && !strings.ContainsAny(name, ": ") {
			flush()
			heading, lines = line, nil
			continue
		}
		lines = append(lines, line)
	}
	flush()
	f.documents = strings.Join(documents, "\n---\n") + "\n"
}

// expand returns text with the placeholders replaced for copy n, in a conflict whose first copy has the number first.
func (f *fixture) expand(text string, n, first int) string {
	name := func(n int, part string) string { return fmt.Sprintf("%s-%06d-%s", f.slug, n, part) }
	id := func(digit, n int) string {
		return fmt.Sprintf("%08x-0000-4000-8000-%012x", 0x0ce10000+f.number*16+digit, n+1)
	}
	pairs := []string{"$n", fmt.Sprintf("%06d", n), "$s", fmt.Sprintf("%06d", first), "$f", name(first, "a"), "$0", id(0, first)}
	for _, part := range []string{"a", "b", "c", "d"} {
		pairs = append(pairs, "$"+part, name(n, part))
	}
	for digit := 1; digit <= 9; digit++ {
		pairs = append(pairs, fmt.Sprintf("$%d", digit), id(digit, n))
	}
	for i, tenant := range []string{"a", "b", "c", "d"} {
		pairs = append(pairs, "$i"+tenant, id(10+i, n))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// selectSide returns the lines of a text that apply before or after a change.
func selectSide(text string, before bool) string {
	keep, drop := ">", "<"
	if before {
		keep, drop = drop, keep
	}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, drop) {
			continue
		}
		lines = append(lines, strings.TrimPrefix(line, keep))
	}
	return strings.Join(lines, "\n")
}

// addFixtures adds the files of the fixtures in the plan.
func (w *writer) addFixtures() {
	conflictSize := max(2, w.ConflictSize)
	for _, f := range fixtures() {
		count, groupSize := 0, 1
		switch f.kind {
		case healthy:
			if w.AllKinds {
				count = w.Tenants()
			}
		case mistake:
			count = w.Mistakes
		case once:
			count = min(1, w.Mistakes)
		case conflict:
			count, groupSize = w.Conflicts*conflictSize, conflictSize
		case change:
			count = w.Changes
		}
		for n := range count {
			w.addFixture(f, n, n/groupSize*groupSize)
		}
	}
}

// addFixture adds one copy of a fixture.
func (w *writer) addFixture(f *fixture, n, first int) {
	if f.documents != "\n" {
		w.add(fmt.Sprintf("fixtures/%s/%s/%06d.yaml", f.kind, f.slug, n), selectSide(f.expand(f.documents, n, first), w.Before))
	}
	for name, items := range f.lists {
		w.addItems(name, f.expand(items, n, first))
	}
}

// addItems adds items to a list of the topology, or to the guests of the primary tenant.
func (w *writer) addItems(name, items string) {
	if w.items[name] == nil {
		w.items[name] = &strings.Builder{}
	}
	_, _ = w.items[name].WriteString(items) // never returns an error
}

// addLists adds the manifests that contain the lists.
func (w *writer) addLists() {
	var topology []string
	for _, name := range slices.Sorted(maps.Keys(w.items)) {
		if name == "guests" {
			w.add(
				"fixtures/main.yaml",
				document(tenantTemplate("a"), "main", 0, "primary: true\nguests:\n"+strings.TrimSuffix(w.items[name].String(), "\n")),
			)
			continue
		}
		topology = append(topology, name+":\n"+w.items[name].String())
	}
	if len(topology) > 0 {
		w.add("fixtures/topology.yaml", "apiVersion: tenantlint/v1\nkind: Topology\nname: all\n"+strings.Join(topology, ""))
	}
}
