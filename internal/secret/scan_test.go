package secret

import (
	"bytes"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// FuzzScan checks that parts are in order and inside the text, and that a redacted file differs from the original only
// where it is redacted, with the same lines and columns. Scan must find a credential in any value that is written
// literally.
func FuzzScan(f *testing.F) {
	long := strings.Repeat("aB3", 26)
	for _, s := range []string{
		"abc8Q" + "~" + long[:34], "-----BEGIN RSA " + "PRIVATE KEY-----\nMII\n", "x -----BEGIN " + "PRIVATE KEY-----\n# " + long + "\n# -----END " + "PRIVATE KEY-----",
		"eyJ-aaa-aaa-" + ".eyJ-aaa-aaa-." + "aaa-aaa-", "?sig" + "=" + long[:44], "AccountKey" + " = " + long, "SharedAccessKey" + "=" + long,
		strings.Repeat("abcd234567efg", 4), long[:76] + "AZDO" + "1234", "ghp" + "_" + long[:36], "github" + "_pat_" + long[:40],
		"passwd" + "\t: hunter2hunter2", "PWD" + "=hunter2hunter2", "client-secret" + ":hunter2hunter2", "pwd" + "=a\u00e4\u2028\U0001F512bcdefgh", "g\x00h\x00p\x00_\x00",
		"a: [x, 'eyJ-aaa-aaa', \"eyJ-aaa-aaa-" + ".eyJ-aaa-aaa-.\", -eyJ-aaa-aaa-" + ".eyJ-aaa-aaa]\nkey: client_secret\nset: pwd" + ":vault\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		at := 0
		for _, p := range Scan(text) {
			if p.Start < at || p.End <= p.Start || p.End > len(text) || p.Kind == "" {
				t.Fatalf("part %+v after offset %d, of %d bytes", p, at, len(text))
			}
			at = p.End
		}
		file := source.NewFile("a", text)
		redacted := NewRedaction(file).File
		if !bytes.Equal(redacted.Raw(), text) || len(redacted.Data) != len(text) || redacted.Lines() != file.Lines() {
			t.Fatal("the redacted file differs in content, length or lines")
		}
		for i := range text {
			if redacted.Data[i] != text[i] && !redacted.Redacted(source.Span{Start: i, End: i + 1}) {
				t.Fatalf("byte %d differs but is not redacted", i)
			}
			if redacted.Position(i) != file.Position(i) {
				t.Fatalf("byte %d is at %+v, want %+v", i, redacted.Position(i), file.Position(i))
			}
		}
		doc, _ := manifest.ParseTree(file, manifest.DefaultLimits())
		if doc == nil || len(Scan(text)) > 0 {
			return
		}
		walk(doc.Root, func(_ *manifest.Node, value string, at source.Span) {
			if kind := Classify(value); kind != "" && isLiteral(text, value, at) {
				t.Errorf("%q looks like %s, which Scan does not find in the file", value, kind)
			}
		}, true)
	})
}

// TestScanTwice checks that nothing is found in a redacted file.
func TestScanTwice(t *testing.T) {
	for _, text := range []string{"pass" + "word=hunter2hunter2", "?sig" + "=" + strings.Repeat("aB3", 20), "AccountKey" + "=" + strings.Repeat("aB3", 20) + "=="} {
		redacted := NewRedaction(source.NewFile("a", []byte(text))).File
		if kind := Classify(string(redacted.Data)); kind != "" || bytes.Equal(redacted.Data, []byte(text)) {
			t.Errorf("%q looks like %q", redacted.Data, kind)
		}
	}
}
