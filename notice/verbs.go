package notice

// handWords are what one does with a report, figures, a list or an opinion that
// someone else waits for.
var handWords = []string{
	"gui", "goi", "nop", "baocao", "baocaonhanh", "trinh", "dexuat", "thammuu", "cungcap", "gopy", "ykien", "phanhoi", "capnhat", "nhapsolieu", "nhapdulieu",
	"dangkyve", "dangkyvoi", "chuyenve", "phucdap", "traloi", "giaitrinh", "thongtinve", "thongke", "lapdanhsach", "dangkynhucau", "danhsach", "bao",
}

// workWords are what is finished, held or published by a date. It is no deadline of
// ours unless something is handed in.
var workWords = []string{
	"tochuc", "congbo", "congkhai", "dangtai", "niemyet", "khaigiang", "khaimac", "tuutruong", "xaydung", "banhanh", "kiemtra", "bangiao", "thanhtoan", "giaingan",
	"dong", "capphat", "tuyensinh", "nhaphoc", "dienra", "ketthuc", "batdau", "nghiemthu", "khacphuc", "thamdu", "codat", "congnhan", "tuyentruyen", "kyket",
	"suachua", "pheduyet", "hoanthanhviec", "hoanthanhcongtac", "trienkhai", "laydau", "treoco", "nghile", "dihoc", "muasam", "dua", "boiduong", "taphuan", "xettuyen",
	"xetduyet", "xacnhan", "chuanbi", "thanhlap", "kientoan", "xuat", "phathanh", "laphoso", "sapxep", "rasoat", "ra",
}

// dossierWords are what people hand in for themselves: no report.
var dossierWords = []string{
	"baiduthi", "baithi", "baiviet", "tacpham", "duthi", "donxin", "dondangky", "dondenghi", "lephi", "kinhphi", "hocphi", "tiendong", "giaymoi", "sanpham",
	"baithamgia", "dangkythamdu", "chungtu", "videoclip", "ungvien", "quagop", "ungho", "taikhoan",
}

// lastWord gives the last whole word of words in [from, to), or -1.
func (s *sheet) lastWord(from, to int, words []string) (int, string) {
	place, which := -1, ""
	for _, word := range words {
		end := to
		for end-from >= len(word) {
			k := s.last(from, end, word)
			if k < 0 || k <= place {
				break
			}
			if s.isVerb(k, word) {
				place, which = k, word
				break
			}
			end = k + len(word) - 1
		}
	}
	return place, which
}

// firstWord gives the first whole word of words in [from, to), or -1.
func (s *sheet) firstWord(from, to int, words []string) (int, string) {
	place, which := -1, ""
	for _, word := range words {
		for k := s.find(word, from, to); k >= 0 && (place < 0 || k < place); k = s.find(word, k+1, to) {
			if s.isVerb(k, word) {
				place, which = k, word
				break
			}
		}
	}
	return place, which
}

// isVerb tells whether the word at k stands for itself there.
func (s *sheet) isVerb(k int, word string) bool {
	end := k + len(word)
	if word == "baocao" {
		return !s.has(end, "vien") && !s.endsWith(k, "dienvanlabaocao") && !s.isPeriod(k) && !s.endsWith(k, "congkhai") &&
			!s.endsWith(k, "congbo") && !s.endsWith(k, "nguoi") && !s.endsWith(k, "thongqua") && !s.purpose(k)
	}
	if !s.wordStart(k) || !s.wordEnd(end) {
		return false
	}
	switch word {
	case "trinh":
		for _, before := range []string{"chuong", "qua", "quy", "cong", "giao", "lo", "hanh", "tien", "to", "giai", "thuyet", "lap"} {
			if s.endsWith(k, before) {
				return false
			}
		}
		return !s.has(end, "do")
	case "ykien":
		return s.endsWith(k, "gop") || s.endsWith(k, "thamgia") || s.endsWith(k, "cho") || s.endsWith(k, "co") || s.endsWith(k, "gui")
	case "capnhat":
		return s.contains(end, min(len(s.z), end+60), "solieu", "dulieu", "thongtin", "ketqua", "hethong", "phanmem", "danhsach", "bieu")
	case "bao":
		return s.endsWith(k, "phai")
	case "dua", "xuat", "ra":
		return word == "xuat" && s.has(end, "ketqua")
	case "dong":
		return s.has(end, "phi") || s.has(end, "tien") || s.has(end, "kinhphi") || s.has(end, "bao")
	case "goi": // "gởi"
		return s.has(end, "ve") || s.has(end, "baocao") || s.has(end, "cho")
	}
	if word == "gui" || word == "nop" {
		return !s.endsWith(k, "kinh") && !s.endsWith(k, "luu") && !s.endsWith(k, "noi") && !s.endsWith(k, "chua") && !s.purpose(k)
	}
	return true
}

// isPeriod tells that the "báo cáo" at k belongs to "kỳ báo cáo", "tháng báo cáo"; it is
// an order in "định kỳ báo cáo", "hằng tháng báo cáo".
func (s *sheet) isPeriod(k int) bool {
	return s.endsWith(k, "ky") && !s.endsWith(k, "dinhky") ||
		s.endsWith(k, "thang") && !s.endsWith(k, "hangthang")
}

// purpose tells that the word at k says what the matter is for: "để tổng hợp, báo cáo".
func (s *sheet) purpose(k int) bool {
	for j := k; j > 0; {
		if s.endsWith(j, "nham") || s.endsWith(j, "lamcoso") || s.endsWith(j, "phucvu") {
			return true
		}
		if s.endsWith(j, "de") && s.wordStart(j-2) && (s.rune(j-1) == 'ể' || s.rune(j-1) == 'e' && !s.has(j, "nghi") && !s.has(j, "xuat")) {
			return true
		}
		rest := j
		for _, word := range purposeWords {
			if s.endsWith(j, word) {
				rest = j - len(word)
				break
			}
		}
		if rest == j {
			return false
		}
		j = rest
	}
	return false
}

// purposeWords may stand between "để" and what is done with the answers.
var purposeWords = []string{
	",", "va", "tonghop", "kipthoi", "coso", "solieu", "xemxet", "theodoi", "danhgia", "chuanbi", "chung", "daydu", "thongtin", "lam", "co", "thammuu", "tiepthu", "hoanthien",
	"so", "phong", "bo", "tonghopchung", "cho", "viec", "xaydung",
}

// endsWith tells whether word stands right before i.
func (s *sheet) endsWith(i int, word string) bool {
	return i >= len(word) && s.z[i-len(word):i] == word
}
