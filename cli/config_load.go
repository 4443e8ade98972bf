package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"thuky/vntext"
)

const (
	defaultConfigFile = "config.toml"
	envPrefix         = "THUKY_"
	envFileSuffix     = "_FILE"
)

// byteOrderMark is what some editors put before UTF-8 text.
var byteOrderMark = []byte("\ufeff")

// loadConfig reads the defaults, then the file, then the environment, each over
// the one before. An empty path means config.toml if it is there, else the file of the
// system if that is there. The warnings are for standard error: variables that look meant
// for the program but are no setting.
func loadConfig(path, system string, environ []string) (c Config, warnings []string, err error) {
	c = DefaultConfig()
	optional := path == ""
	if optional {
		path = defaultConfigFile
	}
	data, err := readWithin(path)
	if optional && system != "" && (errors.Is(err, fs.ErrNotExist) || closedFolder(path, err)) {
		path = system
		data, err = readWithin(path)
	}
	switch {
	case optional && path == system && errors.Is(err, fs.ErrPermission):
		return c, nil, failed(textSystemConfigDenied(path), nil)
	case err == nil && hasSchools(data):
		return loadSchools(path, data, environ)
	case err == nil:
		if err := decodeConfig(path, data, &c); err != nil {
			return c, nil, err
		}
	case !optional || !errors.Is(err, fs.ErrNotExist):
		return c, nil, failed(textConfigUnreadable(path, err), nil)
	}
	warnings, err = applyEnv(settings(&c), environ)
	if err != nil {
		return c, nil, err
	}
	return c, warnings, c.validate()
}

// closedFolder tells whether a file could not be read because its folder may not be looked into,
// as with "sudo -u thuky" in the home of somebody else: a file of the folder is not meant then.
func closedFolder(path string, err error) bool {
	if !errors.Is(err, fs.ErrPermission) {
		return false
	}
	_, err = os.Lstat(path)
	return errors.Is(err, fs.ErrPermission)
}

// decodeConfig reads a configuration file over c, refusing what it does not know.
func decodeConfig(path string, data []byte, c *Config) error { return decodeStrictly(path, data, c) }

// decodeStrictly reads TOML over a value, and says in Vietnamese what is wrong and where.
func decodeStrictly(path string, data []byte, into any) error {
	data = bytes.TrimPrefix(data, byteOrderMark)
	d := toml.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	var unknown *toml.StrictMissingError
	var wrong *toml.DecodeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &unknown):
		lines := make([]string, 0, len(unknown.Errors))
		for _, e := range unknown.Errors {
			row, _ := e.Position()
			key := strings.Join(e.Key(), ".")
			lines = append(lines, textUnknownKey(path, row, key, vntext.Nearest(key, configNames())))
		}
		return failed(strings.Join(lines, "\n"), nil)
	case errors.As(err, &wrong):
		row, column := wrong.Position()
		return failed(textBadTOML(path, row, column, strings.Join(wrong.Key(), "."), wrong.Error()), nil)
	default:
		return failed(textBadTOML(path, 0, 0, "", err.Error()), nil)
	}
}

// setting is one key of Config: its dotted name, where it lies, and how secret it is.
type setting struct {
	key    string // "telegram.token"
	value  reflect.Value
	secret string // "", "all", or "url": only the password in it

	variable string             // the environment variable where it is not that of the key
	noted    func(place string) // told which variable has set it; may be nil
}

// env is the name of the environment variable: THUKY_TELEGRAM_TOKEN.
func (s setting) env() string {
	if s.variable != "" {
		return s.variable
	}
	return envPrefix + strings.ToUpper(strings.ReplaceAll(s.key, ".", "_"))
}

// settings lists every key of c in the order of its fields.
func settings(c *Config) []setting {
	var all []setting
	sections := reflect.ValueOf(c).Elem()
	for i := range sections.NumField() {
		section := sections.Field(i)
		name := sections.Type().Field(i).Tag.Get("toml")
		if name == "-" {
			continue
		}
		for j := range section.NumField() {
			field := section.Type().Field(j)
			if field.Tag.Get("toml") == "-" {
				continue // is worked out of the settings
			}
			all = append(all, setting{
				key:    name + "." + field.Tag.Get("toml"),
				value:  section.Field(j),
				secret: field.Tag.Get("secret"),
			})
		}
	}
	return all
}

func configKeys() []string {
	var keys []string
	for _, s := range settings(new(Config)) {
		keys = append(keys, s.key)
	}
	return keys
}

// configNames are the keys and their sections.
func configNames() []string {
	keys := configKeys()
	names := slices.Clone(keys)
	for _, key := range keys {
		section, _, _ := strings.Cut(key, ".")
		names = append(names, section)
	}
	return names
}

// applyEnv sets what THUKY_* variables name. Those among others are known, and no settings.
func applyEnv(all []setting, environ []string, others ...string) (warnings []string, err error) {
	byName := map[string]setting{}
	for _, s := range all {
		byName[s.env()] = s
		if s.secret != "" {
			byName[s.env()+envFileSuffix] = s
		}
	}
	names := slices.Sorted(maps.Keys(byName))
	values := map[string]string{} // of a name given twice the last counts
	for _, entry := range environ {
		if name, value, _ := strings.Cut(entry, "="); strings.HasPrefix(name, envPrefix) {
			values[name] = value
		}
	}
	// In order, so that X_FILE comes after X: the file wins.
	for _, name := range slices.Sorted(maps.Keys(values)) {
		value := values[name]
		s, known := byName[name]
		if slices.Contains(others, name) {
			continue
		}
		if !known {
			warnings = append(warnings, textUnknownEnv(name, vntext.Nearest(name, names)))
			continue
		}
		if strings.HasSuffix(name, envFileSuffix) && name != s.env() {
			content, err := readWithin(value)
			if err != nil {
				return warnings, failed(textSecretFile(name, value, err), nil)
			}
			value = strings.TrimSpace(string(bytes.TrimPrefix(content, byteOrderMark)))
		}
		if err := s.set(value); err != nil {
			return warnings, failed(textBadEnv(name, value), nil)
		}
		if s.noted != nil {
			s.noted(name)
		}
	}
	return warnings, nil
}

