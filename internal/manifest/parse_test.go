package manifest

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/source"
)

const header = "apiVersion: tenantlint/v1\n"

func problems(r *Result) []string {
	var got []string
	for _, p := range r.Problems {
		got = append(got, format(p))
	}
	return got
}

func TestStream(t *testing.T) {
	doc := func(name string) string { return header + "name: " + name + "\n" }
	for _, tt := range []struct {
		name, text string
		// want contains the index and the name of each manifest.
		want     string
		skipped  int
		problems []string
	}{
		{"one", doc("a"), "0:a", 0, nil},
		{"two", doc("a") + "---\n" + doc("b"), "0:a 1:b", 0, nil},
		{"comment after the marker", "--- # one\n" + doc("a") + "--- # two\n" + doc("b"), "0:a 1:b", 0, nil},
		{"value after the marker", "--- {apiVersion: tenantlint/v1, name: a}\n--- text\n---\n" + doc("b"), "0:a 2:b", 1, nil},
		{"end marker", doc("a") + "...\n" + doc("b") + "... # end\n---\n" + doc("c") + "...\n...\n", "0:a 1:b 2:c", 0, nil},
		{"empty documents", "---\n---\n# nothing\n---\n" + doc("a") + "---\n", "2:a", 0, nil},
		{"only comments", "# a\n\n# b\n", "", 0, nil},
		{"comment before the marker", "# a\n---\n" + doc("a"), "0:a", 0, nil},
		{"directives", "%YAML 1.2\n%TAG !e! tag:e,2000:\n---\n" + doc("a") + "...\n%YAML 1.1\n# c\n---\n" + doc("b"), "0:a 1:b", 0, nil},
		{"marker inside a block scalar", header + "name: |-\n  a\n  ---\n  b\n", "0:a\n---\nb", 0, nil},
		{"dashes that are not a marker", header + "name: a\n---x: y\n", "0:a", 0, nil},
		{"markers with CR, CRLF and tab", strings.ReplaceAll(doc("a"), "\n", "\r") + "---\r\n" + doc("b") + "---\t\n" + doc("c"), "0:a 1:b 2:c", 0, nil},
		{"byte order mark", "\uFEFF---\n" + doc("a"), "0:a", 0, nil},
		{"foreign between ours", doc("a") + "---\nkind: Pod\n---\n- 1\n---\n" + doc("b"), "0:a 3:b", 2, nil},
		{"broken between ours", doc("a") + "---\nb: [\n---\n" + doc("c") + "---\nd: \"\n---\n" + doc("e"), "0:a 2:c 4:e", 0, []string{
			`4:4 <[> parse/syntax: "[" is never closed`, `9:4 <"> parse/syntax: double quote is never closed`,
		}},
		{"JSON that yaml.v3 rejects", "---\n{\"apiVersion\": \"tenantlint\\/v1\", \"name\": \"\\ud83d\\ude00\"}\n---\n" + doc("b"), "0:😀 1:b", 0, nil},
		{"no line break at the end", doc("a") + "---\n" + header + "name: b", "0:a 1:b", 0, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := parse(t, "a.yaml", tt.text)
			var got []string
			for _, d := range r.Documents {
				got = append(got, fmt.Sprintf("%d:%s", d.Index, d.Name()))
			}
			if got := strings.Join(got, " "); got != tt.want {
				t.Errorf("got manifests %q, want %q", got, tt.want)
			}
			if len(r.Foreign) != tt.skipped {
				t.Errorf("skipped %d, want %d", len(r.Foreign), tt.skipped)
			}
			if diff := cmp.Diff(tt.problems, problems(r)); diff != "" {
				t.Errorf("problems -want +got:\n%s", diff)
			}
		})
	}
}

