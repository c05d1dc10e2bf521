// Package lsp is the language server: it keeps the files that an editor has open, checks the whole topology when they
// change, and answers requests about its findings and names. It implements the protocol; the rules are evaluated
// elsewhere.
package lsp

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/source"
)

// windows is true if paths are written as on Windows.
const windows = runtime.GOOS == "windows"

// ErrExit means that the client ended the server without shutting it down first; the protocol then requires exit code
// 1.
var ErrExit = errors.New("the client ended the connection without a shutdown")

// Delay is how long a check waits for the next change, so that it does not run at every keystroke.
const Delay = 150 * time.Millisecond

// RescanDelay is how long after the last change the disk is read again. While the user types, a check reuses what it
// read before.
const RescanDelay = 2 * time.Second

// maxWaiting is the maximum number of requests that wait for a check.
const maxWaiting = 1000

// Options configure a server.
type Options struct {
	// Version is the version of the program.
	Version string
	// Today returns the current date as YYYY-MM-DD, by which suppressions expire.
	Today func() string
	// Delay is how long a check waits for the next change.
	Delay time.Duration
	// RescanDelay is how long after the last change the disk is read again. If it is 0, that only happens when the
	// client reports a change.
	RescanDelay time.Duration
	// Log is where the server writes errors.
	Log io.Writer
}

// Serve reads messages from r and writes messages to w until the client ends the connection. It returns the error of
// ctx, ErrExit, or why the connection cannot be used.
func Serve(ctx context.Context, r io.Reader, w io.Writer, o Options) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := &server{
		Options: o, out: w, encoding: utf16Encoding, open: map[string]*document{}, published: map[string]string{},
		pulled: map[string]string{}, checked: make(chan []outcome, 1), timer: time.NewTimer(0), rescanTimer: time.NewTimer(0),
	}
	s.setFolders(nil)
	stopTimers := func() { s.timer.Stop(); s.rescanTimer.Stop() }
	stopTimers()
	defer stopTimers()
	incoming := make(chan input)
	go readMessages(ctx, r, incoming)
	err := s.loop(ctx, incoming)
	if s.cancel != nil {
		s.cancel()
		<-s.checked
	}
	return err
}

// input is the content of a message, or the error of reading it.
type input struct {
	content []byte
	err     error
}

// readMessages sends all messages of r to a channel.
func readMessages(ctx context.Context, r io.Reader, to chan<- input) {
	b := bufio.NewReader(r)
	for {
		content, err := readMessage(b, maxMessage)
		select {
		case to <- input{content, err}:
		case <-ctx.Done():
			return
		}
		if err != nil && !errors.Is(err, errTooLong) {
			return
		}
	}
}

// phase is the current phase of a connection.
type phase uint8

const (
	starting phase = iota
	running
	ended
)

// server is one connection. It is used only by the loop, except for the checkers during a check.
type server struct {
	Options

	out      io.Writer
	writeErr error // of the first failed write
	phase    phase
	client   clientCapabilities
	encoding encoding
	folders  []*folder            // at least one
	open     map[string]*document // by URI

	// generation counts the changes. A check is due when the timer fires, and one is running while cancel is not nil;
	// due is true if the timer fired during a check.
	generation     int
	timer          *time.Timer
	scheduled, due bool
	// rescanned is true if the disk was read since anything but the text of open files changed; rescanTimer fires when
	// it must be read again in any case.
	rescanned   bool
	rescanTimer *time.Timer

	cancel  context.CancelFunc
	checked chan []outcome

	pulled     map[string]string // result ids of what the client last pulled, by URI
	refreshed  int               // generation of the last refresh
	published  map[string]string // diagnostics in the editor, as JSON, by URI
	watching   bool              // the client has been asked to watch files
	shownError string            // last error that was shown
	waiting    []*message
}

func (s *server) loop(ctx context.Context, incoming <-chan input) error {
	for {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case in := <-incoming:
			if end, err := s.handleMessage(in); end {
				return err
			}
		case <-s.timer.C:
			s.scheduled, s.due = false, true
		case <-s.rescanTimer.C:
			s.rescanAndCheck(0)
		case outcomes := <-s.checked:
			s.cancel()
			s.cancel = nil
			s.finishCheck(outcomes)
		}
		if s.due && s.cancel == nil {
			s.startCheck(ctx)
		}
		if s.isIdle() {
			s.answerWaiting()
			s.refresh()
		}
		if s.writeErr != nil {
			return fmt.Errorf("standard output cannot be written: %w", s.writeErr)
		}
	}
}

