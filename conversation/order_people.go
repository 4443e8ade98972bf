package conversation

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"thuky/report"
	"thuky/vntext"
)

// PeopleTask is what an order about people is about.
type PeopleTask string

// The tasks. Those from peopleList on are for admins.
const (
	peopleAway   PeopleTask = "away"
	peopleBack   PeopleTask = "back"
	peopleName   PeopleTask = "name"
	peopleCall   PeopleTask = "call"
	peopleLink   PeopleTask = "link"
	peopleWeb    PeopleTask = "web"
	peopleUnlink PeopleTask = "unlink"
	peopleLeave  PeopleTask = "leave" // of oneself, or for an admin of somebody
	peopleList   PeopleTask = "list"
	peopleUnit   PeopleTask = "unit"
	peopleRole   PeopleTask = "role"
	peopleInvite PeopleTask = "invite"
)

// PeopleOrder is an order about people, as far as it is known.
type PeopleOrder struct {
	Task   PeopleTask  `json:"task"`
	Name   string      `json:"name,omitempty"`   // of whom, as it was typed; "" for oneself
	Person string      `json:"person,omitempty"` // id of whom
	Stand  string      `json:"stand,omitempty"`  // who stands in, as it was typed
	With   string      `json:"with,omitempty"`   // id of who stands in
	Value  string      `json:"value,omitempty"`  // the name, the form of address, the unit
	Role   report.Role `json:"role,omitempty"`
	Uses   int         `json:"uses,omitempty"`
}

// maxPeopleOrder is the longest order about people, in bytes, and maxPeopleWords the
// most words of one.
const (
	maxPeopleOrder = 240
	maxPeopleWords = 24
)

// peopleWords are the folded words one of which every order about people holds.
var peopleWords = []string{
	"nghi", "vang", "di cong tac", "di tap huan", " om", "di lam", "di day", "het phep", "lien ket", "ten", "goi", "xung ho", "roi", "danh sach", "moi", "thuoc", "lam", "bo", "xoa", " to ", "sang", " ve ",
	"trang ", "dang nhap", "mo trang", "vao web",
}

// peopleOpeners are the folded first words of all orders that are not for admins alone.
var peopleOpeners = set("da", "thua", "em", "toi", "minh", "co", "thay", "anh", "chi", "tui", "nghi", "di", "het", "doi", "sua", "hay", "goi",
	"xung", "cach", "cho", "xin", "ma", "lien", "bo", "huy", "xoa", "ngat", "roi", "mo", "vao", "xem", "trang", "dang", "link")

// withMarks says how the words of orders are written, where the bare word may be
// another one: "em nghĩ" is no absence, "mọi người" no invitation.
var withMarks = map[string][]string{
	"nghi": {"nghỉ"}, "vang": {"vắng"}, "om": {"ốm"}, "moi": {"mời"}, "thuoc": {"thuộc"}, "to": {"tổ"}, "lam": {"làm"}, "bo": {"bỏ"}, "xoa": {"xoá", "xóa"},
	"huy": {"huỷ", "hủy"}, "roi": {"rời", "rồi"}, "nho": {"nhờ"}, "goi": {"gọi"}, "doi": {"đổi"}, "ten": {"tên"}, "lien": {"liên"},
	"ket": {"kết"}, "danh": {"danh"}, "sach": {"sách"}, "sua": {"sửa"}, "duyet": {"duyệt"}, "di": {"đi"}, "day": {"dạy", "đây"}, "lai": {"lại"},
	"sang": {"sang"}, "ve": {"về"}, "khoi": {"khỏi", "khối"}, "co": {"cô", "có"}, "thay": {"thầy", "thay"}, "em": {"em"}, "la": {"là"},
	"mo": {"mở"}, "vao": {"vào"}, "trang": {"trang"}, "dang": {"đăng"}, "nhap": {"nhập"}, "quan": {"quản"}, "ly": {"lý", "lí"},
}

const (
	peopleSelf  = `(?:em|toi|minh|co|thay|anh|chi|tui)`
	peopleTail  = `(?: (?:a|nhe|nha|nhen|voi|em))*$`
	peopleStand = `(?: (?:khong|chua|ko) nho ai)?(?: (?:va |xin )?nho (?:giup )?(.+?)(?: (?:lam|tra loi|dien|bao cao)? ?(?:thay|giup|ho))?)?`
	peopleGone  = `(?:nghi|(?:di |di cong tac )?vang(?: mat)?|di cong tac|di tap huan|bi om|om)`
	peopleUntil = `(?:tu |den |den het |toi |het )?(?:(?:sang |chieu )?(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn)(?: tuan (?:nay|sau|toi))?|(?:ngay )?\d{1,2}/\d{1,2}(?:/\d{4})?|hom nay|mai|ngay mai|mot|tuan (?:nay|sau|toi)|cuoi tuan|thang (?:nay|sau|toi))`
	peopleRest  = `(?: (?:phep|om|benh|viec rieng|thai san|hoc|mat|hom nay|may hom|it hom|may ngay|tu mai|\d{1,3} (?:ngay|buoi|tuan|thang)|` + peopleUntil + `))*`
	peopleUnits = `(?:to|khoi|van phong|ke toan|thu vien|y te|doan doi|tong phu trach|doi|bao ve|ban giam hieu|bgh|hanh chinh)`
	peopleRoles = `(?:lam|la|giu vai|co vai) (?:vai )?(nguoi duyet|duyet|quan tri|quan tri vien|nguoi phu trach|phu trach|nhan vien|nguoi tra loi|tra loi)`
)

