package manifest

import (
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/source"
)

func TestResolve(t *testing.T) {
	for _, tt := range []struct {
		in   string
		kind Kind
		text string
	}{
		{"", Null, ""},
		{"~", Null, ""},
		{"null", Null, ""},
		{"Null", Null, ""},
		{"nil", String, "nil"},
		{"true", Bool, "true"},
		{"TRUE", Bool, "true"},
		{"False", Bool, "false"},
		{"tRUE", String, "tRUE"},
		{"yes", String, "yes"},
		{"No", String, "No"},
		{"on", String, "on"},
		{"off", String, "off"},
		{"y", String, "y"},
		{"0", Integer, "0"},
		{"-7", Integer, "-7"},
		{"+7", Integer, "7"},
		{"0777", Integer, "777"},
		{"-007", Integer, "-7"},
		{"0o777", Integer, "511"},
		{"0xFf", Integer, "255"},
		{"0o8", String, "0o8"},
		{"0x", String, "0x"},
		{"0x_1", String, "0x_1"},
		{"0x-1", String, "0x-1"},
		{"-0x1", String, "-0x1"},
		{"0b1", String, "0b1"},
		{"1_000", String, "1_000"},
		{"12:30", String, "12:30"},
		{"123456789012345678901234567890", Integer, "123456789012345678901234567890"},
		{"0xFFFFFFFFFFFFFFFFFF", Integer, "4722366482869645213695"},
		{"1.5", Number, "1.5"},
		{"01.50", Number, "1.50"},
		{".5", Number, "0.5"},
		{"-.5", Number, "-0.5"},
		{"5.", Number, "5"},
		{"1e3", Number, "1e3"},
		{"1.e-3", Number, "1e-3"},
		{"1E+3", Number, "1E+3"},
		{"1e", String, "1e"},
		{"1e+", String, "1e+"},
		{"1.2.3", String, "1.2.3"},
		{".", String, "."},
		{"-", String, "-"},
		{"+", String, "+"},
		{"-.", String, "-."},
		{"...", String, "..."},
		{".inf", String, ".inf"},
		{"-.Inf", String, "-.Inf"},
		{".nan", String, ".nan"},
		{"2024-02-29", String, "2024-02-29"},
		{"10.0.0.1", String, "10.0.0.1"},
	} {
		if kind, text := resolve(tt.in); kind != tt.kind || text != tt.text {
			t.Errorf("%q: got %d %q, want %d %q", tt.in, kind, text, tt.kind, tt.text)
		}
	}
}

func TestTags(t *testing.T) {
	for _, tt := range []struct {
		in   string
		kind Kind
		text string
	}{
		{"!!str 5", String, "5"},
		{"! 5", String, "5"},
		{"&a ! 5", String, "5"},
		{"! &a 5", String, "5"},
		{"!!str", String, ""},
		{"!!int 5", Integer, "5"},
		{"!!float 5", Number, "5"},
		{"!!bool true", Bool, "true"},
		{"!!null ~", Null, ""},
		{"!!null", Null, ""},
		{"!!int \"5\"", Integer, "5"},
		{"!<tag:yaml.org,2002:str> 5", String, "5"},
		{"!!timestamp 2024-01-01", String, "2024-01-01"},
		{"!!map {a: b}", Mapping, ""},
		{"!!seq [a]", Sequence, ""},
	} {
		roots, _, problems := readDocuments(source.NewFile("a.yaml", []byte("a: "+tt.in+"\n")), DefaultLimits())
		if len(problems) > 0 {
			t.Errorf("%s: %s", tt.in, format(problems[0]))
			continue
		}
		if n := roots[0].Get("a"); n.Kind != tt.kind || n.Text != tt.text {
			t.Errorf("%s: got %d %q, want %d %q", tt.in, n.Kind, n.Text, tt.kind, tt.text)
		}
	}
}

func TestJSONValues(t *testing.T) {
	const text = `{"\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\uDE00": [-0, 12345678901234567890, 1.50, 1E-2, true, false, null, ""]}`
	data := []byte(text)
	f := source.NewFile("a.json", data)
	in, _ := newText(f, false, nil)
	r := jsonReader{sourceText: in, limits: DefaultLimits(), used: &usage{}, slabs: &slabs{}, end: len(data)}
	root, found := r.document()
	if found != nil {
		t.Fatal(format(*found))
	}
	if got, want := root.Pairs[0].Key.Text, "\"\\/\b\f\n\r\tAé😀"; got != want {
		t.Errorf("got key %q, want %q", got, want)
	}
	var got []string
	for _, n := range root.Pairs[0].Value.Items {
		got = append(got, string(rune('0'+n.Kind))+n.Text)
	}
	if got, want := strings.Join(got, " "), "2-0 212345678901234567890 31.50 31E-2 1true 1false 0 4"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestEstimateNodes(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       int
	}{
		{"entries", "a: b\nc: d\n", 4},
		{"items", "- a\n- b\n- - c\n", 4},
		{"flow", "a: [b, c, {d: e}]\n", 8},
		{"comments", "# a: b, c\na: b # c: d\n", 2},
		{"quotes", "a: \"b: c, [d\"\nb: 'e: ''f: g'\n", 4},
		{"multiline quotes", "a: \"b: c\n  d: \\\" e: f\n  g\"\nb: 'c: d\n  e: '' f: g'\n", 4},
		{"block scalar", "a: |\n  b: c\n\n  d: e\nf: g\n", 4},
		{"block scalar with indicators", "a: >-2\n    b: c\nf: g\n", 4},
		{"colons and dashes in words", "a: http://b-c,d:e\n", 2},
	} {
		if got := estimateNodes([]byte(tt.text)); got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, got, tt.want)
		}
	}
}

// TestQuestionMarks checks that a question mark inside a word is kept, even in flow style, where YAML 1.1 takes it for
// an indicator. The tags rule out the plain reader.
func TestQuestionMarks(t *testing.T) {
	for text, want := range map[string]string{
		`{a: !!str https://host/?p=1&q, b: x}`: "https://host/?p=1&q", `{a: !!str is it? yes}`: "is it? yes", `{a: !!str what?, b: ^;$|_}`: "what?",
		`{? a : !!str x}`: "x", "{\u2028? a\u2028: !!str größe?}": "größe?", `{a: !!str "x?^"}`: "x?^",
	} {
		roots, _, problems := readDocuments(source.NewFile("a.yaml", []byte(text)), DefaultLimits())
		if len(problems) > 0 || len(roots) != 1 || roots[0].Get("a") == nil || roots[0].Get("a").Text != want {
			t.Errorf("%s reads as %v", text, problems)
		}
	}
}
