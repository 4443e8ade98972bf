package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// ours says which of our packages each package may import; "*" is all of them.
// Test files may import more. A new package must be entered here.
var ours = map[string]string{
	".":                 "cli",
	"cli":               "*",
	"bot/telegram":      "bot/wire chat",
	"bot/terminal":      "chat",
	"bot/wire":          "chat",
	"bot/zalo":          "bot/wire chat",
	"bot/zalooa":        "bot/wire chat",
	"storage/boltstore": "storage storage/queue storage/records",
	"storage/pgstore":   "storage storage/queue storage/records chat",
	"render/docx":       "render render/wordml vntext",
	"render/markdown":   "render vntext",
	"web":               "outline chat evidence filekind notice render report review storage vntext workday",
	"render/html":       "render vntext",
	"render/pdf":        "pdfium tool",
	"render/wordform":   "render render/wordml report vntext",
	"render/wordml":     "",
	"bot":               "chat conversation report notice remind review render storage workday",
	"storage":           "chat report remind workday",
	"conversation":      "chat report notice outline review workday vntext",
	"render":            "report review vntext workday",
	"review":            "report workday vntext",
	"remind":            "report workday",
	"report":            "workday vntext",
	"outline":           "notice report review vntext workday",
	"outline/xlsx":      "outline sheet",
	"notice/doctext":    "vntext pdfium tool",
	"notice":            "workday vntext",
	"templates":         "report",
	"sheet":             "vntext",
	"filekind":          "vntext",
	"evidence":          "filekind report",
	"chat":              "",
	"workday":           "",
	"vntext":            "",
	"pdfium":            "",
	"metrics":           "",
	"tool":              "",

	// What only tests import.
	"chat/chattest":     "chat",
	"cli/endtoend":      "",
	"load":              "",
	"pdfium/pdfiumtest": "pdfium",
	"storage/queue":     "storage",
	"storage/records":   "storage chat report remind workday",
	"storage/storetest": "storage storage/records chat remind report workday",
}

// testOnly are packages that no shipped package may import.
var testOnly = []string{"chat/chattest", "storage/storetest", "bot/telegram/telegramtest", "web/browsertest", "bot/wire/wiretest", "bot/zalo/zalotest", "bot/zalooa/zalooatest", "pdfium/pdfiumtest", "render/wordml/wordmltest"}

// pure packages take time, files and luck as arguments.
var pure = []string{"chat", "conversation", "notice", "outline", "remind", "render", "report", "review", "vntext", "workday"}

// impureImports and impureTime are what pure packages must not use.
var (
	impureImports = []string{"os", "net", "net/http", "database/sql", "log", "log/slog", "math/rand", "math/rand/v2", "crypto/rand", "os/exec", "syscall"}
	impureTime    = []string{"Now", "Sleep", "After", "LoadLocation", "Since", "Until", "Tick", "NewTimer", "NewTicker", "AfterFunc"}
)

// outside says where each outside module may be imported.
var outside = map[string][]string{
	"github.com/chzyer/readline":                         {"bot/terminal"},
	"github.com/expr-lang/expr":                          {"report"},
	"github.com/go-telegram-bot-api/telegram-bot-api/v5": {"bot/telegram"},
	"github.com/klippa-app/go-pdfium":                    {"pdfium"},
	"github.com/pelletier/go-toml/v2":                    {"report", "cli"},
	"github.com/prometheus/client_golang":                {"metrics"},
	"github.com/robfig/cron/v3":                          {"bot"},
	"github.com/spf13/cobra":                             {"cli"},
	"github.com/spf13/pflag":                             {"cli"},
	"github.com/tetratelabs/wazero":                      {"pdfium"},
	"github.com/xuri/excelize/v2":                        {"sheet"},
	"github.com/jackc/pgx/v5":                            {"storage/pgstore", "storage/pgstore/pgtest"},
	"github.com/pressly/goose/v3":                        {"storage/pgstore"},
	"go.etcd.io/bbolt":                                   {"storage/boltstore", "storage/storetest"},
	"golang.org/x/term":                                  {"cli"},
	"golang.org/x/image":                                 {"evidence"},
	"golang.org/x/text":                                  {"vntext", "cli", "bot/terminal", "bot/zalo", "notice/doctext"},
	"rsc.io/qr":                                          {"cli", "web"},
	"golang.org/x/time":                                  {"bot/telegram", "web"},
}

