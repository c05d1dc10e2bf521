package manifest

import (
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/source"
)

func TestHeader(t *testing.T) {
	const foreign = ""
	const ours = "ours"
	for _, tt := range []struct{ name, text, want string }{
		{"ours", "apiVersion: tenantlint/v1\nkind: Tenant\n", ours},
		{"unknown kind is left to the schema", "apiVersion: tenantlint/v1\nkind: Tennant\n", ours},
		{"no kind is left to the schema", "apiVersion: tenantlint/v1\n", ours},
		{"metadata with our version", "apiVersion: tenantlint/v1\nmetadata: {}\n", `2:1 <metadata> parse/not-a-manifest: a manifest of tenantlint has no "metadata"`},
		{"quoted", "\"apiVersion\": 'tenantlint/v1'\n", ours},
		{"in braces", "{apiVersion: tenantlint/v1, kind: Tenant}\n", ours},
		{"JSON in YAML", "{\"apiVersion\": \"tenantlint\\/v1\"}\n", ours},

		{"other version", "apiVersion: tenantlint/v2\nkind: Tenant\n", `1:13 <tenantlint/v2> parse/not-a-manifest: apiVersion "tenantlint/v2" is not known`},
		{"no version", "apiVersion: tenantlint/\n", `1:13 <tenantlint/> parse/not-a-manifest: apiVersion "tenantlint/" is not known`},
		{"missing", "kind: Tenant\nname: contoso\n", `1:7 <Tenant> parse/not-a-manifest: manifest of kind "Tenant" has no apiVersion`},
		{"missing, without name", "kind: Topology\nagreements: []\n", `1:7 <Topology> parse/not-a-manifest: manifest of kind "Topology" has no apiVersion`},
		{"empty", "apiVersion:\nkind: Tenant\n", `1:12 parse/not-a-manifest: manifest of kind "Tenant" has an empty apiVersion`},
		{"number", "apiVersion: 1\nkind: Tenant\n", `1:13 <1> parse/not-a-manifest: manifest of kind "Tenant" has an apiVersion that is not a string`},
		{"no group", "apiVersion: v1\nkind: Tenant\n", `1:13 <v1> parse/not-a-manifest: manifest of kind "Tenant" has apiVersion "v1"`},
		{"only a group", "apiVersion: tenantlint\nkind: Tenant\n", `1:13 <tenantlint> parse/not-a-manifest: manifest of kind "Tenant" has apiVersion "tenantlint"`},
		{"domain", "apiVersion: tenantlint.io/v1\nkind: Tenant\n", `1:13 <tenantlint.io/v1> parse/not-a-manifest: manifest of kind "Tenant" has apiVersion "tenantlint.io/v1"`},
		{"upper case", "apiVersion: TenantLint/v1\nkind: Tenant\n", `1:13 <TenantLint/v1> parse/not-a-manifest: manifest of kind "Tenant" has apiVersion "TenantLint/v1"`},
		{"missing letter", "apiVersion: tenantlnt/v1\nkind: Tenant\n", `1:13 <tenantlnt/v1> parse/not-a-manifest: manifest of kind "Tenant" has apiVersion "tenantlnt/v1"`},
		{"key in upper case", "APIVersion: tenantlint/v1\nkind: Tenant\n", `1:1 <APIVersion> parse/not-a-manifest: unknown key "APIVersion" where "apiVersion" is expected`},
		{"key after a byte order mark", "---\n\ufeffapiVersion: tenantlint/v1\nkind: Tenant\n", "2:1 <\ufeffapiVersion> parse/not-a-manifest: unknown key \"\ufeffapiVersion\" where \"apiVersion\" is expected"},

		{"Kubernetes", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {}\n", foreign},
		{"Kubernetes without metadata", "apiVersion: apps/v1\nkind: Deployment\nname: a\n", foreign},
		{"Capsule", "apiVersion: capsule.clastix.io/v1beta2\nkind: Tenant\nmetadata: {name: a}\n", foreign},
		{"core group with metadata", "apiVersion: v1\nkind: Environment\nmetadata: {name: a}\n", foreign},
		{"patch", "kind: Deployment\nspec: {replicas: 1}\n", foreign},
		{"only a kind", "kind: Deployment\n", foreign},
		{"name is not a string", "kind: Environment\nname: {a: b}\n", foreign},
		{"kind in lower case", "kind: tenant\nname: a\n", foreign},
		{"other kind", "apiVersion: v1\nkind: Pod\n", foreign},
		{"list", "- apiVersion: tenantlint/v1\n", ours},
		{"list of Kubernetes", "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: tenantlint/v1}\n", ours},
		{"list of others", "- apiVersion: v1\n", foreign},
		{"JSON array", "[{\"apiVersion\": \"tenantlint/v1\"}]\n", ours},
		{"escaped key", "{\"api\\u0056ersion\": \"tenantlint/v1\"}\n", ours},
		{"escaped value", "\"apiVersion\": \"tenant\\u006cint/v1\"\n", ours},
		{"tagged", "apiVersion: !!str tenantlint/v1\n", ours},
		{"a list in a list", "- - apiVersion: tenantlint/v1\n", `1:17 <tenantlint/v1> parse/not-a-manifest: a manifest inside another document is not read`},
		{"inside", "a:\n  apiVersion: TENANTLINT/v1\n", `2:15 <TENANTLINT/v1> parse/not-a-manifest: a manifest inside another document is not read`},
		{"upper case with an unknown kind", "apiVersion: TenantLint/v1\nkind: Tennant\n", `1:13 <TenantLint/v1> parse/not-a-manifest: a manifest inside another document is not read`},
		{"schema", "$schema: http://json-schema.org/draft-07/schema#\nconst: tenantlint/v1\n", foreign},
		{"text about it", "run: use tenantlint/v1\n", foreign},
		{"scalar", "tenantlint/v1\n", `1:1 <tenantlint/v1> parse/not-a-manifest: a manifest inside another document is not read`},
		{"tags of another tool", "a: !Ref b\nb: !!binary aGk=\nc: {{ d }}\na: 1\n", foreign},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := parse(t, "a.yaml", tt.text)
			var got []string
			for _, d := range r.Documents {
				if !d.InvalidHeader {
					got = append(got, "ours")
				}
			}
			for _, p := range r.Problems {
				got = append(got, format(p))
			}
			if got := strings.Join(got, "\n"); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if skipped := len(r.Foreign) == 1; skipped != (tt.want == foreign) {
				t.Errorf("skipped %d documents", len(r.Foreign))
			}
			if tt.want != foreign && !Candidate([]byte(tt.text)) {
				t.Error("is not a candidate")
			}
		})
	}
}

