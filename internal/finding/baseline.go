package finding

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

// baselineVersion is the version of the baseline file format.
const baselineVersion = 1

// maxBaseline is the maximum number of bytes of a baseline file; a hundred thousand entries take less.
const maxBaseline = 64 << 20

// byteOrderMark is a prefix that some editors write.
const byteOrderMark = "\uFEFF"

// Baseline contains the findings that existed when it was written.
type Baseline struct {
	// File is the file that it was read from, or nil.
	File *source.File

	entries      []Entry
	fingerprints map[string]bool // of all entries
	// hasFormerIDs is true if entries may have been written by a program that used earlier ids of rules.
	hasFormerIDs bool
}

// Entry is one location of a finding in a baseline. Rule, Object, Path and Message are for readers: only Fingerprint
// identifies a finding.
type Entry struct {
	Rule string `json:"rule"`
	// Object is the logical path of the location; without one, Path is set instead.
	Object      string `json:"object,omitempty"`
	Path        string `json:"path,omitempty"`
	Fingerprint string `json:"fingerprint"`
	Message     string `json:"message"`
}

// baselineFile is the JSON structure of the file.
type baselineFile struct {
	Version  int     `json:"version"`
	Findings []Entry `json:"findings"`
}

// NewBaseline returns the baseline of findings that Identify has processed. It omits findings of mandatory rules.
func NewBaseline(findings []Finding) *Baseline {
	var entries []Entry
	for i := range findings {
		f := &findings[i]
		if f.Rule.Mandatory() {
			continue
		}
		for j, loc := range f.Locations {
			e := Entry{Rule: f.Rule.ID, Object: loc.Object, Fingerprint: f.Fingerprint(j), Message: f.Message.String()}
			if e.Object == "" {
				e.Path = loc.File.Path
			}
			entries = append(entries, e)
		}
	}
	return newBaseline(entries)
}

func newBaseline(entries []Entry) *Baseline {
	slices.SortFunc(entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Object, b.Object), cmp.Compare(a.Path, b.Path),
			cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	b := &Baseline{entries: entries, fingerprints: make(map[string]bool, len(entries))}
	for i := range entries {
		b.fingerprints[entries[i].Fingerprint] = true
	}
	return b
}

// LoadBaseline reads the baseline at abs; error messages call it name.
func LoadBaseline(name, abs string) (*Baseline, error) {
	if _, err := os.Stat(abs); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("baseline %q does not exist; write it with --write-baseline", name)
	}
	f, err := source.Read(name, abs, maxBaseline)
	if err != nil {
		return nil, fmt.Errorf("baseline: %w", err)
	}
	return ReadBaseline(f)
}

// ReadBaseline parses what Write wrote. An error contains the location and a remedy.
func ReadBaseline(f *source.File) (*Baseline, error) {
	failAt := func(offset int64, format string, args ...any) (*Baseline, error) {
		at := f.Position(int(offset))
		return nil, fmt.Errorf(
			"%s:%d:%d: baseline cannot be used: %s; write it again with --write-baseline",
			f.Path,
			at.Line,
			at.Column,
			fmt.Sprintf(format, args...),
		)
	}
	var header struct {
		Version json.Number `json:"version"`
	}
	text := bytes.TrimPrefix(f.Data, []byte(byteOrderMark))
	bomLength := int64(len(f.Data) - len(text))
	if err := json.Unmarshal(text, &header); err != nil {
		syntax, ok := errors.AsType[*json.SyntaxError](err)
		if !ok {
			return failAt(0, "it is not a list of findings with a version")
		}
		return failAt(bomLength+max(0, syntax.Offset-1), "it is not valid JSON here")
	}
	if header.Version != "1" {
		return failAt(0, "its version is %q and this program knows version %d", header.Version, baselineVersion)
	}
	var file baselineFile
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return failAt(0, "it has a key or a value that a baseline does not take")
	}
	for i := range file.Findings {
		if e := &file.Findings[i]; e.Rule == "" || len(e.Fingerprint) != fingerprintLength {
			return failAt(0, "its entry %d has no rule or no fingerprint", i+1)
		}
	}
	b := newBaseline(file.Findings)
	b.hasFormerIDs, b.File = true, f
	return b, nil
}

// Write writes the baseline with one entry per line, so that a change to one finding changes one line.
func (b *Baseline) Write(w io.Writer) error {
	out := bufio.NewWriter(w)
	_, _ = fmt.Fprintf(out, "{\n  \"version\": %d,\n  \"findings\": [", baselineVersion)
	for i := range b.entries {
		line, err := encode(b.entries[i])
		if err != nil {
			return err
		}
		separator := ","
		if i == 0 {
			separator = ""
		}
		_, _ = fmt.Fprintf(out, "%s\n    %s", separator, line)
	}
	if len(b.entries) > 0 {
		_, _ = fmt.Fprint(out, "\n  ")
	}
	_, _ = fmt.Fprint(out, "]\n}\n")
	return out.Flush() // returns the first write error
}

