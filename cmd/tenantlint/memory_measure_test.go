//go:build measure && unix

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tenantlint/tenantlint/internal/cli"
)

// promisedMemory is the memory that the README promises for one file. rejectedMemory is far more than a file that is
// rejected before it is parsed needs. Both are in bytes.
const (
	promisedMemory = 3 << 29
	rejectedMemory = 384 << 20
)

// maxFileSize is the maximum size of a file in bytes.
const maxFileSize = 10 << 20

// TestMemory runs the program on files that are made to exhaust it. Each run ends with the expected finding, within the
// memory that the README promises. A run that hangs ends with the context.
func TestMemory(t *testing.T) {
	const head = "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\n"
	// fill repeats a text up to the maximum size of a file.
	fill := func(before, text, after string) string {
		return before + strings.Repeat(text, (maxFileSize-len(before)-len(after))/len(text)) + after
	}
	laughs := head + "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c <= 'j'; c++ {
		laughs += fmt.Sprintf("%c: &%[1]c [*%[2]c, *%[2]c, *%[2]c, *%[2]c, *%[2]c, *%[2]c, *%[2]c, *%[2]c, *%[2]c]\n", c, c-1)
	}
	merges := head + "m0: &m0 {a: 1, b: 2}\n"
	for i := range 40 {
		merges += fmt.Sprintf("m%d: &m%[1]d {<<: [*m%[2]d, *m%[2]d], k%[1]d: 1}\n", i+1, i)
	}
	numbered := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, test := range map[string]struct {
		file, text string
		size       int64 // the file is extended to it without using disk space
		maxMemory  int64
		want       string // part of the output
		sarif      bool   // also use the format that takes the most memory
	}{
		"100 MB manifest":             {"a.yaml", head, 100 << 20, rejectedMemory, "file has 104857600 bytes; the limit is 10485760", false},
		"100 MB JSON":                 {"a.json", `{"apiVersion": "tenantlint/v1"`, 100 << 20, rejectedMemory, "file has 104857600 bytes; the limit is 10485760", false},
		"100 MB foreign":              {"a.yaml", "replicas: 3\n", 100 << 20, rejectedMemory, "file has 104857600 bytes; the limit is 10485760", false},
		"10 MB of NUL":                {"a.yaml", "", maxFileSize, rejectedMemory, "NUL byte is not allowed in YAML", false},
		"NUL after the head":          {"a.yaml", head, maxFileSize, rejectedMemory, "NUL byte is not allowed in YAML", false},
		"100,000 brackets":            {"a.yaml", head + "a: " + strings.Repeat("[", 100_000), 0, rejectedMemory, "nested more than 10000 levels deep; the limit is 100", false},
		"100,000 braces":              {"a.yaml", head + "a: " + strings.Repeat("{a: ", 100_000), 0, rejectedMemory, "nested more than 10000 levels deep; the limit is 100", false},
		"100,000 dashes":              {"a.yaml", head + "a:\n" + strings.Repeat("- ", 100_000), 0, rejectedMemory, "nested more than 10000 levels deep; the limit is 100", false},
		"100,000 levels of JSON":      {"a.json", strings.Repeat(`{"apiVersion":"tenantlint/v1","a":`, 100_000), 0, rejectedMemory, "nested 100000 levels deep; the limit is 100", false},
		"10 MB of brackets":           {"a.yaml", fill(head+"a: ", "[", ""), 0, rejectedMemory, `the limit is`, false},
		"endless flow":                {"a.yaml", fill(head+"a: [", "x, ", ""), 0, rejectedMemory, "keys and values; the limit is 500000", false},
		"endless flow of pairs":       {"a.yaml", fill(head+"a: {", "x: y, ", ""), 0, rejectedMemory, "keys and values; the limit is 500000", false},
		"endless flow in lines":       {"a.yaml", fill(head+"a: [\n", "x,\n", ""), 0, promisedMemory, "keys and values; the limit is 500000", false},
		"endless quote":               {"a.yaml", fill(head+`a: "`, "x\n ", ""), 0, promisedMemory, "double quote is never closed", false},
		"billion laughs":              {"a.yaml", laughs, 0, rejectedMemory, "keys and values; the limit is 100000", false},
		"quadratic aliases":           {"a.yaml", head + "a: &a [" + strings.Repeat("x, ", 1000) + "]\nb: [" + strings.Repeat("*a, ", 5000) + "]\n", 0, rejectedMemory, "keys and values; the limit is 100000", false},
		"merge keys":                  {"a.yaml", merges, 0, rejectedMemory, "keys and values; the limit is 100000", false},
		"a text through aliases":      {"a.yaml", head + "description: &d " + strings.Repeat("x=", 1<<20) + "\nlabels:\n" + numbered(40_000, "  k%d: *d\n"), 0, rejectedMemory, "keys and values; the limit is 100000", false},
		"a name through aliases":      {"a.yaml", head + "description: &d " + strings.Repeat("x", 2<<20) + "\nenvironments:\n" + strings.Repeat("- {name: *d, type: Production, zzz: 1}\n", 2000), 0, rejectedMemory, "keys and values; the limit is 100000", false},
		"question marks":              {"a.yaml", fill(head, "? a\n", ""), 0, rejectedMemory, "keys and values; the limit is 500000", false},
		"300,000 directives":          {"a.yaml", numbered(300_000, "%%TAG !a%d! x\n") + "---\n" + head, 0, rejectedMemory, "document begins with more than 100 directives", false},
		"a key of 5 MB":               {"a.yaml", head + strings.Repeat("k", 5<<20) + ": 1\n", 0, rejectedMemory, `":" is missing after the key`, false},
		"an explicit key of 5 MB":     {"a.yaml", head + "? \"" + strings.Repeat("k", 5<<20) + "\"\n: 1\n", 0, rejectedMemory, "unknown key", false},
		"a key of 5 MB in JSON":       {"a.json", `{"apiVersion": "tenantlint/v1", "kind": "Tenant", "name": "a", "` + strings.Repeat("k", 5<<20) + `": 1}`, 0, rejectedMemory, "unknown key", false},
		"a line of 10 MB":             {"a.yaml", fill(head+"description: ", "x ", "\n"), 0, rejectedMemory, `has no "id"`, false},
		"30,000 mistakes in a line":   {"a.yaml", head + "domains: [" + numbered(30_000, "{name: d%d.com, x: 1}, ") + "]\n", 0, promisedMemory, `unknown key "x" in a domain`, false},
		"a million documents":         {"a.yaml", strings.Repeat("---\n", 1_000_000) + head, 0, promisedMemory, `has no "id"`, false},
		"two million empty documents": {"a.yaml", fill("", "---\n", ""), 0, promisedMemory, "file contains no manifest", false},
		"50,000 manifests":            {"a.yaml", strings.Repeat("---\n"+head, 50_000), 0, promisedMemory, "is declared", true},
		"a million comments":          {"a.yaml", head + strings.Repeat("# c\n", 1_000_000), 0, rejectedMemory, `has no "id"`, false},
		"400,000 suppressions":        {"a.yaml", head + strings.Repeat("# tenantlint:ignore\n", 400_000), 0, promisedMemory, "suppression names no rule", false},
		"a suppression of 10 MB":      {"a.yaml", fill(head+"# tenantlint:ignore ", "a/b, ", "\n"), 0, promisedMemory, "to suppress", false},
		"100,000 unknown keys":        {"a.yaml", head + numbered(100_000, "k%d: 1\n"), 0, promisedMemory, `100000 unknown keys`, true},
		"100,000 anchors":             {"a.yaml", head + numbered(100_000, "k%d: &a%[1]d x\n"), 0, promisedMemory, `100000 unknown keys`, false},
		"a key 200,000 times":         {"a.yaml", head + strings.Repeat("name: x\n", 200_000), 0, promisedMemory, `key "name" is given 200001 times`, false},
		"a domain 30,000 times":       {"a.yaml", head + "domains:\n" + strings.Repeat("- {name: contoso.com}\n", 30_000), 0, promisedMemory, `domain "contoso.com" is declared 30000 times`, true},
		"a name of 2 MB":              {"a.yaml", strings.Replace(head, "contoso", strings.Repeat("x", 2<<20), 1) + "environments:\n" + numbered(2000, "- {name: e%d, type: Developer, securityGroup: y%[1]d}\n"), 0, promisedMemory, `"name" must be a short name, not "xxxx`, true},
		"a number of 5 MB":            {"a.yaml", head + "userCount: " + strings.Repeat("9", 5<<20) + "\n", 0, rejectedMemory, `has no "id"`, false},
		"a huge exponent":             {"a.json", `{"apiVersion": "tenantlint/v1", "kind": "Tenant", "name": "a", "userCount": 1e999999999}`, 0, rejectedMemory, `has no "id"`, false},
		"ten million lines":           {"a.yaml", fill(head, "\n", ""), 0, promisedMemory, `has no "id"`, false},
		"lines of CR":                 {"a.yaml", strings.ReplaceAll(head, "\n", "\r") + "extra: 1\r", 0, rejectedMemory, `unknown key "extra"`, false},
		"UTF-16":                      {"a.yaml", "\xff\xfea\x00:\x00\n\x00", 0, rejectedMemory, "file is encoded in UTF-16, not in UTF-8", false},
		"bytes that are not UTF-8":    {"a.yaml", head + "description: \xff\n", 0, rejectedMemory, "byte 0xFF at offset 66 is not UTF-8", false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := tempFolder(t, map[string]string{test.file: test.text})
			if test.size > 0 {
				if err := os.Truncate(filepath.Join(dir, test.file), test.size); err != nil {
					t.Fatal(err)
				}
			}
			formats := []string{"concise"}
			if test.sarif {
				formats = append(formats, "sarif")
			}
			for _, format := range formats {
				output, peak := measure(t, dir, "--format", format, test.file)
				if format == "concise" && !strings.Contains(output, test.want) {
					t.Errorf("%q is missing in %.300q", test.want, output)
				}
				if peak > test.maxMemory {
					t.Errorf("%s took %d MB, more than %d", format, peak>>20, test.maxMemory>>20)
				}
			}
		})
	}
}

// measure runs the program in a folder in which it has findings, and returns its output and its peak memory in bytes.
func measure(t *testing.T, dir string, args ...string) (output string, peak int64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	peakFile := filepath.Join(t.TempDir(), "peak")
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, "measured", append([]string{peakFile}, args...)...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
	if got := exitCode(t, cmd.Run()); got != cli.Findings || stderr.Len() > 0 {
		t.Errorf("%q: exit %d: %s", args, got, &stderr)
	}
	text, err := os.ReadFile(peakFile)
	if err == nil {
		peak, err = strconv.ParseInt(string(text), 10, 64)
	}
	if err != nil {
		t.Fatal(err)
	}
	return stdout.String(), peak
}
