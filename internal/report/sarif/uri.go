package sarif

import (
	"path"
	"strings"

	"github.com/tenantlint/tenantlint/internal/result"
)

// rootID is the id of the folder that the paths of a report are relative to.
const rootID = "SRCROOT"

// newArtifactLocation returns the artifact location of a file. Code scanning treats the URI as a path relative to the root of the
// repository; only files outside of it have an absolute URI.
func newArtifactLocation(name string) artifactLocation {
	switch {
	case strings.HasPrefix(name, "/"):
		return artifactLocation{URI: "file://" + percentEncode(path.Clean(name))}
	case result.OnDrive(name):
		return artifactLocation{URI: "file:///" + name[:2] + percentEncode(path.Clean(name[2:]))}
	}
	return artifactLocation{URI: percentEncode(path.Clean(name)), URIBaseID: rootID}
}

// percentEncode encodes a path as the path of a URI (RFC 3986). It also encodes colons, which would turn the text before
// them into a scheme.
func percentEncode(name string) string {
	const plain = "-._~/!$&'()*+,;=@"
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte(plain, c) >= 0 {
			b.WriteByte(c)
			continue
		}
		const digits = "0123456789ABCDEF"
		b.WriteByte('%')
		b.WriteByte(digits[c>>4])
		b.WriteByte(digits[c&15])
	}
	return b.String()
}
