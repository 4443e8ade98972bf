package cli

import (
	"thuky/bot/zalo"
	"thuky/bot/zalooa"
	"thuky/report"
)

// Config is all that can be set. Every key is in config.example.toml, whose
// values are the defaults. Fields tagged secret are never printed or logged and may
// also come from a file named by THUKY_<SECTION>_<KEY>_FILE.
type Config struct {
	School    report.School   `toml:"school"`
	Storage   StorageConfig   `toml:"storage"`
	Web       WebConfig       `toml:"web"`
	Telegram  TelegramConfig  `toml:"telegram"`
	Zalo      ZaloConfig      `toml:"zalo"`
	ZaloOA    ZaloOAConfig    `toml:"zalooa"`
	Templates TemplatesConfig `toml:"templates"`
	Drafts    DraftsConfig    `toml:"drafts"`
	Backups   BackupsConfig   `toml:"backups"`
	Calendar  CalendarConfig  `toml:"calendar"`
	Campaigns CampaignsConfig `toml:"campaigns"`
	Reminders RemindersConfig `toml:"reminders"`
	Group     GroupConfig     `toml:"group"`
	Privacy   PrivacyConfig   `toml:"privacy"`
	Retention RetentionConfig `toml:"retention"`
	Log       LogConfig       `toml:"log"`
	Metrics   MetricsConfig   `toml:"metrics"`

	// Schools are those of a configuration with [[school]], each with all of its settings;
	// then School is of nobody. nil where the configuration is that of one school.
	Schools []SchoolConfig `toml:"-"`
}

// SchoolConfig is one [[school]].
type SchoolConfig struct {
	ID     string // in names of folders and variables, in keys and in the log
	Host   string // under which its pages are reached; "" where there are no pages
	Place  string // where it stands, for people: "config.toml:12"
	Config Config // what holds for it
}

// StorageConfig says where everything is kept.
type StorageConfig struct {
	URL     string `toml:"url" secret:"url"` // "bolt:PATH" or a bare path
	KeyFile string `toml:"key_file"`         // holds the key with which names and addresses are sealed; "" leaves them open
}

// WebConfig is the HTTP server of serve.
type WebConfig struct {
	Listen    string `toml:"listen"`     // "" switches the server off
	PublicURL string `toml:"public_url"` // how it is reached from outside: https://…
}

// TelegramConfig is the Telegram bot; without a token the platform is off.
type TelegramConfig struct {
	Token             string  `toml:"token" secret:"all"`
	Username          string  `toml:"username"` // without "@"; asked for by getMe when empty
	APIEndpoint       string  `toml:"api_endpoint"`
	Mode              string  `toml:"mode"` // "poll" or "webhook"
	Proxy             string  `toml:"proxy" secret:"url"`
	WebhookSecret     string  `toml:"webhook_secret" secret:"all"`
	MessagesPerSecond float64 `toml:"messages_per_second"`
}

// ZaloConfig is the bot of the Zalo Bot Platform; without a token the platform is off.
type ZaloConfig struct {
	Token           string `toml:"token" secret:"all"`
	Link            string `toml:"link"` // opens the chat with the bot
	APIEndpoint     string `toml:"api_endpoint"`
	Mode            string `toml:"mode"` // "poll" or "webhook"
	Proxy           string `toml:"proxy" secret:"url"`
	WebhookSecret   string `toml:"webhook_secret" secret:"all"`
	MonthlyMessages int    `toml:"monthly_messages"` // 0 for no limit
	Reserve         int    `toml:"reserve"`          // of them, for what matters most
	MaxUsers        int    `toml:"max_users"`        // 0 for no limit
}

// ZaloOAConfig is a Zalo Official Account; without an app id the platform is off.
type ZaloOAConfig struct {
	AppID          string `toml:"app_id"`
	AppSecret      string `toml:"app_secret" secret:"all"`
	OASecret       string `toml:"oa_secret" secret:"all"`
	AccessToken    string `toml:"access_token" secret:"all"`  // the first pair; later ones
	RefreshToken   string `toml:"refresh_token" secret:"all"` // are in the store
	APIEndpoint    string `toml:"api_endpoint"`
	UploadEndpoint string `toml:"upload_endpoint"`
	OAuthEndpoint  string `toml:"oauth_endpoint"`
	Proxy          string `toml:"proxy" secret:"url"`
	AllowPaid      bool   `toml:"allow_paid"` // messages that cost money
}

// TemplatesConfig adds to the shipped templates.
type TemplatesConfig struct {
	Folder string `toml:"folder"`

	// Shared is a folder of several schools, below that of the school; "" for none. The
	// program writes nothing there.
	Shared string `toml:"-"`
}

