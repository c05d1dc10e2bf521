package report

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzIndent compares appendIndented with the standard library.
func FuzzIndent(f *testing.F) {
	for _, s := range []string{`{}`, `[]`, `null`, `"a\"b\\"`, `{"a":[1,{"b":"{[,:]}"},[]],"c":{}}`, `[[[]],[{}],-1.5e3,true]`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var compact, want bytes.Buffer
		if json.Compact(&compact, data) != nil {
			t.Skip("not JSON")
		}
		if err := json.Indent(&want, compact.Bytes(), "", "  "); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.String(), string(appendIndented(nil, compact.Bytes(), 0))); diff != "" {
			t.Errorf("layout (-json.Indent +appendIndented):\n%s", diff)
		}
	})
}
