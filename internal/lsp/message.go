package lsp

import "encoding/json"

// message is a request, a notification or a response of JSON-RPC 2.0 as it comes in.
type message struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Method  string          `json:"method"`
	Params  json.RawMessage `json:"params"`
	Error   *responseError  `json:"error"`
}

// isRequest reports whether the message wants a response.
func (m *message) isRequest() bool { return m.Method != "" && len(m.ID) > 0 }

// decode reads the content of a message. The error is errParse if it is not JSON, and errInvalid if it is not a
// message.
func decode(content []byte) (*message, *responseError) {
	if !json.Valid(content) {
		return nil, &responseError{codeParse, "message is not JSON"}
	}
	var m message
	if err := json.Unmarshal(content, &m); err != nil || m.Version != "2.0" {
		return nil, &responseError{codeInvalidRequest, "message is not one of JSON-RPC 2.0"}
	}
	if len(m.ID) > 0 && m.ID[0] != '"' && m.ID[0] != '-' && (m.ID[0] < '0' || m.ID[0] > '9') {
		return nil, &responseError{codeInvalidRequest, "id is neither a string nor a number"}
	}
	return &m, nil
}

// The codes of errors, of JSON-RPC and of the protocol.
const (
	codeParse            = -32700
	codeInvalidRequest   = -32600
	codeMethodNotFound   = -32601
	codeInvalidParams    = -32602
	codeNotInitialized   = -32002
	codeRequestFailed    = -32803
	codeRequestCancelled = -32800
)

type responseError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

func (e *responseError) Error() string { return e.Message }

type response struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Result  any             `json:"result"`
}

type failure struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"` // nil is null
	Error   *responseError  `json:"error"`
}

type request struct {
	Version string `json:"jsonrpc"`
	ID      string `json:"id"`
	Method  string `json:"method"`
	Params  any    `json:"params,omitempty"`
}

type notification struct {
	Version string `json:"jsonrpc"`
	Method  string `json:"method"`
	Params  any    `json:"params"`
}