// outsideInTests may be imported by any test, and by packages made for tests.
var outsideInTests = []string{"github.com/chromedp", "github.com/google/go-cmp", "pgregory.net/rapid", "golang.org/x/sys", "golang.org/x/tools"}

// goPackage is what "go list -json" says about a package.
type goPackage struct {
	ImportPath   string
	Dir          string
	Doc          string
	GoFiles      []string
	TestGoFiles  []string
	XTestGoFiles []string
	Imports      []string
	TestImports  []string
	XTestImports []string
	Standard     bool
	Error        *struct{ Err string }
}

// name is the package's folder from the root.
func (p goPackage) name() string {
	if p.ImportPath == "thuky" {
		return "."
	}
	return strings.TrimPrefix(p.ImportPath, "thuky/")
}

func listPackages(t *testing.T) []goPackage {
	t.Helper()
	var stderr bytes.Buffer
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Dir,Doc,GoFiles,TestGoFiles,XTestGoFiles,Imports,TestImports,XTestImports,Error", "./...")
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var all []goPackage
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		all = append(all, p)
	}
}

func TestImports(t *testing.T) {
	t.Parallel()
	for _, p := range listPackages(t) {
		name := p.name()
		allowed, known := ours[name]
		if !known && len(p.GoFiles) > 0 && !testPackage(name) {
			t.Errorf("package %s is not in the table of imports_test.go: say there what it may import", name)
			continue
		}
		for _, imp := range p.Imports {
			switch {
			case imp == "thuky" || strings.HasPrefix(imp, "thuky/"):
				short := strings.TrimPrefix(imp, "thuky/")
				if allowed != "*" && !slices.Contains(strings.Fields(allowed), short) && !testPackage(name) {
					t.Errorf("%s imports %s; it may import: %s", name, short, allowed)
				}
				if testPackage(short) && !testPackage(name) {
					t.Errorf("%s imports %s, which is for tests only", name, short)
				}
			case strings.Contains(strings.SplitN(imp, "/", 2)[0], "."):
				checkOutside(t, name, imp)
			}
		}
		for _, imp := range slices.Concat(p.TestImports, p.XTestImports) {
			if first, _, _ := strings.Cut(imp, "/"); strings.Contains(first, ".") && moduleOf(imp, outsideInTests) == "" {
				if moduleOf(imp, keys(outside)) == "" {
					t.Errorf("tests of %s import %s, which is in neither table of imports_test.go", name, imp)
				}
			}
		}
	}
}

// testPackage tells whether a package exists for tests, by the table or by name.
func testPackage(name string) bool {
	return slices.Contains(testOnly, name) || strings.HasSuffix(path.Base(name), "test")
}

// TestNoIdlePermissions keeps the tables true: what nobody uses is not permitted.
func TestNoIdlePermissions(t *testing.T) {
	t.Parallel()
	used := map[string][]string{}
	for _, p := range listPackages(t) {
		used[p.name()] = p.Imports
	}
	for name, allowed := range ours {
		imports, known := used[name]
		if !known {
			t.Errorf("package %s of the table is not there", name)
		}
		for _, short := range strings.Fields(allowed) {
			if short != "*" && !slices.Contains(imports, "thuky/"+short) {
				t.Errorf("%s may import %s and does not", name, short)
			}
		}
	}
	for module, names := range outside {
		for _, name := range names {
			if !slices.ContainsFunc(used[name], func(imp string) bool { return moduleOf(imp, []string{module}) != "" }) {
				t.Errorf("%s may import %s and does not", name, module)
			}
		}
	}
	for _, name := range testOnly {
		if _, known := used[name]; !known {
			t.Errorf("package %s, for tests only, is not there", name)
		}
	}
}

