package sarif

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	// hashedUnits is the number of UTF-16 code units that the hash of a line covers, from its first
	// on and past its end; hashBase is the base of the polynomial.
	hashedUnits, hashBase = 100, 37
	// endUnit follows the last code unit of a file.
	endUnit = 65535
)

// lineHash identifies a line of a file as primaryLocationLineHash does.
type lineHash struct {
	hash       uint64
	occurrence int // from 1, among the lines of the file with this hash
}

// String returns the hash in the form in which GitHub keeps it.
func (h lineHash) String() string {
	return strconv.FormatUint(h.hash, 16) + ":" + strconv.Itoa(h.occurrence)
}

// lineHashes returns the hash of every line of a file, as github/codeql-action computes it
// (src/fingerprints.ts): an alert keeps its identity only where both agree to the bit. Blanks and
// tabs do not count, any line end is LF.
func lineHashes(data []byte) []lineHash {
	units := significantUnits(data)
	unit := func(i int) uint64 {
		if i < len(units) {
			return uint64(units[i])
		}
		return 0
	}
	var hash, leaving uint64 = 0, 1 // leaving is the weight of the unit that leaves the window
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

// significantUnits returns the code units of a file that the hash counts, and the end unit.
func significantUnits(data []byte) []uint16 {
	kept := make([]uint16, 0, len(data)+1)
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
		kept = append(kept, u)
	}
	return append(kept, endUnit)
}

// utf16Units decodes UTF-8 as the Encoding Standard of WHATWG does, and so Node.js: what is
// ill-formed becomes one U+FFFD for each longest run of bytes that begins a character, where Go
// counts one for each byte. A byte order mark is kept.
func utf16Units(data []byte) []uint16 {
	units := make([]uint16, 0, len(data))
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			size = illFormed(data[i:])
		}
		units = utf16.AppendRune(units, r)
		i += size
	}
	return units
}

// illFormed returns the number of bytes at the start of data, which begins no well-formed
// character, that are the beginning of one: 1 to 3 (Unicode 16, table 3-7).
func illFormed(data []byte) int {
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
