package manifest

import (
	"testing"

	"github.com/tenantlint/tenantlint/internal/source"
)

// TestWhy checks the reasons given for files without a manifest.
func TestWhy(t *testing.T) {
	for _, tt := range []struct{ path, text, want string }{
		{"a.yaml", "", "it is empty"},
		{"a.yaml", " \n\n", "it is empty"},
		{"a.yaml", "# a\n---\n# b\n", "it contains only comments"},
		{"a.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n", `apiVersion "apps/v1", kind "Deployment"`},
		{"a.yaml", "kind: Tenant\n", `no apiVersion, kind "Tenant"`},
		{"a.yaml", "apiVersion: 1\n", `apiVersion "1"`},
		{"a.json", `{"name": "a"}`, "no apiVersion"},
		{"a.json", "[1]", "a list"},
		{"a.yaml", "text", "a single value"},
		{"a.yaml", "a: 1\n---\nb: 1\n---\n- 1\n", "no apiVersion; a list"},
		{"a.yaml", "kind: A\n---\nkind: B\n---\nkind: C\n---\nkind: D\n---\nkind: E\n", `no apiVersion, kind "A"; no apiVersion, kind "B"; no apiVersion, kind "C"; and 2 more`},
		{"a.yaml", "kind: A\n{{- if .Values.a }}\n", `it has no apiVersion of tenantlint, and line 2 does not parse: template expression "{{- if .Values.a }}" is not rendered`},
		{"a.yaml", "\xB8\x00", "it has no apiVersion of tenantlint, and line 1 does not parse: byte 0xB8 at offset 0 is not UTF-8"},
		{"a.json", "{", `it has no apiVersion of tenantlint, and line 1 does not parse: "{" is never closed`},
	} {
		if got := WhyNotManifest(source.NewFile(tt.path, []byte(tt.text))); got != tt.want {
			t.Errorf("%s with %q: got %s, want %s", tt.path, tt.text, got, tt.want)
		}
	}
}
