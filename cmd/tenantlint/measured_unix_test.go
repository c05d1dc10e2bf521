//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"syscall"

	"github.com/tenantlint/tenantlint/internal/cli"
)

// runMeasured runs tenantlint with the arguments after the first, and writes its peak memory in bytes to the file that
// the first names. It is a separate program, because a process starts with the peak of its parent, and that of the
// tests is high.
func runMeasured() {
	cmd := exec.CommandContext(context.Background(), "tenantlint", os.Args[2:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := cmd.Run()
	code := cli.OK
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		code, err = exit.ExitCode(), nil
	}
	if err == nil {
		err = os.WriteFile(os.Args[1], strconv.AppendInt(nil, peakMemory(cmd.ProcessState), 10), 0o600)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = cli.Failure
	}
	os.Exit(code)
}

// peakMemory returns the peak memory of a process in bytes.
func peakMemory(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return usage.Maxrss
	}
	return usage.Maxrss << 10
}
