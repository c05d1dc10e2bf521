package config

import (
	"bytes"
	"regexp"
	"testing"
)

// TestStarter checks that the starter configuration sets nothing, and that each of its examples is valid once
// uncommented.
func TestStarter(t *testing.T) {
	text := Starter()[0].Text
	c, err := parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.settings) > 0 {
		t.Errorf("it sets %v", c.settings)
	}
	example := regexp.MustCompile(`(?m)^# ((?: {2}.*|[a-z-]+:(?: [\[.e{].*)?)$)`)
	all := example.ReplaceAll(text, []byte("$1"))
	if c, err = parse(string(all)); err != nil {
		t.Fatalf("%v in\n%s", err, all)
	}
	for _, d := range new(Config).Settings(nil) {
		if len(withKey(c.settings, d.Key)) == 0 {
			t.Errorf("there is no example of %q", d.Key)
		}
	}
	if bytes.Contains(text, []byte("\t")) {
		t.Error("it contains a tab")
	}
}
