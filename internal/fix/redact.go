package fix

import (
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Redacted returns the content before and after the repairs for display: asterisks replace everything that looks like a
// credential.
func (f *File) Redacted() (before, after []byte) {
	return redacted(f.Path, f.Before), redacted(f.Path, f.After)
}

func redacted(path string, data []byte) []byte {
	redaction := secret.NewRedaction(source.NewFile(path, data))
	for _, d := range documents(redaction.File) {
		redaction.RedactDocument(d, true)
	}
	return redaction.File.Shown()
}
