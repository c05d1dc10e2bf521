package manifest

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tenantlint/tenantlint/internal/source"
)

// TestDetach checks that a detached document reads the same after the bytes of its file have changed.
func TestDetach(t *testing.T) {
	const head = "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\n"
	for name, text := range map[string]string{
		"plain.yaml":   head + "id: 0x10\nprimary: true\nempty:\nlist: [a, 'b', \"c\", 'it''s', ~]\nnested:\n  - {k: v, n: 1.50}\n  - - x\n",
		"blocks.yaml":  head + "folded: >-\n  a text\n  of lines\nliteral: |\n  one\n  two\n",
		"aliases.yaml": head + "a: &a {k: v, w: [x]}\nb: *a\nc: {<<: *a, z: \"\\u0041\"}\n",
		"json.json":    `{"apiVersion": "tenantlint/v1", "kind": "Tenant", "name": "contoso", "x": ["a\/b", 1, null, "ü"]}`,
		"several.yaml": head + "---\n" + head + "domains:\n  - name: contoso.com\n",
	} {
		t.Run(name, func(t *testing.T) {
			want := Parse(source.NewFile(name, []byte(text)), DefaultLimits(), true).Documents
			file := source.NewFile(name, []byte(text))
			got := Parse(file, DefaultLimits(), true).Documents
			if len(got) == 0 {
				t.Fatal("no document")
			}
			for i, d := range got {
				d.Detach(func(string) bool { return false })
				copy(file.Data, bytes.Repeat([]byte("#"), len(file.Data)))
				if diff := cmp.Diff(want[i].Root, d.Root, cmp.AllowUnexported(Node{}, entries{}, nodeExtra{}), cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("document %d differs:\n%s", i, diff)
				}
				copy(file.Data, text)
			}
		})
	}
}

// TestDetachRemarks checks that the strings of an annotation are dropped at any depth, except for those used elsewhere
// through an alias.
func TestDetachRemarks(t *testing.T) {
	const text = "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\nlabels:\n  name: &n x\n  list: [y, 1]\nid: *n\n"
	d := Parse(source.NewFile("a.yaml", []byte(text)), DefaultLimits(), true).Documents[0]
	d.Detach(func(key string) bool { return key == "labels" })
	labels := d.Root.Get("labels")
	if got := labels.Get("name").Text + labels.Get("list").Items[0].Text + labels.Get("list").Items[1].Text; got != "" {
		t.Errorf("labels contain %q", got)
	}
	if got := d.Name() + d.Root.Get("id").Text; got != "contosox" {
		t.Errorf("got %q", got)
	}
}