func encode(e Entry) ([]byte, error) {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(e)
	return harmless.JSON(nil, bytes.TrimSpace(line.Bytes())), err
}

// Compare returns the number of entries added to and dropped from an earlier baseline, which may be nil.
func (b *Baseline) Compare(previous *Baseline) (added, dropped int) {
	if previous == nil {
		return len(b.entries), 0
	}
	return b.countMissing(previous), previous.countMissing(b)
}

// countMissing returns the number of entries that another baseline does not contain.
func (b *Baseline) countMissing(other *Baseline) int {
	n := 0
	for i := range b.entries {
		if !other.fingerprints[b.entries[i].Fingerprint] {
			n++
		}
	}
	return n
}

// Without returns a copy of the baseline that does not contain the given entries, such as stale ones.
func (b *Baseline) Without(entries []Entry) *Baseline {
	removed := make(map[Entry]bool, len(entries))
	for _, e := range entries {
		removed[e] = true
	}
	return newBaseline(slices.DeleteFunc(slices.Clone(b.entries), func(e Entry) bool { return removed[e] }))
}

// Len returns the number of entries, one for each location of a finding.
func (b *Baseline) Len() int { return len(b.entries) }

// NotIn returns the entries that another baseline, which may be nil, does not contain.
func (b *Baseline) NotIn(other *Baseline) []Entry {
	var entries []Entry
	for _, e := range b.entries {
		if other == nil || !other.fingerprints[e.Fingerprint] {
			entries = append(entries, e)
		}
	}
	return entries
}

// Split separates new findings from those that the baseline contains, preserving their order. A finding is known only
// if all of its locations are.
func (b *Baseline) Split(findings []Finding) (added, known []Finding) {
	matches := b.match(findings)
	for i := range findings {
		f := &findings[i]
		if !f.Rule.Mandatory() && !slices.Contains(matches[i], "") {
			known = append(known, *f)
		} else {
			added = append(added, *f)
		}
	}
	return added, known
}

// match returns, for each finding and location, the fingerprint of the matching entry, or "". An entry that was written
// under an earlier id of a rule matches only if no entry with the current id does, and an entry that matches by the
// current id is not matched by an earlier one.
func (b *Baseline) match(findings []Finding) [][]string {
	matches, used := make([][]string, len(findings)), map[string]bool{}
	for i := range findings {
		matches[i] = make([]string, len(findings[i].Fingerprints))
		for j, p := range findings[i].Fingerprints {
			if b.fingerprints[p] {
				matches[i][j], used[p] = p, true
			}
		}
	}
	if b.hasFormerIDs {
		b.matchAliases(findings, matches, used)
	}
	return matches
}

// matchAliases matches the remaining locations by earlier ids of their rules. If an id was split into several rules, it
// is unknown to which of them an entry belongs: each takes the first unused one.
func (b *Baseline) matchAliases(findings []Finding, matches [][]string, used map[string]bool) {
	next := map[string]int{} // by identity: the number of the entry to try first
	for i := range findings {
		f := &findings[i]
		for j := range matches[i] {
			for _, alias := range f.Rule.Aliases {
				if matches[i][j] != "" {
					break
				}
				key := identityKey(alias, f.Locations[j], f.State)
				for p := fingerprint(key, next[key]+1); b.fingerprints[p]; p = fingerprint(key, next[key]+1) {
					if next[key]++; !used[p] {
						matches[i][j] = p
						break
					}
				}
			}
		}
	}
}

// Stale returns the entries, in order, that no finding of a run matches because their mistakes have been fixed.
// findings must be all findings of the run, including suppressed ones. An entry is not stale if a rule of the catalog
// that it matches was not evaluated.
func (b *Baseline) Stale(findings []Finding, evaluated []*rule.Rule, all rule.Catalog) []Entry {
	matched, evaluatedIDs := map[string]bool{}, map[string]bool{}
	for _, matches := range b.match(findings) {
		for _, p := range matches {
			matched[p] = true
		}
	}
	for _, r := range evaluated {
		evaluatedIDs[r.ID] = true
	}
	notEvaluated := func(r *rule.Rule) bool { return !evaluatedIDs[r.ID] }
	return slices.DeleteFunc(slices.Clone(b.entries), func(e Entry) bool {
		return matched[e.Fingerprint] || slices.ContainsFunc(all.Matching(e.Rule), notEvaluated)
	})
}
