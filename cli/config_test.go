package cli

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
)

const example = "../config.example.toml"

// TestExample: config.example.toml decodes strictly, equals the defaults, and has
// every key of Config, each with a comment in both languages above it.
func TestExample(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	var c Config
	if err := decodeConfig(example, data, &c); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(DefaultConfig(), c); diff != "" {
		t.Errorf("the example is not the defaults (-default +example):\n%s", diff)
	}
	var tree map[string]map[string]any
	if err := toml.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	keys := 0
	for _, s := range settings(&c) {
		section, key, _ := strings.Cut(s.key, ".")
		if _, there := tree[section][key]; !there {
			t.Errorf("config.example.toml lacks %s", s.key)
		}
		keys++
	}
	written := 0
	for _, section := range tree {
		written += len(section)
	}
	if keys != written {
		t.Errorf("Config has %d keys, the example %d", keys, written)
	}
	before := ""
	for line := range strings.Lines(string(data)) {
		if strings.Contains(line, " = ") && !strings.HasPrefix(line, "#") && !strings.HasPrefix(before, "# ") {
			t.Errorf("no comment above %q", line)
		}
		before = line
	}
}

// TestSettings: every field of Config can be set by a TOML key, by a variable, and
// has a kind that set knows.
func TestSettings(t *testing.T) {
	t.Parallel()
	for _, s := range settings(new(Config)) {
		t.Run(s.key, func(t *testing.T) {
			t.Parallel()
			if strings.HasSuffix(s.key, ".") || strings.HasPrefix(s.key, ".") {
				t.Fatal("a field without a toml tag")
			}
			var c Config
			warnings, err := applyEnv(settings(&c), []string{s.env() + "=1"})
			if err != nil || len(warnings) > 0 {
				t.Fatalf("%s: %v %v", s.env(), err, warnings)
			}
			for _, other := range settings(&c) {
				set := !other.value.IsZero()
				if set != (other.key == s.key) {
					t.Errorf("%s after %s: set %v", other.key, s.env(), set)
				}
			}
			if (s.secret != "") != slices.Contains([]string{
				"storage.url", "telegram.token", "telegram.webhook_secret", "telegram.proxy", "zalo.token", "zalo.webhook_secret", "zalo.proxy",
				"zalooa.app_secret", "zalooa.oa_secret", "zalooa.access_token", "zalooa.refresh_token", "zalooa.proxy",
			}, s.key) {
				t.Errorf("secret: %q", s.secret)
			}
		})
	}
}

func TestLoadConfig(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	file := write("config.toml", "\ufeff[school]\r\nname = \"Tru\u031bo\u031b\u0300ng THCS Hoa Sen\"\n[telegram]\ntoken = \"1:from-file-from-file\"\nusername = \"@Bot\"\n")
	secret := write("token", "\ufeff2:from-secret-file-x\r\n")

	c, warnings, err := loadConfig(file, "", []string{"PATH=x", "THUKY_SCHOOL_SYMBOL=THCS", "THUKY_TELEGRAM_TOKEN_FILE=" + secret, "THUKY_TELEGRAM_TOKEN=3:loses-against-file"})
	if err != nil || len(warnings) != 0 {
		t.Fatalf("%v %v", err, warnings)
	}
	want := DefaultConfig()
	want.School.Name, want.School.Symbol = "Trường THCS Hoa Sen", "THCS"
	want.Telegram.Token, want.Telegram.Username = "2:from-secret-file-x", "Bot"
	if diff := cmp.Diff(want, c); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	_, warnings, err = loadConfig(file, "", []string{"THUKY_TELEGRAM_TOKKEN=x", "THUKY_NONSENSE=1"})
	if err != nil || len(warnings) != 2 || !strings.Contains(strings.Join(warnings, "\n"), "“THUKY_TELEGRAM_TOKEN”") {
		t.Errorf("unknown variables: %v %q", err, warnings)
	}
}

