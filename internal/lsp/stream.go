package lsp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

const (
	// maxMessage is the maximum size in bytes of the content of a message. It has room for the largest manifest,
	// encoded as JSON.
	maxMessage = 64 << 20
	// maxHeader is the maximum size in bytes of the header of a message.
	maxHeader = 4 << 10
)

// errTooLong means that a message was skipped because its content is too long.
var errTooLong = errors.New("message is too long")

// headerError means that the stream cannot be read any further because the next message has no valid header.
type headerError string

func (e headerError) Error() string { return "message header " + string(e) }

// readMessage returns the content of the next message. A message is a header of lines that end with CR LF, an empty
// line, and as many bytes as the header says. The error is io.EOF if the stream ends between two messages, and
// errTooLong if the content is longer than maxLength; the next message can then still be read.
func readMessage(r *bufio.Reader, maxLength int) ([]byte, error) {
	length, err := readHeader(r)
	if err != nil {
		return nil, err
	}
	if length > int64(maxLength) {
		if _, err := io.CopyN(io.Discard, r, length); err != nil {
			return nil, unexpectedEOF(err)
		}
		return nil, errTooLong
	}
	// Allocate memory only as content arrives: the header may claim more than follows.
	var content bytes.Buffer
	if _, err := io.CopyN(&content, r, length); err != nil {
		return nil, unexpectedEOF(err)
	}
	return content.Bytes(), nil
}

// readHeader reads a header and returns the length of the content.
func readHeader(r *bufio.Reader) (int64, error) {
	length, read := int64(-1), 0
	for {
		line, err := readLine(r, maxHeader-read)
		if err != nil {
			if errors.Is(err, io.EOF) && read+len(line) > 0 {
				err = io.ErrUnexpectedEOF
			}
			return 0, err
		}
		read += len(line)
		text := strings.TrimRight(line, "\r\n")
		if text == "" {
			break
		}
		name, value, ok := strings.Cut(text, ":")
		if !ok {
			return 0, headerError(fmt.Sprintf("has a line without a colon: %.40q", text))
		}
		if !strings.EqualFold(name, "Content-Length") {
			continue // Content-Type has only one possible value
		}
		length, err = strconv.ParseInt(strings.TrimSpace(value), 10, 64)
		if err != nil || length < 0 {
			return 0, headerError(fmt.Sprintf("has Content-Length %.40q, which is not a length", strings.TrimSpace(value)))
		}
	}
	if length < 0 {
		return 0, headerError("has no Content-Length")
	}
	return length, nil
}

// readLine returns a line of at most maxLength bytes, including its line end.
func readLine(r *bufio.Reader, maxLength int) (string, error) {
	var line []byte
	for len(line) < maxLength {
		c, err := r.ReadByte()
		if err != nil {
			return string(line), err
		}
		if line = append(line, c); c == '\n' {
			return string(line), nil
		}
	}
	return "", headerError("is too long")
}

// unexpectedEOF returns io.ErrUnexpectedEOF for the end of the stream inside a message, and any other error unchanged.
func unexpectedEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// writeMessage writes a message with v as its content.
func writeMessage(w io.Writer, v any) error {
	var content bytes.Buffer
	enc := json.NewEncoder(&content)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("message cannot be written as JSON: %w", err)
	}
	text := bytes.TrimRight(content.Bytes(), "\n")
	_, err := w.Write(append(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n", len(text)), text...))
	return err
}
