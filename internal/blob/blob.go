// Package blob reads and writes what is prepared when the program is built, so that it need not be
// made at each start: numbers as unsigned varints, texts as their length and their bytes. It knows
// nothing of what they mean.
package blob

import (
	"encoding/binary"
	"errors"
)

// Number appends a number, which must not be negative.
func Number(to []byte, n int) []byte {
	return binary.AppendUvarint(to, uint64(n))
}

// Text appends a text.
func Text(to []byte, s string) []byte { return append(Number(to, len(s)), s...) }

// ErrDamaged says that data is not what was written.
var ErrDamaged = errors.New("what was prepared when the program was built is damaged")

// Reader reads numbers and texts. Of damaged data it reads zeros, and Close says so.
type Reader struct{ rest string }

// NewReader returns a reader of data.
func NewReader(data string) Reader { return Reader{data} }

// Number reads a number. Nearly all are one byte.
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

// Text reads a text; it is a part of the data, not a copy.
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

// Length reads the length of a list, whose items take a byte each at least: it is never more than
// there is data.
func (r *Reader) Length() int {
	n := r.Number()
	if n > len(r.rest) {
		r.Fail()
		return 0
	}
	return n
}

// damaged replaces data that cannot be read: it does not begin with a number.
const damaged = "\xff"

// Fail marks the data as damaged.
func (r *Reader) Fail() { r.rest = damaged }

// Close returns ErrDamaged unless all data was read and was in order.
func (r *Reader) Close() error {
	if r.rest != "" {
		return ErrDamaged
	}
	return nil
}
