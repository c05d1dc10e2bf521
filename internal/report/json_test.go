package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/reporttest"
	"github.com/tenantlint/tenantlint/internal/result"
)

// validate validates a report against the published schema.
func validate(t *testing.T, data []byte) error {
	t.Helper()
	return compileSchema(t, "../../schema/output.schema.json").Validate(decodeJSON(t, data))
}

// decodeJSON returns a decoded JSON report.
func decodeJSON(t *testing.T, data []byte) any {
	t.Helper()
	var doc any
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

func writeJSON(t *testing.T, run *result.Run) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := report.JSON(&b, run, report.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestJSONSchema(t *testing.T) {
	golden, err := os.ReadFile("testdata/report.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"golden":  golden,
		"empty":   writeJSON(t, &result.Run{}),
		"hostile": writeJSON(t, hostile("\x1b\xff", 0, 1)),
		"clean":   writeJSON(t, &result.Run{Rules: reporttest.Run().Rules, Version: "1.4.2"}),
	} {
		t.Run(name, func(t *testing.T) {
			if err := validate(t, data); err != nil {
				t.Errorf("%#v", err)
			}
			if bytes.Contains(data, []byte(": null")) {
				t.Error("the report contains null")
			}
		})
	}
}

// TestJSONSchemaClosed checks that the schema rejects anything that the report does not write.
func TestJSONSchemaClosed(t *testing.T) {
	golden := string(writeJSON(t, reporttest.Run()))
	for name, change := range map[string][2]string{
		"key of the report":   {`"version": 1,`, `"version": 1, "extra": 1,`},
		"key of the summary":  {`"files": 4,`, `"files": 4, "extra": 1,`},
		"key of a finding":    {`"rule": `, `"extra": 1, "rule": `},
		"key of a position":   {`"line": `, `"extra": 1, "line": `},
		"other version":       {`"version": 1,`, `"version": 2,`},
		"unknown level":       {`"level": "note"`, `"level": "none"`},
		"line zero":           {`"line": 4`, `"line": 0`},
		"invalid fingerprint": {`"fingerprint": "`, `"fingerprint": "x`},
		"relative help":       {`"helpUri": "https:`, `"helpUri": "`},
		"missing locations":   {`"locations": [`, `"location": [`},
	} {
		t.Run(name, func(t *testing.T) {
			changed := strings.Replace(golden, change[0], change[1], 1)
			if changed == golden {
				t.Fatalf("the report does not contain %s", change[0])
			}
			if validate(t, []byte(changed)) == nil {
				t.Error("the schema accepts it")
			}
		})
	}
}
