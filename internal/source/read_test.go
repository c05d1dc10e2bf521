package source

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	dir := writeTree(t, "ten.yaml", "empty.yaml")
	if err := os.WriteFile(filepath.Join(dir, "empty.yaml"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		limit int64
		want  string
	}{
		{"ten.yaml", 8, "ten.yaml"},
		{"ten.yaml", 100, "ten.yaml"},
		{"empty.yaml", 0, ""},
	} {
		f, err := Read("shown", filepath.Join(dir, tt.name), tt.limit)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if f.Path != "shown" || string(f.Data) != tt.want {
			t.Errorf("%s: got %q as %q", tt.name, f.Data, f.Path)
		}
	}
}

func TestReadErrors(t *testing.T) {
	dir := writeTree(t, "long.yaml", "folder/x")
	for _, tt := range []struct{ name, want string }{
		{"long.yaml", `"shown" holds 9 bytes, more than 8`},
		{"folder", `"shown" is a folder, not a file`},
		{"gone.yaml", `file "shown" was deleted during the run; run again`},
	} {
		if runtime.GOOS == "windows" && tt.name == "folder" {
			continue // opening a folder fails
		}
		_, err := Read("shown", filepath.Join(dir, tt.name), 8)
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
	_, err := Read("shown", filepath.Join(dir, "long.yaml"), 8)
	want := &TooLargeError{Path: "shown", Size: 9, Limit: 8, Head: []byte("long.yaml")}
	var got *TooLargeError
	if errors.As(err, &got); cmp.Diff(want, got) != "" {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestReadStream(t *testing.T) {
	text := strings.Repeat("0123456789", 200)
	for _, size := range []int{0, 1, 511, 512, 513, 2000} {
		f, err := ReadStream(iotest.HalfReader(strings.NewReader(text[:size])), "<stdin>", int64(size))
		if err != nil {
			t.Errorf("%d bytes: %v", size, err)
		} else if string(f.Data) != text[:size] {
			t.Errorf("%d bytes: got %d different bytes", size, len(f.Data))
		}
	}
	_, err := ReadStream(strings.NewReader(text), "<stdin>", 1999)
	if want := `"<stdin>" is larger than 1999 bytes`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	_, err = ReadStream(iotest.ErrReader(errors.New("wire cut")), "<stdin>", 10)
	if want := `file "<stdin>" cannot be read: wire cut`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestReadChanging checks a file that shrinks or grows while it is read: its size is only a hint, and all bytes up to
// the limit are returned.
func TestReadChanging(t *testing.T) {
	for _, tt := range []struct {
		size, content, limit int64
		want                 string
	}{
		{1000, 10, 1000, ""},
		{1000, 0, 1000, ""},
		{0, 1000, 1000, ""},
		{10, 1000, 1000, ""},
		{10, 1001, 1000, `"shown" is larger than 1000 bytes`},
	} {
		f, err := read(iotest.OneByteReader(strings.NewReader(strings.Repeat("x", int(tt.content)))), "shown", tt.size, tt.limit)
		switch {
		case tt.want != "":
			if err == nil || err.Error() != tt.want {
				t.Errorf("%d bytes of %d: got %v, want %s", tt.content, tt.size, err, tt.want)
			}
		case err != nil || int64(len(f.Data)) != tt.content:
			t.Errorf("%d bytes of %d: %v", tt.content, tt.size, err)
		}
	}
}

// TestReadReplaced checks that a file that was replaced since it was found is reported, and that reading does not
// block.
func TestReadReplaced(t *testing.T) {
	for name, tt := range map[string]struct {
		replace func(path string) error
		want    string
	}{
		"gone":     {func(string) error { return nil }, `file "a.yaml" was deleted during the run; run again`},
		"a folder": {func(path string) error { return os.Mkdir(path, 0o700) }, `"a.yaml" is a folder, not a file`},
		"longer":   {func(path string) error { return os.WriteFile(path, make([]byte, 101), 0o600) }, `"a.yaml" holds 101 bytes, more than 100`},
	} {
		if runtime.GOOS == "windows" && name == "a folder" {
			continue // opening a folder fails
		}
		dir := writeTree(t, "a.yaml")
		found, err := Find(t.Context(), FindOptions{Dir: dir})
		if err != nil || len(found.Inputs) != 1 {
			t.Fatal(found, err)
		}
		in := found.Inputs[0]
		if err := errors.Join(os.Remove(in.Abs), tt.replace(in.Abs)); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(in.Path, in.Abs, 100); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v, want %s", name, err, tt.want)
		}
	}
}
