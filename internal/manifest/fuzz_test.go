package manifest

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// readDocuments returns the roots of all documents of a file, whether manifests or not.
func readDocuments(f *source.File, lim Limits) (roots []*Node, chunks []chunk, problems []problem.Problem) {
	p := parser{file: f, limits: lim, result: &Result{}}
	t, found := newText(f, true, nil)
	if found != nil {
		return nil, nil, []problem.Problem{*found}
	}
	chunks, problems = t.split()
	for _, c := range chunks {
		r := yamlReader{sourceText: t, chunk: c, limits: lim, used: &p.used, slabs: &slabs{}, pos: c.start}
		root, found := r.document()
		if found != nil {
			problems = append(problems, *found)
		}
		problems = append(problems, r.problems...)
		roots = append(roots, root)
	}
	return roots, chunks, problems
}

// checker checks the invariants of every tree.
type checker struct {
	t    *testing.T
	data []byte
	seen map[*Node]bool
	// clean is true if the document has no problems, so that spans must be exact.
	clean bool
}

func (c *checker) node(n *Node, parent source.Span) {
	if n.Span.Start < 0 || n.Span.Start > n.Span.End || n.Span.End > len(c.data) {
		c.t.Fatalf("span %v is outside the file of %d bytes", n.Span, len(c.data))
	}
	if c.seen[n] {
		return
	}
	c.seen[n] = true
	if c.clean && (n.Span.Start < parent.Start || n.Span.End > parent.End) {
		if _, used := n.Use(); !used { // an alias's value is written elsewhere
			c.t.Fatalf("span %v (%q) is not inside its parent's %v (%q)", n.Span, c.data[n.Span.Start:n.Span.End], parent, c.data[parent.Start:parent.End])
		}
	}
	for i := range n.Pairs {
		bounds := n.Span
		if use, used := n.Pairs[i].Value.Use(); used && string(c.data[use.Start:use.End]) == "<<" {
			bounds = source.Span{End: len(c.data)} // a merge key adds keys, too
		}
		c.node(n.Pairs[i].Key.Node(), bounds)
		c.node(n.Pairs[i].Value, bounds)
	}
	for _, item := range n.Items {
		c.node(item, n.Span)
	}
	if c.clean {
		c.checkText(n)
	}
}

// checkText checks that the text of a scalar's span alone yields its value.
func (c *checker) checkText(n *Node) {
	text := string(c.data[n.Span.Start:n.Span.End])
	if n.Kind == Mapping || n.Kind == Sequence {
		return
	}
	switch {
	case text == "":
		if n.Text != "" {
			c.t.Fatalf("span of %q is empty", n.Text)
		}
	case text[0] == '"' || text[0] == '\'':
		var y yaml.Node
		if err := yaml.Unmarshal([]byte("["+text+"]"), &y); err != nil {
			c.t.Fatalf("span %q of %q: %v", text, n.Text, err)
		}
		if got := y.Content[0].Content[0].Value; got != n.Text {
			c.t.Fatalf("span %q reads as %q, not as %q", text, got, n.Text)
		}
	case text[0] == '*': // an alias as a key
		if !bytes.Contains(c.data[:n.Span.Start], []byte("&"+text[1:])) {
			c.t.Fatalf("span %q of %q has no anchor", text, n.Text)
		}
	case text[0] == '|' || text[0] == '>':
		head := append([]byte(nil), c.data[:n.Span.End]...)
		if n.Span.End < len(c.data) {
			end := byte('\n')
			if head[len(head)-1] == '\r' {
				end = '\r' // "\n" would be part of the preceding line break
			}
			head = append(head, end)
		}
		if y := lastValue(head); y == nil || y.Value != n.Text {
			c.t.Fatalf("text up to the end of span %q ends with %v, not with %q", text, y, n.Text)
		}
	default:
		unescaped := foldLines(text)
		if n.Kind != String {
			kind, value := resolve(unescaped)
			if kind != n.Kind && n.Kind != Number || value != n.Text {
				c.t.Fatalf("span %q reads as %q, not as %q", text, value, n.Text)
			}
		} else if unescaped != n.Text {
			c.t.Fatalf("span %q reads as %q, not as %q", text, unescaped, n.Text)
		}
	}
}

// yaml.v3 rejects these, although YAML allows them: an end marker where no document has started, and the directive of
// YAML 1.2.
var (
	documentEnd   = regexp.MustCompile(`(?:\A|[\n\r\x{85}\x{2028}\x{2029}])\.\.\.(?:[ \t][^\n\r]*)?[\n\r]`)
	yamlDirective = regexp.MustCompile(`\A((?:[ \t]*(?:#[^\n\r]*)?[\n\r]+|%[^\n\r]*[\n\r]+)*)%YAML`)
)

