package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// twoSchools is a configuration of two schools with nothing missing.
const twoSchools = `[storage]
url = "bolt:kho/thuky.db"
[templates]
folder = "mau"
[reminders]
late = 3
[retention]
audit_months = 12

[[school]]
id = "hoa-sen"
name = "Trường Tiểu học Hoa Sen"
superior = "UBND XÃ HOA SEN"
symbol = "THHS"
place = "Hoa Sen"
host = "hoa-sen.xa.example"
[school.telegram]
token = "1:token-of-hoa-sen"
username = "@HoaSenBot"
[school.reminders]
late = 7

[[school]]
id = "sen-hong"
name = "Trường THCS Sen Hồng"
host = "Sen-Hong.xa.example."
retention = { audit_months = 24 }
telegram.token = "2:token-of-sen-hong"
[school.backups]
folder = "/sao-luu/sen-hong"
`

func writeConfig(t *testing.T, text string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestSchools: what is said at the top holds where a school says nothing, and each school
// keeps its own things apart.
func TestSchools(t *testing.T) {
	t.Parallel()
	path := writeConfig(t, twoSchools)
	secret := filepath.Join(t.TempDir(), "ma")
	if err := os.WriteFile(secret, []byte("7:from-a-file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, warnings, err := loadConfig(path, "", []string{
		"THUKY_SCHOOL=hoa-sen", "THUKY_SCHOOL_SEN_HONG_ZALO_TOKEN_FILE=" + secret, "THUKY_SCHOOL_SEN_HONG_SYMBOL=THCSSH",
		"THUKY_RETENTION_FILES_DAYS=9", "THUKY_SCHOOL_HOA_SEN_RETENTION_FILES_DAYS=8",
	})
	if err != nil || len(warnings) > 0 {
		t.Fatalf("%v, %q", err, warnings)
	}
	if got := c.schoolIDs(); !cmp.Equal(got, []string{"hoa-sen", "sen-hong"}) {
		t.Fatalf("schools: %q", got)
	}
	base := DefaultConfig()
	base.Storage.URL, base.Templates.Folder, base.Reminders.Late, base.Retention.AuditMonths, base.Retention.FilesDays = "bolt:kho/thuky.db", "mau", 3, 12, 9
	first := base
	first.School.Superior, first.School.Symbol, first.School.Place = "UBND XÃ HOA SEN", "THHS", "Hoa Sen"
	first.Storage.URL = "bolt:" + filepath.Join("kho", "hoa-sen", "thuky.db")
	first.Templates = TemplatesConfig{Folder: filepath.Join("mau", "hoa-sen"), Shared: "mau"}
	first.Drafts.Folder, first.Backups.Folder = filepath.Join("drafts", "hoa-sen"), filepath.Join("backups", "hoa-sen")
	first.Web.PublicURL = "https://hoa-sen.xa.example"
	first.Telegram.Token, first.Telegram.Username = "1:token-of-hoa-sen", "HoaSenBot"
	first.Reminders.Late, first.Retention.FilesDays = 7, 8
	second := base
	second.School.Name, second.School.Superior, second.School.Symbol, second.School.Place = "Trường THCS Sen Hồng", "", "THCSSH", ""
	second.Storage.URL = "bolt:" + filepath.Join("kho", "sen-hong", "thuky.db")
	second.Templates = TemplatesConfig{Folder: filepath.Join("mau", "sen-hong"), Shared: "mau"}
	second.Drafts.Folder, second.Backups.Folder = filepath.Join("drafts", "sen-hong"), "/sao-luu/sen-hong"
	second.Web.PublicURL = "https://sen-hong.xa.example"
	second.Telegram.Token, second.Zalo.Token, second.Retention.AuditMonths = "2:token-of-sen-hong", "7:from-a-file", 24
	for i, want := range []Config{first, second} {
		if diff := cmp.Diff(want, c.Schools[i].Config); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.Schools[i].ID, diff)
		}
	}
	if got := c.Schools[1].Host + " " + c.Schools[1].Place; got != "sen-hong.xa.example "+path+":23" {
		t.Errorf("the second school: %s", got)
	}
	var all strings.Builder
	for _, s := range c.secrets() {
		all.WriteString(s + "\n")
	}
	for _, secret := range []string{"1:token-of-hoa-sen", "2:token-of-sen-hong", "7:from-a-file"} {
		if !strings.Contains(all.String(), secret) {
			t.Errorf("%s is not known as a secret", secret)
		}
	}
}

