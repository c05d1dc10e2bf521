package fix

import (
	"bytes"

	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Shown returns what the file held and what it holds as anyone may see it: with stars in place of what
// looks like a credential.
func (f *File) Shown() (before, after []byte) {
	return shown(f.Path, f.Before), shown(f.Path, f.After)
}

func shown(path string, data []byte) []byte {
	out := data
	for _, d := range documents(source.NewFile(path, data)) {
		for _, found := range secret.Find(d) {
			if &out[0] == &data[0] {
				out = bytes.Clone(data)
			}
			for i := found.Node.Span.Start; i < found.Node.Span.End; i++ {
				if out[i] > ' ' {
					out[i] = '*'
				}
			}
		}
	}
	return out
}
