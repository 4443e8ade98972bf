package web

// access is who may use a route.
type access int

// The levels of access. Each includes those after it.
const (
	anyone   access = iota // nobody need be signed in
	member                 // whoever is on the list of the school
	overseer               // admins and approvers
	admin                  // admins alone
)

// route is one address and who may use it.
type route struct {
	pattern string // of http.ServeMux: "GET /quan-ly/{id}"
	who     access
	do      func(*Server, *visit) error
	// limit is the largest body in bytes; 0 is maxForm.
	limit int64
}

// routes are all addresses but the static files. A test walks them: what is not anyone's
// must refuse nobody in particular, staff, and requests from other sites.
var routes = []route{
	{pattern: "GET /{$}", who: anyone, do: (*Server).home},
	{pattern: "GET /moi/{code}", who: anyone, do: (*Server).askToEnter},
	{pattern: "POST /moi/{code}", who: anyone, do: (*Server).enter},
	{pattern: "POST /moi", who: anyone, do: (*Server).typedCode},
	{pattern: "GET /tro-chuyen", who: member, do: (*Server).chat},
	{pattern: "GET /quan-ly/nguoi", who: overseer, do: (*Server).people},
	{pattern: "POST /quan-ly/nguoi/moi", who: admin, do: (*Server).invite},
	{pattern: "POST /quan-ly/nguoi/ma-rieng", who: admin, do: (*Server).inviteWaiting},
	{pattern: "POST /quan-ly/nguoi/danh-sach", who: admin, do: (*Server).importPeople, limit: maxList + 64<<10},
	{pattern: "GET /quan-ly/nguoi/{id}", who: admin, do: (*Server).person},
	{pattern: "POST /quan-ly/nguoi/{id}", who: admin, do: (*Server).changePerson},
	{pattern: "GET /quan-ly/tin-nhan", who: overseer, do: (*Server).messages},
	{pattern: "POST /quan-ly/tin-nhan", who: admin, do: (*Server).sendAgain},
	{pattern: "GET /quan-ly/tinh-trang", who: admin, do: (*Server).standing},
	{pattern: "GET /quan-ly/sao-luu", who: admin, do: (*Server).backupPage},
	{pattern: "POST /quan-ly/sao-luu", who: admin, do: (*Server).makeBackup},
	{pattern: "GET /phien", who: member, do: (*Server).sessions},
	{pattern: "POST /phien", who: member, do: (*Server).endSession},
	{pattern: "GET /quan-ly/bao-cao-moi", who: admin, do: (*Server).newReport},
	{pattern: "POST /quan-ly/bao-cao-moi", who: admin, do: (*Server).handOver, limit: maxNoticeBytes + maxForm},
	{pattern: "GET /quan-ly/bao-cao-moi/{intake}", who: admin, do: (*Server).plan},
	{pattern: "POST /quan-ly/bao-cao-moi/{intake}", who: admin, do: (*Server).correctPlan},
	{pattern: "POST /quan-ly/bao-cao-moi/{intake}/them", who: admin, do: (*Server).addPages, limit: maxNoticeBytes + maxForm},
	{pattern: "GET /quan-ly/bao-cao/{id}/cong-van", who: admin, do: (*Server).notice},
	{pattern: "POST /quan-ly/bao-cao/{id}/cong-van", who: admin, do: (*Server).correctNotice},
	{pattern: "POST /quan-ly/bao-cao/{id}/cong-van/them", who: admin, do: (*Server).noticePages, limit: maxNoticeBytes + maxForm},
	{pattern: "GET /quan-ly/bao-cao/{id}/ban-thao", who: overseer, do: (*Server).draft},
	{pattern: "GET /quan-ly/bao-cao/{id}/ban-thao/chu", who: overseer, do: (*Server).draftText},
	{pattern: "GET /quan-ly/bao-cao/{id}/ban-thao/trang/{page}", who: overseer, do: (*Server).draftSheet},
	{pattern: "GET /quan-ly/bao-cao/{id}/ban-thao/tai/{kind}", who: overseer, do: (*Server).draftFile},
	{pattern: "POST /quan-ly/bao-cao/{id}/ban-thao/sua", who: overseer, do: (*Server).fix},
	{pattern: "POST /quan-ly/bao-cao/{id}/ban-thao/bo-qua", who: overseer, do: (*Server).putAside},
	{pattern: "POST /quan-ly/bao-cao/{id}/ban-thao/duyet", who: overseer, do: (*Server).approve},
	{pattern: "GET /quan-ly/bao-cao/{id}/phien-ban", who: overseer, do: (*Server).versions},
	{pattern: "GET /quan-ly/bao-cao/{id}/phien-ban/so-sanh", who: overseer, do: (*Server).compare},
	{pattern: "GET /quan-ly/bao-cao/{id}/phien-ban/{number}/tai/{kind}", who: overseer, do: (*Server).versionFile},
	{pattern: "GET /quan-ly/mau", who: overseer, do: (*Server).templates},
	{pattern: "POST /quan-ly/mau", who: admin, do: (*Server).checkTemplate},
	{pattern: "GET /quan-ly/mau-word", who: overseer, do: (*Server).toTemplates},
	{pattern: "POST /quan-ly/mau-word", who: admin, do: (*Server).takeWordForm, limit: maxWordForm + maxForm},
	{pattern: "POST /quan-ly/mau-word/bo", who: admin, do: (*Server).dropWordForm},
	{pattern: "GET /quan-ly/mau-word/khoi-dau", who: overseer, do: (*Server).starterWordForm},
	{pattern: "GET /quan-ly/mau-word/tep", who: overseer, do: (*Server).wordFormFile},
	{pattern: "POST /quan-ly/mau/luu", who: admin, do: (*Server).keepTemplateFile},
	{pattern: "POST /quan-ly/mau/de-nghi", who: admin, do: (*Server).propose, limit: maxNoticeBytes + maxForm},
	{pattern: "POST /quan-ly/mau/de-nghi/tep", who: admin, do: (*Server).proposedFile},
	{pattern: "GET /quan-ly/bao-cao-moi/{intake}/mau", who: admin, do: (*Server).proposal},
	{pattern: "POST /quan-ly/bao-cao-moi/{intake}/mau", who: admin, do: (*Server).keepProposal},
	{pattern: "GET /quan-ly/mau/{template}", who: overseer, do: (*Server).template},
	{pattern: "GET /quan-ly/mau/{template}/tep", who: overseer, do: (*Server).templateFile},
	{pattern: "POST /quan-ly/mau/{template}/chuyen", who: admin, do: (*Server).moveReport},
	{pattern: "POST /tro-chuyen", who: member, do: (*Server).say, limit: maxAnswer},
	{pattern: "POST /tro-chuyen/bam", who: member, do: (*Server).press},
	{pattern: "POST /tro-chuyen/nhap", who: member, do: (*Server).keepDraft, limit: maxAnswer},
	{pattern: "POST /tro-chuyen/tep", who: member, do: (*Server).upload, limit: maxUpload},
	{pattern: "GET /tro-chuyen/dong", who: member, do: (*Server).stream},
	{pattern: "GET /tro-chuyen/tin/{seq}", who: member, do: (*Server).wholeLine},
	{pattern: "GET /tro-chuyen/tep/{seq}", who: member, do: (*Server).lineFile},
	{pattern: "GET /tro-chuyen/anh/{seq}", who: member, do: (*Server).linePicture},
	{pattern: "GET /tro-chuyen/anh/{seq}/{n}", who: member, do: (*Server).lineThumb},
	{pattern: "GET /dong-y", who: member, do: (*Server).consent},
	{pattern: "POST /dong-y", who: member, do: (*Server).answerConsent},
	{pattern: "GET /du-lieu-cua-toi", who: member, do: (*Server).myData},
	{pattern: "GET /du-lieu-cua-toi/{kind}", who: member, do: (*Server).ownFile},
	{pattern: "POST /du-lieu-cua-toi/ten", who: member, do: (*Server).correctOwn},
	{pattern: "POST /du-lieu-cua-toi/sua", who: member, do: (*Server).askCorrection},
	{pattern: "GET /du-lieu-cua-toi/ket-thuc/{how}", who: member, do: (*Server).askLeaving},
	{pattern: "POST /du-lieu-cua-toi/ket-thuc/{how}", who: member, do: (*Server).leaveForGood},
	{pattern: "GET /quan-ly/du-lieu", who: overseer, do: (*Server).register},
	{pattern: "POST /quan-ly/du-lieu", who: admin, do: (*Server).settleRequest},
	{pattern: "POST /quan-ly/du-lieu/tu-choi", who: admin, do: (*Server).refuseRequest},
	{pattern: "GET /cua-toi", who: member, do: (*Server).own},
	{pattern: "GET /cua-toi/{campaign}", who: member, do: (*Server).ownRecord},
	{pattern: "GET /cua-toi/{campaign}/minh-chung/{hash}", who: member, do: (*Server).ownEvidence},
	{pattern: "GET /cua-toi/{campaign}/minh-chung/{hash}/{how}", who: member, do: (*Server).ownEvidence},
	{pattern: "POST /cua-toi/{campaign}/sua", who: member, do: (*Server).goToQuestion},
	{pattern: "GET /cua-toi/{campaign}/bang/{question}", who: member, do: (*Server).ownTable},
	{pattern: "POST /cua-toi/{campaign}/bang/{question}", who: member, do: (*Server).ownTable, limit: maxSheetFile + maxAnswer},
	{pattern: "GET /nop/{token}", who: anyone, do: (*Server).handIn},
	{pattern: "POST /nop/{token}", who: anyone, do: (*Server).handInFiles, limit: maxUpload},
	{pattern: "GET /tep/{token}", who: anyone, do: (*Server).linkedFile},
	{pattern: "GET /anh/{token}", who: anyone, do: (*Server).linkedPicture},
	{pattern: "GET /quan-ly", who: overseer, do: (*Server).desk},
	{pattern: "GET /quan-ly/bao-cao/{id}", who: overseer, do: (*Server).campaign},
	{pattern: "GET /quan-ly/bao-cao/{id}/tra-loi.xlsx", who: overseer, do: (*Server).answersFile},
	{pattern: "GET /quan-ly/bao-cao/{id}/minh-chung.zip", who: overseer, do: (*Server).evidenceArchive},
	{pattern: "GET /quan-ly/bao-cao/{id}/minh-chung/{hash}", who: overseer, do: (*Server).evidenceFile},
	{pattern: "GET /quan-ly/bao-cao/{id}/minh-chung/{hash}/{how}", who: overseer, do: (*Server).evidenceFile},
	{pattern: "POST /quan-ly/bao-cao/{id}/han", who: admin, do: (*Server).setDeadline},
	{pattern: "GET /quan-ly/bao-cao/{id}/dong", who: admin, do: (*Server).askToClose},
	{pattern: "POST /quan-ly/bao-cao/{id}/dong", who: admin, do: (*Server).closeCampaign},
	{pattern: "GET /quan-ly/bao-cao/{id}/mo-lai", who: admin, do: (*Server).askToReopen},
	{pattern: "POST /quan-ly/bao-cao/{id}/mo-lai", who: admin, do: (*Server).reopenCampaign},
	{pattern: "GET /quan-ly/bao-cao/{id}/giao", who: admin, do: (*Server).assigning},
	{pattern: "POST /quan-ly/bao-cao/{id}/giao", who: admin, do: (*Server).assign},
	{pattern: "GET /quan-ly/bao-cao/{id}/cau/{question}", who: overseer, do: (*Server).question},
	{pattern: "POST /quan-ly/bao-cao/{id}/cau/{question}/tra-lai", who: overseer, do: (*Server).giveBack},
	{pattern: "POST /quan-ly/bao-cao/{id}/cau/{question}/sua", who: overseer, do: (*Server).amend},
	{pattern: "POST /quan-ly/bao-cao/{id}/cau/{question}/dong-y", who: overseer, do: (*Server).acceptSkip},
	{pattern: "GET /quan-ly/bao-cao/{id}/cau/{question}/bang/{person}", who: overseer, do: (*Server).othersTable},
	{pattern: "POST /quan-ly/bao-cao/{id}/cau/{question}/bang/{person}", who: overseer, do: (*Server).othersTable, limit: maxSheetFile + maxAnswer},
	{pattern: "GET /quan-ly/nhat-ky", who: overseer, do: (*Server).journal},
	{pattern: "GET /quan-ly/lich", who: overseer, do: (*Server).calendar},
	{pattern: "POST /quan-ly/lich/ngay", who: admin, do: (*Server).correctDay},
	{pattern: "POST /quan-ly/lich/bo", who: admin, do: (*Server).dropDay},
	{pattern: "POST /thoat", who: anyone, do: (*Server).leave},
}
