package lint_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"
	"gopkg.in/yaml.v3"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/lint/gen"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/sarif"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/tier"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// benchPlan plans about one finding per hundred environments, typical of a topology that is linted often.
func benchPlan(environments int) gen.Plan {
	return gen.Plan{
		Environments: environments, Federated: environments / 1000, Databases: environments / 1000,
		Groups: environments / 200, Regions: environments / 200, Keys: environments / 1000, Seed: 1,
	}
}

// stageInputs contains the output of each stage for a topology, as input for the benchmark of the next stage.
type stageInputs struct {
	dir       string
	bytes     int64
	files     []*source.File
	documents []topology.Checked
	topology  *topology.Topology
}

// prepareStages generates a topology of n environments and runs the stages on it.
func prepareStages(tb testing.TB, n int) *stageInputs {
	tb.Helper()
	s := &stageInputs{dir: tb.TempDir()}
	files := gen.Files(benchPlan(n))
	if err := gen.Write(s.dir, files); err != nil {
		tb.Fatal(err)
	}
	for _, f := range files {
		s.bytes += int64(len(f.Data))
		s.files = append(s.files, source.NewFile(f.Path, f.Data))
	}
	s.documents = s.parse()
	s.topology, _ = topology.Build(s.parse(), topology.Unread{})
	return s
}

// parse parses the files again, because building a topology releases the trees of the documents.
func (s *stageInputs) parse() []topology.Checked {
	var documents []topology.Checked
	for _, f := range s.files {
		for _, d := range manifest.Parse(f, manifest.DefaultLimits(), false).Documents {
			documents = append(documents, topology.Checked{Document: d, Invalid: conform.Check(d).Invalid})
		}
	}
	return documents
}

// stageBenchmark runs a benchmark for each topology size and sets the total size of the files as the bytes per
// operation.
func stageBenchmark(b *testing.B, run func(b *testing.B, s *stageInputs)) {
	for _, n := range []int{100, 1000, 10000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			s := prepareStages(b, n)
			b.SetBytes(s.bytes)
			b.ReportAllocs()
			b.ResetTimer()
			run(b, s)
		})
	}
}

// BenchmarkFloor is the baseline for the complete run: only yaml.v3, on two cores, from files to trees.
func BenchmarkFloor(b *testing.B) {
	stageBenchmark(b, func(b *testing.B, s *stageInputs) {
		for b.Loop() {
			floor(b, s.dir)
		}
	})
}

// TestFloor runs the same once, for .ci/bench, on the files in the folder BENCH_FILES.
func TestFloor(t *testing.T) {
	dir := os.Getenv("BENCH_FILES")
	if dir == "" {
		t.Skip("BENCH_FILES is not set")
	}
	floor(t, dir)
}

// floor parses all files of a folder into yaml.v3's nodes, two at a time.
func floor(tb testing.TB, dir string) {
	tb.Helper()
	var group errgroup.Group
	group.SetLimit(2)
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			group.Go(func() error {
				data, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				var n yaml.Node
				return yaml.Unmarshal(data, &n)
			})
		}
		return err
	})
	if err := errors.Join(err, group.Wait()); err != nil {
		tb.Fatal(err)
	}
}

