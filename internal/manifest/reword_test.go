package manifest

import (
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/source"
)

// TestReword rewords the string under "name" and checks that the result reads back as the new string.
func TestReword(t *testing.T) {
	for _, tt := range []struct {
		name, file, text, to string
		want                 string // the text with the fix applied, empty if there is no fix
	}{
		{"plain", "m.yaml", "name: Contoso # ours\n", "contoso", "name: contoso # ours\n"},
		{"double quotes", "m.yaml", `name: "Contoso"`, "contoso", `name: "contoso"`},
		{"single quotes", "m.yaml", `name: 'Contoso'`, "contoso", `name: 'contoso'`},
		{"in a flow mapping", "m.yaml", "{name: Contoso, id: x}", "contoso", "{name: contoso, id: x}"},
		{"JSON", "m.json", `{"name": "Contoso"}`, "contoso", `{"name": "contoso"}`},
		{"anchor is kept", "m.yaml", "name: &n Contoso\ntwo: *n\n", "contoso", "name: &n contoso\ntwo: *n\n"},
		{"tag is kept", "m.yaml", "name: !!str Contoso\n", "contoso", "name: !!str contoso\n"},
		{"would read as a number", "m.yaml", "name: 1 2", "12", `name: "12"`},
		{"would read as a boolean", "m.yaml", "name: True-", "true", `name: "true"`},
		{"would read as an alias", "m.yaml", "name: all", "*", `name: "*"`},
		{"would end the value", "m.yaml", "{name: all}", "a, b", `{name: "a, b"}`},
		{"would start a comment", "m.yaml", "name: all", "a #b", `name: "a #b"`},
		{"URL", "m.yaml", "name: contoso.com", "https://contoso.com/a", "name: https://contoso.com/a"},
		{"name with a space", "m.yaml", "name: sales", "Sales Makers", "name: Sales Makers"},
		{"escape", "m.yaml", `name: "Contoso\u0041"`, "contoso", ""},
		{"multiline string", "m.yaml", "name: Contoso\n  Europe\n", "contoso", ""},
		{"block scalar", "m.yaml", "name: |\n  Contoso\n", "contoso", ""},
		{"number", "m.yaml", "name: 12", "contoso", ""},
		{"empty", "m.yaml", `name: ""`, "contoso", ""},
		{"quote that needs an escape", "m.yaml", `name: "Contoso"`, `con"toso`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := source.NewFile(tt.file, []byte(tt.text))
			doc, problems := ParseTree(f, DefaultLimits())
			if doc == nil || len(problems) > 0 {
				t.Fatal(problems)
			}
			fix := doc.Root.Get("name").Reword(f, tt.to)
			if fix == nil {
				if tt.want != "" {
					t.Fatal("no fix")
				}
				return
			}
			got := tt.text[:fix.Span.Start] + fix.Text + tt.text[fix.Span.End:]
			if got != tt.want {
				t.Fatalf("got  %q\nwant %q", got, tt.want)
			}
			again, problems := ParseTree(source.NewFile(tt.file, []byte(got)), DefaultLimits())
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			if n := again.Root.Get("name"); n.Kind != String || n.Text != tt.to {
				t.Errorf("reads as %q", n.Text)
			}
			if !strings.Contains(fix.Description, quoted(tt.to)) {
				t.Errorf("described as %s", fix.Description)
			}
		})
	}
}
