package cli

import (
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"thuky/vntext"
)

// schoolVariable is the environment variable that says what --school says.
const schoolVariable = "THUKY_SCHOOL"

var (
	schoolID   = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$`)
	schoolHost = regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$`)
)

// loadSchools reads a configuration with [[school]]: the defaults, then the top of the file,
// then the environment, then the school, then the environment of the school.
func loadSchools(path string, data []byte, environ []string) (c Config, warnings []string, err error) {
	c = DefaultConfig()
	where := placesOf(path, data)
	if where.one != "" {
		return c, nil, failed(textSchoolAndSchools(where.one), nil)
	}
	file := schoolsFile{Config: c}
	if err := decodeSchools(path, data, &file); err != nil {
		return c, nil, err
	}
	if len(file.Schools) != len(where.schools) { // [[School]] beside [[school]]: the decoder takes one of them
		return c, nil, failed(textSchoolSpelling(path), nil)
	}
	c = file.Config
	l := schoolLoader{path: path, top: &c, where: where.top}
	for i := range file.Schools {
		l.tables = append(l.tables, loadedSchool{&file.Schools[i], where.schools[i]})
	}
	l.checkNames()
	if err := l.failure(); err != nil { // variables have the ids in their names
		return c, nil, err
	}
	if warnings, err = l.environment(environ); err != nil {
		return c, warnings, err
	}
	if err := c.validate(); err != nil {
		return c, warnings, err
	}
	l.checkTop()
	for _, t := range l.tables {
		l.resolve(t)
	}
	l.checkApart()
	return c, warnings, l.failure()
}

// loadedSchool is a table with the places of its keys.
type loadedSchool struct {
	*schoolTable
	schoolPlaces
}

// at is the place of a key, or else of the table.
func (t loadedSchool) at(key string) string {
	if place := t.keys[key]; place != "" {
		return place
	}
	return t.place
}

// schoolLoader makes the settings of every school, and gathers all that is wrong.
type schoolLoader struct {
	path     string
	top      *Config
	where    said // the keys of the top
	tables   []loadedSchool
	settings [][]setting // of the tables, once the environment was read
	problems []string
}

func (l *schoolLoader) wrong(text string) { l.problems = append(l.problems, text) }

func (l *schoolLoader) failure() error {
	if len(l.problems) == 0 {
		return nil
	}
	return failed(strings.Join(l.problems, "\n"), nil)
}

// checkNames checks the ids, and the keys that a school cannot have.
func (l *schoolLoader) checkNames() {
	if len(l.tables) == 0 {
		l.wrong(textNoSchool(l.path))
	}
	first := map[string]loadedSchool{}
	for _, t := range l.tables {
		switch other, taken := first[t.ID]; {
		case t.ID == "":
			l.wrong(textSchoolWithoutID(t.place))
		case !schoolID.MatchString(t.ID):
			l.wrong(textSchoolID(t.at("id"), t.ID))
		case taken:
			l.wrong(textSameSchool(t.at("id"), "id", t.ID, other.at("id"), other.ID))
		default:
			first[t.ID] = t
		}
		for _, key := range sortedKeys(t.keys) {
			switch name := strings.TrimPrefix(key, "school."); {
			case ofProcess(key):
				l.wrong(textKeyOfProcess(t.keys[key], key))
			case strings.HasPrefix(name, "school."):
				l.wrong(textUnknownSchoolKey(t.keys[key], name, nearestSchoolKey(name[strings.LastIndex(name, ".")+1:])))
			}
		}
	}
}

// environment reads the variables.
func (l *schoolLoader) environment(environ []string) (warnings []string, err error) {
	var all []setting
	for _, s := range settings(l.top) {
		if !strings.HasPrefix(s.key, "school.") {
			s.noted = func(place string) { l.where[s.key] = place }
			all = append(all, s)
		}
	}
	for _, t := range l.tables {
		mine := schoolSettings(t.schoolTable, t.keys)
		l.settings = append(l.settings, mine)
		all = append(all, mine...)
	}
	return applyEnv(all, environ, schoolVariable)
}

// checkTop refuses at the top what belongs to one school.
func (l *schoolLoader) checkTop() {
	example := l.tables[0].ID
	for _, s := range settings(l.top) {
		switch {
		case ofOne(s) && s.value.String() != "":
			l.wrong(textKeyOfOne(l.placeOf(s.key), s.key, example))
		case s.key == "web.public_url" && s.value.String() != "":
			l.wrong(textAddressOfOne(l.placeOf(s.key), example))
		case s.key == "storage.url" && isPostgres(s.value.String()) && namesSchool(s.value.String()):
			l.wrong(textStoreOfOne(l.placeOf(s.key)))
		}
	}
}

func (l *schoolLoader) placeOf(key string) string {
	if place := l.where[key]; place != "" {
		return place
	}
	return l.path
}

// resolve gives a school all of its settings.
func (l *schoolLoader) resolve(t loadedSchool) {
	c := *l.top
	c.Schools, c.School = nil, DefaultConfig().School
	c.School.Name, c.School.Superior, c.School.Symbol, c.School.Place = "", "", "", "" // of nobody
	mine := l.settings[slices.IndexFunc(l.tables, func(other loadedSchool) bool { return other.schoolTable == t.schoolTable })]
	byKey := map[string]setting{}
	for _, s := range mine {
		byKey[s.key] = s
	}
	for _, s := range settings(&c) {
		if own, ok := byKey[s.key]; ok && t.keys[s.key] != "" {
			s.value.Set(own.value)
		} else if ofOne(s) {
			s.value.SetString("")
		}
	}
	t.Host = strings.TrimSuffix(strings.ToLower(t.Host), ".")
	l.ownPlaces(t, &c)
	l.checkSchool(t, &c)
	l.top.Schools = append(l.top.Schools, SchoolConfig{ID: t.ID, Host: t.Host, Place: t.place, Config: c})
}

