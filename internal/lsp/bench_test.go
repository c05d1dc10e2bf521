package lsp

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/lint/gen"
)

// BenchmarkChange measures the time from a keystroke in one of many environments to the diagnostics, without the wait
// for further keystrokes. The keystroke changes a value, a name that others may refer to, a comment, or leaves a line
// half written.
func BenchmarkChange(b *testing.B) {
	for _, environments := range []int{1000, 10000} {
		files := gen.Files(gen.Plan{Environments: environments, Federated: 1, Databases: 1, Groups: 5, Regions: 5, Keys: 1, Seed: 1})
		dir := b.TempDir()
		if err := gen.Write(dir, files); err != nil {
			b.Fatal(err)
		}
		var file gen.File
		for _, f := range files {
			if strings.HasPrefix(f.Path, "environments/") && bytes.Contains(f.Data, []byte("tenant: unit-0000")) {
				file = f
			}
		}
		uri := pathToURI(filepath.Join(dir, filepath.FromSlash(file.Path)), windows)
		for _, c := range []struct{ name, from, to string }{
			{"value", "type: ", "type: Un%d"},
			{"name", "tenant: unit-0000", "tenant: unit-000%d"},
			{"half", "kind: ", "x%d: [\nkind: "},
			{"comment", "kind: ", "# %d\nkind: "},
		} {
			b.Run(fmt.Sprintf("%s/%d", c.name, environments), func(b *testing.B) {
				client := connect(b, 0)
				client.request("initialize", map[string]any{"rootUri": pathToURI(dir, windows)})
				client.notify("initialized", map[string]any{})
				client.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uri, "version": 0, "text": string(file.Data)}})
				client.request("textDocument/hover", map[string]any{})
				change := func(version int) {
					text := strings.Replace(string(file.Data), c.from, fmt.Sprintf(c.to, version%9), 1)
					client.notify("textDocument/didChange", map[string]any{
						"textDocument": map[string]any{"uri": uri, "version": version}, "contentChanges": []any{map[string]any{"text": text}},
					})
					client.request("textDocument/hover", map[string]any{})
				}
				version := 1
				for change(version); b.Loop(); change(version) {
					version++
				}
			})
		}
	}
}