// lastValue returns the last value of the last document of a stream.
func lastValue(data []byte) *yaml.Node {
	for end := documentEnd.FindIndex(data); end != nil; end = documentEnd.FindIndex(data) {
		data = data[end[1]:]
	}
	data = yamlDirective.ReplaceAll(data, []byte("${1}#YAML"))
	var final *yaml.Node
	for dec := yaml.NewDecoder(bytes.NewReader(data)); ; {
		var y yaml.Node
		if err := dec.Decode(&y); err != nil {
			break
		}
		final = &y
	}
	for final != nil && len(final.Content) > 0 {
		end := final.Content[len(final.Content)-1]
		if final.Kind == yaml.MappingNode && end.Tag == "!!null" && end.Value == "" {
			end = final.Content[len(final.Content)-2] // an explicit key without a value
		}
		final = end
	}
	return final
}

// foldLines joins the lines of a plain scalar as YAML does.
func foldLines(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n").Replace(text)
	var out strings.Builder
	for i := 0; i < len(text); {
		n := leadingBlanks(text[i:])
		gap := text[i : i+n]
		switch {
		case n == 0:
			out.WriteByte(text[i])
			i++
			continue
		case !strings.ContainsAny(gap, "\n\u2028\u2029"):
			out.WriteString(gap)
		default:
			ends := strings.Map(func(c rune) rune {
				if c == ' ' || c == '\t' {
					return -1
				}
				return c
			}, gap)
			switch {
			case ends == "\n":
				out.WriteByte(' ')
			case ends[0] == '\n':
				out.WriteString(ends[1:])
			default:
				out.WriteString(ends)
			}
		}
		i += n
	}
	return out.String()
}

var seeds = []string{
	"apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\ndomains:\n- name: contoso.com\n  isInitial: true\n",
	"a: &x [1, 2.5, 0x1F]\nb: *x\n<<: {c: d}\n",
	"base: &b {a: 1, b: 2}\nuse:\n  <<: [*b, {c: 3}]\n  a: 0\n",
	"t: |\n  one\n  two\n\nf: >-\n  folded\n  text\n\n   more\nk: |+\n  keep\n\n\n",
	"'q': \"a\\u00e9\\\n  b\"\n\"r\": 'it''s'\n",
	"plain: on\n  several\n\n  lines # comment\nnext: x\n",
	"? explicit\n: value\n? alone\n",
	"---\na: 1\n--- # two\nb: 2\n...\n%YAML 1.2\n---\nc: 3\n--- text\n",
	"{a: [b, c: d, {e: f}], g: , h}\n",
	"- - a\n  - b\n-\n- ! x\n- !!str 5\n- &a\n- *a\n",
	"\uFEFFwide: \"漢字 😀\"\nä: ö\r\nb: c\rd: e\u0085f: g\n",
	"a: b: c\n", "a: [1\n", "a: \"x\n", "\ta: b\n", "a: *none\n", "a: &a [*a]\n", "a: @x\n",
	"a: !Ref b\n", "{\"a\\/b\": \"\\ud83d\\ude00\"}\n", "a:\n- b\n c: d\n", "%FOO\n---\na\n",
	"a: |2\n   x\n  \nb: >\n\n  y\n", "&k key: &v !!str value\n*k : x\n",
	"&k key: &v\n!!str value *k : ", "- &v !\n- ! 1\n- ! &w\n-\n  ! a: {b: ! }\n",
}

func FuzzParse(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	lim := Limits{Bytes: 1 << 16, Depth: 20, Nodes: 2000, Aliases: 500}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, path := range []string{"a.yaml", "a.json"} {
			first := Parse(source.NewFile(path, data), lim, true)
			again := Parse(source.NewFile(path, data), lim, true)
			if !reflect.DeepEqual(first, again) {
				t.Fatal("parsing twice gives different results")
			}
			if len(first.Documents) == 0 && len(first.Problems) == 0 {
				t.Fatal("an explicit file without a manifest gives no problem")
			}
			for _, p := range first.Problems {
				checkProblem(t, p, len(data))
			}
			for _, d := range first.Documents {
				c := checker{t: t, data: data, seen: map[*Node]bool{}}
				c.node(d.Root, source.Span{End: len(data)})
				if n := countNodes(d.Root, lim.Depth+1); n > lim.Nodes+2 {
					t.Fatalf("document has %d nodes", n)
				}
			}
		}
		if n := estimateNodes(data); n > 2*len(data)+1 {
			t.Fatalf("%d values in %d bytes", n, len(data))
		}
		if !Candidate(data) {
			for _, path := range []string{"a.yaml", "a.json"} {
				r := Parse(source.NewFile(path, data), lim, false)
				if len(r.Documents) > 0 {
					t.Fatal("a manifest is not a candidate")
				}
				for _, p := range r.Problems {
					if p.Rule == ruleNotManifest {
						t.Fatalf("not a candidate, but %s", format(p))
					}
				}
			}
		}
		roots, _, problems := readDocuments(source.NewFile("a.yaml", data), lim)
		for _, root := range roots {
			if root == nil {
				continue
			}
			c := checker{t: t, data: data, seen: map[*Node]bool{}, clean: len(problems) == 0}
			c.node(root, source.Span{End: len(data)})
		}
	})
}