func TestDuplicateKey(t *testing.T) {
	for _, tt := range []struct{ name, path, text, want, labels string }{
		{"twice", "a.yaml", header + "name: a\nname: b\n", `2:1 <name> and 3:1 <name> parse/duplicate-key: key "name" is given twice`, "first here, and again here"},
		{"three times", "a.yaml", header + "x: {k: 1, 'k': 2, l: 0, \"k\": 3}\n", `2:5 <k> and 2:11 <'k'> and 2:25 <"k"> parse/duplicate-key: key "k" is given 3 times`, "first here, and again here, and again here"},
		{"number and string", "a.yaml", header + "x:\n  1: a\n  '1': b\n", `3:3 <1> and 4:3 <'1'> parse/duplicate-key: key "1" is given twice`, "first here, and again here"},
		{"alias", "a.yaml", header + "&k x: a\n*k : b\n", `2:4 <x> and 3:1 <*k> parse/duplicate-key: key "x" is given twice`, "first here, and again here"},
		{"JSON", "a.json", `{"apiVersion": "tenantlint/v1", "name": "a", "n\u0061me": "b"}`, `1:33 <"name"> and 1:46 <"n\u0061me"> parse/duplicate-key: key "name" is given twice`, "first here, and again here"},
		{"among many", "a.yaml", header + "a: 1\nb: 1\nc: 1\nd: 1\ne: 1\nf: 1\ng: 1\nh: 1\ni: 1\nj: 1\nk: 1\nl: 1\nm: 1\nb: 2\n", `3:1 <b> and 15:1 <b> parse/duplicate-key: key "b" is given twice`, "first here, and again here"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := parse(t, tt.path, tt.text)
			if len(r.Problems) != 1 {
				t.Fatalf("got %q", problems(r))
			}
			if got := format(r.Problems[0]); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			var labels []string
			for _, s := range r.Problems[0].Locations {
				labels = append(labels, s.Caption().String())
			}
			if got := strings.Join(labels, ", "); got != tt.labels {
				t.Errorf("got labels %s", got)
			}
			if len(r.Documents) != 1 {
				t.Errorf("got %d documents, want 1", len(r.Documents))
			}
		})
	}
	t.Run("first value is kept", func(t *testing.T) {
		r := parse(t, "a.yaml", header+"name: a\nname: b\n")
		if got := r.Documents[0].Name(); got != "a" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("own key beats a merged one", func(t *testing.T) {
		r := parse(t, "a.yaml", header+"x: &x {name: b}\n<<: *x\nname: a\n")
		if len(r.Problems) != 0 || r.Documents[0].Name() != "a" {
			t.Errorf("got %q, %q", r.Documents[0].Name(), problems(r))
		}
	})
}

func TestEncoding(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"latin 1", "a: Z\xfcrich\n", "1:5 <\xfc> parse/encoding: byte 0xFC at offset 4 is not UTF-8"},
		{"cut off", "a: \xe6\xbc", "1:4 <\xe6> parse/encoding: byte 0xE6 at offset 3 is not UTF-8"},
		{"surrogate", "a: \xed\xa0\x80", "1:4 <\xed> parse/encoding: byte 0xED at offset 3 is not UTF-8"},
		{"UTF-16 with mark", "\xff\xfea\x00", "1:1 parse/encoding: file is encoded in UTF-16, not in UTF-8"},
		{"UTF-16 big endian", "\xfe\xff\x00a", "1:1 parse/encoding: file is encoded in UTF-16, not in UTF-8"},
		{"UTF-16 without mark", "a\x00:\x00 \x00", "1:1 parse/encoding: file is encoded in UTF-16, not in UTF-8"},
		{"UTF-32", "\xff\xfe\x00\x00a\x00\x00\x00", "1:1 parse/encoding: file is encoded in UTF-32, not in UTF-8"},
	} {
		for _, path := range []string{"a.yaml", "a.json"} {
			t.Run(tt.name+" in "+path, func(t *testing.T) {
				if diff := cmp.Diff([]string{tt.want}, problems(parse(t, path, tt.text))); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		}
	}
}

func TestLimits(t *testing.T) {
	bomb := header + "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c <= 'j'; c++ {
		bomb += fmt.Sprintf("%c: &%c [*%[3]c, *%[3]c, *%[3]c, *%[3]c, *%[3]c, *%[3]c, *%[3]c, *%[3]c, *%[3]c]\n", c, c, c-1)
	}
	chain := header + "a: &a0 []\n"
	for i := range 120 {
		chain += fmt.Sprintf("a%d: &a%d [*a%d]\n", i, i+1, i)
	}
	small := Limits{Bytes: 100, Depth: 5, Nodes: 20, Aliases: 10}
	for _, tt := range []struct {
		name, path, text string
		lim              Limits
		want             string
	}{
		{"bytes", "a.yaml", strings.Repeat("#", 101), small, `parse/limit: file has 101 bytes; the limit is 100`},
		{"nodes", "a.yaml", "[" + strings.Repeat("x,", 30) + "]", small, `parse/limit: file has at least 31 keys and values; the limit is 20`},
		{"nodes of several documents", "a.yaml", header + "a: [1, 2, 3, 4, 5]\n---\n" + header + "a: [1, 2, 3, 4, 5]\n---\n" + header, Limits{Bytes: 200, Depth: 5, Nodes: 15}, `parse/limit: file has at least 20 keys and values; the limit is 15`},
		{"nodes in a list of lines", "a.yaml", strings.Repeat("- x\n", 24), small, `parse/limit: file has at least 24 keys and values; the limit is 20`},
		{"nodes in JSON", "a.json", "[" + strings.Repeat("1,", 30) + "1]", small, `parse/limit: file has at least 32 keys and values; the limit is 20`},
		{"aliases", "a.yaml", header + "a: &a [1, 2, 3]\nb: [*a, *a, *a]\n", small, `parse/limit: aliases repeat at least 12 keys and values; the limit is 10`},
		{"merge keys", "a.yaml", header + "a: &a {b: 1, c: 2}\nb: [<<: *a, <<: *a, <<: *a]\n", Limits{Bytes: 100, Depth: 5, Nodes: 50, Aliases: 10}, `parse/limit: aliases repeat at least 15 keys and values; the limit is 10`},
		{"a text through aliases", "a.yaml", header + "a: &a " + strings.Repeat("x", 500) + "\nb: [*a, *a]\n", Limits{Bytes: 1000, Depth: 5, Nodes: 50, Aliases: 10}, `parse/limit: aliases repeat at least 12 keys and values; the limit is 10`},
		{"question marks", "a.yaml", strings.Repeat("? x\n", 24), small, `parse/limit: file has at least 24 keys and values; the limit is 20`},
		{"directives", "a.yaml", strings.Repeat("%TAG !a! x\n", 101) + "---\na: 1\n", DefaultLimits(), `parse/limit: document begins with more than 100 directives`},
		{"depth", "a.yaml", header + "a: [[[[[1]]]]]\n", small, `parse/limit: nested 6 levels deep; the limit is 5`},
		{"depth in blocks", "a.yaml", header + "a:\n- - - - - b\n", small, `parse/limit: nested 6 levels deep; the limit is 5`},
		{"depth in JSON", "a.json", `{"a": [[[[[1]]]]]}`, small, `parse/limit: nested 6 levels deep; the limit is 5`},
		{"depth through aliases", "a.yaml", chain, DefaultLimits(), `parse/limit: nested 122 levels deep; the limit is 100`},
		{"alias bomb", "a.yaml", bomb, DefaultLimits(), `parse/limit: aliases repeat at least 4412961486 keys and values; the limit is 100000`},
		{"100,000 brackets", "a.yaml", strings.Repeat("[", 100_000), DefaultLimits(), `parse/limit: nested more than 10000 levels deep; the limit is 100`},
		{"100,000 dashes", "a.yaml", strings.Repeat("- ", 100_000), DefaultLimits(), `parse/limit: nested more than 10000 levels deep; the limit is 100`},
		{"100,000 braces in JSON", "a.json", strings.Repeat(`{"a":`, 100_000), DefaultLimits(), `parse/limit: nested 100000 levels deep; the limit is 100`},
		{"5,000,000 values", "a.yaml", "[" + strings.Repeat("a,", 5_000_000) + "]", DefaultLimits(), `parse/limit: file has at least 5000001 keys and values; the limit is 500000`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := Parse(source.NewFile(tt.path, []byte(tt.text)), tt.lim, false)
			if len(r.Problems) != 1 || len(r.Documents) > 1 {
				t.Fatalf("got %d documents and %q", len(r.Documents), problems(r))
			}
			if got := r.Problems[0].Rule + ": " + r.Problems[0].Message.String(); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if r.Problems[0].Help.IsZero() {
				t.Error("problem has no help")
			}
		})
	}
}

