package finding

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// fingerprintLength is the number of hexadecimal digits of a fingerprint: 128 bits of the hash, far more than any
// number of findings needs.
const fingerprintLength = 32

// maxIdentityLine is the number of bytes up to which a line identifies a location. In a longer line, such as a JSON
// document in a single line, the text of the location itself does.
const maxIdentityLine = 1024

// Identify sets the fingerprints of all findings, one per location. A fingerprint is a hash of the rule and the logical
// path of the object, so it survives moved lines and renamed files; a location without an object is identified by its
// path and the text of its line. Several findings of one rule at one object are numbered in order, so findings must be
// all findings of a run, sorted, before any is left out.
func Identify(findings []Finding) {
	counts := map[string]int{}
	for i := range findings {
		f := &findings[i]
		f.Fingerprints = make([]string, len(f.Locations))
		for j, loc := range f.Locations {
			key := identityKey(f.Rule.ID, loc, f.State)
			counts[key]++
			f.Fingerprints[j] = fingerprint(key, counts[key])
		}
	}
}

// ReorderLocations reorders the locations, and their fingerprints with them: indexes are the current indexes in the new
// order.
func (f *Finding) ReorderLocations(indexes []int) {
	locations, fingerprints := slices.Clone(f.Locations), slices.Clone(f.Fingerprints)
	for i, n := range indexes {
		f.Locations[i], f.Fingerprints[i] = locations[n], fingerprints[n]
	}
	// a label that continues the one before it, "and here by …", must not be first
	first, formerFirst := &f.Locations[0].Label, &f.Locations[slices.Index(indexes, 0)].Label
	if strings.HasPrefix(first.Template, "and ") && !strings.HasPrefix(formerFirst.Template, "and ") &&
		maps.Equal(argNames(first.Args), argNames(formerFirst.Args)) {
		first.Template, formerFirst.Template = formerFirst.Template, first.Template
	}
}

// argNames returns the names of args.
func argNames(args problem.Args) map[string]bool {
	names := make(map[string]bool, len(args))
	for name := range args {
		names[name] = true
	}
	return names
}

// identityKey combines the rule, the object at a location and, if there is one, the state. Its parts cannot be
// confused: they are separated by NUL, which paths and rule ids do not contain.
func identityKey(rule string, loc problem.Location, state string) string {
	if state != "" {
		rule += "\x00state\x00" + strings.ReplaceAll(state, "\x00", "")
	}
	if loc.Object != "" {
		return rule + "\x00object\x00" + loc.Object
	}
	line, _ := loc.File.Line(loc.File.Position(loc.Span.Start).Line)
	if len(line) > maxIdentityLine {
		start := min(loc.Span.Start, len(loc.File.Data))
		line = loc.File.Data[start:min(max(start, loc.Span.End), start+maxIdentityLine, len(loc.File.Data))]
	}
	return rule + "\x00line\x00" + loc.File.Path + "\x00" + string(bytes.TrimSpace(line))
}

func fingerprint(key string, occurrence int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, occurrence))
	return hex.EncodeToString(sum[:])[:fingerprintLength]
}