func (s setting) set(value string) error {
	switch s.value.Kind() {
	case reflect.String:
		s.value.SetString(value)
	case reflect.Float64:
		f, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil {
			return err
		}
		s.value.SetFloat(f)
	case reflect.Bool:
		b, err := strconv.ParseBool(strings.TrimSpace(value))
		if err != nil {
			return err
		}
		s.value.SetBool(b)
	case reflect.Int:
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil {
			return err
		}
		s.value.SetInt(int64(n))
	case reflect.Slice: // of strings or numbers
		words := strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
		if s.value.Type().Elem().Kind() == reflect.String {
			s.value.Set(reflect.ValueOf(words))
			return nil
		}
		numbers := make([]int, 0, len(words))
		for _, word := range words {
			n, err := strconv.Atoi(word)
			if err != nil {
				return err
			}
			numbers = append(numbers, n)
		}
		s.value.Set(reflect.ValueOf(numbers))
	default:
		panic(fmt.Sprintf("setting %s of kind %s", s.key, s.value.Kind())) // unreachable: TestEnv walks them all
	}
	return nil
}

// validate checks values that would otherwise fail late, and brings words to NFC.
func (c *Config) validate() error {
	for _, s := range settings(c) {
		if s.value.Kind() == reflect.String {
			s.value.SetString(vntext.NFC(s.value.String()))
		}
	}
	c.Telegram.Username = strings.TrimPrefix(c.Telegram.Username, "@")
	oneOf := func(key, value string, allowed ...string) error {
		if slices.Contains(allowed, value) {
			return nil
		}
		return failed(textNotAllowed(key, value, allowed, vntext.Nearest(value, allowed)), nil)
	}
	if err := oneOf("telegram.mode", c.Telegram.Mode, "poll", "webhook"); err != nil {
		return err
	}
	if err := oneOf("zalo.mode", c.Zalo.Mode, "poll", "webhook"); err != nil {
		return err
	}
	if err := oneOf("log.format", c.Log.Format, "text", "json"); err != nil {
		return err
	}
	if err := oneOf("log.level", c.Log.Level, "debug", "info", "warn", "error"); err != nil {
		return err
	}
	if _, err := c.Calendar.week(); err != nil {
		return err
	}
	if _, err := c.Reminders.policy(); err != nil {
		return err
	}
	if err := c.Backups.validate(); err != nil {
		return err
	}
	if c.Telegram.MessagesPerSecond < 0 || c.Telegram.MessagesPerSecond > 1000 {
		return failed(textBadRate("telegram.messages_per_second", c.Telegram.MessagesPerSecond), nil)
	}
	for key, value := range map[string]string{
		"telegram.api_endpoint": c.Telegram.APIEndpoint,
		"zalo.api_endpoint":     c.Zalo.APIEndpoint,
		"zalo.link":             c.Zalo.Link,
		"zalooa.api_endpoint":   c.ZaloOA.APIEndpoint,
		"zalooa.oauth_endpoint": c.ZaloOA.OAuthEndpoint, "zalooa.upload_endpoint": c.ZaloOA.UploadEndpoint,
		"web.public_url": c.Web.PublicURL,
	} {
		if value == "" && !strings.HasSuffix(key, "_endpoint") {
			continue
		}
		// %s stands for the token and the method in the long form of the endpoint.
		if u, err := url.Parse(strings.ReplaceAll(value, "%s", "x")); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return failed(textBadURL(key, value), nil)
		}
	}
	for key, value := range map[string]string{"telegram.proxy": c.Telegram.Proxy, "zalo.proxy": c.Zalo.Proxy, "zalooa.proxy": c.ZaloOA.Proxy} {
		u, err := url.Parse(value)
		if value != "" && (err != nil || u.Host == "" || !slices.Contains([]string{"http", "https", "socks5", "socks5h"}, u.Scheme)) {
			return failed(textBadProxy(key), nil)
		}
	}
	if err := c.validatePrivacy(); err != nil {
		return err
	}
	return c.Zalo.validate()
}

// secrets gives the texts that must never appear in a log or an error.
func (c *Config) secrets() []string {
	var all []string
	for i := range c.Schools {
		all = append(all, c.Schools[i].Config.secrets()...)
	}
	for _, s := range settings(c) {
		text := s.value.String()
		switch {
		case s.secret == "all" && text != "":
			all = append(all, text)
			// The part of a bot token after the colon is the secret itself.
			if _, key, ok := strings.Cut(text, ":"); ok && len(key) >= 8 {
				all = append(all, key)
			}
		case s.secret == "url":
			if u, err := url.Parse(text); err == nil && u.User != nil {
				if password, ok := u.User.Password(); ok && password != "" {
					all = append(all, password)
				}
			}
		}
	}
	return all
}