// TestSchoolsOnPostgres: one database, each school under its id.
func TestSchoolsOnPostgres(t *testing.T) {
	t.Parallel()
	text := strings.Replace(twoSchools, `"bolt:kho/thuky.db"`, `"postgres://thuky@may/kho?sslmode=require"`, 1)
	c, _, err := loadConfig(writeConfig(t, text+"[school.storage]\nurl = \"postgres://thuky@may2/kho\"\n"), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Schools[0].Config.Storage.URL; got != "postgres://thuky@may/kho?sslmode=require&school=hoa-sen" {
		t.Errorf("the first: %s", got)
	}
	if got := c.Schools[1].Config.Storage.URL; got != "postgres://thuky@may2/kho?school=sen-hong" {
		t.Errorf("the second: %s", got)
	}
}

// TestBadSchools: each mistake is told with its place and with what would be right.
func TestBadSchools(t *testing.T) {
	t.Parallel()
	replace := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(twoSchools) }
	tests := []struct {
		name, file string
		environ    []string
		want       []string
	}{
		{"both forms", "[school]\nname = \"x\"\n" + twoSchools, nil, []string{":1:", "[[school]]", "id = "}},
		{"both forms, the other way", twoSchools + "[school]\nname = \"x\"\n", nil, []string{":31:", "[[school]]"}},
		{"no school", "school = []\n", nil, []string{"[[school]]", "id = \"hoa-sen\""}},
		{"two spellings", twoSchools + "[[School]]\nid = \"ba\"\n", nil, []string{"[[school]]"}},
		{"no id", replace("id = \"hoa-sen\"\n", ""), nil, []string{":10:", "id = \"hoa-sen\""}},
		{"a name as id", replace("id = \"hoa-sen\"", "id = \"Hoa Sen\""), nil, []string{":11:", "“Hoa Sen”", "id = \"hoa-sen\""}},
		{"an id that is a path", replace("id = \"hoa-sen\"", "id = \"../x\""), nil, []string{":11:", "“../x”"}},
		{"an id too long", replace("id = \"hoa-sen\"", "id = \""+strings.Repeat("a", 33)+"\""), nil, []string{":11:", "32"}},
		{"same id", replace("id = \"sen-hong\"", "id = \"hoa-sen\""), nil, []string{":24:", "id “hoa-sen”", ":11)", `ví dụ: id = "hoa-sen-2"`}},
		{"no name", replace("name = \"Trường THCS Sen Hồng\"\n", ""), nil, []string{":23:", "sen-hong", "name = "}},
		{"no host", replace("host = \"hoa-sen.xa.example\"\n", ""), nil, []string{":10:", "hoa-sen", "host = \"hoa-sen.xa.example\"", "web.listen"}},
		{"an address as host", replace("host = \"hoa-sen.xa.example\"", "host = \"https://hoa-sen.xa.example\""), nil, []string{":16:", "https://", "host = "}},
		{"a host with a port", replace("host = \"hoa-sen.xa.example\"", "host = \"hoa-sen.xa.example:8080\""), nil, []string{":16:", "xa.example:8080", "host = "}},
		{"same host", replace("Sen-Hong.xa.example.", "HOA-SEN.xa.example"), nil, []string{":26:", "“hoa-sen.xa.example”", ":16)"}},
		{"address of another host", twoSchools + "[school.web]\npublic_url = \"https://khac.example\"\n", nil, []string{":32:", "khac.example", "sen-hong.xa.example"}},
		{"same token", replace("2:token-of-sen-hong", "1:token-of-hoa-sen"), nil, []string{":28:", "telegram.token", "“hoa-sen”", ":18)"}},
		{"same token by a variable", twoSchools, []string{"THUKY_SCHOOL_SEN_HONG_TELEGRAM_TOKEN=1:token-of-hoa-sen"}, []string{"THUKY_SCHOOL_SEN_HONG_TELEGRAM_TOKEN", "telegram.token", ":18)"}},
		{"same bot of Zalo", replace("[school.reminders]", "[school.zalo]\ntoken = \"9:geheim\"\n[school.reminders]", "[school.backups]", "[school.zalo]\ntoken = \"9:geheim\"\n[school.backups]"), nil, []string{"zalo.token", "“hoa-sen”"}},
		{"same account", twoSchools, []string{"THUKY_SCHOOL_SEN_HONG_ZALOOA_APP_ID=5", "THUKY_SCHOOL_HOA_SEN_ZALOOA_APP_ID=5"}, []string{"zalooa.app_id", "THUKY_SCHOOL_HOA_SEN_ZALOOA_APP_ID"}},
		{"no token", replace("telegram.token = \"2:token-of-sen-hong\"\n", ""), nil, []string{":23:", "sen-hong", "[school.telegram]", "THUKY_SCHOOL_SEN_HONG_TELEGRAM_TOKEN_FILE", "token = \"\""}},
		{"same file", twoSchools + "[school.storage]\nurl = \"bolt:kho/hoa-sen/../hoa-sen/thuky.db\"\n", nil, []string{":32:", "storage.url", "“hoa-sen”"}},
		{"same place in a database", replace("[storage]\nurl = \"bolt:kho/thuky.db\"\n", "", "[school.reminders]", "[school.storage]\nurl=\"postgres://u:geheim@h/d?school=a\"\n[school.reminders]", "[school.backups]", "[school.storage]\nurl=\"postgresql://v@H/d?school=a&sslmode=require\"\n[school.backups]"), nil, []string{"storage.url", "“hoa-sen”"}},
		{"same folder of backups", replace("/sao-luu/sen-hong", "backups/hoa-sen"), nil, []string{":30:", "backups.folder", "[school.backups]"}},
		{"same folder of templates", twoSchools + "[school.templates]\nfolder = \"mau/hoa-sen\"\n", nil, []string{":32:", "templates.folder"}},
		{"same folder of drafts", twoSchools + "[school.drafts]\nfolder = \"drafts/hoa-sen\"\n", nil, []string{":32:", "drafts.folder"}},
		{"token for all", "[telegram]\ntoken = \"1:geheim\"\n" + twoSchools, nil, []string{":2:", "telegram.token", "[school.telegram]", "“hoa-sen”"}},
		{"token for all by a variable", twoSchools, []string{"THUKY_ZALO_TOKEN=1:geheim"}, []string{"THUKY_ZALO_TOKEN", "zalo.token", "[school.zalo]"}},
		{"secret of a webhook for all", "[telegram]\nwebhook_secret = \"geheim\"\n" + twoSchools, nil, []string{":2:", "telegram.webhook_secret"}},
		{"account for all", "[zalooa]\napp_id = \"5\"\n" + twoSchools, nil, []string{":2:", "zalooa.app_id", "[school.zalooa]"}},
		{"address for all", "[web]\npublic_url = \"https://x.example\"\n" + twoSchools, nil, []string{":2:", "web.public_url", "host = "}},
		{"school in the address for all", replace("bolt:kho/thuky.db", "postgres://u:geheim@h/d?school=a"), nil, []string{":2:", "storage.url", "school="}},
		{"slip in a school", replace("username =", "usernme ="), nil, []string{":19", "usernme"}},
		{"slip in a section", replace("[school.reminders]", "[school.remindres]"), nil, []string{"remindres"}},
		{"wrong type", replace("late = 7", "late = \"bảy\""), nil, []string{":21:", "late"}},
		{"wrong value", replace("[school.reminders]", "[school.telegram.x]\n[school.reminders]"), nil, []string{"telegram"}},
		{"mode of a school", replace("username =", "mode = \"pol\"\nusername ="), nil, []string{":10", "“hoa-sen”", "telegram.mode", "“poll”"}},
		{"log of a school", twoSchools + "[school.log]\nlevel = \"debug\"\n", nil, []string{":32:", "log.level", "[log]"}},
		{"metrics of a school", twoSchools + "[school.metrics]\nlisten = \"x\"\n", nil, []string{":32:", "metrics.listen"}},
		{"listening of a school", twoSchools + "[school.web]\nlisten = \"x\"\n", nil, []string{":32:", "web.listen", "[web]"}},
		{"school in a school", twoSchools + "[school.school]\nname = \"x\"\n", nil, []string{":32:", "school.name", "“name”"}},
		{"not TOML", twoSchools + "[school\n", nil, []string{":31"}},
		{"list of words", "school = [\"a\"]\n", nil, []string{":1"}},
		{"secret file", twoSchools, []string{"THUKY_SCHOOL_HOA_SEN_TELEGRAM_TOKEN_FILE=/nowhere"}, []string{"HOA_SEN_TELEGRAM_TOKEN_FILE", "/nowhere"}},
		{"two mistakes", replace("name = \"Trường THCS Sen Hồng\"\n", "", "host = \"hoa-sen.xa.example\"\n", ""), nil, []string{"hoa-sen", "sen-hong", "host", "name"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			path := writeConfig(t, tt.file)
			_, _, err := loadConfig(path, "", tt.environ)
			if err == nil || !isTold(err) || exitCode(err) != exitFailed {
				t.Fatalf("got %v, want a failure told in Vietnamese", err)
			}
			for _, want := range append(tt.want, "") {
				if strings.HasPrefix(want, ":") {
					want = path + want
				}
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got %q, want %q in it", err, want)
				}
			}
			for _, secret := range []string{"geheim", "token-of"} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("a secret was shown: %v", err)
				}
			}
		})
	}
}

