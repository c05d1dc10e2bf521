package manifest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/source"
)

// Foreign is a document that is not a manifest and does not claim to be one.
type Foreign struct {
	Span source.Span
	// Is describes the document by its header, as in `apiVersion "apps/v1", kind "Deployment"`.
	Is string
}

func newForeign(root *Node) Foreign {
	f := Foreign{Span: root.Span}
	switch root.Kind {
	case Mapping:
		f.Is = "no apiVersion"
		if version := root.Get("apiVersion"); version != nil {
			f.Is = "apiVersion " + quoted(version.Text)
		}
		if kind := root.Get("kind"); kind != nil {
			f.Is += ", kind " + quoted(kind.Text)
		}
	case Sequence:
		f.Is = "a list"
	default:
		f.Is = "a single value"
	}
	return f
}

// maxForeign bounds the documents that Why describes.
const maxForeign = 3

// Why returns the reason why a file found by discovery contains no manifest. It parses the whole file, whereas
// Candidate only scans it.
func Why(f *source.File) string {
	if len(bytes.TrimSpace(f.Data)) == 0 {
		return "it is empty"
	}
	r := Parse(f, DefaultLimits(), false)
	var all []string
	for _, d := range r.Foreign {
		if !slices.Contains(all, d.Is) {
			all = append(all, d.Is)
		}
	}
	if len(r.Problems) > 0 {
		p := r.Problems[0]
		return fmt.Sprintf(
			"it names no apiVersion of %s, and line %d does not parse: %s",
			group,
			f.Position(p.Locations[0].Span.Start).Line,
			p.Message.String(),
		)
	}
	switch n := len(all) - maxForeign; {
	case len(all) == 0:
		return "it holds comments alone"
	case n > 0:
		return fmt.Sprintf("%s; and %d more", strings.Join(all[:maxForeign], "; "), n)
	}
	return strings.Join(all, "; ")
}
