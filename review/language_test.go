package review

import (
	"strings"
	"testing"
)

func TestLanguage(t *testing.T) {
	t.Parallel()
	runCases(t, []checkCase{
		{"a curated slip", "Không để xảy ra phiến hà cho cha mẹ học sinh.", []string{"confusion 1 «phiến hà» → phiền hà"}},
		{"with a capital", "Khắt phục kịp thời hư hỏng của phòng học.", []string{"confusion 1 «Khắt phục» → Khắc phục"}},
		{"what follows makes it right", "Nhà trường cũng cố gắng hỗ trợ; bản thông báo báo cáo được gửi; các em học tập chung một phòng.", nil},
		{"not over a comma", "Sách vở của tổ, chúc mừng các thầy cô.", nil},
		{"impossible syllables", "Toàn nghành giáo dục được tiếp nhận đuợc nhiều sự quan tâm.", []string{"syllable 1 «nghành» → ngành", "syllable 1 «đuợc» → được"}},
		{"two words without a space", "Nhà trường báo kết quả; cáo trạng không có; nộp báocáo đúng hạn.", []string{"syllable 1 «báocáo» → báo cáo"}},
		{"ngã that does not exist", "Trường đã xữ trí và kiễm kê tài sản.", []string{"hook-tilde 1 «xữ» → xử", "hook-tilde 1 «kiễm» → kiểm"}},
		{"hỏi that does not exist", "Các em vửng vàng, sẳn sàng, giử gìn sách.", []string{"hook-tilde 1 «vửng» → vững", "hook-tilde 1 «sẳn» → sẵn", "hook-tilde 1 «giử» → giữ"}},
		{"names and loan words", "Trường ở xã Đắk Wer, gần sông Krông Nô, có 2 kg vắc-xin và 3 ki-lô-gam cà phê; mô hình STEM.", nil},
		{"look-alike letters", "Tổ chức tҺí điểm ở hai lớp.", []string{"lookalike 1 «tҺí» → tHí"}},
		{"two styles of tone marks", "Nhà trường hòa nhập, văn hóa đọc và giao lưu văn hoá được chú ý.", []string{"tone-style 1 «hoá» → hóa"}},
		{"the newer style throughout", "Trường chăm lo văn hoá và sức khoẻ của học sinh.", nil},
		{"old spelling", "Hàng năm, tổ rà soát qui định.", []string{"old-spelling 1 «Hàng năm» → Hằng năm", "old-spelling 1 «qui định» → quy định"}},
		{"said twice", "Tỷ lệ chuyên cần tăng tỷ lệ so với kỳ trước.", []string{"wording 1 «Tỷ lệ chuyên cần tăng tỷ lệ» → "}},
		{"organise a plan", "Kết quả tổ chức Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2026 của Ủy ban nhân dân xã về thư viện được gửi đủ.", []string{"wording 1 «tổ chức Kế hoạch số 12/KH-UBND» → tổ chức thực hiện Kế hoạch số 12/KH-UBND"}},
		{"typed twice", "Kết quả của của học kỳ này tốt hơn.", []string{"doubled-word 1 «của của» → của"}},
		{"words that are doubled with right", "Mỗi tổ tổ chức một buổi, dần dần ai ai cũng quen.", nil},
		{
			"a rare variant", strings.Repeat("Nhà trường giữ nền nếp ăn trưa.\n\n", 5) + "Nhà trường giữ nền nép ăn trưa.",
			[]string{"rare-variant 6 «nền nép» → nền nếp"},
		},
	})
}

