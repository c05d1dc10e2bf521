package report_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/reporttest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares what a report wrote with a file in testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

func TestGolden(t *testing.T) {
	for name, test := range map[string]struct {
		write func(*bytes.Buffer) error
	}{
		"text.txt": {func(b *bytes.Buffer) error { return report.Text(b, reporttest.Run(), report.Options{}) }},
		"color.txt": {func(b *bytes.Buffer) error {
			return report.Text(b, reporttest.Run(), report.Options{Color: true, Hyperlinks: true})
		}},
		"narrow.txt":  {func(b *bytes.Buffer) error { return report.Text(b, reporttest.Run(), report.Options{Width: 40}) }},
		"concise.txt": {func(b *bytes.Buffer) error { return report.Concise(b, reporttest.Run(), report.Options{}) }},
		"report.json": {func(b *bytes.Buffer) error { return report.JSON(b, reporttest.Run(), report.Options{}) }},
	} {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			if err := test.write(&got); err != nil {
				t.Fatal(err)
			}
			golden(t, name, got.Bytes())
		})
	}
}
