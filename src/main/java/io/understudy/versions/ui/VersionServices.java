package io.understudy.versions.ui;

import io.understudy.characters.CharacterService;
import io.understudy.collaboration.comments.ui.CommentPanelFactory;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.identity.accounts.TeamService;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.checklist.ChecklistService;
import io.understudy.versions.checklist.evidence.EvidenceFileService;
import io.understudy.versions.checklist.evidence.EvidencePictureService;
import io.understudy.versions.lineage.LineageService;
import io.understudy.versions.release.VersionDownloadService;
import io.understudy.versions.review.ReviewDispatcher;
import io.understudy.versions.review.ReviewRequestService;
import io.understudy.versions.review.decisions.Signature;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
record VersionServices(
        VersionService versions,
        ReviewDispatcher reviews,
        ReviewRequestService requests,
        ChecklistService checklist,
        EvidencePictureService pictures,
        EvidenceFileService files,
        VersionDownloadService downloads,
        LineageService lineage,
        VersionSignals signals,
        TeamService team,
        RunService runs,
        PhotoConsentService consent,
        CharacterService characters,
        CommentPanelFactory comments,
        MissingReviewersNotes people) {
    List<Signature> mine(VersionDetails version) {
        UUID me = team.me().id().value();
        return version.signatures().stream()
                .filter(signature -> signature.account().equals(me))
                .toList();
    }
}
