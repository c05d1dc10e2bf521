package source

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/git"
)

// writeTree creates a folder with the given files, each containing its own name, and returns the folder.
func writeTree(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range files {
		filetest.Write(t, filepath.Join(dir, filepath.FromSlash(name)), name)
	}
	return dir
}

func symlink(t *testing.T, to, at string) {
	t.Helper()
	if err := os.Symlink(to, at); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
}

func paths(f *FindResult) []string {
	var got []string
	for _, in := range f.Inputs {
		if in.ContextOnly {
			continue
		}
		got = append(got, in.Path)
	}
	return got
}

func TestFind(t *testing.T) {
	dir := writeTree(t, ".tenantlint.yaml", "b.yaml", "a.YML", "c.json", "readme.md", "yaml", "drafts/d.yaml", "drafts/old/e.yaml",
		"sub/f.yaml", "sub/node_modules/x.json", ".git/config.yaml", ".github/g.yml")
	for _, tt := range []struct {
		name    string
		in      string
		paths   []string
		exclude []string
		stdin   string
		want    []string
	}{
		{name: "the root", want: []string{".github/g.yml", "a.YML", "b.yaml", "c.json", "drafts/d.yaml", "drafts/old/e.yaml", "sub/f.yaml"}},
		{name: "the root from below", in: "sub", exclude: []string{"drafts", ".github"}, want: []string{"a.YML", "b.yaml", "c.json", "sub/f.yaml"}},
		{name: "a folder", paths: []string{"sub"}, want: []string{"sub/f.yaml"}},
		{name: "the working folder", in: "sub", paths: []string{"."}, want: []string{"sub/f.yaml"}},
		{name: "a file in another folder", in: "sub", paths: []string{"../b.yaml"}, want: []string{"b.yaml"}},
		{name: "one file by several names", paths: []string{"b.yaml", "./b.yaml", "sub/../b.yaml", dir + "/b.yaml"}, want: []string{"b.yaml"}},
		{name: "any order", paths: []string{"sub", "c.json", "b.yaml", "sub/f.yaml"}, want: []string{"b.yaml", "c.json", "sub/f.yaml"}},
		{name: "any extension when named", paths: []string{"readme.md"}, want: []string{"readme.md"}},
		{name: "a folder of tools when named", paths: []string{"sub/node_modules"}, want: []string{"sub/node_modules/x.json"}},
		{name: "excluded below a named folder", paths: []string{"drafts"}, exclude: []string{"./drafts/old/"}, want: []string{"drafts/d.yaml"}},
		{name: "exclude with wildcards", exclude: []string{"**/*.{yml,json}", "s*/**"}, want: []string{"a.YML", "b.yaml", "drafts/d.yaml", "drafts/old/e.yaml"}},
		{name: "exclude applies to named files", paths: []string{"drafts/old/e.yaml", "b.yaml"}, exclude: []string{"drafts"}, want: []string{"b.yaml"}},
		{name: "exclude is relative to the root", in: "sub", exclude: []string{"f.yaml", "drafts", ".github", "?.json"}, want: []string{"a.YML", "b.yaml", "sub/f.yaml"}},
		{name: "standard input", paths: []string{"-", "-"}, want: []string{"<stdin>"}},
		{name: "standard input in place of a file", paths: []string{"-", "sub"}, stdin: "sub/f.yaml", want: []string{"sub/f.yaml"}},
		{name: "standard input named twice", paths: []string{"sub", "-"}, stdin: "sub/f.yaml", want: []string{"sub/f.yaml"}},
		{name: "standard input excluded", paths: []string{"b.yaml", "-"}, stdin: "drafts/new.yaml", exclude: []string{"drafts"}, want: []string{"b.yaml"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found, err := Find(t.Context(), FindOptions{Dir: filepath.Join(dir, tt.in), Paths: tt.paths, Exclude: tt.exclude, StdinName: tt.stdin})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, paths(found)); diff != "" {
				t.Errorf("paths (-want +got):\n%s", diff)
			}
			if found.Root != dir {
				t.Errorf("root %q, want %q", found.Root, dir)
			}
			for _, in := range found.Inputs {
				if stdin := tt.stdin == in.Path || in.Path == StdinPath; stdin != in.Stdin {
					t.Errorf("%s: Stdin is %t", in.Path, in.Stdin)
				}
			}
		})
	}
}