func TestTerms(t *testing.T) {
	t.Parallel()
	runCases(t, []checkCase{
		{"names with capitals", "Nhà trường được Sở giáo dục và Đào tạo khen; nhân dân tin tưởng; Ủy ban nhân dân hỗ trợ; theo điều lệ đảng.", []string{
			"capital 1 «Sở giáo dục và Đào tạo» → Sở Giáo dục và Đào tạo", "capital 1 «điều lệ đảng» → Điều lệ Đảng", "capital 1 «nhân dân» → Nhân dân",
		}},
		{"the Party", "Đồng chí được kết nạp vào đảng; đảng viên và đảng ủy viết thường.", []string{"capital 1 «đảng» → Đảng"}},
		{"a subject of school", "Môn Tiếng việt và tiếng việt thực hành.", []string{"capital 1 «Tiếng việt» → Tiếng Việt", "capital 1 «tiếng việt» → tiếng Việt"}},
		{"district without a name", "Hội thi cấp Huyện do Huyện đoàn tổ chức tại Quận 1 và huyện Hoa Sen.", []string{"capital 1 «cấp Huyện» → cấp huyện"}},
		{"now with, now without", "Nhà trường phối hợp với công đoàn. Các tổ phối hợp với Công đoàn.", []string{"capital-mixed 1 «công đoàn» → Công đoàn"}},
		{"at the begin of a sentence", "Công đoàn thăm hỏi đoàn viên. Cha mẹ học sinh ủng hộ và cha mẹ học sinh tham gia.", nil},
		{"a title in quotation marks", "Phong trào “Dân vận khéo” lan rộng. Mô hình “dân vận khéo” của tổ 3. Nhóm “Dân vận khéo” của tổ 2.", []string{"capital-mixed 1 «dân vận khéo» → Dân vận khéo"}},
		{"two names for one thing", "Cha mẹ học sinh góp ý, cha mẹ học sinh tham gia, phụ huynh ủng hộ.", []string{"term-mixed 1 «phụ huynh» → cha mẹ học sinh"}},
		{"a wrong name", "Phòng Giáo dục - Đào tạo đã kiểm tra.", []string{"term-mixed 1 «Phòng Giáo dục - Đào tạo» → Phòng Giáo dục và Đào tạo"}},
		{"commas of a fixed list", "Các ban, ngành, đoàn thể dự họp. Các ban ngành đoàn thể góp ý.", []string{"term-mixed 1 «ban ngành đoàn thể» → ban, ngành, đoàn thể"}},
		{"never written out", "Trường mua thêm SGK cho thư viện.", []string{"abbreviation 1 «SGK» → sách giáo khoa (SGK)"}},
		{"written out at first", "Trường mua sách giáo khoa (SGK). Bộ SGK mới đến trong tháng.", nil},
		{"unknown", "Trường dùng hệ thống QLTS để theo dõi.", []string{"abbreviation 1 «QLTS» → "}},
		{"stands for two things", "Thu BHTN theo quy định. Không thu tiền mặt bảo hiểm tai nạn.", []string{"abbreviation 1 «BHTN» → bảo hiểm thất nghiệp (BHTN)"}},
		{"no abbreviations", "Trường THCS Hoa Sen mua TV, học kỳ II; VII. KIẾN NGHỊ; lớp 5A; Thông báo số 12/TB-UBND ngày 05 tháng 3 năm 2026 của Ủy ban nhân dân xã về họp.", nil},
	})
}