func BenchmarkFind(b *testing.B) {
	stageBenchmark(b, func(b *testing.B, s *stageInputs) {
		for b.Loop() {
			if _, err := source.Find(b.Context(), source.FindOptions{Dir: s.dir}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	stageBenchmark(b, func(b *testing.B, s *stageInputs) {
		for b.Loop() {
			for _, f := range s.files {
				if _, err := source.Read(f.Path, filepath.Join(s.dir, f.Path), 1<<20); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	stageBenchmark(b, func(b *testing.B, s *stageInputs) {
		limits := manifest.DefaultLimits()
		for b.Loop() {
			for _, f := range s.files {
				manifest.Parse(f, limits, false)
			}
		}
	})
}

func BenchmarkConform(b *testing.B) {
	stageBenchmark(b, func(b *testing.B, s *stageInputs) {
		for b.Loop() {
			for _, d := range s.documents {
				conform.Check(d.Document)
			}
		}
	})
}

func BenchmarkTopology(b *testing.B) {
	stageBenchmark(b, func(b *testing.B, s *stageInputs) {
		for b.Loop() {
			b.StopTimer()
			documents := s.parse()
			b.StartTimer()
			topology.Build(documents, topology.Unread{})
		}
	})
}

// BenchmarkPolicy evaluates on a single core.
func BenchmarkPolicy(b *testing.B) {
	engine, err := policy.New(policy.Options{}, policy.Rules())
	if err != nil {
		b.Fatal(err)
	}
	stageBenchmark(b, func(b *testing.B, s *stageInputs) {
		for b.Loop() {
			if _, err := engine.Eval(b.Context(), s.topology, 1); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkReport(b *testing.B) {
	stageBenchmark(b, func(b *testing.B, s *stageInputs) {
		result := lintDir(b, s.dir, 0)
		for b.Loop() {
			if err := sarif.Write(io.Discard, &result.Run, report.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkRun measures a complete run, from a folder to findings.
func BenchmarkRun(b *testing.B) {
	stageBenchmark(b, func(b *testing.B, s *stageInputs) {
		for b.Loop() {
			lintDir(b, s.dir, 0)
		}
	})
}

// BenchmarkConflicts measures a complete run with many findings at two locations each, and with one finding at many
// locations. The findings are sorted, matched with a suppression and a baseline entry each, and reported.
func BenchmarkConflicts(b *testing.B) {
	for name, plan := range map[string]func(n int) gen.Plan{
		"pairs": func(n int) gen.Plan { return gen.Plan{Conflicts: n} },
		"one":   func(n int) gen.Plan { return gen.Plan{Conflicts: 1, ConflictSize: n} },
	} {
		for _, n := range []int{1000, 4000} {
			b.Run(name+"/"+strconv.Itoa(n), func(b *testing.B) {
				o := lint.Options{Find: source.FindOptions{Dir: b.TempDir()}, NoIgnores: true}
				var files []gen.File
				for _, f := range gen.Files(plan(n)) {
					if strings.HasPrefix(f.Path, "fixtures/conflict/domain-federated-once/") {
						files = append(files, f)
					}
				}
				if err := gen.Write(o.Find.Dir, files); err != nil {
					b.Fatal(err)
				}
				o.WriteBaseline = true
				result, err := lint.Run(b.Context(), o)
				if err != nil {
					b.Fatal(err)
				}
				o.WriteBaseline, o.NoIgnores, o.Baseline = false, false, result.Baseline
				for _, f := range result.Run.Known {
					o.Suppressions = append(o.Suppressions, &finding.Suppression{
						External: true, Reason: "known", Object: f.Locations[0].Object,
						Names: []finding.Name{{Text: "domain/federated-once"}}, File: f.Locations[0].File,
					})
				}
				b.ReportAllocs()
				for b.Loop() {
					result, err := lint.Run(b.Context(), o)
					if err != nil {
						b.Fatal(err)
					}
					if err := sarif.Write(io.Discard, &result.Run, report.Options{Accepted: true}); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(len(files)), "µs/file")
			})
		}
	}
}

// lintDir lints a folder.
func lintDir(tb testing.TB, dir string, workers int) *lint.Result {
	tb.Helper()
	result, err := lint.Run(tb.Context(), lint.Options{Find: source.FindOptions{Dir: dir}, Workers: workers})
	if err != nil {
		tb.Fatal(err)
	}
	return result
}

// TestSameBytes checks that a report does not depend on the number of workers or their scheduling.
func TestSameBytes(t *testing.T) {
	dir := t.TempDir()
	if err := gen.Write(dir, gen.Files(gen.Plan{Environments: 220, Federated: 5, Databases: 5, Groups: 10, Regions: 10, Keys: 5, Seed: 1})); err != nil {
		t.Fatal(err)
	}
	var first []byte
	for i := range tier.Of(4, 20) {
		workers := []int{1, 2, 7}[i%3]
		var b bytes.Buffer
		if err := sarif.Write(&b, &lintDir(t, dir, workers).Run, report.Options{}); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b.Bytes()
		}
		if !bytes.Equal(first, b.Bytes()) {
			t.Fatalf("run %d, with %d workers, differs from the first report", i, workers)
		}
	}
}