func TestFindExplicit(t *testing.T) {
	dir := writeTree(t, "a.yaml", "b.yaml")
	found, err := Find(t.Context(), FindOptions{Dir: dir, Paths: []string{".", "b.yaml", "."}})
	if err != nil {
		t.Fatal(err)
	}
	want := []Input{
		{Path: "a.yaml", Abs: filepath.Join(dir, "a.yaml")},
		{Path: "b.yaml", Abs: filepath.Join(dir, "b.yaml"), Explicit: true},
	}
	if diff := cmp.Diff(want, found.Inputs); diff != "" {
		t.Errorf("inputs (-want +got):\n%s", diff)
	}
}

func TestFindSkips(t *testing.T) {
	dir := writeTree(t, "a.yaml", "drafts/b.yaml", "c.json", "node_modules/d.json")
	symlink(t, "a.yaml", filepath.Join(dir, "link.yaml"))
	symlink(t, "..", filepath.Join(dir, "drafts", "circle"))
	symlink(t, "nowhere", filepath.Join(dir, "broken"))
	found, err := Find(t.Context(), FindOptions{Dir: dir, Exclude: []string{"*.json"}, Paths: []string{".", "c.json"}})
	if err != nil {
		t.Fatal(err)
	}
	want := []Skip{
		{"c.json", `excluded by "*.json"`, true},
		{"drafts/circle", "a symbolic link, followed only when named", false},
		{"link.yaml", "a symbolic link, followed only when named", false},
		{"node_modules", "a tool folder, searched only when named", false},
	}
	if diff := cmp.Diff(want, found.Skips); diff != "" {
		t.Errorf("skips (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"a.yaml", "drafts/b.yaml"}, paths(found)); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
}

func TestFindLinks(t *testing.T) {
	outside := writeTree(t, "far.yaml")
	dir := writeTree(t, ".git/HEAD", "real/a.yaml")
	symlink(t, "real", filepath.Join(dir, "folder"))
	symlink(t, "real/a.yaml", filepath.Join(dir, "b.yaml"))
	symlink(t, outside, filepath.Join(dir, "away"))
	symlink(t, dir, filepath.Join(outside, "back"))
	for _, tt := range []struct {
		name  string
		paths []string
		want  []string
	}{
		{"a linked file", []string{"b.yaml"}, []string{"b.yaml"}},
		{"a linked file and its target", []string{"real", "b.yaml"}, []string{"b.yaml"}},
		{"a linked folder", []string{"folder"}, []string{"folder/a.yaml"}},
		{"a link to a folder outside", []string{"away"}, []string{"away/far.yaml"}},
		{"a path outside that leads back", []string{outside + "/back/real/a.yaml"}, []string{"real/a.yaml"}},
		{"a path outside", []string{outside}, []string{filepath.ToSlash(outside) + "/far.yaml"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found, err := Find(t.Context(), FindOptions{Dir: dir, Paths: tt.paths})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, paths(found)); diff != "" {
				t.Errorf("paths (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFindErrors(t *testing.T) {
	dir := writeTree(t, "tenants/contoso.yaml", "tenants/fabrikam.yaml")
	symlink(t, "nowhere", filepath.Join(dir, "broken.yaml"))
	symlink(t, "circle.yaml", filepath.Join(dir, "circle.yaml"))
	for _, tt := range []struct {
		name    string
		paths   []string
		exclude string
		want    string
	}{
		{name: "a file", paths: []string{"tenants/contosso.yaml"}, want: `"tenants/contosso.yaml" does not exist; did you mean "tenants/contoso.yaml"?`},
		{name: "a folder", paths: []string{"./tenant/contoso.yaml"}, want: `"./tenant/contoso.yaml" does not exist; did you mean "tenants/contoso.yaml"?`},
		{name: "nothing near", paths: []string{"groups"}, want: `"groups" does not exist; name a file or folder that does, or one of the commands: tenantlint help`},
		{name: "two wrong names", paths: []string{"tenant/contosso.yaml"}, want: `"tenant/contosso.yaml" does not exist; name a file or folder that does`},
		{name: "below a file", paths: []string{"tenants/contoso.yaml/x"}, want: `"tenants/contoso.yaml/x" does not exist; name a file or folder that does`},
		{name: "several paths", paths: []string{"groups", "users"}, want: "\"groups\" does not exist; name a file or folder that does, or one of the commands: tenantlint help\n\"users\" does not exist; name a file or folder that does, or one of the commands: tenantlint help"},
		{name: "a pattern", paths: []string{"tenants/*.json"}, want: `no file is called "tenants/*.json"; to check all the files of a folder, name the folder`},
		{name: "an empty path", paths: []string{""}, want: "a path is empty; omit it, or name a file or folder"},
		{name: "a broken link", paths: []string{"broken.yaml"}, want: `"broken.yaml" is a broken symbolic link`},
		{name: "a link to itself", paths: []string{"circle.yaml"}, want: `path "circle.yaml" cannot be read: too many levels of symbolic links`},
		{name: "a malformed pattern", exclude: "drafts/[a", want: `exclude pattern "drafts/[a" is malformed; write a path with *, ** or {a,b}, as in "drafts/**"`},
		{name: "an empty pattern", exclude: "./", want: `exclude pattern "./" is malformed; write a path with *, ** or {a,b}, as in "drafts/**"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if runtime.GOOS == "windows" && strings.Contains(tt.want, "levels") {
				t.Skip("the message of the operating system differs")
			}
			o := FindOptions{Dir: dir, Paths: tt.paths}
			if tt.exclude != "" {
				o.Exclude = []string{tt.exclude}
			}
			_, err := Find(t.Context(), o)
			if err == nil {
				t.Fatal("no error")
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFindUnreadable(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("every folder can be read here")
	}
	dir := writeTree(t, "a.yaml", "closed/b.yaml")
	closed := filepath.Join(dir, "closed")
	if err := os.Chmod(closed, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(closed, 0o700) }) // so that it can be removed
	_, err := Find(t.Context(), FindOptions{Dir: dir})
	want := `folder "closed" cannot be read: permission denied; make it readable, or leave it out with --exclude`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, err := Find(t.Context(), FindOptions{Dir: dir, Exclude: []string{"closed"}}); err != nil {
		t.Errorf("error although excluded: %v", err)
	}
}

func TestFindInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Find(ctx, FindOptions{Dir: t.TempDir()}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestFindTracked(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	// the environment of a hook in another repository must not matter
	t.Setenv("GIT_DIR", t.TempDir())
	const index = "index"
	dir := writeTree(t, "known.yaml", "new.yaml", "sub/known.yaml", "sub/ä\n.yaml")
	_, err := Find(t.Context(), FindOptions{Dir: dir, TrackedOnly: true})
	want := "--tracked-only asks git which files it knows, but \"" + dir + "\" is not in a git repository; omit the flag"
	if err == nil || err.Error() != want {
		t.Errorf("outside a repository: got %v, want %s", err, want)
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "known.yaml", "sub"}} {
		if _, err := git.Output(t.Context(), dir, nil, args...); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		in    string
		paths []string
		want  []string
	}{
		{"", nil, []string{"known.yaml", "sub/known.yaml", "sub/ä\n.yaml"}},
		{"sub", []string{".", "../new.yaml"}, []string{"sub/known.yaml", "sub/ä\n.yaml"}},
	} {
		found, err := Find(t.Context(), FindOptions{Dir: filepath.Join(dir, tt.in), Paths: tt.paths, TrackedOnly: true, GitIndex: index})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, paths(found)); diff != "" {
			t.Errorf("paths (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]Skip{{"new.yaml", "not tracked by git", len(tt.paths) > 0}}, found.Skips); diff != "" {
			t.Errorf("skips (-want +got):\n%s", diff)
		}
	}
}

func TestFindTrackedWithoutGit(t *testing.T) {
	t.Setenv("PATH", "")
	_, err := Find(t.Context(), FindOptions{Dir: t.TempDir(), TrackedOnly: true})
	want := "--tracked-only asks git which files it knows, but git is not installed; install it, or omit the flag"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestRoot(t *testing.T) {
	dir := writeTree(t, "repository/.git/HEAD", "repository/a/b/c.yaml", "repository/a/.tenantlint.yaml", "plain/d.yaml", "worktree/.git")
	for _, tt := range []struct{ from, want string }{
		{"repository", "repository"},
		{"repository/a/b", "repository/a"},
		{"plain", "plain"},
		{"worktree", "worktree"},
	} {
		if got, want := Root(filepath.Join(dir, tt.from)), filepath.Join(dir, tt.want); got != want {
			t.Errorf("from %s: got %s, want %s", tt.from, got, want)
		}
	}
}

// BenchmarkFind searches 10,000 files in 200 folders.
func BenchmarkFind(b *testing.B) {
	dir := b.TempDir()
	for i := range 200 {
		folder := filepath.Join(dir, fmt.Sprintf("tenant-%03d", i))
		if err := os.Mkdir(folder, 0o750); err != nil {
			b.Fatal(err)
		}
		for j := range 50 {
			if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%02d.yaml", j)), nil, 0o600); err != nil {
				b.Fatal(err)
			}
		}
	}
	for b.Loop() {
		found, err := Find(b.Context(), FindOptions{Dir: dir, Exclude: []string{"drafts/**"}})
		if err != nil || len(found.Inputs) != 10_000 {
			b.Fatal(err, len(found.Inputs))
		}
	}
}

func TestListed(t *testing.T) {
	dir := t.TempDir()
	all := []string{".tenantlint.yaml", "README.md", "drafts/old.yaml", "node_modules/x/a.yaml", "tenants/eu.yaml", "tenants/us.json", "topology.yml"}
	tests := []struct {
		name string
		o    FindOptions
		want []string
	}{
		{"all", FindOptions{}, []string{"drafts/old.yaml", "tenants/eu.yaml", "tenants/us.json", "topology.yml"}},
		{"excluded", FindOptions{Exclude: []string{"drafts"}}, []string{"tenants/eu.yaml", "tenants/us.json", "topology.yml"}},
		{"a folder", FindOptions{Paths: []string{"tenants"}}, []string{"tenants/eu.yaml", "tenants/us.json"}},
		{"a file of any name", FindOptions{Paths: []string{"README.md"}}, []string{"README.md"}},
		{"the root", FindOptions{Paths: []string{"."}, Exclude: []string{"**/*.json"}}, []string{"drafts/old.yaml", "tenants/eu.yaml", "topology.yml"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.o.Dir = dir
			got, err := FilterPaths(tt.o, all)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
		})
	}
}

// TestInclude checks that a search takes only what is included, and that a named file is taken anyway.
func TestInclude(t *testing.T) {
	dir := writeTree(t, "tenants/a.yaml", "tenants/eu/b.json", "charts/c.yaml", "d.yaml")
	for _, test := range []struct {
		include, paths, want []string
	}{
		{nil, nil, []string{"charts/c.yaml", "d.yaml", "tenants/a.yaml", "tenants/eu/b.json"}},
		{[]string{"tenants"}, nil, []string{"tenants/a.yaml", "tenants/eu/b.json"}},
		{[]string{"tenants/*.yaml", "d.*"}, nil, []string{"d.yaml", "tenants/a.yaml"}},
		{[]string{"tenants"}, []string{"charts/c.yaml", "tenants"}, []string{"charts/c.yaml", "tenants/a.yaml", "tenants/eu/b.json"}},
	} {
		found, err := Find(t.Context(), FindOptions{Dir: dir, Include: test.include, Paths: test.paths})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, in := range found.Inputs {
			got = append(got, in.Path)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("include %q, paths %q (-want +got):\n%s", test.include, test.paths, diff)
		}
	}
}
