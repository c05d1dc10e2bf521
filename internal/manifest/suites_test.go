package manifest

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/source"
)

// suitesVariable is the environment variable with the name of a file that contains the cases of the public YAML and
// JSON test suites, one per line.
const suitesVariable = "TENANTLINT_SUITES"

// TestSuites checks that the cases of the public test suites give the expected results, except for those that
// deviations.txt lists with the reason. A listed case that does not deviate is an error too.
func TestSuites(t *testing.T) {
	name := os.Getenv(suitesVariable)
	if name == "" {
		t.Skip(suitesVariable + " is not set; .ci/check-suites gets the suites and sets it")
	}
	known := deviations(t)
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<22)
	n := 0
	for ; lines.Scan(); n++ {
		var c struct {
			ID     string  `json:"ID"`
			Format string  `json:"Format"`
			Text   string  `json:"Text"`
			Valid  bool    `json:"Valid"`
			JSON   *string `json:"JSON"`
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		got := deviation(c.Format, c.Text, c.Valid, c.JSON)
		want, listed := known[c.ID]
		delete(known, c.ID)
		if got == "" && listed {
			t.Errorf("%s no longer deviates; remove it from the list", c.ID)
		} else if kind, _, _ := strings.Cut(got, ":"); kind != want {
			t.Errorf("%s %s\n%q", c.ID, got, c.Text)
		}
	}
	if n == 0 || lines.Err() != nil {
		t.Errorf("%d cases: %v", n, lines.Err())
	}
	for id := range known {
		t.Errorf("%s is not in the suites", id)
	}
}

// deviations returns the kind of deviation of each listed case, by id.
func deviations(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile("testdata/deviations.txt")
	if err != nil {
		t.Fatal(err)
	}
	all, kind := map[string]string{}, ""
	for line := range strings.Lines(string(text)) {
		switch words := strings.Fields(line); {
		case len(words) == 0 || words[0] == "#":
		case strings.HasSuffix(words[0], ":"):
			kind = strings.TrimSuffix(words[0], ":")
		default:
			for _, id := range words {
				all[id] = kind
			}
		}
	}
	return all
}

// deviation returns how the result for a case deviates (accepted, refused or misread), or "".
func deviation(format, text string, valid bool, want *string) string {
	var roots []*Node
	var problems int
	message := ""
	if format == "yaml" {
		all, _, found := readDocuments(source.NewFile("a.yaml", []byte(text)), DefaultLimits())
		roots, problems = all, len(found)
		if problems > 0 {
			message = found[0].Message.String()
		}
	} else {
		_, found := ParseTree(source.NewFile("a.json", []byte(text)), DefaultLimits())
		if problems = len(found); problems > 0 {
			message = found[0].Message.String()
		}
	}
	switch {
	case valid && problems > 0:
		return "refused: " + message
	case !valid && problems == 0:
		return "accepted"
	case !valid || want == nil || format == "json":
		return ""
	}
	values := json.NewDecoder(strings.NewReader(*want))
	values.UseNumber()
	for _, root := range roots {
		if root == nil {
			root = NewNode(Null, "", source.Span{}) // an empty document
		}
		var v any
		if err := values.Decode(&v); errors.Is(err, io.EOF) && root.Kind == Null {
			continue
		} else if err != nil {
			return "misread: " + err.Error()
		}
		if got := nodeValue(root); !reflect.DeepEqual(got, normalize(v)) {
			return fmt.Sprintf("misread: %v, want %v", got, v)
		}
	}
	if values.More() {
		return "misread: a document is missing"
	}
	return ""
}

// nodeValue returns the value of a node, with numbers as normalized strings.
func nodeValue(n *Node) any {
	switch n.Kind {
	case Mapping:
		m := map[string]any{}
		for i := range n.Pairs {
			m[n.Pairs[i].Key.Text] = nodeValue(n.Pairs[i].Value)
		}
		return m
	case Sequence:
		list := []any{}
		for _, item := range n.Items {
			list = append(list, nodeValue(item))
		}
		return list
	case Null:
		return nil
	case Integer, Number:
		return ratio(n.Text)
	case Bool:
		return strings.EqualFold(n.Text, "true")
	default:
		return n.Text
	}
}

// normalize converts a decoded JSON value to the form of nodeValue.
func normalize(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		for k, value := range v {
			m[k] = normalize(value)
		}
		return m
	case []any:
		list := slices.Clone(v)
		for i := range list {
			list[i] = normalize(list[i])
		}
		return list
	case json.Number:
		return ratio(v.String())
	default:
		return v
	}
}

func ratio(text string) any {
	if r, ok := new(big.Rat).SetString(text); ok {
		return "number " + r.RatString()
	}
	return "number " + text
}