// peopleForm is one way to word an order; read gets the words of its groups.
type peopleForm struct {
	form  *regexp.Regexp
	admin bool
	read  func(g []string) PeopleOrder
}

var peopleForms = []peopleForm{
	{form: form(`(?:da |thua )*` + peopleSelf + ` (?:xin |bao |hom nay |mai |tu mai |sap |phai |dang )*(?:duoc )?` + peopleGone + peopleRest + peopleStand), read: func(g []string) PeopleOrder {
		return PeopleOrder{Task: peopleAway, Stand: g[0]}
	}},
	{form: form(`nghi` + peopleRest + ` nho (.+?)(?: (?:lam|tra loi)? ?(?:thay|giup|ho))?`), read: func(g []string) PeopleOrder {
		return PeopleOrder{Task: peopleAway, Stand: g[0]}
	}},
	{form: form(`(?:da |thua )*(?:` + peopleSelf + ` )?(?:da )?(?:di (?:lam|day)(?: tro)? lai|het (?:nghi|phep))(?: roi)?`), read: func([]string) PeopleOrder {
		return PeopleOrder{Task: peopleBack}
	}},
	{form: form(`(?:doi|sua) (?:lai )?ten(?: (?:thanh|la))?(?: (.+?))?`), read: func(g []string) PeopleOrder {
		return PeopleOrder{Task: peopleName, Value: g[0]}
	}},
	{form: form(`(?:hay )?(?:goi|xung ho)(?: (?:em|toi|minh|voi|la|bang))* (thay|co|anh|chi)`), read: func(g []string) PeopleOrder {
		return PeopleOrder{Task: peopleCall, Value: g[0]}
	}},
	{form: form(`(?:doi |sua )?(?:cach )?xung ho`), read: func([]string) PeopleOrder { return PeopleOrder{Task: peopleCall} }},
	{form: form(`(?:cho (?:em|toi|minh) )?(?:xin )?(?:ma )?lien ket(?: (?:tai khoan|zalo|telegram|web|may khac|them))?`), read: func([]string) PeopleOrder {
		return PeopleOrder{Task: peopleLink}
	}},
	{form: form(`(?:(?:cho|xin|em|toi|minh|link|lien ket|mo|vao|xem) )*trang (?:web|quan ly)(?: (?:cua )?(?:nha )?truong)?`), read: toWeb},
	{form: form(`(?:mo|vao) (?:trang|web)`), read: toWeb},
	{form: form(`dang nhap(?: (?:vao )?(?:trang )?(?:web|quan ly))?`), read: toWeb},
	{form: form(`(?:bo|huy|xoa|ngat) lien ket(?: (zalo|telegram|web|terminal))?`), read: func(g []string) PeopleOrder {
		return PeopleOrder{Task: peopleUnlink, Value: g[0]}
	}},
	{form: form(`(?:(?:em|toi|minh|xin|cho) )*roi (?:khoi|(?:khoi )?danh sach)`), read: func([]string) PeopleOrder { return PeopleOrder{Task: peopleLeave} }},
	{form: form(`(?:xem )?danh sach (?:moi )?(?:nguoi|nhan vien|giao vien|can bo|thay co|nhan su)`), admin: true, read: func([]string) PeopleOrder {
		return PeopleOrder{Task: peopleList}
	}},
	{form: form(`moi(?: them)?(?: (\d{1,5}))?(?: (?:nguoi|thay co|giao vien|nhan vien))?`), admin: true, read: func(g []string) PeopleOrder {
		return invitation(g[0], "")
	}},
	{form: form(`moi(?: them)?(?: (\d{1,5}))? ?(nguoi duyet|duyet|quan tri|nguoi quan tri|nguoi phu trach)`), admin: true, read: func(g []string) PeopleOrder {
		return invitation(g[0], g[1])
	}},
	{form: form(`moi(?: lai)? (.+?)`), admin: true, read: func(g []string) PeopleOrder {
		return PeopleOrder{Task: peopleInvite, Name: g[0]}
	}},
	{form: form(`(?:bo|xoa|go) (.+?) (?:ra )?khoi danh sach`), admin: true, read: func(g []string) PeopleOrder {
		return PeopleOrder{Task: peopleLeave, Name: g[0]}
	}},
	{form: form(`(.+?) ` + peopleRoles), admin: true, read: func(g []string) PeopleOrder {
		return PeopleOrder{Task: peopleRole, Name: g[0], Role: roleOf(g[1])}
	}},
	{form: form(`(.+?) (?:da )?(?:di (?:lam|day)(?: tro)? lai|het (?:nghi|phep))(?: roi)?`), admin: true, read: func(g []string) PeopleOrder {
		return PeopleOrder{Task: peopleBack, Name: g[0]}
	}},
	{form: form(`(.+?) (?:xin |bao |duoc |hom nay )*nghi` + peopleRest + peopleStand), admin: true, read: func(g []string) PeopleOrder {
		return PeopleOrder{Task: peopleAway, Name: g[0], Stand: g[1]}
	}},
	{form: form(`(.+?) (?:thuoc|chuyen sang|chuyen ve|sang|ve) (` + peopleUnits + `(?: .+?)?)`), admin: true, read: unitOf},
	{form: form(`(.+?) (?:thuoc|thuoc don vi|thuoc bo phan) (.+?)`), admin: true, read: unitOf},
	{form: form(`(.+?) (` + peopleUnits + `(?: [0-9a-z]+){0,2}?)`), admin: true, read: unitOf},
}

