package formats_test

import (
	"bytes"
	"testing"

	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/formats"
	"github.com/tenantlint/tenantlint/internal/report/reporttest"
)

func TestFind(t *testing.T) {
	for _, want := range formats.All() {
		got, ok := formats.Find(want.Name)
		if !ok || got.About != want.About {
			t.Errorf("Find(%q) = %q, %v", want.Name, got.About, ok)
		}
	}
	if _, ok := formats.Find("xml"); ok {
		t.Error(`Find("xml") found a format`)
	}
}

// Each format writes each finding, ends with a line end and writes the same twice.
func TestWrite(t *testing.T) {
	for _, format := range formats.All() {
		t.Run(format.Name, func(t *testing.T) {
			var first, second bytes.Buffer
			for _, b := range []*bytes.Buffer{&first, &second} {
				if err := format.Write(b, reporttest.Run(), report.Options{}); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(first.Bytes(), second.Bytes()) {
				t.Error("two writes differ")
			}
			if !bytes.HasSuffix(first.Bytes(), []byte("\n")) {
				t.Error("the report does not end with a line end")
			}
			for _, f := range reporttest.Run().Findings {
				if !bytes.Contains(first.Bytes(), []byte(f.Rule.ID)) {
					t.Errorf("%s is missing", f.Rule.ID)
				}
			}
		})
	}
}