// handleMessage handles a message, and reports whether it ends the connection.
func (s *server) handleMessage(in input) (end bool, err error) {
	switch {
	case errors.Is(in.err, errTooLong):
		s.logf("a message of more than %d bytes was skipped", maxMessage)
		s.write(failure{Version: "2.0", Error: &responseError{codeInvalidRequest, "message is too long"}})
		return false, nil
	case errors.Is(in.err, io.EOF):
		return true, s.exit()
	case in.err != nil:
		return true, fmt.Errorf("standard input cannot be read: %w", in.err)
	}
	m, respErr := decode(in.content)
	switch {
	case respErr != nil:
		s.write(failure{Version: "2.0", Error: respErr})
	case m.Method == "exit":
		return true, s.exit()
	case m.Method == "" && m.Error != nil:
		s.logf("the client refused a request: %s", m.Error.Message)
	case m.Method == "":
	case m.isRequest():
		s.handleRequest(m)
	default:
		s.dispatchNotification(m)
	}
	return false, nil
}

func (s *server) exit() error {
	if s.phase == ended {
		return nil
	}
	return ErrExit
}

// handleRequest handles a request. Most requests wait until the last change has been checked.
func (s *server) handleRequest(m *message) {
	switch {
	case m.Method == "initialize" && s.phase == starting:
		s.respond(m, s.initialize)
	case s.phase == starting:
		s.respondError(m, codeNotInitialized, "the server is not initialized")
	case s.phase == ended || m.Method == "initialize":
		s.respondError(m, codeInvalidRequest, fmt.Sprintf("%q comes too late", m.Method))
	case m.Method == "shutdown":
		s.phase = ended
		for _, w := range s.waiting {
			s.respondError(w, codeRequestCancelled, "the server shuts down")
		}
		s.waiting = nil
		s.unschedule()
		s.write(response{Version: "2.0", ID: m.ID})
	case m.Method == "textDocument/completion":
		s.respond(m, func(params json.RawMessage) (any, error) { return requestHandler((*server).complete)(s, params) })
	case requests[m.Method] == nil:
		s.respondError(m, codeMethodNotFound, fmt.Sprintf("no method %q", m.Method))
	case len(s.waiting) == maxWaiting:
		s.respondError(m, codeRequestFailed, "too many requests at a time")
	default:
		s.waiting = append(s.waiting, m)
	}
}

// requests are the handlers of the requests that wait until the last change has been checked.
var requests = map[string]func(*server, json.RawMessage) (any, error){
	"textDocument/hover":          requestHandler((*server).hover),
	"textDocument/definition":     requestHandler((*server).definition),
	"textDocument/references":     requestHandler((*server).references),
	"textDocument/documentSymbol": requestHandler((*server).symbols),
	"textDocument/codeAction":     requestHandler((*server).actions),
	"textDocument/prepareRename":  requestHandler((*server).prepareRename),
	"textDocument/rename":         requestHandler((*server).rename),
	"textDocument/diagnostic":     requestHandler((*server).pull),
}

// requestHandler returns a handler that first decodes the parameters of a request.
func requestHandler[P any](answer func(*server, P) (any, error)) func(*server, json.RawMessage) (any, error) {
	return func(s *server, params json.RawMessage) (any, error) {
		var p P
		if json.Unmarshal(params, &p) != nil {
			return nil, &responseError{codeInvalidParams, "parameters are not those of the method"}
		}
		return answer(s, p)
	}
}

func (s *server) answerWaiting() {
	for _, m := range s.waiting {
		s.respond(m, func(params json.RawMessage) (any, error) { return requests[m.Method](s, params) })
	}
	s.waiting = nil
}

func (s *server) respond(m *message, answer func(json.RawMessage) (any, error)) {
	result, err := answer(m.Params)
	respErr, ok := errors.AsType[*responseError](err)
	switch {
	case ok:
		s.respondError(m, respErr.Code, respErr.Message)
	case err != nil:
		s.respondError(m, codeRequestFailed, err.Error())
	default:
		s.write(response{Version: "2.0", ID: m.ID, Result: result})
	}
}

func (s *server) respondError(m *message, code int, why string) {
	s.write(failure{Version: "2.0", ID: m.ID, Error: &responseError{code, secret.Redact(why)}})
}

// dispatchNotification handles a notification; unknown ones are ignored.
func (s *server) dispatchNotification(m *message) {
	if s.phase != running {
		return
	}
	var err error
	switch m.Method {
	case "initialized":
		s.registerWatchers()
		s.rescanAndCheck(0)
	case "textDocument/didOpen":
		err = handleNotification(s, m, (*server).didOpen)
	case "textDocument/didChange":
		err = handleNotification(s, m, (*server).didChange)
	case "textDocument/didClose":
		err = handleNotification(s, m, (*server).didClose)
	case "workspace/didChangeWorkspaceFolders":
		err = handleNotification(s, m, (*server).didChangeFolders)
	case "textDocument/didSave", "workspace/didChangeWatchedFiles":
		s.rescanAndCheck(s.Delay)
	case "$/cancelRequest":
		err = handleNotification(s, m, (*server).cancelRequest)
	}
	if err != nil {
		s.logf("%s: %v", m.Method, err)
	}
}