func TestTypography(t *testing.T) {
	t.Parallel()
	runCases(t, []checkCase{
		{"dashes between words", "Phát triển kinh tế-xã hội và văn hóa – xã hội.", []string{"dash 1 «kinh tế-xã hội» → kinh tế - xã hội", "dash 1 «văn hóa – xã hội» → văn hóa - xã hội"}},
		{"between years", "Nhiệm kỳ 2021- 2026 và giai đoạn 2026 - 2030; năm học 2025-2026.", []string{"dash 1 «kỳ 2021- 2026 và» → kỳ 2021 - 2026 và"}},
		{"compounds stay", "Tránh lối đọc-chép; dùng ki-lô-gam.", nil},
		{"spaces", "Nhà trường  đã sửa , thay ( đủ) ghế,bàn.Nhà xe mới.", []string{
			"space 1 «trường  đã» → trường đã", "space 1 «sửa , thay» → sửa, thay", "space 1 «( đủ)» → (đủ)", "space 1 «ghế,bàn.Nhà» → ghế, bàn.Nhà", "space 1 «ghế,bàn.Nhà» → ghế,bàn. Nhà",
		}},
		{"no slips of spaces", "Xem vnedu.vn, TP.HCM; số 1.234,5; 7:30; v.v. và a/b.", nil},
		{"three dots", "Sách, vở,... và bút, ... cùng thước....", []string{"ellipsis 1 «vở,...» → vở...", "ellipsis 1 «bút, ...» → bút...", "ellipsis 1 «thước....» → thước..."}},
		{"brackets", "Có 3 phòng (phòng tin học, thư viện.", []string{"unpaired 1 «(phòng tin học, thư» → "}},
		{"points", "Các việc: a) quét sơn; b) lát nền; 1) thay cửa (hai cánh).", nil},
		{"no end", "Nhà trường đã tổ chức bốn buổi sinh hoạt chuyên môn", []string{"end-sign 1 «hoạt chuyên môn» → hoạt chuyên môn."}},
		{"small begin of a sentence", "Nhà trường đã tổ chức bốn buổi. các tổ tham gia đủ.", []string{"sentence-case 1 «các» → Các"}},
		{"numbers", "Chuyên cần đạt 98.5% và 97 %.", []string{"number-style 1 «98.5%» → 98,5%", "number-style 1 «7 %» → 7%"}},
	})
}

// TestData: every line of the tables is understood.
func TestData(t *testing.T) {
	t.Parallel()
	lines := func(file string) int {
		n := 0
		for line := range strings.Lines(file) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				n++
			}
		}
		return n
	}
	n := 0
	for first, list := range confusions() {
		for _, c := range list {
			n++
			if len(c.words) < 2 || c.right == "" || strings.Join(c.words, " ") == c.right || c.words[0] != first {
				t.Errorf("confusion %+v", c)
			}
		}
	}
	if n != lines(confusionsFile) || n < 200 {
		t.Errorf("%d confusions of %d lines", n, lines(confusionsFile))
	}
	for _, file := range []string{eventsFile, documentsFile} {
		got := make(map[string]bool)
		for _, e := range readTable(file) {
			got[e.then+e.last.String()] = true
			if len(e.words) == 0 || e.then == "" {
				t.Errorf("entry %+v", e)
			}
		}
		for line := range strings.Lines(file) {
			if f := strings.Split(strings.TrimSpace(line), "|"); line[0] != '#' && len(f) > 1 && !got[strings.TrimSpace(f[2])+strings.TrimSpace(f[1])] {
				t.Errorf("not understood: %s", line)
			}
		}
	}
	for line := range strings.Lines(tildeFile) {
		for w := range strings.FieldsSeq(line) {
			if s, ok := parseSyllable(w); line[0] != '#' && line[0] != '=' && (!ok || s.tone != tilde) {
				t.Errorf("%q is no syllable in ngã", w)
			}
		}
	}
	if len(abbreviations()) != lines(abbreviationsFile) {
		t.Errorf("%d abbreviations of %d lines", len(abbreviations()), lines(abbreviationsFile))
	}
}

// TestSyllables: the grammar takes what is Vietnamese, and nothing else.
func TestSyllables(t *testing.T) {
	t.Parallel()
	for w := range strings.FieldsSeq("nghiêm quyết giếng gìn giặt khuỷu khuya ngoằn uống yếu oái xoong quốc quạnh thuở huơ ưỡn gì già tuyết huỳnh nguyễn khuyến ngoéo rượu chuếnh quỵ thủy thuỷ hòa hoà quý quí khỏe khoẻ được đước kỹ kĩ ghế gà nghe ngủ cơm kim ý ỳ êm ăn") {
		if _, ok := parseSyllable(oldTone(w)); !ok {
			t.Errorf("%s is a syllable", w)
		}
	}
	for w := range strings.FieldsSeq("nghành tiếg đuợc cuả nghiã tòan côc kât gê ngề cểnh kà ăng2 qủa qúy chât ươm̀ bơuc zô fô wô") {
		if _, ok := parseSyllable(oldTone(w)); ok {
			t.Errorf("%s is no syllable", w)
		}
	}
}

