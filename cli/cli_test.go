package cli_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thuky/cli"
)

// noon is when every test happens: a day of the second half of the year.
var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.FixedZone("+07", 7*3600))

// desk is a place to run the program in: its own store, its own drafts folder.
type desk struct {
	t      *testing.T
	folder string
	env    []string
	stdin  io.Reader
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	folder := t.TempDir()
	return &desk{t: t, folder: folder, env: []string{
		"THUKY_STORAGE_URL=bolt:" + filepath.Join(folder, "thuky.db"),
		"THUKY_DRAFTS_FOLDER=" + filepath.Join(folder, "drafts"),
		"THUKY_BACKUPS_FOLDER=" + filepath.Join(folder, "backups"),
		"THUKY_WEB_LISTEN=127.0.0.1:0",
		"PATH=" + os.Getenv("PATH"),
		"HOME=" + folder,
	}}
}

func (d *desk) path(name string) string { return filepath.Join(d.folder, name) }

func (d *desk) file(name, content string) string {
	d.t.Helper()
	if err := os.WriteFile(d.path(name), []byte(content), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return d.path(name)
}

// run carries out a command line in this process.
func (d *desk) run(args ...string) (code int, stdout, stderr string) {
	d.t.Helper()
	var out, errs bytes.Buffer
	in := d.stdin
	if in == nil {
		in = strings.NewReader("")
	}
	d.stdin = nil
	code = cli.Run(d.t.Context(), args, cli.Env{
		Stdin: in, Stdout: &out, Stderr: &errs, Environ: d.env,
		Now: func() time.Time { return noon },
	})
	return code, out.String(), errs.String()
}

// must runs a command line that has to succeed.
func (d *desk) must(args ...string) string {
	d.t.Helper()
	code, stdout, stderr := d.run(args...)
	if code != 0 {
		d.t.Fatalf("thuky %s: exit %d\n%s", strings.Join(args, " "), code, stderr)
	}
	return stdout
}

// type_ sends lines to the chat.
func (d *desk) lines(all ...string) *desk {
	d.stdin = strings.NewReader(strings.Join(all, "\n") + "\n")
	return d
}

// decode reads the one JSON value that a command printed, and nothing else.
func decode[T any](t *testing.T, text string) (v T) {
	t.Helper()
	reader := json.NewDecoder(strings.NewReader(text))
	if err := reader.Decode(&v); err != nil {
		t.Fatalf("not JSON: %v\n%s", err, text)
	}
	if _, err := reader.Token(); err != io.EOF {
		t.Fatalf("more than one JSON value: %s", text)
	}
	return v
}

// small is a template of two questions.
const small = `id      = "hop-nho"
title   = "Báo cáo họp nhỏ"
kind    = "BÁO CÁO"
symbol  = "BC"
subject = "Kết quả họp {{period}}"
recipients = ["Lưu: VT"]
opening = ["{{school}} báo cáo như sau:"]

[[sections]]
id = "mot"
heading = "NỘI DUNG"

  [[sections.questions]]
  id = "so_nguoi"
  type = "integer"
  prompt = "Có bao nhiêu người họp ạ?"
  print = "Có {{so_nguoi}} người họp."

  [[sections.questions]]
  id = "ket_luan"
  type = "text"
  heading = "Kết luận"
  prompt = "Cuộc họp kết luận gì ạ?"
`

func TestUsage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		args string
		want []string // in the first line on stderr
	}{
		{"unknown command", "tempate", []string{"tempate", "“template”"}},
		{"command with a flag of others", "purge --person p1", []string{"purge", "Các lệnh"}},
		{"unknown subcommand", "campaign lst", []string{"lst", "“list”"}},
		{"missing subcommand", "person", []string{"invite", "list", "remove"}},
		{"unknown flag", "campaign list --jsn", []string{"--jsn", "--json"}},
		{"unknown short flag", "campaign list -q", []string{"-q"}},
		{"flag without value", "campaign open --template", []string{"--template", "ID|TỆP"}},
		{"flag that is no number", "person invite --role staff --uses nhieu", []string{"--uses", "nhieu", "số nguyên"}},
		{"no template", "campaign open", []string{"--template"}},
		{"bad deadline", "campaign open --template dan-van-6-thang --deadline 31/2/2024", []string{"--deadline", "31/2/2024", "31/5/2024"}},
		{"bad notice date", "campaign open --template dan-van-6-thang --notice-date hom-qua", []string{"--notice-date", "hom-qua"}},
		{"no role", "person invite", []string{"--role", "admin"}},
		{"bad role", "person invite --role adimn", []string{"adimn", "“admin”"}},
		{"no uses", "person invite --role staff --uses 0", []string{"--uses", "1"}},
		{"bad expiry", "person invite --role staff --expires mai", []string{"--expires", "mai", "7d"}},
		{"endless expiry", "person invite --role staff --expires 900000d", []string{"--expires"}},
		{"argument missing", "template show", []string{"ID"}},
		{"argument too many", "template list x", []string{"“x”"}},
		{"no campaign", "render", []string{"--campaign"}},
		{"bad format", "render --campaign x --format docxx", []string{"docxx", "“docx”"}},
		{"unknown shell", "completion bsh", []string{"bsh", "“bash”"}},
		{"unknown help topic", "help chta", []string{"chta", "“chat”"}},
		{"store of unknown kind", "campaign list --db mysql://x:geheim@y/z", []string{"mysql", "bolt:"}},
		{"store without path", "campaign list --db bolt:", []string{"bolt:data/thuky.db"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			code, stdout, stderr := newDesk(t).run(strings.Fields(tt.args)...)
			if code != 2 || stdout != "" {
				t.Errorf("exit %d, stdout %q; want 2 and nothing", code, stdout)
			}
			checkFirstLine(t, stderr, tt.want)
			if strings.Contains(stderr, "geheim") {
				t.Errorf("a password was shown: %s", stderr)
			}
		})
	}
}

