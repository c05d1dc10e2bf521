package lsp

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "update the sessions with what the server sends")

// connection is a client of a server that runs in the test.
type connection struct {
	t     testing.TB
	to    *io.PipeWriter
	from  chan input // buffered, so that the server never waits for the client
	ended chan error
	ids   int
}

func connect(t testing.TB, delay time.Duration) *connection {
	t.Helper()
	in, to := io.Pipe()
	from, out := io.Pipe()
	c := &connection{t: t, to: to, from: make(chan input, 4096), ended: make(chan error, 1)}
	go readMessages(t.Context(), from, c.from)
	go func() {
		err := Serve(t.Context(), in, out, Options{Version: "1.2.3", Today: func() string { return "2026-01-31" }, Delay: delay, Log: io.Discard})
		_ = out.Close()
		c.ended <- err
	}()
	t.Cleanup(func() {
		_ = to.Close()
		_ = from.Close()
	})
	return c
}

func (c *connection) send(v any) {
	c.t.Helper()
	if err := writeMessage(c.to, v); err != nil {
		c.t.Fatal(err)
	}
}

// received is a message from the server.
type received struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *responseError  `json:"error"`
	text   []byte
}

func (c *connection) receive() (received, error) {
	in := <-c.from
	if in.err != nil {
		return received{}, in.err
	}
	m := received{text: in.content}
	if err := json.Unmarshal(in.content, &m); err != nil {
		c.t.Fatalf("server sent %q: %v", in.content, err)
	}
	return m, nil
}

// request sends a request and returns its response, and the messages that the server sent before it.
func (c *connection) request(method string, params any) (response received, before []received) {
	c.t.Helper()
	c.ids++
	id := fmt.Sprint(c.ids)
	c.send(map[string]any{"jsonrpc": "2.0", "id": c.ids, "method": method, "params": params})
	for {
		m, err := c.receive()
		if err != nil {
			c.t.Fatal(err)
		}
		if string(m.ID) == id && m.Method == "" {
			return m, before
		}
		before = append(before, m)
	}
}

func (c *connection) notify(method string, params any) {
	c.t.Helper()
	c.send(map[string]any{"jsonrpc": "2.0", "method": method, "params": params})
}

// TestSessions plays the messages of a client and compares the server's messages. A session is an archive of files, of
// "client" with one message per line, and of "session" with all messages of both sides. $ROOT is the URI of the folder
// with the files. After a notification the client waits until the server is idle.
func TestSessions(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			var client, want string
			kept := archive.Files[:0]
			for _, f := range archive.Files {
				switch f.Name {
				case "client":
					client = string(f.Data)
				case "session":
					want = string(f.Data)
					continue
				default:
					write(t, filepath.Join(dir, filepath.FromSlash(f.Name)), string(f.Data))
				}
				kept = append(kept, f)
			}
			got := replay(t, client, pathToURI(dir, windows))
			if *update {
				kept = append(kept, txtar.File{Name: "session", Data: []byte(got)})
				archive.Files = kept
				if err := os.WriteFile(file, txtar.Format(archive), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the session differs (-want +got):\n%s", diff)
			}
		})
	}
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// rangePattern matches a range of the protocol, which a session shows as "line:character-line:character".
var rangePattern = regexp.MustCompile(`\{\s*"start": \{\s*"line": (\d+),\s*"character": (\d+)\s*\},\s*"end": \{\s*"line": (\d+),\s*"character": (\d+)\s*\}\s*\}`)

