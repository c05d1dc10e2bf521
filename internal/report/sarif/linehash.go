package sarif

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	// hashedUnits is the number of UTF-16 code units that the hash of a line covers, starting with its first one and
	// extending past its end; hashBase is the base of the polynomial.
	hashedUnits, hashBase = 100, 37
	// endUnit follows the last code unit of a file.
	endUnit = 65535
)

// lineHash is the value of primaryLocationLineHash for a line.
type lineHash struct {
	hash       uint64
	occurrence int // from 1, among the lines of the file with this hash
}

// String returns the hash in the format of GitHub.
func (h lineHash) String() string {
	return strconv.FormatUint(h.hash, 16) + ":" + strconv.Itoa(h.occurrence)
}

// lineHashes returns the hash of every line of a file, computed like in github/codeql-action (src/fingerprints.ts): an
// alert keeps its identity only if both results are identical. Spaces and tabs are ignored, and every line end counts as
// LF.
func lineHashes(data []byte) []lineHash {
	units := significantUnits(data)
	unit := func(i int) uint64 {
		if i < len(units) {
			return uint64(units[i])
		}
		return 0
	}
	var hash, leaving uint64 = 0, 1 // leaving is the factor of the unit that leaves the window
	for i := range hashedUnits {
		hash = hash*hashBase + unit(i)
		leaving *= hashBase
	}
	var lines []lineHash
	seen := map[uint64]int{}
	for i := range units {
		if i == 0 || units[i-1] == '\n' {
			seen[hash]++
			lines = append(lines, lineHash{hash, seen[hash]})
		}
		hash = hash*hashBase + unit(i+hashedUnits) - leaving*unit(i)
	}
	return lines
}

// significantUnits returns the code units of a file that the hash covers, followed by the end unit.
func significantUnits(data []byte) []uint16 {
	significant := make([]uint16, 0, len(data)+1)
	afterCR := false
	for _, u := range utf16Units(data) {
		switch {
		case u == ' ' || u == '\t':
			afterCR = false
			continue
		case u == '\n' && afterCR:
			afterCR = false
			continue
		}
		afterCR = u == '\r'
		if afterCR {
			u = '\n'
		}
		significant = append(significant, u)
	}
	return append(significant, endUnit)
}

// utf16Units decodes UTF-8 according to the WHATWG Encoding Standard, as Node.js does: each maximal ill-formed sequence that
// starts a character becomes one U+FFFD, whereas Go yields one for each byte. A byte order mark is kept.
func utf16Units(data []byte) []uint16 {
	units := make([]uint16, 0, len(data))
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			size = illFormedLength(data[i:])
		}
		units = utf16.AppendRune(units, r)
		i += size
	}
	return units
}

// illFormedLength returns the length of the maximal ill-formed sequence at the start of data, which must not start with
// a well-formed character: 1 to 3 bytes (Unicode 16, table 3-7).
func illFormedLength(data []byte) int {
	low, high := byte(0x80), byte(0xBF)
	length := 0
	switch c := data[0]; {
	case c >= 0xC2 && c <= 0xDF:
		length = 2
	case c >= 0xE0 && c <= 0xEF:
		length = 3
	case c >= 0xF0 && c <= 0xF4:
		length = 4
	}
	switch data[0] {
	case 0xE0:
		low = 0xA0
	case 0xED:
		high = 0x9F
	case 0xF0:
		low = 0x90
	case 0xF4:
		high = 0x8F
	}
	n := 1
	for n < length && n < len(data) && data[n] >= low && data[n] <= high {
		low, high = 0x80, 0xBF
		n++
	}
	return n
}
