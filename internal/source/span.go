package source

// Span is a half-open range of byte offsets in one file: the bytes [Start, End).
type Span struct {
	Start, End int
}

// Position is a location in a file, counted from 1. It has three columns because people count characters, SARIF counts
// UTF-16 code units, and rdjson counts bytes.
type Position struct {
	Line   int
	Column int // in Unicode code points
	UTF16  int // in UTF-16 code units
	Byte   int // in bytes
}
