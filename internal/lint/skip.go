package lint

import (
	"fmt"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/source"
)

// explain says of a file what in it is not a manifest, and why.
func (in *input) explain() {
	path := in.file.Path
	if !in.holds() {
		if kind := in.export(); kind != "" {
			in.skips = []source.Skip{{Path: path, Reason: fmt.Sprintf("no manifest but an export (%s); tenantlint import reads it", kind)}}
			return
		}
		in.skips = []source.Skip{{Path: path, Reason: "no manifest: " + manifest.WhyNotManifest(secret.NewCover(in.file).File)}}
		return
	}
	for _, d := range in.foreign {
		line := in.file.Position(d.Span.Start).Line
		in.skips = append(in.skips, source.Skip{Path: path, Reason: fmt.Sprintf("the document in line %d is not a manifest: %s", line, d.Description)})
	}
}

// tooLarge says why a great file of another program was not read.
func (o *Options) tooLarge(e *source.TooLargeError) []source.Skip {
	if !o.Explain {
		return nil
	}
	return []source.Skip{
		{Path: e.Path, Reason: fmt.Sprintf("no manifest: it names no apiVersion of tenantlint, and holds more than %d bytes", e.Limit)},
	}
}