func checkOutside(t *testing.T, name, imp string) {
	t.Helper()
	if testPackage(name) && moduleOf(imp, outsideInTests) != "" {
		return
	}
	module := moduleOf(imp, keys(outside))
	if module == "" {
		t.Errorf("%s imports %s, a module that is not in the table of imports_test.go", name, imp)
		return
	}
	if !slices.Contains(outside[module], name) {
		t.Errorf("%s imports %s, which only %s may", name, module, strings.Join(outside[module], ", "))
	}
}

// moduleOf gives the module of the list that an import path belongs to.
func moduleOf(imp string, modules []string) string {
	for _, m := range modules {
		if imp == m || strings.HasPrefix(imp, m+"/") {
			return m
		}
	}
	return ""
}

func keys(m map[string][]string) []string {
	var all []string
	for k := range m {
		all = append(all, k)
	}
	return all
}

func TestPurity(t *testing.T) {
	t.Parallel()
	for _, p := range listPackages(t) {
		if !slices.Contains(pure, p.name()) {
			continue
		}
		for _, imp := range p.Imports {
			if slices.Contains(impureImports, imp) {
				t.Errorf("%s must be pure, but imports %s", p.name(), imp)
			}
		}
		for _, file := range p.GoFiles {
			for _, where := range timeCalls(t, filepath.Join(p.Dir, file)) {
				t.Errorf("%s must be pure: %s", p.name(), where)
			}
		}
	}
}

// timeCalls finds uses of the clock in a file, whatever name "time" was imported under.
func timeCalls(t *testing.T, file string) []string {
	t.Helper()
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	clock := ""
	for _, imp := range parsed.Imports {
		if p, _ := strconv.Unquote(imp.Path.Value); p == "time" {
			clock = "time"
			if imp.Name != nil {
				clock = imp.Name.Name
			}
		}
	}
	var found []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && clock != "" && x.Name == clock && slices.Contains(impureTime, sel.Sel.Name) {
			found = append(found, fset.Position(sel.Pos()).String()+" uses time."+sel.Sel.Name)
		}
		return true
	})
	return found
}

func TestPackageComments(t *testing.T) {
	t.Parallel()
	for _, p := range listPackages(t) {
		if len(p.GoFiles) > 0 && len(strings.Fields(p.Doc)) < 5 {
			t.Errorf("package %s has no package comment to speak of: %q", p.name(), p.Doc)
		}
	}
}

// maxLines is the length over which a file, a test too, has more than one idea in it.
const maxLines = 500

func TestFileSizes(t *testing.T) {
	t.Parallel()
	for _, p := range listPackages(t) {
		for _, file := range slices.Concat(p.GoFiles, p.TestGoFiles, p.XTestGoFiles) {
			data, err := os.ReadFile(filepath.Join(p.Dir, file))
			if err != nil {
				t.Fatal(err)
			}
			if n := bytes.Count(data, []byte("\n")); n > maxLines {
				t.Errorf("%s/%s has %d lines; split it (at most %d)", p.name(), file, n, maxLines)
			}
		}
	}
}

// TestNoInit keeps registration by init out of the tree.
func TestNoInit(t *testing.T) {
	t.Parallel()
	for _, p := range listPackages(t) {
		for _, file := range p.GoFiles {
			parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, file), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range parsed.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
					t.Errorf("%s/%s has an init function", p.name(), file)
				}
			}
		}
	}
}

// TestPureFindsTheClock proves that the purity check sees what it looks for.
func TestPureFindsTheClock(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "x.go")
	source := "package x\nimport clock \"time\"\nvar now = clock.Now\nfunc f() { clock.Sleep(1) }\n"
	if err := os.WriteFile(file, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := timeCalls(t, file); len(got) != 2 {
		t.Errorf("got %q, want two finds", got)
	}
}
