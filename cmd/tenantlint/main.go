// Command tenantlint checks tenant-topology manifests against the rules of Microsoft Entra and the
// Power Platform.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/tenantlint/tenantlint/internal/cli"
)

func main() {
	collectLater()
	// A reader that goes away, as head does, makes a write fail instead of ending the program.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first interrupt asks the run to end; with the handler gone a second one ends it at once.
	context.AfterFunc(ctx, stop)
	dir, err := os.Getwd()
	if err != nil {
		fmt.Fprintln(os.Stderr, "tenantlint: the working folder cannot be found; it may have been removed")
		os.Exit(cli.Failure)
	}
	os.Exit(cli.Main(ctx, cli.World{
		Args:   os.Args[1:],
		Dir:    dir,
		Stdin:  os.Stdin,
		Stdout: os.Stdout,
		Stderr: os.Stderr,
		Lookup: os.LookupEnv,
	}))
}
