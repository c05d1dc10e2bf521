package fix

import (
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Shown returns what the file held and what it holds as anyone may see it: with asterisks instead of what looks like
// a credential.
func (f *File) Shown() (before, after []byte) {
	return shown(f.Path, f.Before), shown(f.Path, f.After)
}

func shown(path string, data []byte) []byte {
	redaction := secret.NewRedaction(source.NewFile(path, data))
	for _, d := range documents(redaction.File) {
		redaction.RedactDocument(d, true)
	}
	return redaction.File.Shown()
}
