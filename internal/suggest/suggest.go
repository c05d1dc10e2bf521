// Package suggest finds what somebody probably meant by a misspelt word.
package suggest

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
)

// Nearest returns the word among the given ones that is most like word, and whether any is like it
// at all. Words that differ in case alone are the most alike; of two equally near ones the first in
// the alphabet is taken, whatever their order.
func Nearest(word string, among []string) (string, bool) {
	near := nearest(word, among)
	if len(near) == 0 {
		return "", false
	}
	return near[0].word, true
}

// Unique returns the word that Nearest finds if it is safe to put it in place of word without
// asking: no other word is like it, or it alone differs in nothing but case.
func Unique(word string, among []string) (string, bool) {
	if near := nearest(word, among); unique(near) {
		return near[0].word, true
	}
	return "", false
}

func unique(near []candidate) bool {
	return len(near) == 1 || len(near) > 1 && near[0].distance == 0 && near[1].distance > 0
}

// Likely returns the word that Nearest finds, or "", and whether word is a slip of the pen for it, not a
// name of its own: it is the one that Unique finds, and they differ in case alone, or in one letter within
// a run of letters. What differs at the end, in a digit or in a short part, as in team-a and team-b, stage1
// and stage2, eu and us, is how people tell things apart.
func Likely(word string, among []string) (meant string, isSlip bool) {
	near := nearest(word, among)
	if len(near) == 0 {
		return "", false
	}
	return near[0].word, unique(near) && slip(strings.ToLower(word), strings.ToLower(near[0].word))
}

const (
	letters = "abcdefghijklmnopqrstuvwxyz"
	// leastRun is the number of letters from which on a run of them is a word rather than a mark.
	leastRun = 5
)

func slip(a, b string) bool {
	if a == b {
		return true
	}
	if distance(a, b) != 1 {
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
	before, behind := a[:start], a[len(a)-end:]
	before, behind = before[len(strings.TrimRight(before, letters)):], behind[:len(behind)-len(strings.TrimLeft(behind, letters))]
	differ := a[start:len(a)-end] + b[start:len(b)-end]
	return strings.Trim(differ, letters) == "" && before != "" && behind != "" && len(before)+len(behind) >= leastRun-1
}

// longest is the length in bytes above which nothing is compared, as that costs its square.
const longest = 256

type candidate struct {
	word     string
	distance int // in letters, case aside
	exact    int // in letters, case included
}

// nearest returns the words that are like word, the best first.
func nearest(word string, among []string) []candidate {
	var near []candidate
	for _, w := range among {
		longer := max(len(word), len(w))
		limit := longer / 3
		if longer > longest || longer-min(len(word), len(w)) > limit {
			continue
		}
		if d := distance(strings.ToLower(word), strings.ToLower(w)); d <= limit {
			near = append(near, candidate{w, d, distance(word, w)})
		}
	}
	slices.SortFunc(near, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.exact, b.exact), cmp.Compare(a.word, b.word))
	})
	return slices.CompactFunc(near, func(a, b candidate) bool { return a.word == b.word })
}

// distance counts the letters to insert, delete or replace; two neighbours that are swapped, the
// most common slip, count as one.
func distance(a, b string) int {
	if swapped(a, b) {
		return 1
	}
	return levenshtein.Distance(a, b, nil)
}

// swapped says whether b is a with two neighbouring bytes exchanged.
func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
