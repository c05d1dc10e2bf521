// Package suggest finds what an unknown word was probably meant to be: the word of which it is a misspelling, or its
// entry in the table of synonyms. Messages, fixes and the language server all use it, so that their suggestions agree.
package suggest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agext/levenshtein"
)

// maxLength is the number of bytes above which words are not compared.
const maxLength = 256

// Correct returns the candidate of which word is a misspelling: they differ only in case, underscores, hyphens and
// spaces, and in at most one edit, which inserts, deletes or replaces a character or swaps two adjacent ones. It
// returns false if several candidates are equally close.
func Correct(word string, candidates []string) (string, bool) {
	if len(word) > maxLength {
		return "", false
	}
	normalized := normalize(word)
	var equal, similar []string
	for _, w := range candidates {
		if short, long := normalizedLengths(w); len(normalized) < short-1 || len(normalized) > long+1 {
			continue
		}
		switch other := normalize(w); {
		case other == normalized:
			equal = append(equal, w)
		case len(equal) == 0 && oneEdit(normalized, other):
			similar = append(similar, w)
		}
	}
	if len(equal) > 0 {
		similar = equal
	}
	slices.Sort(similar)
	similar = slices.Compact(similar)
	if len(similar) == 1 {
		return similar[0], true
	}
	for _, w := range similar { // among several, prefer the only one that differs just in case
		if strings.EqualFold(w, word) && !slices.ContainsFunc(similar, func(o string) bool { return o != w && strings.EqualFold(o, word) }) {
			return w, true
		}
	}
	return "", false
}

// EqualIgnoringSeparators reports whether two words differ only in case, underscores, hyphens and spaces.
func EqualIgnoringSeparators(a, b string) bool { return normalize(a) == normalize(b) }

// normalize returns a word in lower case without separators, which vary between notations.
func normalize(word string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, word)
}

// minCombinedLength is the combined number of bytes from which on two words that differ by one edit are considered a
// misspelling: shorter words are often similar by chance.
const minCombinedLength = 7

// normalizedLengths returns the minimum and maximum number of bytes that a word may have once it is normalized, without
// normalizing it. The length of a letter that is not ASCII may change.
func normalizedLengths(word string) (minimum, maximum int) {
	for i := range len(word) {
		switch c := word[i]; {
		case c == '_' || c == '-' || c == ' ':
		case c >= utf8.RuneSelf:
			maximum += 2
		default:
			minimum, maximum = minimum+1, maximum+1
		}
	}
	return minimum, maximum
}

// oneEdit reports whether a and b differ by a single edit. Digits distinguish names, so an edit must not involve any.
func oneEdit(a, b string) bool {
	combined := len(a) + len(b)
	a, b = trimCommon(a, b)
	if strings.ContainsFunc(a+b, unicode.IsDigit) {
		return false
	}
	switch max(utf8.RuneCountInString(a), utf8.RuneCountInString(b)) {
	case 1:
		return combined >= minCombinedLength
	case 2:
		first, size := utf8.DecodeRuneInString(a)
		return combined >= minCombinedLength-1 && len(a) == len(b) && a[size:]+string(first) == b
	}
	return false
}

// trimCommon returns what remains of two words without their common prefix and suffix.
func trimCommon(a, b string) (string, string) {
	start := 0
	for start < min(len(a), len(b)) && a[start] == b[start] {
		start++
	}
	for start > 0 && (start < len(a) && !utf8.RuneStart(a[start]) || start < len(b) && !utf8.RuneStart(b[start])) {
		start--
	}
	a, b = a[start:], b[start:]
	end := 0
	for end < min(len(a), len(b)) && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	for end > 0 && !utf8.RuneStart(a[len(a)-end]) {
		end--
	}
	return a[:len(a)-end], b[:len(b)-end]
}

// Likely returns the name that Correct finds, or "", and whether word is certainly a misspelling of it rather than
// another name: they differ only in case, or in one letter inside a run of letters. A difference at the end, in a digit
// or in a short part, as in team-a and team-b, stage1 and stage2, or eu and us, is how people distinguish names.
func Likely(word string, candidates []string) (name string, certain bool) {
	name, ok := Correct(word, candidates)
	return name, ok && differInsideWord(strings.ToLower(word), strings.ToLower(name))
}

const (
	letters = "abcdefghijklmnopqrstuvwxyz"
	// minRun is the number of letters from which on a run of them is a word rather than a distinguishing mark.
	minRun = 5
)

// differInsideWord reports whether two names are equal, or differ by one edit inside a run of letters.
func differInsideWord(a, b string) bool {
	if a == b {
		return true
	}
	if !oneEdit(a, b) {
		return false
	}
	start := 0
	for start < min(len(a), len(b)) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < min(len(a), len(b))-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	prefix, suffix := a[:start], a[len(a)-end:]
	prefix, suffix = prefix[len(strings.TrimRight(prefix, letters)):], suffix[:len(suffix)-len(strings.TrimLeft(suffix, letters))]
	changed := a[start:len(a)-end] + b[start:len(b)-end]
	return strings.Trim(changed, letters) == "" && prefix != "" && suffix != "" && len(prefix)+len(suffix) >= minRun-1
}

// Nearest returns the candidate that is most similar to word, and whether any is similar at all: up to a third of the
// letters may differ. It is for words in the command line, a rule or a file, where a suggestion is only displayed and
// nothing is changed. If several are equally close, it returns the first in alphabetical order.
func Nearest(word string, candidates []string) (string, bool) {
	type candidate struct {
		word     string
		distance int // in letters, ignoring case
		exact    int // in letters
	}
	var similar []candidate
	for _, w := range candidates {
		longer := max(len(word), len(w))
		limit := longer / 3
		if longer > maxLength || longer-min(len(word), len(w)) > limit {
			continue
		}
		if d := distance(strings.ToLower(word), strings.ToLower(w)); d <= limit {
			similar = append(similar, candidate{w, d, distance(word, w)})
		}
	}
	if len(similar) == 0 {
		return "", false
	}
	return slices.MinFunc(similar, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.exact, b.exact), cmp.Compare(a.word, b.word))
	}).word, true
}

// distance returns the number of letters to insert, delete or replace; swapping two adjacent letters counts as one.
func distance(a, b string) int {
	if oneEdit(a, b) {
		return 1
	}
	return levenshtein.Distance(a, b, nil)
}
