package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"thuky/report"
	"thuky/storage"
	"thuky/web"
)

// TestEnter: a link lets one browser in once, and looking at it uses nothing up.
func TestEnter(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	code := s.code(report.Admin)
	for range 3 { // programs that preview links
		if got := s.browser().get("/moi/" + code); got.status != http.StatusOK {
			t.Fatalf("preview: got %d", got.status)
		}
	}
	first := s.browser()
	if got := first.enter(code); got.status != http.StatusOK || got.path != "/tro-chuyen" {
		t.Fatalf("enter: got %d at %s\n%s", got.status, got.path, got.body)
	}
	if got := s.browser().get("/moi/" + code); got.status != http.StatusNotFound {
		t.Errorf("the link again: got %d", got.status)
	}
	if got := first.get("/tro-chuyen"); got.status != http.StatusOK {
		t.Errorf("signed in: got %d", got.status)
	}
	if got := first.post("/thoat"); got.path != "/" {
		t.Errorf("leave: at %s", got.path)
	}
	if got := first.get("/tro-chuyen"); got.status != http.StatusUnauthorized {
		t.Errorf("after leaving: got %d", got.status)
	}
}

// TestEnterBound: the button works in the browser that was shown it, and from our pages.
func TestEnterBound(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	code := s.code(report.Staff)
	one, other := s.browser(), s.browser()
	proof := proofField.FindStringSubmatch(one.get("/moi/" + code).body)[1]
	if got := other.post("/moi/"+code, "proof", proof); got.status != http.StatusForbidden {
		t.Errorf("without the cookie: got %d", got.status)
	}
	other.get("/moi/" + code)
	if got := other.post("/moi/"+code, "proof", proof); got.status != http.StatusForbidden {
		t.Errorf("with the proof of another browser: got %d", got.status)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/moi/"+code, strings.NewReader("proof="+proof))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if got := one.do(r); got.status != http.StatusForbidden {
		t.Errorf("from another site: got %d", got.status)
	}
	if got := one.post("/moi/"+code, "proof", proof); got.status != http.StatusOK {
		t.Errorf("as it should be: got %d", got.status)
	}
	if log := s.log.String(); strings.Contains(log, code) || strings.Count(log, "refused on the web") != 3 {
		t.Errorf("log:\n%s", log)
	}
}

// TestSessionEnds: whoever sees the work of others signs in anew after a day of rest;
// who has left the list is out at once.
func TestSessionEnds(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	staff, admin := s.join(report.Staff, "Lê Thị Mai"), s.join(report.Admin, "Trần Văn Nam")
	s.later(13 * time.Hour)
	if got := staff.get("/tro-chuyen"); got.status != http.StatusOK {
		t.Errorf("staff after 13 hours: got %d", got.status)
	}
	if got := admin.get("/tro-chuyen"); got.status != http.StatusUnauthorized {
		t.Errorf("admin after 13 hours: got %d", got.status)
	}
	s.update(func(tx storage.Tx) error {
		for p, err := range tx.People() {
			if err != nil || p.Role == report.Staff {
				return tx.DeletePerson(p.ID)
			}
		}
		return nil
	})
	if got := staff.get("/tro-chuyen"); got.status != http.StatusUnauthorized {
		t.Errorf("staff that was removed: got %d", got.status)
	}
}

func TestInviteLink(t *testing.T) {
	t.Parallel()
	if got, want := web.InviteLink("https://truong.example/", "AB CD"), "https://truong.example/moi/AB%20CD"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