func handleNotification[P any](s *server, m *message, handle func(*server, P)) error {
	var p P
	if json.Unmarshal(m.Params, &p) != nil {
		return errors.New("parameters are not those of the method")
	}
	handle(s, p)
	return nil
}

func (s *server) initialize(params json.RawMessage) (any, error) {
	var p initializeParams
	if json.Unmarshal(params, &p) != nil {
		return nil, &responseError{codeInvalidParams, "parameters are not those of the method"}
	}
	s.phase = running
	s.client = p.Capabilities
	s.encoding = chooseEncoding(p.Capabilities.General.PositionEncodings)
	var dirs []string
	for _, f := range p.WorkspaceFolders {
		if dir, ok := folderPath(f.URI); ok {
			dirs = append(dirs, dir)
		}
	}
	if dir, ok := folderPath(p.RootURI); ok && len(p.WorkspaceFolders) == 0 {
		dirs = []string{dir}
	} else if len(p.WorkspaceFolders) == 0 && p.RootURI == "" && filepath.IsAbs(p.RootPath) {
		dirs = []string{filepath.Clean(p.RootPath)}
	}
	s.setFolders(dirs)
	caps := serverCapabilities{
		PositionEncoding:   string(s.encoding),
		TextDocumentSync:   textDocumentSync{OpenClose: true, Change: incremental, Save: true},
		HoverProvider:      true,
		DefinitionProvider: true, ReferencesProvider: true, DocumentSymbolProvider: true,
		CodeActionProvider: codeActionOptions{[]string{quickFix}},
		CompletionProvider: completionOptions{[]string{" ", ":", "/", "\"", "-"}},
		RenameProvider:     true,
	}
	if s.client.TextDocument.Rename.PrepareSupport {
		caps.RenameProvider = renameOptions{PrepareProvider: true}
	}
	if s.clientPulls() {
		caps.DiagnosticProvider = &pullOptions{Identifier: report.ToolName, InterFileDependencies: true}
	}
	caps.Workspace.WorkspaceFolders.Supported, caps.Workspace.WorkspaceFolders.ChangeNotifications = true, true
	return initializeResult{Capabilities: caps, ServerInfo: serverInfo{report.ToolName, s.Version}}, nil
}

// registerWatchers asks the client to report changes of manifests and configurations on disk. The root of the topology
// may be above the open folder, so the patterns are relative to the root if the client supports that.
func (s *server) registerWatchers() {
	caps := s.client.Workspace.DidChangeWatchedFiles
	if !caps.DynamicRegistration {
		return
	}
	if s.watching {
		s.write(request{
			"2.0", "unwatch", "client/unregisterCapability",
			unregistrationParams{[]unregistration{{"watch", "workspace/didChangeWatchedFiles"}}},
		})
	}
	s.watching = true
	var o watchOptions
	for i, f := range s.folders {
		if i > 0 && !caps.RelativePatternSupport {
			break // the patterns are those of all folders
		}
		for _, glob := range []string{"**/*.{yaml,yml,json}", "**/" + source.ConfigName} {
			var pattern any = glob
			if caps.RelativePatternSupport && f.dir != "" {
				pattern = relativePattern{pathToURI(f.root(), windows), glob}
			}
			o.Watchers = append(o.Watchers, watcher{pattern})
		}
	}
	s.write(request{
		"2.0", "watch", "client/registerCapability",
		registrationParams{[]registration{{"watch", "workspace/didChangeWatchedFiles", o}}},
	})
}

func (s *server) didOpen(p didOpenParams) {
	path, ok := uriToPath(p.TextDocument.URI, windows)
	if !ok || !filepath.IsAbs(path) {
		return // an unsaved document is not part of the topology
	}
	s.open[p.TextDocument.URI] = &document{
		p.TextDocument.URI,
		p.TextDocument.Version,
		source.NewFile(filepath.Clean(path), []byte(p.TextDocument.Text)),
	}
	s.rescanAndCheck(s.Delay)
}

func (s *server) didChange(p didChangeParams) {
	if d := s.open[p.TextDocument.URI]; d != nil {
		d.version = p.TextDocument.Version
		d.change(s.encoding, p.ContentChanges)
		s.schedule(s.Delay)
		if s.RescanDelay > 0 {
			s.rescanTimer.Reset(s.RescanDelay)
		}
	}
}

func (s *server) didClose(p documentParams) {
	if s.open[p.TextDocument.URI] != nil {
		delete(s.open, p.TextDocument.URI)
		s.rescanAndCheck(s.Delay)
	}
}

