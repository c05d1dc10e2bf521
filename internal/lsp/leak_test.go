package lsp

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestLeak checks that no message of the server contains a credential from an open file, wherever it is in the file.
func TestLeak(t *testing.T) {
	token := "ghp" + "_0123456789abcdefghijABCDEFGHIJ012345"
	const core = "0123456789abcdefghij"
	dir := t.TempDir()
	uri := pathToURI(filepath.Join(dir, "a.yaml"), windows)
	text := "# " + token + "\napiVersion: tenantlint/v1\nkind: Tenant\nname: " + token + "\n" + token + ": 1\nlocation: Europe " + token +
		"\nenvironments:\n  - {name: " + token + ", type: Sandbox}\n---\napiVersion: tenantlint/v1\nkind: Environment\nname: x\ntenant: " + token + "\nlabels: {a: \"\\u0067" + token[1:] + "\"}\n---\na: [" + token + "}\n"
	c := connect(t, time.Millisecond)
	check := func(all ...received) {
		t.Helper()
		for _, m := range all {
			if i := bytes.Index(m.text, []byte(core)); i >= 0 {
				t.Errorf("the server says …%s", m.text[max(0, i-200):i+len(core)])
			}
		}
	}
	request := func(method string, params any) {
		t.Helper()
		response, before := c.request(method, params)
		check(append(before, response)...)
	}
	request("initialize", map[string]any{"capabilities": map[string]any{}, "rootUri": pathToURI(dir, windows)})
	c.notify("initialized", map[string]any{})
	c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
	doc := map[string]any{"uri": uri}
	request("textDocument/documentSymbol", map[string]any{"textDocument": doc})
	for line := range strings.Count(text, "\n") {
		at := map[string]any{"line": line, "character": 12}
		request("textDocument/hover", map[string]any{"textDocument": doc, "position": at})
		request("textDocument/definition", map[string]any{"textDocument": doc, "position": at})
		request("textDocument/references", map[string]any{"textDocument": doc, "position": at, "context": map[string]any{"includeDeclaration": true}})
		request("textDocument/codeAction", map[string]any{"textDocument": doc, "range": map[string]any{"start": at, "end": at}, "context": map[string]any{"diagnostics": []any{}}})
	}
	request(token, map[string]any{})
	request("shutdown", nil)
}
