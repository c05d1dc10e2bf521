package lsp

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/lint/gen"
)

// BenchmarkChange is the time from a keystroke in one of a thousand environments to the diagnostics, the
// wait for further keystrokes aside.
func BenchmarkChange(b *testing.B) {
	dir := b.TempDir()
	files := gen.Files(gen.Plan{Environments: 1000, Federated: 1, Databases: 1, Groups: 5, Regions: 5, Keys: 1, Seed: 1})
	if err := gen.Write(dir, files); err != nil {
		b.Fatal(err)
	}
	c := connect(b, 0)
	c.ask("initialize", map[string]any{"rootUri": uriOf(dir, windows)})
	c.notify("initialized", map[string]any{})
	for _, f := range files {
		if !strings.HasPrefix(f.Path, "environments/") {
			continue
		}
		uri := uriOf(filepath.Join(dir, filepath.FromSlash(f.Path)), windows)
		c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uri, "version": 0, "text": string(f.Data)}})
		c.ask("textDocument/hover", map[string]any{})
		version := 0
		for b.Loop() {
			version++
			c.notify("textDocument/didChange", map[string]any{
				"textDocument":   map[string]any{"uri": uri, "version": version},
				"contentChanges": []any{map[string]any{"text": strings.Replace(string(f.Data), "tenant: unit-0000", fmt.Sprintf("tenant: unit-%04d", version%2*9), 1)}},
			})
			_, before := c.ask("textDocument/hover", map[string]any{})
			if len(before) == 0 {
				b.Fatal("no diagnostics came")
			}
		}
		return
	}
}
