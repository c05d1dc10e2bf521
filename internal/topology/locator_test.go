package topology

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

func parsedDocument(t testing.TB, text string) *manifest.Document {
	t.Helper()
	documents := manifest.Parse(source.NewFile("t.yaml", []byte("apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\n"+text)), manifest.DefaultLimits(), true).Documents
	if len(documents) != 1 {
		t.Fatalf("%d documents", len(documents))
	}
	return documents[0]
}

// allNodes returns each node of a tree once.
func allNodes(n *manifest.Node, seen map[*manifest.Node]bool) []*manifest.Node {
	if seen[n] {
		return nil
	}
	seen[n] = true
	all := []*manifest.Node{n}
	for i := range n.Pairs {
		all = append(all, allNodes(n.Pairs[i].Value, seen)...)
	}
	for _, item := range n.Items {
		all = append(all, allNodes(item, seen)...)
	}
	return all
}

// TestLocator checks that the index of a large mapping or list finds the same entry as a linear search, at each offset.
// An entry that is reached through an alias or a merge key is located at its anchor.
func TestLocator(t *testing.T) {
	many := func(format string) string {
		var b strings.Builder
		for i := range 2 * maxLinearScan {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"keys":    many("key%d: value\n"),
		"items":   "domains: [" + many("{name: d%d.com}, ") + "]\n",
		"aliases": "base: &b {x: &x {y: 1}}\nlist: [*b, {z: &z [1]}, *x, *z" + many(", *x, {w%d: *z}") + "]\n",
		"merged":  "base: &b {" + many("m%d: {n: 1}, ") + "}\nuse: {<<: *b, own: 1, m3: 2}\n<<: *b\n" + many("k%d: *b\n"),
		"inline":  "<<: {p: 1, q: {r: 2}}\n" + many("k%d: [1, 2]\n"),
		"empty":   many("k%d:\n"),
	} {
		t.Run(name, func(t *testing.T) {
			doc := parsedDocument(t, text)
			var l locator
			for _, n := range allNodes(doc.Root, map[*manifest.Node]bool{}) {
				for offset := range len(doc.File.Data) + 1 {
					want := -1
					for i, p := range slices.Backward(n.Pairs) {
						if within(p.Key.Span, offset) || within(p.Value.Span, offset) {
							want = i
						}
					}
					for i, item := range slices.Backward(n.Items) {
						if within(item.Span, offset) {
							want = i
						}
					}
					if got := l.entry(n, offset); got != want {
						t.Fatalf("entry %d at offset %d, want %d", got, offset, want)
					}
				}
			}
			if len(l.indexed) == 0 {
				t.Error("no mapping or list was indexed")
			}
		})
	}
}

// BenchmarkObject shows that the time per problem does not depend on the number of problems in the file.
func BenchmarkObject(b *testing.B) {
	for _, n := range []int{1000, 10_000, 100_000} {
		var text strings.Builder
		for i := range n {
			fmt.Fprintf(&text, "k%d: 1\n", i)
		}
		doc := parsedDocument(b, text.String())
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				t := &Topology{}
				for i := range doc.Root.Pairs {
					t.Object(doc, doc.Root.Pairs[i].Key.Span.Start)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/mistake")
		})
	}
}
