package io.understudy.versions.ui;

import io.understudy.characters.CharacterService;
import io.understudy.collaboration.comments.ui.CommentPanelFactory;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.identity.accounts.TeamService;
import io.understudy.identity.security.Reauthentication;
import io.understudy.training.runs.RunService;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.checklist.ChecklistService;
import io.understudy.versions.checklist.evidence.EvidenceFileService;
import io.understudy.versions.checklist.evidence.EvidencePictureService;
import io.understudy.versions.lineage.LineageService;
import io.understudy.versions.release.VersionDownloadService;
import io.understudy.versions.review.ReviewRequestService;
import io.understudy.versions.review.ReviewService;
import io.understudy.versions.review.ReviewedRevision;
import io.understudy.versions.review.decisions.Signature;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
record VersionServices(
        VersionService versions,
        ReviewService reviews,
        ReviewRequestService requests,
        Reauthentication passwords,
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
    void take(ReviewAction verb, VersionId id, ReviewedRevision seen, String reason, String password) {
        switch (verb) {
            case SUBMIT -> reviews.submit(id, seen);
            case SIGN_OFF -> reviews.signOff(id, seen);
            case WITHDRAW -> reviews.withdraw(id, seen);
            case SEND_BACK -> reviews.sendBack(id, seen, reason);
            case RENEW -> {
                if (password.isEmpty()) {
                    reviews.renew(id, seen);
                } else {
                    reviews.renew(id, seen, passwords.prove(password));
                }
            }
            case APPROVE -> reviews.approve(id, seen, passwords.prove(password));
            case REVOKE -> reviews.revoke(id, seen, reason, passwords.prove(password));
            case SUPERSEDE -> throw new IllegalArgumentException("Superseding follows from an approval");
        }
    }

    List<Signature> mine(VersionDetails version) {
        UUID me = team.me().id().value();
        return version.signatures().stream()
                .filter(signature -> signature.account().equals(me))
                .toList();
    }
}
