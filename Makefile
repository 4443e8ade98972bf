# make test           everything the tests need, then all tests
# make check          formatting, vet, staticcheck, modules, known holes, tests
# make bench          benchmarks, and the load test through the fake Telegram
# make bench-load     a table: what bbolt, and PostgreSQL with 1, 2 and 4 processes, carry (ENGINES, REPLICAS, USERS, SPAN in seconds)
# make fuzz           every fuzz target for FUZZTIME each, led by coverage; "make test" gives each some inputs
# make update-golden  rewrites the golden files; look at the diff afterwards
# make package        build/*.deb and build/*.rpm; make package-test tries the .deb in a clean Debian
# make image-test     builds the container images of deploy/Dockerfile and uses them; says what it lacks
# make run, make chat the program

GO       ?= go
FUZZTIME ?= 30s
BENCH    ?= .
ENGINES  ?= bolt,postgres
REPLICAS ?= 1,2,4
USERS    ?= 100
SPAN     ?= 10

.PHONY: test tools vet check lint bench bench-load fuzz update-golden run chat build package package-test image-test

test: tools vet
	$(GO) test -race -timeout 10m ./...

tools:
	@bash .ci/tools

vet:
	$(GO) vet ./...

check: lint test

# Tools of the field; each is fetched by the Go command at the version pinned here.
lint:
	@out=$$($(GO) run mvdan.cc/gofumpt@v0.12.0 -l .); if [ -n "$$out" ]; then echo "gofumpt: $$out" >&2; exit 1; fi
	$(GO) vet ./...
	$(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...
	$(GO) mod tidy -diff
	@$(GO) run golang.org/x/vuln/cmd/govulncheck@v1.9.0 ./... || \
		echo "govulncheck: see above (a database that cannot be reached is no finding)" >&2

bench:
	$(GO) test -run '^$$' -bench '$(BENCH)' -benchmem -timeout 10m ./...

bench-load:
	@$(GO) test -v -count=1 -timeout 30m -run '^TestTable$$' ./load -args -engines=$(ENGINES) -replicas=$(REPLICAS) -users=$(USERS) -seconds=$(SPAN)

fuzz:
	@set -e; for p in $$($(GO) list ./...); do \
		for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz' || true); do \
			echo "$$p $$f"; \
			$(GO) test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) $$p; \
		done; \
	done

update-golden:
	@set -e; for d in $$(grep -rl --include='*_test.go' 'flag.Bool("update"' . | xargs -n1 dirname | sort -u); do \
		echo $$d; $(GO) test $$d -update; \
	done

build:
	$(GO) build -trimpath -o thuky .

package:
	deploy/package/build

package-test:
	deploy/package/test

image-test:
	deploy/image/test

run:
	$(GO) run . serve

chat:
	$(GO) run . chat