func TestBadConfig(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, file string
		environ    []string
		want       []string
	}{
		{"unknown section", "[scool]\nname = \"x\"\n", nil, []string{":1", "scool", "“school”"}},
		{"two slips", "[school]\nnmae = \"x\"\n[web]\nlissten = \"\"\n", nil, []string{":2", "school.name", ":4", "web.listen"}},
		{"section of another program", "[viber]\ntoken = \"x\"\n", nil, []string{"viber"}},
		{"not TOML", "[school\n", nil, []string{":1"}},
		{"twice", "[web]\nlisten = \"a\"\nlisten = \"b\"\n", nil, []string{":3", "listen"}},
		{"wrong type", "[school]\nname = 5\n", nil, []string{":2", "school.name"}},
		{"mode", "[telegram]\nmode = \"pol\"\n", nil, []string{"telegram.mode", "“poll”", "webhook"}},
		{"level", "[log]\nlevel = \"warning\"\n", nil, []string{"log.level", "warn"}},
		{"rate", "[telegram]\nmessages_per_second = -1.0\n", nil, []string{"messages_per_second", "1000"}},
		{"endpoint", "[telegram]\napi_endpoint = \"telegram\"\n", nil, []string{"api_endpoint", "https://"}},
		{"public address", "[web]\npublic_url = \"ftp://x\"\n", nil, []string{"web.public_url"}},
		{"mode of Zalo", "[zalo]\nmode = \"pull\"\n", nil, []string{"zalo.mode", "“poll”"}},
		{"endpoint of Zalo", "[zalo]\napi_endpoint = \"\"\n", nil, []string{"zalo.api_endpoint", "https://"}},
		{"link of Zalo", "[zalo]\nlink = \"bot\"\n", nil, []string{"zalo.link", "https://"}},
		{"proxy of Zalo", "[zalo]\nproxy = \"u:geheim@x\"\n", nil, []string{"zalo.proxy"}},
		{"endpoint of the account", "[zalooa]\nupload_endpoint = \"\"\n", nil, []string{"zalooa.upload_endpoint", "https://"}},
		{"proxy of the account", "[zalooa]\nproxy = \"u:geheim@x\"\n", nil, []string{"zalooa.proxy"}},
		{"messages", "[zalo]\nmonthly_messages = -1\n", nil, []string{"zalo.monthly_messages", "3000"}},
		{"reserve", "[zalo]\nmonthly_messages = 100\n", nil, []string{"zalo.reserve", "100"}},
		{"proxy", "[telegram]\nproxy = \"socks4://u:geheim@x:1\"\n", nil, []string{"telegram.proxy", "socks5://"}},
		{"number in a variable", "", []string{"THUKY_TELEGRAM_MESSAGES_PER_SECOND=nhanh"}, []string{"MESSAGES_PER_SECOND", "nhanh"}},
		{"secret file", "", []string{"THUKY_TELEGRAM_TOKEN_FILE=/nowhere/token"}, []string{"TOKEN_FILE", "/nowhere/token"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "config.toml")
			if err := os.WriteFile(path, []byte(tt.file), 0o600); err != nil {
				t.Fatal(err)
			}
			_, _, err := loadConfig(path, "", tt.environ)
			if err == nil || !isTold(err) || exitCode(err) != exitFailed {
				t.Fatalf("got %v, want a failure told in Vietnamese", err)
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got %q, want %q in it", err, want)
				}
			}
			if strings.Contains(err.Error(), "geheim") {
				t.Errorf("a password was shown: %v", err)
			}
		})
	}
}

func FuzzDecodeConfig(f *testing.F) {
	data, err := os.ReadFile(example)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte("[school]\nname = 5\n"))
	f.Add([]byte("[a.b]\nc = [1, {d = 2}]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c := DefaultConfig()
		if err := decodeConfig("config.toml", data, &c); err != nil && !isTold(err) {
			t.Errorf("got %v, want words for people", err)
		}
	})
}

// TestRedaction: no secret reaches the log, whatever it is wrapped in.
func TestRedaction(t *testing.T) {
	t.Parallel()
	const token, password = "123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr", "geheim-wort"
	var out bytes.Buffer
	p := &program{env: Env{Stderr: &out}, config: DefaultConfig(), level: new(slog.LevelVar)}
	p.config.Telegram.Token = token
	p.config.Telegram.WebhookSecret = "webhook-geheim"
	p.config.Telegram.Proxy = "socks5://user:" + password + "@127.0.0.1:1080"
	p.config.Log.Level = "debug"
	log := p.logger().With("url", "https://api.example/bot"+token+"/x").WithGroup("g")
	log.Info("token is "+token, "error", errors.New("dial "+p.config.Telegram.Proxy),
		slog.Group("inner", "secret", []string{"webhook-geheim"}), "key", token[7:])
	log.DebugContext(context.Background(), "plain", "n", 3)
	for _, secret := range []string{token, token[7:], password, "webhook-geheim"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("%s is in the log:\n%s", secret, out.String())
		}
	}
	for _, kept := range []string{"plain", "g.n=3", "127.0.0.1:1080"} {
		if !strings.Contains(out.String(), kept) {
			t.Errorf("%s is missing:\n%s", kept, out.String())
		}
	}
	if got := p.clean(errors.New("bot" + token)); strings.Contains(got, token) {
		t.Errorf("error shows the token: %s", got)
	}
}

// TestDefaultsOfTheContract: what the commands page promises without any setting.
func TestDefaultsOfTheContract(t *testing.T) {
	t.Parallel()
	c := DefaultConfig()
	got := []string{c.School.Name, c.School.Superior, c.School.Symbol, c.School.Place, c.School.SignerTitle, c.School.Signer, c.Storage.URL, c.Web.Listen, c.Telegram.Mode}
	want := []string{"Trường Tiểu học Hoa Sen", "UBND XÃ HOA SEN", "THHS", "Hoa Sen", "HIỆU TRƯỞNG", "", "bolt:data/thuky.db", "127.0.0.1:8080", "poll"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestSystemConfig: the file of the system counts where the folder has none of its own.
func TestSystemConfig(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	system := filepath.Join(dir, "etc", "config.toml")
	if c, _, err := loadConfig("", system, nil); err != nil || c.School.Symbol != DefaultConfig().School.Symbol {
		t.Errorf("without any file: %v, %v", c.School.Symbol, err)
	}
	write := func(path, symbol string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("[school]\nsymbol = \""+symbol+"\"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(system, "HETHONG")
	if c, _, err := loadConfig("", system, nil); err != nil || c.School.Symbol != "HETHONG" {
		t.Errorf("with that of the system: %v, %v", c.School.Symbol, err)
	}
	write("config.toml", "THUMUC")
	if c, _, err := loadConfig("", system, nil); err != nil || c.School.Symbol != "THUMUC" {
		t.Errorf("with both: %v, %v", c.School.Symbol, err)
	}
	if got := textSystemConfigDenied(system); !strings.Contains(got, system) || !strings.Contains(got, "sudo -u thuky") {
		t.Errorf("not allowed to read it: %q", got)
	}
}
