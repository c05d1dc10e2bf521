package lsp

import "encoding/json"

// message is an incoming request, notification or response of JSON-RPC 2.0.
type message struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Method  string          `json:"method"`
	Params  json.RawMessage `json:"params"`
	Error   *responseError  `json:"error"`
}

// isRequest reports whether the message expects a response.
func (m *message) isRequest() bool { return m.Method != "" && len(m.ID) > 0 }

// decode decodes the content of a message. The code of the error is codeParse if the content is not JSON, and
// codeInvalidRequest if it is not a message.
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

// Error codes of JSON-RPC and of the language server protocol.
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
	ID      json.RawMessage `json:"id"` // nil is encoded as null
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
