package evidence

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"
	"time"

	"thuky/filekind"
	"thuky/report"
)

// Entry is a file in an archive of all files of a campaign.
type Entry struct {
	Path    string // within the archive
	Hash    string
	Caption string
	Who     string
	At      time.Time // of the answer
}

// Entries lists the files that answers hold: a folder for each question, the files in their
// order. name is how a question is called, people the names by id.
func Entries(t *report.Template, answers []report.Answer, name func(q *report.Question) string, people map[string]string) []Entry {
	var all []Entry
	for place, q := range t.Questions() {
		if q.Type != "files" {
			continue
		}
		folder := fmt.Sprintf("%02d %s", place+1, filekind.CleanName(short(name(q)), q.ID))
		n := 0
		for _, a := range answers {
			if a.Question != q.ID {
				continue
			}
			for _, f := range a.Value.Files {
				n++
				file := filekind.CleanName(short(f.Caption), "")
				if file == "" {
					file = strings.TrimSuffix(f.Name, "."+f.Kind)
				}
				all = append(all, Entry{
					Path: fmt.Sprintf("%s/%02d %s.%s", folder, n, short(file), f.Kind),
					Hash: f.Hash, Caption: f.Caption, Who: people[a.Person], At: a.At,
				})
			}
		}
	}
	return all
}

// short keeps a part of a path so short that every system can unpack it.
func short(text string) string {
	runes := []rune(text)
	return strings.TrimSpace(string(runes[:min(len(runes), 60)]))
}

// WriteArchive writes the files as a zip file with a list of them. read gives the bytes of
// one; nil for those that are not there. Only one is held at a time.
func WriteArchive(w io.Writer, entries []Entry, zone *time.Location, read func(hash string) ([]byte, error)) error {
	z := zip.NewWriter(w)
	var list strings.Builder
	list.WriteString("\ufeff" + listHeader + "\r\n")
	for _, e := range entries {
		data, err := read(e.Hash)
		if err != nil {
			return err
		}
		list.WriteString(strings.Join([]string{e.Path, e.Caption, e.Who, listTime(e.At.In(zone)), e.Hash}, "\t"))
		if data == nil {
			list.WriteString(lostWords)
		}
		list.WriteString("\r\n")
		if data == nil {
			continue
		}
		f, err := z.CreateHeader(&zip.FileHeader{Name: e.Path, Method: zip.Store, Modified: e.At})
		if err != nil {
			return err
		}
		if _, err := f.Write(data); err != nil {
			return err
		}
	}
	f, err := z.Create(listName)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(f, list.String()); err != nil {
		return err
	}
	return z.Close()
}
