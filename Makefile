# Two commands do everything on a fresh Debian 12 with Swift: `make report` and `make test`.
PREFIX ?= /usr/local
SWIFT ?= swift
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
BUILD := .build/release
OUT ?= out/sample-report
VENV := .venv

# The benchmarks: BENCH_PYTHON takes another Python instead of the environment that is made for it.
BENCH_VENV := .venv-bench
BENCH_PYTHON ?= $(BENCH_VENV)/bin/python
BENCH_PACKAGES := numpy==2.3.5 nibabel==5.4.2 SimpleITK==2.5.7 antspyx==0.6.3 scipy==1.17.1 qsm-ci==0.6.2
PAIRS ?= 8
PAIR_SEED ?= 1
PAIR_KIND ?= right
SCENARIOS ?=

# The validation: how many drawn heads, and the seed of the first.
HEADS ?= 60
# Heads 1 to 60 were looked at while the program was made; these were not.
HEAD_SEED ?= 101

# The fuzzer: the Swift toolchain brings clang with libFuzzer and the sanitizers.
FUZZ_CXX ?= $(firstword $(wildcard $(dir $(realpath $(shell command -v $(SWIFT))))clang++) clang++)
FUZZ_BUILD := .build-fuzz
FUZZ_SECONDS ?= 600
FUZZ_SOURCES := Tests/Fuzz/bridge_fuzzer.cpp $(wildcard Sources/CDCMTK/*.cpp)
FUZZ_LIBRARIES := dcmnet dcmtls dcmjpls dcmjpeg dcmimage dcmimgle dcmdata oflog ofstd openjp2
# Lengths in a file may ask for 4 GB at once: that is refused, and not a finding.
FUZZ = ASAN_OPTIONS=allocator_may_return_null=1 \
	LSAN_OPTIONS=suppressions=Tests/Fuzz/leaks.supp:print_suppressions=0 \
	$(FUZZ_BUILD)/bridge_fuzzer -dict=Tests/Fuzz/dicom.dict \
	-artifact_prefix=$(FUZZ_BUILD)/finding- -max_len=8192 -timeout=60 -malloc_limit_mb=4500 -rss_limit_mb=3000 \
	-print_final_stats=1

LIBRARIES := libdcmtk-dev libfftw3-dev libpng-dev libcairo2-dev libpango1.0-dev libnifti-dev zlib1g-dev \
	libopenjp2-7-dev libarchive-dev pkg-config fonts-dejavu-core fonts-liberation
TEST_TOOLS := dcmtk dicom3tools orthanc poppler-utils libopenjp2-tools curl python3-venv
TEST_PACKAGES := numpy==2.4.6 pydicom==3.0.2 highdicom==0.28.2 nibabel==5.4.2 pylibjpeg==2.1.0 pylibjpeg-libjpeg==2.5.0 \
	pylibjpeg-openjpeg==2.6.0 pyjpegls==1.5.1

.PHONY: report build test fuzz fuzz-short lint install uninstall sample setup setup-test validate bench bench-headers bench-registration bench-susceptibility clean help

help:  ## Lists the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 20

report: build  ## Installs what is needed, builds, and reports on SampleDICOM
	@$(BUILD)/pallidum report SampleDICOM --output $(OUT) --overwrite; code=$$?; \
	  if [ $$code -ne 0 ] && [ $$code -ne 5 ]; then exit $$code; fi

build: setup  ## Builds the optimised program
	$(SWIFT) build -c release --product pallidum

setup: .build/.libraries-installed  ## Installs the libraries (Debian packages)

.build/.libraries-installed:
	@mkdir -p .build
	@missing=$$(for p in $(LIBRARIES); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); \
	  if [ -n "$$missing" ]; then $(SUDO) apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $$missing; fi
	@touch $@

setup-test: setup .build/.test-tools-installed  ## Installs the independent readers and validators for the tests

.build/.test-tools-installed:
	@missing=$$(for p in $(TEST_TOOLS); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); \
	  if [ -n "$$missing" ]; then $(SUDO) apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $$missing; fi
	@python3 -m venv $(VENV) && $(VENV)/bin/pip install -q --disable-pip-version-check $(TEST_PACKAGES)
	@touch $@

lint:  ## Checks the format and the documentation of public declarations
	$(SWIFT) format lint --strict -r Sources Tests Package.swift

test: setup-test lint  ## Installs the test tools and runs every test (own build folder: testable builds differ)
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(SWIFT) test -c release --scratch-path .build-test
	$(MAKE) fuzz-short

fuzz-short: $(FUZZ_BUILD)/bridge_fuzzer  ## Feeds the reader the same 300,000 damaged files every time
	rm -rf $(FUZZ_BUILD)/short && mkdir -p $(FUZZ_BUILD)/short
	$(FUZZ) -runs=300000 -seed=1 -verbosity=0 $(FUZZ_BUILD)/short Tests/Fuzz/corpus

fuzz: $(FUZZ_BUILD)/bridge_fuzzer  ## Looks for files that harm the reader, FUZZ_SECONDS long; keeps what it learnt
	mkdir -p $(FUZZ_BUILD)/corpus
	$(FUZZ) -max_total_time=$(FUZZ_SECONDS) $(FUZZ_BUILD)/corpus Tests/Fuzz/corpus

$(FUZZ_BUILD)/bridge_fuzzer: $(FUZZ_SOURCES) $(wildcard Sources/CDCMTK/*.h Sources/CDCMTK/include/*.h) \
		.build/.libraries-installed
	@mkdir -p $(FUZZ_BUILD)
	$(FUZZ_CXX) -std=c++17 -O1 -g -fuse-ld=lld -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
	  -ISources/CDCMTK/include $$(pkg-config --cflags libopenjp2) $(FUZZ_SOURCES) $(FUZZ_LIBRARIES:%=-l%) -o $@

install: build  ## Installs the program and its templates under PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/pallidum/Templates
	install -m 755 $(BUILD)/pallidum $(DESTDIR)$(PREFIX)/bin/pallidum
	install -m 644 Templates/* $(DESTDIR)$(PREFIX)/share/pallidum/Templates/
	install -m 644 NOTICE LICENSE $(DESTDIR)$(PREFIX)/share/pallidum/

uninstall:  ## Removes what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/pallidum
	rm -rf $(DESTDIR)$(PREFIX)/share/pallidum

sample: build  ## Regenerates SampleDICOM, byte for byte
	rm -rf SampleDICOM/study SampleDICOM/truth.json
	$(BUILD)/pallidum phantom --scenario sample --output SampleDICOM --no-volumes

# HEADS drawn heads from HEAD_SEED on and the named scenarios; half a minute each on two idle cores.
validate: build  ## Sends 60 drawn heads with known truth through the program and writes docs/validation.md
	@mkdir -p out
	$(BUILD)/pallidum validate --heads $(HEADS) --seed $(HEAD_SEED) --output docs/validation.md --json out/validation.json

bench: build  ## Times the main job on the sample (wall seconds, peak memory) and the stages of susceptibility
	@for i in 1 2 3; do rm -rf out/bench; /usr/bin/time -f '%e s wall, %U s user, %M KiB peak' \
	  $(BUILD)/pallidum report SampleDICOM --output out/bench --quiet; done
	@python3 Tests/Benchmarks/susceptibility.py --pallidum $(BUILD)/pallidum --stages --scenarios plain
	@$(MAKE) --no-print-directory bench-headers
	@$(MAKE) --no-print-directory bench-registration PAIRS=2

# Target registration error, time and memory on PAIRS simulated pairs (PAIR_SEED, PAIR_KIND), beside elastix,
# SimpleITK and antspyx where they can be had.
bench-registration: build $(if $(filter $(BENCH_VENV)/%,$(BENCH_PYTHON)),$(BENCH_VENV)/.made)  ## Registers pairs with known truth, beside other programs
	@$(BENCH_PYTHON) Tests/Benchmarks/registration.py --pallidum $(BUILD)/pallidum --pairs $(PAIRS) \
	  --seed $(PAIR_SEED) --pair-kind $(PAIR_KIND) --json out/bench-registration.json

# Accuracy, time and memory of `pallidum qsm` on simulated gradient echoes with known truth: all, or SCENARIOS=a,b.
bench-susceptibility: build $(if $(filter $(BENCH_VENV)/%,$(BENCH_PYTHON)),$(BENCH_VENV)/.made)  ## Maps simulated gradient echoes with known truth
	@$(BENCH_PYTHON) Tests/Benchmarks/susceptibility.py --pallidum $(BUILD)/pallidum \
	  --json out/bench-susceptibility.json $(if $(SCENARIOS),--scenarios $(SCENARIOS))

# A package that cannot be installed is left out: the benchmark says so and goes on.
$(BENCH_VENV)/.made: Makefile
	@python3 -m venv $(BENCH_VENV)
	@for p in $(BENCH_PACKAGES); do $(BENCH_VENV)/bin/pip install -q --disable-pip-version-check $$p || \
	  echo "$$p cannot be installed here."; done
	@touch $@

# The copies need UIDs of their own: files of one UID are compared byte by byte.
bench-headers: build  ## Times reading 2,000 headers, beside dcm2niix where that is installed
	@command -v dcmodify >/dev/null || { echo 'reading headers: skipped, dcmodify is not installed'; exit 0; }; \
	  folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; mkdir "$$folder/in"; \
	  for copy in 1 2 3 4 5; do cp -r SampleDICOM/study "$$folder/in/$$copy"; done; \
	  find "$$folder/in" -type f | tail -n +2001 | xargs rm -f; \
	  find "$$folder/in" -type f | xargs dcmodify -nb -gin; \
	  for i in 1 2 3; do for program in '$(BUILD)/pallidum inspect' 'dcm2niix -n -1 -f x'; do \
	    command -v $${program%% *} >/dev/null || { echo "$${program%% *} is not installed"; continue; }; \
	    /usr/bin/time -q -o "$$folder/time" -f '%U %e' $$program "$$folder/in" >"$$folder/log" 2>&1; \
	    awk -v name="$${program%% *}" \
	      '{ printf "%s: %.2f ms CPU a header, %.2f s wall for 2000\n", name, $$1 / 2, $$2 }' "$$folder/time"; \
	  done; done

clean:  ## Removes what was built
	rm -rf .build .build-test $(FUZZ_BUILD) out $(VENV) $(BENCH_VENV)