func toWeb([]string) PeopleOrder { return PeopleOrder{Task: peopleWeb} }

func form(words string) *regexp.Regexp { return regexp.MustCompile(`^` + words + peopleTail) }

func unitOf(g []string) PeopleOrder {
	return PeopleOrder{Task: peopleUnit, Name: g[0], Value: g[1]}
}

func invitation(uses, role string) PeopleOrder {
	n, err := strconv.Atoi(uses)
	if err != nil {
		n = 1 // none was said
	}
	return PeopleOrder{Task: peopleInvite, Uses: n, Role: roleOf(role)}
}

// roleOf reads the words of a role.
func roleOf(words string) report.Role {
	switch bare := vntext.Fold(words); {
	case strings.HasSuffix(bare, "duyet"):
		return report.Approver
	case strings.Contains(bare, "quan tri"), strings.HasSuffix(bare, "phu trach"):
		return report.Admin
	}
	return report.Staff
}

var slashPeople = map[string]string{
	"nghi": "em nghỉ", "dilamlai": "em đi làm lại", "doiten": "đổi tên", "xungho": "xưng hô", "goi": "gọi em là", "lienket": "liên kết",
	"bolienket": "bỏ liên kết", "web": "trang web", "dangnhap": "đăng nhập", "roi": "rời khỏi", "nguoi": "danh sách người", "moi": "mời",
}

// parsePeople reads a whole message as an order about people; admin says that those
// for admins count.
func parsePeople(text string, admin bool) (PeopleOrder, bool) {
	if len(text) > maxPeopleOrder || strings.Contains(text, "\n") {
		return PeopleOrder{}, false
	}
	if rest, ok := strings.CutPrefix(text, "/"); ok {
		name, rest, _ := strings.Cut(rest, " ")
		name, _, _ = strings.Cut(name, "@")
		phrase, ok := slashPeople[strings.ToLower(name)]
		if !ok {
			return PeopleOrder{}, false
		}
		text = phrase + " " + rest
	}
	if first, _, _ := strings.Cut(text, " "); !admin && !peopleOpeners[vntext.Fold(strings.Trim(first, " .,;:"))] {
		return PeopleOrder{}, false
	}
	whole := vntext.Fold(text)
	if !slices.ContainsFunc(peopleWords, func(w string) bool { return strings.Contains(whole, w) }) {
		return PeopleOrder{}, false
	}
	raw, bare := typedWords(text)
	if len(raw) == 0 || len(raw) > maxPeopleWords {
		return PeopleOrder{}, false
	}
	joined := strings.Join(bare, " ")
	for _, f := range peopleForms {
		if f.admin && !admin {
			continue
		}
		at := f.form.FindStringSubmatchIndex(joined)
		if at == nil {
			continue
		}
		groups := make([]string, 0, len(at)/2)
		for i := 2; i < len(at); i += 2 {
			group := ""
			if at[i] >= 0 && at[i] < at[i+1] {
				from := strings.Count(joined[:at[i]], " ")
				group = strings.Join(raw[from:from+1+strings.Count(joined[at[i]:at[i+1]], " ")], " ")
			}
			groups = append(groups, group)
		}
		return f.read(groups), true
	}
	return PeopleOrder{}, false
}

// typedWords gives the words of a text as they were typed, and folded. A word with
// other marks than those of the orders is left as it is, so that no order has it.
func typedWords(text string) (raw, bare []string) {
	for _, w := range strings.Fields(text) {
		w = strings.Trim(w, ".,;:…\"«»“”()")
		b := vntext.Fold(w)
		if b == "" || strings.Contains(b, " ") {
			continue
		}
		lower := strings.ToLower(vntext.NFC(w))
		if marks, ok := withMarks[b]; ok && lower != b && !slices.Contains(marks, lower) {
			b = lower
		}
		raw, bare = append(raw, w), append(bare, b)
	}
	return raw, bare
}