// DraftsConfig says where chat writes finished drafts.
type DraftsConfig struct {
	Folder string `toml:"folder"`
}

// BackupsConfig says where the copies of the store lie, and when serve makes one by itself. Of
// those it keeps the newest of so many days, weeks and months.
type BackupsConfig struct {
	Folder  string `toml:"folder"` // "" for none
	At      string `toml:"at"`     // "02:00"; "" for never
	Daily   int    `toml:"daily"`
	Weekly  int    `toml:"weekly"`
	Monthly int    `toml:"monthly"`
}

// CalendarConfig says when people work.
type CalendarConfig struct {
	RestDays []string `toml:"rest_days"` // of the week: "T7", "CN"
	Folder   string   `toml:"folder"`    // holidays of the organisation, *.txt; "" for none
}

// CampaignsConfig is about rounds of collecting a report.
type CampaignsConfig struct {
	// InternalDays is how many working days before the deadline the staff answer; 0 for none.
	InternalDays int `toml:"internal_days"`
}

// RemindersConfig says when people are reminded; see remind.Policy. Times are "07:30".
type RemindersConfig struct {
	Enabled    bool     `toml:"enabled"`
	QuietFrom  string   `toml:"quiet_from"`
	QuietUntil string   `toml:"quiet_until"`
	Morning    string   `toml:"morning"`
	Half       bool     `toml:"half"`
	Before     []int    `toml:"before"`
	LastDay    []string `toml:"last_day"`
	Late       int      `toml:"late"`
	Admins     bool     `toml:"admins"`
}

// GroupConfig is about group chats.
type GroupConfig struct {
	NameLate bool `toml:"name_late"` // who is late may be named there
}

// PrivacyConfig is about the notice on personal data.
type PrivacyConfig struct {
	Ask     bool   `toml:"ask"`     // people agree to the notice before they are asked anything
	Contact string `toml:"contact"` // whom to ask about personal data
}

// RetentionConfig says how long things are kept; 0 is without end.
type RetentionConfig struct {
	AnswersMonths     int `toml:"answers_months"`
	TranscriptsMonths int `toml:"transcripts_months"`
	AuditMonths       int `toml:"audit_months"`
	FailedDays        int `toml:"failed_days"`
	FilesDays         int `toml:"files_days"`
}

// LogConfig is about the log on standard error.
type LogConfig struct {
	Level  string `toml:"level"`  // "debug", "info", "warn", "error"
	Format string `toml:"format"` // "text" or "json"
}

// MetricsConfig is the HTTP server for Prometheus, with /healthz and /readyz.
type MetricsConfig struct {
	Listen string `toml:"listen"` // "" switches it off
}

// DefaultConfig is what holds without any setting.
func DefaultConfig() Config {
	return Config{
		School: report.School{
			Name:        "Trường Tiểu học Hoa Sen",
			Superior:    "UBND XÃ HOA SEN",
			Symbol:      "THHS",
			Place:       "Hoa Sen",
			SignerTitle: "HIỆU TRƯỞNG",
		},
		Storage: StorageConfig{URL: "bolt:data/thuky.db"},
		Web:     WebConfig{Listen: "127.0.0.1:8080"},
		Telegram: TelegramConfig{
			APIEndpoint:       "https://api.telegram.org",
			Mode:              "poll",
			MessagesPerSecond: 30,
		},
		Zalo: ZaloConfig{APIEndpoint: zalo.DefaultEndpoint, Mode: "poll", MonthlyMessages: 3000, Reserve: 200, MaxUsers: 50},
		ZaloOA: ZaloOAConfig{
			APIEndpoint: zalooa.DefaultEndpoint, UploadEndpoint: zalooa.DefaultEndpoint, OAuthEndpoint: zalooa.DefaultOAuthEndpoint,
		},
		Drafts:    DraftsConfig{Folder: "drafts"},
		Backups:   BackupsConfig{Folder: "backups", At: "02:00", Daily: 14, Weekly: 8, Monthly: 12},
		Calendar:  CalendarConfig{RestDays: []string{"T7", "CN"}},
		Campaigns: CampaignsConfig{InternalDays: 1},
		Reminders: RemindersConfig{
			Enabled: true, QuietFrom: "20:00", QuietUntil: "07:00", Morning: "07:30", Half: true,
			Before: []int{1}, LastDay: []string{"07:30", "15:00"}, Late: 5, Admins: true,
		},
		Privacy:   PrivacyConfig{Ask: true, Contact: "văn phòng nhà trường"},
		Retention: RetentionConfig{AnswersMonths: 24, TranscriptsMonths: 12, AuditMonths: 60, FailedDays: 30, FilesDays: 90},
		Log:       LogConfig{Level: "info", Format: "text"},
	}
}