// TestTones: of the frequent syllables in hỏi and ngã none is taken for a slip.
func TestTones(t *testing.T) {
	t.Parallel()
	for w := range strings.FieldsSeq(`ảnh bảo bảng bản bảy bẩm bẻ bể biển biểu bỏ bỏng bổ bổi bổng bở bưởi cả cải cảm cản cảng cảnh cẩm cẩn cẩu chải chảy chẩn chỉ chỉnh chiểu chổi chủ chủng
chuẩn chuyển cỏ cổ cổng của củ củng cử cửa cửu dẻo dịp dẫn dở đảm đảng đảo đẩy đẳng để đỉnh điển điểm điểu đỏ đổ đổi đủ ẩm gả gảy giả giải giảm giảng giản giỏi giở giúp hải hảo hiểm hiểu hiển hỏi hỏng
hổ hở hưởng khả khảo khẩn khẩu khỏe khổ khởi khuẩn khủng khuyển kể kẻ kiểm kiểu kỷ lải lảng lẻ lẩn lỏng lổ lở lửa lủng mải mảng mảnh mẩu mở mỏ mỏng mổ mủ nảy nẻ nổ nổi nở nửa nải ngả nghỉ ngỏ ngủ ngửa
nhả nhảy nhỉ nhỏ nhổ nhủ ổn ổ ở phải phản phẩm phủ phổ phỏng phở quả quản quảng quẩn quỷ rả rải rảnh rẻ rể rủ rửa sản sảnh sẻ sổ sở sủng sửa sửng tả tải tảng tản tẩy tỉ tỉnh tiểu tổ tổng tổn tủ tủi tuổi tuyển tử
thả thải thảm thản thảo thẩm thẳng thể thẻ thỉnh thiểu thỏa thở thổi thủ thủy thử thưởng tỏ trả trải trẻ triển triển trổ trở trưởng ủy ủng ủi vả vải vẩn vẻ vỏ vở vỉ xả xảy xẻ xử xưởng
bãi bão bẫy bữa cãi chữ chữa chỗ chuỗi cỗ cỡ cũ cũng cưỡng cữu dã dãy dẫn dễ diễn diễm dĩ dĩa dõi dỗ dũng dưỡng dữ đã đãi đĩa đỗ đỡ đũa gãi gãy giãn giẫm giễu giỗ giữ giữa gõ gỗ gỡ gũi hãi hãm hãng hãy hễ hỗ hỗn hữu hoãn
kẽ kẽm kỹ khẽ lã lãi lãng lãnh lão lẫn lẽ lễ lĩnh lõi lỗ lỗi lỡ lũ lũy lưỡi lưỡng mã mãi mãn mãnh mẫu mẽ miễn mỗi mỡ mũ mũi muỗi muỗng mỹ não nãy nẵng ngã ngẫu ngẫm nghĩ nghĩa nghiễm ngõ ngoãn ngỡ ngũ ngữ ngưỡng nguyễn nhã nhãn nhẫn nhiễm nhiễu
nhũng nhuyễn nhưỡng những nỗ nỗi nỡ nữ nữa nũng phẫn phẫu phễu quãng quỹ rãi rãnh rễ rẽ rõ rỗi rỗng ruỗng rưỡi sẵn sẽ sĩ sữa sững tễ tiễn tiễu tĩnh thẫm thững trễ trĩ trũng trữ vãn vẫn vẫy vẽ vĩ vĩnh viễn võ võng vỗ vỡ vũ vũng vữa vững xã xõa`) {
		if s, ok := parseSyllable(oldTone(w)); !ok || s.wrongTone() != "" {
			t.Errorf("%s: a syllable %v, told as a slip for %q", w, ok, s.wrongTone())
		}
	}
}