// replay sends the messages of a client and returns all messages of both sides.
func replay(t *testing.T, client, root string) string {
	t.Helper()
	c := connect(t, time.Millisecond)
	var transcript strings.Builder
	record := func(m received) {
		var text bytes.Buffer
		if err := json.Indent(&text, m.text, "", "  "); err != nil {
			t.Fatal(err)
		}
		brief := rangePattern.ReplaceAllString(text.String(), `"$1:$2-$3:$4"`)
		fmt.Fprintf(&transcript, "<-- %s\n", strings.ReplaceAll(brief, root, "$ROOT"))
	}
	running := false
	for line := range strings.Lines(client) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			fmt.Fprintln(&transcript, line)
			continue
		}
		var m struct {
			Method string          `json:"method"`
			Params json.RawMessage `json:"params"`
			Ask    bool            `json:"ask"`
		}
		fmt.Fprintf(&transcript, "--> %s\n", line)
		if err := json.Unmarshal([]byte(strings.ReplaceAll(line, "$ROOT", root)), &m); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if m.Method == "exit" {
			c.notify("exit", nil)
			break
		}
		if m.Ask {
			response, before := c.request(m.Method, m.Params)
			running = running || m.Method == "initialize"
			for _, b := range before {
				record(b)
			}
			record(response)
			continue
		}
		c.notify(m.Method, m.Params)
		if running {
			_, before := c.request("textDocument/hover", map[string]any{}) // answered once everything has been checked
			c.ids--
			for _, b := range before {
				record(b)
			}
		}
	}
	for {
		m, err := c.receive()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		record(m)
	}
	if err := <-c.ended; err != nil {
		fmt.Fprintf(&transcript, "error: %v\n", err)
	}
	return transcript.String()
}

// TestWaitingRequests checks that a request about unchecked text waits for the check, can be canceled meanwhile, and
// does not outlive a shutdown.
func TestWaitingRequests(t *testing.T) {
	c := connect(t, time.Hour)
	c.request("initialize", map[string]any{"capabilities": map[string]any{}})
	c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": pathToURI(filepath.Join(t.TempDir(), "eu.yaml"), windows), "text": "a: 1"}})
	for id := range maxWaiting + 1 {
		c.send(map[string]any{"jsonrpc": "2.0", "id": id, "method": "textDocument/hover", "params": map[string]any{}})
	}
	wantError := func(id string, code int) {
		t.Helper()
		m, err := c.receive()
		if err != nil {
			t.Fatal(err)
		}
		if string(m.ID) != id || m.Error == nil || m.Error.Code != code {
			t.Fatalf("server sent %s, want code %d for %s", m.text, code, id)
		}
	}
	wantError(fmt.Sprint(maxWaiting), codeRequestFailed)
	c.notify("$/cancelRequest", map[string]any{"id": 7})
	wantError("7", codeRequestCancelled)
	c.send(map[string]any{"jsonrpc": "2.0", "id": "end", "method": "shutdown"})
	for id := range maxWaiting {
		if id != 7 {
			wantError(fmt.Sprint(id), codeRequestCancelled)
		}
	}
	if m, err := c.receive(); err != nil || string(m.ID) != `"end"` || m.Error != nil {
		t.Fatal(string(m.text), err)
	}
}

// TestWatchedFiles checks that changes on disk are noticed when the client reports them, and that findings move with
// the text.
func TestWatchedFiles(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "prod.yaml")
	manifest := "apiVersion: tenantlint/v1\nkind: Environment\ntenant: nobody\nname: prod\ntype: Production\nstage: production\nlocation: europe\nopenToTenant: true\n"
	write(t, path, manifest)
	c := connect(t, time.Millisecond)
	c.request("initialize", map[string]any{"rootUri": pathToURI(dir, windows)})
	for i, step := range []struct {
		text string
		want []string
	}{
		{manifest, []string{`"line":2,`}},
		{"# a comment\n" + manifest, []string{`"line":3,`}},
		{"# a comment\n" + manifest, nil}, // no change, so no message
		{"name: of something else\n", []string{`"diagnostics":[]`}},
	} {
		write(t, path, step.text)
		if i == 0 {
			c.notify("initialized", map[string]any{})
		} else {
			c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": pathToURI(path, windows), "type": 2}}})
		}
		_, before := c.request("textDocument/hover", map[string]any{})
		if len(before) != len(step.want) {
			t.Fatalf("step %d: server sent %d messages, want %d", i, len(before), len(step.want))
		}
		for j, want := range step.want {
			if !strings.Contains(string(before[j].text), want) {
				t.Errorf("step %d: server sent %s, want %s", i, before[j].text, want)
			}
		}
	}
}

