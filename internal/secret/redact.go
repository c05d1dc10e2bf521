package secret

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// Redacted stands in the place of a credential.
const Redacted = "***"

// Redact keeps the credentials of a document out of every report: out of the lines of its file, out of the
// values that problems found in it name, and out of all that is made of the document from now on. It returns
// what was redacted and what each looks like.
func Redact(d *manifest.Document, problems []problem.Problem) map[*manifest.Node]string {
	found := Find(d)
	if len(found) == 0 {
		return nil
	}
	redacted := make(map[*manifest.Node]string, len(found))
	texts := make([]string, len(found))
	for i, f := range found {
		redacted[f.Node], texts[i] = f.Looks, f.Node.Text
		d.File.Mask(f.Node.Span)
	}
	redact := redactor(texts)
	for i := range problems {
		p := &problems[i]
		p.Map(redact)
		if p.Fix != nil && d.File.Masked(p.Fix.Span) {
			p.Fix = nil
		}
	}
	d.Blank()
	return redacted
}

// redactor returns the function that redacts texts within a value, of several the longest.
func redactor(texts []string) func(string) string {
	slices.SortFunc(texts, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b)) })
	pairs := make([]string, 0, 2*len(texts))
	for _, text := range slices.Compact(texts) {
		pairs = append(pairs, text, Redacted)
	}
	return strings.NewReplacer(pairs...).Replace
}