func checkFirstLine(t *testing.T, stderr string, want []string) {
	t.Helper()
	first, _, _ := strings.Cut(stderr, "\n")
	for _, w := range want {
		if !strings.Contains(first, w) {
			t.Errorf("first line %q\nwants %q", first, w)
		}
	}
	if strings.Contains(stderr, "chưa lường trước") {
		t.Errorf("unforeseen: %s", stderr)
	}
}

func TestFailures(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		args string // {} is the desk's folder
		want []string
	}{
		{"unknown template", "template show dan-van-6-thag", []string{"dan-van-6-thag", "“dan-van-6-thang”"}},
		{"missing template file", "template check {}/none.toml", []string{"none.toml", "không có tệp"}},
		{"template is a folder", "template check {}", []string{"thư mục"}},
		{"template file in chat", "chat --template {}/none.toml", []string{"none.toml"}},
		{"show without store", "campaign show x", []string{"thuky.db", "--db"}},
		{"close without store", "campaign close x", []string{"thuky.db"}},
		{"remove without store", "person remove p1", []string{"thuky.db"}},
		{"backup without store", "backup {}/copy.db", []string{"thuky.db"}},
		{"render without store", "render --campaign x", []string{"thuky.db"}},
		{"no database server", "campaign list --db postgres://u:geheim@127.0.0.1:1/d", []string{"127.0.0.1:1", "PostgreSQL"}},
		{"store is a folder", "campaign list --db {}", []string{"thư mục", "thuky.db"}},
		{"store is something else", "campaign list --db {}/other.txt", []string{"other.txt", "giữ nguyên"}},
		{"store under a file", "campaign open --template dan-van-6-thang --db {}/other.txt/x.db", []string{"other.txt"}},
		{"missing configuration", "campaign list --config {}/none.toml", []string{"none.toml", "config.example.toml"}},
		{"configuration with a slip", "campaign list --config {}/slip.toml", []string{"slip.toml:2", "school.nmae", "“school.name”"}},
		{"configuration of a wrong type", "campaign list --config {}/type.toml", []string{"type.toml:2"}},
		{"configuration that is no TOML", "campaign list --config {}/other.txt", []string{"other.txt:1"}},
		{"drafts folder is a file", "chat --out {}/other.txt", []string{"other.txt", "--out"}},
		{"drafts folder under a file", "chat --out {}/other.txt/drafts", []string{"other.txt", "--out"}},
		{"record there already", "chat --template cai-cach-hanh-chinh --record {}/other.txt", []string{"other.txt", "trùng tên"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.file("other.txt", "chỉ là chữ, không phải kho\n")
			d.file("slip.toml", "[school]\nnmae = \"x\"\n")
			d.file("type.toml", "[telegram]\nmessages_per_second = \"nhanh\"\n")
			code, stdout, stderr := d.run(strings.Fields(strings.ReplaceAll(tt.args, "{}", d.folder))...)
			if code != 1 || stdout != "" {
				t.Errorf("exit %d, stdout %q; want 1 and nothing\n%s", code, stdout, stderr)
			}
			checkFirstLine(t, stderr, tt.want)
			if strings.Contains(stderr, "geheim") {
				t.Errorf("a password was shown: %s", stderr)
			}
			if got, err := os.ReadFile(d.path("other.txt")); err != nil || string(got) != "chỉ là chữ, không phải kho\n" {
				t.Errorf("a file that is not ours was changed: %q, %v", got, err)
			}
		})
	}
}

// TestHelp walks every command: its help is there, and cobra says nothing in English.
func TestHelp(t *testing.T) {
	t.Parallel()
	commands := []string{
		"", "serve", "chat", "read", "render", "template", "template list", "template show", "template check",
		"campaign", "campaign list", "campaign show", "campaign open", "campaign close",
		"person", "person invite", "person list", "person remove", "workdays", "workdays add", "workdays list", "backup", "restore", "doctor", "completion", "help",
	}
	for _, command := range commands {
		t.Run("thuky "+command, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			help := d.must(append(strings.Fields(command), "--help")...)
			if !strings.Contains(help, "Cách dùng:") || !strings.Contains(help, "thuky "+command) {
				t.Errorf("no help: %s", help)
			}
			for _, english := range []string{"Usage", "Flags", "help for", "Available", "default ", "Use \""} {
				if strings.Contains(help, english) {
					t.Errorf("English %q in: %s", english, help)
				}
			}
			if again := d.must(append([]string{"help"}, strings.Fields(command)...)...); command != "help" && again != help {
				t.Errorf("“help %s” differs from --help:\n%s", command, again)
			}
		})
	}
}

func TestRootAndVersion(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if got := d.must(); !strings.Contains(got, "campaign") {
		t.Errorf("no list of commands: %s", got)
	}
	if got, want := d.must("--version"), "thuky "+cli.Version+"\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if got := d.must("completion", shell); !strings.Contains(got, "thuky") {
			t.Errorf("%s: %q", shell, got)
		}
	}
	if got := d.must("__complete", "template", "show", ""); !strings.Contains(got, "dan-van-6-thang") {
		t.Errorf("templates are not completed: %s", got)
	}
}
