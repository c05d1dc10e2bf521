package secret

import (
	"strings"
	"testing"
)

// FuzzMarked holds the mark, which is cheap to look for, to the forms: no text of one is without it.
func FuzzMarked(f *testing.F) {
	long := strings.Repeat("aB3", 26)
	for _, s := range []string{
		"abc8Q" + "~" + long[:34], "-----BEGIN RSA " + "PRIVATE KEY-----", "x -----BEGIN " + "PRIVATE KEY-----",
		"eyJ-aaa-aaa-" + ".eyJ-aaa-aaa-." + "aaa-aaa-", "?sig" + "=" + long[:44], "AccountKey" + " = " + long, "SharedAccessKey" + "=" + long,
		strings.Repeat("abcd234567efg", 4), long[:76] + "AZDO" + "1234", "ghp" + "_" + long[:36], "github" + "_pat_" + long[:40],
		"passwd" + "\t: hunter2hunter2", "PWD" + "=hunter2hunter2", "client-secret" + ":hunter2hunter2",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, form := range forms() {
			if form.pattern.MatchString(s) && !marked(s) {
				t.Errorf("%q looks like %s, but has no mark", s, form.looks)
			}
		}
	})
}
