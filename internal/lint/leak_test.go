package lint_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/tier"
)

// credentials contains credentials, each with a core: a part that occurs only in it and that every format writes
// unchanged. They are concatenated here so that secret scanners ignore this repository.
var credentials = []struct{ text, core string }{
	{"ghp" + "_0123456789abcdefghijABCDEFGHIJ012345", "3456789abcdefghijABCDEFGHIJ"},
	{"pass" + "word=Tr0ub4dor-and-3", "Tr0ub4dor"},
	{"\"client" + "Secret\": \"W1nter2026xyz\"", "W1nter2026"},
	{"abc1Q" + "~Z123456789abcdefghijABCDEFGHIJ0123", "Z123456789abcdefghijABCDEFGHIJ"},
	{"eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0In0.dBjftJeZ4CVPmB92K27uhbUJU1p1r", "CVPmB92K27uhbUJU1p1r"},
	{"-----BEGIN RSA " + "PRIVATE KEY-----\nMIIEowIBAAKCAQEAz8bR\nabQd0cJ9aQ==\n-----END RSA " + "PRIVATE KEY-----", "IBAAKCAQEAz8"},
	{"https://x.blob.example/a?sv=1&" + "sig=" + "qzB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3", "qzB3aB3aB3aB3a"},
	{"AccountKey" + "=qyB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3==", "qyB3aB3aB3aB3a"},
}

// verboseRules selects the rules that quote much of their input; the others would only take time.
func verboseRules() rule.Selection {
	return rule.Selection{Only: []string{"parse", "schema", "reference", "suppression", "domain", "deployment/secret"}}
}

// plant inserts a credential into data.
func plant(data []byte, at int, text string) []byte {
	out := make([]byte, 0, len(data)+len(text))
	return append(append(append(out, data[:at]...), text...), data[at:]...)
}

// checkNoLeak checks that no report of a file and nothing in the policies' input contains core, and that a finding
// reports the credential if the file contains a manifest.
func checkNoLeak(t *testing.T, engine *policy.Engine, name string, data []byte, core string) {
	t.Helper()
	o := lint.Options{Engine: engine, Rules: verboseRules(), AllowEmpty: true, Workers: 1, Today: "2026-12-31", Find: source.FindOptions{Overlay: map[string][]byte{"/" + name: data}}}
	result, err := lint.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	run, reported := &result.Run, false
	for i := range run.Findings {
		reported = reported || run.Findings[i].Rule.ID == "deployment/secret"
	}
	if (run.Totals.Files > 0 || len(run.Findings) > 0) && !reported {
		t.Errorf("no finding reports %q in\n%s", core, data)
	}
	var b bytes.Buffer
	for name, write := range formats {
		b.Reset()
		if err := write(&b, run, report.Options{}); err != nil {
			t.Fatal(err)
		}
		if i := strings.Index(b.String(), core); i >= 0 {
			t.Errorf("%s shows %q of\n%s\nin …%s", name, core, data, b.String()[max(0, i-300):i+len(core)])
		}
	}
	if text, err := lint.Input(t.Context(), o, 0, 1); err == nil && bytes.Contains(text, []byte(core)) || err != nil && strings.Contains(err.Error(), core) {
		t.Errorf("policies see %q of\n%s", core, data)
	}
}

// FuzzLeak plants a credential at an arbitrary location of an arbitrary file. Whether it becomes a value, a key or a
// comment, or breaks the file, no output may show it, and a finding must report it.
func FuzzLeak(f *testing.F) {
	for i, data := range examples(f, "testdata/examples/*/tenants/*.yaml", "policies/domain/*/fail/*.yaml", "policies/parse/*/fail/*") {
		f.Add(data, uint(i*97), uint8(i), i%2 == 0)
	}
	const head = "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\n"
	f.Add([]byte(head+"# a comment\nlabels: {a: &a x, b: *a, a: \"\\u0067\"}\ntext: |\n  a\n  b\n"), uint(60), uint8(0), false)
	f.Add([]byte(head+strings.Repeat("# a comment\n", 6000)+"location: x\n"), uint(70_000), uint8(1), false)
	engine, err := lint.Prepare(lint.Options{Rules: verboseRules()})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte, at uint, which uint8, isJSON bool) {
		secret := credentials[int(which)%len(credentials)]
		for bytes.Contains(data, []byte(secret.core)) { // on its own, it is not a credential
			data = bytes.ReplaceAll(data, []byte(secret.core), nil)
		}
		name := "a.yaml"
		if isJSON {
			name = "a.json"
		}
		checkNoLeak(t, engine, name, plant(data, int(at%uint(len(data)+1)), secret.text), secret.core)
	})
}

// TestLeak plants the credentials throughout fixtures of each kind.
func TestLeak(t *testing.T) {
	engine, err := lint.Prepare(lint.Options{Rules: verboseRules()})
	if err != nil {
		t.Fatal(err)
	}
	const head = "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\n"
	for name, text := range map[string]string{
		"a.yaml":      head + "# tenantlint:ignore domain/initial -- why\nlabels: {owner: \"a\\tb\", cost: 4711}\ntext: >-\n  folded\n  text\nenvironments: [{name: x, <<: &m {type: Sandbox}}, *m]\n",
		"broken.yaml": head + "labels: {owner: [a, b}\nname: x\n",
		"two.yaml":    head + "---\n" + head + "  x: 1\n",
		"a.json":      `{"apiVersion": "tenantlint/v1", "kind": "Tenant", "name": "contoso", "users": [{"userPrincipalName": "a@b.example", "mail": null}]}`,
		"cut.json":    `{"apiVersion": "tenantlint/v1", "kind": "Tenant", "name": "contoso", "users": [`,
		"marked.yaml": "\uFEFF" + head + "description: ä ö ü \u2028 x\n",
	} {
		for at := 0; at <= len(text) && !t.Failed(); at += tier.Of(10, 2) {
			secret := credentials[(at/2+len(name))%len(credentials)]
			checkNoLeak(t, engine, name, plant([]byte(text), at, secret.text), secret.core)
		}
	}
	// In UTF-16, the bytes of a text are not adjacent.
	for _, secret := range credentials {
		utf16 := []byte{0xFF, 0xFE}
		for _, c := range []byte(head + "description: '" + secret.text + "'\n") {
			utf16 = append(utf16, c, 0)
		}
		checkNoLeak(t, engine, "a.yaml", utf16, secret.core)
	}
}