// TestManyLocations checks that a conflict between many locations lists only a few of them at each.
func TestManyLocations(t *testing.T) {
	dir := t.TempDir()
	const tenants = 40
	for i := range tenants {
		write(t, filepath.Join(dir, fmt.Sprintf("unit-%02d.yaml", i)), fmt.Sprintf(
			"apiVersion: tenantlint/v1\nkind: Tenant\nname: unit-%d\nid: 10000000-0000-4000-8000-%012d\ndomains:\n  - {name: contoso.com, authenticationType: Federated}\n", i, i))
	}
	c := connect(t, time.Millisecond)
	c.request("initialize", map[string]any{"rootUri": pathToURI(dir, windows), "capabilities": map[string]any{
		"textDocument": map[string]any{"publishDiagnostics": map[string]any{"relatedInformation": true}},
	}})
	c.notify("initialized", map[string]any{})
	_, before := c.request("textDocument/hover", map[string]any{})
	if len(before) != tenants {
		t.Fatalf("%d files have diagnostics, want %d", len(before), tenants)
	}
	var p publishDiagnosticsParams
	if err := json.Unmarshal(before[0].Params, &p); err != nil {
		t.Fatal(err)
	}
	for _, d := range p.Diagnostics {
		if d.Code == "domain/federated-once" {
			if len(d.RelatedInformation) != maxRelated || !strings.Contains(d.Message, fmt.Sprintf("and at %d more locations", tenants-1-maxRelated)) {
				t.Errorf("names %d locations and says %q", len(d.RelatedInformation), d.Message)
			}
			return
		}
	}
	t.Errorf("no conflict in %s", before[0].text)
}

// TestRapidChanges checks that the last change counts if changes arrive faster than checks finish, whatever is being
// checked when it arrives.
func TestRapidChanges(t *testing.T) {
	dir := t.TempDir()
	uri := pathToURI(filepath.Join(dir, "prod.yaml"), windows)
	manifest := "apiVersion: tenantlint/v1\nkind: Environment\ntenant: nobody\nname: prod\ntype: Production\nstage: production\nlocation: europe\nopenToTenant: true\n"
	c := connect(t, 0)
	c.request("initialize", map[string]any{"rootUri": pathToURI(dir, windows), "capabilities": map[string]any{
		"textDocument": map[string]any{"publishDiagnostics": map[string]any{"versionSupport": true}},
	}})
	c.notify("initialized", map[string]any{})
	c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uri, "version": 0, "text": manifest}})
	const changes = 200
	go func() { // do not block on messages that the server sends meanwhile
		send := func(message map[string]any) {
			if err := writeMessage(c.to, message); err != nil {
				t.Error(err)
			}
		}
		for version := range changes {
			send(map[string]any{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": map[string]any{
				"textDocument":   map[string]any{"uri": uri, "version": version + 1},
				"contentChanges": []any{map[string]any{"range": textRange{}, "text": "# a line\n"}},
			}})
		}
		send(map[string]any{"jsonrpc": "2.0", "id": 99, "method": "textDocument/hover", "params": map[string]any{}})
	}()
	var last publishDiagnosticsParams
	for {
		m, err := c.receive()
		if err != nil {
			t.Fatal(err)
		}
		if string(m.ID) == "99" {
			break
		}
		if err := json.Unmarshal(m.Params, &last); err != nil {
			t.Fatal(err)
		}
	}
	if last.Version == nil || *last.Version != changes || len(last.Diagnostics) != 1 || last.Diagnostics[0].Range.Start.Line != changes+2 {
		t.Errorf("the last diagnostics are %+v, want one of version %d in line %d", last, changes, changes+2)
	}
}
