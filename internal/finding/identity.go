package finding

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// fingerprintLength is the number of hexadecimal digits of a fingerprint: 128 bits of the sum, far
// more than any number of findings needs.
const fingerprintLength = 32

// longestLine is the number of bytes up to which a line of text is taken for the identity of a
// site; of a longer one, such as a JSON document in one line, the site's own text is.
const longestLine = 1024

// Identify gives every finding its fingerprints, one a site. They are the hash of the rule and the
// logical path of the object, so they survive moved lines and renamed files; a site without an
// object is known by its path and the text of its line. Findings of one rule at one object are
// numbered in their order: Identify wants all findings of a run, sorted, before any is left out.
func Identify(findings []Finding) {
	seen := map[string]int{}
	for i := range findings {
		f := &findings[i]
		f.Fingerprints = make([]string, len(f.Locations))
		for j, site := range f.Locations {
			key := identity(f.Rule.ID, site)
			seen[key]++
			f.Fingerprints[j] = fingerprint(key, seen[key])
		}
	}
}

// identity names the rule and the object at a site. No part of it can hold a NUL and be taken for
// two, because paths and rule ids hold none.
func identity(rule string, site problem.Location) string {
	if site.Object != "" {
		return rule + "\x00object\x00" + site.Object
	}
	line, _ := site.File.Line(site.File.Position(site.Span.Start).Line)
	if len(line) > longestLine {
		start := min(site.Span.Start, len(site.File.Data))
		line = site.File.Data[start:min(max(start, site.Span.End), start+longestLine, len(site.File.Data))]
	}
	return rule + "\x00line\x00" + site.File.Path + "\x00" + string(bytes.TrimSpace(line))
}

func fingerprint(key string, occurrence int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, occurrence))
	return hex.EncodeToString(sum[:])[:fingerprintLength]
}
