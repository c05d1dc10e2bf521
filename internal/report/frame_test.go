package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

var plainRule = &rule.Rule{ID: "a/b", Group: "a", Name: "b", Level: problem.Error}

// loc returns the location of the text between « and », in a file without these quotes.
func loc(text, label string) problem.Location {
	before, rest, _ := strings.Cut(text, "«")
	marked, after, _ := strings.Cut(rest, "»")
	file := source.NewFile("a.yaml", []byte(before+marked+after))
	return problem.Location{File: file, Span: source.Span{Start: len(before), End: len(before) + len(marked)}, Label: problem.Literal(label)}
}

// writeFrames returns the text report of one finding without its title and the summary.
func writeFrames(t *testing.T, o report.Options, locs, related []problem.Location) string {
	t.Helper()
	f := finding.New(problem.Problem{Rule: "a/b", Message: problem.Literal("m"), Locations: locs, Related: related}, plainRule)
	var b bytes.Buffer
	if err := report.Text(&b, &result.Run{Findings: []finding.Finding{f}, Rules: []*rule.Rule{plainRule}}, o); err != nil {
		t.Fatal(err)
	}
	body, _, _ := strings.Cut(b.String(), "\n\nChecked")
	_, body, _ = strings.Cut(body, "\n")
	return body + "\n"
}

