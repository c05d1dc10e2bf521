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

// maxLine is the number of bytes up to which a line identifies a location. In a longer line, such as a JSON document in
// a single line, the text of the location itself does.
const maxLine = 1024

// Identify sets the fingerprints of all findings, one per location. A fingerprint is a hash of the rule and the logical
// path of the object, so it survives moved lines and renamed files; a location without an object is identified by its
// path and the text of its line. Several findings of one rule at one object are numbered in order, so findings must be
// all findings of a run, sorted, before any is left out.
func Identify(findings []Finding) {
	seen := map[string]int{}
	for i := range findings {
		f := &findings[i]
		f.Fingerprints = make([]string, len(f.Locations))
		for j, loc := range f.Locations {
			key := identity(f.Rule.ID, loc, f.State)
			seen[key]++
			f.Fingerprints[j] = fingerprint(key, seen[key])
		}
	}
}

// Order reorders the locations, and their fingerprints with them: numbers are the current indexes in the new order.
func (f *Finding) Order(numbers []int) {
	locations, prints := slices.Clone(f.Locations), slices.Clone(f.Fingerprints)
	for i, n := range numbers {
		f.Locations[i], f.Fingerprints[i] = locations[n], prints[n]
	}
	// a label that continues the one before it, "and here by …", must not be first
	first, was := &f.Locations[0].Label, &f.Locations[slices.Index(numbers, 0)].Label
	if strings.HasPrefix(first.Template, "and ") && !strings.HasPrefix(was.Template, "and ") &&
		maps.Equal(quotedNames(first.Args), quotedNames(was.Args)) {
		first.Template, was.Template = was.Template, first.Template
	}
}

// quotedNames returns the names of args.
func quotedNames(args problem.Args) map[string]bool {
	names := make(map[string]bool, len(args))
	for name := range args {
		names[name] = true
	}
	return names
}

// identity combines the rule, the object at a location and, if there is one, the state. Its parts cannot be confused:
// they are separated by NUL, which paths and rule ids do not contain.
func identity(rule string, loc problem.Location, state string) string {
	if state != "" {
		rule += "\x00state\x00" + strings.ReplaceAll(state, "\x00", "")
	}
	if loc.Object != "" {
		return rule + "\x00object\x00" + loc.Object
	}
	line, _ := loc.File.Line(loc.File.Position(loc.Span.Start).Line)
	if len(line) > maxLine {
		start := min(loc.Span.Start, len(loc.File.Data))
		line = loc.File.Data[start:min(max(start, loc.Span.End), start+maxLine, len(loc.File.Data))]
	}
	return rule + "\x00line\x00" + loc.File.Path + "\x00" + string(bytes.TrimSpace(line))
}

func fingerprint(key string, occurrence int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, occurrence))
	return hex.EncodeToString(sum[:])[:fingerprintLength]
}
