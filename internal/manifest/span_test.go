package manifest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/source"
)

// outline formats a tree with one value per line: path, kind, decoded text and, in brackets, where it is written and
// the text there.
func outline(f *source.File, root *Node) string {
	var b strings.Builder
	var walk func(path string, n *Node)
	location := func(n *Node) string {
		at := f.Position(n.Span.Start)
		return fmt.Sprintf("%d:%d %q", at.Line, at.Column, f.Data[n.Span.Start:n.Span.End])
	}
	walk = func(path string, n *Node) {
		kind := [...]string{"null", "bool", "int", "number", "string", "list", "map"}[n.Kind]
		fmt.Fprintf(&b, "%s = %s", path, kind)
		if n.Text != "" {
			fmt.Fprintf(&b, " %q", n.Text)
		}
		fmt.Fprintf(&b, " [%s]\n", location(n))
		for i, item := range n.Items {
			walk(fmt.Sprintf("%s/%d", path, i), item)
		}
		for _, p := range n.Pairs {
			fmt.Fprintf(&b, "%s/%s: [%s]\n", path, p.Key.Text, location(p.Key.Node()))
			walk(path+"/"+p.Key.Text, p.Value)
		}
	}
	walk("", root)
	return b.String()
}

func TestSpans(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"block mapping", "\n# c\na: b # d\n", `
 = map [3:1 "a: b"]
/a: [3:1 "a"]
/a = string "b" [3:4 "b"]
`},
		{"multiline plain", "a: b\n  c\n\n  d # e\nf: g\n", `
 = map [1:1 "a: b\n  c\n\n  d # e\nf: g"]
/a: [1:1 "a"]
/a = string "b c\nd" [1:4 "b\n  c\n\n  d"]
/f: [5:1 "f"]
/f = string "g" [5:4 "g"]
`},
		{"double quotes", "a: \"b \\\"c\\\"\\\n  d\"\n", `
 = map [1:1 "a: \"b \\\"c\\\"\\\n  d\""]
/a: [1:1 "a"]
/a = string "b \"c\"d" [1:4 "\"b \\\"c\\\"\\\n  d\""]
`},
		{"single quotes", "'a''b': 'c\n  d'\n", `
 = map [1:1 "'a''b': 'c\n  d'"]
/a'b: [1:1 "'a''b'"]
/a'b = string "c d" [1:9 "'c\n  d'"]
`},
		{"literal", "a: |\n  b\n   c\n\nd: e\n", `
 = map [1:1 "a: |\n  b\n   c\n\nd: e"]
/a: [1:1 "a"]
/a = string "b\n c\n" [1:4 "|\n  b\n   c"]
/d: [5:1 "d"]
/d = string "e" [5:4 "e"]
`},
		{"literal with blank lines kept", "a: |+ # c\n  b\n\n\nd: e\n", `
 = map [1:1 "a: |+ # c\n  b\n\n\nd: e"]
/a: [1:1 "a"]
/a = string "b\n\n\n" [1:4 "|+ # c\n  b\n\n"]
/d: [5:1 "d"]
/d = string "e" [5:4 "e"]
`},
		{"folded", "a: >-\n  b\n  c\n\n  d\n\n\ne: f\n", `
 = map [1:1 "a: >-\n  b\n  c\n\n  d\n\n\ne: f"]
/a: [1:1 "a"]
/a = string "b c\nd" [1:4 ">-\n  b\n  c\n\n  d"]
/e: [8:1 "e"]
/e = string "f" [8:4 "f"]
`},
		{"empty literal", "a: |\nb: c\n", `
 = map [1:1 "a: |\nb: c"]
/a: [1:1 "a"]
/a = string [1:4 "|"]
/b: [2:1 "b"]
/b = string "c" [2:4 "c"]
`},
		{"flow", "a: [b, {c: d}, [e: f], ]\ng: {h, i: , \"j\":k}\n", `
 = map [1:1 "a: [b, {c: d}, [e: f], ]\ng: {h, i: , \"j\":k}"]
/a: [1:1 "a"]
/a = list [1:4 "[b, {c: d}, [e: f], ]"]
/a/0 = string "b" [1:5 "b"]
/a/1 = map [1:8 "{c: d}"]
/a/1/c: [1:9 "c"]
/a/1/c = string "d" [1:12 "d"]
/a/2 = list [1:16 "[e: f]"]
/a/2/0 = map [1:17 "e: f"]
/a/2/0/e: [1:17 "e"]
/a/2/0/e = string "f" [1:20 "f"]
/g: [2:1 "g"]
/g = map [2:4 "{h, i: , \"j\":k}"]
/g/h: [2:5 "h"]
/g/h = null [2:6 ""]
/g/i: [2:8 "i"]
/g/i = null [2:10 ""]
/g/j: [2:13 "\"j\""]
/g/j = string "k" [2:17 "k"]
`},
		{"block list", "a:\n- b\n-\n-   - c\n    - d\ne: f\n", `
 = map [1:1 "a:\n- b\n-\n-   - c\n    - d\ne: f"]
/a: [1:1 "a"]
/a = list [2:1 "- b\n-\n-   - c\n    - d"]
/a/0 = string "b" [2:3 "b"]
/a/1 = null [3:2 ""]
/a/2 = list [4:5 "- c\n    - d"]
/a/2/0 = string "c" [4:7 "c"]
/a/2/1 = string "d" [5:7 "d"]
/e: [6:1 "e"]
/e = string "f" [6:4 "f"]
`},
		{"missing values", "a:\nb: # c\nd: ~\n", `
 = map [1:1 "a:\nb: # c\nd: ~"]
/a: [1:1 "a"]
/a = null [1:3 ""]
/b: [2:1 "b"]
/b = null [2:3 ""]
/d: [3:1 "d"]
/d = null [3:4 "~"]
`},
		{"anchor and tag", "a: &x !!str 5\nb: &y\n  c: d\n&k e: *x\nf: {*k : !!str }\n", `
 = map [1:1 "a: &x !!str 5\nb: &y\n  c: d\n&k e: *x\nf: {*k : !!str }"]
/a: [1:1 "a"]
/a = string "5" [1:13 "5"]
/b: [2:1 "b"]
/b = map [3:3 "c: d"]
/b/c: [3:3 "c"]
/b/c = string "d" [3:6 "d"]
/e: [4:4 "e"]
/e = string "5" [1:13 "5"]
/f: [5:1 "f"]
/f = map [5:4 "{*k : !!str }"]
/f/e: [5:5 "*k"]
/f/e = string [5:15 ""]
`},
		{"properties before a key with its own", "a: &v\n!!str b: &w\n&k c: &x !\n! d: {e: ! }\nf: ! {g: ! 1}\nh: &m\n  ! 1: !\n  - &i !\n  - 2\n  - ! &j\n  - ! 3\n", `
 = map [1:1 "a: &v\n!!str b: &w\n&k c: &x !\n! d: {e: ! }\nf: ! {g: ! 1}\nh: &m\n  ! 1: !\n  - &i !\n  - 2\n  - ! &j\n  - ! 3"]
/a: [1:1 "a"]
/a = null [1:6 ""]
/b: [2:7 "b"]
/b = null [2:12 ""]
/c: [3:4 "c"]
/c = null [3:11 ""]
/d: [4:3 "d"]
/d = map [4:6 "{e: ! }"]
/d/e: [4:7 "e"]
/d/e = null [4:11 ""]
/f: [5:1 "f"]
/f = map [5:6 "{g: ! 1}"]
/f/g: [5:7 "g"]
/f/g = string "1" [5:12 "1"]
/h: [6:1 "h"]
/h = map [7:5 "1: !\n  - &i !\n  - 2\n  - ! &j\n  - ! 3"]
/h/1: [7:5 "1"]
/h/1 = list [8:3 "- &i !\n  - 2\n  - ! &j\n  - ! 3"]
/h/1/0 = null [8:9 ""]
/h/1/1 = int "2" [9:5 "2"]
/h/1/2 = null [10:9 ""]
/h/1/3 = string "3" [11:7 "3"]
`},
		{"alias", "a: &x {b: c}\nd: *x\n", `
 = map [1:1 "a: &x {b: c}\nd: *x"]
/a: [1:1 "a"]
/a = map [1:7 "{b: c}"]
/a/b: [1:8 "b"]
/a/b = string "c" [1:11 "c"]
/d: [2:1 "d"]
/d = map [1:7 "{b: c}"]
/d/b: [1:8 "b"]
/d/b = string "c" [1:11 "c"]
`},
		{"merge", "a: &x {k: 1, l: 2}\nb: &y {l: 3, m: 4}\nc:\n  k: 0\n  <<: [*x, *y]\n  n: 5\n", `
 = map [1:1 "a: &x {k: 1, l: 2}\nb: &y {l: 3, m: 4}\nc:\n  k: 0\n  <<: [*x, *y]\n  n: 5"]
/a: [1:1 "a"]
/a = map [1:7 "{k: 1, l: 2}"]
/a/k: [1:8 "k"]
/a/k = int "1" [1:11 "1"]
/a/l: [1:14 "l"]
/a/l = int "2" [1:17 "2"]
/b: [2:1 "b"]
/b = map [2:7 "{l: 3, m: 4}"]
/b/l: [2:8 "l"]
/b/l = int "3" [2:11 "3"]
/b/m: [2:14 "m"]
/b/m = int "4" [2:17 "4"]
/c: [3:1 "c"]
/c = map [4:3 "k: 0\n  <<: [*x, *y]\n  n: 5"]
/c/k: [4:3 "k"]
/c/k = int "0" [4:6 "0"]
/c/n: [6:3 "n"]
/c/n = int "5" [6:6 "5"]
/c/l: [1:14 "l"]
/c/l = int "2" [1:17 "2"]
/c/m: [2:14 "m"]
/c/m = int "4" [2:17 "4"]
`},
		{"explicit key", "? a\n: b\n? c\n", `
 = map [1:3 "a\n: b\n? c"]
/a: [1:3 "a"]
/a = string "b" [2:3 "b"]
/c: [3:3 "c"]
/c = null [3:4 ""]
`},
		{"keys that are not strings", "1: a\ntrue: b\n~: c\n0x1F: d\n", `
 = map [1:1 "1: a\ntrue: b\n~: c\n0x1F: d"]
/1: [1:1 "1"]
/1 = string "a" [1:4 "a"]
/true: [2:1 "true"]
/true = string "b" [2:7 "b"]
/~: [3:1 "~"]
/~ = string "c" [3:4 "c"]
/0x1F: [4:1 "0x1F"]
/0x1F = string "d" [4:7 "d"]
`},
		{"wide characters", "ä: \"漢字\" # é\n'😀': [é, ü]\n", `
 = map [1:1 "ä: \"漢字\" # é\n'😀': [é, ü]"]
/ä: [1:1 "ä"]
/ä = string "漢字" [1:4 "\"漢字\""]
/😀: [2:1 "'😀'"]
/😀 = list [2:6 "[é, ü]"]
/😀/0 = string "é" [2:7 "é"]
/😀/1 = string "ü" [2:10 "ü"]
`},
		{"byte order mark", "\uFEFFa: b\n", `
 = map [1:1 "a: b"]
/a: [1:1 "a"]
/a = string "b" [1:4 "b"]
`},
		{"CRLF and CR", "a: |\r\n  b\r\n  c\r\nd: e\rf: g\r\n", `
 = map [1:1 "a: |\r\n  b\r\n  c\r\nd: e\rf: g"]
/a: [1:1 "a"]
/a = string "b\nc\n" [1:4 "|\r\n  b\r\n  c"]
/d: [4:1 "d"]
/d = string "e" [4:4 "e"]
/f: [5:1 "f"]
/f = string "g" [5:4 "g"]
`},
		{"NEL and LS", "a: b\u0085c: d\u2028e: f\n", `
 = map [1:1 "a: b\u0085c: d\u2028e: f"]
/a: [1:1 "a"]
/a = string "b" [1:4 "b"]
/c: [1:6 "c"]
/c = string "d" [1:9 "d"]
/e: [1:11 "e"]
/e = string "f" [1:14 "f"]
`},
		{"second marker", "--- # c\n--- &r\na: b\n", `
 = map [3:1 "a: b"]
/a: [3:1 "a"]
/a = string "b" [3:4 "b"]
`},
		{"value after the marker", "--- {a: b}\n", `
 = map [1:5 "{a: b}"]
/a: [1:6 "a"]
/a = string "b" [1:9 "b"]
`},
		{"scalars", "- yes\n- True\n- NULL\n- 0o17\n- 0x1F\n- 017\n- +5\n- -0\n- 12345678901234567890123\n- .5\n- 1.\n- -1.50e3\n- .inf\n- .nan\n- 1_000\n- 2020-01-02\n- 1.2.3\n- ! 7\n- \"8\"\n- !!float 9\n- <<\n", `
 = list [1:1 "- yes\n- True\n- NULL\n- 0o17\n- 0x1F\n- 017\n- +5\n- -0\n- 12345678901234567890123\n- .5\n- 1.\n- -1.50e3\n- .inf\n- .nan\n- 1_000\n- 2020-01-02\n- 1.2.3\n- ! 7\n- \"8\"\n- !!float 9\n- <<"]
/0 = string "yes" [1:3 "yes"]
/1 = bool "true" [2:3 "True"]
/2 = null [3:3 "NULL"]
/3 = int "15" [4:3 "0o17"]
/4 = int "31" [5:3 "0x1F"]
/5 = int "17" [6:3 "017"]
/6 = int "5" [7:3 "+5"]
/7 = int "-0" [8:3 "-0"]
/8 = int "12345678901234567890123" [9:3 "12345678901234567890123"]
/9 = number "0.5" [10:3 ".5"]
/10 = number "1" [11:3 "1."]
/11 = number "-1.50e3" [12:3 "-1.50e3"]
/12 = string ".inf" [13:3 ".inf"]
/13 = string ".nan" [14:3 ".nan"]
/14 = string "1_000" [15:3 "1_000"]
/15 = string "2020-01-02" [16:3 "2020-01-02"]
/16 = string "1.2.3" [17:3 "1.2.3"]
/17 = string "7" [18:5 "7"]
/18 = string "8" [19:3 "\"8\""]
/19 = number "9" [20:11 "9"]
/20 = string "<<" [21:3 "<<"]
`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := source.NewFile("a.yaml", []byte(tt.text))
			roots, _, problems := readDocuments(f, DefaultLimits())
			if len(problems) > 0 {
				t.Fatal(format(problems[0]))
			}
			c := checker{t: t, data: f.Data, seen: map[*Node]bool{}, clean: true}
			root := roots[len(roots)-1]
			c.node(root, source.Span{End: len(f.Data)})
			if diff := cmp.Diff(strings.TrimPrefix(tt.want, "\n"), outline(f, root)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
