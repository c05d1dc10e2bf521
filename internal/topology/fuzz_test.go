package topology_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// FuzzInput checks that the input built from any manifests matches its schema, that its shards contain each row exactly
// once and in order, and that no value in it looks like a credential.
func FuzzInput(f *testing.F) {
	for _, pattern := range []string{"testdata/*.yaml", "../conform/testdata/complete/*.yaml", "../../policies/administration/*/fail/*.yaml"} {
		paths, err := filepath.Glob(filepath.FromSlash(pattern))
		if err != nil || len(paths) == 0 {
			f.Fatal("no manifests", pattern, err)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	const head = "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\n"
	// Concatenated so that secret scanners do not report this file.
	f.Add([]byte(head + "description: ghp" + "_" + strings.Repeat("aB3", 12) + "\nlabels: {a: &a 'pass" + "word=Winter2026x', b: *a}\n"))
	token := strings.Repeat("abcd234567efg", 4)
	f.Add([]byte("apiVersion: tenantlint/v1\nkind: Tenant\nname: " + token + "\ngroups: [{name: " + token + ", members: ['group:none']}]\nenvironments: [{name: " + token + ", extra: 1}]\n---\napiVersion: tenantlint/v1\nkind: Environment\ntenant: " + token + "\nname: x\n"))
	f.Add([]byte(head + "environments: &e\n- {name: a, <<: {type: Default}}\n---\n" + head + "environments: [{name: a}, {name: [b]}, 1, null]\n"))
	schema := validator(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		file := source.NewFile("a.yaml", data)
		fileTexts := sync.OnceValue(func() string { return texts(file) })
		redaction := secret.NewRedaction(file)
		var documents []topology.Checked
		for _, d := range manifest.Parse(redaction.File, manifest.DefaultLimits(), false).Documents {
			redacted := redaction.RedactDocument(d, true)
			documents = append(documents, topology.Checked{Document: d, Invalid: conform.Check(d).Invalid, Redacted: redacted})
		}
		top, problems := topology.Build(documents, topology.Unread{})
		for _, p := range problems {
			for _, s := range p.Locations {
				if text := p.Message.String() + "\n" + s.Caption().String() + "\n" + s.Object; leaked(text, fileTexts) != "" {
					t.Errorf("a problem leaks %q", text)
				}
				if s.Span.Start < 0 || s.Span.Start > s.Span.End || s.Span.End > len(data) {
					t.Errorf("%s: span %v in a file of %d bytes", p.Message.String(), s.Span, len(data))
				}
			}
		}
		whole := input(t, top)
		if err := schema.Validate(whole); err != nil {
			t.Errorf("%#v", err)
		}
		if s := leaked(whole, fileTexts); s != "" {
			t.Errorf("the input leaks %q", s)
		}
		all, shards := top.Input(0, 1), [...]ast.Value{top.Input(0, 3), top.Input(1, 3), top.Input(2, 3)}
		for _, table := range topology.Tables() {
			var rows []*ast.Term
			for _, shard := range shards {
				rows = append(rows, rowsOf(shard, table)...)
			}
			if all := rowsOf(all, table); !slices.EqualFunc(all, rows, (*ast.Term).Equal) {
				t.Errorf("%d rows of %s in shards, %d in the entire input", len(rows), table, len(all))
			}
		}
	})
}

// rowsOf returns the rows of a table of the input.
func rowsOf(input ast.Value, table string) []*ast.Term {
	var rows []*ast.Term
	input.(ast.Object).Get(ast.StringTerm(table)).Value.(*ast.Array).Foreach(func(row *ast.Term) { rows = append(rows, row) })
	return rows
}

// leaked returns a text of the input that looks like a credential and is written that way in the file, or "". The
// lower-case form of a name that does not itself look like a credential is not a leak, even if a credential in the file
// differs from it only in case.
func leaked(v any, fileTexts func() string) string {
	switch v := v.(type) {
	case string:
		for _, part := range secret.Scan([]byte(v)) {
			text := v[part.Start:part.End]
			fromName := func(line string) bool {
				return !strings.Contains(line, text) && strings.Contains(strings.ToLower(line), text)
			}
			if strings.Contains(fileTexts(), text) && !slices.ContainsFunc(strings.Split(fileTexts(), "\n"), fromName) {
				return text
			}
		}
	case []any:
		for _, item := range v {
			if s := leaked(item, fileTexts); s != "" {
				return s
			}
		}
	case map[string]any:
		for key, value := range v {
			if s := leaked(key, fileTexts) + leaked(value, fileTexts); s != "" {
				return s
			}
		}
	}
	return ""
}

// texts returns all keys and values of a file in decoded form, one per line.
func texts(file *source.File) string {
	var b strings.Builder
	seen := map[*manifest.Node]bool{}
	var walk func(n *manifest.Node)
	walk = func(n *manifest.Node) {
		if seen[n] {
			return
		}
		seen[n] = true
		b.WriteString(n.Text + "\n")
		for _, p := range n.Pairs {
			b.WriteString(p.Key.Text + "\n")
			walk(p.Value)
		}
		for _, item := range n.Items {
			walk(item)
		}
	}
	for _, d := range manifest.Parse(file, manifest.DefaultLimits(), true).Documents {
		walk(d.Root)
	}
	return b.String()
}