func TestFrame(t *testing.T) {
	long := strings.Repeat("x", 200)
	for name, test := range map[string]struct {
		text, want string
	}{
		"plain": {"a: «b»\n", `
 --> a.yaml:1:4
  |
1 | a: b
  |    ^ here
`},
		"tab before and in the span": {"\ta:\t«b\tc»\n", `
 --> a.yaml:1:5
  |
1 |     a:  b   c
  |         ^^^^^ here
`},
		"wide characters": {"東京: «大阪»\n", `
 --> a.yaml:1:5
  |
1 | 東京: 大阪
  |       ^^^^ here
`},
		"emoji": {"🏭: «🏭x»\n", `
 --> a.yaml:1:4
  |
1 | 🏭: 🏭x
  |     ^^^ here
`},
		"skin tone": {"👩🏽: «x»\n", `
 --> a.yaml:1:5
  |
1 | 👩🏽: x
  |     ^ here
`},
		"combining mark": {"e\u0301: «e\u0301e»\n", `
 --> a.yaml:1:5
  |
1 | ` + "e\u0301: e\u0301e" + `
  |    ^^ here
`},
		"flag": {"🇩🇪: «x»\n", `
 --> a.yaml:1:5
  |
1 | 🇩🇪: x
  |     ^ here
`},
		"CRLF": {"a: 1\r\nb: «2»\r\nc: 3\r\n", `
 --> a.yaml:2:4
  |
2 | b: 2
  |    ^ here
`},
		"lone CR": {"a: 1\rb: «2»\rc: 3\r", `
 --> a.yaml:2:4
  |
2 | b: 2
  |    ^ here
`},
		"byte order mark": {"\uFEFFa: «b»\n", `
 --> a.yaml:1:4
  |
1 | a: b
  |    ^ here
`},
		"byte order mark in the middle": {"a: \uFEFF«b»\n", `
 --> a.yaml:1:5
  |
1 | a: <U+FEFF>b
  |            ^ here
`},
		"empty file": {"«»", `
 --> a.yaml:1:1
  |
1 |
  | ^ here
`},
		"end of the file, after a line end": {"a: b\n\n«»", `
 --> a.yaml:3:1
  |
1 | a: b
2 |
3 |
  | ^ here
`},
		"end of the file, without a line end": {"a: b«»", `
 --> a.yaml:1:5
  |
1 | a: b
  |     ^ here
`},
		"the line end itself": {"a: b«\n»", `
 --> a.yaml:1:5
  |
1 | a: b
  |     ^ here
`},
		"inside trailing blanks": {"a:  « »  \n", `
 --> a.yaml:1:5
  |
1 | a:
  |     ^ here
`},
		"control characters": {"a\x1b[31m\x00\x7f: «\x07»\n", `
 --> a.yaml:1:11
  |
1 | a\x1b[31m\x00\x7f: \x07
  |                    ^^^^ here
`},
		"C1, bidi, zero width, white space": {"\u0085\u202e\u200b\u00a0\u2028: «x»\n", `
 --> a.yaml:1:8
  |
1 | <U+0085><U+202E><U+200B><U+00A0><U+2028>: x
  |                                           ^ here
`},
		"invisible": {"\u3164\ufe0f\U000e0041: «x»\n", `
 --> a.yaml:1:6
  |
1 | <U+3164><U+FE0F><U+E0041>: x
  |                            ^ here
`},
		"invalid UTF-8": {"\xff\xe2\x82: «x»\n", `
 --> a.yaml:1:6
  |
1 | \xff\xe2\x82: x
  |               ^ here
`},
		"commands of CI runners": {"::error::x ##vso[task.x]«##[error]»\n", `
 --> a.yaml:1:25
  |
1 | ::error::x \x23#vso[task.x]\x23#[error]
  |                            ^^^^^^^^^^^^ here
`},
		"span of three lines": {"a:\n  «b: 1\n  c: 2\n  d: 3»\n", `
 --> a.yaml:2:3
  |
1 | a:
2 |   b: 1
  |   ^^^^
3 |   c: 2
4 |   d: 3
  |   ^^^^ here
`},
		"span of four lines": {"«a:\n  b: 1\n  c: 2\n  d: 3»\n", `
 --> a.yaml:1:1
  |
1 | a:
  | ^^
...
4 |   d: 3
  |   ^^^^ here
`},
		"below its object": {"a:\n  # why\n  b: 1\n\n  c: «2»\n", `
 --> a.yaml:5:6
  |
1 | a:
...
5 |   c: 2
  |      ^ here
`},
		"below its object in JSON": {"[\n\t{\n\t\t\"name\": \"x\",\n\t\t\"b\": «1»\n\t}\n]\n", `
 --> a.yaml:4:8
  |
3 |         "name": "x",
4 |         "b": 1
  |              ^ here
`},
		"first key of an object in JSON": {"[\n\t{\n\t\t\"name\": «\"x\"»\n\t}\n]\n", `
 --> a.yaml:3:11
  |
3 |         "name": "x"
  |                 ^^^ here
`},
		"item of a list": {"a:\n  - «b»: 1\n", `
 --> a.yaml:2:5
  |
2 |   - b: 1
  |     ^ here
`},
		"start of a long line": {"«abc»" + long, `
 --> a.yaml:1:1
  |
1 | abc` + long[:107] + `...
  | ^^^ here
`},
		"end of a long line": {long + "«abc»", `
 --> a.yaml:1:201
  |
1 | ...` + long[:107] + `abc
  |    ` + strings.Repeat(" ", 107) + `^^^ here
`},
		"middle of a long line": {long + "«abc»" + long, `
 --> a.yaml:1:201
  |
1 | ...` + long[:53] + "abc" + long[:54] + `...
  |    ` + strings.Repeat(" ", 53) + `^^^ here
`},
		"all of a long line": {"«" + long + "»", `
 --> a.yaml:1:1
  |
1 | ` + long[:110] + `...
  | ` + strings.Repeat("^", 110) + ` here
`},
		"very long line": {strings.Repeat("東", 1<<20) + "«東京»" + strings.Repeat("東", 1<<20), `
 --> a.yaml:1:1048577
  |
1 | ...` + strings.Repeat("東", 26) + "東京" + strings.Repeat("東", 27) + `...
  |    ` + strings.Repeat(" ", 52) + `^^^^ here
`},
	} {
		t.Run(name, func(t *testing.T) {
			want := strings.TrimPrefix(test.want, "\n")
			got := writeFrames(t, report.Options{}, []problem.Location{loc(test.text, "here")}, nil)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// locate returns the location of the first occurrence of text in a file.
func locate(file *source.File, text, label string) problem.Location {
	i := bytes.Index(file.Data, []byte(text))
	return problem.Location{File: file, Span: source.Span{Start: i, End: i + len(text)}, Label: problem.Literal(label)}
}

func TestFrames(t *testing.T) {
	near := source.NewFile("a.yaml", []byte("one: 1\ntwo: 2\nthree: 3\nfour: 4\nfive: 5\nsix: 6\nseven: 7\neight: 8\nnine: 9\nten: 10\n"))
	flow := source.NewFile("b.yaml", []byte("{one: 1, two: 2}\n"))
	oneLine := source.NewFile("c.json", []byte(`{"one": 1, `+strings.Repeat(" ", 200)+`"two": 2}`))
	for name, test := range map[string]struct {
		locs, related []problem.Location
		want          string
	}{
		"close locations share a frame": {
			[]problem.Location{locate(near, "one", "first"), locate(near, "three", "again")},
			[]problem.Location{locate(near, "seven", "see also")},
			`
 --> a.yaml:1:1
  |
1 | one: 1
  | ^^^ first
2 | two: 2
3 | three: 3
  | ^^^^^ again
...
7 | seven: 7
  | ----- see also
`,
		},
		"distant locations do not": {
			[]problem.Location{locate(near, "one", ""), locate(near, "ten", "")}, nil, `
  --> a.yaml:1:1
   |
 1 | one: 1
   | ^^^
   |
  ::: a.yaml:10:1
   |
10 | ten: 10
   | ^^^
`,
		},
		"two locations in one line": {
			[]problem.Location{locate(flow, "one", "first"), locate(flow, "two", "second")}, nil, `
 --> b.yaml:1:2
  |
1 | {one: 1, two: 2}
  |  ^^^ first
  |          ^^^ second
`,
		},
		"two locations in a line that is too long": {
			[]problem.Location{locate(oneLine, `"one"`, "first"), locate(oneLine, `"two"`, "second")}, nil, `
 --> c.json:1:2
  |
1 | {"one": 1, ` + strings.Repeat(" ", 99) + `...
  |  ^^^^^ first
1 | ...` + strings.Repeat(" ", 101) + `"two": 2}
  |    ` + strings.Repeat(" ", 101) + `^^^^^ second
`,
		},
		"five locations are too many": {
			[]problem.Location{locate(near, "one", ""), locate(near, "two", ""), locate(near, "three", ""), locate(near, "four", ""), locate(near, "ten", "")},
			[]problem.Location{locate(flow, "one", ""), locate(flow, "two", ""), locate(flow, "1", ""), locate(flow, "2", ""), locate(flow, "}", "")},
			`
 --> a.yaml:1:1
  |
1 | one: 1
  | ^^^
2 | two: 2
  | ^^^
3 | three: 3
  | ^^^^^
  |
 ::: b.yaml:1:2
  |
1 | {one: 1, two: 2}
  |  ---
  |       -
  |          ---
  |
  = note: and 2 more locations: a.yaml:4:1, a.yaml:10:1
  = note: and 2 more related locations: b.yaml:1:15, b.yaml:1:16
`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := writeFrames(t, report.Options{}, test.locs, test.related)
			if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n"), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A long list of locations is cut, with the number of the remaining ones.
func TestLocationLimit(t *testing.T) {
	file := source.NewFile("a.yaml", bytes.Repeat([]byte("a: 1\n"), 30))
	var locs []problem.Location
	for i := range 30 {
		locs = append(locs, problem.Location{File: file, Span: source.Span{Start: 5 * i, End: 5*i + 1}})
	}
	got := writeFrames(t, report.Options{}, locs, nil)
	const want = "  = note: and 27 more locations: a.yaml:4:1, a.yaml:5:1, a.yaml:6:1, a.yaml:7:1, a.yaml:8:1, a.yaml:9:1, a.yaml:10:1, a.yaml:11:1, a.yaml:12:1, a.yaml:13:1 and 17 more\n"
	if !strings.HasSuffix(got, want) {
		t.Errorf("got\n%s\nwant as suffix\n%s", got, want)
	}
}

// TestWidth checks that lines of source are not wider than the terminal, apart from a minimum width, and contain the span.
func TestWidth(t *testing.T) {
	for _, width := range []int{1, 30, 50, 80, 200} {
		got := writeFrames(t, report.Options{Width: width}, []problem.Location{loc(strings.Repeat("ab ", 100)+"«target»"+strings.Repeat(" cd", 100), "")}, nil)
		line := strings.Split(got, "\n")[2]
		if limit := max(24, width); len(line) > limit || !strings.Contains(line, "target") {
			t.Errorf("width %d: line of %d columns: %s", width, len(line), line)
		}
	}
}
