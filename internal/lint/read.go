package lint

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strconv"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// input is what one file gave: its documents, each with what the schema says of it.
type input struct {
	documents []topology.Checked
	problems  []problem.Problem
	// suppressions are in the comments of the documents.
	suppressions []*finding.Suppression
	// unread are the parts of the file that are in no document, all says that nothing is known of it.
	unread []source.Span
	all    bool
	// undeclaredAt are the parts of documents that the schema refuses.
	undeclaredAt []source.Span
	// nameless are the kinds of tenants and environments that have no name.
	nameless []string
	unknown  []result.UnknownField
	// unparsed says why the file does not parse, where all else is of the text that last did.
	unparsed []problem.Problem
	file     *source.File
	foreign  []manifest.Foreign
	large    bool          // it is too large to be read, and not a manifest
	skips    []source.Skip // what of it is not a manifest, where that is requested
}

func (in *input) holds() bool { return len(in.documents) > 0 || len(in.problems) > 0 }

func workers(n int) int { return cmp.Or(n, runtime.GOMAXPROCS(0)) }

// readAll reads, parses and checks all files, some at a time; the order of the result is that of the
// files. All errors come together.
func readAll(ctx context.Context, o Options, files []source.Input) ([]input, error) {
	inputs, errs := make([]input, len(files)), make([]error, len(files))
	defer o.Memory.store(files, inputs)
	releases := o.Memory == nil && len(files) > topology.MaxTrees
	err := each(ctx, workers(o.Workers), len(files), func(i int) {
		if known, ok := o.unread(files[i]); ok {
			inputs[i] = known
			return
		}
		inputs[i], errs[i] = read(o, files[i])
		if releases {
			inputs[i].release()
		}
		o.Progress.change(func(m *Moment) { m.Read++ })
	})
	if err != nil {
		return nil, err
	}
	return inputs, errors.Join(errs...)
}

func read(o Options, in source.Input) (input, error) {
	limits := manifest.DefaultLimits()
	var file *source.File
	var err error
	switch {
	case in.Overlay != nil:
		file = source.NewFile(in.Path, in.Overlay)
	case in.Stdin:
		file, err = source.ReadStream(o.Stdin, in.Path, int64(limits.Bytes))
	default:
		file, err = source.Read(in.Path, in.Abs, int64(limits.Bytes))
	}
	if tooLarge, ok := errors.AsType[*source.TooLargeError](err); ok {
		if !in.Explicit && !manifest.Candidate(tooLarge.Head) {
			ours, err := source.Scan(in.Path, in.Abs, manifest.MayHoldManifest)
			if err != nil {
				return input{}, err
			}
			if !ours {
				return input{large: true, skips: o.tooLarge(tooLarge)}, nil
			}
		}
		return input{problems: []problem.Problem{overLimit(tooLarge)}, all: true}, nil
	}
	if err != nil {
		return input{}, err
	}
	result := o.examine(file, in)
	if good := o.LastGood[in.Abs]; good != nil && in.Overlay != nil {
		if why := result.whyUnparsed(); why != nil {
			result = o.examine(source.NewFile(in.Path, good), in)
			result.unparsed = why
		}
	}
	return result, nil
}

// examine returns what the run before made of a file of the same content, or examines it.
func (o *Options) examine(file *source.File, in source.Input) input {
	if before, ok := o.Memory.load(file); ok && !in.Explicit {
		before.unparsed = nil
		return before
	}
	result := examine(file, in.Explicit)
	if o.Explain {
		result.explain()
	}
	return result
}

// examine parses a file and validates its documents. Named is true if the user named the file, so that it must
// contain a manifest.
func examine(file *source.File, explicit bool) input {
	if !explicit && !manifest.Candidate(file.Data) {
		return input{file: file}
	}
	cover := secret.NewCover(file)
	file = cover.File
	parsed := manifest.Parse(file, manifest.DefaultLimits(), explicit)
	result := input{problems: parsed.Problems, foreign: parsed.Foreign, unread: parsed.Unread, file: file}
	result.all = len(parsed.Unread) == 0 &&
		slices.ContainsFunc(parsed.Problems, func(p problem.Problem) bool { return p.Rule == "parse/limit" })
	for _, d := range parsed.Documents {
		checked := result.check(d, len(parsed.Problems) > 0)
		result.suppressions = append(result.suppressions, finding.Ignores(d)...)
		redacted := cover.Document(d, topology.HasRow(d))
		if kind := d.Kind(); (kind == "Tenant" || kind == "Environment") && d.Name() == "" {
			result.nameless = append(result.nameless, kind)
		}
		result.unknown = append(result.unknown, unknownFields(d)...)
		result.problems = append(result.problems, checked.Problems...)
		doubtful := len(parsed.Problems) > 0 && len(d.Ambiguous()) > 0
		result.documents = append(
			result.documents,
			topology.Checked{Document: d, Invalid: checked.Invalid, Redacted: redacted, Doubtful: doubtful},
		)
	}
	cover.Problems(result.problems)
	result.problems = append(result.problems, cover.Unreported()...)
	return result
}

// overLimit is the problem of a file that is too large to be read at all.
func overLimit(e *source.TooLargeError) problem.Problem {
	size := "more"
	if e.Size > 0 {
		size = strconv.FormatInt(e.Size, 10)
	}
	return problem.Problem{
		Rule: "parse/limit", Message: problem.Literal(fmt.Sprintf("file has %s bytes; the limit is %d", size, e.Limit)),
		Help:      problem.Literal("split the file into several, one for each tenant"),
		Locations: []problem.Location{{File: source.NewFile(e.Path, nil)}},
	}
}
