// Package blob reads and writes the binary encoding of data that is prepared at build time instead of at each start:
// numbers are unsigned varints, strings are their length followed by their bytes. The package does not interpret the
// data.
package blob

import (
	"encoding/binary"
	"errors"
)

// Number appends n, which must not be negative.
func Number(dst []byte, n int) []byte {
	return binary.AppendUvarint(dst, uint64(n))
}

// Text appends s.
func Text(dst []byte, s string) []byte { return append(Number(dst, len(s)), s...) }

// ErrDamaged is returned if data is not in the format that was written.
var ErrDamaged = errors.New("data prepared at build time is damaged")

// Reader reads numbers and strings. Damaged data reads as zero values; Close then returns an error.
type Reader struct{ rest string }

// NewReader returns a Reader of data.
func NewReader(data string) Reader { return Reader{data} }

// Number reads a number. Nearly all numbers take one byte.
func (r *Reader) Number() int {
	if s := r.rest; s != "" && s[0] < 0x80 {
		r.rest = s[1:]
		return int(s[0])
	}
	n := 0
	for i := 0; i < len(r.rest) && i < binary.MaxVarintLen32; i++ {
		b := r.rest[i]
		n |= int(b&0x7f) << (7 * i)
		if b < 0x80 {
			r.rest = r.rest[i+1:]
			return n
		}
	}
	r.Fail()
	return 0
}

// Text reads a string, which is a slice of the data and not a copy.
func (r *Reader) Text() string {
	n := r.Number()
	if n > len(r.rest) {
		r.Fail()
		return ""
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

// Length reads the length of a list whose items take at least one byte each. It never exceeds the number of bytes left.
func (r *Reader) Length() int {
	n := r.Number()
	if n > len(r.rest) {
		r.Fail()
		return 0
	}
	return n
}

// damaged replaces unreadable data: it does not start with a valid number.
const damaged = "\xff"

// Fail marks the data as damaged.
func (r *Reader) Fail() { r.rest = damaged }

// Close returns ErrDamaged unless all data was read and valid.
func (r *Reader) Close() error {
	if r.rest != "" {
		return ErrDamaged
	}
	return nil
}
