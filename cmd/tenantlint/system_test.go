//go:build unix

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/tenantlint/tenantlint/internal/cli"
)

// manifest is a manifest with one finding.
const manifest = "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\nid: 11111111-1111-4111-8111-111111111111\nextra: 1\n"

// tempFolder creates a temporary folder with files and returns its path.
func tempFolder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// exitCode returns the exit code of a program that was not killed.
func exitCode(t *testing.T, err error) int {
	t.Helper()
	if err == nil {
		return cli.OK
	}
	exit, ok := errors.AsType[*exec.ExitError](err)
	if !ok || exit.ExitCode() < 0 {
		t.Fatal(err)
	}
	return exit.ExitCode()
}

// TestBrokenPipe checks that writing a report to a pipe without a reader is not an error and does not change the exit
// code.
func TestBrokenPipe(t *testing.T) {
	dir := tempFolder(t, map[string]string{"a.yaml": manifest})
	for _, format := range []string{"text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"} {
		reader, writer, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := reader.Close(); err != nil {
			t.Fatal(err)
		}
		var stderr bytes.Buffer
		cmd := exec.CommandContext(t.Context(), "tenantlint", "--only", "schema", "--format", format, ".")
		cmd.Dir, cmd.Stdout, cmd.Stderr = dir, writer, &stderr
		if got := exitCode(t, cmd.Run()); got != cli.Findings || stderr.Len() > 0 {
			t.Errorf("%s: exit %d, %s", format, got, &stderr)
		}
		if err := writer.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFullDisk checks that a report that does not fit on the disk leaves the previous one unchanged, and no other file.
func TestFullDisk(t *testing.T) {
	check := func(t *testing.T, dir, shell, reason string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "out.sarif"), []byte("before"), 0o600); err != nil {
			t.Fatal(err)
		}
		var stdout, stderr bytes.Buffer
		cmd := exec.CommandContext(t.Context(), "sh", "-c", shell+`exec tenantlint --only schema --format concise --output sarif=out.sarif "$0"`,
			filepath.Join(tempFolder(t, map[string]string{"a.yaml": manifest}), "a.yaml"))
		cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
		want := "tenantlint: report \"out.sarif\" cannot be written: " + reason + "\n"
		if got := exitCode(t, cmd.Run()); got != cli.Failure || stderr.String() != want {
			t.Errorf("exit %d, %swant %s", got, &stderr, want)
		}
		text, err := os.ReadFile(filepath.Join(dir, "out.sarif"))
		entries, errRead := os.ReadDir(dir)
		if err != nil || errRead != nil || string(text) != "before" || len(entries) != 1 {
			t.Errorf("out.sarif contains %.40q (%v), among %v (%v)", text, err, entries, errRead)
		}
	}
	t.Run("limit of the process", func(t *testing.T) {
		if testing.CoverMode() != "" {
			t.Skip("the coverage data of the program exceeds the limit, too")
		}
		check(t, t.TempDir(), "ulimit -f 8; ", "file too large")
	})
	t.Run("full filesystem", func(t *testing.T) {
		dir := t.TempDir()
		if !mountSmall(t, dir) {
			t.Log("cannot mount a filesystem here; the limit of the process is tested instead")
			return
		}
		check(t, dir, "", "no space left on device")
	})
}

// TestUnreadable runs the session about unreadable files as the user nobody if the tests run as root, because root can
// read everything.
func TestUnreadable(t *testing.T) {
	if os.Geteuid() != 0 {
		return // TestSessions runs it
	}
	const nobody = 65534
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	root, err := os.MkdirTemp("", "unreadable") //nolint:usetesting // the folder of a test is accessible only to its owner
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(root); err != nil {
			t.Error(err)
		}
	})
	const session = "internal/cli/testdata/script/unreadable.txtar"
	for _, dir := range []string{".", "cmd/tenantlint", filepath.Dir(session), "tmp"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Chmod(root, 0o755), os.Chown(filepath.Join(root, "tmp"), nobody, nobody)); err != nil {
		t.Fatal(err)
	}
	for to, from := range map[string]string{session: filepath.Join("..", "..", session), "program": program} {
		data, err := os.ReadFile(from)
		if err == nil {
			err = os.WriteFile(filepath.Join(root, to), data, 0o755)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), filepath.Join(root, "program"), "-test.run", "^TestSessions$/^unreadable$", "-test.v")
	cmd.Dir = filepath.Join(root, "cmd", "tenantlint")
	cmd.Env = append(os.Environ(), "TMPDIR="+filepath.Join(root, "tmp"), "HOME="+filepath.Join(root, "tmp"))
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	output, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(output), "--- PASS: TestSessions/unreadable") {
		t.Errorf("%v\n%s", err, output)
	}
}