func TestFixOfVersion(t *testing.T) {
	for _, tt := range []struct{ path, text, want string }{
		{"a.yaml", "apiVersion: tenantlnt/v1 # new\nkind: Tenant\n", "apiVersion: tenantlint/v1 # new\nkind: Tenant\n"},
		{"a.yaml", "apiVersion: \"v1\"\nkind: Tenant\n", "apiVersion: \"tenantlint/v1\"\nkind: Tenant\n"},
		{"a.json", `{"apiVersion": 1, "kind": "Tenant"}`, `{"apiVersion": "tenantlint/v1", "kind": "Tenant"}`},
	} {
		p := parse(t, tt.path, tt.text).Problems
		if len(p) != 1 || p[0].Fix == nil {
			t.Fatalf("%q: no fix in %v", tt.text, p)
		}
		got := tt.text[:p[0].Fix.Span.Start] + p[0].Fix.Text + tt.text[p[0].Fix.Span.End:]
		if got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestExplicitFileWithoutManifest(t *testing.T) {
	for _, tt := range []struct{ path, text, want string }{
		{"a.yaml", "# only a comment\n", "1:1 parse/not-a-manifest: file contains no manifest"},
		{"a.yaml", "", "1:1 parse/not-a-manifest: file contains no manifest"},
		{"a.json", " \n", "1:1 parse/not-a-manifest: file contains no manifest"},
		{"a.yaml", "\uFEFF\n", "1:1 parse/not-a-manifest: file contains no manifest"},
		{"a.yaml", "# x\non: push\n---\na: b\n", "2:1 <on> parse/not-a-manifest: file contains no manifest"},
		{"a.yaml", "- b\n", "1:1 <- b> parse/not-a-manifest: file contains no manifest"},
		{"a.json", `{"name": 1}`, `1:2 <"name"> parse/not-a-manifest: file contains no manifest`},
		{"a.yaml", "a: [\n", "1:4 <[> parse/syntax: \"[\" is never closed"},
	} {
		r := Parse(source.NewFile(tt.path, []byte(tt.text)), DefaultLimits(), true)
		if len(r.Problems) != 1 || format(r.Problems[0]) != tt.want {
			t.Errorf("%q: got %v, want %s", tt.text, r.Problems, tt.want)
		}
	}
}

func TestCandidate(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       bool
	}{
		{"ours", "# comment\n\napiVersion: tenantlint/v1\nkind: Tenant\n", true},
		{"version after an anchor", "apiVersion: &v !!str \"tenantlint/v1\"\n", true},
		{"version on the next line", "apiVersion:\n  tenantlint/v1\n", true},
		{"second document", "kind: Pod\napiVersion: v1\n---\nkind: Tenant\nname: a\n", true},
		{"indented", "  kind: Tenant\n  name: a\n", true},
		{"broken, but ours", "apiVersion: tenantlint/v1\nkind: [\n", true},
		{"misspelled key", "aplVersion: tenantlint/v1\n", true},
		{"keys with the prefix of another tool's", "apiVersions: apps/v1\nspecification: x\nmetadatas: y\nkind: Tenant\nname: a\n", true},
		{"JSON", `{"kind":"Tenant","name":"a"}`, true},
		{"JSON, minified", `{"apiVersion":"tenantlint/v1"}`, true},
		{"UTF-16", "\xff\xfea\x00p\x00i\x00V\x00e\x00r\x00s\x00i\x00o\x00n\x00:\x00 \x00t\x00e\x00n\x00a\x00n\x00t\x00l\x00i\x00n\x00t\x00/\x00v\x001\x00", true},
		{"CRLF", "kind: Tenant\r\nname: a\r\n", true},
		{"empty", "", false},
		{"workflow that runs the program", "on: push\njobs:\n  lint:\n    uses: tenantlint/action@v1\n", false},
		{"Kubernetes", "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\n", false},
		{"Helm template", "{{- if .Values.on }}\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\n{{- end }}\n", false},
		{"Helm template with computed version", "apiVersion: {{ include \"v\" . }}\nkind: Deployment\nmetadata:\n  labels: {{- toYaml . | nindent 4 }}\n", false},
		{"target of an autoscaler", "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec:\n  scaleTargetRef:\n    kind: Deployment\n", false},
		{"kustomize patch", "kind: Deployment\nmetadata:\n  name: a\n", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Candidate([]byte(tt.text)); got != tt.want {
				t.Errorf("got %t", got)
			}
		})
	}
}

// TestNoFixOfLaterVersion checks that a manifest of a later version is not rewritten to this one.
func TestNoFixOfLaterVersion(t *testing.T) {
	p := parse(t, "a.yaml", "apiVersion: tenantlint/v2\nkind: Tenant\n").Problems
	if len(p) != 1 || p[0].Fix != nil {
		t.Errorf("got %v, want one problem without a fix", p)
	}
}
