package lsp

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestReadMessage(t *testing.T) {
	for _, test := range []struct {
		name, stream string
		contents     []string
		err          string // at the end of the stream
	}{
		{"none", "", nil, "EOF"},
		{"two", "Content-Length: 2\r\n\r\n{}Content-Length: 4\r\n\r\nnull", []string{"{}", "null"}, "EOF"},
		{"another header", "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:2\r\n\r\n{}", []string{"{}"}, "EOF"},
		{"bare line ends", "Content-Length: 2\n\n{}", []string{"{}"}, "EOF"},
		{"too long, then one more", "Content-Length: 200\r\n\r\n" + strings.Repeat("x", 200) + "Content-Length: 2\r\n\r\n{}", []string{"message is too long", "{}"}, "EOF"},
		{"cut in the content", "Content-Length: 9\r\n\r\n{}", nil, "unexpected EOF"},
		{"cut in the header", "Content-Le", nil, "unexpected EOF"},
		{"cut after a header", "Content-Length: 9\r\n", nil, "unexpected EOF"},
		{"length beyond the end", "Content-Length: 9223372036854775807\r\n\r\nx", nil, "unexpected EOF"},
		{"no length", "\r\n", nil, "message header has no Content-Length"},
		{"negative", "Content-Length: -1\r\n\r\n", nil, `message header has Content-Length "-1", which is not a length`},
		{"not a number", "Content-Length: many\r\n\r\n", nil, `message header has Content-Length "many", which is not a length`},
		{"garbage", "GET / HTTP/1.1\r\n\r\n", nil, `message header has a line without a colon: "GET / HTTP/1.1"`},
		{"endless", strings.Repeat("x", maxHeader+1), nil, "message header is too long"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := bufio.NewReader(strings.NewReader(test.stream))
			var contents []string
			for {
				content, err := readMessage(r, 100)
				switch {
				case errors.Is(err, errTooLong):
					contents = append(contents, err.Error())
				case err != nil:
					if err.Error() != test.err {
						t.Errorf("ends with %q, want %q", err, test.err)
					}
					if diff := cmp.Diff(test.contents, contents); diff != "" {
						t.Error(diff)
					}
					return
				default:
					contents = append(contents, string(content))
				}
			}
		})
	}
}

func TestDecode(t *testing.T) {
	for content, code := range map[string]int{
		`{"jsonrpc":"2.0","id":1,"method":"shutdown"}`:    0,
		`{"jsonrpc":"2.0","id":"a","method":"shutdown"}`:  0,
		`{"jsonrpc":"2.0","method":"exit","params":null}`: 0,
		`{"jsonrpc":"2.0","id":1,"result":null}`:          0,
		`{`:                                               codeParse,
		``:                                                codeParse,
		`[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]`: codeInvalidRequest,
		`{"id":1,"method":"shutdown"}`:                   codeInvalidRequest,
		`{"jsonrpc":"2.0","id":{},"method":"shutdown"}`:  codeInvalidRequest,
		`{"jsonrpc":"2.0","id":1,"method":7}`:            codeInvalidRequest,
		`"exit"`:                                         codeInvalidRequest,
	} {
		got := 0
		if _, err := decode([]byte(content)); err != nil {
			got = err.Code
		}
		if got != code {
			t.Errorf("%s has code %d, want %d", content, got, code)
		}
	}
}

// FuzzMessage checks that the server ends with the stream and without a panic, whatever a client sends, and that its
// output consists of messages.
func FuzzMessage(f *testing.F) {
	frame := func(contents ...string) []byte {
		var b bytes.Buffer
		for _, c := range contents {
			fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n%s", len(c), c)
		}
		return b.Bytes()
	}
	initialize := `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`
	f.Add(frame(initialize, `{"jsonrpc":"2.0","method":"initialized","params":{}}`))
	f.Add(frame(initialize, `{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.yaml","version":1,"text":"apiVersion: tenantlint/v1\nkind: Tenant\n"}}}`,
		`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.yaml","version":2},"contentChanges":[{"range":{"start":{"line":-1,"character":9},"end":{"line":0,"character":-4}},"text":"x"}]}}`,
		`{"jsonrpc":"2.0","id":2,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.yaml"},"position":{"line":99,"character":99}}}`,
		`{"jsonrpc":"2.0","id":3,"method":"textDocument/documentSymbol","params":{"textDocument":{"uri":"file:///a.yaml"}}}`,
		`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":2}}`, `{"jsonrpc":"2.0","id":4,"method":"shutdown"}`, `{"jsonrpc":"2.0","method":"exit"}`))
	f.Add(frame("[]", "null", `{"jsonrpc":"2.0","id":null}`))
	f.Add([]byte("Content-Length: 99\r\n\r\n{"))
	f.Fuzz(func(t *testing.T, stream []byte) {
		if bytes.Contains(stream, []byte("root")) || bytes.Contains(stream, []byte("workspaceFolders")) {
			t.Skip("would read the disk")
		}
		var out bytes.Buffer
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		_ = Serve(ctx, bytes.NewReader(stream), &out, Options{Today: func() string { return "2026-01-31" }, Log: io.Discard})
		if ctx.Err() != nil {
			t.Fatal("the server did not end with the stream")
		}
		for r := bufio.NewReader(&out); ; {
			content, err := readMessage(r, maxMessage)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("the server sent something that is not a message: %v", err)
			}
			if _, respErr := decode(content); respErr != nil && !bytes.Contains(content, []byte(`"id":null`)) {
				t.Fatalf("the server sent %s", content)
			}
		}
	})
}
