package manifest

import (
	"reflect"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// failure records why and where yaml.v3 failed, in its own terms.
type failure struct {
	reason string
	// at is the offset at which it stopped. from is the offset of the construct that it was reading, or -1.
	at, from int
	// inner is the offset of the innermost open collection, or -1.
	inner int
	// lastEvent is the offset of the last part of the document that parsed.
	lastEvent int
}

// locateFailure reads the offsets from the decoder's unexported fields. The error has only a line number, which may be
// that of the construct's start or end, and is sometimes off by one.
func (r *yamlReader) locateFailure(dec *yaml.Decoder, err error) failure {
	f := failure{at: r.chunk.start, from: -1, inner: -1, lastEvent: r.chunk.start}
	if err != nil {
		f.reason = strings.TrimPrefix(err.Error(), "yaml: ")
	}
	line := 0
	if text, ok := strings.CutPrefix(f.reason, "line "); ok {
		if number, rest, ok := strings.Cut(text, ": "); ok {
			line, _ = strconv.Atoi(number)
			f.reason = rest
		}
	}
	yamlParser := field(reflect.ValueOf(dec), "parser")
	scanner := field(yamlParser, "parser")
	at, ok := r.markOffset(field(scanner, "problem_mark"))
	switch kind := field(scanner, "error"); {
	case ok && kind.IsValid() && kind.CanInt() && kind.Int() != 0:
		f.at = at
	case line > 0:
		f.at = r.firstNonBlank(r.offsetAt(line, 1), r.chunk.end)
	default:
		f.at = r.skipTrivia(r.chunk.start)
	}
	if context := field(scanner, "context"); context.IsValid() && context.Kind() == reflect.String && context.Len() > 0 {
		if from, ok := r.markOffset(field(scanner, "context_mark")); ok {
			f.from = from
		}
	}
	if open := field(scanner, "marks"); open.IsValid() && open.Kind() == reflect.Slice && open.Len() > 0 {
		if at, ok := r.markOffset(open.Index(open.Len() - 1)); ok {
			f.inner = at
		}
	}
	if at, ok := r.markOffset(field(field(yamlParser, "event"), "start_mark")); ok {
		f.lastEvent = at
	}
	return f
}

// field returns a field of a struct or of a pointer to one; the zero Value if there is no such field.
func field(v reflect.Value, name string) reflect.Value {
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return reflect.Value{}
	}
	return v.FieldByName(name)
}

// markOffset returns the offset of a yaml_mark_t of the decoder.
func (r *yamlReader) markOffset(v reflect.Value) (int, bool) {
	line, column := field(v, "line"), field(v, "column")
	if !line.IsValid() || !line.CanInt() || !column.IsValid() || !column.CanInt() {
		return 0, false
	}
	return r.offsetAt(int(line.Int())+1, int(column.Int())+1), true
}
