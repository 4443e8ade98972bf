package web

import "thuky/report"

const textNoEvidence = "Báo cáo này chưa có ảnh hay tệp nào ạ."

func textEvidenceFile(c report.Campaign) string { return "Minh chứng " + campaignName(c) }
