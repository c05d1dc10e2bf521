# syntax=docker/dockerfile:1
# The image holds the program and its license, nothing else: no shell, no git. Without git,
# --tracked-only and --against cannot be used, and SARIF does not name the commit.
#
#   docker build --build-arg VERSION=1.2.3 --tag tenantlint .
#   docker run --rm --network none --volume "$PWD:/repo:ro" tenantlint
FROM --platform=$BUILDPLATFORM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG TARGETOS
ARG TARGETARCH
ARG VERSION=""
ARG COMMIT=""
ARG DATE=""
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -buildvcs=false -tags urfave_cli_no_docs \
    -ldflags "-s -w -X github.com/tenantlint/tenantlint/internal/cli.released=$VERSION -X github.com/tenantlint/tenantlint/internal/cli.commit=$COMMIT -X github.com/tenantlint/tenantlint/internal/cli.date=$DATE" \
    -o /out/tenantlint ./cmd/tenantlint

FROM scratch
COPY --from=build /out/tenantlint /tenantlint
COPY LICENSE /LICENSE
USER 65532:65532
WORKDIR /repo
ENTRYPOINT ["/tenantlint"]
