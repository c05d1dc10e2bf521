// Command tenantlint checks tenant-topology manifests against the rules of Microsoft Entra and Power Platform.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/tenantlint/tenantlint/internal/cli"
)

// interruptTimeout is how long an interrupted run has to end by itself.
const interruptTimeout = 1500 * time.Millisecond

func main() {
	delayCollection()
	ignoreSIGPIPE()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first interrupt cancels the run and removes the handler, so that a second one ends the program immediately.
	context.AfterFunc(ctx, stop)
	// Do not wait for what cannot be interrupted, such as a read from a file system that does not respond.
	context.AfterFunc(ctx, func() { time.AfterFunc(interruptTimeout, func() { os.Exit(cli.Interrupted) }) })
	dir, err := os.Getwd()
	if err != nil {
		fmt.Fprintln(os.Stderr, "tenantlint: the working folder cannot be found; it may have been removed")
		os.Exit(cli.Failure)
	}
	os.Exit(cli.Main(ctx, cli.Env{
		Args:   os.Args[1:],
		Dir:    dir,
		Stdin:  os.Stdin,
		Stdout: os.Stdout,
		Stderr: os.Stderr,
		Lookup: os.LookupEnv,
	}))
}