// TestUse checks that a value reached through an alias or a merge key is used there and written at the anchor, and that
// the values below it are shared.
func TestUse(t *testing.T) {
	text := header + "x: &x {a: {b: 1}}\ny: *x\nz:\n  <<: *x\nl: [*x]\ni:\n  <<: {c: 1}\n"
	root := parse(t, "a.yaml", text).Documents[0].Root
	for _, tt := range []struct {
		name string
		node *Node
		want string
	}{
		{"anchor", root.Get("x"), ""},
		{"alias", root.Get("y"), "*x"},
		{"below an alias", root.Get("y").Get("a"), ""},
		{"merged", root.Get("z").Get("a"), "<<"},
		{"item", root.Get("l").Items[0], "*x"},
		{"merged in place", root.Get("i").Get("c"), ""},
	} {
		at, ok := tt.node.Use()
		if got := text[at.Start:at.End]; got != tt.want || ok != (got != "") {
			t.Errorf("%s: used at %q, want %q", tt.name, got, tt.want)
		}
	}
	if root.Get("x").Get("a") != root.Get("y").Get("a") {
		t.Error("an alias copies the values below it")
	}
	if root.Get("y").Span != root.Get("x").Span {
		t.Error("an alias does not have the span of its anchor")
	}
}

func TestJSON(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{`{"a": 1,}`, `1:8 <,> parse/syntax: "," before "}" is not allowed in JSON`},
		{`[1, 2,]`, `1:6 <,> parse/syntax: "," before "]" is not allowed in JSON`},
		{`[,1]`, `1:2 <,> parse/syntax: a value is missing before ","`},
		{`[1,,2]`, `1:4 <,> parse/syntax: a value is missing before ","`},
		{"{\n  \"a\": 1\n  \"b\": 2\n}", `3:3 <"b"> parse/syntax: "," or "}" is missing before "b"`},
		{`{"a" 1}`, `1:2 <"a"> parse/syntax: ":" is missing after the key "a"`},
		{`{"a":}`, `1:6 <}> parse/syntax: a value is missing before "}"`},
		{`{"a":`, `1:6 parse/syntax: a value is missing at the end of the file`},
		{`{a: 1}`, `1:2 <a> parse/syntax: key "a" is not in double quotes`},
		{`{'a': 1}`, `1:2 <'a'> parse/syntax: single quotes are not allowed in JSON`},
		{`["a]`, `1:2 <"> parse/syntax: double quote is never closed`},
		{"[\"a\n\"]", `1:2 <"> parse/syntax: double quote is never closed`},
		{`[1`, `1:1 <[> parse/syntax: "[" is never closed`},
		{"// c\n{}", `1:1 <// c> parse/syntax: a comment is not allowed in JSON`},
		{"{} /* c */", `1:4 </* c */> parse/syntax: a comment is not allowed in JSON`},
		{"{\n  # c\n}", `2:3 <# c> parse/syntax: a comment is not allowed in JSON`},
		{`{} {}`, `1:4 <{}> parse/syntax: text after the end of the document`},
		{`[NaN]`, `1:2 <NaN> parse/syntax: "NaN" is not a JSON value`},
		{`[-Infinity]`, `1:2 <-Infinity> parse/syntax: "-Infinity" is not a JSON number`},
		{`[True]`, `1:2 <True> parse/syntax: "True" is not a JSON value`},
		{`[01]`, `1:2 <01> parse/syntax: "01" is not a JSON number`},
		{`[+1]`, `1:2 <+1> parse/syntax: "+1" is not a JSON number`},
		{`[1.]`, `1:2 <1.> parse/syntax: "1." is not a JSON number`},
		{`["\q"]`, `1:3 <\q> parse/syntax: escape "\q" is not known in JSON`},
		{`["\u12"]`, `1:3 <\u12> parse/syntax: escape "\u12" does not encode a character`},
		{`["\ud83d"]`, `1:3 <\ud83d> parse/syntax: escape "\ud83d" is half a character`},
		{"[\"a\tb\"]", "1:4 <\t> parse/syntax: control character U+0009 is not allowed in a JSON string"},
		{`{"a": "b\/c"}`, ``},
		{`{"apiVersion": "tenantlint/v1", "kind": "Tenant"}`, ``},
		{"a: b\n", `1:1 <a> parse/syntax: "a" is not a JSON value`},
	} {
		if got := strings.Join(problems(parse(t, "a.JSON", tt.text)), "\n"); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

// TestPairOfMany checks that a large mapping finds each of its entries, and the first of those with the same key.
func TestPairOfMany(t *testing.T) {
	var lines, members strings.Builder
	for i := range 2 * largeMapping {
		fmt.Fprintf(&lines, "  k%d: %d\n", i, i)
		fmt.Fprintf(&members, "%q: %d, ", fmt.Sprint("k", i), i)
	}
	for path, text := range map[string]string{
		"plain.yaml":  "apiVersion: tenantlint/v1\nlabels:\n" + lines.String() + "  k7: again\n",
		"merged.yaml": "apiVersion: tenantlint/v1\nbase: &base\n" + lines.String() + "labels:\n  <<: *base\n",
		"a.json":      `{"apiVersion": "tenantlint/v1", "labels": {` + members.String() + `"k7": "again"}}`,
	} {
		labels := parse(t, path, text).Documents[0].Root.Get("labels")
		for i := range 2 * largeMapping {
			if got := labels.Get(fmt.Sprint("k", i)); got == nil || got.Text != strconv.Itoa(i) {
				t.Errorf("%s: k%d is %v", path, i, got)
			}
		}
		if got := labels.Get("none"); got != nil {
			t.Errorf("%s: a missing key is %v", path, got)
		}
	}
}