// ownPlaces puts what the school keeps apart from that of others, where it does not say
// itself where: each has a folder of its own in that of all.
func (l *schoolLoader) ownPlaces(t loadedSchool, c *Config) {
	own := func(key string, folder *string) {
		if t.keys[key] == "" && *folder != "" {
			*folder = filepath.Join(*folder, t.ID)
		}
	}
	c.Templates.Shared = l.top.Templates.Folder
	own("templates.folder", &c.Templates.Folder)
	own("drafts.folder", &c.Drafts.Folder)
	own("backups.folder", &c.Backups.Folder)
	switch storeURL := c.Storage.URL; {
	case isPostgres(storeURL):
		c.Storage.URL = withSchool(storeURL, t.ID)
	case t.keys["storage.url"] == "":
		if path, err := storePath(storeURL); err == nil {
			c.Storage.URL = "bolt:" + filepath.Join(filepath.Dir(path), t.ID, filepath.Base(path))
		}
	}
	if t.keys["web.public_url"] == "" && t.Host != "" {
		c.Web.PublicURL = "https://" + t.Host
	}
}

// checkSchool checks what one school says.
func (l *schoolLoader) checkSchool(t loadedSchool, c *Config) {
	if strings.TrimSpace(c.School.Name) == "" {
		l.wrong(textSchoolWithoutName(t.place, t.ID))
	}
	switch {
	case t.Host == "" && c.Web.Listen != "":
		l.wrong(textSchoolWithoutHost(t.place, t.ID))
	case t.Host != "" && (!schoolHost.MatchString(t.Host) || strings.Contains(t.Host, "..")):
		l.wrong(textSchoolHost(t.at("host"), t.Host, t.ID))
	case t.Host != "" && t.keys["web.public_url"] != "":
		if u, err := url.Parse(c.Web.PublicURL); err == nil && c.Web.PublicURL != "" && u.Hostname() != "" && !strings.EqualFold(u.Hostname(), t.Host) {
			l.wrong(textSchoolAddress(t.at("web.public_url"), c.Web.PublicURL, t.Host))
		}
	}
	if c.Telegram.Token == "" && c.Zalo.Token == "" && c.ZaloOA.AppID == "" && t.keys["telegram.token"] == "" {
		l.wrong(textSchoolWithoutToken(t.place, t.ID, variableOfKey(t.ID, "telegram.token")+envFileSuffix))
	}
	if err := c.validate(); err != nil {
		l.wrong(textInSchool(t.place, t.ID, err.Error()))
	}
}

// checkApart refuses what two schools cannot share.
func (l *schoolLoader) checkApart() {
	for _, kind := range []struct {
		key    string
		secret bool
		value  func(s *SchoolConfig) string
	}{
		{"host", false, func(s *SchoolConfig) string { return s.Host }},
		{"telegram.token", true, func(s *SchoolConfig) string { return s.Config.Telegram.Token }},
		{"zalo.token", true, func(s *SchoolConfig) string { return s.Config.Zalo.Token }},
		{"zalooa.app_id", false, func(s *SchoolConfig) string { return s.Config.ZaloOA.AppID }},
		{"storage.url", true, func(s *SchoolConfig) string { return storeKey(s.Config.Storage.URL) }},
		{"backups.folder", false, func(s *SchoolConfig) string { return cleanPath(s.Config.Backups.Folder) }},
		{"drafts.folder", false, func(s *SchoolConfig) string { return cleanPath(s.Config.Drafts.Folder) }},
		{"templates.folder", false, func(s *SchoolConfig) string { return cleanPath(s.Config.Templates.Folder) }},
	} {
		first := map[string]int{}
		for i := range l.top.Schools {
			s := &l.top.Schools[i]
			value := kind.value(s)
			if value == "" {
				continue
			}
			other, taken := first[value]
			if !taken {
				first[value] = i
				continue
			}
			shown := value
			if kind.secret {
				shown = ""
			}
			l.wrong(textSameSchool(l.tables[i].at(kind.key), kind.key, shown, l.tables[other].at(kind.key), l.tables[other].ID))
		}
	}
}

// storeKey tells stores apart.
func storeKey(storeURL string) string {
	if !isPostgres(storeURL) {
		path, err := storePath(storeURL)
		if err != nil {
			return ""
		}
		return cleanPath(path)
	}
	address, school := splitSchool(storeURL)
	u, err := url.Parse(address)
	if err != nil {
		return storeURL
	}
	return strings.ToLower(u.Host) + u.Path + "\n" + school // whoever signs in
}

// cleanPath is the one way to write a path, "" for none.
func cleanPath(path string) string {
	if path == "" {
		return ""
	}
	if whole, err := filepath.Abs(path); err == nil {
		return whole
	}
	return filepath.Clean(path)
}

func sortedKeys(all said) []string {
	keys := make([]string, 0, len(all))
	for key := range all {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// schoolIDs are the ids of a configuration, in the order of the file.
func (c *Config) schoolIDs() []string {
	ids := make([]string, len(c.Schools))
	for i := range c.Schools {
		ids[i] = c.Schools[i].ID
	}
	return ids
}

// find gives the school of an id.
func (c *Config) find(id string) (*SchoolConfig, error) {
	for i := range c.Schools {
		if c.Schools[i].ID == id {
			return &c.Schools[i], nil
		}
	}
	return nil, usage(textUnknownSchool(id, vntext.Nearest(id, c.schoolIDs()), c.schoolIDs()))
}
