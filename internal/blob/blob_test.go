package blob_test

import (
	"math"
	"testing"

	"github.com/tenantlint/tenantlint/internal/blob"
)

func TestReader(t *testing.T) {
	var b []byte
	for _, n := range []int{0, 1, 127, 128, math.MaxUint32} {
		b = blob.Number(b, n)
	}
	b = blob.Text(blob.Text(b, ""), "größe")
	r := blob.NewReader(string(b))
	for _, want := range []int{0, 1, 127, 128, math.MaxUint32} {
		if got := r.Number(); got != want {
			t.Errorf("number %d, want %d", got, want)
		}
	}
	if a, b := r.Text(), r.Text(); a != "" || b != "größe" {
		t.Errorf("texts %q and %q", a, b)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}

func TestDamaged(t *testing.T) {
	for name, data := range map[string]string{"too short": "\x05abc", "unterminated number": "\xff\xff\xff\xff\xff\xff"} {
		r := blob.NewReader(data)
		_, _, _ = r.Text(), r.Number(), r.Length()
		if r.Close() == nil {
			t.Errorf("%s: read without an error", name)
		}
	}
	r := blob.NewReader("\x01ab")
	if r.Text(); r.Close() == nil {
		t.Error("trailing data was not reported")
	}
}