// TestPagesOnly: who says that there is no bot is believed.
func TestPagesOnly(t *testing.T) {
	t.Parallel()
	c, _, err := loadConfig(writeConfig(t, strings.Replace(twoSchools, "2:token-of-sen-hong", "", 1)), "", nil)
	if err != nil || c.Schools[1].Config.Telegram.Token != "" {
		t.Errorf("%v, %q", err, c.Schools[1].Config.Telegram.Token)
	}
}

// TestInlineSchools: the other way to write a list of tables.
func TestInlineSchools(t *testing.T) {
	t.Parallel()
	c, _, err := loadConfig(writeConfig(t, "web.listen = \"\"\nschool = [{id = \"a\", name = \"A\", telegram = {token = \"1:x\"}}, {id = \"b\", name = \"B\", telegram.token = \"2:x\"}]\n"), "", nil)
	if err != nil || len(c.Schools) != 2 || c.Schools[1].Config.Telegram.Token != "2:x" || c.Schools[1].Host != "" {
		t.Errorf("%v, %+v", err, c.Schools)
	}
}

func FuzzSchools(f *testing.F) {
	f.Add(twoSchools)
	f.Add("school = [{id = \"a\"}]\n[[school]]\nid = \"b\"\n")
	f.Add("[[school]]\n[school.telegram]\nToken = 1\n[[school.x]]\n")
	f.Add("school = [[{a=1}], 2, {b={c={}}}]\n'school'.id = 3\n")
	f.Fuzz(func(t *testing.T, text string) {
		if !hasSchools([]byte(text)) {
			return
		}
		if _, _, err := loadSchools("config.toml", []byte(text), nil); err != nil && !isTold(err) {
			t.Errorf("got %v, want words for people", err)
		}
	})
}
