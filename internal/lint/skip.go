package lint

import (
	"fmt"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/source"
)

// explain records what in a file is not a manifest, and why.
func (in *input) explain() {
	path := in.file.Path
	if !in.isManifestFile() {
		if kind := in.exportKind(); kind != "" {
			in.skips = []source.Skip{{Path: path, Reason: fmt.Sprintf("not a manifest but an export (%s); tenantlint import reads it", kind)}}
			return
		}
		in.skips = []source.Skip{{Path: path, Reason: "no manifest: " + manifest.WhyNotManifest(secret.NewRedaction(in.file).File)}}
		return
	}
	for _, d := range in.foreign {
		line := in.file.Position(d.Span.Start).Line
		reason := fmt.Sprintf("the document in line %d is not a manifest: %s", line, d.Description)
		in.skips = append(in.skips, source.Skip{Path: path, Reason: reason})
	}
}

// skipTooLarge returns why a large file without a manifest was not read, if requested.
func (o *Options) skipTooLarge(e *source.TooLargeError) []source.Skip {
	if !o.Explain {
		return nil
	}
	return []source.Skip{
		{Path: e.Path, Reason: fmt.Sprintf("no manifest: it has no apiVersion of tenantlint, and more than %d bytes", e.Limit)},
	}
}