// cancelRequest cancels a waiting request.
func (s *server) cancelRequest(p cancelParams) {
	if i := slices.IndexFunc(s.waiting, func(m *message) bool { return bytes.Equal(m.ID, p.ID) }); i >= 0 {
		s.respondError(s.waiting[i], codeRequestCancelled, "cancelled")
		s.waiting = slices.Delete(s.waiting, i, i+1)
	}
}

// rescanAndCheck schedules a check that reads the disk again.
func (s *server) rescanAndCheck(after time.Duration) {
	s.rescanned = false
	s.rescanTimer.Stop()
	s.schedule(after)
}

// schedule records a change: it cancels the running check, which is outdated, and schedules another.
func (s *server) schedule(after time.Duration) {
	s.generation++
	s.scheduled, s.due = true, false
	s.timer.Reset(after)
	if s.cancel != nil {
		s.cancel()
	}
}

func (s *server) unschedule() {
	s.scheduled, s.due = false, false
	s.timer.Stop()
	s.rescanTimer.Stop()
	if s.cancel != nil {
		s.cancel()
	}
}

// isIdle reports whether the last change has been checked.
func (s *server) isIdle() bool { return s.cancel == nil && !s.scheduled && !s.due }

// startCheck starts a check of what the editor has open now.
func (s *server) startCheck(ctx context.Context) {
	s.due = false
	j := job{open: map[string][]byte{}, versions: map[string]int{}, generation: s.generation, sameDisk: s.rescanned}
	for _, d := range s.open {
		j.open[d.file.Path], j.versions[d.file.Path] = d.file.Data, d.version
	}
	ctx, s.cancel = context.WithCancel(ctx)
	folders := s.folders
	go func() { s.checked <- checkAll(ctx, folders, j) }()
}

// finishCheck publishes the results of a check, unless they are outdated.
func (s *server) finishCheck(outcomes []outcome) {
	if len(outcomes) == 0 || outcomes[0].generation != s.generation || s.phase != running {
		return
	}
	s.rescanned = true
	var errs []error
	for _, out := range outcomes {
		s.rescanned = s.rescanned && out.err == nil
		before := out.folder.state
		st := newState(out, s.open)
		if out.err != nil {
			st.published = before.published // keep showing the last result
		} else {
			s.diagnose(st)
		}
		out.folder.state = st
		errs = append(errs, out.err)
	}
	s.showError(errors.Join(errs...))
	if slices.Contains(errs, nil) {
		s.publish()
	}
}

// showError shows an error to the user, unless it is the last one shown.
func (s *server) showError(err error) {
	text := ""
	if err != nil {
		text = err.Error()
	}
	if text != "" && text != s.shownError {
		s.logf("%s", text)
		s.write(notification{"2.0", "window/showMessage", messageParams{typeError, report.ToolName + ": " + secret.Redact(text)}})
	}
	s.shownError = text
}

// publish sends the diagnostics of the files in which they changed, except for those that the client pulls.
func (s *server) publish() {
	shown := map[string]bool{}
	for _, f := range s.folders {
		for _, uri := range slices.Sorted(maps.Keys(f.state.published)) {
			if len(s.folders) > 1 && s.folderFor(uri) != f || s.clientPulls() && s.open[uri] != nil {
				continue
			}
			p := publishDiagnosticsParams{URI: uri}
			for _, here := range f.state.published[uri] {
				p.Diagnostics = append(p.Diagnostics, here.diagnostic)
			}
			shown[uri] = true
			s.sendDiagnostics(p)
		}
	}
	for _, uri := range slices.Sorted(maps.Keys(s.published)) {
		if !shown[uri] {
			s.sendDiagnostics(publishDiagnosticsParams{URI: uri, Diagnostics: []diagnostic{}})
			delete(s.published, uri)
		}
	}
}

// sendDiagnostics sends the diagnostics of a file, unless the editor already shows them.
func (s *server) sendDiagnostics(p publishDiagnosticsParams) {
	if d := s.open[p.URI]; d != nil && s.client.TextDocument.PublishDiagnostics.VersionSupport {
		p.Version = &d.version
	}
	text, err := json.Marshal(p)
	if err != nil || s.published[p.URI] == string(text) {
		return // numbers and strings can always be marshaled
	}
	s.published[p.URI] = string(text)
	s.write(notification{"2.0", "textDocument/publishDiagnostics", p})
}

func (s *server) logf(format string, args ...any) {
	_, _ = fmt.Fprintf(s.Log, report.ToolName+" lsp: %s\n", secret.Redact(fmt.Sprintf(format, args...)))
}

func (s *server) write(message any) {
	if err := writeMessage(s.out, message); err != nil && s.writeErr == nil {
		s.writeErr = err
	}
}