func checkProblem(t *testing.T, p problem.Problem, size int) {
	t.Helper()
	if p.Message.IsZero() || len(p.Locations) == 0 {
		t.Fatalf("problem without message or location: %+v", p)
	}
	for _, s := range append(append([]problem.Location(nil), p.Locations...), p.Related...) {
		if s.Span.Start < 0 || s.Span.Start > s.Span.End || s.Span.End > size {
			t.Fatalf("%q: span %v is outside the file of %d bytes", p.Message.String(), s.Span, size)
		}
	}
}

// countNodes counts the keys and values of a tree, including those reached through aliases. A tree deeper than the
// limit counts as more than any limit.
func countNodes(n *Node, depth int) int {
	if depth < 0 {
		return math.MaxInt32
	}
	sum := 1
	for i := range n.Pairs {
		sum += 1 + countNodes(n.Pairs[i].Value, depth-1)
	}
	for _, item := range n.Items {
		sum += countNodes(item, depth-1)
	}
	return sum
}

func FuzzJSON(f *testing.F) {
	for _, s := range []string{
		`{"a": [1, -2.5e3, true, false, null, "x"], "b": {"c": "\u00e9\ud83d\ude00\/\n"}}`,
		`[]`, `{}`, `"x"`, ` 1 `, `{"a":1,}`, `[1 2]`, `{"a" 1}`, `{a: 1}`, `// c`, `{"a": NaN}`, `{"a": 01}`, `["\ud800"]`, `[1] x`,
	} {
		f.Add([]byte(s))
	}
	lim := Limits{Bytes: 1 << 16, Depth: 50, Nodes: 5000}
	f.Fuzz(func(t *testing.T, data []byte) {
		file := source.NewFile("a.json", data)
		text, found := newText(file, false, nil)
		if found != nil {
			checkProblem(t, *found, len(data))
			return
		}
		r := jsonReader{sourceText: text, limits: lim, used: &usage{}, slabs: &slabs{}, pos: text.start, end: len(data)}
		root, found := r.document()
		if found != nil {
			checkProblem(t, *found, len(data))
			// encoding/json decodes half a surrogate pair as U+FFFD.
			half := strings.Contains(found.Message.String(), "is half a character") && regexp.MustCompile(`(?i)\\ud[89a-f]`).Match(data)
			if found.Rule == ruleSyntax && !half && json.Valid(data[text.start:]) {
				t.Fatalf("rejects valid JSON: %s", format(*found))
			}
			return
		}
		if !json.Valid(data[text.start:]) {
			t.Fatal("accepts invalid JSON")
		}
		c := checker{t: t, data: data, seen: map[*Node]bool{}}
		c.node(root, source.Span{End: len(data)})
		checkJSON(t, data, root)
	})
}

// checkJSON checks that the text of every span, decoded by encoding/json, is the value.
func checkJSON(t *testing.T, data []byte, n *Node) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(data[n.Span.Start:n.Span.End]))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil || dec.More() {
		t.Fatalf("span %q: %v", data[n.Span.Start:n.Span.End], err)
	}
	switch v := v.(type) {
	case string:
		if n.Kind != String || n.Text != v {
			t.Fatalf("%q reads as %q", v, n.Text)
		}
	case json.Number:
		if n.Kind != Integer && n.Kind != Number || n.Text != v.String() {
			t.Fatalf("%s reads as %q", v, n.Text)
		}
	case []any:
		if n.Kind != Sequence || len(n.Items) != len(v) {
			t.Fatalf("%v reads as %d items", v, len(n.Items))
		}
	case map[string]any:
		if n.Kind != Mapping || len(n.Pairs) != len(v) {
			t.Fatalf("%v reads as %d pairs", v, len(n.Pairs))
		}
	}
	for i := range n.Pairs {
		checkJSON(t, data, n.Pairs[i].Key.Node())
		checkJSON(t, data, n.Pairs[i].Value)
	}
	for _, item := range n.Items {
		checkJSON(t, data, item)
	}
}
