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

// input is the result of reading one file: its documents and their problems.
type input struct {
	documents []topology.Checked
	problems  []problem.Problem
	// suppressions are in the comments of the documents.
	suppressions []*finding.Suppression
	// unread are the parts of the file that belong to no document; allUnread is true if nothing is known about
	// the file.
	unread    []source.Span
	allUnread bool
	// undeclaredAt are the parts of documents whose declarations are missing from the topology, such as those that the
	// schema rejects.
	undeclaredAt []source.Span
	// nameless are the kinds of the tenants and environments that have no name.
	nameless []string
	unknown  []result.UnknownField
	// unparsed contains the reasons why the file does not parse; all other fields describe its last good content.
	unparsed []problem.Problem
	file     *source.File
	foreign  []manifest.Foreign
	tooLarge bool          // too large to be read, and not a manifest
	skips    []source.Skip // what in the file is not a manifest, if requested
}

func (in *input) isManifestFile() bool { return len(in.documents) > 0 || len(in.problems) > 0 }

func workers(n int) int { return cmp.Or(n, runtime.GOMAXPROCS(0)) }

// readAll reads, parses and checks all files in parallel. The results are in the order of the files; errors are joined.
func readAll(ctx context.Context, o Options, files []source.Input) ([]input, error) {
	inputs, errs := make([]input, len(files)), make([]error, len(files))
	defer o.Memory.store(files, inputs)
	release := o.Memory == nil && len(files) > topology.MaxTrees
	err := forEach(ctx, workers(o.Workers), len(files), func(i int) {
		if cached, ok := o.loadUnchanged(files[i]); ok {
			inputs[i] = cached
			return
		}
		inputs[i], errs[i] = read(o, files[i])
		if release {
			inputs[i].release()
		}
		o.Progress.update(func(m *Moment) { m.Read++ })
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
			mayHoldManifest, err := source.Scan(in.Path, in.Abs, manifest.MayContainManifest)
			if err != nil {
				return input{}, err
			}
			if !mayHoldManifest {
				return input{tooLarge: true, skips: o.skipTooLarge(tooLarge)}, nil
			}
		}
		return input{problems: []problem.Problem{overLimit(tooLarge)}, allUnread: true}, nil
	}
	if err != nil {
		return input{}, err
	}
	examined := o.examine(file, in)
	if lastGood := o.LastGood[in.Abs]; lastGood != nil && in.Overlay != nil {
		if problems := examined.parseProblems(); problems != nil {
			examined = o.examine(source.NewFile(in.Path, lastGood), in)
			examined.unparsed = problems
		}
	}
	return examined, nil
}

// examine returns the cached result of a file with the same content, or examines the file.
func (o *Options) examine(file *source.File, in source.Input) input {
	if cached, ok := o.Memory.load(file); ok && !in.Explicit {
		cached.unparsed = nil
		return cached
	}
	examined := examine(file, in.Explicit)
	if o.Explain {
		examined.explain()
	}
	return examined
}

// examine parses a file and validates its documents. Explicit is true if the user named the file, so that it must
// contain a manifest.
func examine(file *source.File, explicit bool) input {
	if !explicit && !manifest.Candidate(file.Data) {
		return input{file: file}
	}
	redaction := secret.NewRedaction(file)
	file = redaction.File
	parsed := manifest.Parse(file, manifest.DefaultLimits(), explicit)
	examined := input{problems: parsed.Problems, foreign: parsed.Foreign, unread: parsed.Unread, file: file}
	examined.allUnread = len(parsed.Unread) == 0 &&
		slices.ContainsFunc(parsed.Problems, func(p problem.Problem) bool { return p.Rule == "parse/limit" })
	for _, d := range parsed.Documents {
		checked := examined.check(d, len(parsed.Problems) > 0)
		examined.suppressions = append(examined.suppressions, finding.CommentSuppressions(d)...)
		redacted := redaction.RedactDocument(d, topology.HasRow(d))
		if kind := d.Kind(); (kind == "Tenant" || kind == "Environment") && d.Name() == "" {
			examined.nameless = append(examined.nameless, kind)
		}
		examined.unknown = append(examined.unknown, unknownFields(d)...)
		examined.problems = append(examined.problems, checked.Problems...)
		doubtful := len(parsed.Problems) > 0 && len(d.Ambiguous()) > 0
		examined.documents = append(
			examined.documents,
			topology.Checked{Document: d, Invalid: checked.Invalid, Redacted: redacted, Doubtful: doubtful},
		)
	}
	redaction.RedactProblems(examined.problems)
	examined.problems = append(examined.problems, redaction.Unreported()...)
	return examined
}

// overLimit returns the problem of a file that is too large to be read.
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
