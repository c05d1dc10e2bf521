package cli

import (
	"errors"
	"fmt"
	"io"
	"runtime/pprof"
	"slices"

	"github.com/urfave/cli/v2"
)

// withProfile calls run, and writes a CPU profile to the file of --cpuprofile if the flag is set. The file is kept only
// if the run succeeds, with or without findings.
func (s *session) withProfile(ctx *cli.Context, run func() error) error {
	name := ctx.String("cpuprofile")
	if name == "" {
		return run()
	}
	path, err := s.resolveOutputPath(name)
	if err != nil {
		return fmt.Errorf("profile %q cannot be written: %w", name, err)
	}
	targets, err := s.targets(ctx)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(targets, func(t target) bool { return t.path == path }); i >= 0 {
		return usagef("--cpuprofile %q and --output %q go to the same file", name, targets[i].format.Name+"="+targets[i].name)
	}
	var result error
	succeeded := func() bool { return result == nil || errors.Is(result, errFindings) }
	err = save(ctx.Context, path, func(w io.Writer) error {
		if pprof.StartCPUProfile(w) != nil {
			return errors.New("another one is being taken")
		}
		result = run()
		pprof.StopCPUProfile()
		if !succeeded() {
			return result
		}
		return nil
	})
	if err != nil && succeeded() {
		return fmt.Errorf("profile %q cannot be written: %w", name, cause(err))
	}
	return result
}
