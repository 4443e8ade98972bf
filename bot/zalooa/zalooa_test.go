package zalooa_test

import (
	"strings"
	"testing"

	"thuky/bot/zalooa"
)

func TestNew(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		change func(*zalooa.Config)
		want   string // "" = no error
	}{
		{"defaults", func(*zalooa.Config) {}, ""},
		{"own endpoints", func(c *zalooa.Config) {
			c.APIEndpoint, c.UploadEndpoint = "http://127.0.0.1:1/", "https://up.example/x"
		}, ""},
		{"no tokens yet", func(c *zalooa.Config) { c.AccessToken, c.RefreshToken = "", "" }, ""},
		{"no memory", func(c *zalooa.Config) { c.Memory = nil }, "no memory"},
		{"no app id", func(c *zalooa.Config) { c.AppID = "" }, "no app id"},
		{"no app secret", func(c *zalooa.Config) { c.AppSecret = "" }, "no app secret"},
		{"no OA secret", func(c *zalooa.Config) { c.OASecret = "" }, "no OA secret"},
		{"a token with a line end", func(c *zalooa.Config) { c.AccessToken = "hidden-token\n" }, "access token"},
		{"a secret with a space", func(c *zalooa.Config) { c.OASecret = "hidden secret" }, "OA secret"},
		{"endpoint without scheme", func(c *zalooa.Config) { c.OAuthEndpoint = "oauth.zaloapp.com" }, "endpoint"},
		{"endpoint that is none", func(c *zalooa.Config) { c.APIEndpoint = "https://a:hidden-pass@%zz" }, "endpoint"},
		{"ftp proxy", func(c *zalooa.Config) { c.Proxy = "ftp://me:hidden-pass@127.0.0.1" }, "proxy"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			cfg := zalooa.Config{AppID: "1", AppSecret: "hidden-app", OASecret: "hidden-oa", AccessToken: "hidden-access", RefreshToken: "hidden-refresh", Memory: &memory{}}
			tt.change(&cfg)
			_, err := zalooa.New(cfg)
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v, want %q", err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "hidden") {
				t.Errorf("the error shows a secret: %v", err)
			}
		})
	}
}
