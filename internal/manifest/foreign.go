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
	// Description summarizes the header, as in `apiVersion "apps/v1", kind "Deployment"`.
	Description string
}

func newForeign(root *Node) Foreign {
	f := Foreign{Span: root.Span}
	switch root.Kind {
	case Mapping:
		f.Description = "no apiVersion"
		if version := root.Get("apiVersion"); version != nil {
			f.Description = "apiVersion " + quoted(version.Text)
		}
		if kind := root.Get("kind"); kind != nil {
			f.Description += ", kind " + quoted(kind.Text)
		}
	case Sequence:
		f.Description = "a list"
	default:
		f.Description = "a single value"
	}
	return f
}

// maxDescribed bounds the documents that WhyNotManifest describes.
const maxDescribed = 3

// WhyNotManifest returns the reason why a file found by discovery contains no manifest. It parses the whole file,
// whereas Candidate only scans it.
func WhyNotManifest(f *source.File) string {
	if len(bytes.TrimSpace(f.Data)) == 0 {
		return "it is empty"
	}
	r := Parse(f, DefaultLimits(), false)
	var descriptions []string
	for _, d := range r.Foreign {
		if !slices.Contains(descriptions, d.Description) {
			descriptions = append(descriptions, d.Description)
		}
	}
	if len(r.Problems) > 0 {
		p := r.Problems[0]
		return fmt.Sprintf(
			"it has no apiVersion of %s, and line %d does not parse: %s",
			group,
			f.Position(p.Locations[0].Span.Start).Line,
			p.Message.String(),
		)
	}
	switch n := len(descriptions) - maxDescribed; {
	case len(descriptions) == 0:
		return "it contains only comments"
	case n > 0:
		return fmt.Sprintf("%s; and %d more", strings.Join(descriptions[:maxDescribed], "; "), n)
	}
	return strings.Join(descriptions, "; ")
}
