package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"

	"github.com/tenantlint/tenantlint/policies"
)

// Digest returns "sha256:" followed by the digest of the embedded policies, their library and their data: two builds
// with the same digest have the same rules. It is the SHA-256 of the lines that sha256sum prints for the files, ordered
// by path, so that it can be reproduced from a checkout.
func Digest() (string, error) { return digest(policies.FS) }

func digest(fsys fs.FS) (string, error) {
	s, err := listSources(fsys)
	if err != nil {
		return "", err
	}
	files := slices.Concat(s.rules, s.library, s.data)
	slices.Sort(files)
	sums := sha256.New()
	for _, f := range files {
		text, err := fs.ReadFile(fsys, f)
		if err != nil {
			return "", err
		}
		_, _ = fmt.Fprintf(sums, "%x  %s\n", sha256.Sum256(text), f) // writing to a hash never fails
	}
	return "sha256:" + hex.EncodeToString(sums.Sum(nil)), nil
}
