package manifest

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/accelerator"
	"github.com/tenantlint/tenantlint/internal/source"
)

// compareReaders parses each document of a file with the plain reader and with the reader based on yaml.v3, and checks
// that whatever the first accepts, the second reads the same way. It returns how many documents the first accepts, and
// how many there are.
func compareReaders(t *testing.T, data []byte, lim Limits) (accepted, all int) {
	t.Helper()
	f := source.NewFile("a.yaml", data)
	text, found := newText(f, true, nil)
	if found != nil {
		return 0, 0
	}
	chunks, _ := text.split()
	for _, c := range chunks {
		var plainUsed, yamlUsed usage
		plain := plainReader{sourceText: text, scratch: &scratch{}, chunk: c, limits: lim, used: &plainUsed, fileText: string(data)}
		got := plain.document()
		if got == nil {
			continue
		}
		accepted++
		r := yamlReader{sourceText: text, chunk: c, limits: lim, used: &yamlUsed, slabs: &slabs{}, pos: c.start}
		want, found := r.document()
		if found != nil && bytes.ContainsAny(data, "?\t") {
			if other := toYAML11(data); !bytes.Equal(other, data) {
				checkYAML12(t, data, other, lim)
				return accepted, len(chunks)
			}
		}
		if found != nil {
			t.Fatalf("accepts what yaml.v3 rejects: %s\n%q", format(*found), data[c.start:c.end])
		}
		if diff := cmp.Diff(outline(f, want), outline(f, got)); diff != "" {
			t.Fatalf("reads another tree (-yaml.v3 +plain):\n%s", diff)
		}
		if diff := cmp.Diff(r.problems, plain.problems, cmp.Comparer(func(a, b *source.File) bool { return a == b })); diff != "" {
			t.Fatalf("reports other problems (-yaml.v3 +plain):\n%s", diff)
		}
		if plainUsed != yamlUsed {
			t.Fatalf("counts %+v, want %+v", plainUsed, yamlUsed)
		}
	}
	return accepted, len(chunks)
}

// toYAML11 returns a text of the same length in which what YAML 1.2 allows and yaml.v3 does not is written
// differently: a question mark inside a word, and a line of tabs.
func toYAML11(data []byte) []byte {
	other := bytes.ReplaceAll(data, []byte("?"), []byte("Q"))
	for start := 0; start < len(other); {
		end := start
		for end < len(other) && other[end] != '\n' && other[end] != '\r' {
			end++
		}
		if len(bytes.Trim(other[start:end], " \t")) == 0 {
			for i := start; i < end; i++ {
				other[i] = ' '
			}
		}
		start = end + 1
	}
	return other
}

// checkYAML12 checks that the plain reader reads data like other, which yaml.v3 accepts.
func checkYAML12(t *testing.T, data, other []byte, lim Limits) {
	t.Helper()
	if taken, _ := compareReaders(t, other, lim); taken == 0 {
		t.Fatalf("accepts what yaml.v3 rejects: %q", data)
	}
	f, g := source.NewFile("a.yaml", data), source.NewFile("a.yaml", other)
	got, want := Parse(f, lim, false), Parse(g, lim, false)
	if len(got.Documents) != len(want.Documents) {
		t.Fatalf("got %d documents, want %d", len(got.Documents), len(want.Documents))
	}
	for i := range got.Documents {
		one, two := outline(f, got.Documents[i].Root), outline(g, want.Documents[i].Root)
		if diff := cmp.Diff(string(toYAML11([]byte(two))), string(toYAML11([]byte(one)))); diff != "" {
			t.Fatalf("reads another tree (-yaml.v3 +plain):\n%s", diff)
		}
	}
}

// TestPlain checks that the plain reader accepts the manifests that people write: at least nine in ten of those in the
// repository.
func TestPlain(t *testing.T) {
	accepted, all := 0, 0
	for _, dir := range []string{"../../policies", "../../testdata/examples"} {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(path, ".yaml") {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			t.Run(path, func(t *testing.T) {
				n, total := compareReaders(t, data, DefaultLimits())
				accepted, all = accepted+n, all+total
				if n < total {
					t.Logf("%d of %d documents fall back to yaml.v3", total-n, total)
				}
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if accepted*10 < all*9 {
		t.Errorf("only %d of %d documents are read by the plain reader", accepted, all)
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Add([]byte(tenantManifest(2)))
	for _, s := range []string{
		"a:\n  - b: c\n    d:\n    - e\n    -\n  - - f\n    - g: h\ni: |-\n  x\n   y\n\n  z\nj: >\n  k l\n  m\n\n  n\n# c\no: 'p''q' # r\n",
		"--- # c\nl: [a, \"b\", {c: d, 'e': }, [],\n  # c\n  f: g,\n]\nm: {n: https://o.p/q?r#s,\n t: -1, u: 1.5e3 } # v\nw: ~\n",
		"a:\n  |\n b\n", "a: b\n  c\n", "a: b\nc\n", "a:\n- b\nc:\n  - d\n e: f\n", "a: |\n  b\n c\n", "a: >\n  b\n\n\n   c\n", "a: |\n\n  b\n",
		"a: [b\n", "a: b #\n", "a: b#c\n", "a: -\n", "a: - b\n", "a: 'b' c\n", "a: 'b': c\n", "a: \"b\"#c\n", "a : b\n", "a:\tb\n", "a: b\t\n", "? a\n: b\n",
		"a: {b:c}\n", "a: {b: c:d}\n", "a: [b: c]\n", "a: [,]\n", "a: [b c, d\n e]\n", "a: |\n  b", "a: 1\na: 2\na: 3\n", "<<: {a: b}\n", "a: <<\n",
	} {
		f.Add([]byte(s))
	}
	lim := Limits{Bytes: 1 << 16, Depth: 8, Nodes: 200, Aliases: 50}
	f.Fuzz(func(t *testing.T, data []byte) { compareReaders(t, data, lim) })
}

// TestPlainTab checks that a line may contain only a tab, as YAML 1.2 allows. yaml.v3 rejects some such lines.
func TestPlainTab(t *testing.T) {
	if !accelerator.Enabled {
		t.Skip("yaml.v3 rejects the text")
	}
	if problems := parse(t, "a.yaml", "apiVersion: tenantlint/v1\na: {b: https://host/p?r=1}\n\t\n\nc: d\n").Problems; len(problems) > 0 {
		t.Errorf("unexpected problem: %s", problems[0].Message)
	}
}
