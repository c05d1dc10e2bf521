package manifest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/source"
)

// tenantHeader is the text before the comments.
const tenantHeader = "apiVersion: tenantlint/v1\nkind: Tenant\n"

func TestComments(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"on the line":                {tenantHeader + "name: contoso # mark it\n", "3: # mark it"},
		"on the line above":          {tenantHeader + "# mark it\nname: contoso\n", "4: # mark it"},
		"above other comments":       {tenantHeader + "# mark one\n# other\n# mark two\nname: contoso\n", "6: # mark one\n6: # mark two"},
		"above an empty line":        {tenantHeader + "# mark it\n\nname: contoso\n", "4: # mark it"},
		"indented":                   {tenantHeader + "domains:\n  # mark it\n  - name: contoso.com\n", "5: # mark it"},
		"before the first key":       {"# mark it\n\n" + tenantHeader, "0: # mark it"},
		"after a byte order mark":    {"\uFEFF# mark it\n" + tenantHeader, "0: # mark it"},
		"before the marker":          {"# mark it\n---\n" + tenantHeader, "0: # mark it"},
		"after the marker":           {"--- # mark it\n" + tenantHeader, "0: # mark it"},
		"at the end of the document": {tenantHeader + "# mark it", "4: # mark it"},
		"without a space":            {tenantHeader + "name: contoso #mark it\n", "3: #mark it"},
		"with CRLF line endings":     {tenantHeader + "name: contoso # mark it  \r\nid: 1\r\n", "3: # mark it"},
		"in a flow mapping":          {tenantHeader + "domains: [\n  {name: a.com}, # mark it\n]\n", "4: # mark it"},
		"after a quoted string":      {tenantHeader + "name: \"a # mark no\" # mark it\n", "3: # mark it"},
		"in a block scalar's header": {tenantHeader + "description: | # mark it\n  text\n", "3: # mark it"},
		"after a block scalar":       {tenantHeader + "description: |\n  text\n# mark it\nname: contoso\n", "6: # mark it"},
		"in a literal block scalar":  {tenantHeader + "description: |\n  # mark it\n  text\n", ""},
		"in a folded block scalar":   {tenantHeader + "description: >-\n  text # mark it\n", ""},
		"in double quotes":           {tenantHeader + "description: \"text\n  # mark it\"\n", ""},
		"in single quotes":           {tenantHeader + "description: 'text # mark it'\n", ""},
		"in a key":                   {tenantHeader + "\"a # mark it\": b\n", ""},
		"inside a plain scalar":      {tenantHeader + "description: text#mark it\n", ""},
		"starting with another word": {tenantHeader + "name: contoso # markdown\n", ""},
		"with the word inside":       {tenantHeader + "name: contoso # please mark it\n", ""},
		"in another document":        {tenantHeader + "name: contoso\n---\n# mark it\n" + tenantHeader, ""},
		"in the text of an alias":    {tenantHeader + "description: &a 'x # mark no'\ndisplayName: *a # mark it\n", "4: # mark it"},
		"only the word":              {tenantHeader + "name: contoso # mark", "3: # mark"},
		"at the end before a marker": {tenantHeader + "# mark it\n---\nkind: other\n", "4: # mark it"},
	} {
		t.Run(name, func(t *testing.T) {
			r := Parse(source.NewFile("tenant.yaml", []byte(test.text)), DefaultLimits(), false)
			if len(r.Documents) == 0 || len(r.Problems) > 0 {
				t.Fatalf("got %d documents and problems %v", len(r.Documents), r.Problems)
			}
			d := r.Documents[0]
			var got []string
			for _, c := range d.Comments("mark") {
				got = append(got, fmt.Sprintf("%d: %s", c.Line, d.File.Data[c.Span.Start:c.Span.End]))
			}
			if diff := cmp.Diff(test.want, strings.Join(got, "\n")); diff != "" {
				t.Errorf("comments (-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzComment checks the comments of a document with arbitrary text after its first keys: each is inside the document,
// starts with the word, and is found only once.
func FuzzComment(f *testing.F) {
	for _, seed := range []string{"a # mark it", "'a # mark'\nb: |\n  # mark\n# mark x\nc: d", "[\n# mark\n]", "\"\\\"# mark\" # mark", "*a # mark\u0085# mark"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := Parse(source.NewFile("tenant.yaml", []byte(tenantHeader+"x: "+text)), DefaultLimits(), false)
		for _, d := range r.Documents {
			last := -1
			for _, c := range d.Comments("mark") {
				if c.Span.Start <= last || c.Span.Start < d.Span.Start || c.Span.End > d.Span.End {
					t.Fatalf("span %v after offset %d in a document at %v", c.Span, last, d.Span)
				}
				last = c.Span.Start
				s := string(d.File.Data[c.Span.Start:c.Span.End])
				if word := strings.TrimLeft(s, "# \t"); !strings.HasPrefix(word, "mark") || strings.ContainsAny(s, "\r\n") || c.Line < 0 {
					t.Fatalf("comment %q applies to line %d", s, c.Line)
				}
			}
		}
	})
}
